//! Every refusal's way out: a domain error or one of HTTP's own becomes `application/problem+json` here and nowhere
//! else. A cause is never part of the answer; `http::envelope` logs it once.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use contract::{FieldError, Problem};

pub const PROBLEM: &str = "application/problem+json";

/// Seconds after which a caller may try again while the database is away.
const RETRY_AFTER: u32 = 2;

pub type ApiResult<T = HttpResponse> = std::result::Result<T, ApiError>;

/// A refused request.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    detail: String,
    errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// What only the log may know.
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl ApiError {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            errors: Vec::new(),
            headers: Vec::new(),
            cause: None,
        }
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub fn unauthenticated(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, detail)
            .with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "There is nothing here for you.")
    }

    /// Every offending field at once.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let mut refusal = Self::bad_request("Something in the request is not valid; see errors.");
        refusal.errors = errors;
        refusal
    }

    pub fn field(field: &str, code: &str, message: &str) -> Self {
        Self::invalid(vec![FieldError::new(field, code, message)])
    }

    pub fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
            .with(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER))
    }

    pub fn too_many(retry_after_seconds: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "Too many requests. Wait a little and try again.",
        )
        .with(header::RETRY_AFTER, HeaderValue::from(retry_after_seconds))
    }

    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong on our side. Quote the request id if you report it.",
        )
        .caused_by(cause.into())
    }

    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    fn caused_by(mut self, cause: Box<dyn std::error::Error + Send + Sync>) -> Self {
        self.cause = Some(cause);
        self
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What was wrong, in one line: the detail, or each field with its message.
    pub fn words(&self) -> String {
        if self.errors.is_empty() {
            return self.detail.clone();
        }
        let each: Vec<String> = self
            .errors
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message))
            .collect();
        each.join(" ")
    }

    pub fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// The cause and everything behind it, in one line, for the log.
    pub fn cause_chain(&self) -> Option<String> {
        let mut next: Option<&(dyn std::error::Error + 'static)> = match &self.cause {
            Some(cause) => Some(cause.as_ref()),
            None => return None,
        };
        let mut parts: Vec<String> = Vec::new();
        while let Some(error) = next {
            let text = error.to_string();
            // Wrappers often repeat what they wrap.
            if parts.last().is_none_or(|last| !last.contains(&text)) {
                parts.push(text);
            }
            next = error.source();
        }
        Some(parts.join(": "))
    }

    pub fn problem(&self, instance: &str, request_id: &str) -> Problem {
        problem(
            self.status,
            &self.detail,
            self.errors.clone(),
            instance,
            request_id,
        )
    }
}

/// The body of a refusal.
pub fn problem(
    status: StatusCode,
    detail: &str,
    errors: Vec<FieldError>,
    instance: &str,
    request_id: &str,
) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: status
            .canonical_reason()
            .unwrap_or("Unknown status")
            .to_owned(),
        status: status.as_u16(),
        detail: detail.to_owned(),
        instance: instance.to_owned(),
        request_id: request_id.to_owned(),
        errors,
    }
}

/// What to say for a status that something other than our code chose.
pub fn common_words(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "The request cannot be understood.",
        StatusCode::NOT_FOUND => "There is nothing here.",
        StatusCode::METHOD_NOT_ALLOWED => "This address does not know this method; see Allow.",
        StatusCode::REQUEST_TIMEOUT => "The request took too long to arrive.",
        StatusCode::PAYLOAD_TOO_LARGE => "The body is too large.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Send the body as application/json.",
        status if status.is_server_error() => {
            "Something went wrong on our side. Quote the request id if you report it."
        }
        _ => "The request was refused.",
    }
}

impl From<domain::Error> for ApiError {
    fn from(error: domain::Error) -> Self {
        use domain::Error as E;
        match error {
            E::NotFound => Self::not_found(),
            E::Unauthenticated(detail) => Self::unauthenticated(detail),
            E::Forbidden(detail) => Self::forbidden(detail),
            E::Invalid(errors) => Self::invalid(errors),
            E::Conflict(detail) => Self::new(StatusCode::CONFLICT, detail),
            E::Stale => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "It has changed since you read it. Read it again, then repeat your change.",
            ),
            E::Unavailable(cause) => {
                Self::unavailable("The database is away at the moment. Try again in a few seconds.")
                    .caused_by(Box::new(cause))
            }
            E::Internal(cause) => Self::internal(cause),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.status, self.detail)
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Without path and request id, which only `http::envelope` knows; it writes the body anew.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        for (name, value) in &self.headers {
            response.append_header((name.clone(), value.clone()));
        }
        response.finish()
    }
}
