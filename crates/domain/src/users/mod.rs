//! The maker's own people, as its admins look after them; managers see those of their team. A generated password goes
//! into the e-mail that tells of it and nowhere else: no reply, audit row or event ever holds one.

mod change;
mod create;
mod reset;

use chrono::{DateTime, Utc};
use contract::{
    AccountStatus, Cursor, MailStatus, StaffRole,
    users::{User, UserList, UserQuery},
};
use sea_orm::FromQueryResult;

use crate::{
    Error, Principal, Result, Scope, Sql, Tx,
    lists::{self, KeyValue, Kind, Listing, Sort},
    mail::{self, Content, Mail},
    scope::{Actor, Reach},
    write,
};

pub use change::change;
pub use create::create;
pub use reset::reset_password;

const TABLE: &str = "users";

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    email: String,
    name: String,
    role: String,
    status: String,
    team_id: Option<i64>,
    team_name: Option<String>,
    customer_count: i64,
    locked_until: Option<DateTime<Utc>>,
    login_attempts: i32,
    last_login_at: Option<DateTime<Utc>>,
    must_change_password: bool,
    mail_status: Option<String>,
    mail_at: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const LISTING: Listing = Listing {
    id: "u.id",
    sorts: &[
        Sort {
            name: "name",
            column: "u.name",
            kind: Kind::Text,
            nullable: false,
        },
        Sort {
            name: "email",
            column: "u.email",
            kind: Kind::Text,
            nullable: false,
        },
        Sort {
            name: "id",
            column: "u.id",
            kind: Kind::Int,
            nullable: false,
        },
    ],
    default: "name",
};

