//! Lab and sensor readings, as they are read. They follow their customer; those without one are the whole maker's.
//! Nothing here writes them: they come in from outside, whose they stay.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use contract::{
    Cursor, Page, Pagination,
    batches::{Measurement, MeasurementPage},
    measurements::{MeasurementList, MeasurementQuery},
};
use sea_orm::FromQueryResult;

use crate::{
    IdOrCode, Result, Scope, Sql, Tx, customers,
    lists::{self, KeyValue, Kind, Listing, Sort, Window},
};

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
WHERE ";

const LISTING: Listing = Listing {
    id: "m.id",
    sorts: &[Sort {
        name: "measured_at",
        column: "m.measured_at",
        kind: Kind::Moment,
        nullable: false,
    }],
    default: "-measured_at",
};

/// One page of the readings within the caller's reach, the newest first.
///
/// # Errors
/// [`crate::Error::Invalid`] naming `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &MeasurementQuery) -> Result<MeasurementList> {
    let window = LISTING.window(None, &Cursor::new(query.cursor.clone(), query.limit))?;
    page(scope, query, &window).await
}

/// The next readings of the whole filtered list, for a file; `after` is the `next_cursor` of those before. The query's
/// own cursor and limit do not count.
///
/// # Errors
/// The database's.
pub async fn chunk(
    scope: &Scope,
    query: &MeasurementQuery,
    after: Option<String>,
) -> Result<MeasurementList> {
    page(scope, query, &LISTING.chunk(after)?).await
}

async fn page(
    scope: &Scope,
    query: &MeasurementQuery,
    window: &Window<'_>,
) -> Result<MeasurementList> {
    let tx = scope.read().await?;
    let slice = window
        .fetch(&tx, selection(&tx, query), |row: &MeasurementRow, _| {
            (Some(KeyValue::Moment(row.measured_at)), row.id)
        })
        .await?;
    Ok(MeasurementList {
        measurements: slice.rows.into_iter().map(view).collect(),
        next_cursor: slice.next_cursor,
    })
}

fn selection(tx: &Tx, query: &MeasurementQuery) -> Sql {
    let mut sql = Sql::new(MEASUREMENT);
    within_reach(tx, &mut sql);
    of_kind(&mut sql, query.kind.as_deref());
    if let Some(batch) = query.batch_id {
        sql.push(" AND m.batch_id = ").bind(batch);
    }
    if let Some(customer) = query.customer_id {
        sql.push(" AND m.customer_id = ").bind(customer);
    }
    if let Some(day) = query.date_from {
        sql.push(" AND m.measured_at >= ").bind(midnight(day));
    }
    // The last day that there is has none after it, and nothing lies beyond it.
    if let Some(next) = query
        .date_to
        .and_then(|day| day.checked_add_days(Days::new(1)))
    {
        sql.push(" AND m.measured_at < ").bind(midnight(next));
    }
    sql
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn of_kind(sql: &mut Sql, kind: Option<&str>) {
    if let Some(kind) = kind {
        sql.push(" AND m.kind = ").bind(kind.to_owned());
    }
}

/// One page of the readings about a batch of the organization, the newest first.
pub(crate) async fn of_batch(
    tx: &Tx,
    batch: i64,
    kind: Option<&str>,
    page: Page,
) -> Result<MeasurementPage> {
    let mut condition = Sql::new("m.batch_id = ");
    condition.bind(batch).push(" AND ");
    within_reach(tx, &mut condition);
    of_kind(&mut condition, kind);
    numbered(tx, &condition, page).await
}

/// One page of the readings of a customer within the caller's reach, the newest first.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub async fn of_customer(
    scope: &Scope,
    key: &IdOrCode,
    kind: Option<&str>,
    page: Page,
) -> Result<MeasurementPage> {
    let tx = scope.read().await?;
    let mut condition = Sql::new("m.customer_id = ");
    condition.bind(customers::find(&tx, key, false).await?.id);
    of_kind(&mut condition, kind);
    numbered(&tx, &condition, page).await
}

async fn numbered(tx: &Tx, condition: &Sql, page: Page) -> Result<MeasurementPage> {
    let mut count = Sql::new("SELECT count(*) FROM measurements m WHERE ");
    count.append(condition);
    let total = tx.value::<i64>(count).await?.unwrap_or(0).unsigned_abs();
    let mut rows: Vec<MeasurementRow> = Vec::new();
    if total > page.offset() {
        let mut sql = Sql::new(MEASUREMENT);
        sql.append(condition)
            .push(" ORDER BY m.measured_at DESC, m.id DESC");
        lists::cut(&mut sql, page);
        rows = tx.all(sql).await?;
    }
    Ok(MeasurementPage {
        measurements: rows.into_iter().map(view).collect(),
        pagination: Pagination::new(total, page.page, page.limit),
    })
}

fn within_reach(tx: &Tx, sql: &mut Sql) {
    sql.push("m.org_id = ")
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
