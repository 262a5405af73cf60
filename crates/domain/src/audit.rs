//! What every change leaves behind, in its own transaction: an audit row for the admins and an event for whoever
//! watches. Secrets never enter either.

use chrono::Utc;
use sea_orm::Value;
use serde_json::Value as Json;

use crate::{Result, Sql, Tx};

/// One change of one row.
#[derive(Debug)]
pub struct Change<'a> {
    /// `create`, `update`, `delete`, `login`, …
    pub action: &'a str,
    /// The table: `orders`, `batches`, …
    pub entity: &'a str,
    pub entity_id: i64,
    /// Whose row it is, so that shops and owners hear of it; null for the organization's own records.
    pub customer_id: Option<i64>,
    pub before: Option<Json>,
    pub after: Option<Json>,
}

const AUDIT: &str = "INSERT INTO audit_logs
    (org_id, actor, action, entity, entity_id, before, after, request_id, ip, occurred_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";

const EVENT: &str = "INSERT INTO events (org_id, type, entity, entity_id, customer_id, payload, occurred_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";

/// Writes the audit row and the event of a change.
pub async fn record(tx: &Tx, change: Change<'_>) -> Result<()> {
    let (action, entity) = (change.action, change.entity);
    let (entity_id, customer_id) = (change.entity_id, change.customer_id);
    log(tx, change).await?;
    announce(tx, action, entity, entity_id, customer_id).await
}

/// Writes the event alone: for what the system did by itself, and for what the audit row calls by a name of its own.
pub async fn announce(
    tx: &Tx,
    action: &str,
    entity: &str,
    entity_id: i64,
    customer_id: Option<i64>,
) -> Result<()> {
    let event = event_type(entity, action);
    let payload = serde_json::json!({ "entity": entity, "id": entity_id });
    tx.run(Sql::with(
        EVENT,
        [
            tx.actor().org_id().into(),
            event.into(),
            entity.into(),
            entity_id.into(),
            customer_id.into(),
            payload.into(),
            Utc::now().into(),
        ],
    ))
    .await?;
    Ok(())
}

/// `order.created` from `orders` and `create`.
fn event_type(table: &str, action: &str) -> String {
    let singular = table.strip_suffix("ches").map(|stem| format!("{stem}ch"));
    let singular = singular.unwrap_or_else(|| table.strip_suffix('s').unwrap_or(table).to_owned());
    let past = if action.ends_with('e') { "d" } else { "ed" };
    format!("{singular}.{action}{past}")
}

/// Writes the audit row alone: for what nobody watches (sign-ins, refused access).
pub async fn log(tx: &Tx, change: Change<'_>) -> Result<()> {
    let request = tx.actor().request();
    let json = |value: Option<Json>| Value::Json(value.map(Box::new));
    tx.run(Sql::with(
        AUDIT,
        [
            tx.actor().org_id().into(),
            tx.actor().label().into(),
            change.action.into(),
            change.entity.into(),
            change.entity_id.into(),
            json(change.before),
            json(change.after),
            request.request_id.clone().into(),
            request.ip.map(|ip| ip.to_string()).into(),
            Utc::now().into(),
        ],
    ))
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::event_type;

    #[test]
    fn event_types_read_as_words() {
        assert_eq!(event_type("orders", "create"), "order.created");
        assert_eq!(event_type("batches", "update"), "batch.updated");
        assert_eq!(event_type("work_orders", "delete"), "work_order.deleted");
    }
}
