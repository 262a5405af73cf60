//! Customers, the shops: this service alone writes them. Each staff role reads and writes its own: see [`Reach`] and
//! `assign`. A customer that anything was ordered by, complained of or recalled from is never deleted.

use chrono::{DateTime, Utc};
use contract::{
    Cursor,
    customers::{Customer, CustomerList, CustomerQuery},
};
use sea_orm::FromQueryResult;

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx, customer_search,
    lists::{KeyValue, Kind, Listing, Sort, Window},
    scope::{Actor, Reach},
    write,
};

mod assign;
mod change;
pub(crate) mod check;
mod deletion;
mod import;

pub use change::{create, delete, patch, replace};
pub use deletion::deletion;
pub use import::{import, try_import};

#[derive(FromQueryResult)]
struct CustomerRow {
    id: i64,
    name: String,
    status: String,
    country: String,
    address_line1: Option<String>,
    address_line2: Option<String>,
    city: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    locale: Option<String>,
    notes: Option<String>,
    erp_customer_id: Option<String>,
    external_customer_id: Option<String>,
    owner_user_id: Option<i64>,
    owner_name: Option<String>,
    team_id: Option<i64>,
    team_name: Option<String>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const CUSTOMER: &str = "
SELECT c.id, c.name, c.status, c.country, c.address_line1, c.address_line2, c.city, c.region, c.postal_code, c.email,
       c.phone, c.locale, c.notes, c.erp_customer_id, c.external_customer_id, c.owner_user_id, u.name AS owner_name,
       c.team_id, t.name AS team_name, c.version, c.created_at, c.updated_at
FROM customers c
LEFT JOIN users u ON u.id = c.owner_user_id
LEFT JOIN teams t ON t.id = c.team_id
WHERE ";

/// Appends the condition that a customer is the actor's to see. On the table itself, so that the indexes of owner and
/// team serve the list's order too.
pub(crate) fn within_reach(sql: &mut Sql, actor: &Actor) {
    sql.push("c.org_id = ").bind(actor.org_id());
    match actor.reach() {
        Reach::Organization => {}
        Reach::Team(team) => {
            sql.push(" AND c.team_id = ").bind(team);
        }
        Reach::Owner(user) => {
            sql.push(" AND c.owner_user_id = ").bind(user);
        }
        Reach::Customer(id) => {
            sql.push(" AND c.id = ").bind(id);
        }
        Reach::Nothing => {
            sql.push(" AND 1 = 0");
        }
    }
}

fn view(row: CustomerRow) -> Result<Customer> {
    Ok(Customer {
        id: row.id,
        name: row.name,
        status: write::word(&row.status)?,
        country: row.country,
        address_line1: row.address_line1,
        address_line2: row.address_line2,
        city: row.city,
        region: row.region,
        postal_code: row.postal_code,
        email: row.email,
        phone: row.phone,
        locale: row.locale,
        notes: row.notes,
        erp_customer_id: row.erp_customer_id,
        external_customer_id: row.external_customer_id,
        owner_user_id: row.owner_user_id,
        owner_name: row.owner_name,
        team_id: row.team_id,
        team_name: row.team_name,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

const LISTING: Listing = Listing {
    id: "c.id",
    sorts: &[
        Sort {
            name: "name",
            column: "c.name",
            kind: Kind::Text,
            nullable: false,
        },
        Sort {
            name: "created_at",
            column: "c.created_at",
            kind: Kind::Moment,
            nullable: false,
        },
        Sort {
            name: "updated_at",
            column: "c.updated_at",
            kind: Kind::Moment,
            nullable: false,
        },
        Sort {
            name: "id",
            column: "c.id",
            kind: Kind::Int,
            nullable: false,
        },
    ],
    default: "name",
};

/// The customers within the caller's reach, by keyset.
///
/// # Errors
/// [`Error::Invalid`] naming `sort`, `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &CustomerQuery) -> Result<CustomerList> {
    let cursor = Cursor::new(query.cursor.clone(), query.limit);
    page(
        scope,
        query,
        &LISTING.window(query.sort.as_deref(), &cursor)?,
    )
    .await
}

/// The next rows of the whole filtered list in the order asked for, for a file; `after` is the `next_cursor` of the
/// rows before. The query's own cursor and limit do not count.
///
/// # Errors
/// [`Error::Invalid`] naming `sort`.
pub async fn chunk(
    scope: &Scope,
    query: &CustomerQuery,
    after: Option<String>,
) -> Result<CustomerList> {
    page(
        scope,
        query,
        &LISTING.chunk_by(query.sort.as_deref(), after)?,
    )
    .await
}

async fn page(scope: &Scope, query: &CustomerQuery, window: &Window<'_>) -> Result<CustomerList> {
    let tx = scope.read().await?;
    let slice = window
        .fetch(
            &tx,
            selection(&tx, query).await?,
            |row: &CustomerRow, sort| {
                let value = match sort {
                    "name" => KeyValue::Text(row.name.clone()),
                    "created_at" => KeyValue::Moment(row.created_at),
                    "updated_at" => KeyValue::Moment(row.updated_at),
                    _ => KeyValue::Int(row.id),
                };
                (Some(value), row.id)
            },
        )
        .await?;
    Ok(CustomerList {
        customers: slice.rows.into_iter().map(view).collect::<Result<_>>()?,
        next_cursor: slice.next_cursor,
    })
}

async fn selection(tx: &Tx, query: &CustomerQuery) -> Result<Sql> {
    let mut sql = Sql::new(CUSTOMER);
    within_reach(&mut sql, tx.actor());
    if let Some(status) = query.status {
        sql.push(" AND c.status = ").bind(status.as_str());
    }
    if let Some(country) = &query.country {
        sql.push(" AND c.country = ").bind(country.clone());
    }
    if let Some(owner) = query.owner_user_id {
        sql.push(" AND c.owner_user_id = ").bind(owner);
    }
    if let Some(team) = query.team_id {
        sql.push(" AND c.team_id = ").bind(team);
    }
    if let Some(text) = query
        .search
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        customer_search::matching(tx, text)
            .await?
            .restrict(tx, &mut sql);
    }
    Ok(sql)
}

/// One customer within the caller's reach, by id or by its id in another system.
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<Customer> {
    find(&scope.read().await?, key, false).await
}

/// `for_change` keeps the row as it is until the transaction ends.
pub(crate) async fn find(tx: &Tx, key: &IdOrCode, for_change: bool) -> Result<Customer> {
    let mut sql = Sql::new(CUSTOMER);
    within_reach(&mut sql, tx.actor());
    match key {
        IdOrCode::Id(id) => sql.push(" AND c.id = ").bind(*id),
        IdOrCode::Code(code) => {
            let code = sql.param(code.clone());
            // One shop may carry as its own the code that another system gave to another shop.
            sql.push(&format!(
                " AND (c.external_customer_id = {code} OR c.erp_customer_id = {code})
                ORDER BY CASE WHEN c.external_customer_id = {code} THEN 0 ELSE 1 END LIMIT 1"
            ))
        }
    };
    if for_change {
        write::lock(tx, &mut sql, "c");
    }
    let row = tx.one(sql).await?.ok_or(Error::NotFound)?;
    view(row)
}

/// The id behind a key, if the customer is within reach.
pub(crate) async fn id_of(tx: &Tx, key: &IdOrCode) -> Result<i64> {
    find(tx, key, false).await.map(|row| row.id)
}

/// The customers within the caller's reach that have these ids, kept as they are until the transaction ends.
async fn find_all(tx: &Tx, ids: &[i64]) -> Result<Vec<Customer>> {
    let mut condition = Sql::new("c.id");
    condition.within(tx.backend, ids);
    for_change(tx, &condition).await
}

/// The customers within the caller's reach that a condition on `c` holds for, kept as they are.
async fn for_change(tx: &Tx, condition: &Sql) -> Result<Vec<Customer>> {
    let mut sql = Sql::new(CUSTOMER);
    within_reach(&mut sql, tx.actor());
    sql.push(" AND ").append(condition).push(" ORDER BY c.id");
    write::lock(tx, &mut sql, "c");
    let rows: Vec<CustomerRow> = tx.all(sql).await?;
    rows.into_iter().map(view).collect()
}
