//! What waits for somebody, the most urgent first.

use chrono::{DateTime, Months, NaiveDate, Utc};
use contract::dashboard::{Drill, HeldBatch, LateOrder, OpenComplaint, RefusedOrder};
use sea_orm::FromQueryResult;

use super::MOST;
use crate::{Result, Sql, Tx};

#[derive(FromQueryResult)]
struct ComplaintRow {
    id: i64,
    complaint_number: String,
    customer_id: i64,
    customer_name: String,
    customer_city: Option<String>,
    batch_id: Option<i64>,
    lot_code: Option<String>,
    category: String,
    severity: String,
    description: String,
    created_at: DateTime<Utc>,
    total: i64,
}

const COMPLAINTS: &str = "
SELECT k.id, k.complaint_number, k.customer_id, c.name AS customer_name, c.city AS customer_city, k.batch_id,
       COALESCE(b.code, k.lot_code) AS lot_code, k.category, k.severity, k.description, k.created_at,
       count(*) OVER () AS total
FROM complaints k
JOIN customers c ON c.id = k.customer_id
LEFT JOIN batches b ON b.id = k.batch_id
WHERE k.status IN ('received', 'investigating') AND ";

const WORST_FIRST: &str = "
ORDER BY CASE k.severity WHEN 'life_threatening' THEN 0 WHEN 'critical' THEN 1 WHEN 'major' THEN 2 ELSE 3 END,
         k.created_at, k.id
LIMIT ";

/// Complaints that are neither closed nor linked to a recall, and how many there are.
pub(super) async fn complaints(tx: &Tx) -> Result<(Vec<OpenComplaint>, i64)> {
    let mut sql = Sql::new(COMPLAINTS);
    sql.reach(tx.actor(), "k.org_id", "k.customer_id")
        .push(WORST_FIRST)
        .bind(i64::from(MOST));
    let rows: Vec<ComplaintRow> = tx.all(sql).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let views = rows.into_iter().map(|row| OpenComplaint {
        id: row.id,
        complaint_number: row.complaint_number,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        customer_city: row.customer_city,
        batch_id: row.batch_id,
        lot_code: row.lot_code,
        category: row.category,
        severity: row.severity,
        description: row.description,
        created_at: row.created_at,
    });
    Ok((views.collect(), total))
}

#[derive(FromQueryResult)]
struct OrderRow {
    id: i64,
    order_number: String,
    customer_name: String,
    est_delivery_date: Option<NaiveDate>,
}

const ORDERS: &str = "
SELECT o.id, o.order_number, c.name AS customer_name, o.est_delivery_date
FROM orders o
JOIN customers c ON c.id = o.customer_id
WHERE ";

/// An order that ought to be there: the words of its index.
const OPEN: &str =
    " AND o.status IN ('pending', 'in_production', 'shipped') AND o.est_delivery_date IS NOT NULL";

/// Open orders past their day, the longest overdue first, and how many there are.
pub(super) async fn late_orders(tx: &Tx, today: NaiveDate) -> Result<(Vec<LateOrder>, i64)> {
    let late = |sql: &mut Sql| {
        sql.reach(tx.actor(), "o.org_id", "o.customer_id")
            .push(OPEN)
            .push(" AND o.est_delivery_date < ")
            .bind(today);
    };
    let mut sql = Sql::new(ORDERS);
    late(&mut sql);
    sql.push(" ORDER BY o.est_delivery_date, o.id LIMIT ")
        .bind(i64::from(MOST));
    let rows: Vec<OrderRow> = tx.all(sql).await?;
    let total = total(tx, rows.len(), late).await?;
    let views = rows.into_iter().filter_map(|row| {
        Some(LateOrder {
            id: row.id,
            order_number: row.order_number,
            customer_name: row.customer_name,
            est_delivery_date: row.est_delivery_date?,
        })
    });
    Ok((views.collect(), total))
}

/// Orders that the ERP refused, the youngest first, and how many there are.
pub(super) async fn refused_orders(tx: &Tx) -> Result<(Vec<RefusedOrder>, i64)> {
    let refused = |sql: &mut Sql| {
        sql.reach(tx.actor(), "o.org_id", "o.customer_id")
            .push(" AND o.erp_status = 'FAILED' AND o.status <> 'cancelled'");
    };
    let mut sql = Sql::new(ORDERS);
    refused(&mut sql);
    sql.push(" ORDER BY o.id DESC LIMIT ").bind(i64::from(MOST));
    let rows: Vec<OrderRow> = tx.all(sql).await?;
    let total = total(tx, rows.len(), refused).await?;
    let views = rows.into_iter().map(|row| RefusedOrder {
        id: row.id,
        order_number: row.order_number,
        customer_name: row.customer_name,
    });
    Ok((views.collect(), total))
}

/// Counts only where the rows shown may not be all.
async fn total(tx: &Tx, shown: usize, condition: impl Fn(&mut Sql)) -> Result<i64> {
    if shown < MOST as usize {
        return Ok(i64::try_from(shown).unwrap_or(i64::MAX));
    }
    let mut sql = Sql::new("SELECT count(*) FROM orders o WHERE ");
    condition(&mut sql);
    Ok(tx.value(sql).await?.unwrap_or(0))
}

#[derive(FromQueryResult)]
struct HeldRow {
    id: i64,
    code: String,
    farm_name: String,
    updated_at: DateTime<Utc>,
}

const HELD: &str = "
SELECT b.id, b.code, f.name AS farm_name, b.updated_at
FROM batches b
JOIN farms f ON f.id = b.farm_id
WHERE b.org_id = $1 AND b.status = 'on_hold'
ORDER BY b.id DESC
LIMIT $2";

pub(super) async fn held_batches(tx: &Tx) -> Result<Vec<HeldBatch>> {
    let values = [tx.actor().org_id().into(), i64::from(MOST).into()];
    let rows: Vec<HeldRow> = tx.all(Sql::with(HELD, values)).await?;
    let views = rows.into_iter().map(|row| HeldBatch {
        id: row.id,
        code: row.code,
        farm_name: row.farm_name,
        updated_at: row.updated_at,
    });
    Ok(views.collect())
}

#[derive(FromQueryResult)]
struct DrillRow {
    clock_started_at: DateTime<Utc>,
    traced_at: Option<DateTime<Utc>>,
}

const DRILL: &str = "
SELECT r.clock_started_at, r.traced_at
FROM recalls r
WHERE r.org_id = $1 AND r.is_drill AND r.status <> 'draft'
ORDER BY r.clock_started_at DESC
LIMIT 1";

/// The last drill that was begun in earnest, and when the next one is due.
pub(super) async fn drill(tx: &Tx) -> Result<Drill> {
    let row: Option<DrillRow> = tx
        .one(Sql::with(DRILL, [tx.actor().org_id().into()]))
        .await?;
    Ok(Drill {
        last_started_at: row.as_ref().map(|row| row.clock_started_at),
        last_trace_seconds: row
            .as_ref()
            .and_then(|row| Some((row.traced_at? - row.clock_started_at).num_seconds())),
        due_on: row.and_then(|row| {
            let day = row.clock_started_at.date_naive();
            day.checked_add_months(Months::new(12))
        }),
    })
}
