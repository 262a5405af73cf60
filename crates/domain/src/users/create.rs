//! A new person of the maker.

use chrono::Utc;
use contract::{
    FieldError, StaffRole,
    users::{User, UserInput},
};

use super::{TABLE, check_name, find, may_touch, require_team, send};
use crate::{
    Error, Result, Scope, Sql,
    error::Violation,
    idempotency::{self, Created},
    mail::Content,
    passwords,
    portal_access::email,
    write,
};

const DUPLICATE: &str = "Email already in use";

const INSERT: &str = "
INSERT INTO users (org_id, team_id, email, password_hash, name, role, must_change_password, mail_status, mail_at,
                   created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
RETURNING id";

/// Makes an account. Without a password one is made, e-mailed in the organization's language, and must be replaced at the
/// first sign-in.
///
/// # Errors
/// [`Error::Invalid`] naming `email`, `name`, `password` or `team_id`; [`Error::Forbidden`] for a role above the caller's;
/// [`Error::Conflict`] for an e-mail that somebody has, in whichever organization.
pub async fn create(scope: &Scope, input: &UserInput) -> Result<Created<User>> {
    let role = input.role.unwrap_or(StaffRole::User);
    let (address, name) = checked(input)?;
    may_touch(scope, role)?;
    // Hashing takes a third of a second: not inside the transaction.
    let generated = input.password.is_none().then(passwords::generate);
    let chosen = generated.as_ref().or(input.password.as_ref());
    let hash = passwords::hash(chosen.map_or("", String::as_str)).await?;
    idempotency::once(scope, async |tx| {
        require_team(tx, input.team_id).await?;
        let now = Utc::now();
        let mailed = generated.is_some();
        let values = [
            tx.actor().org_id().into(),
            input.team_id.into(),
            address.clone().into(),
            hash.clone().into(),
            name.clone().into(),
            role.as_str().into(),
            mailed.into(),
            mailed.then_some("queued").into(),
            mailed.then_some(now).into(),
            now.into(),
        ];
        let id = write::insert(tx, Sql::with(INSERT, values), refused).await?;
        let user = find(tx, id, false).await?;
        if let Some(password) = &generated {
            let (name, password) = (name.clone(), password.clone());
            send(tx, &user, Content::StaffAccess { name, password }).await?;
        }
        write::record(tx, ("create", TABLE), id, None, None, Some(&user)).await?;
        Ok(Created {
            location: format!("/api/users/{id}"),
            body: user,
        })
    })
    .await
}

fn refused(violation: &Violation) -> Option<Error> {
    write::is_unique(violation, TABLE, &["email"]).then(|| Error::Conflict(DUPLICATE.into()))
}

/// E-mail and name as they are kept.
fn checked(input: &UserInput) -> Result<(String, String)> {
    let mut errors = Vec::new();
    let address = email::normal(&input.email);
    if address.is_none() {
        let message = "Give an e-mail address such as name@maker.example.";
        errors.push(FieldError::new("email", "format", message));
    }
    check_name(&mut errors, &input.name);
    if let Some(password) = &input.password
        && let Err(Error::Invalid(wrong)) = passwords::check("password", password)
    {
        errors.extend(wrong);
    }
    write::refuse(errors)?;
    Ok((address.unwrap_or_default(), input.name.trim().to_owned()))
}
