//! Programs that may sign in, as admins manage them.

use actix_web::{delete, get, patch, post};
use contract::oauth::{
    OauthClient, OauthClientCreated, OauthClientInput, OauthClientList, OauthClientPatch,
    OauthClientQuery, OauthSecret, OauthSecretInput,
};
use domain::oauth;

use crate::{
    auth::{Admin, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathId, Valid},
    reply, routes,
};

routes![list, create, show, change, delete, rotate];

/// The programs
#[utoipa::path(tag = "oauth-clients", params(OauthClientQuery), responses((status = 200, body = OauthClientList)))]
#[get("/api/oauth-clients")]
async fn list(admin: Staff<Admin>, query: Params<OauthClientQuery>) -> ApiResult {
    Ok(reply::ok(&oauth::list(&admin, &query).await?))
}

/// Adds a program; its secret is told here, once
#[utoipa::path(tag = "oauth-clients", request_body = OauthClientInput, responses((status = 201, body = OauthClientCreated, headers(("Location" = String)))))]
#[post("/api/oauth-clients")]
async fn create(admin: Staff<Admin>, log: RequestLog, body: Valid<OauthClientInput>) -> ApiResult {
    let (scope, input) = body.idempotent(admin);
    let created = oauth::create(&scope, &input).await?;
    log.id(created.body.client.id);
    Ok(reply::created(&created))
}

/// One program
#[utoipa::path(tag = "oauth-clients", params(("id" = i64, Path, description = "The program's id.")), responses((status = 200, body = OauthClient, headers(("ETag" = String)))))]
#[get("/api/oauth-clients/{id}")]
async fn show(admin: Staff<Admin>, id: PathId) -> ApiResult {
    let found = oauth::by_id(&admin, id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Changes a program; revoking it ends its tokens at once
#[utoipa::path(
    tag = "oauth-clients",
    params(("id" = i64, Path, description = "The program's id.")),
    request_body = OauthClientPatch,
    responses((status = 200, body = OauthClient, headers(("ETag" = String))))
)]
#[patch("/api/oauth-clients/{id}")]
async fn change(
    admin: Staff<Admin>,
    id: PathId,
    known: IfMatch,
    log: RequestLog,
    body: Valid<OauthClientPatch>,
) -> ApiResult {
    let written = oauth::change(&admin, id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Deletes a program; its tokens end at once
#[utoipa::path(tag = "oauth-clients", params(("id" = i64, Path, description = "The program's id.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/oauth-clients/{id}")]
async fn delete(admin: Staff<Admin>, id: PathId, known: IfMatch) -> ApiResult {
    oauth::delete(&admin, id.0, known.0).await?;
    Ok(reply::no_content())
}

/// Gives a program a new secret, told here, once
#[utoipa::path(
    tag = "oauth-clients",
    params(("id" = i64, Path, description = "The program's id.")),
    request_body = OauthSecretInput,
    responses((status = 201, body = OauthSecret, headers(("Location" = String))))
)]
#[post("/api/oauth-clients/{id}/secrets")]
async fn rotate(
    admin: Staff<Admin>,
    id: PathId,
    log: RequestLog,
    body: Valid<OauthSecretInput>,
) -> ApiResult {
    let (scope, input) = body.idempotent(admin);
    log.id(id.0);
    let created = oauth::rotate(&scope, id.0, input.overlap_minutes).await?;
    Ok(reply::created(&created))
}
