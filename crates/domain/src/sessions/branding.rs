//! What a front end may know of an organization before anybody has signed in: name, colour, language, logo.

use contract::session::Branding;
use sea_orm::FromQueryResult;

use crate::{Db, Error, Principal, RequestInfo, Result, Scope, Sql, organization::logo_url};

#[derive(FromQueryResult)]
struct Row {
    name: String,
    slug: String,
    primary_color: String,
    default_locale: String,
    has_logo: bool,
    version: i32,
}

/// An organization's image and its media type.
#[derive(Debug, FromQueryResult)]
pub struct Logo {
    pub logo: Vec<u8>,
    pub logo_type: String,
}

/// Looks of the organization with this slug; of the first one without.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn branding(
    db: &Db,
    request: RequestInfo,
    organization: Option<&str>,
) -> Result<Branding> {
    let row: Row = nobody(db, request)
        .read()
        .await?
        .one(Sql::with(
            "SELECT name, slug, primary_color, default_locale, (logo IS NOT NULL) AS has_logo, version
            FROM organizations WHERE CAST($1 AS text) IS NULL OR slug = $1
            ORDER BY id LIMIT 1",
            [organization.map(str::to_owned).into()],
        ))
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Branding {
        logo_url: row.has_logo.then(|| logo_url(&row.slug, row.version)),
        name: row.name,
        slug: row.slug,
        primary_color: row.primary_color,
        default_locale: row.default_locale,
    })
}

/// The logo of the organization with this slug.
///
/// # Errors
/// [`Error::NotFound`] when there is no such organization or it has none.
pub async fn logo(db: &Db, request: RequestInfo, organization: &str) -> Result<Logo> {
    nobody(db, request)
        .read()
        .await?
        .one(Sql::with(
            "SELECT logo, logo_type FROM organizations WHERE slug = $1 AND logo IS NOT NULL",
            [organization.to_owned().into()],
        ))
        .await?
        .ok_or(Error::NotFound)
}

fn nobody(db: &Db, request: RequestInfo) -> Scope {
    Scope::new(db, Principal::Auth { org_id: 0 }, request)
}
