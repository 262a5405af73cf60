//! Shipments: what left for a shop, in which parcel, and how it arrived. They follow their order's customer. A pending
//! shipment does not count as shipped; none is ever deleted, and none goes back to pending.

mod change;
mod progress;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use contract::{
    Page, Pagination,
    shipments::{Shipment, ShipmentEvent, ShipmentItem, ShipmentPage},
};
use sea_orm::FromQueryResult;

use crate::{Actor, Error, IdOrCode, Principal, Result, Scope, Sql, Tx, lists, write};

pub use change::{change, create};
pub use progress::add_event;

#[derive(FromQueryResult)]
struct ShipmentRow {
    id: i64,
    shipment_number: String,
    order_id: i64,
    order_number: String,
    customer_id: i64,
    customer_name: String,
    carrier: Option<String>,
    tracking_number: Option<String>,
    tracking_url: Option<String>,
    dispatch_date: Option<NaiveDate>,
    est_delivery_date: Option<NaiveDate>,
    actual_delivery_date: Option<DateTime<Utc>>,
    status: String,
    ship_to_name: Option<String>,
    ship_to_street: Option<String>,
    ship_to_city: Option<String>,
    ship_to_postal_code: Option<String>,
    ship_to_country: Option<String>,
    received_by: Option<String>,
    has_signature: bool,
    has_photo: bool,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const SHIPMENT: &str = "
SELECT s.id, s.shipment_number, s.order_id, o.order_number, o.customer_id, c.name AS customer_name, s.carrier,
       s.tracking_number, s.tracking_url, s.dispatch_date, s.est_delivery_date, s.actual_delivery_date, s.status,
       s.ship_to_name, s.ship_to_street, s.ship_to_city, s.ship_to_postal_code, s.ship_to_country, s.received_by,
       (s.signature IS NOT NULL) AS has_signature, (s.photo IS NOT NULL) AS has_photo, s.version, s.created_at, s.updated_at
FROM shipments s
JOIN orders o ON o.id = s.order_id
JOIN customers c ON c.id = o.customer_id
WHERE ";

#[derive(FromQueryResult)]
struct ItemRow {
    shipment_id: i64,
    order_item_id: i64,
    sku: String,
    product_name: String,
    batch_code: Option<String>,
    quantity: i32,
}

const ITEMS: &str = "
SELECT si.shipment_id, si.order_item_id, i.sku, i.product_name, b.code AS batch_code, si.quantity
FROM shipment_items si
JOIN order_items i ON i.id = si.order_item_id
LEFT JOIN batches b ON b.id = i.batch_id
WHERE si.shipment_id";

#[derive(FromQueryResult)]
struct EventRow {
    shipment_id: i64,
    status: String,
    occurred_at: DateTime<Utc>,
    location: Option<String>,
    description: Option<String>,
}

const EVENTS: &str = "
SELECT e.shipment_id, e.status, e.occurred_at, e.location, e.description
FROM shipment_events e
WHERE e.shipment_id";

/// The reply type of each row; the items of all are read by one statement, the events by another.
async fn with_parts(tx: &Tx, rows: Vec<ShipmentRow>) -> Result<Vec<Shipment>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut sql = Sql::new(ITEMS);
    sql.within(tx.backend, &ids).push(" ORDER BY si.id");
    let mut items: HashMap<i64, Vec<ShipmentItem>> = HashMap::new();
    for row in tx.all::<ItemRow>(sql).await? {
        items
            .entry(row.shipment_id)
            .or_default()
            .push(ShipmentItem {
                order_item_id: row.order_item_id,
                sku: row.sku,
                product_name: row.product_name,
                batch_code: row.batch_code,
                quantity: row.quantity,
            });
    }
    let mut sql = Sql::new(EVENTS);
    sql.within(tx.backend, &ids)
        .push(" ORDER BY e.occurred_at, e.id");
    let mut timelines: HashMap<i64, Vec<ShipmentEvent>> = HashMap::new();
    for row in tx.all::<EventRow>(sql).await? {
        let timeline = timelines.entry(row.shipment_id).or_default();
        timeline.push(ShipmentEvent {
            status: write::word(&row.status)?,
            timestamp: row.occurred_at,
            location: row.location,
            description: row.description,
        });
    }
    rows.into_iter()
        .map(|row| {
            let items = items.remove(&row.id).unwrap_or_default();
            let timeline = timelines.remove(&row.id).unwrap_or_default();
            view(row, items, timeline)
        })
        .collect()
}

