//! Products: read by every staff role, written by managers and admins.

use actix_web::{delete, get, post, put};
use contract::products::{Product, ProductInput, ProductList, ProductQuery};
use domain::products;

use crate::{
    auth::{Manager, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{IfMatch, Params, PathCode, Valid},
    reply, routes,
};

routes![list, create, show, replace, delete];

/// The products
#[utoipa::path(tag = "products", params(ProductQuery), responses((status = 200, body = ProductList)))]
#[get("/api/products")]
async fn list(staff: Staff, query: Params<ProductQuery>) -> ApiResult {
    Ok(reply::ok(&products::list(&staff, &query).await?))
}

/// Adds a product to a batch
#[utoipa::path(tag = "products", request_body = ProductInput, responses((status = 201, body = Product, headers(("Location" = String)))))]
#[post("/api/products")]
async fn create(staff: Staff<Manager>, log: RequestLog, body: Valid<ProductInput>) -> ApiResult {
    let (scope, input) = body.idempotent(staff);
    let created = products::create(&scope, &input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One product
#[utoipa::path(tag = "products", params(("id" = String, Path, description = "The product's id or SKU; of several lots of a SKU the youngest.")), responses((status = 200, body = Product, headers(("ETag" = String)))))]
#[get("/api/products/{id}")]
async fn show(staff: Staff, id: PathCode) -> ApiResult {
    let found = products::by_key(&staff, &id.0).await?;
    Ok(reply::tagged(found.id, found.version, &found))
}

/// Writes a product whole
#[utoipa::path(
    tag = "products",
    params(("id" = String, Path, description = "The product's id or SKU; of several lots of a SKU the youngest.")),
    request_body = ProductInput,
    responses((status = 200, body = Product, headers(("ETag" = String))))
)]
#[put("/api/products/{id}")]
async fn replace(
    staff: Staff<Manager>,
    id: PathCode,
    known: IfMatch,
    log: RequestLog,
    body: Valid<ProductInput>,
) -> ApiResult {
    let written = products::replace(&staff, &id.0, &body, known.0).await?;
    log.id(written.id);
    Ok(reply::tagged(written.id, written.version, &written))
}

/// Deletes a product that no order line refers to
#[utoipa::path(tag = "products", params(("id" = String, Path, description = "The product's id or SKU; of several lots of a SKU the youngest.")), responses((status = 204, description = "Deleted.")))]
#[delete("/api/products/{id}")]
async fn delete(staff: Staff<Manager>, id: PathCode, known: IfMatch) -> ApiResult {
    products::delete(&staff, &id.0, known.0).await?;
    Ok(reply::no_content())
}
