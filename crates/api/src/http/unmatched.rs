//! What no route takes: 405 with `Allow` where the address exists under another method, 404 otherwise. Each handler is
//! a resource of its own in actix, so a wrong method ends here instead of in the resource.

use actix_web::{HttpRequest, http::header};

use crate::{
    error::{ApiError, ApiResult, common_words},
    openapi,
};

pub async fn unmatched(req: HttpRequest) -> ApiResult {
    let methods = req
        .match_pattern()
        .and_then(|pattern| openapi::allowed(&pattern));
    let Some(methods) = methods else {
        return Err(ApiError::not_found());
    };
    let status = actix_web::http::StatusCode::METHOD_NOT_ALLOWED;
    Err(ApiError::new(status, common_words(status)).with(header::ALLOW, methods.clone()))
}
