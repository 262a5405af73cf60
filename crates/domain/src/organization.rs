//! The maker itself, as its admins set it up: name, colour, language, lead time, logo. Its slug stays: addresses and
//! sign-in links are made with it.

use chrono::{DateTime, Utc};
use contract::{
    FieldError,
    organization::{Organization, OrganizationPatch},
};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};

use crate::{
    Error, Result, Scope, Sql, Tx,
    audit::{self, Change},
    images::{self, Image, Purpose},
    proofs::Picture,
    write,
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    name: String,
    slug: String,
    primary_color: String,
    default_locale: String,
    lead_time_weeks: i32,
    has_logo: bool,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const ORGANIZATION: &str = "
SELECT o.id, o.name, o.slug, o.primary_color, o.default_locale, o.lead_time_weeks, (o.logo IS NOT NULL) AS has_logo,
       o.version, o.created_at, o.updated_at
FROM organizations o
WHERE o.id = ";

/// Where a logo is found. The version makes it another address whenever the logo may be another.
pub(crate) fn logo_url(slug: &str, version: i32) -> String {
    format!("/api/portal/customer/branding/logo?organization={slug}&v={version}")
}

/// The caller's organization.
///
/// # Errors
/// [`Error::NotFound`] when it is gone.
pub async fn own(scope: &Scope) -> Result<Organization> {
    find(&scope.read().await?, false).await
}

async fn find(tx: &Tx, for_change: bool) -> Result<Organization> {
    let mut sql = Sql::new(ORGANIZATION);
    sql.bind(tx.actor().org_id());
    if for_change {
        write::lock(tx, &mut sql, "o");
    }
    let row: Row = tx.one(sql).await?.ok_or(Error::NotFound)?;
    Ok(Organization {
        logo_url: row.has_logo.then(|| logo_url(&row.slug, row.version)),
        id: row.id,
        name: row.name,
        slug: row.slug,
        primary_color: row.primary_color,
        default_locale: row.default_locale,
        lead_time_weeks: row.lead_time_weeks,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// Changes what is given.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Invalid`] naming wrong fields.
pub async fn change(
    scope: &Scope,
    patch: &OrganizationPatch,
    expected: Option<i32>,
) -> Result<Organization> {
    let mut errors: Vec<FieldError> = Vec::new();
    if let Some(name) = &patch.name {
        write::require_text(&mut errors, "name", name);
    }
    write::refuse(errors)?;
    let tx = scope.write().await?;
    let before = find(&tx, true).await?;
    write::expect_version(expected, before.version)?;
    let mut sql = Sql::new("UPDATE organizations SET version = version + 1, updated_at = ");
    sql.bind(Utc::now());
    if let Some(name) = &patch.name {
        sql.push(", name = ").bind(name.trim().to_owned());
    }
    if let Some(color) = &patch.primary_color {
        sql.push(", primary_color = ").bind(color.to_lowercase());
    }
    if let Some(locale) = &patch.default_locale {
        sql.push(", default_locale = ").bind(locale.clone());
    }
    if let Some(weeks) = patch.lead_time_weeks {
        sql.push(", lead_time_weeks = ").bind(weeks);
    }
    sql.push(" WHERE id = ").bind(before.id);
    write::change(&tx, sql, |violation| {
        write::checked_field(violation, "organizations")
    })
    .await?;
    let after = find(&tx, false).await?;
    let what = ("update", "organizations");
    write::record(&tx, what, before.id, None, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Puts a logo in the place of the one before.
///
/// # Errors
/// [`Error::Invalid`] naming `logo` for what is none; [`Error::Stale`].
pub async fn put_logo(
    scope: &Scope,
    given: Vec<u8>,
    expected: Option<i32>,
) -> Result<Organization> {
    scope.release().await;
    let logo = images::accept(Purpose::Logo, given).await?;
    replace_logo(scope, Some(logo), expected).await
}

/// Takes the logo away: the portal shows the name instead.
///
/// # Errors
/// [`Error::NotFound`] when there is none; [`Error::Stale`].
pub async fn remove_logo(scope: &Scope, expected: Option<i32>) -> Result<Organization> {
    replace_logo(scope, None, expected).await
}

async fn replace_logo(
    scope: &Scope,
    logo: Option<Image>,
    expected: Option<i32>,
) -> Result<Organization> {
    let tx = scope.write().await?;
    let before = find(&tx, true).await?;
    write::expect_version(expected, before.version)?;
    let old: Option<Picture> = tx
        .one(Sql::with(
            "SELECT logo AS bytes, logo_type AS media_type FROM organizations WHERE id = $1 AND logo IS NOT NULL",
            [before.id.into()],
        ))
        .await?;
    if old.is_none() && logo.is_none() {
        return Err(Error::NotFound);
    }
    let was = old.as_ref().map_or(Json::Null, |old| {
        images::summary(&old.bytes, &old.media_type)
    });
    let is = logo.as_ref().map_or(Json::Null, |new| {
        images::summary(&new.bytes, new.media_type)
    });
    let (bytes, media_type) = logo.map_or((None, None), |logo| {
        (Some(logo.bytes), Some(logo.media_type.to_owned()))
    });
    tx.run(Sql::with(
        "UPDATE organizations SET logo = $1, logo_type = $2, version = version + 1, updated_at = $3 WHERE id = $4",
        [
            bytes.into(),
            media_type.into(),
            Utc::now().into(),
            before.id.into(),
        ],
    ))
    .await?;
    let after = find(&tx, false).await?;
    audit::record(
        &tx,
        Change {
            action: "update",
            entity: "organizations",
            entity_id: before.id,
            customer_id: None,
            before: Some(json!({ "logo": was, "version": before.version })),
            after: Some(json!({ "logo": is, "version": after.version })),
        },
    )
    .await?;
    tx.commit().await?;
    Ok(after)
}
