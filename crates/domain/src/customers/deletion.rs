//! What deleting a customer would meet, told before anybody does it. Deletes nothing.

use contract::customers::{CustomerDeletion, Referring};
use sea_orm::FromQueryResult;

use super::find;
use crate::{IdOrCode, Result, Scope, Sql, Tx, write};

/// What keeps a customer: no trace may lose it (ON DELETE RESTRICT).
pub(super) const EVIDENCE: &[write::Referrer] = &[
    ("orders", "customer_id", "order", "orders"),
    ("complaints", "customer_id", "complaint", "complaints"),
    (
        "recall_notices",
        "customer_id",
        "recall notice",
        "recall notices",
    ),
];

/// What belongs to a customer alone and goes with it (ON DELETE CASCADE).
const BELONGINGS: &[&str] = &["contacts", "customer_portal_users", "stock_levels"];

/// What stays and names no customer any more (ON DELETE SET NULL).
const LEFT: &[&str] = &["measurements"];

#[derive(FromQueryResult)]
struct Count {
    place: i32,
    count: i64,
}

/// What refers to a customer within the caller's reach, by what its deletion would do to it. Empty lists are nothing.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub async fn deletion(scope: &Scope, key: &IdOrCode) -> Result<CustomerDeletion> {
    let tx = scope.read().await?;
    let customer = find(&tx, key, false).await?.id;
    let evidence: Vec<&str> = EVIDENCE.iter().map(|(table, ..)| *table).collect();
    Ok(CustomerDeletion {
        refused_by: referring(&tx, customer, &evidence).await?,
        removed_with_it: referring(&tx, customer, BELONGINGS).await?,
        left_without_it: referring(&tx, customer, LEFT).await?,
    })
}

async fn referring(tx: &Tx, customer: i64, tables: &[&str]) -> Result<Vec<Referring>> {
    let counts: Vec<String> = tables
        .iter()
        .enumerate()
        .map(|(place, table)| {
            format!(
                "SELECT {place} AS place, count(*) AS count FROM {table} WHERE customer_id = $1"
            )
        })
        .collect();
    let sql = format!("{} ORDER BY place", counts.join(" UNION ALL "));
    let rows: Vec<Count> = tx.all(Sql::with(&sql, [customer.into()])).await?;
    let found = rows.into_iter().filter(|row| row.count > 0);
    Ok(found
        .filter_map(|row| {
            let table = tables.get(usize::try_from(row.place).ok()?)?;
            Some(Referring {
                entity: (*table).to_owned(),
                count: row.count,
            })
        })
        .collect())
}
