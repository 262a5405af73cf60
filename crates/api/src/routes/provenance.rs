//! What the code on a bar opens, for everybody; and that code itself, for staff to print.

use actix_web::{get, web};
use contract::provenance::{LotProvenance, ProvenanceQuery};
use domain::provenance;

use crate::{
    auth::{Anyone, Staff},
    error::ApiResult,
    input::{Params, PathCode},
    reply, routes,
    state::State,
};

routes![of_lot, qr];

/// Where a lot comes from: the farm, its harvest, what was made of it
///
/// Public. A lot that nothing was made of has no `product`; a SKU or GTIN that was not made of the lot is a 404, since
/// no bar of the maker carries such a code. Coordinates are rounded to a hundredth of a degree.
#[utoipa::path(
    tag = "provenance",
    security(()),
    params(("code" = String, Path, description = "The batch's code, as printed on the bar."), ProvenanceQuery),
    responses((status = 200, body = LotProvenance))
)]
#[get("/api/provenance/{code}")]
async fn of_lot(
    who: Anyone,
    state: web::Data<State>,
    code: web::Path<String>,
    query: Params<ProvenanceQuery>,
) -> ApiResult {
    let found = provenance::of_lot(&state.db, who.0, &state.portal_url, &code, &query).await?;
    Ok(reply::ok(&found))
}

/// The QR code of the product's lot, to be printed: a GS1 Digital Link where the product has a GTIN
#[utoipa::path(
    tag = "products",
    params(("id" = String, Path, description = "The product's id or SKU; of several lots of a SKU the youngest.")),
    responses((status = 200, description = "The drawing.", content_type = "image/svg+xml", body = String))
)]
#[get("/api/products/{id}/qr")]
async fn qr(staff: Staff, state: web::Data<State>, id: PathCode) -> ApiResult {
    let drawing = provenance::qr(&staff, &state.portal_url, &id.0).await?;
    Ok(reply::image("image/svg+xml", drawing.into_bytes()))
}
