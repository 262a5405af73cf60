//! The session check of every request: one statement in the transaction that the handler then goes on reading in.
//! A role, team or customer is taken from the row, never from the token.

use chrono::{DateTime, Utc};
use contract::{AccountStatus, StaffRole};
use sea_orm::FromQueryResult;

use super::{Claims, ENDED, Holder};
use crate::{Db, Error, Principal, RequestInfo, Result, Scope, Sql, Tx};

/// A signed-in request.
pub struct Admission {
    pub scope: Scope,
    pub organization: Organization,
    /// The person must choose a password before anything else.
    pub must_change_password: bool,
}

/// Whether the request's organization is known; always so but for a platform_admin, who names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Organization {
    Known,
    /// A platform_admin named none.
    Unnamed,
    /// A platform_admin named one that does not exist.
    Unknown,
}

#[derive(FromQueryResult)]
struct StaffRow {
    org_id: Option<i64>,
    team_id: Option<i64>,
    role: String,
    status: String,
    must_change_password: bool,
    sessions_valid_from: Option<DateTime<Utc>>,
    revoked: bool,
    named_org_id: Option<i64>,
}

#[derive(FromQueryResult)]
struct ShopRow {
    org_id: i64,
    customer_id: i64,
    status: String,
    must_change_password: bool,
    sessions_valid_from: Option<DateTime<Utc>>,
    revoked: bool,
}

const STAFF: &str = "SELECT u.org_id, u.team_id, u.role, u.status, u.must_change_password,
        u.sessions_valid_from,
        EXISTS (SELECT 1 FROM revoked_tokens r WHERE r.jti = $2) AS revoked,
        (SELECT o.id FROM organizations o WHERE o.slug = $3) AS named_org_id
    FROM users u WHERE u.id = $1";

const SHOP: &str =
    "SELECT p.org_id, p.customer_id, p.status, p.must_change_password, p.sessions_valid_from,
        EXISTS (SELECT 1 FROM revoked_tokens r WHERE r.jti = $2) AS revoked
    FROM customer_portal_users p WHERE p.id = $1";

/// Checks that the session still holds and builds the request's scope. `organization` is the slug a platform_admin
/// named. With `warm` the transaction stays with the scope for its first read; without, it is let go at once.
///
/// # Errors
/// [`Error::Unauthenticated`] for a session that has ended: signed out, account suspended or deleted, password changed.
/// [`Error::Unavailable`] when the database is away.
pub async fn authenticate(
    db: &Db,
    claims: &Claims,
    organization: Option<&str>,
    request: RequestInfo,
    warm: bool,
) -> Result<Admission> {
    match claims.holder {
        Holder::Shop { user_id, .. } => shop(db, claims, user_id, request, warm).await,
        Holder::Staff { user_id, .. } => {
            staff(db, claims, user_id, organization, request, warm).await
        }
    }
}

async fn shop(
    db: &Db,
    claims: &Claims,
    user_id: i64,
    request: RequestInfo,
    warm: bool,
) -> Result<Admission> {
    let scope = Scope::new(db, principal(&claims.holder), request);
    let tx = scope.read().await?;
    let row: ShopRow = tx
        .one(Sql::with(SHOP, [user_id.into(), claims.jti.clone().into()]))
        .await?
        .ok_or(Error::Unauthenticated(ENDED))?;
    still_holds(claims, &row.status, row.revoked, row.sessions_valid_from)?;
    let now = Principal::Shop {
        user_id,
        customer_id: row.customer_id,
        org_id: row.org_id,
    };
    Ok(Admission {
        scope: settle(scope, tx, now, warm).await,
        organization: Organization::Known,
        must_change_password: row.must_change_password && !claims.by_link,
    })
}

async fn staff(
    db: &Db,
    claims: &Claims,
    user_id: i64,
    organization: Option<&str>,
    request: RequestInfo,
    warm: bool,
) -> Result<Admission> {
    let scope = Scope::new(db, principal(&claims.holder), request);
    let tx = scope.read().await?;
    let values = [
        user_id.into(),
        claims.jti.clone().into(),
        organization.map(str::to_owned).into(),
    ];
    let row: StaffRow = tx
        .one(Sql::with(STAFF, values))
        .await?
        .ok_or(Error::Unauthenticated(ENDED))?;
    still_holds(claims, &row.status, row.revoked, row.sessions_valid_from)?;
    let role: StaffRole = row.role.parse().map_err(Error::internal)?;
    let (org_id, known) = if role == StaffRole::PlatformAdmin {
        match (organization, row.named_org_id) {
            (_, Some(id)) => (id, Organization::Known),
            (Some(_), None) => (0, Organization::Unknown),
            // One that belongs to a maker acts there unless it names another.
            (None, None) => match row.org_id {
                Some(id) => (id, Organization::Known),
                None => (0, Organization::Unnamed),
            },
        }
    } else {
        (row.org_id.unwrap_or(0), Organization::Known)
    };
    let now = Principal::Staff {
        user_id,
        org_id,
        team_id: row.team_id,
        role,
    };
    Ok(Admission {
        scope: settle(scope, tx, now, warm).await,
        organization: known,
        must_change_password: row.must_change_password,
    })
}

/// The same scope when the token told the truth; a new one when the row says otherwise by now, since the policies of
/// the open transaction were told of the old one.
async fn settle(scope: Scope, tx: Tx, now: Principal, warm: bool) -> Scope {
    if *scope.actor().principal() != now {
        return scope.become_principal(now);
    }
    if warm {
        scope.keep_warm(tx).await;
    }
    scope
}

fn principal(holder: &Holder) -> Principal {
    match *holder {
        Holder::Shop {
            user_id,
            customer_id,
            org_id,
        } => Principal::Shop {
            user_id,
            customer_id,
            org_id,
        },
        Holder::Staff {
            user_id,
            org_id,
            team_id,
            role,
        } => Principal::Staff {
            user_id,
            org_id: org_id.unwrap_or(0),
            team_id,
            role,
        },
    }
}

/// A lock refuses sign-in only; suspension, sign-out and a changed password end what is open.
fn still_holds(
    claims: &Claims,
    status: &str,
    revoked: bool,
    valid_from: Option<DateTime<Utc>>,
) -> Result<()> {
    let suspended = status == AccountStatus::Suspended.as_str();
    let outdated = valid_from.is_some_and(|from| claims.issued_at < from);
    if suspended || revoked || outdated {
        return Err(Error::Unauthenticated(ENDED));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    #[test]
    fn a_session_ends_by_suspension_sign_out_and_password_change_but_not_by_a_lock() {
        let issued_at = Utc::now();
        let claims = Claims {
            holder: Holder::Shop {
                user_id: 1,
                customer_id: 1,
                org_id: 1,
            },
            jti: "j".into(),
            issued_at,
            expires_at: issued_at + Duration::hours(24),
            by_link: false,
        };
        let later = Some(issued_at + Duration::microseconds(1));
        assert!(still_holds(&claims, "active", false, None).is_ok());
        assert!(still_holds(&claims, "locked", false, Some(issued_at)).is_ok());
        assert!(still_holds(&claims, "suspended", false, None).is_err());
        assert!(still_holds(&claims, "active", true, None).is_err());
        assert!(still_holds(&claims, "active", false, later).is_err());
    }
}
