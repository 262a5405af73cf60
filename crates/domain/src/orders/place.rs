//! Placing an order: every reference checked within the caller's reach, every wrong line named at once, all of it
//! in one transaction.

use std::collections::HashMap;

use chrono::{Datelike, Utc};
use contract::{
    BatchStatus, FieldError,
    orders::{Order, OrderInput, OrderLine, PortalOrderInput},
};
use sea_orm::FromQueryResult;

use super::view;
use crate::{
    Error, IdOrCode, Principal, Result, Scope, Sql, Tx, audit,
    audit::Change,
    idempotency::{self, Created},
    numbers,
};

/// Places an order for a customer within the caller's reach.
///
/// # Errors
/// [`Error::Invalid`] naming each field that refers to nothing, or to what belongs to somebody else;
/// [`Error::Conflict`] when a batch is on hold or recalled, or the idempotency key was used for something else.
pub async fn place(scope: &Scope, input: &OrderInput) -> Result<Created<Order>> {
    idempotency::once(scope, async |tx| {
        let mut sql = Sql::new("SELECT c.id FROM customers c WHERE c.id = ");
        sql.bind(input.customer_id)
            .push(" AND ")
            .reach(tx.actor(), "c.org_id", "c.id");
        let known: Option<i64> = tx.value(sql).await?;
        let mut errors = Vec::new();
        if known.is_none() {
            errors.push(FieldError::new(
                "customer_id",
                "not_found",
                "There is no such customer.",
            ));
        }
        insert(tx, input, errors, "/api/orders").await
    })
    .await
}

/// Places an order for the shop that asks.
pub async fn place_for_shop(scope: &Scope, input: PortalOrderInput) -> Result<Created<Order>> {
    let Principal::Shop { customer_id, .. } = *scope.actor().principal() else {
        return Err(Error::Forbidden("Only shops order here.".into()));
    };
    let input = OrderInput {
        customer_id,
        customer_po_reference: input.customer_po_reference,
        requested_delivery_date: input.requested_delivery_date,
        shipping_method: input.shipping_method,
        shipping_term: input.shipping_term,
        comments: input.comments,
        items: input.items,
    };
    idempotency::once(scope, async |tx| {
        insert(tx, &input, Vec::new(), "/api/portal/customer/orders").await
    })
    .await
}

/// A line whose references have been found.
struct Line {
    sku: String,
    product_name: String,
    description: Option<String>,
    quantity: i32,
    product_id: Option<i64>,
    batch_id: Option<i64>,
}

#[derive(Debug, Clone, FromQueryResult)]
struct Lot {
    id: i64,
    sku: String,
    name: String,
    description: Option<String>,
    batch_id: i64,
    batch_code: String,
    batch_status: String,
}

#[derive(Debug, Clone, FromQueryResult)]
struct BatchRow {
    id: i64,
    code: String,
    status: String,
}

const LOT: &str = "
SELECT p.id, p.sku, p.name, p.description, p.batch_id, b.code AS batch_code, b.status AS batch_status
FROM products p
JOIN batches b ON b.id = p.batch_id
WHERE p.org_id = ";

