//! A shipment on its way, and what that means for its order. What has left counts as shipped and never comes back to
//! pending; the order's status only goes forward, and not at all once it is cancelled.

use chrono::{DateTime, Duration, Utc};
use contract::{
    OrderStatus, ShipmentStatus,
    shipments::{Shipment, ShipmentEventInput},
};
use sea_orm::FromQueryResult;
use serde_json::json;

use super::{find, may_ship};
use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    audit::{self, Change},
    error::Violation,
    idempotency::{self, Created},
    write,
};

/// Something that happened to a shipment.
pub(super) struct Milestone {
    pub status: ShipmentStatus,
    pub at: DateTime<Utc>,
    pub location: Option<String>,
    pub description: Option<String>,
}

impl Milestone {
    pub fn now(status: ShipmentStatus) -> Self {
        Self {
            status,
            at: Utc::now(),
            location: None,
            description: None,
        }
    }
}

/// What a shipment needs to know of its order.
#[derive(FromQueryResult)]
pub(super) struct OrderHead {
    pub id: i64,
    pub order_number: String,
    pub customer_id: i64,
    status: String,
    version: i32,
}

impl OrderHead {
    pub fn refuse_cancelled(&self) -> Result<()> {
        if self.status == OrderStatus::Cancelled.as_str() {
            let number = &self.order_number;
            return Err(Error::Conflict(format!("Order {number} is cancelled.")));
        }
        Ok(())
    }
}

/// The order, kept as it is until the transaction ends: its shipments change one after the other.
pub(super) async fn lock_order(tx: &Tx, key: &IdOrCode) -> Result<OrderHead> {
    let mut sql = Sql::new(
        "SELECT o.id, o.order_number, o.customer_id, o.status, o.version FROM orders o WHERE ",
    );
    key.matches(&mut sql, "o.id", "o.order_number");
    sql.push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
    write::lock(tx, &mut sql, "o");
    tx.one(sql).await?.ok_or(Error::NotFound)
}

/// A shipment and its order, both kept as they are.
pub(super) async fn lock(tx: &Tx, key: &IdOrCode) -> Result<(OrderHead, Shipment)> {
    let seen = find(tx, key, false).await?;
    let order = lock_order(tx, &IdOrCode::Id(seen.order_id)).await?;
    let shipment = find(tx, &IdOrCode::Id(seen.id), true).await?;
    Ok((order, shipment))
}

/// Adds a milestone. The latest one moves the shipment to its status; one that comes in late is only written down.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Invalid`] naming `status` or `timestamp`; [`Error::Conflict`]
/// for a step that the state of the shipment, its order or its lots does not allow.
pub async fn add_event(
    scope: &Scope,
    key: &IdOrCode,
    input: &ShipmentEventInput,
) -> Result<Created<Shipment>> {
    may_ship(scope.actor())?;
    let Some(status) = input.status else {
        return Err(Error::field(
            "status",
            "required",
            "A milestone has a status.",
        ));
    };
    let now = Utc::now();
    let milestone = Milestone {
        status,
        at: input.timestamp.unwrap_or(now),
        location: input.location.clone(),
        description: input.description.clone(),
    };
    if milestone.at > now + Duration::days(1) {
        return Err(Error::field(
            "timestamp",
            "range",
            "A milestone does not lie more than a day ahead.",
        ));
    }
    idempotency::once(scope, async |tx| {
        let (order, before) = lock(tx, key).await?;
        // Its own first note, that it waits, does not make a departure late.
        let latest = before
            .timeline
            .iter()
            .filter(|event| event.status != ShipmentStatus::Pending)
            .map(|event| event.timestamp)
            .max();
        tx.run(Sql::with(
            "UPDATE shipments SET version = version + 1, updated_at = $1 WHERE id = $2",
            [now.into(), before.id.into()],
        ))
        .await?;
        if latest.is_none_or(|latest| latest <= milestone.at) {
            advance(tx, &order, &before, &milestone).await?;
        } else if status == ShipmentStatus::Pending {
            return Err(back_to_pending());
        }
        note(tx, before.id, &milestone).await?;
        let after = find(tx, &IdOrCode::Id(before.id), false).await?;
        let (what, customer) = (("update", "shipments"), Some(order.customer_id));
        write::record(tx, what, before.id, customer, Some(&before), Some(&after)).await?;
        Ok(Created {
            location: format!("/api/shipments/{}", before.id),
            body: after,
        })
    })
    .await
}

