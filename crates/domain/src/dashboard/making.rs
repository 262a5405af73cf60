//! Batches on their way: how far the thread of each has come. What was ordered, shipped and delivered is told within the
//! caller's reach.

use chrono::{Days, NaiveDate};
use contract::{
    BatchStatus,
    dashboard::{BatchProgress, BatchStage},
};
use sea_orm::{DbBackend, FromQueryResult};

use crate::{Result, Sql, Tx, write};

/// How many batches are told.
const MOST: usize = 12;

/// How many of the newest harvests are looked at: those before have long been eaten, or lie in store.
const LOOKED_AT: i64 = 60;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    code: String,
    farm_id: i64,
    farm_name: String,
    status: String,
    harvest_date: Option<NaiveDate>,
    fermentation_days: Option<i32>,
    drying_days: Option<i32>,
    roast_date: Option<NaiveDate>,
    planned: i64,
    produced: i64,
    ordered: i64,
    shipped: i64,
    delivered: i64,
}

/// Young harvests first, those to come before all.
const NEWEST: &str = "
WITH newest AS (
    SELECT b.* FROM batches b
    WHERE b.org_id = $1 AND b.status <> 'recalled'
    ORDER BY b.harvest_date DESC NULLS FIRST, b.id DESC
    LIMIT $2
)";

/// Each figure is a sum over the batch's own rows, by an index.
const FIGURES: &str = "
SELECT n.id, n.code, n.farm_id, f.name AS farm_name, n.status, n.harvest_date, n.fermentation_days, n.drying_days,
       n.roast_date,
       (SELECT CAST(COALESCE(SUM(w.qty_planned), 0) AS bigint) FROM work_orders w
        WHERE w.batch_id = n.id AND w.status <> 'cancelled') AS planned,
       (SELECT CAST(COALESCE(SUM(p.quantity_produced), 0) AS bigint) FROM products p
        WHERE p.batch_id = n.id) AS produced,
       COALESCE(t.ordered, 0) AS ordered, COALESCE(t.shipped, 0) AS shipped, COALESCE(d.delivered, 0) AS delivered
FROM newest n
JOIN farms f ON f.id = n.farm_id
LEFT JOIN (SELECT i.batch_id, CAST(SUM(i.quantity) AS bigint) AS ordered,
                  CAST(SUM(i.quantity_shipped) AS bigint) AS shipped
           FROM order_items i
           JOIN orders o ON o.id = i.order_id AND o.status <> 'cancelled'
           WHERE i.batch_id IN (SELECT id FROM newest) AND ";

const DELIVERED: &str = "
           GROUP BY i.batch_id) t ON t.batch_id = n.id
LEFT JOIN (SELECT i.batch_id, CAST(SUM(si.quantity) AS bigint) AS delivered
           FROM order_items i
           JOIN orders o ON o.id = i.order_id AND o.status <> 'cancelled'
           JOIN shipment_items si ON si.order_item_id = i.id
           JOIN shipments s ON s.id = si.shipment_id AND s.status = 'delivered'
           WHERE i.batch_id IN (SELECT id FROM newest) AND ";

const ORDERED: &str = "
           GROUP BY i.batch_id) d ON d.batch_id = n.id
ORDER BY n.harvest_date DESC NULLS FIRST, n.id DESC";

/// The newest batches whose cartons have not all reached the shops.
pub(super) async fn batches(tx: &Tx, today: NaiveDate) -> Result<Vec<BatchProgress>> {
    let mut sql = Sql::with(NEWEST, [tx.actor().org_id().into(), LOOKED_AT.into()]);
    if tx.backend == DbBackend::Postgres {
        // Looked at once; written out twice, the planner would look for the newest twice.
        sql = Sql::with(
            &NEWEST.replace("newest AS (", "newest AS MATERIALIZED ("),
            [tx.actor().org_id().into(), LOOKED_AT.into()],
        );
    }
    sql.push(FIGURES)
        .reach(tx.actor(), "o.org_id", "o.customer_id")
        .push(DELIVERED)
        .reach(tx.actor(), "o.org_id", "o.customer_id")
        .push(ORDERED);
    let rows: Vec<Row> = tx.all(sql).await?;
    rows.into_iter()
        .filter(|row| {
            row.produced == 0 || row.delivered < row.produced || row.planned > row.produced
        })
        .take(MOST)
        .map(|row| view(row, today))
        .collect()
}