/// The statement up to a condition on `u`, with the actor's reach: an admin's organization, a manager's team.
fn selection(actor: &Actor) -> Sql {
    let mut sql = Sql::new(
        "SELECT u.id, u.email, u.name, u.role, u.status, u.team_id, t.name AS team_name,
        (SELECT count(*) FROM customers c WHERE c.owner_user_id = u.id AND ",
    );
    sql.reach(actor, "c.org_id", "c.id").push(
        ") AS customer_count, u.locked_until, u.login_attempts, u.last_login_at, u.must_change_password,
        u.mail_status, u.mail_at, u.version, u.created_at, u.updated_at
        FROM users u
        LEFT JOIN teams t ON t.id = u.team_id
        WHERE u.org_id = ",
    );
    sql.bind(actor.org_id());
    match actor.reach() {
        Reach::Organization => {}
        Reach::Team(team) => {
            sql.push(" AND u.team_id = ").bind(team);
        }
        Reach::Owner(_) | Reach::Customer(_) | Reach::Nothing => {
            sql.push(" AND 1 = 0");
        }
    }
    sql
}

fn view(row: Row) -> Result<User> {
    let status: AccountStatus = write::word(&row.status)?;
    // A lock ends by itself; the row learns of it at the next sign-in.
    let over = row.locked_until.is_some_and(|until| until <= Utc::now());
    let unlocked = status == AccountStatus::Locked && over;
    Ok(User {
        id: row.id,
        email: row.email,
        name: row.name,
        role: write::word(&row.role)?,
        status: if unlocked {
            AccountStatus::Active
        } else {
            status
        },
        team_id: row.team_id,
        team_name: row.team_name,
        customer_count: row.customer_count,
        locked_until: row.locked_until.filter(|_| !over),
        login_attempts: if unlocked { 0 } else { row.login_attempts },
        last_login_at: row.last_login_at,
        must_change_password: row.must_change_password,
        mail_status: row
            .mail_status
            .as_deref()
            .map(write::word::<MailStatus>)
            .transpose()?,
        mail_at: row.mail_at,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The people within reach.
///
/// # Errors
/// [`Error::Invalid`] naming `sort`, `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &UserQuery) -> Result<UserList> {
    let cursor = Cursor::new(query.cursor.clone(), query.limit);
    let window = LISTING.window(query.sort.as_deref(), &cursor)?;
    let tx = scope.read().await?;
    let mut sql = selection(tx.actor());
    if let Some(role) = query.role {
        sql.push(" AND u.role = ").bind(role.as_str());
    }
    if let Some(status) = query.status {
        with_status(&mut sql, status);
    }
    if let Some(team) = query.team_id {
        sql.push(" AND u.team_id = ").bind(team);
    }
    let search = query.search.as_deref().map(str::trim);
    if let Some(text) = search.filter(|text| !text.is_empty()) {
        sql.push(" AND ");
        lists::contains(&mut sql, &["u.name", "u.email"], text);
    }
    let slice = window
        .fetch(&tx, sql, |row: &Row, sort| {
            let key = match sort {
                "email" => row.email.as_str().into(),
                "id" => KeyValue::Int(row.id),
                _ => row.name.as_str().into(),
            };
            (Some(key), row.id)
        })
        .await?;
    Ok(UserList {
        users: slice.rows.into_iter().map(view).collect::<Result<_>>()?,
        next_cursor: slice.next_cursor,
    })
}

/// As it is shown: a lock that is over is none.
fn with_status(sql: &mut Sql, status: AccountStatus) {
    let not = match status {
        AccountStatus::Suspended => {
            sql.push(" AND u.status = 'suspended'");
            return;
        }
        AccountStatus::Locked => "",
        AccountStatus::Active => "u.status <> 'suspended' AND NOT ",
    };
    sql.push(&format!(
        " AND {not}(u.status = 'locked' AND (u.locked_until IS NULL OR u.locked_until > "
    ))
    .bind(Utc::now())
    .push("))");
}

/// One person.
///
/// # Errors
/// [`Error::NotFound`] for somebody out of reach.
pub async fn by_id(scope: &Scope, id: i64) -> Result<User> {
    find(&scope.read().await?, id, false).await
}

async fn find(tx: &Tx, id: i64, for_change: bool) -> Result<User> {
    let mut sql = selection(tx.actor());
    sql.push(" AND u.id = ").bind(id);
    if for_change {
        write::lock(tx, &mut sql, "u");
    }
    view(tx.one(sql).await?.ok_or(Error::NotFound)?)
}

fn acts_for_the_platform(scope: &Scope) -> bool {
    matches!(
        scope.actor().principal(),
        Principal::Staff {
            role: StaffRole::PlatformAdmin,
            ..
        } | Principal::System { .. }
    )
}

/// Refuses to touch, or to make, somebody who stands above the caller.
fn may_touch(scope: &Scope, role: StaffRole) -> Result<()> {
    if role == StaffRole::PlatformAdmin && !acts_for_the_platform(scope) {
        return Err(Error::Forbidden(
            "Only a platform administrator may grant this role or change who has it.".into(),
        ));
    }
    Ok(())
}

/// E-mails a password in the organization's language.
async fn send(tx: &Tx, user: &User, content: Content) -> Result<()> {
    let org_id = tx.actor().org_id();
    let locale: Option<String> = tx
        .value(Sql::with(
            "SELECT default_locale FROM organizations WHERE id = $1",
            [org_id.into()],
        ))
        .await?;
    let mail = Mail {
        org_id,
        recipient: &user.email,
        locale: locale.as_deref().unwrap_or("en"),
        portal_user_id: None,
        user_id: Some(user.id),
        content,
    };
    mail::queue(tx, mail).await
}

fn check_name(errors: &mut Vec<contract::FieldError>, name: &str) {
    write::require_text(errors, "name", name);
    if name.chars().any(char::is_control) {
        let message = "A name is one line of text.";
        errors.push(contract::FieldError::new("name", "format", message));
    }
}

/// A team of another organization is none.
async fn require_team(tx: &Tx, team: Option<i64>) -> Result<()> {
    match team {
        Some(id) if !write::exists(tx, "teams", id).await? => Err(Error::field(
            "team_id",
            "not_found",
            "There is no such team.",
        )),
        _ => Ok(()),
    }
}