/// Writes a milestone into the timeline.
pub(super) async fn note(tx: &Tx, shipment: i64, milestone: &Milestone) -> Result<()> {
    tx.run(Sql::with(
        "INSERT INTO shipment_events (org_id, shipment_id, status, occurred_at, location, description, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            tx.actor().org_id().into(),
            shipment.into(),
            milestone.status.as_str().into(),
            milestone.at.into(),
            milestone.location.clone().into(),
            milestone.description.clone().into(),
            Utc::now().into(),
        ],
    ))
    .await?;
    Ok(())
}

/// Moves a shipment to a milestone's status, with all that follows for its order.
pub(super) async fn advance(
    tx: &Tx,
    order: &OrderHead,
    shipment: &Shipment,
    milestone: &Milestone,
) -> Result<()> {
    let (from, to) = (shipment.status, milestone.status);
    if from == to {
        return Ok(());
    }
    match (from, to) {
        (_, ShipmentStatus::Pending) => return Err(back_to_pending()),
        (ShipmentStatus::Delivered, _) => {
            return Err(Error::Conflict(
                "This shipment has been delivered; that does not change any more.".into(),
            ));
        }
        _ => order.refuse_cancelled()?,
    }
    let leaves = from == ShipmentStatus::Pending;
    if leaves {
        let items: Vec<i64> = shipment
            .items
            .iter()
            .map(|item| item.order_item_id)
            .collect();
        refuse_held_lots(tx, &items).await?;
        refuse_unallocated(tx, &items).await?;
        count_as_shipped(tx, shipment.id).await?;
    }
    let mut sql = Sql::new("UPDATE shipments SET status = ");
    sql.bind(to.as_str());
    if leaves {
        sql.push(", dispatch_date = COALESCE(dispatch_date, ")
            .bind(milestone.at.date_naive())
            .push(")");
    }
    if to == ShipmentStatus::Delivered {
        sql.push(", actual_delivery_date = ").bind(milestone.at);
    }
    sql.push(" WHERE id = ").bind(shipment.id);
    tx.run(sql).await?;
    if leaves || to == ShipmentStatus::Delivered {
        move_order(tx, order, milestone.at).await?;
    }
    Ok(())
}

fn back_to_pending() -> Error {
    Error::Conflict("A shipment that has left does not go back to pending.".into())
}

/// Refuses order lines whose lot must not leave the house.
pub(super) async fn refuse_held_lots(tx: &Tx, order_items: &[i64]) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Held {
        code: String,
        status: String,
    }
    let mut sql = Sql::new(
        "SELECT b.code, b.status FROM order_items i JOIN batches b ON b.id = i.batch_id
         WHERE b.status IN ('on_hold', 'recalled') AND i.id",
    );
    sql.within(tx.backend, order_items)
        .push(" ORDER BY b.code LIMIT 1");
    match tx.one::<Held>(sql).await? {
        Some(lot) => Err(Error::Conflict(format!(
            "Batch {} is {}; nothing of it may be shipped.",
            lot.code,
            lot.status.replace('_', " ")
        ))),
        None => Ok(()),
    }
}

/// What leaves without a lot could never be traced.
async fn refuse_unallocated(tx: &Tx, order_items: &[i64]) -> Result<()> {
    let mut sql = Sql::new("SELECT i.sku FROM order_items i WHERE i.batch_id IS NULL AND i.id");
    sql.within(tx.backend, order_items)
        .push(" ORDER BY i.id LIMIT 1");
    match tx.value::<String>(sql).await? {
        Some(sku) => Err(Error::Conflict(format!(
            "{sku} is not allocated to a lot yet; choose one before it leaves."
        ))),
        None => Ok(()),
    }
}

const COUNT_AS_SHIPPED: &str = "
UPDATE order_items
SET quantity_shipped = quantity_shipped + (SELECT si.quantity FROM shipment_items si
                                           WHERE si.shipment_id = $1 AND si.order_item_id = order_items.id),
    updated_at = $2
WHERE id IN (SELECT order_item_id FROM shipment_items WHERE shipment_id = $1)";

