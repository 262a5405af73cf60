//! Shipments: seen with their order, written by every staff role but viewers.

use actix_web::{get, patch, post};
use contract::{
    Page,
    lists::PageQuery,
    shipments::{Shipment, ShipmentEventInput, ShipmentInput, ShipmentPage, ShipmentPatch},
};
use domain::shipments;

use crate::{
    auth::{Staff, User},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathCode, Valid},
    reply, routes,
};

routes![of_order, create, show, change, add_event];

/// The shipments of an order
#[utoipa::path(tag = "shipments", params(("id" = String, Path, description = "The order's id or number."), PageQuery), responses((status = 200, body = ShipmentPage)))]
#[get("/api/orders/{id}/shipments")]
async fn of_order(staff: Staff, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = Page::new(query.page, query.limit);
    Ok(reply::ok(&shipments::of_order(&staff, &id.0, page).await?))
}

/// Packs (part of) an order
#[utoipa::path(
    tag = "shipments",
    params(("id" = String, Path, description = "The order's id or number.")),
    request_body = ShipmentInput,
    responses((status = 201, body = Shipment, headers(("Location" = String))))
)]
#[post("/api/orders/{id}/shipments")]
async fn create(
    staff: Staff<User>,
    id: PathCode,
    log: RequestLog,
    body: Valid<ShipmentInput>,
) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = shipments::create(&scope, &id.0, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One shipment
#[utoipa::path(tag = "shipments", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, body = Shipment, headers(("ETag" = String)))))]
#[get("/api/shipments/{id}")]
async fn show(staff: Staff, id: PathCode) -> ApiResult {
    let found = shipments::by_key(&staff, &id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Changes a shipment; a new status is a milestone reached now
#[utoipa::path(
    tag = "shipments",
    params(("id" = String, Path, description = "The shipment's id or number.")),
    request_body = ShipmentPatch,
    responses((status = 200, body = Shipment, headers(("ETag" = String))))
)]
#[patch("/api/shipments/{id}")]
async fn change(
    staff: Staff<User>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Valid<ShipmentPatch>,
) -> ApiResult {
    let written = shipments::change(&staff, &id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Adds a milestone to a shipment
///
/// The latest one moves the shipment to its status; one that comes in late is only written down. Answers with the
/// shipment.
#[utoipa::path(
    tag = "shipments",
    params(("id" = String, Path, description = "The shipment's id or number.")),
    request_body = ShipmentEventInput,
    responses((status = 201, body = Shipment, headers(("Location" = String))))
)]
#[post("/api/shipments/{id}/events")]
async fn add_event(
    staff: Staff<User>,
    id: PathCode,
    log: RequestLog,
    body: Valid<ShipmentEventInput>,
) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = shipments::add_event(&scope, &id.0, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}
