//! A shop's own parcels and the pictures of their delivery. Another shop's parcel is not there, whatever is asked for.

use actix_web::get;
use contract::portal::PortalShipmentDetail;
use domain::{portal_shipments, proofs::Proof};

use crate::{auth::Shop, error::ApiResult, input::PathCode, reply, routes};

routes![show, signature, photo];

/// One parcel: where it is, what is in it, who took it
#[utoipa::path(tag = "portal", operation_id = "parcel", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, body = PortalShipmentDetail)))]
#[get("/api/portal/customer/shipments/{id}")]
async fn show(shop: Shop, id: PathCode) -> ApiResult {
    Ok(reply::ok(&portal_shipments::by_key(&shop, &id.0).await?))
}

/// The signature of a delivery
#[utoipa::path(tag = "portal", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, description = "The image.", content_type = "image/*", body = reply::Bytes)))]
#[get("/api/portal/customer/shipments/{id}/signature")]
async fn signature(shop: Shop, id: PathCode) -> ApiResult {
    picture(shop, id, Proof::Signature).await
}

/// The photo of a delivery
#[utoipa::path(tag = "portal", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, description = "The image.", content_type = "image/*", body = reply::Bytes)))]
#[get("/api/portal/customer/shipments/{id}/photo")]
async fn photo(shop: Shop, id: PathCode) -> ApiResult {
    picture(shop, id, Proof::Photo).await
}

async fn picture(shop: Shop, id: PathCode, proof: Proof) -> ApiResult {
    let found = portal_shipments::picture(&shop, &id.0, proof).await?;
    Ok(reply::image(&found.media_type, found.bytes))
}
