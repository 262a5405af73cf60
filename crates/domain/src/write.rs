//! What every write needs: the new row's id, the violated rule turned into words, the version checked. Decides no
//! business rule.

use std::str::FromStr;

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use serde::Serialize;

use crate::{
    Error, Result, Sql, Tx,
    audit::{self, Change},
    error::{Violation, violation},
};

/// Runs an `INSERT … RETURNING id` and gives the id. `refused` puts a violated rule into words; what it doesn't know
/// becomes the general error.
pub async fn insert(
    tx: &Tx,
    sql: Sql,
    refused: impl FnOnce(&Violation) -> Option<Error>,
) -> Result<i64> {
    match tx.query_one_raw(sql.statement(tx.backend)).await {
        Ok(Some(row)) => Ok(row.try_get_by_index(0)?),
        Ok(None) => Err(Error::internal("an INSERT returned no row")),
        Err(err) => Err(worded(err, refused)),
    }
}

/// Runs an UPDATE, DELETE or plain INSERT and gives the number of rows it changed.
pub async fn change(
    tx: &Tx,
    sql: Sql,
    refused: impl FnOnce(&Violation) -> Option<Error>,
) -> Result<u64> {
    match tx.execute_raw(sql.statement(tx.backend)).await {
        Ok(done) => Ok(done.rows_affected()),
        Err(err) => Err(worded(err, refused)),
    }
}

fn worded(err: DbErr, refused: impl FnOnce(&Violation) -> Option<Error>) -> Error {
    violation(&err)
        .and_then(|violation| refused(&violation))
        .unwrap_or_else(|| err.into())
}

/// Whether the unique constraint over these columns was violated: PostgreSQL names it, SQLite lists its columns.
pub fn is_unique(violation: &Violation, table: &str, columns: &[&str]) -> bool {
    let Violation::Unique(rule) = violation else {
        return false;
    };
    let listed: Vec<String> = columns
        .iter()
        .map(|column| format!("{table}.{column}"))
        .collect();
    *rule == format!("uq_{table}_{}", columns.join("_")) || *rule == listed.join(", ")
}

/// A violated CHECK as the field it is named after: `ck_farms_area_ha` is `area_ha`.
pub fn checked_field(violation: &Violation, table: &str) -> Option<Error> {
    let Violation::Check(rule) = violation else {
        return None;
    };
    let field = rule.strip_prefix(&format!("ck_{table}_"))?;
    Some(Error::field(
        field,
        "range",
        "This value is outside what is allowed.",
    ))
}

/// Refuses a change to a row that the caller knew in another version.
///
/// # Errors
/// [`Error::Stale`].
pub fn expect_version(expected: Option<i32>, current: i32) -> Result<()> {
    match expected {
        Some(version) if version != current => Err(Error::Stale),
        _ => Ok(()),
    }
}

/// Appends what makes PostgreSQL keep the row as read until the transaction ends; SQLite's writers wait for each
/// other anyway.
pub fn lock(tx: &Tx, sql: &mut Sql, alias: &str) {
    if tx.is_postgres() {
        sql.push(&format!(" FOR UPDATE OF {alias}"));
    }
}

/// An enumeration out of the database, whose CHECK allows no other text.
pub fn word<T: FromStr<Err = String>>(text: &str) -> Result<T> {
    text.parse().map_err(Error::internal)
}

/// A table whose rows hold on to another row: table, column, and what one and several of its rows are called.
pub type Referrer = (&'static str, &'static str, &'static str, &'static str);

#[derive(FromQueryResult)]
struct Count {
    place: i32,
    count: i64,
}

