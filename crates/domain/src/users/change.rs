//! Another name, role, team or state. An organization always keeps an admin who can sign in.

use chrono::Utc;
use contract::{
    AccountStatus, FieldError, StaffRole,
    users::{User, UserPatch},
};

use super::{TABLE, check_name, find, may_touch, require_team};
use crate::{Error, Result, Scope, Sql, Tx, sessions, write};

/// Suspends, reinstates, unlocks, renames or moves a person. `expected` is the version the caller knows. A suspension ends
/// every session; reinstating brings none of them back; another role or team holds from the person's next request.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`]; [`Error::Invalid`] naming `status`, `name` or `team_id`; [`Error::Forbidden`] for
/// one's own role or suspension and for whoever stands above the caller; [`Error::Conflict`] for the last active admin.
pub async fn change(
    scope: &Scope,
    id: i64,
    patch: &UserPatch,
    expected: Option<i32>,
) -> Result<User> {
    check(patch)?;
    let tx = scope.write().await?;
    if patch.role.is_some() || patch.status.is_some() {
        hold_roles(&tx).await?;
    }
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    allow(scope, &before, patch)?;
    if loses_an_admin(&before, patch) {
        keep_one_admin(&tx, id).await?;
    }
    require_team(&tx, patch.team_id.flatten()).await?;
    let (sql, action) = update(&before, patch);
    tx.run(sql).await?;
    let after = find(&tx, id, false).await?;
    write::record(&tx, (action, TABLE), id, None, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

fn check(patch: &UserPatch) -> Result<()> {
    let mut errors = Vec::new();
    if patch.status == Some(AccountStatus::Locked) {
        let message = "Only wrong passwords lock an account; give active or suspended.";
        errors.push(FieldError::new("status", "enum", message));
    }
    if let Some(name) = &patch.name {
        check_name(&mut errors, name);
    }
    write::refuse(errors)
}

/// Who decides about roles and suspensions in one organization does so one after the other: two admins at once could
/// otherwise take the role off each other. (A write transaction on SQLite holds everything.)
async fn hold_roles(tx: &Tx) -> Result<()> {
    if tx.is_postgres() {
        let sql = "SELECT id FROM organizations WHERE id = $1 FOR NO KEY UPDATE";
        tx.run(Sql::with(sql, [tx.actor().org_id().into()])).await?;
    }
    Ok(())
}

fn allow(scope: &Scope, before: &User, patch: &UserPatch) -> Result<()> {
    may_touch(scope, before.role)?;
    if let Some(role) = patch.role {
        may_touch(scope, role)?;
    }
    if scope.actor().staff_user_id() != Some(before.id) {
        return Ok(());
    }
    let forbidden = if patch.role.is_some_and(|role| role != before.role) {
        "Nobody changes their own role."
    } else if patch.status == Some(AccountStatus::Suspended) {
        "Nobody suspends themselves."
    } else {
        return Ok(());
    };
    Err(Error::Forbidden(forbidden.into()))
}

fn loses_an_admin(before: &User, patch: &UserPatch) -> bool {
    let was = before.role == StaffRole::Admin && before.status != AccountStatus::Suspended;
    let demoted = patch.role.is_some_and(|role| role != StaffRole::Admin);
    was && (demoted || patch.status == Some(AccountStatus::Suspended))
}

/// A lock by wrong passwords ends by itself: such an admin counts.
async fn keep_one_admin(tx: &Tx, id: i64) -> Result<()> {
    let others: Option<i64> = tx
        .value(Sql::with(
            "SELECT count(*) FROM users WHERE org_id = $1 AND role = 'admin' AND status <> 'suspended' AND id <> $2",
            [tx.actor().org_id().into(), id.into()],
        ))
        .await?;
    if others.unwrap_or(0) == 0 {
        return Err(Error::Conflict(
            "This is the last active admin: make somebody else an admin first.".into(),
        ));
    }
    Ok(())
}

/// The statement, and what the audit row calls it.
fn update(before: &User, patch: &UserPatch) -> (Sql, &'static str) {
    let mut sql = Sql::new("UPDATE users SET version = version + 1, updated_at = ");
    sql.bind(Utc::now());
    let mut action = "update";
    if let Some(name) = &patch.name {
        sql.push(", name = ").bind(name.trim().to_owned());
    }
    if let Some(role) = patch.role {
        sql.push(", role = ").bind(role.as_str());
    }
    if let Some(team) = patch.team_id {
        sql.push(", team_id = ").bind(team);
    }
    match patch.status {
        Some(AccountStatus::Suspended) => {
            sql.push(", status = 'suspended'");
            if before.status != AccountStatus::Suspended {
                action = "suspend";
                sql.push(", sessions_valid_from = ")
                    .bind(sessions::ending(before.last_login_at));
            }
        }
        Some(_) => {
            sql.push(", status = 'active', login_attempts = 0, locked_until = NULL");
            action = match before.status {
                AccountStatus::Suspended => "reinstate",
                AccountStatus::Locked => "unlock",
                AccountStatus::Active => action,
            };
        }
        None => {}
    }
    sql.push(" WHERE id = ").bind(before.id);
    (sql, action)
}
