//! The portal's access log (`integration_logs`, type `customer_portal`): page views, signing in and out; and the audit
//! rows of the latter. Says who and when, never with which password or token.

use chrono::Utc;

use super::account::Kind;
use crate::{
    Error, IdOrCode, Principal, Result, Scope, Sql, Tx,
    audit::{self, Line},
    scope::Reach,
};

/// How a session began or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessEvent {
    Login,
    Logout,
}

impl AccessEvent {
    fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Logout => "logout",
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

/// A thing of a shop that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Order,
    Shipment,
}

impl Thing {
    fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Shipment => "shipment",
        }
    }

    /// Begins the statement that finds whose it is, inside its WHERE clause, and says what its id and code are there.
    fn owner(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Order => (
                "SELECT o.customer_id FROM orders o WHERE ",
                "o.id",
                "o.order_number",
            ),
            Self::Shipment => (
                "SELECT o.customer_id FROM shipments s JOIN orders o ON o.id = s.order_id WHERE s.org_id = o.org_id AND ",
                "s.id",
                "s.shipment_number",
            ),
        }
    }
}

/// How a look at a page ended.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    Shown,
    /// Another shop's, or nobody's: the shop was told the same, the log says which.
    Missing(Thing, &'a IdOrCode),
    Refused(&'a str),
}

/// Nothing longer is kept of a path or a reason.
const LONGEST: usize = 500;

/// The person's e-mail comes with the row, in one statement.
const PAGE_VIEW: &str = "INSERT INTO integration_logs
    (org_id, integration_type, event_type, external_system, status, error_message, path, request_id, ip, user_agent,
        occurred_at, created_at)
    SELECT p.org_id, 'customer_portal', 'page_view', p.email, $2, $3, $4, $5, $6, $7, $8, $8
    FROM customer_portal_users p WHERE p.id = $1";

/// Logs that the shop's person in `scope` looked at `path`, in a short transaction of its own. Call it when no other
/// transaction of the request is open.
///
/// # Errors
/// [`Error::Internal`] when the scope is not a shop's or its account is gone; the database's.
pub async fn record_page_view(scope: &Scope, path: &str, view: View<'_>) -> Result<()> {
    let Principal::Shop { user_id, .. } = scope.actor().principal() else {
        return Err(Error::internal("only a shop's people have an access log"));
    };
    let (status, why) = match view {
        View::Shown => ("success", None),
        View::Missing(thing, key) => ("error", Some(whose(scope, thing, key).await?)),
        View::Refused(why) => ("error", Some(why.to_owned())),
    };
    let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
    let request = scope.actor().request();
    let tx = scope.write_unhurried().await?;
    let written = tx
        .run(Sql::with(
            PAGE_VIEW,
            [
                (*user_id).into(),
                status.into(),
                why.as_deref().map(short).into(),
                short(path).into(),
                request.request_id.clone().into(),
                request.ip.map(|ip| ip.to_string()).into(),
                request.user_agent.clone().into(),
                Utc::now().into(),
            ],
        ))
        .await?;
    if written == 0 {
        return Err(Error::internal("the account of a session is gone"));
    }
    tx.commit().await
}

/// Why a thing was not shown, for the admins. Looked up as background work of the organization, since the shop itself
/// must not learn it.
async fn whose(scope: &Scope, thing: Thing, key: &IdOrCode) -> Result<String> {
    let org_id = scope.actor().org_id();
    let inside = scope.become_principal(Principal::System { org_id });
    let (statement, id, code) = thing.owner();
    let mut sql = Sql::new(statement);
    key.matches(&mut sql, id, code);
    sql.push(" AND o.org_id = ").bind(org_id);
    let owner: Option<i64> = inside.read().await?.value(sql).await?;
    let word = thing.word();
    let key = match key {
        IdOrCode::Id(id) => id.to_string(),
        IdOrCode::Code(code) => code.clone(),
    };
    Ok(match owner {
        None => format!("There is no such {word}: {key}"),
        Some(owner) if scope.actor().reach() == Reach::Customer(owner) => {
            format!("This {word} has no such picture to show: {key}")
        }
        Some(_) => format!("This {word} belongs to another shop: {key}"),
    })
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

/// `email` is None where nobody said who it was: a link that belongs to no account.
pub(super) async fn write(
    tx: &Tx,
    org_id: Option<i64>,
    event: AccessEvent,
    email: Option<&str>,
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
            email.map(str::to_owned).into(),
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
    (kind, id, customer_id): (Kind, i64, Option<i64>),
) -> Result<()> {
    let line = Line {
        org_id,
        actor,
        action,
        entity: kind.table(),
        entity_id: id,
        customer_id,
        ..Line::default()
    };
    audit::write(tx, line).await
}
