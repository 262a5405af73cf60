//! Access to the portal: the people of a shop as the maker's admins look after them. A generated password goes into the
//! e-mail that tells of it and nowhere else: no reply, audit row or event ever holds one.

mod change;
pub(crate) mod email;

use chrono::{DateTime, Utc};
use contract::{
    AccountStatus, MailStatus, Page, Pagination,
    portal_users::{PortalUser, PortalUserPage},
};
use sea_orm::FromQueryResult;

use crate::{Error, IdOrCode, Result, Scope, Sql, Tx, customers::within_reach, lists, write};

pub use change::{change, create, reset_password};

#[derive(FromQueryResult)]
struct UserRow {
    id: i64,
    customer_id: i64,
    customer_name: String,
    email: String,
    name: String,
    status: String,
    locked_until: Option<DateTime<Utc>>,
    login_attempts: i32,
    last_login_at: Option<DateTime<Utc>>,
    must_change_password: bool,
    mail_status: Option<String>,
    mail_at: Option<DateTime<Utc>>,
    created_by_user_id: Option<i64>,
    created_by_name: Option<String>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const USER: &str = "
SELECT p.id, p.customer_id, c.name AS customer_name, p.email, p.name, p.status, p.locked_until, p.login_attempts,
       p.last_login_at, p.must_change_password, p.mail_status, p.mail_at, p.created_by_user_id,
       u.name AS created_by_name, p.version, p.created_at, p.updated_at
FROM customer_portal_users p
JOIN customers c ON c.id = p.customer_id
LEFT JOIN users u ON u.id = p.created_by_user_id
WHERE ";

fn view(row: UserRow) -> Result<PortalUser> {
    let status: AccountStatus = write::word(&row.status)?;
    // A lock ends by itself; the row learns of it at the next sign-in.
    let over = row.locked_until.is_some_and(|until| until <= Utc::now());
    let unlocked = status == AccountStatus::Locked && over;
    Ok(PortalUser {
        id: row.id,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        email: row.email,
        name: row.name,
        status: if unlocked {
            AccountStatus::Active
        } else {
            status
        },
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
        created_by_user_id: row.created_by_user_id,
        created_by_name: row.created_by_name,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The people of one shop, by name.
///
/// # Errors
/// [`Error::NotFound`] for a shop out of reach.
pub async fn of_customer(scope: &Scope, key: &IdOrCode, page: Page) -> Result<PortalUserPage> {
    let tx = scope.read().await?;
    let customer = customer(&tx, key).await?;
    let total: i64 = tx
        .value(Sql::with(
            "SELECT count(*) FROM customer_portal_users WHERE customer_id = $1",
            [customer.id.into()],
        ))
        .await?
        .unwrap_or(0);
    let total = total.unsigned_abs();
    let mut sql = Sql::new(USER);
    sql.push("p.customer_id = ")
        .bind(customer.id)
        .push(" ORDER BY p.name, p.id");
    lists::cut(&mut sql, page);
    let rows: Vec<UserRow> = if total > page.offset() {
        tx.all(sql).await?
    } else {
        Vec::new()
    };
    Ok(PortalUserPage {
        portal_users: rows.into_iter().map(view).collect::<Result<_>>()?,
        pagination: Pagination::new(total, page.page, page.limit),
    })
}

/// One person.
///
/// # Errors
/// [`Error::NotFound`] for somebody out of reach.
pub async fn by_id(scope: &Scope, id: i64) -> Result<PortalUser> {
    find(&scope.read().await?, id, false).await
}

async fn find(tx: &Tx, id: i64, for_change: bool) -> Result<PortalUser> {
    let mut sql = Sql::new(USER);
    sql.reach(tx.actor(), "p.org_id", "p.customer_id")
        .push(" AND p.id = ")
        .bind(id);
    if for_change {
        write::lock(tx, &mut sql, "p");
    }
    let row = tx.one::<UserRow>(sql).await?;
    row.map(view).transpose()?.ok_or(Error::NotFound)
}

/// A shop as access needs it.
#[derive(FromQueryResult)]
struct Customer {
    id: i64,
    /// Of e-mails to the shop.
    locale: String,
}

async fn customer(tx: &Tx, key: &IdOrCode) -> Result<Customer> {
    let mut sql = Sql::new(
        "SELECT c.id, COALESCE(c.locale, o.default_locale) AS locale
        FROM customers c JOIN organizations o ON o.id = c.org_id
        WHERE ",
    );
    within_reach(&mut sql, tx.actor());
    match key {
        IdOrCode::Id(id) => sql.push(" AND c.id = ").bind(*id),
        IdOrCode::Code(code) => {
            let code = sql.param(code.clone());
            sql.push(&format!(
                " AND (c.external_customer_id = {code} OR c.erp_customer_id = {code})
                ORDER BY CASE WHEN c.external_customer_id = {code} THEN 0 ELSE 1 END LIMIT 1"
            ))
        }
    };
    tx.one(sql).await?.ok_or(Error::NotFound)
}