async fn insert(
    tx: &Tx,
    input: &OrderInput,
    mut errors: Vec<FieldError>,
    base: &str,
) -> Result<Created<Order>> {
    let lines = resolve(tx, &input.items, &mut errors).await?;
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let lines = lines.into_iter().collect::<Result<Vec<Line>>>()?;
    let now = Utc::now();
    let number = numbers::next(tx, "orders", "order_number", "O", now.year()).await?;
    let order_id: Option<i64> = tx
        .value(Sql::with(
            "INSERT INTO orders (org_id, customer_id, created_by_user_id, created_by_portal_user_id, order_number,
                 customer_po_reference, status, order_date, requested_delivery_date, shipping_method, shipping_term,
                 comments, version, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $9, $10, $11, 1, $12, $12)
             RETURNING id",
            [
                tx.actor().org_id().into(),
                input.customer_id.into(),
                tx.actor().staff_user_id().into(),
                tx.actor().portal_user_id().into(),
                number.into(),
                input.customer_po_reference.clone().into(),
                now.date_naive().into(),
                input.requested_delivery_date.into(),
                input.shipping_method.map(|m| m.as_str()).into(),
                input.shipping_term.map(|t| t.as_str()).into(),
                input.comments.clone().into(),
                now.into(),
            ],
        ))
        .await?;
    let order_id = order_id.ok_or_else(|| Error::internal("an insert returned no id"))?;
    insert_lines(tx, order_id, &lines).await?;
    tx.run(Sql::with(
        "INSERT INTO order_events (org_id, order_id, event, occurred_at, created_at) VALUES ($1, $2, 'created', $3, $3)",
        [tx.actor().org_id().into(), order_id.into(), now.into()],
    ))
    .await?;
    let order = view::find(tx, &IdOrCode::Id(order_id)).await?;
    let after = serde_json::to_value(&order).map_err(Error::internal)?;
    audit::record(
        tx,
        Change {
            action: "create",
            entity: "orders",
            entity_id: order_id,
            customer_id: Some(input.customer_id),
            before: None,
            after: Some(after),
        },
    )
    .await?;
    Ok(Created {
        location: format!("{base}/{order_id}"),
        body: order,
    })
}

async fn insert_lines(tx: &Tx, order_id: i64, lines: &[Line]) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO order_items (org_id, order_id, product_id, batch_id, sku, product_name, description, quantity,
             quantity_shipped, unit, status, created_at, updated_at) VALUES ",
    );
    let (org, order) = (sql.param(tx.actor().org_id()), sql.param(order_id));
    let now = sql.param(Utc::now());
    for (index, line) in lines.iter().enumerate() {
        sql.push(if index == 0 { "" } else { ", " });
        sql.push(&format!("({org}, {order}, "))
            .bind(line.product_id);
        sql.push(", ")
            .bind(line.batch_id)
            .push(", ")
            .bind(line.sku.clone());
        sql.push(", ")
            .bind(line.product_name.clone())
            .push(", ")
            .bind(line.description.clone());
        sql.push(", ")
            .bind(line.quantity)
            .push(&format!(", 0, 'carton', 'pending', {now}, {now})"));
    }
    tx.run(sql).await?;
    Ok(())
}

/// Finds what each line refers to. Wrong references go to `errors`; a batch that may not be sold is an `Err` in the
/// line's place, told only when nothing is wrong with the input itself.
async fn resolve(
    tx: &Tx,
    items: &[OrderLine],
    errors: &mut Vec<FieldError>,
) -> Result<Vec<Result<Line>>> {
    let lots = lots(tx, items).await?;
    let batches = batches(tx, items).await?;
    let mut lines = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let at = |field: &str| format!("items[{index}].{field}");
        let mut wrong = |field: String, code: &str, message: &str| {
            errors.push(FieldError::new(field, code, message))
        };
        let batch = item.batch_id.map(|id| batches.get(&id).ok_or(id));
        if let Some(Err(_)) = batch {
            wrong(at("batch_id"), "not_found", "There is no such batch.");
        }
        let batch = batch.and_then(std::result::Result::ok);
        let found = match (item.product_id, &item.sku) {
            (Some(id), sku) => {
                let Some(lot) = lots.iter().find(|lot| lot.id == id) else {
                    wrong(at("product_id"), "not_found", "There is no such product.");
                    continue;
                };
                if batch.is_some_and(|batch| batch.id != lot.batch_id) {
                    wrong(
                        at("batch_id"),
                        "mismatch",
                        "The product was not made from this batch.",
                    );
                }
                if sku.as_ref().is_some_and(|sku| *sku != lot.sku) {
                    wrong(at("sku"), "mismatch", "The product has another SKU.");
                }
                Some((lot, true))
            }
            (None, Some(sku)) => match batch {
                Some(batch) => {
                    let lot = lots
                        .iter()
                        .find(|lot| lot.batch_id == batch.id && lot.sku == *sku);
                    if lot.is_none() {
                        wrong(
                            at("sku"),
                            "mismatch",
                            "Nothing with this SKU was made from the batch.",
                        );
                        continue;
                    }
                    lot.map(|lot| (lot, true))
                }
                None if item.batch_id.is_some() => continue,
                None => {
                    // The newest lot lends its name; which lot it will be is chosen later.
                    let newest = lots
                        .iter()
                        .filter(|lot| lot.sku == *sku)
                        .max_by_key(|lot| lot.id);
                    if newest.is_none() {
                        wrong(at("sku"), "not_found", "There is no product with this SKU.");
                        continue;
                    }
                    newest.map(|lot| (lot, false))
                }
            },
            (None, None) => match batch {
                Some(batch) => {
                    let mut of_batch = lots.iter().filter(|lot| lot.batch_id == batch.id);
                    // One lot: that is what is meant. Several or none: the batch is, and the lot is chosen later.
                    of_batch
                        .next()
                        .filter(|_| of_batch.next().is_none())
                        .map(|lot| (lot, true))
                }
                None if item.batch_id.is_some() => continue,
                None => {
                    wrong(
                        format!("items[{index}]"),
                        "required",
                        "Name a product, a batch or a SKU.",
                    );
                    continue;
                }
            },
        };
        lines.push(line(item, index, found, batch));
    }
    Ok(lines)
}

