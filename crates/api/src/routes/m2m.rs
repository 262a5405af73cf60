//! Customers for other services: read-only, straight from the database.

use actix_web::get;
use contract::m2m::{M2mCustomer, M2mCustomerList, M2mCustomerQuery};
use domain::m2m;

use crate::{
    auth::{CustomersRead, Machine},
    error::ApiResult,
    input::{Params, PathCode},
    reply, routes,
};

routes![search, show];

/// Finds customers by words, the best first
///
/// Every word must be found: as it is or as the beginning of one, in the name, the city or region, a contact, an e-mail or
/// an id. Only when nobody has them all are small typing errors forgiven. Case, accents and width do not matter.
#[utoipa::path(tag = "m2m", security(("oauth2" = ["customers:read"])), params(M2mCustomerQuery), responses((status = 200, body = M2mCustomerList)))]
#[get("/api/m2m/customers/search")]
async fn search(machine: Machine<CustomersRead>, query: Params<M2mCustomerQuery>) -> ApiResult {
    Ok(reply::ok(&m2m::search(&machine, &query).await?))
}

/// One customer
#[utoipa::path(tag = "m2m", security(("oauth2" = ["customers:read"])), params(("id" = String, Path, description = "The customer's id, or its id in another system.")), responses((status = 200, body = M2mCustomer, headers(("ETag" = String)))))]
#[get("/api/m2m/customers/{id}")]
async fn show(machine: Machine<CustomersRead>, id: PathCode) -> ApiResult {
    let found = m2m::by_key(&machine, &id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}
