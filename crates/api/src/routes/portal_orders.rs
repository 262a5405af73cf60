//! A shop's own orders. Another shop's order is not there, whatever is asked for.

use actix_web::{get, post};
use contract::{
    orders::{Order, PortalOrderInput},
    portal::{PortalOrder, PortalOrderPage, PortalOrderQuery},
};
use domain::{orders, portal_orders};

use crate::{
    auth::Shop,
    error::ApiResult,
    http::RequestLog,
    input::{Params, PathCode, Valid},
    reply, routes,
};

routes![list, place, show];

/// The shop's orders, newest first
#[utoipa::path(tag = "portal", params(PortalOrderQuery), responses((status = 200, body = PortalOrderPage)))]
#[get("/api/portal/customer/orders")]
async fn list(shop: Shop, query: Params<PortalOrderQuery>) -> ApiResult {
    Ok(reply::ok(&portal_orders::list(&shop, &query).await?))
}

/// Places an order for the shop itself
#[utoipa::path(tag = "portal", request_body = PortalOrderInput, responses((status = 201, body = Order)))]
#[post("/api/portal/customer/orders")]
async fn place(shop: Shop, log: RequestLog, body: Valid<PortalOrderInput>) -> ApiResult {
    let (scope, input) = body.idempotent(shop);
    let created = orders::place_for_shop(&scope, input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One order: lines with provenance, production, shipments, timeline
#[utoipa::path(tag = "portal", params(("id" = String, Path, description = "Id or order number.")), responses((status = 200, body = PortalOrder)))]
#[get("/api/portal/customer/orders/{id}")]
async fn show(shop: Shop, id: PathCode) -> ApiResult {
    Ok(reply::ok(&portal_orders::by_key(&shop, &id.0).await?))
}
