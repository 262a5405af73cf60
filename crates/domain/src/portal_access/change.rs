//! Opening, suspending, reinstating, unlocking and resetting access.

use chrono::Utc;
use contract::{
    AccountStatus, FieldError,
    portal_users::{PortalUser, PortalUserInput, PortalUserPatch},
};
use serde::Serialize;

use super::{customer, email, find};
use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    audit::{self, Change},
    error::Violation,
    idempotency::{self, Created},
    mail::{self, Content, Mail},
    passwords, sessions, write,
};

const TABLE: &str = "customer_portal_users";
const DUPLICATE: &str = "Email already in use for this customer";

const INSERT: &str = "
INSERT INTO customer_portal_users (org_id, customer_id, created_by_user_id, email, password_hash, name,
                                   must_change_password, mail_status, mail_at, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, TRUE, 'queued', $7, $7, $7)
RETURNING id";

/// Opens the portal to a person of a shop and e-mails a generated password in the shop's language.
///
/// # Errors
/// [`Error::NotFound`] for a shop out of reach; [`Error::Invalid`] naming `email` or `name`; [`Error::Conflict`] for an
/// e-mail that is taken.
pub async fn create(
    scope: &Scope,
    key: &IdOrCode,
    input: &PortalUserInput,
) -> Result<Created<PortalUser>> {
    let (address, name) = checked(input)?;
    // Hashing takes a third of a second: not inside the transaction.
    let password = passwords::generate();
    let hash = passwords::hash(&password).await?;
    idempotency::once(scope, async |tx| {
        let customer = customer(tx, key).await?;
        let values = [
            tx.actor().org_id().into(),
            customer.id.into(),
            tx.actor().staff_user_id().into(),
            address.clone().into(),
            hash.clone().into(),
            name.clone().into(),
            Utc::now().into(),
        ];
        let id = write::insert(tx, Sql::with(INSERT, values), refused).await?;
        let user = find(tx, id, false).await?;
        let content = Content::PortalAccess {
            name: name.clone(),
            password: password.clone(),
        };
        send(tx, &user, &customer.locale, content).await?;
        let (what, of) = (("create", TABLE), Some(customer.id));
        write::record(tx, what, id, of, None, Some(&user)).await?;
        Ok(Created {
            location: format!("/api/portal-users/{id}"),
            body: user,
        })
    })
    .await
}

fn refused(violation: &Violation) -> Option<Error> {
    write::is_unique(violation, TABLE, &["org_id", "email"])
        .then(|| Error::Conflict(DUPLICATE.into()))
}

/// E-mail and name as they are kept.
fn checked(input: &PortalUserInput) -> Result<(String, String)> {
    let mut errors = Vec::new();
    let address = email::normal(&input.email);
    if address.is_none() {
        let message = "Give an e-mail address such as name@shop.example.";
        errors.push(FieldError::new("email", "format", message));
    }
    check_name(&mut errors, &input.name);
    write::refuse(errors)?;
    Ok((address.unwrap_or_default(), input.name.trim().to_owned()))
}

fn check_name(errors: &mut Vec<FieldError>, name: &str) {
    write::require_text(errors, "name", name);
    if name.chars().any(char::is_control) {
        let message = "A name is one line of text.";
        errors.push(FieldError::new("name", "format", message));
    }
}

async fn send(tx: &Tx, user: &PortalUser, locale: &str, content: Content) -> Result<()> {
    let mail = Mail {
        org_id: tx.actor().org_id(),
        recipient: &user.email,
        locale,
        portal_user_id: Some(user.id),
        user_id: None,
        content,
    };
    mail::queue(tx, mail).await
}

/// Suspends, reinstates, unlocks or renames a person. `expected` is the version the caller knows. A suspension ends
/// every session; reinstating brings none of them back.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`]; [`Error::Invalid`] naming `status` or `name`.
pub async fn change(
    scope: &Scope,
    id: i64,
    patch: &PortalUserPatch,
    expected: Option<i32>,
) -> Result<PortalUser> {
    let mut errors = Vec::new();
    if patch.status == Some(AccountStatus::Locked) {
        let message = "Only wrong passwords lock an account; give active or suspended.";
        errors.push(FieldError::new("status", "enum", message));
    }
    if let Some(name) = &patch.name {
        check_name(&mut errors, name);
    }
    write::refuse(errors)?;
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    let mut sql = Sql::new("UPDATE customer_portal_users SET version = version + 1, updated_at = ");
    sql.bind(Utc::now());
    if let Some(name) = &patch.name {
        sql.push(", name = ").bind(name.trim().to_owned());
    }
    let mut action = "update";
    match patch.status {
        Some(AccountStatus::Suspended) => {
            sql.push(", status = 'suspended', magic_token_hash = NULL, magic_expires_at = NULL");
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
    sql.push(" WHERE id = ").bind(id);
    tx.run(sql).await?;
    let after = find(&tx, id, false).await?;
    let of = Some(before.customer_id);
    write::record(&tx, (action, TABLE), id, of, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Makes a new password and e-mails it; every session ends, a lock goes, an open link no longer works.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for a suspended person, whom a new password would not let in.
pub async fn reset_password(scope: &Scope, id: i64) -> Result<Created<PortalUser>> {
    let password = passwords::generate();
    let hash = passwords::hash(&password).await?;
    idempotency::once(scope, async |tx| {
        let before = find(tx, id, true).await?;
        if before.status == AccountStatus::Suspended {
            let detail = "This person is suspended: reinstate them first.";
            return Err(Error::Conflict(detail.into()));
        }
        tx.run(Sql::with(
            "UPDATE customer_portal_users
            SET password_hash = $1, must_change_password = TRUE, sessions_valid_from = $2, status = 'active',
                login_attempts = 0, locked_until = NULL, magic_token_hash = NULL, magic_expires_at = NULL,
                mail_status = 'queued', mail_at = $3, version = version + 1, updated_at = $3
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
        let key = IdOrCode::Id(before.customer_id);
        let locale = customer(tx, &key).await?.locale;
        let content = Content::PasswordReset {
            name: after.name.clone(),
            password: password.clone(),
        };
        send(tx, &after, &locale, content).await?;
        record_reset(tx, &before, &after).await?;
        Ok(Created {
            location: format!("/api/portal-users/{id}"),
            body: after,
        })
    })
    .await
}

/// The audit row says what was done; whoever watches learns that the account has changed.
async fn record_reset(tx: &Tx, before: &PortalUser, after: &PortalUser) -> Result<()> {
    let (id, of) = (after.id, Some(after.customer_id));
    let change = Change {
        action: "reset_password",
        entity: TABLE,
        entity_id: id,
        customer_id: of,
        before: snapshot(before)?,
        after: snapshot(after)?,
    };
    audit::log(tx, change).await?;
    audit::announce(tx, "update", TABLE, id, of).await
}

fn snapshot(row: &impl Serialize) -> Result<Option<serde_json::Value>> {
    serde_json::to_value(row).map(Some).map_err(Error::internal)
}
