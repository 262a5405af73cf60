//! An account as sign-in sees it, of staff and of shops alike: found by e-mail, a try counted before its password is
//! looked at, cleared after a right one.

use chrono::{DateTime, Duration, Utc};
use sea_orm::FromQueryResult;

use crate::{Result, Sql, Tx, write};

const TRIES: i32 = 5;
const LOCKED_FOR: Duration = Duration::minutes(15);

/// Which table an account is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Shop,
    Staff,
}

impl Kind {
    pub fn table(self) -> &'static str {
        match self {
            Self::Shop => "customer_portal_users",
            Self::Staff => "users",
        }
    }

    fn select(self) -> &'static str {
        match self {
            Self::Shop => SHOP,
            Self::Staff => STAFF,
        }
    }

    /// Of the table in [`Kind::select`].
    fn alias(self) -> &'static str {
        match self {
            Self::Shop => "p",
            Self::Staff => "u",
        }
    }

    /// `shop:7`, as in audit rows.
    pub fn label(self, id: i64) -> String {
        match self {
            Self::Shop => format!("shop:{id}"),
            Self::Staff => format!("staff:{id}"),
        }
    }
}

#[derive(Debug, Clone, FromQueryResult)]
pub struct Account {
    pub id: i64,
    pub org_id: Option<i64>,
    pub email: String,
    pub name: String,
    pub password_hash: String,
    pub status: String,
    pub login_attempts: i32,
    pub locked_until: Option<DateTime<Utc>>,
    pub last_login_at: Option<DateTime<Utc>>,
    /// Language of e-mails to the person; none for a platform_admin.
    pub locale: Option<String>,
    pub must_change_password: bool,
    /// Shops only.
    pub customer_id: Option<i64>,
    pub customer_name: Option<String>,
    pub magic_expires_at: Option<DateTime<Utc>>,
    /// Staff only.
    pub role: Option<String>,
    pub team_id: Option<i64>,
    pub organization: Option<String>,
    pub organization_slug: Option<String>,
}

const SHOP: &str =
    "SELECT p.id, p.org_id, p.email, p.name, p.password_hash, p.status, p.login_attempts,
        p.locked_until, p.last_login_at, COALESCE(c.locale, o.default_locale) AS locale,
        p.customer_id, c.name AS customer_name, p.must_change_password, p.magic_expires_at,
        CAST(NULL AS text) AS role, CAST(NULL AS bigint) AS team_id, o.slug AS organization,
        CAST(NULL AS text) AS organization_slug
    FROM customer_portal_users p
    JOIN organizations o ON o.id = p.org_id
    JOIN customers c ON c.id = p.customer_id
    WHERE ";

const STAFF: &str =
    "SELECT u.id, u.org_id, u.email, u.name, u.password_hash, u.status, u.login_attempts,
        u.locked_until, u.last_login_at, o.default_locale AS locale,
        CAST(NULL AS bigint) AS customer_id, CAST(NULL AS text) AS customer_name,
        u.must_change_password, CAST(NULL AS timestamptz) AS magic_expires_at,
        u.role, u.team_id, o.name AS organization, o.slug AS organization_slug
    FROM users u
    LEFT JOIN organizations o ON o.id = u.org_id
    WHERE ";

/// What a try to sign in leads to, apart from the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    pub attempts: i32,
    pub locked_until: Option<DateTime<Utc>>,
    pub status: &'static str,
    /// Locked already before this try: even the right password is refused.
    pub refused: bool,
}

impl Account {
    /// As audit rows name it.
    pub fn whose(&self, kind: Kind) -> (Kind, i64, Option<i64>) {
        (kind, self.id, self.customer_id)
    }

    /// Whether no sign-in is let through at the moment.
    pub fn is_shut(&self, now: DateTime<Utc>) -> bool {
        self.status == "suspended" || matches!(self.lock(now), Lock::Until(_))
    }

    fn lock(&self, now: DateTime<Utc>) -> Lock {
        match self.locked_until {
            Some(until) if until > now => Lock::Until(Some(until)),
            Some(_) => Lock::Over,
            None if self.status == "locked" => Lock::Until(None),
            None => Lock::None,
        }
    }

    /// The account's next state if the password turns out wrong.
    pub fn after_try(&self, now: DateTime<Utc>) -> Try {
        let suspended = self.status == "suspended";
        let (attempts, locked_until, locked, refused) = match self.lock(now) {
            // A lock is not prolonged by more tries.
            Lock::Until(until) => (self.login_attempts, until, true, true),
            Lock::Over => (1, None, false, false),
            Lock::None if self.login_attempts + 1 >= TRIES => {
                (TRIES, Some(now + LOCKED_FOR), true, false)
            }
            Lock::None => (self.login_attempts + 1, None, false, false),
        };
        let status = match (suspended, locked) {
            (true, _) => "suspended",
            (false, true) => "locked",
            (false, false) => "active",
        };
        Try {
            attempts,
            locked_until,
            status,
            refused,
        }
    }
}

enum Lock {
    None,
    Over,
    Until(Option<DateTime<Utc>>),
}

