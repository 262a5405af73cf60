//! What every change leaves behind, in its own transaction: an audit row for the admins and an event for whoever
//! watches. Secrets never enter either. Each audit row carries a fingerprint of its content; a chain seals the rows
//! afterwards, so that nobody who writes waits for another.

mod canonical;
mod content;
mod seal;
mod verify;

use chrono::{SubsecRound, Utc};
use sea_orm::Value;
use serde_json::Value as Json;

use crate::{Error, Result, Sql, Tx};
use content::Content;

pub use seal::{Round, Sealer};
pub use verify::{Fault, Report, verify};

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

/// One row of the log, whoever the transaction acts for: signing in is nobody's yet.
#[derive(Debug, Default)]
pub(crate) struct Line<'a> {
    pub org_id: Option<i64>,
    pub actor: &'a str,
    pub action: &'a str,
    pub entity: &'a str,
    pub entity_id: i64,
    pub customer_id: Option<i64>,
    pub before: Option<Json>,
    pub after: Option<Json>,
}

const AUDIT: &str = "INSERT INTO audit_logs
    (org_id, actor, action, entity, entity_id, customer_id, before, after, request_id, ip, occurred_at, created_at,
        row_hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)";

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
    let label = tx.actor().label();
    let line = Line {
        org_id: Some(tx.actor().org_id()),
        actor: &label,
        action: change.action,
        entity: change.entity,
        entity_id: change.entity_id,
        customer_id: change.customer_id,
        before: change.before,
        after: change.after,
    };
    write(tx, line).await
}

/// The only place where the log is written to.
pub(crate) async fn write(tx: &Tx, line: Line<'_>) -> Result<()> {
    let request = tx.actor().request();
    // As both engines keep it: the fingerprint must come out the same when the row is read.
    let now = Utc::now().trunc_subsecs(6);
    let text = |value: &Option<Json>| value.as_ref().map(Json::to_string);
    let content = Content {
        id: 0,
        org_id: line.org_id,
        actor: line.actor.to_owned(),
        action: line.action.to_owned(),
        entity: line.entity.to_owned(),
        entity_id: Some(line.entity_id),
        customer_id: line.customer_id,
        before: text(&line.before),
        after: text(&line.after),
        request_id: (!request.request_id.is_empty()).then(|| request.request_id.clone()),
        ip: request.ip.map(|ip| ip.to_string()),
        occurred_at: now,
        created_at: now,
        row_hash: None,
    };
    let fingerprint = content
        .fingerprint()
        .ok_or_else(|| Error::internal("an audit row that is no JSON"))?;
    let json = |value: Option<Json>| Value::Json(value.map(Box::new));
    tx.run(Sql::with(
        AUDIT,
        [
            content.org_id.into(),
            content.actor.into(),
            content.action.into(),
            content.entity.into(),
            content.entity_id.into(),
            content.customer_id.into(),
            json(line.before),
            json(line.after),
            content.request_id.into(),
            content.ip.into(),
            now.into(),
            fingerprint.into(),
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
