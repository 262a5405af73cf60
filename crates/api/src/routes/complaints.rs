//! Complaints of a customer, read by whoever sees the customer.

use actix_web::get;
use contract::{complaints::ComplaintPage, lists::PageQuery};
use domain::{complaints, lists};

use crate::{
    auth::Staff,
    error::ApiResult,
    input::{Params, PathCode},
    reply, routes,
};

routes![of_customer];

/// The complaints of a customer, the newest first
#[utoipa::path(tag = "complaints", params(("id" = String, Path, description = "The customer's id, or its id in another system."), PageQuery), responses((status = 200, body = ComplaintPage)))]
#[get("/api/customers/{id}/complaints")]
async fn of_customer(staff: Staff, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = lists::page(query.page, query.limit)?;
    Ok(reply::ok(
        &complaints::of_customer(&staff, &id.0, page).await?,
    ))
}
