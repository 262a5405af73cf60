//! The portal's access log (`integration_logs`, type `customer_portal`) and the audit rows of signing in and out.
//! Says who and when, never with which password or token.

use chrono::Utc;

use super::account::Kind;
use crate::{Error, Principal, Result, Scope, Sql, Tx};

/// What a person of a shop did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessEvent {
    Login,
    Logout,
    PageView,
}

impl AccessEvent {
    fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Logout => "logout",
            Self::PageView => "page_view",
        }
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outcome<'a> {
    Success,
    Error(&'a str),
}

const ACCESS: &str = "INSERT INTO integration_logs
    (org_id, integration_type, event_type, external_system, status, error_message, request_id, ip, user_agent,
        occurred_at, created_at)
    VALUES ($1, 'customer_portal', $2, $3, $4, $5, $6, $7, $8, $9, $9)";

const AUDIT: &str = "INSERT INTO audit_logs
    (org_id, actor, action, entity, entity_id, request_id, ip, occurred_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)";

/// Logs what the shop's person in `scope` did, in a transaction of its own: `Ok` for a page that was shown, the reason
/// for one that was refused (another shop's order). Call it when no other transaction of the request is open.
///
/// # Errors
/// [`Error::Internal`] when the scope is not a shop's.
pub async fn record(
    scope: &Scope,
    event: AccessEvent,
    outcome: std::result::Result<(), &str>,
) -> Result<()> {
    let tx = scope.write().await?;
    if tx.is_postgres() {
        // A lost line after a crash of the database is bearable; a disk write before each page is not.
        tx.run(Sql::new("SET LOCAL synchronous_commit TO off"))
            .await?;
    }
    let email = email(&tx, scope).await?;
    let outcome = outcome.map_or_else(Outcome::Error, |()| Outcome::Success);
    write(&tx, Some(scope.actor().org_id()), event, &email, outcome).await?;
    tx.commit().await
}

pub(super) async fn email(tx: &Tx, scope: &Scope) -> Result<String> {
    let Principal::Shop { user_id, .. } = scope.actor().principal() else {
        return Err(Error::internal("only a shop's people have an access log"));
    };
    let found = tx
        .value(Sql::with(
            "SELECT email FROM customer_portal_users WHERE id = $1",
            [(*user_id).into()],
        ))
        .await?;
    Ok(found.unwrap_or_default())
}

pub(super) async fn write(
    tx: &Tx,
    org_id: Option<i64>,
    event: AccessEvent,
    email: &str,
    outcome: Outcome<'_>,
) -> Result<()> {
    let request = tx.actor().request();
    let (status, why) = match outcome {
        Outcome::Success => ("success", None),
        Outcome::Error(why) => ("error", Some(why.to_owned())),
    };
    tx.run(Sql::with(
        ACCESS,
        [
            org_id.into(),
            event.as_str().into(),
            email.into(),
            status.into(),
            why.into(),
            request.request_id.clone().into(),
            request.ip.map(|ip| ip.to_string()).into(),
            request.user_agent.clone().into(),
            Utc::now().into(),
        ],
    ))
    .await?;
    Ok(())
}

/// The audit row of a sign-in or sign-out. `actor` is who it is about: the transaction itself is nobody's yet.
pub(super) async fn audit(
    tx: &Tx,
    org_id: Option<i64>,
    actor: &str,
    action: &str,
    kind: Kind,
    id: i64,
) -> Result<()> {
    let request = tx.actor().request();
    tx.run(Sql::with(
        AUDIT,
        [
            org_id.into(),
            actor.into(),
            action.into(),
            kind.table().into(),
            id.into(),
            request.request_id.clone().into(),
            request.ip.map(|ip| ip.to_string()).into(),
            Utc::now().into(),
        ],
    ))
    .await?;
    Ok(())
}
