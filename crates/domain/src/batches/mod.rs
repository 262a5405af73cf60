//! Batches: the organization's own records, and what they are made of. `recalled` is set and lifted by a recall
//! alone; a batch that anything was made of, sold from or recalled with is never deleted.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use contract::{
    Cursor, Page, Pagination,
    batches::{Batch, BatchInputView, BatchList, BatchQuery, MeasurementPage},
    customers::{BatchCustomer, BatchCustomerPage},
    products::ProductPage,
};
use sea_orm::FromQueryResult;

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    lists::{self, KeyValue, Kind, Listing, Sort},
    measurements, products, write,
};

mod change;
mod release;

pub use change::{create, delete, replace};

#[derive(FromQueryResult)]
struct BatchRow {
    id: i64,
    code: String,
    farm_id: i64,
    farm_name: String,
    status: String,
    harvest_date: Option<NaiveDate>,
    received_kg: Option<f64>,
    fermentation_days: Option<i32>,
    drying_days: Option<i32>,
    roast_date: Option<NaiveDate>,
    produced_kg: Option<f64>,
    notes: Option<String>,
    release_reason: Option<String>,
    released_by_user_id: Option<i64>,
    released_at: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const BATCH: &str = "
SELECT b.id, b.code, b.farm_id, f.name AS farm_name, b.status, b.harvest_date, b.received_kg,
       b.fermentation_days, b.drying_days, b.roast_date, b.produced_kg, b.notes, b.release_reason,
       b.released_by_user_id, b.released_at, b.version, b.created_at, b.updated_at
FROM batches b
JOIN farms f ON f.id = b.farm_id
WHERE b.org_id = ";

#[derive(FromQueryResult)]
struct InputRow {
    batch_id: i64,
    input_batch_id: i64,
    code: String,
    kg: f64,
}

const INPUTS: &str = "
SELECT bi.batch_id, bi.input_batch_id, b.code, bi.kg
FROM batch_inputs bi
JOIN batches b ON b.id = bi.input_batch_id
WHERE bi.batch_id";

fn view(row: BatchRow, inputs: Vec<BatchInputView>) -> Result<Batch> {
    Ok(Batch {
        id: row.id,
        code: row.code,
        farm_id: row.farm_id,
        farm_name: row.farm_name,
        status: write::word(&row.status)?,
        harvest_date: row.harvest_date,
        received_kg: row.received_kg,
        fermentation_days: row.fermentation_days,
        drying_days: row.drying_days,
        roast_date: row.roast_date,
        produced_kg: row.produced_kg,
        notes: row.notes,
        release_reason: row.release_reason,
        released_by_user_id: row.released_by_user_id,
        released_at: row.released_at,
        inputs,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The reply type of each row, the inputs of all read by one statement.
async fn with_inputs(tx: &Tx, rows: Vec<BatchRow>) -> Result<Vec<Batch>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut sql = Sql::new(INPUTS);
    sql.within(tx.backend, &ids).push(" ORDER BY b.code, b.id");
    let mut inputs: HashMap<i64, Vec<BatchInputView>> = HashMap::new();
    for row in tx.all::<InputRow>(sql).await? {
        inputs
            .entry(row.batch_id)
            .or_default()
            .push(BatchInputView {
                batch_id: row.input_batch_id,
                batch_code: row.code,
                kg: row.kg,
            });
    }
    rows.into_iter()
        .map(|row| {
            let inputs = inputs.remove(&row.id).unwrap_or_default();
            view(row, inputs)
        })
        .collect()
}

const LISTING: Listing = Listing {
    id: "b.id",
    sorts: &[
        Sort {
            name: "harvest_date",
            column: "b.harvest_date",
            kind: Kind::Date,
            nullable: true,
        },
        Sort {
            name: "code",
            column: "b.code",
            kind: Kind::Text,
            nullable: false,
        },
        Sort {
            name: "id",
            column: "b.id",
            kind: Kind::Int,
            nullable: false,
        },
    ],
    default: "-harvest_date",
};

/// The organization's batches, by keyset; those without a harvest date last.
///
/// # Errors
/// [`Error::Invalid`] naming `sort`, `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &BatchQuery) -> Result<BatchList> {
    let window = LISTING.window(
        query.sort.as_deref(),
        &Cursor::new(query.cursor.clone(), query.limit),
    )?;
    let tx = scope.read().await?;
    let mut sql = Sql::new(BATCH);
    sql.bind(tx.actor().org_id());
    if let Some(status) = query.status {
        sql.push(" AND b.status = ").bind(status.as_str());
    }
    if let Some(farm) = query.farm_id {
        sql.push(" AND b.farm_id = ").bind(farm);
    }
    if let Some(from) = query.date_from {
        sql.push(" AND b.harvest_date >= ").bind(from);
    }
    if let Some(to) = query.date_to {
        sql.push(" AND b.harvest_date <= ").bind(to);
    }
    if let Some(text) = &query.search {
        sql.push(" AND ");
        lists::contains(&mut sql, &["b.code", "f.name"], text);
    }
    let slice = window
        .fetch(&tx, sql, |row: &BatchRow, sort| {
            let value = match sort {
                "harvest_date" => row.harvest_date.map(KeyValue::Date),
                "code" => Some(KeyValue::Text(row.code.clone())),
                _ => Some(KeyValue::Int(row.id)),
            };
            (value, row.id)
        })
        .await?;
    Ok(BatchList {
        batches: with_inputs(&tx, slice.rows).await?,
        next_cursor: slice.next_cursor,
    })
}

/// One page of a farm's batches, the youngest harvest first, those without a date last.
pub(crate) async fn of_farm(tx: &Tx, farm: i64, page: Page) -> Result<Vec<Batch>> {
    let mut sql = Sql::new(BATCH);
    sql.bind(tx.actor().org_id())
        .push(" AND b.farm_id = ")
        .bind(farm)
        .push(" ORDER BY b.harvest_date IS NULL, b.harvest_date DESC, b.id DESC");
    lists::cut(&mut sql, page);
    with_inputs(tx, tx.all(sql).await?).await
}

/// One batch, by id or code.
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<Batch> {
    find(&scope.read().await?, key, false).await
}

async fn find(tx: &Tx, key: &IdOrCode, for_change: bool) -> Result<Batch> {
    let mut sql = Sql::new(BATCH);
    sql.bind(tx.actor().org_id()).push(" AND ");
    key.matches(&mut sql, "b.id", "b.code");
    if for_change {
        write::lock(tx, &mut sql, "b");
    }
    let row = tx.one::<BatchRow>(sql).await?.ok_or(Error::NotFound)?;
    let found = with_inputs(tx, vec![row]).await?.pop();
    found.ok_or(Error::NotFound)
}

/// The id of a batch of the organization.
async fn id_of(tx: &Tx, key: &IdOrCode) -> Result<i64> {
    let mut sql = Sql::new("SELECT b.id FROM batches b WHERE b.org_id = ");
    sql.bind(tx.actor().org_id()).push(" AND ");
    key.matches(&mut sql, "b.id", "b.code");
    tx.value(sql).await?.ok_or(Error::NotFound)
}

/// The products made from a batch.
pub async fn products(scope: &Scope, key: &IdOrCode, page: Page) -> Result<ProductPage> {
    let tx = scope.read().await?;
    let batch = id_of(&tx, key).await?;
    products::of_batch(&tx, batch, page).await
}

/// The readings about a batch that the caller may see, the newest first.
pub async fn measurements(
    scope: &Scope,
    key: &IdOrCode,
    kind: Option<&str>,
    page: Page,
) -> Result<MeasurementPage> {
    let tx = scope.read().await?;
    let batch = id_of(&tx, key).await?;
    measurements::of_batch(&tx, batch, kind, page).await
}

#[derive(FromQueryResult)]
struct CustomerRow {
    id: i64,
    name: String,
    city: Option<String>,
    country: String,
    order_count: i64,
    cartons_ordered: i64,
    cartons_shipped: i64,
}

const CUSTOMERS: &str = "
SELECT c.id, c.name, c.city, c.country, count(DISTINCT o.id) AS order_count,
       CAST(sum(i.quantity) AS bigint) AS cartons_ordered,
       CAST(sum(i.quantity_shipped) AS bigint) AS cartons_shipped
FROM order_items i
JOIN orders o ON o.id = i.order_id
JOIN customers c ON c.id = o.customer_id
WHERE o.status <> 'cancelled' AND i.batch_id = ";

const COUNT_CUSTOMERS: &str = "
SELECT count(DISTINCT o.customer_id)
FROM order_items i
JOIN orders o ON o.id = i.order_id
WHERE o.status <> 'cancelled' AND i.batch_id = ";

/// The shops within the caller's reach that ordered of a batch, by name.
pub async fn customers(scope: &Scope, key: &IdOrCode, page: Page) -> Result<BatchCustomerPage> {
    let tx = scope.read().await?;
    let batch = id_of(&tx, key).await?;
    let mut count = Sql::new(COUNT_CUSTOMERS);
    count
        .bind(batch)
        .push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
    let total = tx.value::<i64>(count).await?.unwrap_or(0).unsigned_abs();
    let mut rows: Vec<CustomerRow> = Vec::new();
    if total > page.offset() {
        let mut sql = Sql::new(CUSTOMERS);
        sql.bind(batch)
            .push(" AND ")
            .reach(tx.actor(), "o.org_id", "o.customer_id")
            .push(" GROUP BY c.id, c.name, c.city, c.country ORDER BY c.name, c.id");
        lists::cut(&mut sql, page);
        rows = tx.all(sql).await?;
    }
    let customers = rows.into_iter().map(|row| BatchCustomer {
        id: row.id,
        name: row.name,
        city: row.city,
        country: row.country,
        order_count: row.order_count,
        cartons_ordered: row.cartons_ordered,
        cartons_shipped: row.cartons_shipped,
    });
    Ok(BatchCustomerPage {
        customers: customers.collect(),
        pagination: Pagination::new(total, page.page, page.limit),
    })
}
