//! Choosing a new password. The present one is asked for, and a wrong one counts as a try to sign in, so that a stolen
//! session cannot guess; a session that a link began a moment ago needs none. Every session of the person ends.

use chrono::Utc;
use contract::{FieldError, session::PasswordChange};

use super::{
    Claims, ENDED, Holder, access_log,
    account::{self, Account, Kind},
    ending, now,
    sign_in::count_lockout,
};
use crate::{
    Error, Principal, Result, Scope, Sql, Tx, audit,
    mail::{self, Content, Mail},
    passwords, write,
};

const CURRENT: &str = "current_password";
const NEW: &str = "new_password";

/// Changes the password of the person whose session `claims` describes, ends all of the person's sessions and gives the
/// claims of a fresh one.
///
/// # Errors
/// [`Error::Invalid`] naming `current_password` or `new_password`; [`Error::Unauthenticated`] when the account was
/// suspended or its password changed meanwhile.
pub async fn change_password(
    scope: &Scope,
    claims: &Claims,
    input: &PasswordChange,
) -> Result<Claims> {
    let (kind, id) = match claims.holder {
        Holder::Shop { user_id, .. } => (Kind::Shop, user_id),
        Holder::Staff { user_id, .. } => (Kind::Staff, user_id),
    };
    check(claims, input)?;
    let account = match &input.current_password {
        Some(current) => prove(scope, kind, id, current).await?,
        None => {
            let tx = as_sign_in(scope).write().await?;
            let account = account::by_id(&tx, kind, id).await?;
            account.ok_or(Error::Unauthenticated(ENDED))?
        }
    };
    let same = input.current_password.is_none()
        && passwords::matches(&input.new_password, Some(&account.password_hash)).await?;
    if same {
        return Err(Error::Invalid(vec![unchanged()]));
    }
    let hash = passwords::hash(&input.new_password).await?;
    let from = ending(account.last_login_at);
    let tx = at_home(scope, &account).write().await?;
    if !save(&tx, kind, &account, hash, from).await? {
        return Err(Error::Unauthenticated(ENDED));
    }
    // The caller's own session, by name: it ends whatever the clocks say.
    tx.run(Sql::with(
        "INSERT INTO revoked_tokens (jti, expires_at, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [claims.jti.clone().into(), claims.expires_at.into(), Utc::now().into()],
    ))
    .await?;
    record(&tx, kind, &account).await?;
    tx.commit().await?;
    Ok(Claims::begin(claims.holder.clone(), from, false))
}

/// Everything that can be said without looking at the account.
fn check(claims: &Claims, input: &PasswordChange) -> Result<()> {
    let mut errors = Vec::new();
    if input.current_password.is_none() && !claims.may_set_password(Utc::now()) {
        let message = "Give the present password.";
        errors.push(FieldError::new(CURRENT, "required", message));
    }
    if let Err(Error::Invalid(wrong)) = passwords::check(NEW, &input.new_password) {
        errors.extend(wrong);
    } else if input.current_password.as_ref() == Some(&input.new_password) {
        errors.push(unchanged());
    }
    write::refuse(errors)
}

fn unchanged() -> FieldError {
    FieldError::new(NEW, "mismatch", "Choose another one than the present.")
}

/// The account, once `current` has turned out to be its password. The try is counted before it is looked at.
async fn prove(scope: &Scope, kind: Kind, id: i64, current: &str) -> Result<Account> {
    let nobody = as_sign_in(scope);
    let tx = nobody.write().await?;
    let account = account::by_id(&tx, kind, id)
        .await?
        .ok_or(Error::Unauthenticated(ENDED))?;
    let next = account.after_try(now());
    account::save_try(&tx, kind, id, &next).await?;
    tx.commit().await?;
    if passwords::matches(current, Some(&account.password_hash)).await? && !next.refused {
        return Ok(account);
    }
    count_lockout(&next);
    let tx = nobody.write().await?;
    let label = scope.actor().label();
    access_log::audit(
        &tx,
        account.org_id,
        &label,
        "password_refused",
        account.whose(kind),
    )
    .await?;
    tx.commit().await?;
    Err(Error::field(
        CURRENT,
        "mismatch",
        "This is not your present password.",
    ))
}

/// Tries are the sign-in path's to write, whatever the person may write otherwise.
fn as_sign_in(scope: &Scope) -> Scope {
    scope.become_principal(Principal::Auth { org_id: 0 })
}

/// A platform_admin acts in any organization; its account is in its own, or in none.
fn at_home(scope: &Scope, account: &Account) -> Scope {
    let mut principal = scope.actor().principal().clone();
    if let Principal::Staff { org_id, .. } = &mut principal {
        *org_id = account.org_id.unwrap_or(0);
    }
    scope.become_principal(principal)
}

/// False when somebody was faster: suspended, or another new password.
async fn save(
    tx: &Tx,
    kind: Kind,
    account: &Account,
    hash: String,
    from: chrono::DateTime<Utc>,
) -> Result<bool> {
    let of_shops = match kind {
        Kind::Shop => ", magic_token_hash = NULL, magic_expires_at = NULL",
        Kind::Staff => "",
    };
    let sql = format!(
        "UPDATE {}
        SET password_hash = $1, sessions_valid_from = $2, last_login_at = $2, login_attempts = 0, locked_until = NULL,
            status = 'active', must_change_password = FALSE, version = version + 1, updated_at = $3{of_shops}
        WHERE id = $4 AND password_hash = $5 AND status <> 'suspended'",
        kind.table()
    );
    let values = [
        hash.into(),
        from.into(),
        Utc::now().into(),
        account.id.into(),
        account.password_hash.clone().into(),
    ];
    Ok(tx.run(Sql::with(&sql, values)).await? == 1)
}

/// The audit row, the event and the security notice. Events and e-mails belong to an organization: a platform_admin, who
/// has none, leaves the audit row alone.
async fn record(tx: &Tx, kind: Kind, account: &Account) -> Result<()> {
    let label = kind.label(account.id);
    let action = "change_password";
    access_log::audit(tx, account.org_id, &label, action, account.whose(kind)).await?;
    let (Some(org_id), Some(locale)) = (account.org_id, &account.locale) else {
        return Ok(());
    };
    audit::announce(tx, "update", kind.table(), account.id, account.customer_id).await?;
    let notice = Mail {
        org_id,
        recipient: &account.email,
        locale,
        portal_user_id: (kind == Kind::Shop).then_some(account.id),
        user_id: (kind == Kind::Staff).then_some(account.id),
        content: Content::PasswordChanged {
            name: account.name.clone(),
            at: Utc::now(),
        },
    };
    mail::queue(tx, notice).await
}
