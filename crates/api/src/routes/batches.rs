//! Batches: read by every staff role, written by managers and admins.

use actix_web::{delete, get, post, put};
use contract::{
    Page,
    batches::{Batch, BatchBody, BatchList, BatchQuery, MeasurementPage},
    customers::BatchCustomerPage,
    lists::PageQuery,
    measurements::{CadmiumCheck, OwnMeasurementQuery},
    products::ProductPage,
};
use domain::{batches, lists};

use crate::{
    auth::{Manager, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathCode, Valid},
    reply, routes,
};

routes![
    list,
    create,
    show,
    replace,
    delete,
    products,
    customers,
    measurements,
    cadmium
];

/// The batches
#[utoipa::path(tag = "batches", params(BatchQuery), responses((status = 200, body = BatchList)))]
#[get("/api/batches")]
async fn list(staff: Staff, query: Params<BatchQuery>) -> ApiResult {
    Ok(reply::ok(&batches::list(&staff, &query).await?))
}

/// Adds a batch
#[utoipa::path(tag = "batches", request_body = BatchBody, responses((status = 201, body = Batch, headers(("Location" = String)))))]
#[post("/api/batches")]
async fn create(staff: Staff<Manager>, log: RequestLog, body: Valid<BatchBody>) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = batches::create(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One batch
#[utoipa::path(tag = "batches", params(("id" = String, Path, description = "The batch's id or code.")), responses((status = 200, body = Batch, headers(("ETag" = String)))))]
#[get("/api/batches/{id}")]
async fn show(staff: Staff, id: PathCode) -> ApiResult {
    let found = batches::by_key(&staff, &id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Writes a batch whole
///
/// A batch whose newest cadmium reading is above its limit becomes `released` only with an admin's `release_reason`.
#[utoipa::path(
    tag = "batches",
    params(("id" = String, Path, description = "The batch's id or code.")),
    request_body = BatchBody,
    responses((status = 200, body = Batch, headers(("ETag" = String))))
)]
#[put("/api/batches/{id}")]
async fn replace(
    staff: Staff<Manager>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Valid<BatchBody>,
) -> ApiResult {
    let written = batches::replace(&staff, &id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Deletes a batch that nothing refers to
#[utoipa::path(tag = "batches", params(("id" = String, Path, description = "The batch's id or code.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/batches/{id}")]
async fn delete(staff: Staff<Manager>, id: PathCode, known: IfMatch) -> ApiResult {
    batches::delete(&staff, &id.0, known.0).await?;
    Ok(reply::no_content())
}

/// The products made from a batch
#[utoipa::path(tag = "batches", params(("id" = String, Path, description = "The batch's id or code."), PageQuery), responses((status = 200, body = ProductPage)))]
#[get("/api/batches/{id}/products")]
async fn products(staff: Staff, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = Page::new(query.page, query.limit);
    Ok(reply::ok(&batches::products(&staff, &id.0, page).await?))
}

/// The shops that ordered of a batch
#[utoipa::path(tag = "batches", params(("id" = String, Path, description = "The batch's id or code."), PageQuery), responses((status = 200, body = BatchCustomerPage)))]
#[get("/api/batches/{id}/customers")]
async fn customers(staff: Staff, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = Page::new(query.page, query.limit);
    Ok(reply::ok(&batches::customers(&staff, &id.0, page).await?))
}

/// The readings about a batch, the newest first
#[utoipa::path(tag = "batches", params(("id" = String, Path, description = "The batch's id or code."), OwnMeasurementQuery), responses((status = 200, body = MeasurementPage)))]
#[get("/api/batches/{id}/measurements")]
async fn measurements(staff: Staff, id: PathCode, query: Params<OwnMeasurementQuery>) -> ApiResult {
    let page = lists::page(query.page, query.limit)?;
    let found = batches::measurements(&staff, &id.0, query.kind.as_deref(), page).await?;
    Ok(reply::ok(&found))
}

/// A batch's newest cadmium reading beside its limit
#[utoipa::path(tag = "batches", params(("id" = String, Path, description = "The batch's id or code.")), responses((status = 200, body = CadmiumCheck)))]
#[get("/api/batches/{id}/cadmium")]
async fn cadmium(staff: Staff, id: PathCode) -> ApiResult {
    Ok(reply::ok(&domain::cadmium::check(&staff, &id.0).await?))
}
