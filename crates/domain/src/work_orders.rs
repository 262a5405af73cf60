//! Work orders: production runs, the organization's own records. Their cost and bill of materials are never read here.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use contract::{
    Cursor, FieldError, WorkOrderStatus,
    work_orders::{WorkOrder, WorkOrderInput, WorkOrderList, WorkOrderPatch, WorkOrderQuery},
};
use sea_orm::FromQueryResult;

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    error::Violation,
    idempotency::{self, Created},
    lists::{self, KeyValue, Kind, Listing, Sort},
    numbers,
    scope::may_write_catalogue,
    write,
};

#[derive(FromQueryResult)]
struct WorkOrderRow {
    id: i64,
    wo_number: String,
    order_id: Option<i64>,
    order_number: Option<String>,
    customer_id: Option<i64>,
    batch_id: Option<i64>,
    batch_code: Option<String>,
    sku: String,
    product_name: String,
    qty_planned: i32,
    qty_completed: i32,
    unit: String,
    status: String,
    est_start: Option<NaiveDate>,
    est_completion: Option<NaiveDate>,
    completed_at: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const WORK_ORDER: &str = "
SELECT w.id, w.wo_number, w.order_id, o.order_number, o.customer_id, w.batch_id, b.code AS batch_code, w.sku,
       w.product_name, w.qty_planned, w.qty_completed, w.unit, w.status, w.est_start, w.est_completion,
       w.completed_at, w.version, w.created_at, w.updated_at
FROM work_orders w
LEFT JOIN batches b ON b.id = w.batch_id
LEFT JOIN orders o ON o.id = w.order_id AND ";

/// Begins the statement inside its WHERE clause. Every staff role reads work orders; the order's number and shop are
/// told only to those who may see the order.
fn selection(tx: &Tx) -> Sql {
    let mut sql = Sql::new(WORK_ORDER);
    sql.reach(tx.actor(), "o.org_id", "o.customer_id")
        .push(" WHERE w.org_id = ")
        .bind(tx.actor().org_id());
    sql
}

fn view(row: WorkOrderRow) -> Result<WorkOrder> {
    Ok(WorkOrder {
        id: row.id,
        wo_number: row.wo_number,
        order_id: row.order_id,
        order_number: row.order_number,
        batch_id: row.batch_id,
        batch_code: row.batch_code,
        sku: row.sku,
        product_name: row.product_name,
        qty_planned: row.qty_planned,
        qty_completed: row.qty_completed,
        unit: row.unit,
        status: write::word(&row.status)?,
        est_start: row.est_start,
        est_completion: row.est_completion,
        completed_at: row.completed_at,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

const LISTING: Listing = Listing {
    id: "w.id",
    sorts: &[
        Sort {
            name: "id",
            column: "w.id",
            kind: Kind::Int,
            nullable: false,
        },
        Sort {
            name: "wo_number",
            column: "w.wo_number",
            kind: Kind::Text,
            nullable: false,
        },
    ],
    default: "-id",
};

/// The organization's work orders, by keyset.
///
/// # Errors
/// [`Error::Invalid`] naming `sort`, `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &WorkOrderQuery) -> Result<WorkOrderList> {
    let window = LISTING.window(
        query.sort.as_deref(),
        &Cursor::new(query.cursor.clone(), query.limit),
    )?;
    let tx = scope.read().await?;
    let mut sql = selection(&tx);
    if let Some(status) = query.status {
        sql.push(" AND w.status = ").bind(status.as_str());
    }
    if let Some(order) = query.order_id {
        sql.push(" AND w.order_id = ").bind(order);
    }
    if let Some(batch) = query.batch_id {
        sql.push(" AND w.batch_id = ").bind(batch);
    }
    if let Some(text) = &query.search {
        sql.push(" AND ");
        lists::contains(&mut sql, &["w.wo_number", "w.sku", "w.product_name"], text);
    }
    let slice = window
        .fetch(&tx, sql, |row: &WorkOrderRow, sort| match sort {
            "wo_number" => (Some(KeyValue::Text(row.wo_number.clone())), row.id),
            _ => (Some(KeyValue::Int(row.id)), row.id),
        })
        .await?;
    Ok(WorkOrderList {
        work_orders: slice.rows.into_iter().map(view).collect::<Result<_>>()?,
        next_cursor: slice.next_cursor,
    })
}

/// One work order, by id or number.
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<WorkOrder> {
    Ok(find(&scope.read().await?, key, false).await?.0)
}

/// The work order and, where the caller may see its order, whose order it is.
async fn find(tx: &Tx, key: &IdOrCode, for_change: bool) -> Result<(WorkOrder, Option<i64>)> {
    let mut sql = selection(tx);
    sql.push(" AND ");
    key.matches(&mut sql, "w.id", "w.wo_number");
    if for_change {
        write::lock(tx, &mut sql, "w");
    }
    let row: WorkOrderRow = tx.one(sql).await?.ok_or(Error::NotFound)?;
    let customer = row.customer_id;
    Ok((view(row)?, customer))
}

const INSERT: &str = "
INSERT INTO work_orders (org_id, wo_number, order_id, batch_id, sku, product_name, qty_planned, est_start,
                         est_completion, status, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'planned', $10, $10)
RETURNING id";

/// Plans a production run; its number is made unless given.
///
/// # Errors
/// [`Error::Invalid`] naming every wrong field; [`Error::Conflict`] for a number that exists; [`Error::Forbidden`].
pub async fn create(scope: &Scope, input: &WorkOrderInput) -> Result<Created<WorkOrder>> {
    may_write_catalogue(scope.actor())?;
    idempotency::once(scope, async |tx| {
        check(tx, input).await?;
        let now = Utc::now();
        let number = match &input.wo_number {
            Some(number) => number.clone(),
            None => numbers::next(tx, "work_orders", "wo_number", "WO", now.year()).await?,
        };
        let values = [
            tx.actor().org_id().into(),
            number.clone().into(),
            input.order_id.into(),
            input.batch_id.into(),
            input.sku.clone().into(),
            input.product_name.clone().into(),
            input.qty_planned.into(),
            input.est_start.into(),
            input.est_completion.into(),
            now.into(),
        ];
        let id = write::insert(tx, Sql::with(INSERT, values), |v| refused(v, &number)).await?;
        let (made, customer) = find(tx, &IdOrCode::Id(id), false).await?;
        let what = ("create", "work_orders");
        write::record(tx, what, id, customer, None, Some(&made)).await?;
        Ok(Created {
            location: format!("/api/work-orders/{id}"),
            body: made,
        })
    })
    .await
}

/// Changes a work order. One that is completed or cancelled stays so.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`]; [`Error::Conflict`] for a step its state does not
/// allow; [`Error::Invalid`] naming wrong fields.
pub async fn change(
    scope: &Scope,
    key: &IdOrCode,
    patch: &WorkOrderPatch,
    expected: Option<i32>,
) -> Result<WorkOrder> {
    may_write_catalogue(scope.actor())?;
    let tx = scope.write().await?;
    let (before, customer) = find(&tx, key, true).await?;
    write::expect_version(expected, before.version)?;
    let status = patch.status.unwrap_or(before.status);
    may_become(before.status, status)?;
    check_days(
        patch.est_start.unwrap_or(before.est_start),
        patch.est_completion.unwrap_or(before.est_completion),
    )?;
    let now = Utc::now();
    let mut sql = Sql::new("UPDATE work_orders SET version = version + 1, updated_at = ");
    sql.bind(now).push(", status = ").bind(status.as_str());
    if status == WorkOrderStatus::Completed && before.status != status {
        sql.push(", completed_at = ").bind(now);
    }
    if let Some(cartons) = patch.qty_planned {
        sql.push(", qty_planned = ").bind(cartons);
    }
    if let Some(cartons) = patch.qty_completed {
        sql.push(", qty_completed = ").bind(cartons);
    }
    if let Some(day) = patch.est_start {
        sql.push(", est_start = ").bind(day);
    }
    if let Some(day) = patch.est_completion {
        sql.push(", est_completion = ").bind(day);
    }
    sql.push(" WHERE id = ").bind(before.id);
    write::change(&tx, sql, |v| refused(v, &before.wo_number)).await?;
    let (after, _) = find(&tx, &IdOrCode::Id(before.id), false).await?;
    let what = ("update", "work_orders");
    write::record(&tx, what, before.id, customer, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Runs go forward: planned, in progress, completed; or they are cancelled on the way.
fn may_become(from: WorkOrderStatus, to: WorkOrderStatus) -> Result<()> {
    use WorkOrderStatus::{Cancelled, Completed, InProgress, Planned};
    match (from, to) {
        (from, to) if from == to => Ok(()),
        (Planned, InProgress | Completed | Cancelled) | (InProgress, Completed | Cancelled) => {
            Ok(())
        }
        _ => Err(Error::Conflict(format!(
            "A work order that is {} can't become {}.",
            spoken(from),
            spoken(to)
        ))),
    }
}

fn spoken(status: WorkOrderStatus) -> String {
    status.as_str().replace('_', " ")
}

async fn check(tx: &Tx, input: &WorkOrderInput) -> Result<()> {
    let mut errors = Vec::new();
    write::require_text(&mut errors, "sku", &input.sku);
    write::require_text(&mut errors, "product_name", &input.product_name);
    if let Some(order) = input.order_id {
        let mut sql = Sql::new("SELECT o.id FROM orders o WHERE o.id = ");
        sql.bind(order)
            .push(" AND ")
            .reach(tx.actor(), "o.org_id", "o.customer_id");
        if tx.value::<i64>(sql).await?.is_none() {
            errors.push(FieldError::new(
                "order_id",
                "not_found",
                "There is no such order.",
            ));
        }
    }
    if let Some(batch) = input.batch_id
        && !write::exists(tx, "batches", batch).await?
    {
        errors.push(FieldError::new(
            "batch_id",
            "not_found",
            "There is no such batch.",
        ));
    }
    write::refuse(errors)?;
    check_days(input.est_start, input.est_completion)
}

fn check_days(start: Option<NaiveDate>, completion: Option<NaiveDate>) -> Result<()> {
    match (start, completion) {
        (Some(start), Some(completion)) if completion < start => Err(Error::field(
            "est_completion",
            "range",
            "A run is not completed before it starts.",
        )),
        _ => Ok(()),
    }
}

fn refused(violation: &Violation, number: &str) -> Option<Error> {
    if write::is_unique(violation, "work_orders", &["org_id", "wo_number"]) {
        return Some(Error::Conflict(format!(
            "There is already a work order {number}."
        )));
    }
    write::checked_field(violation, "work_orders")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_go_forward() {
        use WorkOrderStatus::{Cancelled, Completed, InProgress, Planned};
        for (from, to) in [
            (Planned, InProgress),
            (InProgress, Completed),
            (InProgress, Cancelled),
            (Completed, Completed),
        ] {
            assert!(may_become(from, to).is_ok(), "{from} → {to}");
        }
        for (from, to) in [
            (Completed, InProgress),
            (Cancelled, Planned),
            (InProgress, Planned),
        ] {
            assert!(may_become(from, to).is_err(), "{from} → {to}");
        }
    }
}
