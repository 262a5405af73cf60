//! Teams: staff who share customers. Admins look after them; a manager sees its own. Nobody is deleted with a team: its
//! people and its customers are then on none.

use chrono::{DateTime, Utc};
use contract::{
    Cursor, FieldError,
    users::{Team, TeamInput, TeamList, TeamPatch, TeamQuery},
};
use sea_orm::FromQueryResult;

use crate::{
    Error, Result, Scope, Sql, Tx,
    error::Violation,
    idempotency::{self, Created},
    lists::{self, Kind, Listing, Sort},
    scope::{Actor, Reach},
    write,
};

const TABLE: &str = "teams";
const DUPLICATE: &str = "There is a team of this name already.";

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    name: String,
    member_count: i64,
    customer_count: i64,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const TEAM: &str = "
SELECT t.id, t.name, (SELECT count(*) FROM users u WHERE u.team_id = t.id) AS member_count,
       (SELECT count(*) FROM customers c WHERE c.team_id = t.id) AS customer_count,
       t.version, t.created_at, t.updated_at
FROM teams t
WHERE t.org_id = ";

const LISTING: Listing = Listing {
    id: "t.id",
    sorts: &[Sort {
        name: "name",
        column: "t.name",
        kind: Kind::Text,
        nullable: false,
    }],
    default: "name",
};

/// The statement up to a condition on `t`, with the actor's reach.
fn selection(actor: &Actor) -> Sql {
    let mut sql = Sql::new(TEAM);
    sql.bind(actor.org_id());
    match actor.reach() {
        Reach::Organization => {}
        Reach::Team(team) => {
            sql.push(" AND t.id = ").bind(team);
        }
        Reach::Owner(_) | Reach::Customer(_) | Reach::Nothing => {
            sql.push(" AND 1 = 0");
        }
    }
    sql
}

fn view(row: Row) -> Team {
    Team {
        id: row.id,
        name: row.name,
        member_count: row.member_count,
        customer_count: row.customer_count,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// The teams within reach, by name.
///
/// # Errors
/// [`Error::Invalid`] naming `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &TeamQuery) -> Result<TeamList> {
    let window = LISTING.window(None, &Cursor::new(query.cursor.clone(), query.limit))?;
    let tx = scope.read().await?;
    let mut sql = selection(tx.actor());
    let search = query.search.as_deref().map(str::trim);
    if let Some(text) = search.filter(|text| !text.is_empty()) {
        sql.push(" AND ");
        lists::contains(&mut sql, &["t.name"], text);
    }
    let slice = window
        .fetch(&tx, sql, |row: &Row, _| {
            (Some(row.name.as_str().into()), row.id)
        })
        .await?;
    Ok(TeamList {
        teams: slice.rows.into_iter().map(view).collect(),
        next_cursor: slice.next_cursor,
    })
}

/// One team.
///
/// # Errors
/// [`Error::NotFound`] for one out of reach.
pub async fn by_id(scope: &Scope, id: i64) -> Result<Team> {
    find(&scope.read().await?, id, false).await
}

async fn find(tx: &Tx, id: i64, for_change: bool) -> Result<Team> {
    let mut sql = selection(tx.actor());
    sql.push(" AND t.id = ").bind(id);
    if for_change {
        write::lock(tx, &mut sql, "t");
    }
    tx.one(sql).await?.map(view).ok_or(Error::NotFound)
}

/// Makes a team.
///
/// # Errors
/// [`Error::Invalid`] naming `name`; [`Error::Conflict`] for a name that is taken.
pub async fn create(scope: &Scope, input: &TeamInput) -> Result<Created<Team>> {
    let name = checked(&input.name)?;
    idempotency::once(scope, async |tx| {
        let values = [
            tx.actor().org_id().into(),
            name.clone().into(),
            Utc::now().into(),
        ];
        let sql = "INSERT INTO teams (org_id, name, created_at, updated_at) VALUES ($1, $2, $3, $3) RETURNING id";
        let id = write::insert(tx, Sql::with(sql, values), refused).await?;
        let team = find(tx, id, false).await?;
        write::record(tx, ("create", TABLE), id, None, None, Some(&team)).await?;
        Ok(Created {
            location: format!("/api/teams/{id}"),
            body: team,
        })
    })
    .await
}

fn refused(violation: &Violation) -> Option<Error> {
    write::is_unique(violation, TABLE, &["org_id", "name"])
        .then(|| Error::Conflict(DUPLICATE.into()))
}

fn checked(name: &str) -> Result<String> {
    let mut errors = Vec::new();
    write::require_text(&mut errors, "name", name);
    if name.chars().any(char::is_control) {
        let message = "A name is one line of text.";
        errors.push(FieldError::new("name", "format", message));
    }
    write::refuse(errors)?;
    Ok(name.trim().to_owned())
}

/// Renames a team. `expected` is the version the caller knows.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`]; as [`create`].
pub async fn change(
    scope: &Scope,
    id: i64,
    patch: &TeamPatch,
    expected: Option<i32>,
) -> Result<Team> {
    let name = patch.name.as_deref().map(checked).transpose()?;
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    let mut sql = Sql::new("UPDATE teams SET version = version + 1, updated_at = ");
    sql.bind(Utc::now());
    if let Some(name) = name {
        sql.push(", name = ").bind(name);
    }
    sql.push(" WHERE id = ").bind(id);
    write::change(&tx, sql, refused).await?;
    let after = find(&tx, id, false).await?;
    let what = ("update", TABLE);
    write::record(&tx, what, id, None, Some(&before), Some(&after)).await?;
    tx.commit().await.map(|()| after)
}

/// Deletes a team; its people and customers stay and are on none. The audit row says how many they were.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`].
pub async fn delete(scope: &Scope, id: i64, expected: Option<i32>) -> Result<()> {
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    write::delete(&tx, TABLE, id, "team").await?;
    write::record(&tx, ("delete", TABLE), id, None, Some(&before), None).await?;
    tx.commit().await
}
