//! What proves a delivery: the signature and the photo of a shipment, read by every staff role, written by all but
//! viewers.

use actix_web::{delete, get, put};
use contract::shipments::Shipment;
use domain::proofs::{self, Proof};

use crate::{
    auth::{Staff, User},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, PathCode, PictureFile, Upload},
    reply, routes,
};

routes![
    signature,
    put_signature,
    delete_signature,
    photo,
    put_photo,
    delete_photo
];

/// The signature of a delivery
#[utoipa::path(tag = "shipments", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, description = "The image.", content_type = "image/*", body = reply::Bytes)))]
#[get("/api/shipments/{id}/signature")]
async fn signature(staff: Staff, id: PathCode) -> ApiResult {
    show(staff, id, Proof::Signature).await
}

/// Keeps the signature of a delivery
///
/// PNG, JPEG or WebP of at most 5 MB and 50 million pixels; kept as PNG of at most 1200 pixels a side, without what
/// else was in the file.
#[utoipa::path(
    tag = "shipments",
    params(("id" = String, Path, description = "The shipment's id or number.")),
    request_body(content((reply::Bytes = "image/png"), (reply::Bytes = "image/jpeg"), (reply::Bytes = "image/webp"))),
    responses((status = 200, body = Shipment, headers(("ETag" = String))))
)]
#[put("/api/shipments/{id}/signature")]
async fn put_signature(
    staff: Staff<User>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Upload<PictureFile>,
) -> ApiResult {
    keep(staff, id, Proof::Signature, known, log, body).await
}

/// Takes the signature of a delivery away
#[utoipa::path(tag = "shipments", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/shipments/{id}/signature")]
async fn delete_signature(staff: Staff<User>, id: PathCode, known: IfMatch) -> ApiResult {
    proofs::remove(&staff, &id.0, Proof::Signature, known.0).await?;
    Ok(reply::no_content())
}

/// The photo of a delivery
#[utoipa::path(tag = "shipments", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, description = "The image.", content_type = "image/*", body = reply::Bytes)))]
#[get("/api/shipments/{id}/photo")]
async fn photo(staff: Staff, id: PathCode) -> ApiResult {
    show(staff, id, Proof::Photo).await
}

/// Keeps the photo of a delivery
///
/// PNG, JPEG or WebP of at most 5 MB and 50 million pixels; kept as JPEG of at most 1600 pixels a side, turned upright,
/// without what else was in the file (such as where it was taken).
#[utoipa::path(
    tag = "shipments",
    params(("id" = String, Path, description = "The shipment's id or number.")),
    request_body(content((reply::Bytes = "image/png"), (reply::Bytes = "image/jpeg"), (reply::Bytes = "image/webp"))),
    responses((status = 200, body = Shipment, headers(("ETag" = String))))
)]
#[put("/api/shipments/{id}/photo")]
async fn put_photo(
    staff: Staff<User>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Upload<PictureFile>,
) -> ApiResult {
    keep(staff, id, Proof::Photo, known, log, body).await
}

/// Takes the photo of a delivery away
#[utoipa::path(tag = "shipments", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/shipments/{id}/photo")]
async fn delete_photo(staff: Staff<User>, id: PathCode, known: IfMatch) -> ApiResult {
    proofs::remove(&staff, &id.0, Proof::Photo, known.0).await?;
    Ok(reply::no_content())
}

async fn show(staff: Staff, id: PathCode, proof: Proof) -> ApiResult {
    let found = proofs::picture(&staff, &id.0, proof).await?;
    Ok(reply::image(&found.media_type, found.bytes))
}

async fn keep(
    staff: Staff<User>,
    id: PathCode,
    proof: Proof,
    known: IfMatch,
    log: RequestLog,
    body: Upload<PictureFile>,
) -> ApiResult {
    let written = proofs::put(&staff, &id.0, proof, body.0, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}