/// Finds the account by its e-mail. A shop's person may be known to several makers: the earliest organization counts
/// unless one is named.
pub async fn find(
    tx: &Tx,
    kind: Kind,
    email: &str,
    organization: Option<&str>,
) -> Result<Option<Account>> {
    let mut sql = Sql::new(kind.select());
    sql.push(kind.alias())
        .push(".email = ")
        .bind(email.to_owned());
    match (kind, organization) {
        (Kind::Shop, Some(slug)) => {
            sql.push(" AND o.slug = ").bind(slug.to_owned());
        }
        (Kind::Shop, None) => {
            sql.push(" ORDER BY o.id LIMIT 1");
        }
        (Kind::Staff, _) => {}
    }
    held(tx, kind, sql).await
}

pub async fn by_id(tx: &Tx, kind: Kind, id: i64) -> Result<Option<Account>> {
    let mut sql = Sql::new(kind.select());
    sql.push(kind.alias()).push(".id = ").bind(id);
    held(tx, kind, sql).await
}

/// The person of a shop whose open sign-in link has this hash, expired or not.
pub async fn by_link(tx: &Tx, hash: &str) -> Result<Option<Account>> {
    let mut sql = Sql::new(Kind::Shop.select());
    sql.push("p.magic_token_hash = ").bind(hash.to_owned());
    held(tx, Kind::Shop, sql).await
}

/// Holds the row until the transaction ends, so that tries at the same moment are counted one after the other. (A write
/// transaction on SQLite holds everything.)
async fn held(tx: &Tx, kind: Kind, mut sql: Sql) -> Result<Option<Account>> {
    write::lock(tx, &mut sql, kind.alias());
    tx.one(sql).await
}

pub async fn save_try(tx: &Tx, kind: Kind, id: i64, next: &Try) -> Result<()> {
    tx.run(Sql::with(
        &format!(
            "UPDATE {} SET login_attempts = $1, locked_until = $2, status = $3 WHERE id = $4",
            kind.table()
        ),
        [
            next.attempts.into(),
            next.locked_until.into(),
            next.status.into(),
            id.into(),
        ],
    ))
    .await?;
    Ok(())
}

/// After the right password: counter and lock go. False when the account was suspended, or its password changed, while
/// this one was being compared.
pub async fn save_success(
    tx: &Tx,
    kind: Kind,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<bool> {
    let changed = tx
        .run(Sql::with(
            &format!(
                "UPDATE {} SET login_attempts = 0, locked_until = NULL, status = 'active', last_login_at = $1
                WHERE id = $2 AND password_hash = $3 AND status <> 'suspended'",
                kind.table()
            ),
            [
                now.into(),
                account.id.into(),
                account.password_hash.clone().into(),
            ],
        ))
        .await?;
    Ok(changed == 1)
}

/// The right password of a suspended account: no session, and no wrong try either. False for one that is not suspended.
pub async fn forget_tries(tx: &Tx, kind: Kind, id: i64) -> Result<bool> {
    let changed = tx.run(Sql::with(
        &format!(
            "UPDATE {} SET login_attempts = 0, locked_until = NULL WHERE id = $1 AND status = 'suspended'",
            kind.table()
        ),
        [id.into()],
    ))
    .await?;
    Ok(changed == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(status: &str, login_attempts: i32, locked_until: Option<DateTime<Utc>>) -> Account {
        Account {
            id: 1,
            org_id: Some(1),
            email: "a@b.example".into(),
            name: "A".into(),
            password_hash: String::new(),
            status: status.into(),
            login_attempts,
            locked_until,
            last_login_at: None,
            locale: None,
            magic_expires_at: None,
            customer_id: None,
            customer_name: None,
            must_change_password: false,
            role: None,
            team_id: None,
            organization: None,
            organization_slug: None,
        }
    }

    #[test]
    fn the_fifth_wrong_password_locks_for_fifteen_minutes() {
        let now = Utc::now();
        let fourth = account("active", 3, None).after_try(now);
        assert_eq!(
            (fourth.attempts, fourth.status, fourth.locked_until),
            (4, "active", None)
        );
        let fifth = account("active", 4, None).after_try(now);
        assert_eq!(fifth.status, "locked");
        assert_eq!(fifth.locked_until, Some(now + Duration::minutes(15)));
        assert!(!fifth.refused, "the fifth try itself is still compared");
    }

    #[test]
    fn a_lock_refuses_without_growing_and_ends_by_itself() {
        let now = Utc::now();
        let until = now + Duration::minutes(3);
        let during = account("locked", 5, Some(until)).after_try(now);
        assert!(during.refused);
        assert_eq!((during.attempts, during.locked_until), (5, Some(until)));
        let after = account("locked", 5, Some(now - Duration::seconds(1))).after_try(now);
        assert_eq!(
            (after.refused, after.attempts, after.status),
            (false, 1, "active")
        );
        assert!(
            account("locked", 0, None).after_try(now).refused,
            "locked without an end"
        );
    }

    #[test]
    fn a_suspended_account_stays_suspended() {
        let now = Utc::now();
        let fifth = account("suspended", 4, None).after_try(now);
        assert_eq!(fifth.status, "suspended");
        assert!(
            account("suspended", 5, fifth.locked_until)
                .after_try(now)
                .refused
        );
    }
}
