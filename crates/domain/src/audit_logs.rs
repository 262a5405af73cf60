//! The audit log as admins read it: newest first, by keyset, or whole for a file; and how far it is sealed. Rows are only
//! ever added (`audit`), nothing here writes.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use contract::{
    Cursor,
    audit_logs::{AuditChain, AuditLog, AuditLogList, AuditLogQuery},
};
use sea_orm::FromQueryResult;
use serde_json::Value as Json;

use crate::{
    Error, Result, Scope, Sql, Tx,
    lists::{KeyValue, Kind, Listing, Slice, Sort, Window},
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    actor: String,
    actor_name: Option<String>,
    action: String,
    entity: String,
    entity_id: Option<i64>,
    customer_id: Option<i64>,
    before: Option<Json>,
    after: Option<Json>,
    request_id: Option<String>,
    ip: Option<String>,
    occurred_at: DateTime<Utc>,
}

const LISTING: Listing = Listing {
    id: "a.id",
    sorts: &[Sort {
        name: "occurred_at",
        column: "a.occurred_at",
        kind: Kind::Moment,
        nullable: false,
    }],
    default: "-occurred_at",
};

/// The statement up to a condition on `a`. Names are looked up for the rows that are shown only. What follows the colon
/// is a number wherever the service wrote it, and is not trusted to be one.
fn selection(tx: &Tx) -> Sql {
    let numbered = |kind: &str| {
        let begin = kind.len() + 2;
        let test = if tx.is_postgres() {
            format!("a.actor ~ '^{kind}:[0-9]{{1,18}}$'")
        } else {
            format!("a.actor GLOB '{kind}:[0-9]*'")
        };
        (test, format!("CAST(substr(a.actor, {begin}) AS bigint)"))
    };
    let ((staff, user), (shop, person), (machine, client)) =
        (numbered("staff"), numbered("shop"), numbered("machine"));
    let mut sql = Sql::new(&format!(
        "SELECT a.id, a.actor,
        CASE WHEN {staff} THEN (SELECT u.name FROM users u WHERE u.org_id = a.org_id AND u.id = {user})
             WHEN {shop} THEN (SELECT p.name FROM customer_portal_users p WHERE p.org_id = a.org_id AND p.id = {person})
             WHEN {machine} THEN (SELECT o.name FROM oauth_clients o WHERE o.org_id = a.org_id AND o.id = {client})
        END AS actor_name,
        a.action, a.entity, a.entity_id, a.customer_id, a.before, a.after, a.request_id, a.ip, a.occurred_at
        FROM audit_logs a
        WHERE a.org_id = "
    ));
    sql.bind(tx.actor().org_id());
    sql
}

/// One page of the organization's log, newest first.
///
/// # Errors
/// [`Error::Invalid`] naming `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &AuditLogQuery) -> Result<AuditLogList> {
    let window = LISTING.window(None, &Cursor::new(query.cursor.clone(), query.limit))?;
    page(scope, query, &window).await
}

/// The next rows of the whole filtered log, for a file; `after` is the `next_cursor` of the rows before. The query's own
/// cursor and limit do not count.
///
/// # Errors
/// The database's.
pub async fn chunk(
    scope: &Scope,
    query: &AuditLogQuery,
    after: Option<String>,
) -> Result<AuditLogList> {
    page(scope, query, &LISTING.chunk(after)?).await
}

async fn page(scope: &Scope, query: &AuditLogQuery, window: &Window<'_>) -> Result<AuditLogList> {
    let tx = scope.read().await?;
    let slice: Slice<Row> = window
        .fetch(&tx, filtered(&tx, query), |row: &Row, _| {
            (Some(KeyValue::Moment(row.occurred_at)), row.id)
        })
        .await?;
    Ok(AuditLogList {
        audit_logs: slice.rows.into_iter().map(view).collect(),
        next_cursor: slice.next_cursor,
    })
}

fn filtered(tx: &Tx, query: &AuditLogQuery) -> Sql {
    let mut sql = selection(tx);
    for (column, text) in [
        ("actor", &query.actor),
        ("action", &query.action),
        ("entity", &query.entity),
        ("request_id", &query.request_id),
    ] {
        if let Some(text) = text {
            // No column holds a NUL.
            let text = text.replace('\0', "\u{fffd}");
            sql.push(&format!(" AND a.{column} = ")).bind(text);
        }
    }
    if let Some(id) = query.entity_id {
        sql.push(" AND a.entity_id = ").bind(id);
    }
    if let Some(id) = query.customer_id {
        sql.push(" AND a.customer_id = ").bind(id);
    }
    if let Some(day) = query.date_from {
        sql.push(" AND a.occurred_at >= ").bind(midnight(day));
    }
    // The last day that there is has none after it, and nothing lies beyond it.
    let next = query
        .date_to
        .and_then(|day| day.checked_add_days(Days::new(1)));
    if let Some(next) = next {
        sql.push(" AND a.occurred_at < ").bind(midnight(next));
    }
    sql
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn view(row: Row) -> AuditLog {
    AuditLog {
        id: row.id,
        actor: row.actor,
        actor_name: row.actor_name,
        action: row.action,
        entity: row.entity,
        entity_id: row.entity_id,
        customer_id: row.customer_id,
        before: row.before,
        after: row.after,
        request_id: row.request_id,
        ip: row.ip,
        occurred_at: row.occurred_at,
    }
}

/// One row.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_id(scope: &Scope, id: i64) -> Result<AuditLog> {
    let tx = scope.read().await?;
    let mut sql = selection(&tx);
    sql.push(" AND a.id = ").bind(id);
    tx.one(sql).await?.map(view).ok_or(Error::NotFound)
}

#[derive(FromQueryResult)]
struct ChainRow {
    rows: i64,
    sealed: Option<i64>,
    head: Option<String>,
    sealed_at: Option<DateTime<Utc>>,
}

const CHAIN: &str = "
SELECT (SELECT count(*) FROM audit_logs a WHERE a.org_id = o.id) AS rows, c.seq AS sealed, c.link AS head, c.sealed_at
FROM organizations o
LEFT JOIN audit_chain c ON c.org_id = o.id AND c.seq = (SELECT max(m.seq) FROM audit_chain m WHERE m.org_id = o.id)
WHERE o.id = $1";

/// How far the organization's log is sealed.
///
/// # Errors
/// [`Error::NotFound`] when the organization is gone.
pub async fn chain(scope: &Scope) -> Result<AuditChain> {
    let tx = scope.read().await?;
    let sql = Sql::with(CHAIN, [tx.actor().org_id().into()]);
    let row: ChainRow = tx.one(sql).await?.ok_or(Error::NotFound)?;
    Ok(AuditChain {
        rows: row.rows,
        sealed: row.sealed.unwrap_or(0),
        head: row.head,
        sealed_at: row.sealed_at,
    })
}
