//! Customers from a CSV file, all of them or none; for managers, within their team, and admins.

use actix_web::post;
use contract::customers::{CustomerImport, CustomerImportQuery};
use domain::customers;

use crate::{
    auth::{Manager, Staff},
    error::ApiResult,
    input::{CsvBody, Params},
    reply, routes,
};

routes![import];

/// Writes the customers of a CSV file, all or none
///
/// UTF-8; commas, semicolons or tabs part the cells; the heads are the columns of the exported list, in any order. A line
/// is the customer of its `id`, else of its `external_customer_id`, else of its `erp_customer_id`, else a new one. A
/// column left out stays as it is, an empty cell empties. At most 5 MB and 10,000 lines. `errors` names what is wrong by
/// line (`lines[7].country`), up to 100 at once.
#[utoipa::path(
    tag = "customers",
    params(CustomerImportQuery),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, description = "A dry run: nothing was written.", body = CustomerImport),
        (status = 201, body = CustomerImport, headers(("Location" = String)))
    )
)]
#[post("/api/customer-imports")]
async fn import(
    staff: Staff<Manager>,
    query: Params<CustomerImportQuery>,
    body: CsvBody,
) -> ApiResult {
    let (scope, file) = body.idempotent(staff);
    if query.dry_run == Some(true) {
        return Ok(reply::ok(&customers::try_import(&scope, &file).await?));
    }
    Ok(reply::created(&customers::import(&scope, &file).await?))
}
