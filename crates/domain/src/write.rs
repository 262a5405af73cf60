//! What every write needs: the new row's id, the violated rule turned into words, the version checked. Decides no
//! business rule.

use std::str::FromStr;

use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    Error, Result, Sql, Tx,
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

/// A row for the audit log.
pub fn snapshot<T: Serialize>(row: &T) -> Result<Option<Json>> {
    serde_json::to_value(row).map(Some).map_err(Error::internal)
}

/// An enumeration out of the database, whose CHECK allows no other text.
pub fn word<T: FromStr<Err = String>>(text: &str) -> Result<T> {
    text.parse().map_err(Error::internal)
}

/// `1 batch`, `3 batches`: what still refers to a row, for a refused delete.
pub fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
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
