//! Which foreign origins a browser may call from: those on the allowlist, echoed exactly. Any other gets no CORS header
//! at all (`http::envelope` takes off what the library adds regardless). A refused origin's request still runs: what
//! it may do is decided in `auth`.

use actix_cors::Cors;
use actix_web::http::{Method, header::HeaderName};

pub fn cors(allowed: &[String]) -> Cors {
    let names = |list: &[&'static str]| -> Vec<HeaderName> {
        list.iter()
            .map(|name| HeaderName::from_static(name))
            .collect()
    };
    let mut cors = Cors::default()
        .allowed_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allowed_headers(names(&[
            "accept",
            "authorization",
            "content-type",
            "idempotency-key",
            "if-match",
            "x-organization",
            "x-request-id",
            "x-requested-with",
            "x-session",
        ]))
        .expose_headers(names(&[
            "content-disposition",
            "etag",
            "location",
            "ratelimit",
            "ratelimit-limit",
            "ratelimit-policy",
            "ratelimit-remaining",
            "ratelimit-reset",
            "retry-after",
            "x-request-id",
        ]))
        .supports_credentials()
        .max_age(600);
    for origin in allowed {
        cors = cors.allowed_origin(origin);
    }
    cors
}
