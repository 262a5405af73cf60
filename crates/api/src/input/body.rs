//! A JSON body: read within limits of size and time, checked against its type's schema, then made into the type. Reads
//! nothing before the extractors listed ahead of it have had their say.

use std::{future::Future, ops::Deref, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{Method, StatusCode, header},
    web::BytesMut,
};
use contract::FieldError;
use domain::Scope;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::{headers::idempotency_key, json, schema};
use crate::error::{ApiError, common_words};

/// Bytes of a JSON body.
pub const LARGEST: usize = 256 * 1024;

/// From the head's end to the body's last byte.
const PATIENCE: Duration = Duration::from_secs(30);

/// A valid body of type `T`; dereferences to it. List it after the extractors that say who may call.
#[derive(Debug)]
pub struct Valid<T> {
    value: T,
    idempotency: Option<(String, String)>,
}

impl<T> Valid<T> {
    pub fn into_inner(self) -> T {
        self.value
    }

    /// For a POST that creates: the scope with the request's `Idempotency-Key`, and the input.
    pub fn idempotent(self, scope: impl Into<Scope>) -> (Scope, T) {
        (scope.into().with_idempotency(self.idempotency), self.value)
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> FromRequest for Valid<T>
where
    T: DeserializeOwned + ToSchema + Validate + 'static,
{
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let key = idempotency_key(req.headers())?;
            let bytes = read_body(&req, payload, LARGEST).await?;
            refuse_other_media(&req, &bytes)?;
            let idempotency = key.map(|key| (key, fingerprint(&req, &bytes)));
            let value = check(&bytes).map_err(|error| match error {
                Refused::Fields(errors) => ApiError::invalid(errors),
                Refused::Ours(error) => error,
            })?;
            Ok(Self { value, idempotency })
        })
    }
}

/// For a POST that says everything by its address: no body, or `{}`.
#[derive(Debug)]
pub struct Bodyless {
    idempotency: Option<(String, String)>,
}

impl Bodyless {
    /// The scope with the request's `Idempotency-Key`.
    pub fn idempotent(self, scope: impl Into<Scope>) -> Scope {
        scope.into().with_idempotency(self.idempotency)
    }
}

impl FromRequest for Bodyless {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let key = idempotency_key(req.headers())?;
            let bytes = read_body(&req, payload, LARGEST).await?;
            refuse_content(&bytes).map_err(ApiError::invalid)?;
            Ok(Self {
                idempotency: key.map(|key| (key, fingerprint(&req, &bytes))),
            })
        })
    }
}

fn refuse_content(bytes: &[u8]) -> Result<(), Vec<FieldError>> {
    if bytes.is_empty() {
        return Ok(());
    }
    let unknown = |name: &str| FieldError::new(name, "unknown_field", "There is no such field.");
    match json::parse(bytes)? {
        serde_json::Value::Object(members) if members.is_empty() => Ok(()),
        serde_json::Value::Object(members) => Err(members
            .keys()
            .map(|name| unknown(&json::shown(name)))
            .collect()),
        _ => Err(vec![FieldError::new(
            "body",
            "type",
            "Send no body, or an empty object.",
        )]),
    }
}

/// The whole body.
///
/// # Errors
/// 413 above `largest` bytes, 408 when it does not arrive in time, 400 when it breaks off.
pub async fn read_body(
    req: &HttpRequest,
    mut payload: Payload,
    largest: usize,
) -> Result<Vec<u8>, ApiError> {
    let too_large = || {
        let detail = format!("The body is too large: at most {largest} bytes.");
        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    let announced = req
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > largest as u64) {
        return Err(too_large());
    }
    let reading = async {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| ApiError::bad_request("The body broke off."))?;
            if bytes.len() + chunk.len() > largest {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.to_vec())
    };
    tokio::time::timeout(PATIENCE, reading)
        .await
        .unwrap_or_else(|_| {
            let status = StatusCode::REQUEST_TIMEOUT;
            Err(ApiError::new(status, common_words(status)).with(
                header::CONNECTION,
                header::HeaderValue::from_static("close"),
            ))
        })
}

fn refuse_other_media(req: &HttpRequest, bytes: &[u8]) -> Result<(), ApiError> {
    let given = req.headers().get(header::CONTENT_TYPE);
    let media = given
        .and_then(|value| value.to_str().ok())
        .map(|value| value.split(';').next().unwrap_or_default().trim());
    match media {
        Some(media) if media.eq_ignore_ascii_case("application/json") => Ok(()),
        None if given.is_none() && bytes.is_empty() => Err(ApiError::field(
            "body",
            "required",
            "A JSON body is required.",
        )),
        _ => {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            Err(ApiError::new(status, common_words(status)))
        }
    }
}

/// hex(SHA-256) of method, path and body: what makes two requests under one key the same.
pub(super) fn fingerprint(req: &HttpRequest, bytes: &[u8]) -> String {
    let method: &Method = req.method();
    let mut hash = Sha256::new();
    hash.update(method.as_str());
    hash.update([0]);
    hash.update(req.path());
    hash.update([0]);
    hash.update(bytes);
    format!("{:x}", hash.finalize())
}

pub(super) enum Refused {
    Fields(Vec<FieldError>),
    Ours(ApiError),
}

fn check<T>(bytes: &[u8]) -> Result<T, Refused>
where
    T: DeserializeOwned + ToSchema + Validate + 'static,
{
    let value = json::parse(bytes).map_err(Refused::Fields)?;
    build(value)
}

/// Schema, then serde, then the rules a schema cannot express.
pub(super) fn build<T>(value: serde_json::Value) -> Result<T, Refused>
where
    T: DeserializeOwned + ToSchema + Validate + 'static,
{
    let violations = schema::of::<T>().map_err(Refused::Ours)?.violations(&value);
    if !violations.is_empty() {
        return Err(Refused::Fields(violations));
    }
    let made: T = serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "body".into() } else { path };
        Refused::Fields(vec![FieldError::new(
            field,
            "format",
            "This value is not allowed.",
        )])
    })?;
    match made.validate() {
        Ok(()) => Ok(made),
        Err(errors) => {
            let mut found = Vec::new();
            flatten("", &errors, &mut found);
            Err(Refused::Fields(found))
        }
    }
}

fn flatten(prefix: &str, errors: &ValidationErrors, found: &mut Vec<FieldError>) {
    let join = |name: &str| {
        if prefix.is_empty() {
            name.to_owned()
        } else {
            format!("{prefix}.{name}")
        }
    };
    for (name, kind) in errors.errors() {
        match kind {
            ValidationErrorsKind::Field(broken) => {
                for rule in broken {
                    let field = if name == "__all__" {
                        if prefix.is_empty() { "body" } else { prefix }.to_owned()
                    } else {
                        join(name)
                    };
                    let message = rule
                        .message
                        .as_deref()
                        .unwrap_or("This value is not allowed.");
                    found.push(FieldError::new(field, &rule.code, message));
                }
            }
            ValidationErrorsKind::Struct(inner) => flatten(&join(name), inner, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    flatten(&format!("{}[{index}]", join(name)), inner, found);
                }
            }
        }
    }
}
