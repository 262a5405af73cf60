//! Headers that steer writes: `If-Match` and `Idempotency-Key`.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderMap},
};

use crate::error::ApiError;

/// Matches no version a row can have.
const NEVER: i32 = -1;

/// The version the caller read (`If-Match`), None when it does not care. An ETag that is none of ours matches nothing,
/// which the domain answers with `Error::Stale` (412).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<i32>);

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(version(req.headers()))))
    }
}

fn version(headers: &HeaderMap) -> Option<i32> {
    let mut given = headers.get_all(header::IF_MATCH);
    let value = given.next()?;
    if given.next().is_some() {
        return Some(NEVER);
    }
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return None;
    }
    let version = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .and_then(|text| text.rsplit_once('-'))
        .and_then(|(_, version)| version.parse().ok());
    Some(version.unwrap_or(NEVER))
}

/// # Errors
/// 400 for a key that is not 1 to 255 visible ASCII characters, or for two.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let mut given = headers.get_all("idempotency-key");
    let Some(value) = given.next() else {
        return Ok(None);
    };
    let key = value.as_bytes();
    let sane = (1..=255).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    if !sane || given.next().is_some() {
        return Err(ApiError::field(
            "Idempotency-Key",
            "format",
            "One key of 1 to 255 visible ASCII characters.",
        ));
    }
    Ok(Some(String::from_utf8_lossy(key).into_owned()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn read(value: &str) -> Option<i32> {
        let request = TestRequest::default().insert_header((header::IF_MATCH, value));
        version(request.to_http_request().headers())
    }

    #[test]
    fn if_match_is_compared_strongly() {
        assert_eq!(read("\"12-3\""), Some(3));
        assert_eq!(read("*"), None);
        for other in ["W/\"12-3\"", "12-3", "\"abc\"", ""] {
            assert_eq!(read(other), Some(NEVER), "{other:?}");
        }
        assert_eq!(
            version(TestRequest::default().to_http_request().headers()),
            None
        );
    }

    #[test]
    fn keys_are_visible_ascii() {
        let read = |value: &str| {
            let request = TestRequest::default().insert_header(("idempotency-key", value));
            idempotency_key(request.to_http_request().headers())
        };
        assert_eq!(read("order-7").ok(), Some(Some("order-7".to_owned())));
        assert!(read("").is_err());
        assert!(read("a b").is_err());
        assert!(read(&"x".repeat(256)).is_err());
    }
}
