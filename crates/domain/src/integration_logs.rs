//! The log of who came from outside and what for, as admins read it: newest first, by keyset, or whole for a file. Rows
//! are only ever added (`sessions::access_log`), nothing here writes.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use contract::{
    Cursor,
    integration_logs::{IntegrationLog, IntegrationLogList, IntegrationLogQuery},
};
use sea_orm::FromQueryResult;

use crate::{
    Result, Scope, Sql, Tx,
    lists::{self, KeyValue, Kind, Listing, Slice, Sort, Window},
    write::word,
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    integration_type: String,
    event_type: String,
    external_system: Option<String>,
    status: String,
    error_message: Option<String>,
    path: Option<String>,
    request_id: Option<String>,
    ip: Option<String>,
    user_agent: Option<String>,
    occurred_at: DateTime<Utc>,
}

const LOGS: &str = "
SELECT l.id, l.integration_type, l.event_type, l.external_system, l.status, l.error_message, l.path, l.request_id,
       l.ip, l.user_agent, l.occurred_at
FROM integration_logs l
WHERE l.org_id = ";

const LISTING: Listing = Listing {
    id: "l.id",
    sorts: &[Sort {
        name: "occurred_at",
        column: "l.occurred_at",
        kind: Kind::Moment,
        nullable: false,
    }],
    default: "-occurred_at",
};

/// One page of the organization's log, newest first.
///
/// # Errors
/// [`crate::Error::Invalid`] naming `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &IntegrationLogQuery) -> Result<IntegrationLogList> {
    let window = LISTING.window(None, &Cursor::new(query.cursor.clone(), query.limit))?;
    page(scope, query, &window).await
}

/// The next lines of the whole filtered log, for a file; `after` is the `next_cursor` of the lines before. The query's
/// own cursor and limit do not count.
///
/// # Errors
/// The database's.
pub async fn chunk(
    scope: &Scope,
    query: &IntegrationLogQuery,
    after: Option<String>,
) -> Result<IntegrationLogList> {
    page(scope, query, &LISTING.chunk(after)?).await
}

async fn page(
    scope: &Scope,
    query: &IntegrationLogQuery,
    window: &Window<'_>,
) -> Result<IntegrationLogList> {
    let tx = scope.read().await?;
    let slice: Slice<Row> = window
        .fetch(&tx, selection(&tx, query), |row: &Row, _| {
            (Some(KeyValue::Moment(row.occurred_at)), row.id)
        })
        .await?;
    Ok(IntegrationLogList {
        integration_logs: slice.rows.into_iter().map(view).collect::<Result<_>>()?,
        next_cursor: slice.next_cursor,
    })
}

fn selection(tx: &Tx, query: &IntegrationLogQuery) -> Sql {
    let mut sql = Sql::new(LOGS);
    let org = sql.param(tx.actor().org_id());
    sql.push(&org);
    if let Some(kind) = &query.integration_type {
        sql.push(" AND l.integration_type = ").bind(kind.clone());
    }
    if let Some(event) = &query.event_type {
        sql.push(" AND l.event_type = ").bind(event.clone());
    }
    if let Some(status) = query.status {
        sql.push(" AND l.status = ").bind(status.as_str());
    }
    if let Some(customer) = query.customer_id {
        sql.push(&format!(
            " AND l.external_system IN (SELECT u.email FROM customer_portal_users u
                                        WHERE u.org_id = {org} AND u.customer_id = "
        ))
        .bind(customer)
        .push(")");
    }
    if let Some(day) = query.date_from {
        sql.push(" AND l.occurred_at >= ").bind(midnight(day));
    }
    // The last day that there is has none after it, and nothing lies beyond it.
    if let Some(next) = query
        .date_to
        .and_then(|day| day.checked_add_days(Days::new(1)))
    {
        sql.push(" AND l.occurred_at < ").bind(midnight(next));
    }
    if let Some(text) = query
        .search
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        sql.push(" AND ");
        lists::contains(
            &mut sql,
            &["l.external_system", "l.path", "l.error_message"],
            text,
        );
    }
    sql
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn view(row: Row) -> Result<IntegrationLog> {
    Ok(IntegrationLog {
        id: row.id,
        integration_type: row.integration_type,
        event_type: row.event_type,
        external_system: row.external_system.unwrap_or_default(),
        status: word(&row.status)?,
        error_message: row.error_message,
        path: row.path,
        request_id: row.request_id,
        ip: row.ip,
        user_agent: row.user_agent,
        occurred_at: row.occurred_at,
    })
}