fn view(row: Row, today: NaiveDate) -> Result<BatchProgress> {
    let status: BatchStatus = write::word(&row.status)?;
    let (stage, percent) = stage(&row, today);
    Ok(BatchProgress {
        id: row.id,
        code: row.code,
        farm_id: row.farm_id,
        farm_name: row.farm_name,
        status,
        stage,
        percent,
        harvest_date: row.harvest_date,
        fermentation_days: row.fermentation_days,
        drying_days: row.drying_days,
        roast_date: row.roast_date,
        planned: row.planned,
        produced: row.produced,
        ordered: row.ordered,
        shipped: row.shipped,
        delivered: row.delivered,
    })
}

/// Where the batch is and how far on its way to the next station. Of what is made, that counts which moves: cartons that
/// are ordered and not yet with a shop; only where none is, those that nobody has ordered yet.
fn stage(row: &Row, today: NaiveDate) -> (BatchStage, i32) {
    if row.produced == 0 {
        let Some(harvest) = row.harvest_date.filter(|day| *day <= today) else {
            return (BatchStage::Farm, 0);
        };
        let days = row.fermentation_days.unwrap_or(0) + row.drying_days.unwrap_or(0);
        let ready = row.roast_date.or_else(|| {
            let days = u64::try_from(days).ok().filter(|days| *days > 0)?;
            harvest.checked_add_days(Days::new(days))
        });
        let Some(ready) = ready else {
            return (BatchStage::Batch, 0);
        };
        let (gone, whole) = ((today - harvest).num_days(), (ready - harvest).num_days());
        return (BatchStage::Batch, share(gone, whole));
    }
    if row.produced < row.planned {
        (BatchStage::Bar, share(row.produced, row.planned))
    } else if row.delivered < row.ordered {
        (BatchStage::Order, share(row.delivered, row.ordered))
    } else {
        (BatchStage::Bar, share(row.ordered, row.produced))
    }
}

fn share(part: i64, whole: i64) -> i32 {
    if whole <= 0 {
        return 100;
    }
    i32::try_from((part.max(0).saturating_mul(100) / whole).min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn row(planned: i64, produced: i64, ordered: i64, delivered: i64) -> Row {
        Row {
            id: 1,
            code: "IXC-26-001".into(),
            farm_id: 1,
            farm_name: "Finca".into(),
            status: "released".into(),
            harvest_date: Some(day(1)),
            fermentation_days: Some(6),
            drying_days: Some(4),
            roast_date: None,
            planned,
            produced,
            ordered,
            shipped: delivered,
            delivered,
        }
    }

    #[test]
    fn the_thread_stands_where_something_moves() {
        let today = day(6);
        let at = |row: Row| stage(&row, today);
        assert_eq!(at(row(0, 0, 0, 0)), (BatchStage::Batch, 50));
        assert_eq!(at(row(600, 310, 0, 0)), (BatchStage::Bar, 51));
        assert_eq!(at(row(600, 600, 500, 400)), (BatchStage::Order, 80));
        assert_eq!(at(row(600, 600, 300, 300)), (BatchStage::Bar, 50));
        let to_come = Row {
            harvest_date: Some(day(20)),
            ..row(0, 0, 0, 0)
        };
        assert_eq!(at(to_come), (BatchStage::Farm, 0));
        let roasted = Row {
            roast_date: Some(day(5)),
            ..row(0, 0, 0, 0)
        };
        assert_eq!(at(roasted), (BatchStage::Batch, 100));
        let unknown = Row {
            fermentation_days: None,
            drying_days: None,
            ..row(0, 0, 0, 0)
        };
        assert_eq!(at(unknown), (BatchStage::Batch, 0));
    }
}
