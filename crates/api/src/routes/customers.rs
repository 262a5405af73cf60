//! Customers: each staff role reads and writes its own; viewers write none. The list also comes whole as a file, in the
//! columns that an import reads.

use actix_web::{delete, get, http::header, patch, post, put};
use contract::customers::{
    Customer, CustomerDeletion, CustomerInput, CustomerList, CustomerPatch, CustomerQuery,
};
use domain::{Scope, customers};
use futures_util::{StreamExt, stream};

use crate::{
    auth::{Staff, User},
    error::ApiResult,
    export::{Cell, Shape, Table},
    http::RequestLog,
    input::{IfMatch, Params, PathCode, Valid},
    reply, routes,
};

routes![list, create, show, replace, change, delete, deletion];

/// The customers
///
/// As `text/csv` or an Excel workbook: the whole filtered list, whatever the page. An import reads the CSV.
#[utoipa::path(
    tag = "customers",
    params(CustomerQuery),
    responses((
        status = 200,
        headers(("Vary" = String), ("Content-Disposition" = String, description = "The file's name, for CSV and XLSX.")),
        content(
            (CustomerList = "application/json"),
            (String = "text/csv"),
            (reply::Bytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        )
    ))
)]
#[get("/api/customers")]
async fn list(staff: Staff, shape: Shape, query: Params<CustomerQuery>) -> ApiResult {
    if shape == Shape::Json {
        let page = customers::list(&staff, &query).await?;
        return Ok(reply::varying(&page, header::ACCEPT));
    }
    // What stands in the way shows before the answer begins.
    let CustomerList {
        customers: first,
        next_cursor,
    } = customers::chunk(&staff, &query, None).await?;
    let start = (Scope::from(staff), query.into_inner(), next_cursor);
    let rest = stream::try_unfold(start, async |(scope, query, after)| {
        if after.is_none() {
            return Ok(None);
        }
        let next = customers::chunk(&scope, &query, after).await?;
        Ok(Some((next.customers, (scope, query, next.next_cursor))))
    });
    let rows = stream::iter([Ok(first)]).chain(rest);
    match shape {
        Shape::Xlsx => TABLE.xlsx(rows).await,
        _ => Ok(TABLE.csv(rows)),
    }
}

/// Heads are the columns' names: what is written here, an import reads.
static TABLE: Table<Customer> = Table {
    name: "customers",
    columns: &[
        ("id", 8.0),
        ("external_customer_id", 20.0),
        ("erp_customer_id", 18.0),
        ("name", 32.0),
        ("status", 10.0),
        ("country", 9.0),
        ("address_line1", 32.0),
        ("address_line2", 24.0),
        ("city", 18.0),
        ("region", 18.0),
        ("postal_code", 12.0),
        ("email", 34.0),
        ("phone", 20.0),
        ("locale", 8.0),
        ("notes", 40.0),
        ("owner_user_id", 14.0),
        ("owner_name", 20.0),
        ("team_id", 9.0),
        ("team_name", 18.0),
        ("created_at", 20.0),
        ("updated_at", 20.0),
    ],
    cells: |customer| {
        let number = |id: Option<i64>| id.map_or(Cell::Empty, Cell::Number);
        vec![
            Cell::Number(customer.id),
            Cell::optional(customer.external_customer_id),
            Cell::optional(customer.erp_customer_id),
            Cell::Text(customer.name),
            Cell::text(customer.status.as_str()),
            Cell::Text(customer.country),
            Cell::optional(customer.address_line1),
            Cell::optional(customer.address_line2),
            Cell::optional(customer.city),
            Cell::optional(customer.region),
            Cell::optional(customer.postal_code),
            Cell::optional(customer.email),
            Cell::optional(customer.phone),
            Cell::optional(customer.locale),
            Cell::optional(customer.notes),
            number(customer.owner_user_id),
            Cell::optional(customer.owner_name),
            number(customer.team_id),
            Cell::optional(customer.team_name),
            Cell::Moment(customer.created_at),
            Cell::Moment(customer.updated_at),
        ]
    },
};

/// Adds a customer
///
/// A `user` owns what it adds; a manager's customer belongs to the manager's team.
#[utoipa::path(tag = "customers", request_body = CustomerInput, responses((status = 201, body = Customer, headers(("Location" = String)))))]
#[post("/api/customers")]
async fn create(staff: Staff<User>, log: RequestLog, body: Valid<CustomerInput>) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = customers::create(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One customer
#[utoipa::path(tag = "customers", params(("id" = String, Path, description = "The customer's id, or its id in another system.")), responses((status = 200, body = Customer, headers(("ETag" = String)))))]
#[get("/api/customers/{id}")]
async fn show(staff: Staff, id: PathCode) -> ApiResult {
    let found = customers::by_key(&staff, &id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Writes a customer whole
#[utoipa::path(
    tag = "customers",
    params(("id" = String, Path, description = "The customer's id, or its id in another system.")),
    request_body = CustomerInput,
    responses((status = 200, body = Customer, headers(("ETag" = String))))
)]
#[put("/api/customers/{id}")]
async fn replace(
    staff: Staff<User>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Valid<CustomerInput>,
) -> ApiResult {
    let written = customers::replace(&staff, &id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Changes a customer
///
/// A manager hands it to somebody else of the team by `owner_user_id`, an admin to anybody on the staff.
#[utoipa::path(
    tag = "customers",
    params(("id" = String, Path, description = "The customer's id, or its id in another system.")),
    request_body = CustomerPatch,
    responses((status = 200, body = Customer, headers(("ETag" = String))))
)]
#[patch("/api/customers/{id}")]
async fn change(
    staff: Staff<User>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Valid<CustomerPatch>,
) -> ApiResult {
    let written = customers::patch(&staff, &id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Deletes a customer without orders, complaints and recall notices
///
/// Its contacts, portal users and stock levels go with it; measurements stay. See `…/deletion`.
#[utoipa::path(tag = "customers", params(("id" = String, Path, description = "The customer's id, or its id in another system.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/customers/{id}")]
async fn delete(staff: Staff<User>, id: PathCode, known: IfMatch) -> ApiResult {
    customers::delete(&staff, &id.0, known.0).await?;
    Ok(reply::no_content())
}

/// What deleting a customer would meet
#[utoipa::path(tag = "customers", params(("id" = String, Path, description = "The customer's id, or its id in another system.")), responses((status = 200, body = CustomerDeletion)))]
#[get("/api/customers/{id}/deletion")]
async fn deletion(staff: Staff<User>, id: PathCode) -> ApiResult {
    Ok(reply::ok(&customers::deletion(&staff, &id.0).await?))
}
