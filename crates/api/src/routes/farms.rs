//! Farms: read by every staff role, written by managers and admins.

use actix_web::{delete, get, post, put};
use contract::{
    Page,
    batches::BatchPage,
    farms::{Farm, FarmInput, FarmList, FarmQuery},
    lists::PageQuery,
};
use domain::farms;

use crate::{
    auth::{Manager, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathId, Valid},
    reply, routes,
};

routes![list, create, show, replace, delete, batches];

/// The farms
#[utoipa::path(tag = "farms", params(FarmQuery), responses((status = 200, body = FarmList)))]
#[get("/api/farms")]
async fn list(staff: Staff, query: Params<FarmQuery>) -> ApiResult {
    Ok(reply::ok(&farms::list(&staff, &query).await?))
}

/// Adds a farm
#[utoipa::path(tag = "farms", request_body = FarmInput, responses((status = 201, body = Farm, headers(("Location" = String)))))]
#[post("/api/farms")]
async fn create(staff: Staff<Manager>, log: RequestLog, body: Valid<FarmInput>) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = farms::create(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One farm
#[utoipa::path(tag = "farms", params(("id" = i64, Path, description = "The farm's id.")), responses((status = 200, body = Farm, headers(("ETag" = String)))))]
#[get("/api/farms/{id}")]
async fn show(staff: Staff, id: PathId) -> ApiResult {
    let found = farms::by_id(&staff, id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Writes a farm whole
#[utoipa::path(
    tag = "farms",
    params(("id" = i64, Path, description = "The farm's id.")),
    request_body = FarmInput,
    responses((status = 200, body = Farm, headers(("ETag" = String))))
)]
#[put("/api/farms/{id}")]
async fn replace(
    staff: Staff<Manager>,
    id: PathId,
    known: IfMatch,
    log: RequestLog,
    body: Valid<FarmInput>,
) -> ApiResult {
    let written = farms::replace(&staff, id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Deletes a farm that no batch came from
#[utoipa::path(tag = "farms", params(("id" = i64, Path, description = "The farm's id.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/farms/{id}")]
async fn delete(staff: Staff<Manager>, id: PathId, known: IfMatch) -> ApiResult {
    farms::delete(&staff, id.0, known.0).await?;
    Ok(reply::no_content())
}

/// A farm's batches, the youngest harvest first
#[utoipa::path(tag = "farms", params(("id" = i64, Path, description = "The farm's id."), PageQuery), responses((status = 200, body = BatchPage)))]
#[get("/api/farms/{id}/batches")]
async fn batches(staff: Staff, id: PathId, query: Params<PageQuery>) -> ApiResult {
    let page = Page::new(query.page, query.limit);
    Ok(reply::ok(&farms::batches(&staff, id.0, page).await?))
}
