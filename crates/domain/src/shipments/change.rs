//! Making shipments and changing what is written on them. No more is packed than was ordered and is not packed yet.

use chrono::{Datelike, Utc};
use contract::{
    FieldError, ShipmentStatus,
    shipments::{Shipment, ShipmentInput, ShipmentPatch},
};
use sea_orm::FromQueryResult;

use super::{
    find, may_ship,
    progress::{self, Milestone, OrderHead},
};
use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    error::Violation,
    idempotency::{self, Created},
    numbers, write,
};

const INSERT: &str = "
INSERT INTO shipments (org_id, order_id, shipment_number, carrier, tracking_number, tracking_url, dispatch_date,
                       est_delivery_date, status, ship_to_name, ship_to_street, ship_to_city, ship_to_postal_code,
                       ship_to_country, created_at, updated_at)
SELECT o.org_id, o.id, $2, $3, $4, $5, $6, $7, 'pending', COALESCE($8, c.name),
       COALESCE($9, CASE WHEN c.address_line2 IS NULL THEN c.address_line1
                         ELSE COALESCE(c.address_line1 || ', ', '') || c.address_line2 END),
       COALESCE($10, c.city), COALESCE($11, c.postal_code), COALESCE($12, c.country), $13, $13
FROM orders o
JOIN customers c ON c.id = o.customer_id
WHERE o.id = $1
RETURNING id";

/// Packs (part of) an order. It is `pending` unless said; any other status means that it has left already.
///
/// # Errors
/// [`Error::NotFound`] for an order out of reach; [`Error::Invalid`] naming each wrong line (`items[1].quantity`);
/// [`Error::Conflict`] for a cancelled order or a lot that is on hold, recalled or not chosen yet;
/// [`Error::Forbidden`].
pub async fn create(
    scope: &Scope,
    order: &IdOrCode,
    input: &ShipmentInput,
) -> Result<Created<Shipment>> {
    may_ship(scope.actor())?;
    idempotency::once(scope, async |tx| {
        let order = progress::lock_order(tx, order).await?;
        order.refuse_cancelled()?;
        check_lines(tx, &order, input).await?;
        let now = Utc::now();
        let number = numbers::next(tx, "shipments", "shipment_number", "SH", now.year()).await?;
        let values = [
            order.id.into(),
            number.into(),
            input.carrier.clone().into(),
            input.tracking_number.clone().into(),
            input.tracking_url.clone().into(),
            input.dispatch_date.into(),
            input.est_delivery_date.into(),
            input.ship_to_name.clone().into(),
            input.ship_to_street.clone().into(),
            input.ship_to_city.clone().into(),
            input.ship_to_postal_code.clone().into(),
            input.ship_to_country.clone().into(),
            now.into(),
        ];
        let id = write::insert(tx, Sql::with(INSERT, values), refused).await?;
        pack(tx, id, input).await?;
        let packed = find(tx, &IdOrCode::Id(id), false).await?;
        let status = input.status.unwrap_or(ShipmentStatus::Pending);
        let milestone = Milestone::now(status);
        progress::note(tx, id, &milestone).await?;
        progress::advance(tx, &order, &packed, &milestone).await?;
        let shipment = find(tx, &IdOrCode::Id(id), false).await?;
        let (what, customer) = (("create", "shipments"), Some(order.customer_id));
        write::record(tx, what, id, customer, None, Some(&shipment)).await?;
        Ok(Created {
            location: format!("/api/shipments/{id}"),
            body: shipment,
        })
    })
    .await
}

#[derive(FromQueryResult)]
struct LineRow {
    id: i64,
    quantity: i32,
    quantity_shipped: i32,
    waiting: i64,
}

const LINES: &str = "
SELECT i.id, i.quantity, i.quantity_shipped,
       CAST(COALESCE((SELECT sum(si.quantity)
                      FROM shipment_items si
                      JOIN shipments s ON s.id = si.shipment_id
                      WHERE si.order_item_id = i.id AND s.status = 'pending'), 0) AS bigint) AS waiting
FROM order_items i
WHERE i.order_id = $1";

