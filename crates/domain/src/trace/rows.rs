//! The trace's statements and their rows: batches with farms and products by outer join, then order items with
//! their orders, customers and shipments. Flat, portable, and free of policy decisions: only admins get here.

use chrono::{DateTime, NaiveDate, Utc};
use contract::trace::TraceFarm;
use sea_orm::FromQueryResult;

use crate::{Sql, Tx};

/// What the trace starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lots {
    Farm(i64),
    Batch(i64),
    Product { id: i64, batch_id: i64 },
    Order(i64),
}

pub(super) struct Chain {
    pub rows: Vec<ChainRow>,
    pub edges: Vec<EdgeRow>,
    pub items: Vec<ItemRow>,
    pub totals: Option<Vec<TotalRow>>,
}

#[derive(FromQueryResult)]
pub(super) struct Root {
    pub id: i64,
    pub code: String,
}

pub(super) const FARM: &str = "
SELECT id, name, COALESCE(producer_name, '') AS producer_name, COALESCE(region, '') AS region, country
FROM farms WHERE org_id = $1 AND id = $2";

#[derive(FromQueryResult)]
pub(super) struct FarmRoot {
    pub id: i64,
    pub name: String,
    pub producer_name: String,
    pub region: String,
    pub country: String,
}

impl From<FarmRoot> for TraceFarm {
    fn from(row: FarmRoot) -> Self {
        Self {
            id: row.id,
            name: row.name,
            producer_name: row.producer_name,
            region: row.region,
            country: row.country,
        }
    }
}

pub(super) const ORDER: &str = "
SELECT o.id, o.order_number, o.status, o.order_date, c.id AS customer_id, c.name AS customer_name, c.city, c.country
FROM orders o
JOIN customers c ON c.id = o.customer_id
WHERE o.org_id = $1 AND o.id = $2";

/// An order without a lot, and its shop.
#[derive(FromQueryResult)]
pub(super) struct OrderRoot {
    pub id: i64,
    pub order_number: String,
    pub status: String,
    pub order_date: NaiveDate,
    pub customer_id: i64,
    pub customer_name: String,
    pub city: Option<String>,
    pub country: String,
}

#[derive(FromQueryResult)]
pub(super) struct ProductRoot {
    pub id: i64,
    pub code: String,
    pub batch_id: i64,
}

/// A batch with its farm and one of its products, or none.
#[derive(FromQueryResult)]
pub(super) struct ChainRow {
    pub batch_id: i64,
    pub code: String,
    pub status: String,
    pub harvest_date: Option<NaiveDate>,
    pub produced_kg: Option<f64>,
    /// Whether its products and orders belong to the chain (the root's own and what was made of it).
    pub forward: bool,
    pub has_inputs: bool,
    pub farm_id: i64,
    pub farm_name: String,
    pub producer_name: String,
    pub region: String,
    pub country: String,
    pub product_id: Option<i64>,
    pub sku: Option<String>,
    pub product_name: Option<String>,
    pub quantity_produced: Option<i32>,
    pub quantity_on_hand: Option<i32>,
    pub counted_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
pub(super) struct EdgeRow {
    pub batch_id: i64,
    pub input_batch_id: i64,
    pub kg: f64,
}

/// An order item in one of its shipments, or in none.
#[derive(FromQueryResult)]
pub(super) struct ItemRow {
    pub item_id: i64,
    pub product_id: Option<i64>,
    pub batch_id: i64,
    pub quantity: i32,
    pub quantity_shipped: i32,
    pub order_id: i64,
    pub order_number: String,
    pub order_status: String,
    pub order_date: NaiveDate,
    pub customer_id: i64,
    pub customer_name: String,
    pub city: Option<String>,
    pub country: String,
    pub shipment_id: Option<i64>,
    pub shipment_number: Option<String>,
    pub shipment_status: Option<String>,
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    pub dispatch_date: Option<NaiveDate>,
    pub actual_delivery_date: Option<DateTime<Utc>>,
    pub cartons_in_shipment: Option<i32>,
}

/// What became of a whole lot, whoever got it.
#[derive(FromQueryResult)]
pub(super) struct TotalRow {
    pub product_id: i64,
    pub allocated: i64,
    pub shipped: i64,
    pub delivered: i64,
}

const CHAIN: &str = "
SELECT b.id AS batch_id, b.code, b.status, b.harvest_date, b.produced_kg,
       c.forward = 1 AS forward,
       EXISTS (SELECT 1 FROM batch_inputs bi WHERE bi.batch_id = b.id) AS has_inputs,
       f.id AS farm_id, f.name AS farm_name, COALESCE(f.producer_name, '') AS producer_name,
       COALESCE(f.region, '') AS region, f.country,
       p.id AS product_id, p.sku, p.name AS product_name,
       p.quantity_produced, p.quantity_on_hand, p.counted_at
FROM (SELECT id, MAX(forward) AS forward FROM chain GROUP BY id) c
JOIN batches b ON b.id = c.id
JOIN farms f ON f.id = b.farm_id
LEFT JOIN products p ON p.batch_id = b.id AND c.forward = 1";

/// Batches of the chain, each with its farm and its products. `down` is what was made of the root, `up` what the
/// root was made of; UNION drops repeats, so a cycle ends.
pub(super) fn chain(tx: &Tx, lots: &Lots) -> Sql {
    let mut sql = Sql::new("");
    let org = sql.param(tx.actor().org_id());
    let (roots, only_product, follow_down, follow_up) = match lots {
        Lots::Farm(id) => {
            let id = sql.param(*id);
            (
                format!("SELECT id FROM batches WHERE org_id = {org} AND farm_id = {id}"),
                None,
                true,
                false,
            )
        }
        Lots::Batch(id) => {
            let id = sql.param(*id);
            (
                format!("SELECT id FROM batches WHERE org_id = {org} AND id = {id}"),
                None,
                true,
                true,
            )
        }
        Lots::Product { id, batch_id } => {
            let batch = sql.param(*batch_id);
            let product = sql.param(*id);
            (
                format!("SELECT id FROM batches WHERE org_id = {org} AND id = {batch}"),
                Some(format!(" AND p.id = {product}")),
                false,
                true,
            )
        }
        Lots::Order(id) => {
            let id = sql.param(*id);
            let roots = format!(
                "SELECT batch_id AS id FROM order_items
                 WHERE org_id = {org} AND order_id = {id} AND batch_id IS NOT NULL"
            );
            let only = format!(
                " AND p.id IN (SELECT product_id FROM order_items WHERE order_id = {id} AND product_id IS NOT NULL)"
            );
            (roots, Some(only), false, true)
        }
    };
    sql.push(&format!("WITH RECURSIVE roots(id) AS ({roots})"));
    if follow_down {
        sql.push(
            ", down(id) AS (SELECT id FROM roots UNION
               SELECT bi.batch_id FROM down d JOIN batch_inputs bi ON bi.input_batch_id = d.id)",
        );
    } else {
        sql.push(", down(id) AS (SELECT id FROM roots)");
    }
    if follow_up {
        sql.push(
            ", up(id) AS (SELECT id FROM roots UNION
               SELECT bi.input_batch_id FROM up u JOIN batch_inputs bi ON bi.batch_id = u.id)
             , chain(id, forward) AS (SELECT id, 1 FROM down UNION ALL SELECT id, 0 FROM up)",
        );
    } else {
        sql.push(", chain(id, forward) AS (SELECT id, 1 FROM down)");
    }
    sql.push(CHAIN);
    if let Some(only) = only_product {
        sql.push(&only);
    }
    sql.push(" ORDER BY b.id, p.id");
    sql
}

