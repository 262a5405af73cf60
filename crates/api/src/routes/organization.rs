//! The maker itself, for its admins: name, colour, language, logo. What a shop sees of it is in `sessions` (branding).

use actix_web::{delete, get, patch, put};
use contract::organization::{Organization, OrganizationPatch};
use domain::organization;

use crate::{
    auth::{Admin, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, LogoFile, Upload, Valid},
    reply, routes,
};

routes![show, change, put_logo, delete_logo];

/// The organization
#[utoipa::path(tag = "organization", responses((status = 200, body = Organization, headers(("ETag" = String)))))]
#[get("/api/organization")]
async fn show(admin: Staff<Admin>) -> ApiResult {
    answer(&organization::own(&admin).await?)
}

/// Changes the organization
#[utoipa::path(tag = "organization", request_body = OrganizationPatch, responses((status = 200, body = Organization, headers(("ETag" = String)))))]
#[patch("/api/organization")]
async fn change(
    admin: Staff<Admin>,
    known: IfMatch,
    log: RequestLog,
    body: Valid<OrganizationPatch>,
) -> ApiResult {
    let written = organization::change(&admin, &body, known.0).await?;
    log.id(written.id);
    answer(&written)
}

/// Keeps the logo
///
/// PNG, JPEG or WebP, kept as PNG of at most 1200 pixels a side; or an SVG of at most 256 KB that runs nothing and
/// refers to nothing outside itself, kept as it is.
#[utoipa::path(
    tag = "organization",
    request_body(content((reply::Bytes = "image/png"), (reply::Bytes = "image/jpeg"), (reply::Bytes = "image/webp"), (reply::Bytes = "image/svg+xml"))),
    responses((status = 200, body = Organization, headers(("ETag" = String))))
)]
#[put("/api/organization/logo")]
async fn put_logo(
    admin: Staff<Admin>,
    known: IfMatch,
    log: RequestLog,
    body: Upload<LogoFile>,
) -> ApiResult {
    let written = organization::put_logo(&admin, body.0, known.0).await?;
    log.id(written.id);
    answer(&written)
}

/// Takes the logo away; the portal shows the name instead
#[utoipa::path(
    tag = "organization",
    responses(
        (status = 200, body = Organization, headers(("ETag" = String))),
        (status = 404, body = contract::Problem, content_type = "application/problem+json", description = "There is no logo.")
    )
)]
#[delete("/api/organization/logo")]
async fn delete_logo(admin: Staff<Admin>, known: IfMatch, log: RequestLog) -> ApiResult {
    let written = organization::remove_logo(&admin, known.0).await?;
    log.id(written.id);
    answer(&written)
}

fn answer(organization: &Organization) -> ApiResult {
    let Organization { id, version, .. } = *organization;
    Ok(reply::tagged(id, version, organization))
}
