//! Contacts: the people of a shop whom staff write to and telephone, never sign-ins. They follow their customer's
//! reach; at most one of a customer is the primary one.

use chrono::{DateTime, Utc};
use contract::{
    Page, Pagination,
    contacts::{Contact, ContactInput, ContactPage},
};
use sea_orm::FromQueryResult;

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx, customer_search,
    customers::{self, check},
    idempotency::{self, Created},
    lists,
    portal_access::email,
    write,
};

const TABLE: &str = "contacts";

#[derive(FromQueryResult)]
struct ContactRow {
    id: i64,
    customer_id: i64,
    customer_name: String,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    job_title: Option<String>,
    is_primary: bool,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const CONTACT: &str = "
SELECT p.id, p.customer_id, c.name AS customer_name, p.name, p.email, p.phone, p.job_title, p.is_primary, p.version,
       p.created_at, p.updated_at
FROM contacts p
JOIN customers c ON c.id = p.customer_id
WHERE ";

fn view(row: ContactRow) -> Contact {
    Contact {
        id: row.id,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        name: row.name,
        email: row.email,
        phone: row.phone,
        job_title: row.job_title,
        is_primary: row.is_primary,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// One page of a customer's contacts, the primary one first, then by name.
///
/// # Errors
/// [`Error::NotFound`] for a customer out of reach.
pub async fn of_customer(scope: &Scope, key: &IdOrCode, page: Page) -> Result<ContactPage> {
    let tx = scope.read().await?;
    let customer = customers::find(&tx, key, false).await?.id;
    let count = "SELECT count(*) FROM contacts WHERE customer_id = $1";
    let total: i64 = tx
        .value(Sql::with(count, [customer.into()]))
        .await?
        .unwrap_or(0);
    let mut sql = Sql::new(CONTACT);
    sql.push("p.customer_id = ")
        .bind(customer)
        .push(" ORDER BY p.is_primary DESC, p.name, p.id");
    lists::cut(&mut sql, page);
    let rows: Vec<ContactRow> = tx.all(sql).await?;
    Ok(ContactPage {
        contacts: rows.into_iter().map(view).collect(),
        pagination: Pagination::new(total.unsigned_abs(), page.page, page.limit),
    })
}

/// One contact of a customer within the caller's reach.
pub async fn by_id(scope: &Scope, id: i64) -> Result<Contact> {
    find(&scope.read().await?, id, false).await
}

async fn find(tx: &Tx, id: i64, for_change: bool) -> Result<Contact> {
    let mut sql = Sql::new(CONTACT);
    customers::within_reach(&mut sql, tx.actor());
    sql.push(" AND p.id = ").bind(id);
    if for_change {
        // The customer's row, too: of two who make a contact primary at once, the second waits.
        write::lock(tx, &mut sql, "c, p");
    }
    tx.one(sql).await?.map(view).ok_or(Error::NotFound)
}

const INSERT: &str = "
INSERT INTO contacts (name, email, phone, job_title, is_primary, created_at, updated_at, org_id, customer_id)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)
RETURNING id";

/// Adds a contact to a customer within the caller's reach. A primary one takes the place of the one before.
///
/// # Errors
/// [`Error::NotFound`] for a customer out of reach; [`Error::Invalid`] naming every wrong field.
pub async fn create(
    scope: &Scope,
    key: &IdOrCode,
    input: &ContactInput,
) -> Result<Created<Contact>> {
    let input = checked(input, None)?;
    idempotency::once(scope, async |tx| {
        let customer = customers::find(tx, key, true).await?.id;
        if input.is_primary {
            step_back(tx, customer, None).await?;
        }
        let mut values = columns(&input);
        values.extend([tx.actor().org_id().into(), customer.into()]);
        let id = write::insert(tx, Sql::with(INSERT, values), |violation| {
            write::checked_field(violation, TABLE)
        })
        .await?;
        customer_search::refresh(tx, customer).await?;
        let contact = find(tx, id, false).await?;
        let what = ("create", TABLE);
        write::record(tx, what, id, Some(customer), None, Some(&contact)).await?;
        Ok(Created {
            location: format!("/api/contacts/{id}"),
            body: contact,
        })
    })
    .await
}

const UPDATE: &str = "
UPDATE contacts
SET name = $1, email = $2, phone = $3, job_title = $4, is_primary = $5, updated_at = $6, version = version + 1
WHERE org_id = $7 AND id = $8";

/// Writes a contact whole. Made primary, it takes the place of the one before.
///
/// # Errors
/// As [`create`], and [`Error::Stale`].
pub async fn replace(
    scope: &Scope,
    id: i64,
    input: &ContactInput,
    expected: Option<i32>,
) -> Result<Contact> {
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    let input = checked(input, Some(&before))?;
    let customer = before.customer_id;
    if input.is_primary && !before.is_primary {
        step_back(&tx, customer, Some(id)).await?;
    }
    let mut values = columns(&input);
    values.extend([tx.actor().org_id().into(), id.into()]);
    write::change(&tx, Sql::with(UPDATE, values), |violation| {
        write::checked_field(violation, TABLE)
    })
    .await?;
    customer_search::refresh(&tx, customer).await?;
    let after = find(&tx, id, false).await?;
    let (what, of) = (("update", TABLE), Some(customer));
    write::record(&tx, what, id, of, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Deletes a contact; nothing refers to one.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`].
pub async fn delete(scope: &Scope, id: i64, expected: Option<i32>) -> Result<()> {
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    write::delete(&tx, TABLE, id, "contact").await?;
    customer_search::refresh(&tx, before.customer_id).await?;
    let (what, of) = (("delete", TABLE), Some(before.customer_id));
    write::record(&tx, what, id, of, Some(&before), None).await?;
    tx.commit().await
}

/// Takes being primary off every other contact of the customer, whose row is locked.
async fn step_back(tx: &Tx, customer: i64, but: Option<i64>) -> Result<()> {
    let mut sql = Sql::new(CONTACT);
    sql.push("p.is_primary AND p.customer_id = ").bind(customer);
    if let Some(id) = but {
        sql.push(" AND p.id <> ").bind(id);
    }
    for row in tx.all::<ContactRow>(sql).await? {
        let before = view(row);
        tx.run(Sql::with(
            "UPDATE contacts SET is_primary = FALSE, updated_at = $1, version = version + 1 WHERE id = $2",
            [Utc::now().into(), before.id.into()],
        ))
        .await?;
        let after = find(tx, before.id, false).await?;
        let (what, of) = (("update", TABLE), Some(customer));
        write::record(tx, what, before.id, of, Some(&before), Some(&after)).await?;
    }
    Ok(())
}

/// The input without blanks around anything. What stays as it was is not judged anew.
fn checked(input: &ContactInput, before: Option<&Contact>) -> Result<ContactInput> {
    let mut input = ContactInput {
        name: input.name.trim().to_owned(),
        email: check::trimmed(input.email.clone()),
        phone: check::trimmed(input.phone.clone()),
        job_title: check::trimmed(input.job_title.clone()),
        is_primary: input.is_primary,
    };
    let mut errors = Vec::new();
    write::require_text(&mut errors, "name", &input.name);
    for (field, text, was) in [
        ("name", Some(&input.name), before.map(|before| &before.name)),
        (
            "phone",
            input.phone.as_ref(),
            before.and_then(|before| before.phone.as_ref()),
        ),
        (
            "job_title",
            input.job_title.as_ref(),
            before.and_then(|before| before.job_title.as_ref()),
        ),
    ] {
        if text != was {
            // How long each may be, the schema of the request says.
            check::check_text(&mut errors, field, text.map(String::as_str), usize::MAX);
        }
    }
    if before.is_none_or(|before| before.email != input.email) {
        check::check_email(&mut errors, input.email.as_deref());
        if let Some(address) = input.email.as_deref().and_then(email::normal) {
            input.email = Some(address);
        }
    }
    write::refuse(errors)?;
    Ok(input)
}

/// `$1…$6` of both statements.
fn columns(input: &ContactInput) -> Vec<sea_orm::Value> {
    vec![
        input.name.clone().into(),
        input.email.clone().into(),
        input.phone.clone().into(),
        input.job_title.clone().into(),
        input.is_primary.into(),
        Utc::now().into(),
    ]
}
