//! The maker's own people, looked after by admins; managers see those of their team.

use actix_web::{get, patch, post};
use contract::users::{User, UserInput, UserList, UserPatch, UserQuery};
use domain::users;

use crate::{
    auth::{Admin, Manager, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{Bodyless, IfMatch, Params, PathId, Valid},
    reply, routes,
};

routes![list, create, show, change, reset];

/// The maker's people
///
/// An admin sees the organization, a manager its own team.
#[utoipa::path(tag = "users", params(UserQuery), responses((status = 200, body = UserList)))]
#[get("/api/users")]
async fn list(staff: Staff<Manager>, query: Params<UserQuery>) -> ApiResult {
    Ok(reply::ok(&users::list(&staff, &query).await?))
}

/// Makes an account for a person of the maker
///
/// Without `password` one is made and e-mailed in the organization's language; it is to be changed at the first sign-in.
#[utoipa::path(
    tag = "users",
    request_body = UserInput,
    responses((status = 201, body = User, headers(("Location" = String))))
)]
#[post("/api/users")]
async fn create(staff: Staff<Admin>, log: RequestLog, body: Valid<UserInput>) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = users::create(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One person of the maker
#[utoipa::path(tag = "users", params(("id" = i64, Path, description = "The person's id.")), responses((status = 200, body = User, headers(("ETag" = String)))))]
#[get("/api/users/{id}")]
async fn show(staff: Staff<Admin>, id: PathId) -> ApiResult {
    let found = users::by_id(&staff, id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Suspends, reinstates, unlocks, renames or moves a person of the maker
///
/// `suspended` ends every session at once; `active` reinstates or unlocks and brings no session back. Another role or team
/// holds from the person's next request. Nobody changes their own role; the last active admin stays one.
#[utoipa::path(
    tag = "users",
    params(("id" = i64, Path, description = "The person's id.")),
    request_body = UserPatch,
    responses((status = 200, body = User, headers(("ETag" = String))))
)]
#[patch("/api/users/{id}")]
async fn change(
    staff: Staff<Admin>,
    id: PathId,
    version: IfMatch,
    log: RequestLog,
    body: Valid<UserPatch>,
) -> ApiResult {
    let changed = users::change(&staff, id.0, &body, version.0).await?;
    log.id(changed.id);
    Ok(reply::tagged(changed.id, changed.version, &changed))
}

/// E-mails a new password to a person of the maker
///
/// Every session of the person ends; the password is to be changed at the next sign-in.
#[utoipa::path(
    tag = "users",
    params(("id" = i64, Path, description = "The person's id.")),
    responses((status = 201, body = User, headers(("Location" = String))))
)]
#[post("/api/users/{id}/password-resets")]
async fn reset(staff: Staff<Admin>, id: PathId, log: RequestLog, body: Bodyless) -> ApiResult {
    let scope = body.idempotent(staff);
    let done = users::reset_password(&scope, id.0).await?;
    log.touched("users", "reset", done.body.id);
    Ok(reply::created(&done))
}
