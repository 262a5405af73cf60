//! What no route takes: 405 with `Allow` where the address exists under another method, 404 otherwise. Each handler is
//! a resource of its own in actix, so a wrong method ends here instead of in the resource.

use actix_web::{HttpRequest, http::header};

use crate::{
    error::{ApiError, ApiResult, common_words},
    openapi,
};

pub async fn unmatched(req: HttpRequest) -> ApiResult {
    let Some(pattern) = req.match_pattern() else {
        return Err(ApiError::not_found());
    };
    // What is not in the document (operators' pages, files) is only ever read.
    let methods = openapi::allowed(&pattern)
        .cloned()
        .unwrap_or(header::HeaderValue::from_static("GET, HEAD"));
    let status = actix_web::http::StatusCode::METHOD_NOT_ALLOWED;
    Err(ApiError::new(status, common_words(status)).with(header::ALLOW, methods))
}