/// Which batch went into which, within the chain.
pub(super) fn edges(tx: &Tx, chain: &[ChainRow]) -> Sql {
    let mut sql = Sql::new("SELECT batch_id, input_batch_id, kg FROM batch_inputs WHERE org_id = ");
    sql.bind(tx.actor().org_id());
    sql.push(" AND batch_id")
        .within(tx.backend, &ids(chain.iter().map(|row| row.batch_id)));
    sql.push(" AND input_batch_id")
        .within(tx.backend, &ids(chain.iter().map(|row| row.batch_id)));
    sql.push(" ORDER BY input_batch_id, batch_id");
    sql
}

const ITEMS: &str = "
SELECT i.id AS item_id, i.product_id, i.batch_id, i.quantity, i.quantity_shipped,
       o.id AS order_id, o.order_number, o.status AS order_status, o.order_date,
       c.id AS customer_id, c.name AS customer_name, c.city, c.country,
       s.id AS shipment_id, s.shipment_number, s.status AS shipment_status, s.carrier, s.tracking_number,
       s.dispatch_date, s.actual_delivery_date, si.quantity AS cartons_in_shipment
FROM order_items i
JOIN orders o ON o.id = i.order_id
JOIN customers c ON c.id = o.customer_id
LEFT JOIN shipment_items si ON si.order_item_id = i.id
LEFT JOIN shipments s ON s.id = si.shipment_id
WHERE i.org_id = ";

/// The order items of the chain's lots with their orders, customers and shipments.
pub(super) fn items(tx: &Tx, lots: &Lots, chain: &[ChainRow]) -> Sql {
    let mut sql = Sql::new(ITEMS);
    sql.bind(tx.actor().org_id());
    match lots {
        Lots::Order(id) => {
            sql.push(" AND i.batch_id IS NOT NULL AND i.order_id = ")
                .bind(*id);
        }
        Lots::Product { id, batch_id } => {
            sql.push(" AND i.product_id = ").bind(*id);
            sql.push(" AND i.batch_id = ").bind(*batch_id);
        }
        Lots::Farm(_) | Lots::Batch(_) => {
            let forward = ids(chain
                .iter()
                .filter(|row| row.forward)
                .map(|row| row.batch_id));
            sql.push(" AND i.batch_id").within(tx.backend, &forward);
        }
    }
    sql.push(" ORDER BY o.order_date, o.id, i.id, s.id");
    sql
}

const TOTALS: &str = "
SELECT i.product_id,
       CAST(SUM(CASE WHEN o.status <> 'cancelled' THEN i.quantity ELSE 0 END) AS BIGINT) AS allocated,
       CAST(SUM(i.quantity_shipped) AS BIGINT) AS shipped,
       CAST(SUM(COALESCE((SELECT SUM(si.quantity) FROM shipment_items si
                          JOIN shipments s ON s.id = si.shipment_id AND s.status = 'delivered'
                          WHERE si.order_item_id = i.id), 0)) AS BIGINT) AS delivered
FROM order_items i
JOIN orders o ON o.id = i.order_id
WHERE i.org_id = ";

/// Of each product of the chain, what all orders took of it.
pub(super) fn totals(tx: &Tx, chain: &[ChainRow]) -> Sql {
    let mut sql = Sql::new(TOTALS);
    sql.bind(tx.actor().org_id());
    sql.push(" AND i.batch_id")
        .within(tx.backend, &ids(chain.iter().map(|row| row.batch_id)));
    sql.push(" AND i.product_id").within(
        tx.backend,
        &ids(chain.iter().filter_map(|row| row.product_id)),
    );
    sql.push(" GROUP BY i.product_id");
    sql
}

fn ids(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