fn line(
    item: &OrderLine,
    index: usize,
    found: Option<(&Lot, bool)>,
    batch: Option<&BatchRow>,
) -> Result<Line> {
    let sellable = |code: &str, status: &str| match view::word::<BatchStatus>(status)? {
        BatchStatus::OnHold => Err(Error::Conflict(format!(
            "items[{index}]: batch {code} is on hold and cannot be ordered."
        ))),
        BatchStatus::Recalled => Err(Error::Conflict(format!(
            "items[{index}]: batch {code} is recalled and cannot be ordered."
        ))),
        BatchStatus::Open | BatchStatus::Released => Ok(()),
    };
    if let Some(batch) = batch {
        sellable(&batch.code, &batch.status)?;
    }
    match (found, batch) {
        (Some((lot, allocated)), _) => {
            if allocated {
                sellable(&lot.batch_code, &lot.batch_status)?;
            }
            Ok(Line {
                sku: lot.sku.clone(),
                product_name: lot.name.clone(),
                description: lot.description.clone(),
                quantity: item.quantity,
                product_id: allocated.then_some(lot.id),
                batch_id: allocated.then_some(lot.batch_id),
            })
        }
        (None, Some(batch)) => Ok(Line {
            sku: batch.code.clone(),
            product_name: batch.code.clone(),
            description: None,
            quantity: item.quantity,
            product_id: None,
            batch_id: Some(batch.id),
        }),
        (None, None) => Err(Error::internal(
            "an order line without a reference passed the checks",
        )),
    }
}

/// Every lot the lines could mean: by id, by SKU (the newest of each alone, and those of the named batches), by batch.
async fn lots(tx: &Tx, items: &[OrderLine]) -> Result<Vec<Lot>> {
    let products: Vec<i64> = items.iter().filter_map(|item| item.product_id).collect();
    let batches: Vec<i64> = items.iter().filter_map(|item| item.batch_id).collect();
    let mut sql = Sql::new(LOT);
    let org = tx.actor().org_id();
    sql.bind(org);
    sql.push(" AND (p.id").within(tx.backend, &products);
    sql.push(" OR p.batch_id").within(tx.backend, &batches);
    let mut skus: Vec<&str> = items
        .iter()
        .filter_map(|item| item.sku.as_deref())
        .collect();
    skus.sort_unstable();
    skus.dedup();
    for sku in skus {
        let sku = sql.param(sku.to_owned());
        sql.push(&format!(
            " OR p.id = (SELECT MAX(id) FROM products WHERE org_id = $1 AND sku = {sku})"
        ));
    }
    sql.push(")");
    tx.all(sql).await
}

async fn batches(tx: &Tx, items: &[OrderLine]) -> Result<HashMap<i64, BatchRow>> {
    let ids: Vec<i64> = items.iter().filter_map(|item| item.batch_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new("SELECT id, code, status FROM batches WHERE org_id = ");
    sql.bind(tx.actor().org_id())
        .push(" AND id")
        .within(tx.backend, &ids);
    Ok(tx
        .all::<BatchRow>(sql)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect())
}
