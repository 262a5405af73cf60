//! Customers: read by staff, each role its own.

use actix_web::get;
use contract::customers::{Customer, CustomerList, CustomerQuery};
use domain::customers;

use crate::{
    auth::Staff,
    error::ApiResult,
    input::{Params, PathCode},
    reply, routes,
};

routes![list, show];

/// The customers
#[utoipa::path(tag = "customers", params(CustomerQuery), responses((status = 200, body = CustomerList)))]
#[get("/api/customers")]
async fn list(staff: Staff, query: Params<CustomerQuery>) -> ApiResult {
    Ok(reply::ok(&customers::list(&staff, &query).await?))
}

/// One customer
#[utoipa::path(tag = "customers", params(("id" = String, Path, description = "The customer's id, or its id in another system.")), responses((status = 200, body = Customer, headers(("ETag" = String)))))]
#[get("/api/customers/{id}")]
async fn show(staff: Staff, id: PathCode) -> ApiResult {
    let found = customers::by_key(&staff, &id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}
