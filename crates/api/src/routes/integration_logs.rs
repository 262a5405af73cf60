//! Who came from outside and what for, for admins.

use actix_web::{get, http::header};
use contract::integration_logs::{IntegrationLog, IntegrationLogList, IntegrationLogQuery};
use domain::{Scope, integration_logs};
use futures_util::{StreamExt, stream};

use crate::{
    auth::{Admin, Staff},
    error::ApiResult,
    export::{Cell, Shape, Table},
    input::Params,
    reply, routes,
};

routes![list];

/// The access log of the portal and what else crosses the border, newest first
///
/// As `text/csv`: the whole filtered log, whatever the page.
#[utoipa::path(
    tag = "integration",
    params(IntegrationLogQuery),
    responses((
        status = 200,
        headers(("Vary" = String), ("Content-Disposition" = String, description = "The file's name, for CSV.")),
        content((IntegrationLogList = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/api/integration-logs")]
async fn list(admin: Staff<Admin>, shape: Shape, query: Params<IntegrationLogQuery>) -> ApiResult {
    if shape != Shape::Csv {
        let page = integration_logs::list(&admin, &query).await?;
        return Ok(reply::varying(&page, header::ACCEPT));
    }
    // What stands in the way shows before the answer begins.
    let IntegrationLogList {
        integration_logs: first,
        next_cursor,
    } = integration_logs::chunk(&admin, &query, None).await?;
    let start = (Scope::from(admin), query.into_inner(), next_cursor);
    let rest = stream::try_unfold(start, async |(scope, query, after)| {
        if after.is_none() {
            return Ok(None);
        }
        let next = integration_logs::chunk(&scope, &query, after).await?;
        Ok(Some((
            next.integration_logs,
            (scope, query, next.next_cursor),
        )))
    });
    Ok(TABLE.csv(stream::iter([Ok(first)]).chain(rest)))
}

static TABLE: Table<IntegrationLog> = Table {
    name: "access-log",
    columns: &[
        ("When (UTC)", 20.0),
        ("Type", 18.0),
        ("Event", 14.0),
        ("Who", 32.0),
        ("Status", 10.0),
        ("Error", 40.0),
        ("Path", 40.0),
        ("Address", 18.0),
        ("Browser", 40.0),
        ("Request", 38.0),
    ],
    cells: |line| {
        vec![
            Cell::Moment(line.occurred_at),
            Cell::Text(line.integration_type),
            Cell::Text(line.event_type),
            Cell::Text(line.external_system),
            Cell::text(line.status.as_str()),
            Cell::optional(line.error_message),
            Cell::optional(line.path),
            Cell::optional(line.ip),
            Cell::optional(line.user_agent),
            Cell::optional(line.request_id),
        ]
    },
};
