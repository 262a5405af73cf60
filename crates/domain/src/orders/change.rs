//! Changing an order: its status under rules, its dates and comments, which lots its lines are taken from. What has
//! been shipped is told by the shipments, never by hand.

use chrono::Utc;
use contract::{
    BatchStatus, FieldError, OrderStatus,
    orders::{Allocation, Order, OrderPatch},
};
use sea_orm::FromQueryResult;

use super::view;
use crate::{Error, IdOrCode, Result, Scope, Sql, Tx, audit, audit::Change, write};

/// Applies a change to an order within the caller's reach. `expected` is the version of `If-Match`.
///
/// # Errors
/// [`Error::Stale`] when somebody else changed it first; [`Error::Conflict`] for a step its state does not allow or
/// an order that an outside system owns; [`Error::Invalid`] naming wrong allocations.
pub async fn change(
    scope: &Scope,
    key: &IdOrCode,
    patch: &OrderPatch,
    expected: Option<i32>,
) -> Result<Order> {
    let tx = scope.write().await?;
    let before = lock(&tx, key).await?;
    if expected.is_some_and(|version| version != before.version) {
        return Err(Error::Stale);
    }
    if before.external_order_id.is_some() {
        return Err(Error::Conflict(
            "An outside system owns this order; change it there.".into(),
        ));
    }
    if let Some(allocations) = &patch.allocations {
        allocate(&tx, &before, allocations).await?;
    }
    let status = patch.status.filter(|status| *status != before.status);
    if let Some(status) = status {
        may_become(&before, status)?;
    }
    let mut sql = Sql::new("UPDATE orders SET version = version + 1, updated_at = ");
    let now = Utc::now();
    sql.bind(now);
    if let Some(status) = status {
        sql.push(", status = ").bind(status.as_str());
    }
    if let Some(reference) = &patch.customer_po_reference {
        sql.push(", customer_po_reference = ")
            .bind(reference.clone());
    }
    if let Some(date) = patch.est_delivery_date {
        sql.push(", est_delivery_date = ").bind(date);
    }
    if let Some(date) = patch.requested_delivery_date {
        sql.push(", requested_delivery_date = ").bind(date);
    }
    if let Some(comments) = &patch.comments {
        sql.push(", comments = ").bind(comments.clone());
    }
    sql.push(" WHERE id = ")
        .bind(before.id)
        .push(" AND version = ")
        .bind(before.version);
    if tx.run(sql).await? == 0 {
        return Err(Error::Stale);
    }
    if let Some(status) = status {
        step(&tx, before.id, status).await?;
    }
    let after = view::find(&tx, &IdOrCode::Id(before.id)).await?;
    audit::record(
        &tx,
        Change {
            action: "update",
            entity: "orders",
            entity_id: before.id,
            customer_id: Some(before.customer_id),
            before: Some(serde_json::to_value(&before).map_err(Error::internal)?),
            after: Some(serde_json::to_value(&after).map_err(Error::internal)?),
        },
    )
    .await?;
    tx.commit().await?;
    Ok(after)
}

/// The order, kept as it is until the transaction ends. Its lines are changed after this, never before: shipments take
/// their locks in the same order.
async fn lock(tx: &Tx, key: &IdOrCode) -> Result<Order> {
    if tx.is_postgres() {
        let mut sql = Sql::new("SELECT o.id FROM orders o WHERE ");
        key.matches(&mut sql, "o.id", "o.order_number");
        sql.push(" AND ")
            .reach(tx.actor(), "o.org_id", "o.customer_id");
        write::lock(tx, &mut sql, "o");
        tx.value::<i64>(sql).await?.ok_or(Error::NotFound)?;
    }
    view::find(tx, key).await
}

fn may_become(order: &Order, status: OrderStatus) -> Result<()> {
    use OrderStatus::{Cancelled, Delivered, InProduction, Pending, Shipped};
    let shipped = order.items.iter().any(|item| item.quantity_shipped > 0);
    match (order.status, status) {
        (Pending, InProduction) => Ok(()),
        (InProduction, Pending) if !shipped => Ok(()),
        (Pending | InProduction, Cancelled) if !shipped => Ok(()),
        (_, Cancelled) if shipped => Err(Error::Conflict(
            "Some of it has been shipped; it can no longer be cancelled.".into(),
        )),
        (_, Shipped | Delivered) => Err(Error::Conflict(
            "Its shipments say when an order is shipped or delivered.".into(),
        )),
        (from, to) => Err(Error::Conflict(format!(
            "A {from} order cannot become {to}."
        ))),
    }
}

