//! A shop's own parcels and the pictures of their delivery. Another shop's parcel is not there, whatever is asked for.
//! Each look at a parcel is a line of the access log; its pictures are part of the page and only refusals are written.

use actix_web::{HttpRequest, get};
use contract::portal::PortalShipmentDetail;
use domain::{portal_shipments, proofs::Proof};

use crate::{
    access_log::{Thing, page_view},
    auth::Shop,
    error::{ApiError, ApiResult},
    input::PathCode,
    reply, routes,
};

routes![show, signature, photo];

/// One parcel: where it is, what is in it, who took it
#[utoipa::path(tag = "portal", operation_id = "parcel", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, body = PortalShipmentDetail)))]
#[get("/api/portal/customer/shipments/{id}")]
async fn show(shop: Shop, req: HttpRequest, id: Result<PathCode, ApiError>) -> ApiResult {
    let found = match &id {
        Ok(id) => portal_shipments::by_key(&shop, &id.0)
            .await
            .map_err(ApiError::from),
        Err(_) => Err(ApiError::not_found()),
    };
    let meant = id.as_ref().ok().map(|id| (Thing::Shipment, &id.0));
    page_view(&shop, &req, meant, &found).await;
    Ok(reply::ok(&found?))
}

/// The signature of a delivery
#[utoipa::path(tag = "portal", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, description = "The image.", content_type = "image/*", body = reply::Bytes)))]
#[get("/api/portal/customer/shipments/{id}/signature")]
async fn signature(shop: Shop, req: HttpRequest, id: PathCode) -> ApiResult {
    picture(shop, req, id, Proof::Signature).await
}

/// The photo of a delivery
#[utoipa::path(tag = "portal", params(("id" = String, Path, description = "The shipment's id or number.")), responses((status = 200, description = "The image.", content_type = "image/*", body = reply::Bytes)))]
#[get("/api/portal/customer/shipments/{id}/photo")]
async fn photo(shop: Shop, req: HttpRequest, id: PathCode) -> ApiResult {
    picture(shop, req, id, Proof::Photo).await
}

async fn picture(shop: Shop, req: HttpRequest, id: PathCode, proof: Proof) -> ApiResult {
    let found = portal_shipments::picture(&shop, &id.0, proof)
        .await
        .map_err(ApiError::from);
    if found.is_err() {
        page_view(&shop, &req, Some((Thing::Shipment, &id.0)), &found).await;
    }
    let found = found?;
    Ok(reply::image(&found.media_type, found.bytes))
}
