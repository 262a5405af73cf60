//! The check of every request that a program makes: one statement in the transaction that the handler goes on reading in.
//! What the client may is taken from its row, never from the token alone.

use chrono::{DateTime, Duration, Utc};
use contract::oauth::OauthClientStatus;
use sea_orm::FromQueryResult;
use serde_json::Value as Json;

use super::{MachineClaims, allowed_from, scopes, texts};
use crate::{Db, Error, Principal, RequestInfo, Result, Scope, Sql, sessions::ENDED};

/// `last_used_at` is as old as this at most while a client is at work.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// A program's request.
pub struct MachineAdmission {
    pub scope: Scope,
    /// Requests a minute; None: the configured default.
    pub rate_limit_per_minute: Option<i32>,
}

#[derive(FromQueryResult)]
struct ClientRow {
    client_id: String,
    scopes: Json,
    allowed_cidrs: Json,
    status: String,
    rate_limit_per_minute: Option<i32>,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    tokens_valid_from: Option<DateTime<Utc>>,
    revoked: bool,
}

const CLIENT: &str = "SELECT o.client_id, o.scopes, o.allowed_cidrs, o.status, o.rate_limit_per_minute, o.expires_at,
        o.last_used_at, o.tokens_valid_from,
        EXISTS (SELECT 1 FROM revoked_tokens r WHERE r.jti = $3) AS revoked
    FROM oauth_clients o WHERE o.org_id = $1 AND o.id = $2";

/// Checks that the token still holds and builds the request's scope. With `warm` the transaction stays with the scope for
/// its first read.
///
/// # Errors
/// [`Error::Unauthenticated`] for a client or token that has ended; [`Error::Forbidden`] for an address that the client
/// may not call from; [`Error::Unavailable`].
pub async fn authenticate(
    db: &Db,
    claims: &MachineClaims,
    request: RequestInfo,
    warm: bool,
) -> Result<MachineAdmission> {
    let now = Utc::now();
    let principal = |scopes: Vec<String>| Principal::Machine {
        client_id: claims.id,
        org_id: claims.org_id,
        scopes,
    };
    let names = |scopes: &[contract::oauth::OauthScope]| -> Vec<String> {
        scopes
            .iter()
            .map(|scope| scope.as_str().to_owned())
            .collect()
    };
    let told = principal(names(&claims.scopes));
    let address = request.ip;
    let scope = Scope::new(db, told.clone(), request);
    let tx = scope.read().await?;
    let values = [
        claims.org_id.into(),
        claims.id.into(),
        claims.jti.clone().into(),
    ];
    let row: ClientRow = tx
        .one(Sql::with(CLIENT, values))
        .await?
        .ok_or(Error::Unauthenticated(ENDED))?;
    let ended = row.client_id != claims.client_id
        || row.status != OauthClientStatus::Active.as_str()
        || row.revoked
        || row.expires_at.is_some_and(|end| end <= now)
        || row
            .tokens_valid_from
            .is_some_and(|from| claims.issued_at < from);
    if ended {
        return Err(Error::Unauthenticated(ENDED));
    }
    if !allowed_from(&texts(&row.allowed_cidrs), address) {
        return Err(Error::Forbidden(
            "This client may not call from your address.".into(),
        ));
    }
    let granted = scopes(&row.scopes);
    let mut held = claims.scopes.clone();
    held.retain(|scope| granted.contains(scope));
    let now_is = principal(names(&held));
    let scope = if now_is == told {
        scope
    } else {
        scope.become_principal(now_is)
    };
    if row
        .last_used_at
        .is_none_or(|last| now - last >= NOTED_EVERY)
    {
        note_use(&scope, claims, now).await;
    }
    if warm {
        scope.keep_warm(tx).await;
    }
    Ok(MachineAdmission {
        scope,
        rate_limit_per_minute: row.rate_limit_per_minute,
    })
}

/// A request is not refused because its note could not be written.
async fn note_use(scope: &Scope, claims: &MachineClaims, now: DateTime<Utc>) {
    let noting = scope.become_principal(Principal::Auth {
        org_id: claims.org_id,
    });
    let note = async {
        let tx = noting.write_unhurried().await?;
        tx.run(Sql::with(
            "UPDATE oauth_clients SET last_used_at = $1 WHERE id = $2 AND (last_used_at IS NULL OR last_used_at <= $3)",
            [now.into(), claims.id.into(), (now - NOTED_EVERY).into()],
        ))
        .await?;
        tx.commit().await
    };
    if let Err(error) = note.await {
        tracing::warn!(%error, client = claims.id, "the use of a client was not noted");
    }
}
