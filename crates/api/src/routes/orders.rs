//! Orders for staff, and the two lists that a batch and a customer have of them.

use actix_web::{get, patch, post};
use contract::{
    lists::PageQuery,
    orders::{Order, OrderInput, OrderList, OrderPage, OrderPatch, OrderQuery},
};
use domain::{lists, orders};

use crate::{
    auth::{Staff, StaffOrShop, User, Viewer},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathCode, Valid},
    reply, routes,
};

routes![list, place, show, change, of_batch, of_customer];

/// The organization's orders, within the caller's reach
#[utoipa::path(tag = "orders", params(OrderQuery), responses((status = 200, body = OrderList)))]
#[get("/api/orders")]
async fn list(caller: Staff<Viewer>, query: Params<OrderQuery>) -> ApiResult {
    Ok(reply::ok(&orders::list(&caller, &query).await?))
}

/// Places an order for a customer
///
/// A line names a product, a batch or a SKU; a SKU alone is a line not yet allocated. All or nothing.
#[utoipa::path(tag = "orders", request_body = OrderInput, responses((status = 201, body = Order)))]
#[post("/api/orders")]
async fn place(caller: Staff<User>, log: RequestLog, body: Valid<OrderInput>) -> ApiResult {
    let (scope, input) = body.idempotent(caller);
    let created = orders::place(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One order
#[utoipa::path(tag = "orders", params(("id" = String, Path, description = "Id or order number.")), responses((status = 200, body = Order)))]
#[get("/api/orders/{id}")]
async fn show(caller: Staff<Viewer>, id: PathCode) -> ApiResult {
    let order = orders::by_key(&caller, &id.0).await?;
    Ok(reply::tagged(order.id, order.version, &order))
}

/// Changes an order
///
/// Its status moves between pending and in production, or to cancelled while nothing has been shipped; shipments say
/// when it is shipped and delivered.
#[utoipa::path(tag = "orders", params(("id" = String, Path, description = "Id or order number.")), request_body = OrderPatch, responses((status = 200, body = Order)))]
#[patch("/api/orders/{id}")]
async fn change(
    caller: Staff<User>,
    id: PathCode,
    version: IfMatch,
    log: RequestLog,
    body: Valid<OrderPatch>,
) -> ApiResult {
    let order = orders::change(&caller, &id.0, &body, version.0).await?;
    log.id(order.id);
    Ok(reply::tagged(order.id, order.version, &order))
}

/// The orders that take something of a batch, newest first
#[utoipa::path(tag = "orders", params(("id" = String, Path, description = "Id or batch code."), PageQuery), responses((status = 200, body = OrderPage)))]
#[get("/api/batches/{id}/orders")]
async fn of_batch(caller: Staff<Viewer>, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = lists::page(query.page, query.limit)?;
    Ok(reply::ok(&orders::of_batch(&caller, &id.0, page).await?))
}

/// One customer's orders, newest first; a shop may ask for its own
#[utoipa::path(tag = "orders", params(("id" = String, Path, description = "Id or external id."), PageQuery), responses((status = 200, body = OrderPage)))]
#[get("/api/customers/{id}/orders")]
async fn of_customer(caller: StaffOrShop, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = lists::page(query.page, query.limit)?;
    Ok(reply::ok(&orders::of_customer(&caller, &id.0, page).await?))
}
