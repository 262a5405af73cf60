//! Contacts of a customer: read by whoever sees the customer, written by whoever may write it.

use actix_web::{delete, get, post, put};
use contract::{
    contacts::{Contact, ContactInput, ContactPage},
    lists::PageQuery,
};
use domain::{contacts, lists};

use crate::{
    auth::{Staff, User},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathCode, PathId, Valid},
    reply, routes,
};

routes![list, create, show, replace, delete];

/// The contacts of a customer, the primary one first
#[utoipa::path(tag = "contacts", params(("id" = String, Path, description = "The customer's id, or its id in another system."), PageQuery), responses((status = 200, body = ContactPage)))]
#[get("/api/customers/{id}/contacts")]
async fn list(staff: Staff, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = lists::page(query.page, query.limit)?;
    Ok(reply::ok(
        &contacts::of_customer(&staff, &id.0, page).await?,
    ))
}

/// Adds a contact to a customer
///
/// A primary one takes the place of the one before.
#[utoipa::path(
    tag = "contacts",
    params(("id" = String, Path, description = "The customer's id, or its id in another system.")),
    request_body = ContactInput,
    responses((status = 201, body = Contact, headers(("Location" = String))))
)]
#[post("/api/customers/{id}/contacts")]
async fn create(
    staff: Staff<User>,
    id: PathCode,
    log: RequestLog,
    body: Valid<ContactInput>,
) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = contacts::create(&scope, &id.0, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One contact
#[utoipa::path(tag = "contacts", params(("id" = i64, Path, description = "The contact's id.")), responses((status = 200, body = Contact, headers(("ETag" = String)))))]
#[get("/api/contacts/{id}")]
async fn show(staff: Staff, id: PathId) -> ApiResult {
    let found = contacts::by_id(&staff, id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Writes a contact whole
///
/// Made primary, it takes the place of the one before.
#[utoipa::path(
    tag = "contacts",
    params(("id" = i64, Path, description = "The contact's id.")),
    request_body = ContactInput,
    responses((status = 200, body = Contact, headers(("ETag" = String))))
)]
#[put("/api/contacts/{id}")]
async fn replace(
    staff: Staff<User>,
    id: PathId,
    known: IfMatch,
    log: RequestLog,
    body: Valid<ContactInput>,
) -> ApiResult {
    let written = contacts::replace(&staff, id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Deletes a contact
#[utoipa::path(tag = "contacts", params(("id" = i64, Path, description = "The contact's id.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/contacts/{id}")]
async fn delete(staff: Staff<User>, id: PathId, known: IfMatch) -> ApiResult {
    contacts::delete(&staff, id.0, known.0).await?;
    Ok(reply::no_content())
}
