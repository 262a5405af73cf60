//! The first people of a maker, made from the command line: whoever can run it owns the database. Later ones are made
//! by admins over the API.

use chrono::Utc;
use contract::StaffRole;

use crate::{
    Db, Error, Principal, RequestInfo, Result, Scope, Sql, Tx,
    audit::{self, Line},
    passwords,
};

/// A member of staff to be.
#[derive(Debug)]
pub struct NewStaff<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: StaffRole,
    /// The slug; None for a platform_admin only.
    pub organization: Option<&'a str>,
    /// Makes the organization under this name when there is none of the slug.
    pub organization_name: Option<&'a str>,
    pub password: &'a str,
}

/// Makes the account and returns its id.
///
/// # Errors
/// [`Error::Invalid`] for a weak password, a bad e-mail or slug, or a role without its organization;
/// [`Error::Conflict`] for an e-mail that is taken.
pub async fn create_staff(db: &Db, staff: &NewStaff<'_>) -> Result<i64> {
    passwords::check("password", staff.password)?;
    let email = staff.email.trim().to_lowercase();
    if !(3..=254).contains(&email.len()) || !email.contains('@') {
        return Err(Error::field("email", "format", "Give an e-mail address."));
    }
    if (staff.role == StaffRole::PlatformAdmin) == staff.organization.is_some() {
        return Err(Error::field(
            "organization",
            "mismatch",
            "Every role but platform_admin has an organization; platform_admin has none.",
        ));
    }
    let hash = passwords::hash(staff.password).await?;
    let everywhere = scope(db, 0);
    let tx = everywhere.write().await?;
    let org_id = match staff.organization {
        Some(slug) => Some(organization(&tx, slug, staff.organization_name).await?),
        None => None,
    };
    let now = Utc::now();
    let id: Option<i64> = tx
        .value(Sql::with(
            "INSERT INTO users (org_id, email, password_hash, name, role, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
            [
                org_id.into(),
                email.into(),
                hash.into(),
                staff.name.into(),
                staff.role.as_str().into(),
                now.into(),
            ],
        ))
        .await?;
    let id = id.ok_or_else(|| Error::internal("no id came back"))?;
    let line = Line {
        org_id,
        actor: "system",
        action: "create",
        entity: "users",
        entity_id: id,
        ..Line::default()
    };
    audit::write(&tx, line).await?;
    tx.commit().await?;
    Ok(id)
}

async fn organization(tx: &Tx, slug: &str, name: Option<&str>) -> Result<i64> {
    let known: Option<i64> = tx
        .value(Sql::with(
            "SELECT id FROM organizations WHERE slug = $1",
            [slug.into()],
        ))
        .await?;
    if let Some(id) = known {
        return Ok(id);
    }
    let Some(name) = name else {
        return Err(Error::field(
            "organization",
            "not_found",
            "There is no such organization; give --organization-name to make it.",
        ));
    };
    let fits = (2..=63).contains(&slug.len())
        && slug
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !fits {
        return Err(Error::field(
            "organization",
            "format",
            "A slug has 2 to 63 lower-case letters, digits and hyphens.",
        ));
    }
    let id: Option<i64> = tx
        .value(Sql::with(
            "INSERT INTO organizations (name, slug, created_at, updated_at) VALUES ($1, $2, $3, $3) RETURNING id",
            [name.into(), slug.into(), Utc::now().into()],
        ))
        .await?;
    id.ok_or_else(|| Error::internal("no id came back"))
}

fn scope(db: &Db, org_id: i64) -> Scope {
    Scope::new(db, Principal::System { org_id }, RequestInfo::default())
}
