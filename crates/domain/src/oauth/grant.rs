//! Signing a program in, and ending one of its tokens. An unknown client, a wrong secret and a client that has ended cost
//! the same and are told the same; only who holds the secret learns that its address or a scope was the trouble.

use chrono::{DateTime, Utc};
use contract::oauth::{OauthClientStatus, OauthScope};
use sea_orm::FromQueryResult;
use serde_json::Value as Json;
use subtle::ConstantTimeEq;

use super::{MACHINES_STAY, MachineClaims, allowed_from, hash, now, scopes, texts};
use crate::{
    Db, Error, Principal, RequestInfo, Scope, Sql,
    audit::{self, Change},
};

/// What a program proves itself with.
pub struct Credentials {
    pub client_id: String,
    pub secret: String,
}

/// Why there is no token.
#[derive(Debug)]
pub enum Refusal {
    /// Nobody we know, a wrong secret, a client that has ended.
    Client,
    /// The right secret from a place where it does not count.
    Address,
    /// A scope that does not exist or was not granted.
    Scope,
    Failed(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

#[derive(FromQueryResult)]
struct ClientRow {
    id: i64,
    org_id: i64,
    client_id: String,
    secret_hash: String,
    previous_secret_hash: Option<String>,
    previous_secret_expires_at: Option<DateTime<Utc>>,
    scopes: Json,
    allowed_cidrs: Json,
    status: String,
    expires_at: Option<DateTime<Utc>>,
}

const CLIENT: &str = "SELECT id, org_id, client_id, secret_hash, previous_secret_hash, previous_secret_expires_at, scopes,
        allowed_cidrs, status, expires_at
    FROM oauth_clients WHERE client_id = $1";

impl ClientRow {
    /// Looks at both secrets whatever the first says.
    fn holds(&self, presented: &str, now: DateTime<Utc>) -> bool {
        let same = |kept: &str| bool::from(kept.as_bytes().ct_eq(presented.as_bytes()));
        let present = same(&self.secret_hash);
        let previous = same(self.previous_secret_hash.as_deref().unwrap_or_default());
        let counts = self.previous_secret_hash.is_some()
            && self.previous_secret_expires_at.is_some_and(|end| now < end);
        present | (previous & counts)
    }

    fn is_active(&self, now: DateTime<Utc>) -> bool {
        self.status == OauthClientStatus::Active.as_str()
            && self.expires_at.is_none_or(|end| now < end)
    }
}

/// A token's contents for a program that proves itself. `wanted` are the scopes asked for; None: all it has.
///
/// # Errors
/// [`Refusal`].
pub async fn grant(
    db: &Db,
    request: RequestInfo,
    credentials: &Credentials,
    wanted: Option<&str>,
) -> Result<MachineClaims, Refusal> {
    let (client, scope) = prove(db, request, credentials).await?;
    let granted = scopes(&client.scopes);
    let held = match wanted {
        None => granted,
        Some(wanted) => subset(wanted, &granted).ok_or(Refusal::Scope)?,
    };
    let tx = scope.write().await?;
    audit::log(&tx, change("login", client.id)).await?;
    tx.commit().await?;
    let issued_at = now();
    Ok(MachineClaims {
        id: client.id,
        client_id: client.client_id,
        org_id: client.org_id,
        scopes: held,
        jti: format!("{:032x}", rand::random::<u128>()),
        issued_at,
        expires_at: issued_at + MACHINES_STAY,
    })
}

/// Ends a token that was given to this program; another's stays what it is, and nobody learns which it was.
///
/// # Errors
/// [`Refusal`].
pub async fn revoke(
    db: &Db,
    request: RequestInfo,
    credentials: &Credentials,
    token: Option<&MachineClaims>,
) -> Result<(), Refusal> {
    let (client, scope) = prove(db, request, credentials).await?;
    let Some(token) = token.filter(|token| token.id == client.id) else {
        return Ok(());
    };
    let tx = scope.write().await?;
    tx.run(Sql::with(
        "INSERT INTO revoked_tokens (jti, expires_at, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [token.jti.clone().into(), token.expires_at.into(), now().into()],
    ))
    .await?;
    audit::log(&tx, change("logout", client.id)).await?;
    tx.commit().await?;
    Ok(())
}

/// The client behind the credentials, and a scope as itself.
async fn prove(
    db: &Db,
    request: RequestInfo,
    credentials: &Credentials,
) -> Result<(ClientRow, Scope), Refusal> {
    let presented = hash(&credentials.secret);
    let address = request.ip;
    let stranger = Scope::new(db, Principal::Auth { org_id: 0 }, request);
    // PostgreSQL's text holds no NUL, and no client has this mark in its name.
    let name = credentials.client_id.replace('\0', "\u{fffd}");
    let found: Option<ClientRow> = {
        let tx = stranger.read().await?;
        tx.one(Sql::with(CLIENT, [name.into()])).await?
    };
    let now = Utc::now();
    let right = match &found {
        Some(client) => client.holds(&presented, now) & client.is_active(now),
        None => bool::from(presented.as_bytes().ct_eq(hash("").as_bytes())) & false,
    };
    let here = found
        .as_ref()
        .is_some_and(|client| allowed_from(&texts(&client.allowed_cidrs), address));
    match found {
        Some(client) if right && here => {
            let itself = stranger.become_principal(Principal::Machine {
                client_id: client.id,
                org_id: client.org_id,
                scopes: Vec::new(),
            });
            Ok((client, itself))
        }
        other => {
            refused(&stranger, other.as_ref()).await?;
            Err(if right {
                Refusal::Address
            } else {
                Refusal::Client
            })
        }
    }
}

/// A known client's refusal is written down; an unknown one's takes the same way and writes nothing.
async fn refused(stranger: &Scope, client: Option<&ClientRow>) -> Result<(), Error> {
    let org_id = client.map_or(0, |client| client.org_id);
    let scope = stranger.become_principal(Principal::Auth { org_id });
    let tx = scope.write_unhurried().await?;
    if let Some(client) = client {
        audit::log(&tx, change("login_refused", client.id)).await?;
    }
    tx.commit().await
}

fn change(action: &str, id: i64) -> Change<'_> {
    Change {
        action,
        entity: "oauth_clients",
        entity_id: id,
        customer_id: None,
        before: None,
        after: None,
    }
}

/// The scopes named, each once, if all of them were granted.
fn subset(wanted: &str, granted: &[OauthScope]) -> Option<Vec<OauthScope>> {
    let mut held: Vec<OauthScope> = Vec::new();
    for name in wanted.split(' ') {
        let scope: OauthScope = name.parse().ok()?;
        if !granted.contains(&scope) {
            return None;
        }
        if !held.contains(&scope) {
            held.push(scope);
        }
    }
    Some(held)
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    fn client(previous: Option<&str>, until: Option<DateTime<Utc>>) -> ClientRow {
        ClientRow {
            id: 1,
            org_id: 1,
            client_id: "c".into(),
            secret_hash: hash("new"),
            previous_secret_hash: previous.map(hash),
            previous_secret_expires_at: until,
            scopes: Json::Null,
            allowed_cidrs: Json::Null,
            status: "active".into(),
            expires_at: None,
        }
    }

    #[test]
    fn the_secret_before_counts_until_its_end() {
        let now = Utc::now();
        let soon = Some(now + Duration::minutes(1));
        assert!(client(None, None).holds(&hash("new"), now));
        assert!(!client(None, soon).holds(&hash(""), now));
        assert!(!client(None, soon).holds("", now));
        assert!(client(Some("old"), soon).holds(&hash("old"), now));
        assert!(!client(Some("old"), Some(now)).holds(&hash("old"), now));
        assert!(!client(Some("old"), None).holds(&hash("old"), now));
    }

    #[test]
    fn only_granted_scopes_are_given() {
        let granted = [OauthScope::CustomersRead];
        assert_eq!(
            subset("customers:read customers:read", &granted),
            Some(granted.to_vec())
        );
        for wanted in [
            "internal:write",
            "customers:read internal:write",
            "",
            " ",
            "customers:read ",
        ] {
            assert_eq!(subset(wanted, &granted), None, "{wanted:?}");
        }
    }
}
