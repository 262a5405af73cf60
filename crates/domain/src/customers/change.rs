//! Writing customers: each change with its audit row and its event in one transaction. What a role may not see, it does
//! not change; who looks after a customer is decided in `assign` alone.

use chrono::Utc;
use contract::{
    CustomerStatus,
    customers::{Customer, CustomerInput, CustomerPatch},
};
use sea_orm::Value;

use super::{
    assign::{Keepers, Wish, assign, no_such_team},
    check::{as_input, tidy, wrong_fields},
    deletion, find,
};
use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx, customer_search,
    error::Violation,
    idempotency::{self, Created},
    write,
};

const TABLE: &str = "customers";

const INSERT: &str = "
INSERT INTO customers (name, status, country, address_line1, address_line2, city, region, postal_code, email, phone,
                       locale, notes, erp_customer_id, external_customer_id, owner_user_id, team_id, created_at,
                       updated_at, org_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18)
RETURNING id";

/// Adds a customer, `active` unless said. A `user` owns what it adds, a manager's belongs to the own team.
///
/// # Errors
/// [`Error::Invalid`] naming every wrong field; [`Error::Conflict`] for an id in another system that another customer
/// has; [`Error::Forbidden`] for an owner or a team that the role may not choose.
pub async fn create(scope: &Scope, input: &CustomerInput) -> Result<Created<Customer>> {
    idempotency::once(scope, async |tx| {
        let input = tidy(input);
        let mut errors = wrong_fields(&input, None);
        let wish = Wish::whole(tx.actor(), &input);
        let keepers = assign(tx, wish, None, &mut errors).await?;
        write::refuse(errors)?;
        let customer = add(tx, &input, keepers).await?;
        Ok(Created {
            location: format!("/api/customers/{}", customer.id),
            body: customer,
        })
    })
    .await
}

/// Inserts a new customer that was checked, and nothing besides. `line` is its place in a file.
pub(super) async fn insert_row(
    tx: &Tx,
    input: &CustomerInput,
    keepers: Keepers,
    line: Option<u64>,
) -> Result<i64> {
    let mut values = columns(input, CustomerStatus::Active, keepers);
    values.push(tx.actor().org_id().into());
    write::insert(tx, Sql::with(INSERT, values), |violation| {
        refused(violation, input, line)
    })
    .await
}

async fn add(tx: &Tx, input: &CustomerInput, keepers: Keepers) -> Result<Customer> {
    let id = insert_row(tx, input, keepers, None).await?;
    customer_search::refresh(tx, id).await?;
    let customer = find(tx, &IdOrCode::Id(id), false).await?;
    let what = ("create", TABLE);
    write::record(tx, what, id, Some(id), None, Some(&customer)).await?;
    Ok(customer)
}

/// Writes a customer whole; a status left out stays as it is.
///
/// # Errors
/// As [`create`], and [`Error::NotFound`], [`Error::Stale`].
pub async fn replace(
    scope: &Scope,
    key: &IdOrCode,
    input: &CustomerInput,
    expected: Option<i32>,
) -> Result<Customer> {
    change(scope, key, expected, |actor, _| {
        (input.clone(), Wish::whole(actor, input))
    })
    .await
}

/// Changes what is given.
///
/// # Errors
/// As [`replace`].
pub async fn patch(
    scope: &Scope,
    key: &IdOrCode,
    patch: &CustomerPatch,
    expected: Option<i32>,
) -> Result<Customer> {
    change(scope, key, expected, |_, before| {
        let wish = Wish {
            owner: patch.owner_user_id,
            team: patch.team_id,
        };
        (patched(before.clone(), patch), wish)
    })
    .await
}

fn patched(mut whole: CustomerInput, patch: &CustomerPatch) -> CustomerInput {
    if let Some(name) = &patch.name {
        whole.name.clone_from(name);
    }
    if let Some(country) = &patch.country {
        whole.country.clone_from(country);
    }
    whole.status = patch.status.or(whole.status);
    for (kept, given) in [
        (&mut whole.address_line1, &patch.address_line1),
        (&mut whole.address_line2, &patch.address_line2),
        (&mut whole.city, &patch.city),
        (&mut whole.region, &patch.region),
        (&mut whole.postal_code, &patch.postal_code),
        (&mut whole.email, &patch.email),
        (&mut whole.phone, &patch.phone),
        (&mut whole.notes, &patch.notes),
        (&mut whole.erp_customer_id, &patch.erp_customer_id),
        (&mut whole.external_customer_id, &patch.external_customer_id),
        (&mut whole.locale, &patch.locale),
    ] {
        if let Some(given) = given {
            kept.clone_from(given);
        }
    }
    whole
}

