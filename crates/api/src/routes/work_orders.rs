//! Work orders: read by every staff role, written by managers and admins.

use actix_web::{get, patch, post};
use contract::work_orders::{
    WorkOrder, WorkOrderInput, WorkOrderList, WorkOrderPatch, WorkOrderQuery,
};
use domain::work_orders;

use crate::{
    auth::{Manager, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathCode, Valid},
    reply, routes,
};

routes![list, create, show, change];

/// The work orders
#[utoipa::path(tag = "work orders", params(WorkOrderQuery), responses((status = 200, body = WorkOrderList)))]
#[get("/api/work-orders")]
async fn list(staff: Staff, query: Params<WorkOrderQuery>) -> ApiResult {
    Ok(reply::ok(&work_orders::list(&staff, &query).await?))
}

/// Plans a production run
#[utoipa::path(tag = "work orders", request_body = WorkOrderInput, responses((status = 201, body = WorkOrder, headers(("Location" = String)))))]
#[post("/api/work-orders")]
async fn create(staff: Staff<Manager>, log: RequestLog, body: Valid<WorkOrderInput>) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = work_orders::create(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One work order
#[utoipa::path(tag = "work orders", params(("id" = String, Path, description = "The work order's id or number.")), responses((status = 200, body = WorkOrder, headers(("ETag" = String)))))]
#[get("/api/work-orders/{id}")]
async fn show(staff: Staff, id: PathCode) -> ApiResult {
    let found = work_orders::by_key(&staff, &id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Changes a work order
#[utoipa::path(
    tag = "work orders",
    params(("id" = String, Path, description = "The work order's id or number.")),
    request_body = WorkOrderPatch,
    responses((status = 200, body = WorkOrder, headers(("ETag" = String))))
)]
#[patch("/api/work-orders/{id}")]
async fn change(
    staff: Staff<Manager>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Valid<WorkOrderPatch>,
) -> ApiResult {
    let written = work_orders::change(&staff, &id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}