/// Refuses to delete a row that others still refer to.
///
/// # Errors
/// [`Error::Conflict`]: "3 batches still refer to this farm."
pub async fn refuse_referred(tx: &Tx, id: i64, what: &str, referrers: &[Referrer]) -> Result<()> {
    let counts: Vec<String> = referrers
        .iter()
        .enumerate()
        .map(|(place, (table, column, _, _))| {
            format!("SELECT {place} AS place, count(*) AS count FROM {table} WHERE {column} = $1")
        })
        .collect();
    let mut found: Vec<Count> = tx
        .all(Sql::with(&counts.join(" UNION ALL "), [id.into()]))
        .await?;
    found.retain(|row| row.count > 0);
    found.sort_by_key(|row| row.place);
    let named: Vec<String> = found
        .iter()
        .filter_map(|row| {
            let (_, _, one, many) = referrers.get(usize::try_from(row.place).ok()?)?;
            let noun = if row.count == 1 { one } else { many };
            Some(format!("{} {noun}", row.count))
        })
        .collect();
    let Some((last, others)) = named.split_last() else {
        return Ok(());
    };
    let list = if others.is_empty() {
        last.clone()
    } else {
        format!("{} and {last}", others.join(", "))
    };
    let one_alone = found.len() == 1 && found[0].count == 1;
    let verb = if one_alone { "refers" } else { "refer" };
    Err(Error::Conflict(format!(
        "{list} still {verb} to this {what}."
    )))
}

/// Deletes the row with this id. What the caller may not see, or what came after the count, may still refuse.
///
/// # Errors
/// [`Error::Conflict`].
pub async fn delete(tx: &Tx, table: &'static str, id: i64, what: &str) -> Result<()> {
    let sql = Sql::with(
        &format!("DELETE FROM {table} WHERE org_id = $1 AND id = $2"),
        [tx.actor().org_id().into(), id.into()],
    );
    change(tx, sql, |violation| {
        matches!(violation, Violation::ForeignKey(_))
            .then(|| Error::Conflict(format!("Other records still refer to this {what}.")))
    })
    .await?;
    Ok(())
}

/// What was done to a row, with its state before and after: the audit row and the event.
pub async fn record<T: Serialize>(
    tx: &Tx,
    (action, entity): (&str, &str),
    entity_id: i64,
    customer_id: Option<i64>,
    before: Option<&T>,
    after: Option<&T>,
) -> Result<()> {
    let snapshot = |row: Option<&T>| {
        row.map(serde_json::to_value)
            .transpose()
            .map_err(Error::internal)
    };
    let change = Change {
        action,
        entity,
        entity_id,
        customer_id,
        before: snapshot(before)?,
        after: snapshot(after)?,
    };
    audit::record(tx, change).await
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

/// The `id` column of every row.
pub async fn ids(tx: &Tx, sql: Sql) -> Result<Vec<i64>> {
    let rows: Vec<Id> = tx.all(sql).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Whether the organization has a row with this id in one of its own tables.
pub async fn exists(tx: &Tx, table: &'static str, id: i64) -> Result<bool> {
    let found: Option<i64> = tx
        .value(Sql::with(
            &format!("SELECT id FROM {table} WHERE org_id = $1 AND id = $2"),
            [tx.actor().org_id().into(), id.into()],
        ))
        .await?;
    Ok(found.is_some())
}

/// Adds an error for a text of blanks only, which the schema's length lets through.
pub fn require_text(errors: &mut Vec<contract::FieldError>, field: &str, text: &str) {
    if text.trim().is_empty() {
        errors.push(contract::FieldError::new(
            field,
            "required",
            "This may not be blank.",
        ));
    }
}

/// Refuses all wrong fields at once, if there are any.
///
/// # Errors
/// [`Error::Invalid`].
pub fn refuse(errors: Vec<contract::FieldError>) -> Result<()> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_name_a_unique_constraint() {
        for rule in ["uq_batches_org_id_code", "batches.org_id, batches.code"] {
            let violation = Violation::Unique(rule.into());
            assert!(is_unique(&violation, "batches", &["org_id", "code"]));
            assert!(!is_unique(&violation, "batches", &["org_id"]));
        }
    }

    #[test]
    fn a_check_names_its_field() {
        let violation = Violation::Check("ck_farms_area_ha".into());
        match checked_field(&violation, "farms") {
            Some(Error::Invalid(errors)) => assert_eq!(errors[0].field, "area_ha"),
            other => panic!("{other:?}"),
        }
        assert!(checked_field(&violation, "batches").is_none());
    }
}
