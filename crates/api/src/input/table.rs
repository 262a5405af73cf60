//! A table as the body (`text/csv`): its bytes, and what makes the request the same under an `Idempotency-Key`. What
//! stands in it, the domain reads.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
};
use domain::Scope;

use super::{
    body::{fingerprint, read_body},
    headers::idempotency_key,
};
use crate::error::ApiError;

/// Bytes of a table.
const LARGEST: usize = 5 * 1024 * 1024;

/// The bytes of a CSV file. List it after the extractors that say who may call.
pub struct CsvBody {
    bytes: Vec<u8>,
    idempotency: Option<(String, String)>,
}

impl CsvBody {
    /// The scope with the request's `Idempotency-Key`, and the file.
    pub fn idempotent(self, scope: impl Into<Scope>) -> (Scope, Vec<u8>) {
        (scope.into().with_idempotency(self.idempotency), self.bytes)
    }
}

impl FromRequest for CsvBody {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let key = idempotency_key(req.headers())?;
            refuse_other_media(&req)?;
            let bytes = read_body(&req, payload, LARGEST).await?;
            let idempotency = key.map(|key| (key, fingerprint(&req, &bytes)));
            Ok(Self { bytes, idempotency })
        })
    }
}

fn refuse_other_media(req: &HttpRequest) -> Result<(), ApiError> {
    let media = req
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(|value| value.split(';').next().unwrap_or_default().trim())
        .unwrap_or_default();
    if media.eq_ignore_ascii_case("text/csv") {
        return Ok(());
    }
    let detail = "Send the table as text/csv.";
    Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}