async fn check_lines(tx: &Tx, order: &OrderHead, input: &ShipmentInput) -> Result<()> {
    let mut sql = Sql::with(LINES, [order.id.into()]);
    write::lock(tx, &mut sql, "i");
    let lines: Vec<LineRow> = tx.all(sql).await?;
    let mut errors = Vec::new();
    for (place, item) in input.items.iter().enumerate() {
        let mut wrong = |member: &str, code: &str, message: String| {
            errors.push(FieldError::new(
                format!("items[{place}].{member}"),
                code,
                message,
            ));
        };
        let Some(line) = lines.iter().find(|line| line.id == item.order_item_id) else {
            let message = format!("Order {} has no such line.", order.order_number);
            wrong("order_item_id", "not_found", message);
            continue;
        };
        let twice = input.items[..place]
            .iter()
            .any(|other| other.order_item_id == line.id);
        if twice {
            wrong(
                "order_item_id",
                "mismatch",
                "This line is named twice.".into(),
            );
            continue;
        }
        let left = i64::from(line.quantity) - i64::from(line.quantity_shipped) - line.waiting;
        if i64::from(item.quantity) > left {
            let message = format!(
                "{} of {} cartons ordered are left to ship.",
                left.max(0),
                line.quantity
            );
            wrong("quantity", "range", message);
        }
    }
    if input.items.is_empty() {
        errors.push(FieldError::new(
            "items",
            "length",
            "A shipment has at least one line.",
        ));
    }
    write::refuse(errors)?;
    let ids: Vec<i64> = input.items.iter().map(|item| item.order_item_id).collect();
    progress::refuse_held_lots(tx, &ids).await
}

async fn pack(tx: &Tx, shipment: i64, input: &ShipmentInput) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO shipment_items (org_id, shipment_id, order_item_id, quantity, created_at) VALUES ",
    );
    let (org, shipment, now) = (
        sql.param(tx.actor().org_id()),
        sql.param(shipment),
        sql.param(Utc::now()),
    );
    for (place, item) in input.items.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        sql.push(&format!("{comma}({org}, {shipment}, "))
            .bind(item.order_item_id)
            .push(", ")
            .bind(item.quantity)
            .push(&format!(", {now})"));
    }
    tx.run(sql).await?;
    Ok(())
}

/// Changes a shipment. A new status is a milestone reached now.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`]; [`Error::Conflict`] for a step that its state, its
/// order's or its lots' does not allow.
pub async fn change(
    scope: &Scope,
    key: &IdOrCode,
    patch: &ShipmentPatch,
    expected: Option<i32>,
) -> Result<Shipment> {
    may_ship(scope.actor())?;
    let tx = scope.write().await?;
    let (order, before) = progress::lock(&tx, key).await?;
    write::expect_version(expected, before.version)?;
    let mut sql = Sql::new("UPDATE shipments SET version = version + 1, updated_at = ");
    sql.bind(Utc::now());
    if let Some(carrier) = &patch.carrier {
        sql.push(", carrier = ").bind(carrier.clone());
    }
    if let Some(number) = &patch.tracking_number {
        sql.push(", tracking_number = ").bind(number.clone());
    }
    if let Some(url) = &patch.tracking_url {
        sql.push(", tracking_url = ").bind(url.clone());
    }
    if let Some(day) = patch.dispatch_date {
        sql.push(", dispatch_date = ").bind(day);
    }
    if let Some(day) = patch.est_delivery_date {
        sql.push(", est_delivery_date = ").bind(day);
    }
    if let Some(name) = &patch.received_by {
        sql.push(", received_by = ").bind(name.clone());
    }
    sql.push(" WHERE id = ").bind(before.id);
    write::change(&tx, sql, refused).await?;
    if let Some(status) = patch.status.filter(|status| *status != before.status) {
        let milestone = Milestone::now(status);
        progress::advance(&tx, &order, &before, &milestone).await?;
        progress::note(&tx, before.id, &milestone).await?;
    }
    let after = find(&tx, &IdOrCode::Id(before.id), false).await?;
    let (what, customer) = (("update", "shipments"), Some(order.customer_id));
    write::record(&tx, what, before.id, customer, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

fn refused(violation: &Violation) -> Option<Error> {
    write::checked_field(violation, "shipments")
}
