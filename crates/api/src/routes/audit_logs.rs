//! Who changed what, for admins, and how far that is sealed.

use actix_web::{get, http::header};
use contract::audit_logs::{AuditChain, AuditLog, AuditLogList, AuditLogQuery};
use domain::{Scope, audit_logs};
use futures_util::{StreamExt, stream};
use serde_json::Value;

use crate::{
    auth::{Admin, Staff},
    error::ApiResult,
    export::{Cell, Shape, Table},
    input::{Params, PathId},
    reply, routes,
};

routes![list, show, chain];

/// The audit log, newest first
///
/// As `text/csv` or as a workbook: the whole filtered log, whatever the page.
#[utoipa::path(
    tag = "audit",
    params(AuditLogQuery),
    responses((
        status = 200,
        headers(("Vary" = String), ("Content-Disposition" = String, description = "The file's name, for CSV and XLSX.")),
        content(
            (AuditLogList = "application/json"),
            (String = "text/csv"),
            (reply::Bytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        )
    ))
)]
#[get("/api/audit-logs")]
async fn list(admin: Staff<Admin>, shape: Shape, query: Params<AuditLogQuery>) -> ApiResult {
    if shape == Shape::Json {
        let page = audit_logs::list(&admin, &query).await?;
        return Ok(reply::varying(&page, header::ACCEPT));
    }
    // What stands in the way shows before the answer begins.
    let AuditLogList {
        audit_logs: first,
        next_cursor,
    } = audit_logs::chunk(&admin, &query, None).await?;
    let start = (Scope::from(admin), query.into_inner(), next_cursor);
    let rest = stream::try_unfold(start, async |(scope, query, after)| {
        if after.is_none() {
            return Ok(None);
        }
        let next = audit_logs::chunk(&scope, &query, after).await?;
        Ok(Some((next.audit_logs, (scope, query, next.next_cursor))))
    });
    let rows = stream::iter([Ok(first)]).chain(rest);
    if shape == Shape::Csv {
        Ok(TABLE.csv(rows))
    } else {
        TABLE.xlsx(rows).await
    }
}

/// One row of the audit log
#[utoipa::path(tag = "audit", params(("id" = i64, Path, description = "The row's id.")), responses((status = 200, body = AuditLog)))]
#[get("/api/audit-logs/{id}")]
async fn show(admin: Staff<Admin>, id: PathId) -> ApiResult {
    Ok(reply::ok(&audit_logs::by_id(&admin, id.0).await?))
}

/// How far the audit log is sealed
///
/// Each link of the chain is made of the one before and of one row. Note `head` elsewhere: `ixchel audit verify --head`
/// shows that nothing before it was changed since.
#[utoipa::path(tag = "audit", responses((status = 200, body = AuditChain)))]
#[get("/api/audit-chain")]
async fn chain(admin: Staff<Admin>) -> ApiResult {
    Ok(reply::ok(&audit_logs::chain(&admin).await?))
}

static TABLE: Table<AuditLog> = Table {
    name: "audit-log",
    columns: &[
        ("Row", 10.0),
        ("When (UTC)", 20.0),
        ("Actor", 14.0),
        ("Name", 24.0),
        ("Action", 18.0),
        ("Table", 24.0),
        ("Id", 10.0),
        ("Customer", 10.0),
        ("Before", 60.0),
        ("After", 60.0),
        ("Address", 18.0),
        ("Request", 38.0),
    ],
    cells: |row| {
        let number = |id: Option<i64>| id.map_or(Cell::Empty, Cell::Number);
        let json = |value: Option<Value>| Cell::optional(value.map(|value| value.to_string()));
        vec![
            Cell::Number(row.id),
            Cell::Moment(row.occurred_at),
            Cell::Text(row.actor),
            Cell::optional(row.actor_name),
            Cell::Text(row.action),
            Cell::Text(row.entity),
            number(row.entity_id),
            number(row.customer_id),
            json(row.before),
            json(row.after),
            Cell::optional(row.ip),
            Cell::optional(row.request_id),
        ]
    },
};
