//! Teams, looked after by admins; a manager sees its own.

use actix_web::{delete, get, patch, post};
use contract::users::{Team, TeamInput, TeamList, TeamPatch, TeamQuery};
use domain::teams;

use crate::{
    auth::{Admin, Manager, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathId, Valid},
    reply, routes,
};

routes![list, create, show, change, remove];

/// The teams
///
/// An admin sees the organization's, a manager its own.
#[utoipa::path(tag = "teams", params(TeamQuery), responses((status = 200, body = TeamList)))]
#[get("/api/teams")]
async fn list(staff: Staff<Manager>, query: Params<TeamQuery>) -> ApiResult {
    Ok(reply::ok(&teams::list(&staff, &query).await?))
}

/// Makes a team
#[utoipa::path(
    tag = "teams",
    request_body = TeamInput,
    responses((status = 201, body = Team, headers(("Location" = String))))
)]
#[post("/api/teams")]
async fn create(staff: Staff<Admin>, log: RequestLog, body: Valid<TeamInput>) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = teams::create(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One team
#[utoipa::path(tag = "teams", params(("id" = i64, Path, description = "The team's id.")), responses((status = 200, body = Team, headers(("ETag" = String)))))]
#[get("/api/teams/{id}")]
async fn show(staff: Staff<Admin>, id: PathId) -> ApiResult {
    let found = teams::by_id(&staff, id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Renames a team
#[utoipa::path(
    tag = "teams",
    params(("id" = i64, Path, description = "The team's id.")),
    request_body = TeamPatch,
    responses((status = 200, body = Team, headers(("ETag" = String))))
)]
#[patch("/api/teams/{id}")]
async fn change(
    staff: Staff<Admin>,
    id: PathId,
    version: IfMatch,
    log: RequestLog,
    body: Valid<TeamPatch>,
) -> ApiResult {
    let changed = teams::change(&staff, id.0, &body, version.0).await?;
    log.id(changed.id);
    Ok(reply::tagged(changed.id, changed.version, &changed))
}

/// Deletes a team
///
/// Its people and customers stay, on no team.
#[utoipa::path(tag = "teams", params(("id" = i64, Path, description = "The team's id.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/teams/{id}")]
async fn remove(staff: Staff<Admin>, id: PathId, version: IfMatch, log: RequestLog) -> ApiResult {
    teams::delete(&staff, id.0, version.0).await?;
    log.id(id.0);
    Ok(reply::no_content())
}
