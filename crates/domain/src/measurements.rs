//! Lab and sensor readings, as they are read. They follow their customer; those without one are the whole maker's.
//! Nothing here writes them: they come in from outside.

use chrono::{DateTime, Utc};
use contract::{
    Page, Pagination,
    batches::{Measurement, MeasurementPage},
};
use sea_orm::FromQueryResult;

use crate::{Result, Sql, Tx, lists};

#[derive(FromQueryResult)]
struct MeasurementRow {
    id: i64,
    external_measurement_id: Option<String>,
    kind: String,
    value: f64,
    unit: String,
    measured_at: DateTime<Utc>,
    batch_id: Option<i64>,
    batch_code: Option<String>,
    customer_id: Option<i64>,
}

const MEASUREMENT: &str = "
SELECT m.id, m.external_measurement_id, m.kind, m.value, m.unit, m.measured_at, m.batch_id, b.code AS batch_code,
       m.customer_id
FROM measurements m
LEFT JOIN batches b ON b.id = m.batch_id
WHERE m.batch_id = ";

/// One page of the readings about a batch of the organization, the newest first.
pub(crate) async fn of_batch(tx: &Tx, batch: i64, page: Page) -> Result<MeasurementPage> {
    let mut count = Sql::new("SELECT count(*) FROM measurements m WHERE m.batch_id = ");
    count.bind(batch);
    within_reach(tx, &mut count);
    let total = tx.value::<i64>(count).await?.unwrap_or(0).unsigned_abs();
    let mut rows: Vec<MeasurementRow> = Vec::new();
    if total > page.offset() {
        let mut sql = Sql::new(MEASUREMENT);
        sql.bind(batch);
        within_reach(tx, &mut sql);
        sql.push(" ORDER BY m.measured_at DESC, m.id DESC");
        lists::cut(&mut sql, page);
        rows = tx.all(sql).await?;
    }
    Ok(MeasurementPage {
        measurements: rows.into_iter().map(view).collect(),
        pagination: Pagination::new(total, page.page, page.limit),
    })
}

fn within_reach(tx: &Tx, sql: &mut Sql) {
    sql.push(" AND m.org_id = ")
        .bind(tx.actor().org_id())
        .push(" AND (m.customer_id IS NULL OR (")
        .reach(tx.actor(), "m.org_id", "m.customer_id")
        .push("))");
}

fn view(row: MeasurementRow) -> Measurement {
    Measurement {
        id: row.id,
        external_measurement_id: row.external_measurement_id,
        kind: row.kind,
        value: row.value,
        unit: row.unit,
        measured_at: row.measured_at,
        batch_id: row.batch_id,
        batch_code: row.batch_code,
        customer_id: row.customer_id,
    }
}
