//! Signing in. A try is counted in its own transaction before the password is looked at, so that tries at once cannot
//! slip past the limit; an unknown e-mail costs the same time and gets the same words as a wrong password.

use std::{
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, Utc};
use contract::{
    StaffRole,
    session::{ShopLogin, ShopUser, StaffLogin, StaffUser},
};
use tokio::sync::Mutex;

use super::{
    Claims, Holder, INVALID,
    access_log::{self, AccessEvent, Outcome},
    account::{self, Account, Kind, Try},
    now,
};
use crate::{Db, Error, Principal, RequestInfo, Result, Scope, passwords};

const SUSPENDED: &str = "Account suspended. Contact manufacturer.";

/// Tries of one account wait for each other here: several right ones at once are no attack, though each counts as a
/// try until its password is known. Other instances are held by the row alone.
static IN_TURN: [Mutex<()>; 64] = [const { Mutex::const_new(()) }; 64];

static LOCKOUTS: AtomicU64 = AtomicU64::new(0);

/// How many accounts this process has locked since it started.
pub fn lockouts() -> u64 {
    LOCKOUTS.load(Ordering::Relaxed)
}

pub(super) fn count_lockout(next: &Try) {
    if !next.refused && next.locked_until.is_some() {
        LOCKOUTS.fetch_add(1, Ordering::Relaxed);
    }
}

/// Signs a person of a shop in.
///
/// # Errors
/// [`Error::Unauthenticated`] with the same words whatever was wrong; [`Error::Forbidden`] for the right password of a
/// suspended account.
pub async fn sign_in_shop(
    db: &Db,
    request: RequestInfo,
    login: &ShopLogin,
) -> Result<(Claims, ShopUser)> {
    let attempt = Attempt {
        db,
        request,
        kind: Kind::Shop,
        email: normalised(&login.email),
        organization: login.organization.as_deref(),
    };
    let (account, at) = attempt.run(&login.password).await?;
    shop_session(account, at, false)
}

/// The session of a person of a shop and what it is told of itself.
pub(super) fn shop_session(
    account: Account,
    at: DateTime<Utc>,
    by_link: bool,
) -> Result<(Claims, ShopUser)> {
    let (Some(org_id), Some(customer_id)) = (account.org_id, account.customer_id) else {
        return Err(Error::internal("a portal user without its shop"));
    };
    let holder = Holder::Shop {
        user_id: account.id,
        customer_id,
        org_id,
    };
    let user = ShopUser {
        id: account.id,
        name: account.name,
        email: account.email,
        customer_id,
        customer_name: account.customer_name.unwrap_or_default(),
        must_change_password: !by_link && account.must_change_password,
        may_set_password: by_link,
    };
    Ok((Claims::begin(holder, at, by_link), user))
}

/// Signs a person of the maker in. Errors as [`sign_in_shop`].
pub async fn sign_in_staff(
    db: &Db,
    request: RequestInfo,
    login: &StaffLogin,
) -> Result<(Claims, StaffUser)> {
    let attempt = Attempt {
        db,
        request,
        kind: Kind::Staff,
        email: normalised(&login.email),
        organization: None,
    };
    let (account, at) = attempt.run(&login.password).await?;
    let role: StaffRole = account
        .role
        .as_deref()
        .unwrap_or_default()
        .parse()
        .map_err(Error::internal)?;
    let holder = Holder::Staff {
        user_id: account.id,
        org_id: account.org_id,
        team_id: account.team_id,
        role,
    };
    let user = StaffUser {
        id: account.id,
        name: account.name,
        email: account.email,
        role,
        org_id: account.org_id,
        organization: account.organization,
        organization_slug: account.organization_slug,
        must_change_password: account.must_change_password,
        team_id: account.team_id,
    };
    Ok((Claims::begin(holder, at, false), user))
}

pub(super) fn normalised(email: &str) -> String {
    email.trim().to_lowercase()
}

struct Attempt<'a> {
    db: &'a Db,
    request: RequestInfo,
    kind: Kind,
    email: String,
    organization: Option<&'a str>,
}

impl Attempt<'_> {
    /// The account, and the moment its session begins.
    async fn run(&self, password: &str) -> Result<(Account, DateTime<Utc>)> {
        let place = BuildHasherDefault::<DefaultHasher>::default().hash_one(&self.email);
        let _turn = IN_TURN[(place % 64) as usize].lock().await;
        let counted = self.count().await?;
        let hash = counted
            .as_ref()
            .map(|(account, _)| account.password_hash.as_str());
        let right = passwords::matches(password, hash).await?;
        match counted {
            Some((account, next)) if right && !next.refused => self.admit(account).await,
            Some((account, next)) => {
                count_lockout(&next);
                self.refuse(Some(&account), INVALID).await?;
                Err(Error::Unauthenticated(INVALID))
            }
            None => {
                self.refuse(None, INVALID).await?;
                Err(Error::Unauthenticated(INVALID))
            }
        }
    }

    fn scope(&self, org_id: Option<i64>) -> Scope {
        let principal = Principal::Auth {
            org_id: org_id.unwrap_or(0),
        };
        Scope::new(self.db, principal, self.request.clone())
    }

    async fn count(&self) -> Result<Option<(Account, Try)>> {
        let tx = self.scope(None).write().await?;
        let found = account::find(&tx, self.kind, &self.email, self.organization).await?;
        let Some(account) = found else {
            return Ok(None);
        };
        let next = account.after_try(Utc::now());
        account::save_try(&tx, self.kind, account.id, &next).await?;
        tx.commit().await?;
        Ok(Some((account, next)))
    }

    async fn admit(&self, account: Account) -> Result<(Account, DateTime<Utc>)> {
        let tx = self.scope(account.org_id).write().await?;
        let at = now();
        if !account::save_success(&tx, self.kind, &account, at).await? {
            let suspended = account::forget_tries(&tx, self.kind, account.id).await?;
            tx.commit().await?;
            let why = if suspended { SUSPENDED } else { INVALID };
            self.refuse(Some(&account), why).await?;
            return Err(if suspended {
                Error::Forbidden(SUSPENDED.into())
            } else {
                Error::Unauthenticated(INVALID)
            });
        }
        let label = self.kind.label(account.id);
        access_log::audit(
            &tx,
            account.org_id,
            &label,
            "login",
            account.whose(self.kind),
        )
        .await?;
        if self.kind == Kind::Shop {
            let (event, email) = (AccessEvent::Login, Some(self.email.as_str()));
            access_log::write(&tx, account.org_id, event, email, Outcome::Success).await?;
        }
        tx.commit().await?;
        Ok((account, at))
    }

    /// What a refused try leaves behind. An e-mail that nobody has leaves a line in the access log alone.
    async fn refuse(&self, account: Option<&Account>, why: &str) -> Result<()> {
        let org_id = account.and_then(|account| account.org_id);
        if account.is_none() && self.kind == Kind::Staff {
            return Ok(());
        }
        let tx = self.scope(org_id).write().await?;
        if let Some(account) = account {
            access_log::audit(
                &tx,
                org_id,
                "auth",
                "login_refused",
                account.whose(self.kind),
            )
            .await?;
        }
        if self.kind == Kind::Shop {
            let (event, email) = (AccessEvent::Login, Some(self.email.as_str()));
            access_log::write(&tx, org_id, event, email, Outcome::Error(why)).await?;
        }
        tx.commit().await
    }
}