async fn count_as_shipped(tx: &Tx, shipment: i64) -> Result<()> {
    let sql = Sql::with(COUNT_AS_SHIPPED, [shipment.into(), Utc::now().into()]);
    write::change(tx, sql, |violation| match violation {
        Violation::Check(_) => Some(Error::Conflict(
            "More would be shipped than was ordered.".into(),
        )),
        _ => None,
    })
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct LineRow {
    id: i64,
    quantity: i32,
    quantity_shipped: i32,
    delivered: i64,
    status: String,
}

const LINES: &str = "
SELECT i.id, i.quantity, i.quantity_shipped, i.status,
       CAST(COALESCE((SELECT sum(si.quantity)
                      FROM shipment_items si
                      JOIN shipments s ON s.id = si.shipment_id
                      WHERE si.order_item_id = i.id AND s.status = 'delivered'), 0) AS bigint) AS delivered
FROM order_items i
WHERE i.order_id = $1 AND i.status <> 'cancelled'";

/// Where a line, or a whole order, stands by its cartons.
fn reached(all_shipped: bool, all_delivered: bool) -> Option<OrderStatus> {
    match (all_shipped, all_delivered) {
        (_, true) => Some(OrderStatus::Delivered),
        (true, false) => Some(OrderStatus::Shipped),
        _ => None,
    }
}

/// Whether `to` lies ahead of `from` on an order's way.
fn is_ahead(from: OrderStatus, to: OrderStatus) -> bool {
    from != OrderStatus::Cancelled && to > from
}

/// Brings the order's lines and the order forward to what its shipments say. The order gets a new version even where
/// its status stays: its lines have changed.
async fn move_order(tx: &Tx, order: &OrderHead, at: DateTime<Utc>) -> Result<()> {
    let lines: Vec<LineRow> = tx.all(Sql::with(LINES, [order.id.into()])).await?;
    let shipped = |line: &LineRow| line.quantity_shipped >= line.quantity;
    let delivered = |line: &LineRow| line.delivered >= i64::from(line.quantity);
    for status in [OrderStatus::Shipped, OrderStatus::Delivered] {
        let mut moved = Vec::new();
        for line in &lines {
            let now = reached(shipped(line), delivered(line));
            if now == Some(status) && is_ahead(write::word(&line.status)?, status) {
                moved.push(line.id);
            }
        }
        if !moved.is_empty() {
            let mut sql = Sql::new("UPDATE order_items SET status = ");
            sql.bind(status.as_str())
                .push(" WHERE id")
                .within(tx.backend, &moved);
            tx.run(sql).await?;
        }
    }
    let from: OrderStatus = write::word(&order.status)?;
    let to = reached(lines.iter().all(shipped), lines.iter().all(delivered))
        .filter(|to| !lines.is_empty() && is_ahead(from, *to));
    let now = Utc::now();
    tx.run(Sql::with(
        "UPDATE orders SET status = $1, version = version + 1, updated_at = $2 WHERE id = $3",
        [
            to.unwrap_or(from).as_str().into(),
            now.into(),
            order.id.into(),
        ],
    ))
    .await?;
    let Some(to) = to else {
        return Ok(());
    };
    for step in [OrderStatus::Shipped, OrderStatus::Delivered] {
        if is_ahead(from, step) && step <= to {
            tx.run(Sql::with(
                "INSERT INTO order_events (org_id, order_id, event, occurred_at, created_at)
                 VALUES ($1, $2, $3, $4, $5)",
                [
                    tx.actor().org_id().into(),
                    order.id.into(),
                    step.as_str().into(),
                    at.into(),
                    now.into(),
                ],
            ))
            .await?;
        }
    }
    audit::record(
        tx,
        Change {
            action: "update",
            entity: "orders",
            entity_id: order.id,
            customer_id: Some(order.customer_id),
            before: Some(json!({ "status": from, "version": order.version })),
            after: Some(json!({ "status": to, "version": order.version + 1 })),
        },
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_go_forward_only() {
        use OrderStatus::{Cancelled, Delivered, InProduction, Pending, Shipped};
        assert!(is_ahead(Pending, Shipped));
        assert!(is_ahead(InProduction, Delivered));
        assert!(!is_ahead(Delivered, Shipped));
        assert!(!is_ahead(Shipped, Shipped));
        assert!(!is_ahead(Cancelled, Delivered));
    }

    #[test]
    fn delivered_counts_before_shipped() {
        assert_eq!(reached(false, false), None);
        assert_eq!(reached(true, false), Some(OrderStatus::Shipped));
        assert_eq!(reached(true, true), Some(OrderStatus::Delivered));
    }
}
