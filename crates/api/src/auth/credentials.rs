//! What a request brings to prove who it is: a bearer token or the session cookie. A token in the query is nothing.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    dev::ServiceRequest,
    http::{Method, header},
};
use chrono::{DateTime, Utc};

use crate::{error::ApiError, state::State};

/// The prefix binds the cookie to this host, to HTTPS (or loopback) and to the whole path.
const COOKIE: &str = "__Host-ixchel_session";

pub(super) enum Credential {
    None,
    Bearer(String),
    Cookie(String),
}

/// # Errors
/// 400 for two `Authorization` headers, 401 for one that is no bearer token.
pub(super) fn credential(req: &ServiceRequest) -> Result<Credential, ApiError> {
    let mut headers = req.headers().get_all(header::AUTHORIZATION);
    if let Some(value) = headers.next() {
        if headers.next().is_some() {
            return Err(ApiError::bad_request("Send one Authorization header."));
        }
        let token = value
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
            .map(|(_, token)| token.trim().to_owned());
        return token.map(Credential::Bearer).ok_or_else(|| {
            ApiError::unauthenticated("Send `Authorization: Bearer` with your token.")
        });
    }
    Ok(req.cookie(COOKIE).map_or(Credential::None, |cookie| {
        Credential::Cookie(cookie.value().to_owned())
    }))
}

/// A cookie travels by itself, so a write that it carries must come from a page we know, by a script that says so: a
/// foreign page can send neither.
pub(super) fn refuse_foreign_write(req: &ServiceRequest, state: &State) -> Result<(), ApiError> {
    if matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: header::HeaderName| {
        req.headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let ours = text(header::ORIGIN).is_some_and(|origin| state.knows_origin(origin));
    let by_script = text(header::HeaderName::from_static("x-requested-with")) == Some("ixchel");
    if ours && by_script {
        Ok(())
    } else {
        Err(ApiError::forbidden(
            "A change carried by the session cookie must come from an allowed origin, with X-Requested-With: ixchel.",
        ))
    }
}

/// Whether a sign-in asks for the session as a cookie.
pub fn wants_cookie(req: &HttpRequest) -> bool {
    req.headers()
        .get("x-session")
        .is_some_and(|value| value.as_bytes() == b"cookie")
}

/// The cookie of a new session.
pub fn session_cookie(token: String, expires_at: DateTime<Utc>) -> Cookie<'static> {
    let stay = Duration::seconds((expires_at - Utc::now()).num_seconds());
    cookie(token, stay)
}

/// Takes the cookie off the browser.
pub fn clear_cookie() -> Cookie<'static> {
    cookie(String::new(), Duration::ZERO)
}

fn cookie(value: String, max_age: Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(max_age)
        .finish()
}
