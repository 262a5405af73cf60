//! The page for people at `/api/docs/`: Swagger UI from this binary, nothing from elsewhere, no inline script.

use std::sync::{Arc, LazyLock};

use actix_web::{HttpResponse, get, http::header, web};
use utoipa_swagger_ui::Config;

use crate::error::{ApiError, ApiResult};

/// The page sets style attributes; scripts come from this origin alone. The validator's badge would call elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    Arc::new(
        Config::new(["/api/openapi.json"])
            .validator_url("none")
            .doc_expansion("none"),
    )
});

pub fn configure(config: &mut web::ServiceConfig) {
    config.service(front).service(file);
}

#[get("/api/docs")]
async fn front() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, "/api/docs/"))
        .finish()
}

#[get("/api/docs/{file:[A-Za-z0-9._-]*}")]
async fn file(name: web::Path<String>) -> ApiResult {
    let found = utoipa_swagger_ui::serve(&name, Arc::clone(&CONFIG))
        .map_err(|error| ApiError::internal(error.to_string()))?
        .ok_or_else(ApiError::not_found)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(found.content_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY));
    if found.gzpipped {
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
    }
    Ok(response.body(found.bytes.into_owned()))
}
