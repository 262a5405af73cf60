//! One parcel of a shop: where it is, what is in it and, once it has arrived, who took it. Two flat statements; the
//! pictures of a delivery are read one at a time, never with the parcel. Another shop's parcel is not there.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{
    ShipmentStatus,
    portal::{DeliveryProof, PortalParcelItem, PortalShipment, PortalShipmentDetail, Provenance},
    shipments::ShipmentEvent,
};
use sea_orm::FromQueryResult;

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    proofs::{self, Picture, Proof},
    write::word,
};

/// The parcel with one of its lines, or none.
#[derive(FromQueryResult)]
struct Row {
    id: i64,
    shipment_number: String,
    order_id: i64,
    order_number: String,
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
    updated_at: DateTime<Utc>,
    order_item_id: Option<i64>,
    quantity: Option<i32>,
    sku: Option<String>,
    product_name: Option<String>,
    cacao_percent: Option<f64>,
    batch_id: Option<i64>,
    batch_code: Option<String>,
    harvest_date: Option<NaiveDate>,
    farm_id: Option<i64>,
    farm_name: Option<String>,
    region: Option<String>,
}

const SHIPMENT: &str = "
SELECT s.id, s.shipment_number, o.id AS order_id, o.order_number, s.carrier, s.tracking_number, s.tracking_url,
       s.dispatch_date, s.est_delivery_date, s.actual_delivery_date, s.status, s.ship_to_name, s.ship_to_street,
       s.ship_to_city, s.ship_to_postal_code, s.ship_to_country, s.received_by,
       (s.signature IS NOT NULL) AS has_signature, (s.photo IS NOT NULL) AS has_photo, s.updated_at,
       si.order_item_id, si.quantity, i.sku, i.product_name,
       COALESCE(p.cacao_percent, (SELECT x.cacao_percent FROM products x
                                  WHERE i.product_id IS NULL AND x.org_id = i.org_id AND x.sku = i.sku
                                  ORDER BY x.batch_id DESC LIMIT 1)) AS cacao_percent,
       b.id AS batch_id, b.code AS batch_code, b.harvest_date, f.id AS farm_id, f.name AS farm_name, f.region
FROM shipments s
JOIN orders o ON o.id = s.order_id
LEFT JOIN shipment_items si ON si.shipment_id = s.id
LEFT JOIN order_items i ON i.id = si.order_item_id
LEFT JOIN products p ON p.id = i.product_id
LEFT JOIN batches b ON b.id = i.batch_id
LEFT JOIN farms f ON f.id = b.farm_id
WHERE ";

/// Appends the condition that `s`, a shipment of the order `o`, is the one meant and the caller's own.
fn meant(tx: &Tx, sql: &mut Sql, key: &IdOrCode) {
    key.matches(sql, "s.id", "s.shipment_number");
    sql.push(" AND s.org_id = ")
        .bind(tx.actor().org_id())
        .push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
}

/// One parcel of the asking shop, by id or number.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<PortalShipmentDetail> {
    let tx = scope.read().await?;
    let mut sql = Sql::new(SHIPMENT);
    meant(&tx, &mut sql, key);
    sql.push(" ORDER BY si.id");
    let mut rows: Vec<Row> = tx.all(sql).await?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let timeline = timeline(&tx, rows[0].id).await?;
    let items: Vec<PortalParcelItem> = rows.iter_mut().filter_map(item).collect();
    let first = rows.swap_remove(0);
    let status = word(&first.status)?;
    let picture = |proof: Proof, there: bool| {
        there.then(|| {
            let (id, name) = (first.id, proof.name());
            format!("/api/portal/customer/shipments/{id}/{name}")
        })
    };
    let delivery_proof = (status == ShipmentStatus::Delivered).then(|| DeliveryProof {
        signature: picture(Proof::Signature, first.has_signature),
        photo: picture(Proof::Photo, first.has_photo),
        received_by: first.received_by.clone(),
    });
    Ok(PortalShipmentDetail {
        shipment: PortalShipment {
            id: first.id,
            shipment_number: first.shipment_number,
            order_id: first.order_id,
            order_number: first.order_number,
            carrier: first.carrier,
            tracking_number: first.tracking_number,
            tracking_url: first.tracking_url,
            dispatch_date: first.dispatch_date,
            est_delivery_date: first.est_delivery_date,
            actual_delivery_date: first.actual_delivery_date,
            status,
            ship_to_name: first.ship_to_name,
            ship_to_street: first.ship_to_street,
            ship_to_city: first.ship_to_city,
            ship_to_postal_code: first.ship_to_postal_code,
            ship_to_country: first.ship_to_country,
            cartons: items.iter().map(|item| i64::from(item.quantity)).sum(),
            items,
            updated_at: first.updated_at,
        },
        timeline,
        delivery_proof,
    })
}

fn item(row: &mut Row) -> Option<PortalParcelItem> {
    let provenance = match (
        row.batch_id,
        row.batch_code.take(),
        row.farm_id,
        row.farm_name.take(),
    ) {
        (Some(batch_id), Some(batch_code), Some(farm_id), Some(farm_name)) => Some(Provenance {
            batch_id,
            batch_code,
            farm_id,
            farm_name,
            region: row.region.take().unwrap_or_default(),
            harvest_date: row.harvest_date,
        }),
        _ => None,
    };
    Some(PortalParcelItem {
        order_item_id: row.order_item_id?,
        product_code: row.sku.take()?,
        product_name: row.product_name.take()?,
        cacao_percent: row.cacao_percent,
        quantity: row.quantity?,
        provenance,
    })
}

#[derive(FromQueryResult)]
struct EventRow {
    status: String,
    occurred_at: DateTime<Utc>,
    location: Option<String>,
    description: Option<String>,
}

const EVENTS: &str = "
SELECT status, occurred_at, location, description FROM shipment_events
WHERE shipment_id = $1 ORDER BY occurred_at, id";

async fn timeline(tx: &Tx, shipment: i64) -> Result<Vec<ShipmentEvent>> {
    tx.all::<EventRow>(Sql::with(EVENTS, [shipment.into()]))
        .await?
        .into_iter()
        .map(|row| {
            Ok(ShipmentEvent {
                status: word(&row.status)?,
                timestamp: row.occurred_at,
                location: row.location,
                description: row.description,
            })
        })
        .collect()
}

/// A picture of a delivery, as it is stored. There is none to see before the parcel has arrived.
///
/// # Errors
/// [`Error::NotFound`], the same for another shop's parcel, an unknown one and one without the picture.
pub async fn picture(scope: &Scope, key: &IdOrCode, proof: Proof) -> Result<Picture> {
    let tx = scope.read().await?;
    let mut sql = proofs::selection(proof);
    meant(&tx, &mut sql, key);
    sql.push(" AND s.status = 'delivered'");
    tx.one(sql).await?.ok_or(Error::NotFound)
}
