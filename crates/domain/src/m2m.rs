//! Customers as other services read them: always from the database, never from a copy. Tells no notes, owners or teams.

use chrono::{DateTime, Utc};
use contract::m2m::{M2mContact, M2mCustomer, M2mCustomerList, M2mCustomerQuery};
use sea_orm::FromQueryResult;

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    customer_search::{self, Filter},
    customers, write,
};

/// Customers a page.
const USUAL: u64 = 20;

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
    erp_customer_id: Option<String>,
    external_customer_id: Option<String>,
    version: i32,
    updated_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct ContactRow {
    id: i64,
    customer_id: i64,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    job_title: Option<String>,
    is_primary: bool,
}

const CUSTOMER: &str = "
SELECT c.id, c.name, c.status, c.country, c.address_line1, c.address_line2, c.city, c.region, c.postal_code, c.email,
       c.phone, c.locale, c.erp_customer_id, c.external_customer_id, c.version, c.updated_at
FROM customers c
WHERE ";

const CONTACTS: &str = "
SELECT k.id, k.customer_id, k.name, k.email, k.phone, k.job_title, k.is_primary
FROM contacts k
WHERE k.org_id = ";

/// The customers that the words find, the best first; without words all of them by name.
///
/// # Errors
/// [`Error::Invalid`] naming `limit` or `cursor`.
pub async fn search(scope: &Scope, query: &M2mCustomerQuery) -> Result<M2mCustomerList> {
    let limit = query.limit.unwrap_or(USUAL);
    if !(1..=100).contains(&limit) {
        let words = "The limit lies between 1 and 100.";
        return Err(Error::field("limit", "range", words));
    }
    let mut filter = Sql::new("");
    if let Some(status) = query.status {
        filter.push(" AND c.status = ").bind(status.as_str());
    }
    if let Some(country) = &query.country {
        filter.push(" AND c.country = ").bind(country.clone());
    }
    let tx = scope.read().await?;
    let (text, cursor) = (query.q.as_deref(), query.cursor.as_deref());
    let (found, next_cursor) =
        customer_search::search(&tx, text, &Filter(filter), cursor, limit).await?;
    let ids: Vec<i64> = found.iter().map(|place| place.id).collect();
    let mut customers = read(&tx, &ids).await?;
    let place = |id: i64| ids.iter().position(|found| *found == id);
    customers.sort_by_key(|customer| place(customer.id));
    Ok(M2mCustomerList {
        customers,
        next_cursor,
    })
}

/// One customer, by id or by its id in another system.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<M2mCustomer> {
    let tx = scope.read().await?;
    let id = customers::id_of(&tx, key).await?;
    read(&tx, &[id]).await?.pop().ok_or(Error::NotFound)
}

async fn read(tx: &Tx, ids: &[i64]) -> Result<Vec<M2mCustomer>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(CUSTOMER);
    customers::within_reach(&mut sql, tx.actor());
    sql.push(" AND c.id").within(tx.backend, ids);
    let rows: Vec<CustomerRow> = tx.all(sql).await?;
    let mut sql = Sql::new(CONTACTS);
    sql.bind(tx.actor().org_id())
        .push(" AND k.customer_id")
        .within(tx.backend, ids)
        .push(" ORDER BY k.is_primary DESC, k.name, k.id");
    let contacts: Vec<ContactRow> = tx.all(sql).await?;
    rows.into_iter().map(|row| view(row, &contacts)).collect()
}

fn view(row: CustomerRow, contacts: &[ContactRow]) -> Result<M2mCustomer> {
    let own = contacts
        .iter()
        .filter(|contact| contact.customer_id == row.id);
    let contacts = own.map(|contact| M2mContact {
        id: contact.id,
        name: contact.name.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone(),
        job_title: contact.job_title.clone(),
        is_primary: contact.is_primary,
    });
    Ok(M2mCustomer {
        contacts: contacts.collect(),
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
        erp_customer_id: row.erp_customer_id,
        external_customer_id: row.external_customer_id,
        version: row.version,
        updated_at: row.updated_at,
    })
}
