//! Who one is: the answer to a front end that has just been opened.

use chrono::Utc;
use contract::session::{ShopUser, StaffUser};
use sea_orm::FromQueryResult;

use super::{Claims, ENDED};
use crate::{Error, Result, Scope, Sql};

#[derive(FromQueryResult)]
struct ShopRow {
    id: i64,
    name: String,
    email: String,
    customer_id: i64,
    customer_name: String,
    must_change_password: bool,
}

#[derive(FromQueryResult)]
struct StaffRow {
    id: i64,
    name: String,
    email: String,
    role: String,
    org_id: Option<i64>,
    organization: Option<String>,
    organization_slug: Option<String>,
    team_id: Option<i64>,
    must_change_password: bool,
}

/// The shop's person of the scope, in the session of `claims`.
///
/// # Errors
/// [`Error::Unauthenticated`] when the scope is nobody's of a shop.
pub async fn shop_user(scope: &Scope, claims: &Claims) -> Result<ShopUser> {
    let id = scope
        .actor()
        .portal_user_id()
        .ok_or(Error::Unauthenticated(ENDED))?;
    let row: ShopRow = scope
        .read()
        .await?
        .one(Sql::with(
            "SELECT p.id, p.name, p.email, p.customer_id, c.name AS customer_name, p.must_change_password
            FROM customer_portal_users p JOIN customers c ON c.id = p.customer_id
            WHERE p.id = $1",
            [id.into()],
        ))
        .await?
        .ok_or(Error::Unauthenticated(ENDED))?;
    Ok(ShopUser {
        id: row.id,
        name: row.name,
        email: row.email,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        must_change_password: row.must_change_password && !claims.by_link,
        may_set_password: claims.may_set_password(Utc::now()),
    })
}

/// The maker's person of the scope.
///
/// # Errors
/// [`Error::Unauthenticated`] when the scope is no member of staff's.
pub async fn staff_user(scope: &Scope) -> Result<StaffUser> {
    let id = scope
        .actor()
        .staff_user_id()
        .ok_or(Error::Unauthenticated(ENDED))?;
    let row: StaffRow = scope
        .read()
        .await?
        .one(Sql::with(
            "SELECT u.id, u.name, u.email, u.role, u.org_id, o.name AS organization,
                o.slug AS organization_slug, u.team_id, u.must_change_password
            FROM users u LEFT JOIN organizations o ON o.id = u.org_id
            WHERE u.id = $1",
            [id.into()],
        ))
        .await?
        .ok_or(Error::Unauthenticated(ENDED))?;
    Ok(StaffUser {
        id: row.id,
        name: row.name,
        email: row.email,
        role: row.role.parse().map_err(Error::internal)?,
        org_id: row.org_id,
        organization: row.organization,
        organization_slug: row.organization_slug,
        must_change_password: row.must_change_password,
        team_id: row.team_id,
    })
}
