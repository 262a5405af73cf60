//! `Idempotency-Key`: a creating request that is sent twice is done once. The key's row is written in the same
//! transaction as what it guards, so a crash leaves both or neither.

use chrono::{DateTime, Duration, Utc};
use sea_orm::FromQueryResult;
use serde::{Serialize, de::DeserializeOwned};

use crate::{Error, Result, Scope, Sql, Tx};

/// How long a key is remembered.
pub const KEPT: Duration = Duration::hours(24);

/// Something new, and the path where it is found.
#[derive(Debug, Clone)]
pub struct Created<T> {
    pub location: String,
    pub body: T,
}

#[derive(FromQueryResult)]
struct Stored {
    request_hash: String,
    reply: Option<String>,
    location: Option<String>,
}

const CLAIM: &str =
    "INSERT INTO idempotency_keys (org_id, principal, key, request_hash, expires_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

/// Runs `work` in a write transaction and commits it. With a key: the first reply is kept and given again to the same
/// request, a different request under the same key is a [`Error::Conflict`], and of two that arrive at once the
/// second waits for the first.
pub async fn once<T, F>(scope: &Scope, work: F) -> Result<Created<T>>
where
    T: Serialize + DeserializeOwned,
    F: AsyncFnOnce(&Tx) -> Result<Created<T>>,
{
    let tx = scope.write().await?;
    let Some((key, hash)) = scope.actor().request().idempotency.clone() else {
        let created = work(&tx).await?;
        tx.commit().await?;
        return Ok(created);
    };
    let principal = scope.actor().label();
    // A platform administrator acts in several organizations: the same key in another one is another key.
    let key = format!("{}:{key}", scope.actor().org_id());
    let now = Utc::now();
    forget_expired(&tx, &principal, &key, now).await?;
    let claimed = tx
        .run(Sql::with(
            CLAIM,
            [
                scope.actor().org_id().into(),
                principal.clone().into(),
                key.clone().into(),
                hash.clone().into(),
                (now + KEPT).into(),
                now.into(),
            ],
        ))
        .await?;
    if claimed == 0 {
        return replay(&tx, &principal, &key, &hash).await;
    }
    let created = work(&tx).await?;
    let reply = serde_json::to_string(&created.body).map_err(Error::internal)?;
    tx.run(Sql::with(
        "UPDATE idempotency_keys SET status = 201, reply = $1, location = $2 WHERE principal = $3 AND key = $4",
        [reply.into(), created.location.clone().into(), principal.into(), key.into()],
    ))
    .await?;
    tx.commit().await?;
    Ok(created)
}

async fn forget_expired(tx: &Tx, principal: &str, key: &str, now: DateTime<Utc>) -> Result<()> {
    tx.run(Sql::with(
        "DELETE FROM idempotency_keys WHERE principal = $1 AND key = $2 AND expires_at < $3",
        [principal.into(), key.into(), now.into()],
    ))
    .await?;
    Ok(())
}

async fn replay<T: DeserializeOwned>(
    tx: &Tx,
    principal: &str,
    key: &str,
    hash: &str,
) -> Result<Created<T>> {
    let stored: Stored = tx
        .one(Sql::with(
            "SELECT request_hash, reply, location FROM idempotency_keys WHERE principal = $1 AND key = $2",
            [principal.into(), key.into()],
        ))
        .await?
        .ok_or_else(|| Error::Conflict("The same Idempotency-Key is being used right now; send it again.".into()))?;
    if stored.request_hash != hash {
        return Err(Error::Conflict(
            "This Idempotency-Key was used for a different request.".into(),
        ));
    }
    let (Some(reply), Some(location)) = (stored.reply, stored.location) else {
        return Err(Error::Conflict(
            "The same Idempotency-Key is being used right now; send it again.".into(),
        ));
    };
    Ok(Created {
        location,
        body: serde_json::from_str(&reply).map_err(Error::internal)?,
    })
}
