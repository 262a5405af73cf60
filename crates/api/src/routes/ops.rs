//! Pages for operators and programs: health, metrics, keys, the API's own description. None needs a session; none tells
//! anything about a tenant.

use actix_web::{HttpResponse, get, http::header, web};
use migration::{Migrator, MigratorTrait};

use crate::{
    error::{ApiError, ApiResult},
    metrics, openapi,
    state::State,
};

pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(live)
        .service(ready)
        .service(figures)
        .service(jwks)
        .service(description);
}

#[get("/health/live")]
async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

#[get("/health/ready")]
async fn ready(state: web::Data<State>) -> ApiResult {
    let patience = std::time::Duration::from_millis(2300);
    let check = async {
        state.db.ping().await?;
        let pending = Migrator::get_pending_migrations_read_only(&state.db.unscoped()).await;
        Ok::<_, domain::Error>(pending?.len())
    };
    match tokio::time::timeout(patience, check).await {
        Ok(Ok(0)) => Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))),
        Ok(Ok(_)) => Err(ApiError::unavailable("Migrations are pending.")),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            Err(ApiError::unavailable("The database is away."))
        }
        Err(_) => Err(ApiError::unavailable("The database is away.")),
    }
}

#[get("/metrics")]
async fn figures(state: web::Data<State>) -> ApiResult {
    let text = metrics::text(state.db.pool_use()).map_err(ApiError::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text))
}

#[get("/.well-known/jwks.json")]
async fn jwks(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .json(state.keys.jwks())
}

#[get("/api/openapi.json")]
async fn description() -> HttpResponse {
    HttpResponse::Ok().json(openapi::document())
}
