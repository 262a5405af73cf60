//! Signing out: the one token is refused from now on, on every instance. Other sessions of the person go on.

use chrono::Utc;

use super::{
    Claims, Holder,
    access_log::{self, AccessEvent, Outcome},
    account::Kind,
};
use crate::{Result, Scope, Sql};

/// Revokes the session that `claims` came from.
pub async fn sign_out(scope: &Scope, claims: &Claims) -> Result<()> {
    let tx = scope.write().await?;
    tx.run(Sql::with(
        "INSERT INTO revoked_tokens (jti, expires_at, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [claims.jti.clone().into(), claims.expires_at.into(), Utc::now().into()],
    ))
    .await?;
    let label = scope.actor().label();
    match claims.holder {
        Holder::Shop {
            user_id,
            org_id,
            customer_id,
        } => {
            let email = access_log::email(&tx, scope).await?;
            let whose = (Kind::Shop, user_id, Some(customer_id));
            access_log::audit(&tx, Some(org_id), &label, "logout", whose).await?;
            let event = AccessEvent::Logout;
            access_log::write(&tx, Some(org_id), event, Some(&email), Outcome::Success).await?;
        }
        Holder::Staff {
            user_id, org_id, ..
        } => {
            access_log::audit(&tx, org_id, &label, "logout", (Kind::Staff, user_id, None)).await?;
        }
    }
    tx.commit().await
}