/// The lines and the timeline follow the order.
async fn step(tx: &Tx, order_id: i64, status: OrderStatus) -> Result<()> {
    let now = Utc::now();
    tx.run(Sql::with(
        "UPDATE order_items SET status = $1, updated_at = $2
         WHERE order_id = $3 AND status IN ('pending', 'in_production')",
        [status.as_str().into(), now.into(), order_id.into()],
    ))
    .await?;
    tx.run(Sql::with(
        "INSERT INTO order_events (org_id, order_id, event, occurred_at, created_at) VALUES ($1, $2, $3, $4, $4)",
        [tx.actor().org_id().into(), order_id.into(), status.as_str().into(), now.into()],
    ))
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct LotRow {
    batch_id: i64,
    batch_code: String,
    batch_status: String,
    product_id: Option<i64>,
    sku: Option<String>,
}

const LOT: &str = "
SELECT b.id AS batch_id, b.code AS batch_code, b.status AS batch_status, p.id AS product_id, p.sku
FROM batches b
LEFT JOIN products p ON p.batch_id = b.id AND p.id = $2
WHERE b.org_id = $1 AND ";

async fn allocate(tx: &Tx, order: &Order, allocations: &[Allocation]) -> Result<()> {
    if matches!(
        order.status,
        OrderStatus::Cancelled | OrderStatus::Delivered
    ) {
        return Err(Error::Conflict(format!(
            "A {} order takes no other lots.",
            order.status
        )));
    }
    let mut errors = Vec::new();
    let mut conflict = None;
    for (index, allocation) in allocations.iter().enumerate() {
        let at = |field: &str| format!("allocations[{index}].{field}");
        let Some(item) = order
            .items
            .iter()
            .find(|item| item.id == allocation.order_item_id)
        else {
            errors.push(FieldError::new(
                at("order_item_id"),
                "not_found",
                "The order has no such line.",
            ));
            continue;
        };
        // A lot named by its product brings its own batch along; one named by the batch alone is compared by it.
        let stays = allocation.product_id == item.product_id
            && (item.product_id.is_some() || allocation.batch_id == item.batch_id);
        if item.quantity_shipped > 0 && !stays {
            conflict.get_or_insert(Error::Conflict(format!(
                "allocations[{index}]: some of this line has been shipped; its lot can no longer change."
            )));
            continue;
        }
        let lot = match find_lot(tx, allocation).await? {
            Found::Nothing => None,
            Found::Lot(lot) => Some(lot),
            Found::Wrong(field, code, message) => {
                errors.push(FieldError::new(at(field), code, message));
                continue;
            }
        };
        if let Some(lot) = &lot {
            if lot.sku.as_ref().is_some_and(|sku| *sku != item.sku) {
                errors.push(FieldError::new(
                    at("product_id"),
                    "mismatch",
                    "The product is not what was ordered.",
                ));
                continue;
            }
            let status: BatchStatus = view::word(&lot.batch_status)?;
            if matches!(status, BatchStatus::OnHold | BatchStatus::Recalled) {
                conflict.get_or_insert(Error::Conflict(format!(
                    "Batch {} is {status}.",
                    lot.batch_code
                )));
                continue;
            }
        }
        tx.run(Sql::with(
            "UPDATE order_items SET product_id = $1, batch_id = $2, updated_at = $3 WHERE id = $4",
            [
                lot.as_ref().and_then(|lot| lot.product_id).into(),
                lot.as_ref().map(|lot| lot.batch_id).into(),
                Utc::now().into(),
                item.id.into(),
            ],
        ))
        .await?;
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    conflict.map_or(Ok(()), Err)
}

enum Found {
    Nothing,
    Lot(LotRow),
    Wrong(&'static str, &'static str, &'static str),
}

async fn find_lot(tx: &Tx, allocation: &Allocation) -> Result<Found> {
    let org = tx.actor().org_id();
    let (condition, key) = match (allocation.product_id, allocation.batch_id) {
        (None, None) => return Ok(Found::Nothing),
        (Some(product), _) => (
            "b.id = (SELECT batch_id FROM products WHERE org_id = $1 AND id = $2)",
            product,
        ),
        // `$2` finds no product: the line is put on the batch alone.
        (None, Some(_)) => ("b.id = $3", 0),
    };
    let mut values = vec![org.into(), key.into()];
    if allocation.product_id.is_none() {
        values.push(allocation.batch_id.into());
    }
    let Some(lot) = tx
        .one::<LotRow>(Sql::with(&format!("{LOT}{condition}"), values))
        .await?
    else {
        return Ok(match allocation.product_id {
            Some(_) => Found::Wrong("product_id", "not_found", "There is no such product."),
            None => Found::Wrong("batch_id", "not_found", "There is no such batch."),
        });
    };
    if allocation.product_id.is_some()
        && allocation
            .batch_id
            .is_some_and(|batch| batch != lot.batch_id)
    {
        return Ok(Found::Wrong(
            "batch_id",
            "mismatch",
            "The product was not made from this batch.",
        ));
    }
    Ok(Found::Lot(lot))
}
