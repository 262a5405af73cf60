//! A new password for somebody who has lost theirs.

use chrono::Utc;
use contract::{AccountStatus, users::User};
use serde::Serialize;

use super::{TABLE, find, may_touch, send};
use crate::{
    Error, Result, Scope, Sql,
    audit::{self, Change},
    idempotency::{self, Created},
    mail::Content,
    passwords, sessions,
};

/// Makes a new password and e-mails it; every session ends, a lock goes.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for whoever stands above the caller; [`Error::Conflict`] for a suspended
/// person, whom a new password would not let in.
pub async fn reset_password(scope: &Scope, id: i64) -> Result<Created<User>> {
    let password = passwords::generate();
    let hash = passwords::hash(&password).await?;
    idempotency::once(scope, async |tx| {
        let before = find(tx, id, true).await?;
        may_touch(scope, before.role)?;
        if before.status == AccountStatus::Suspended {
            let detail = "This person is suspended: reinstate them first.";
            return Err(Error::Conflict(detail.into()));
        }
        tx.run(Sql::with(
            "UPDATE users
            SET password_hash = $1, must_change_password = TRUE, sessions_valid_from = $2, status = 'active',
                login_attempts = 0, locked_until = NULL, mail_status = 'queued', mail_at = $3,
                version = version + 1, updated_at = $3
            WHERE id = $4",
            [
                hash.clone().into(),
                sessions::ending(before.last_login_at).into(),
                Utc::now().into(),
                id.into(),
            ],
        ))
        .await?;
        let after = find(tx, id, false).await?;
        let (name, password) = (after.name.clone(), password.clone());
        send(tx, &after, Content::StaffPasswordReset { name, password }).await?;
        let change = Change {
            action: "reset_password",
            entity: TABLE,
            entity_id: id,
            customer_id: None,
            before: snapshot(&before)?,
            after: snapshot(&after)?,
        };
        audit::log(tx, change).await?;
        audit::announce(tx, "update", TABLE, id, None).await?;
        Ok(Created {
            location: format!("/api/users/{id}"),
            body: after,
        })
    })
    .await
}

fn snapshot(row: &impl Serialize) -> Result<Option<serde_json::Value>> {
    serde_json::to_value(row).map(Some).map_err(Error::internal)
}
