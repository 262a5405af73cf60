//! Access to the portal, looked after by admins.

use actix_web::{get, patch, post};
use contract::{
    lists::PageQuery,
    portal_users::{PortalUser, PortalUserInput, PortalUserPage, PortalUserPatch},
};
use domain::{lists, portal_access};

use crate::{
    auth::{Admin, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{Bodyless, IfMatch, Params, PathCode, PathId, Valid},
    reply, routes,
};

routes![list, create, show, change, reset];

/// The people of a shop who may use the portal
#[utoipa::path(tag = "portal users", params(("id" = String, Path, description = "The customer's id, or its id in another system."), PageQuery), responses((status = 200, body = PortalUserPage)))]
#[get("/api/customers/{id}/portal-users")]
async fn list(staff: Staff<Admin>, id: PathCode, query: Params<PageQuery>) -> ApiResult {
    let page = lists::page(query.page, query.limit)?;
    let found = portal_access::of_customer(&staff, &id.0, page).await?;
    Ok(reply::ok(&found))
}

/// Opens the portal to a person of a shop
///
/// A password is made and e-mailed in the shop's language; it is to be changed at the first sign-in.
#[utoipa::path(
    tag = "portal users",
    params(("id" = String, Path, description = "The customer's id, or its id in another system.")),
    request_body = PortalUserInput,
    responses((status = 201, body = PortalUser, headers(("Location" = String))))
)]
#[post("/api/customers/{id}/portal-users")]
async fn create(
    staff: Staff<Admin>,
    id: PathCode,
    log: RequestLog,
    body: Valid<PortalUserInput>,
) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = portal_access::create(&scope, &id.0, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One person of a shop
#[utoipa::path(tag = "portal users", params(("id" = i64, Path, description = "The person's id.")), responses((status = 200, body = PortalUser, headers(("ETag" = String)))))]
#[get("/api/portal-users/{id}")]
async fn show(staff: Staff<Admin>, id: PathId) -> ApiResult {
    let found = portal_access::by_id(&staff, id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Suspends, reinstates, unlocks or renames a person of a shop
///
/// `suspended` ends every session at once; `active` reinstates or unlocks and brings no session back.
#[utoipa::path(
    tag = "portal users",
    params(("id" = i64, Path, description = "The person's id.")),
    request_body = PortalUserPatch,
    responses((status = 200, body = PortalUser, headers(("ETag" = String))))
)]
#[patch("/api/portal-users/{id}")]
async fn change(
    staff: Staff<Admin>,
    id: PathId,
    version: IfMatch,
    log: RequestLog,
    body: Valid<PortalUserPatch>,
) -> ApiResult {
    let changed = portal_access::change(&staff, id.0, &body, version.0).await?;
    log.id(changed.id);
    Ok(reply::tagged(changed.id, changed.version, &changed))
}

/// E-mails a new password to a person of a shop
///
/// Every session of the person ends; the password is to be changed at the next sign-in.
#[utoipa::path(
    tag = "portal users",
    params(("id" = i64, Path, description = "The person's id.")),
    responses((status = 201, body = PortalUser, headers(("Location" = String))))
)]
#[post("/api/portal-users/{id}/password-resets")]
async fn reset(staff: Staff<Admin>, id: PathId, log: RequestLog, body: Bodyless) -> ApiResult {
    let scope = body.idempotent(staff);
    let done = portal_access::reset_password(&scope, id.0).await?;
    log.touched("portal-users", "reset", done.body.id);
    Ok(reply::created(&done))
}
