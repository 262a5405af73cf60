//! A shop's own orders. Another shop's order is not there, whatever is asked for. Each look at the list or an order is a
//! line of the access log.

use actix_web::{HttpRequest, get, http::header, post};
use contract::{
    orders::{Order, PortalOrderInput},
    portal::{PortalOrder, PortalOrderPage, PortalOrderQuery, PortalOrderRow},
};
use domain::{Scope, orders, portal_orders};
use futures_util::stream;

use crate::{
    access_log::{Thing, page_view},
    auth::Shop,
    error::{ApiError, ApiResult},
    export::{Cell, Shape, Table},
    http::RequestLog,
    input::{Params, PathCode, Valid},
    reply, routes,
};

routes![list, place, show];

/// The shop's orders, newest first
///
/// As `text/csv` or an Excel workbook: the whole filtered list, whatever the page.
#[utoipa::path(
    tag = "portal",
    params(PortalOrderQuery),
    responses((
        status = 200,
        headers(("Vary" = String), ("Content-Disposition" = String, description = "The file's name, for CSV and XLSX.")),
        content(
            (PortalOrderPage = "application/json"),
            (String = "text/csv"),
            (reply::Bytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        )
    ))
)]
#[get("/api/portal/customer/orders")]
async fn list(
    shop: Shop,
    req: HttpRequest,
    shape: Shape,
    query: Result<Params<PortalOrderQuery>, ApiError>,
) -> ApiResult {
    if shape == Shape::Json {
        let page = page(&shop, query).await;
        page_view(&shop, &req, None, &page).await;
        return Ok(reply::varying(&page?, header::ACCEPT));
    }
    let whole = whole(&shop, query).await;
    page_view(&shop, &req, None, &whole).await;
    let rows = stream::try_unfold((Scope::from(shop), whole?), async |(scope, mut whole)| {
        let next = whole.next(&scope).await?;
        Ok(next.map(|rows| (rows, (scope, whole))))
    });
    match shape {
        Shape::Xlsx => TABLE.xlsx(rows).await,
        _ => Ok(TABLE.csv(rows)),
    }
}

async fn page(
    shop: &Shop,
    query: Result<Params<PortalOrderQuery>, ApiError>,
) -> Result<PortalOrderPage, ApiError> {
    Ok(portal_orders::list(shop, &query?.0).await?)
}

async fn whole(
    shop: &Shop,
    query: Result<Params<PortalOrderQuery>, ApiError>,
) -> Result<portal_orders::Whole, ApiError> {
    Ok(portal_orders::Whole::find(shop, &query?.0).await?)
}

static TABLE: Table<PortalOrderRow> = Table {
    name: "orders",
    columns: &[
        ("Order number", 16.0),
        ("Order date", 12.0),
        ("PO reference", 20.0),
        ("Status", 14.0),
        ("Products", 40.0),
        ("Farms", 32.0),
        ("Cartons", 10.0),
        ("Cartons shipped", 16.0),
        ("Estimated delivery", 18.0),
    ],
    cells: |order| {
        let farms: Vec<String> = order.farms.into_iter().map(|farm| farm.name).collect();
        vec![
            Cell::Text(order.order_number),
            Cell::Day(order.order_date),
            Cell::optional(order.customer_po_reference),
            Cell::text(order.status.as_str()),
            Cell::Text(order.products_summary),
            Cell::Text(farms.join(", ")),
            Cell::Number(order.total_items),
            Cell::Number(order.cartons_shipped),
            Cell::day(order.est_delivery_date),
        ]
    },
};

/// Places an order for the shop itself
#[utoipa::path(tag = "portal", request_body = PortalOrderInput, responses((status = 201, body = Order)))]
#[post("/api/portal/customer/orders")]
async fn place(shop: Shop, log: RequestLog, body: Valid<PortalOrderInput>) -> ApiResult {
    let (scope, input) = body.idempotent(shop);
    let created = orders::place_for_shop(&scope, input).await?;
    log.id(created.body.id);
    Ok(reply::created(&created))
}

/// One order: lines with provenance, production, shipments, timeline
#[utoipa::path(tag = "portal", params(("id" = String, Path, description = "Id or order number.")), responses((status = 200, body = PortalOrder)))]
#[get("/api/portal/customer/orders/{id}")]
async fn show(shop: Shop, req: HttpRequest, id: Result<PathCode, ApiError>) -> ApiResult {
    let found = match &id {
        Ok(id) => portal_orders::by_key(&shop, &id.0)
            .await
            .map_err(ApiError::from),
        Err(_) => Err(ApiError::not_found()),
    };
    let meant = id.as_ref().ok().map(|id| (Thing::Order, &id.0));
    page_view(&shop, &req, meant, &found).await;
    Ok(reply::ok(&found?))
}