/// `wanted` tells the customer as it should become from who asks and what it was.
async fn change(
    scope: &Scope,
    key: &IdOrCode,
    expected: Option<i32>,
    wanted: impl FnOnce(&crate::Actor, &CustomerInput) -> (CustomerInput, Wish),
) -> Result<Customer> {
    let tx = scope.write().await?;
    let before = find(&tx, key, true).await?;
    write::expect_version(expected, before.version)?;
    let was = as_input(&before);
    let (input, wish) = wanted(tx.actor(), &was);
    let input = tidy(&input);
    let mut errors = wrong_fields(&input, Some(&was));
    let keepers = assign(&tx, wish, Some(kept(&before)), &mut errors).await?;
    write::refuse(errors)?;
    let after = put(&tx, &before, &input, keepers).await?;
    tx.commit().await?;
    Ok(after)
}

pub(super) fn kept(customer: &Customer) -> Keepers {
    Keepers {
        owner: customer.owner_user_id,
        team: customer.team_id,
    }
}

const UPDATE: &str = "
UPDATE customers
SET name = $1, status = $2, country = $3, address_line1 = $4, address_line2 = $5, city = $6, region = $7,
    postal_code = $8, email = $9, phone = $10, locale = $11, notes = $12, erp_customer_id = $13,
    external_customer_id = $14, owner_user_id = $15, team_id = $16, updated_at = $17, version = version + 1
WHERE org_id = $18 AND id = $19";

/// Writes a change that was checked, and nothing besides. `line` is its place in a file.
pub(super) async fn update_row(
    tx: &Tx,
    before: &Customer,
    input: &CustomerInput,
    keepers: Keepers,
    line: Option<u64>,
) -> Result<()> {
    let mut values = columns(input, before.status, keepers);
    values.extend([tx.actor().org_id().into(), before.id.into()]);
    write::change(tx, Sql::with(UPDATE, values), |violation| {
        refused(violation, input, line)
    })
    .await?;
    Ok(())
}

async fn put(
    tx: &Tx,
    before: &Customer,
    input: &CustomerInput,
    keepers: Keepers,
) -> Result<Customer> {
    update_row(tx, before, input, keepers, None).await?;
    customer_search::refresh(tx, before.id).await?;
    let after = find(tx, &IdOrCode::Id(before.id), false).await?;
    let (what, id) = (("update", TABLE), before.id);
    write::record(tx, what, id, Some(id), Some(before), Some(&after)).await?;
    Ok(after)
}

/// `$1…$17` of both statements.
fn columns(input: &CustomerInput, status: CustomerStatus, keepers: Keepers) -> Vec<Value> {
    let status = input.status.unwrap_or(status);
    vec![
        input.name.clone().into(),
        status.as_str().into(),
        input.country.clone().into(),
        input.address_line1.clone().into(),
        input.address_line2.clone().into(),
        input.city.clone().into(),
        input.region.clone().into(),
        input.postal_code.clone().into(),
        input.email.clone().into(),
        input.phone.clone().into(),
        input.locale.clone().into(),
        input.notes.clone().into(),
        input.erp_customer_id.clone().into(),
        input.external_customer_id.clone().into(),
        keepers.owner.into(),
        keepers.team.into(),
        Utc::now().into(),
    ]
}

/// The field of an id in another system that another customer has already.
fn taken(violation: &Violation) -> Option<&'static str> {
    ["external_customer_id", "erp_customer_id"]
        .into_iter()
        .find(|field| write::is_unique(violation, TABLE, &["org_id", field]))
}

fn refused(violation: &Violation, input: &CustomerInput, line: Option<u64>) -> Option<Error> {
    if let Some(field) = taken(violation) {
        if let Some(line) = line {
            // Of a customer beyond the caller's reach, or one that came just now.
            return Some(Error::field(
                format!("lines[{line}].{field}"),
                "duplicate",
                "Another customer has this id already.",
            ));
        }
        let id = match field {
            "erp_customer_id" => &input.erp_customer_id,
            _ => &input.external_customer_id,
        };
        let id = id.as_deref().unwrap_or_default();
        return Some(Error::Conflict(format!(
            "Another customer has the {field} {id} already."
        )));
    }
    match violation {
        // The team went away since it was looked up; staff are never deleted.
        Violation::ForeignKey(_) => Some(Error::Invalid(vec![no_such_team()])),
        other => write::checked_field(other, TABLE),
    }
}

/// Deletes a customer that no evidence refers to. Its contacts, portal users and stock levels go with it.
///
/// # Errors
/// [`Error::Conflict`] saying what still refers to it; [`Error::NotFound`], [`Error::Stale`].
pub async fn delete(scope: &Scope, key: &IdOrCode, expected: Option<i32>) -> Result<()> {
    let tx = scope.write().await?;
    let before = find(&tx, key, true).await?;
    write::expect_version(expected, before.version)?;
    write::refuse_referred(&tx, before.id, "customer", deletion::EVIDENCE).await?;
    write::delete(&tx, TABLE, before.id, "customer").await?;
    let (what, id) = (("delete", TABLE), before.id);
    write::record(&tx, what, id, Some(id), Some(&before), None).await?;
    tx.commit().await
}
