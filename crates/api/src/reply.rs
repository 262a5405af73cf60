//! The shapes of an answer. Handlers return these and set no header by hand.

use actix_web::{HttpResponse, http::header};
use domain::idempotency::Created;
use serde::Serialize;
use utoipa::ToSchema;

/// `"12-3"`: row and version.
pub fn etag(id: i64, version: i32) -> String {
    format!("\"{id}-{version}\"")
}

/// 200 with a body.
pub fn ok(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().json(body)
}

/// 200 with a body that another `Accept` would have made another.
pub fn varying(body: &impl Serialize, by: header::HeaderName) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::VARY, by.as_str()))
        .json(body)
}

/// 200 with a single resource and its ETag.
pub fn tagged(id: i64, version: i32, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, etag(id, version)))
        .json(body)
}

/// 201 with `Location`.
pub fn created(created: &Created<impl Serialize>) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, created.location.clone()))
        .json(&created.body)
}

/// 204.
pub fn no_content() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Bytes, for the document.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct Bytes(#[allow(dead_code)] Vec<u8>);

/// 200 with an image that somebody sent once. Opened by itself it runs nothing; the portal, which is another origin, may
/// show it.
pub fn image(media_type: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .body(bytes)
}
