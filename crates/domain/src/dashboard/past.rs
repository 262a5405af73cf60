//! How the last weeks went: cartons that left, and whether orders came when they were promised.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use contract::dashboard::{Delivery, WeekShipped};
use sea_orm::FromQueryResult;

use crate::{Result, Sql, Tx};

const WEEKS: u64 = 12;

/// How many delivered orders are told.
const DELIVERIES: usize = 30;

/// How many of the last shipments that arrived are looked at: an order may have come in several.
const ARRIVALS: i64 = 120;

#[derive(FromQueryResult)]
struct DayRow {
    day: NaiveDate,
    cartons: i64,
}

const LEFT: &str = "
SELECT s.dispatch_date AS day, CAST(SUM(si.quantity) AS bigint) AS cartons
FROM shipments s
JOIN shipment_items si ON si.shipment_id = s.id
JOIN orders o ON o.id = s.order_id
WHERE s.status <> 'pending' AND s.dispatch_date IS NOT NULL AND s.org_id = ";

/// Cartons that left in each of the last twelve weeks, this one included, whether any did or not.
pub(super) async fn weeks(tx: &Tx, today: NaiveDate) -> Result<Vec<WeekShipped>> {
    let this = monday(today);
    let first = this
        .checked_sub_days(Days::new(7 * (WEEKS - 1)))
        .unwrap_or(this);
    let mut sql = Sql::new(LEFT);
    sql.bind(tx.actor().org_id())
        .push(" AND s.dispatch_date >= ")
        .bind(first)
        .push(" AND s.dispatch_date <= ")
        .bind(today)
        .push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id")
        .push(" GROUP BY s.dispatch_date");
    let days: Vec<DayRow> = tx.all(sql).await?;
    let mut cartons: HashMap<NaiveDate, i64> = HashMap::new();
    for row in days {
        *cartons.entry(monday(row.day)).or_default() += row.cartons;
    }
    let weeks = (0..WEEKS).filter_map(|n| first.checked_add_days(Days::new(7 * n)));
    Ok(weeks
        .map(|week| WeekShipped {
            week,
            cartons: cartons.get(&week).copied().unwrap_or(0),
        })
        .collect())
}

fn monday(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

#[derive(FromQueryResult)]
struct ArrivalRow {
    order_id: i64,
    order_number: String,
    est_delivery_date: NaiveDate,
    arrived_at: DateTime<Utc>,
}

const ARRIVED: &str = "
SELECT o.id AS order_id, o.order_number, o.est_delivery_date, s.actual_delivery_date AS arrived_at
FROM shipments s
JOIN orders o ON o.id = s.order_id
WHERE s.status = 'delivered' AND s.actual_delivery_date IS NOT NULL AND s.org_id = ";

/// The last delivered orders that had a day, the oldest first. An order came with the last of its shipments.
pub(super) async fn deliveries(tx: &Tx) -> Result<Vec<Delivery>> {
    let mut sql = Sql::new(ARRIVED);
    sql.bind(tx.actor().org_id())
        .push(" AND o.status = 'delivered' AND o.est_delivery_date IS NOT NULL AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id")
        .push(" ORDER BY s.actual_delivery_date DESC, s.order_id DESC LIMIT ")
        .bind(ARRIVALS);
    let mut found: Vec<Delivery> = Vec::new();
    let rows: Vec<ArrivalRow> = tx.all(sql).await?;
    for row in rows {
        // The latest comes first.
        let known = found.iter().any(|order| order.order_id == row.order_id);
        if known || found.len() == DELIVERIES {
            continue;
        }
        let delivered_on = row.arrived_at.date_naive();
        found.push(Delivery {
            order_id: row.order_id,
            order_number: row.order_number,
            est_delivery_date: row.est_delivery_date,
            delivered_on,
            on_time: delivered_on <= row.est_delivery_date,
        });
    }
    found.reverse();
    Ok(found)
}