fn view(
    row: ShipmentRow,
    items: Vec<ShipmentItem>,
    timeline: Vec<ShipmentEvent>,
) -> Result<Shipment> {
    Ok(Shipment {
        id: row.id,
        shipment_number: row.shipment_number,
        order_id: row.order_id,
        order_number: row.order_number,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        carrier: row.carrier,
        tracking_number: row.tracking_number,
        tracking_url: row.tracking_url,
        dispatch_date: row.dispatch_date,
        est_delivery_date: row.est_delivery_date,
        actual_delivery_date: row.actual_delivery_date,
        status: write::word(&row.status)?,
        ship_to_name: row.ship_to_name,
        ship_to_street: row.ship_to_street,
        ship_to_city: row.ship_to_city,
        ship_to_postal_code: row.ship_to_postal_code,
        ship_to_country: row.ship_to_country,
        received_by: row.received_by,
        has_signature: row.has_signature,
        has_photo: row.has_photo,
        items,
        timeline,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// One shipment within the caller's reach, by id or number.
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<Shipment> {
    find(&scope.read().await?, key, false).await
}

pub(crate) async fn find(tx: &Tx, key: &IdOrCode, for_change: bool) -> Result<Shipment> {
    let mut sql = Sql::new(SHIPMENT);
    key.matches(&mut sql, "s.id", "s.shipment_number");
    sql.push(" AND s.org_id = ")
        .bind(tx.actor().org_id())
        .push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
    if for_change {
        write::lock(tx, &mut sql, "s");
    }
    let row = tx.one::<ShipmentRow>(sql).await?.ok_or(Error::NotFound)?;
    let found = with_parts(tx, vec![row]).await?.pop();
    found.ok_or(Error::NotFound)
}

/// A shipment kept as it is until the transaction ends, and whose it is.
pub(crate) async fn lock_for_proof(tx: &Tx, key: &IdOrCode) -> Result<(i64, Shipment)> {
    let (order, shipment) = progress::lock(tx, key).await?;
    Ok((order.customer_id, shipment))
}

/// The shipments of an order within the caller's reach, in the order they were made.
pub async fn of_order(scope: &Scope, key: &IdOrCode, page: Page) -> Result<ShipmentPage> {
    let tx = scope.read().await?;
    let mut sql = Sql::new("SELECT o.id FROM orders o WHERE ");
    key.matches(&mut sql, "o.id", "o.order_number");
    sql.push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
    let order: i64 = tx.value(sql).await?.ok_or(Error::NotFound)?;
    let count = Sql::with(
        "SELECT count(*) FROM shipments WHERE order_id = $1",
        [order.into()],
    );
    let total = tx.value::<i64>(count).await?.unwrap_or(0).unsigned_abs();
    let mut rows: Vec<ShipmentRow> = Vec::new();
    if total > page.offset() {
        let mut sql = Sql::new(SHIPMENT);
        sql.push("s.order_id = ").bind(order).push(" ORDER BY s.id");
        lists::cut(&mut sql, page);
        rows = tx.all(sql).await?;
    }
    Ok(ShipmentPage {
        shipments: with_parts(&tx, rows).await?,
        pagination: Pagination::new(total, page.page, page.limit),
    })
}

/// Whoever sees a customer may ship to it, except viewers, who write nothing, and the shop itself.
pub(crate) fn may_ship(actor: &Actor) -> Result<()> {
    match actor.principal() {
        Principal::Staff { role, .. } if *role != contract::StaffRole::Viewer => Ok(()),
        Principal::System { .. } => Ok(()),
        _ => Err(Error::Forbidden(
            "Your role may not change shipments.".into(),
        )),
    }
}
