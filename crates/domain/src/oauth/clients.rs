//! How admins manage programs.

use chrono::{DateTime, Duration, Utc};
use contract::{
    Cursor, FieldError,
    oauth::{
        OauthClient, OauthClientCreated, OauthClientInput, OauthClientList, OauthClientPatch,
        OauthClientQuery, OauthClientStatus, OauthScope, OauthSecret,
    },
};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};

use super::{hash, new_client_id, new_secret, now, scopes, texts};
use crate::{
    Db, Error, Principal, RequestInfo, Result, Scope, Sql, Tx,
    idempotency::{self, Created},
    lists::{KeyValue, Kind, Listing, Sort},
    networks::Network,
    write,
};

#[derive(FromQueryResult)]
struct ClientRow {
    id: i64,
    client_id: String,
    name: String,
    scopes: Json,
    allowed_cidrs: Json,
    status: String,
    rate_limit_per_minute: Option<i32>,
    expires_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
    previous_secret_expires_at: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const CLIENT: &str = "
SELECT o.id, o.client_id, o.name, o.scopes, o.allowed_cidrs, o.status, o.rate_limit_per_minute, o.expires_at,
       o.last_used_at, o.previous_secret_expires_at, o.version, o.created_at, o.updated_at
FROM oauth_clients o
WHERE o.org_id = ";

fn view(row: ClientRow) -> Result<OauthClient> {
    let now = Utc::now();
    Ok(OauthClient {
        id: row.id,
        client_id: row.client_id,
        name: row.name,
        scopes: scopes(&row.scopes),
        allowed_cidrs: texts(&row.allowed_cidrs),
        status: write::word(&row.status)?,
        rate_limit_per_minute: row.rate_limit_per_minute,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        previous_secret_expires_at: row.previous_secret_expires_at.filter(|end| now < *end),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

const LISTING: Listing = Listing {
    id: "o.id",
    sorts: &[Sort {
        name: "name",
        column: "o.name",
        kind: Kind::Text,
        nullable: false,
    }],
    default: "name",
};

/// The organization's programs by name, by keyset.
///
/// # Errors
/// [`Error::Invalid`] naming `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &OauthClientQuery) -> Result<OauthClientList> {
    let window = LISTING.window(None, &Cursor::new(query.cursor.clone(), query.limit))?;
    let tx = scope.read().await?;
    let mut sql = Sql::new(CLIENT);
    sql.bind(tx.actor().org_id());
    if let Some(status) = query.status {
        sql.push(" AND o.status = ").bind(status.as_str());
    }
    let slice = window
        .fetch(&tx, sql, |row: &ClientRow, _| {
            (Some(KeyValue::Text(row.name.clone())), row.id)
        })
        .await?;
    Ok(OauthClientList {
        oauth_clients: slice.rows.into_iter().map(view).collect::<Result<_>>()?,
        next_cursor: slice.next_cursor,
    })
}

/// One program.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_id(scope: &Scope, id: i64) -> Result<OauthClient> {
    find(&scope.read().await?, id, false).await
}

async fn find(tx: &Tx, id: i64, for_change: bool) -> Result<OauthClient> {
    let mut sql = Sql::new(CLIENT);
    sql.bind(tx.actor().org_id()).push(" AND o.id = ").bind(id);
    if for_change {
        write::lock(tx, &mut sql, "o");
    }
    view(tx.one(sql).await?.ok_or(Error::NotFound)?)
}

const INSERT: &str = "
INSERT INTO oauth_clients (org_id, client_id, secret_hash, name, scopes, allowed_cidrs, rate_limit_per_minute, expires_at,
                           created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
RETURNING id";

/// Makes a program. Its secret is in this reply alone: a repeat under the same key goes without.
///
/// # Errors
/// [`Error::Invalid`] naming every wrong field.
pub async fn create(
    scope: &Scope,
    input: &OauthClientInput,
) -> Result<Created<OauthClientCreated>> {
    let mut errors = Vec::new();
    write::require_text(&mut errors, "name", &input.name);
    let cidrs = canonical(&mut errors, &input.allowed_cidrs);
    check_end(&mut errors, input.expires_at);
    write::refuse(errors)?;
    let mut secret = None;
    let made = &mut secret;
    let mut created = idempotency::once(scope, async |tx| {
        let new = new_secret();
        let values = [
            tx.actor().org_id().into(),
            new_client_id().into(),
            hash(&new).into(),
            input.name.trim().to_owned().into(),
            scope_names(&input.scopes).into(),
            json!(cidrs).into(),
            input.rate_limit_per_minute.into(),
            input.expires_at.into(),
            now().into(),
        ];
        let id = write::insert(tx, Sql::with(INSERT, values), |_| None).await?;
        let client = find(tx, id, false).await?;
        write::record(
            tx,
            ("create", "oauth_clients"),
            id,
            None,
            None,
            Some(&client),
        )
        .await?;
        *made = Some(new);
        Ok(Created {
            location: format!("/api/oauth-clients/{id}"),
            body: OauthClientCreated {
                client,
                client_secret: None,
            },
        })
    })
    .await?;
    created.body.client_secret = secret;
    Ok(created)
}

/// The same from the command line, whose caller owns the database.
///
/// # Errors
/// [`Error::Invalid`] naming wrong fields, an unknown `organization` among them.
pub async fn create_for(
    db: &Db,
    organization: &str,
    input: &OauthClientInput,
) -> Result<OauthClientCreated> {
    let system = |org_id| Scope::new(db, Principal::System { org_id }, RequestInfo::default());
    let known: Option<i64> = {
        let tx = system(0).read().await?;
        let find = "SELECT id FROM organizations WHERE slug = $1";
        tx.value(Sql::with(find, [organization.into()])).await?
    };
    let org_id = known.ok_or_else(|| {
        Error::field(
            "organization",
            "not_found",
            "There is no such organization.",
        )
    })?;
    Ok(create(&system(org_id), input).await?.body)
}

/// Changes what is given. A client that is revoked loses its tokens for good: they stay ended when it is let back in.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`] naming every wrong field.
pub async fn change(
    scope: &Scope,
    id: i64,
    patch: &OauthClientPatch,
    expected: Option<i32>,
) -> Result<OauthClient> {
    let mut errors = Vec::new();
    if let Some(name) = &patch.name {
        write::require_text(&mut errors, "name", name);
    }
    let cidrs = patch.allowed_cidrs.as_deref();
    let cidrs = cidrs.map(|cidrs| canonical(&mut errors, cidrs));
    check_end(&mut errors, patch.expires_at.flatten());
    write::refuse(errors)?;
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    let mut sql = Sql::new("UPDATE oauth_clients SET version = version + 1, updated_at = ");
    sql.bind(now());
    if let Some(name) = &patch.name {
        sql.push(", name = ").bind(name.trim().to_owned());
    }
    if let Some(scopes) = &patch.scopes {
        sql.push(", scopes = ").bind(scope_names(scopes));
    }
    if let Some(cidrs) = cidrs {
        sql.push(", allowed_cidrs = ").bind(json!(cidrs));
    }
    if let Some(limit) = patch.rate_limit_per_minute {
        sql.push(", rate_limit_per_minute = ").bind(limit);
    }
    if let Some(end) = patch.expires_at {
        sql.push(", expires_at = ").bind(end);
    }
    if let Some(status) = patch.status {
        sql.push(", status = ").bind(status.as_str());
        if status == OauthClientStatus::Revoked {
            sql.push(", tokens_valid_from = ").bind(now());
        }
    }
    sql.push(" WHERE org_id = ")
        .bind(tx.actor().org_id())
        .push(" AND id = ")
        .bind(id);
    tx.run(sql).await?;
    let after = find(&tx, id, false).await?;
    let what = ("update", "oauth_clients");
    write::record(&tx, what, id, None, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Deletes a program; its tokens end at once. What it did stays in the audit log.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`].
pub async fn delete(scope: &Scope, id: i64, expected: Option<i32>) -> Result<()> {
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    write::delete(&tx, "oauth_clients", id, "client").await?;
    write::record(
        &tx,
        ("delete", "oauth_clients"),
        id,
        None,
        Some(&before),
        None,
    )
    .await?;
    tx.commit().await
}

const ROTATE: &str = "
UPDATE oauth_clients
SET previous_secret_hash = CASE WHEN $1 THEN secret_hash END, previous_secret_expires_at = $2, secret_hash = $3,
    version = version + 1, updated_at = $4
WHERE org_id = $5 AND id = $6";

/// Gives a program a new secret; the one before works for `overlap` minutes more, any older one no longer.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for a revoked client.
pub async fn rotate(
    scope: &Scope,
    id: i64,
    overlap_minutes: Option<i64>,
) -> Result<Created<OauthSecret>> {
    let mut secret = None;
    let made = &mut secret;
    let mut created = idempotency::once(scope, async |tx| {
        let before = find(tx, id, true).await?;
        if before.status == OauthClientStatus::Revoked {
            return Err(Error::Conflict(
                "This client is revoked: let it back in before it gets a new secret.".into(),
            ));
        }
        let (new, now) = (new_secret(), now());
        let until = overlap_minutes.filter(|minutes| *minutes > 0);
        let until = until.map(|minutes| now + Duration::minutes(minutes));
        let values = [
            until.is_some().into(),
            until.into(),
            hash(&new).into(),
            now.into(),
            tx.actor().org_id().into(),
            id.into(),
        ];
        tx.run(Sql::with(ROTATE, values)).await?;
        let after = find(tx, id, false).await?;
        let what = ("rotate_secret", "oauth_clients");
        write::record(tx, what, id, None, Some(&before), Some(&after)).await?;
        *made = Some(new);
        Ok(Created {
            location: format!("/api/oauth-clients/{id}"),
            body: OauthSecret {
                client_id: after.client_id,
                client_secret: None,
                previous_secret_expires_at: until,
            },
        })
    })
    .await?;
    created.body.client_secret = secret;
    Ok(created)
}

fn scope_names(scopes: &[OauthScope]) -> Json {
    let mut names: Vec<&str> = Vec::new();
    for scope in scopes {
        if !names.contains(&scope.as_str()) {
            names.push(scope.as_str());
        }
    }
    json!(names)
}

/// The networks in one spelling each, once.
fn canonical(errors: &mut Vec<FieldError>, cidrs: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for (at, text) in cidrs.iter().enumerate() {
        match text.trim().parse::<Network>() {
            Ok(network) => {
                let text = network.to_string();
                if !kept.contains(&text) {
                    kept.push(text);
                }
            }
            Err(()) => errors.push(FieldError::new(
                format!("allowed_cidrs[{at}]"),
                "format",
                "Give a network such as 192.0.2.0/24 or 2001:db8::/32.",
            )),
        }
    }
    kept
}

fn check_end(errors: &mut Vec<FieldError>, end: Option<DateTime<Utc>>) {
    if end.is_some_and(|end| end <= Utc::now()) {
        errors.push(FieldError::new(
            "expires_at",
            "range",
            "Give a time in the future.",
        ));
    }
}
