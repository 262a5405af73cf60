//! Fills the index for customers that came by another way than the API: demonstration data, a load, a database from
//! before there was one. Safe to repeat and to break off; finished customers are not touched again.

use std::collections::BTreeSet;

use sea_orm::FromQueryResult;

use super::{index, typing};
use crate::{Db, Principal, RequestInfo, Result, Scope, Sql, write};

/// Customers in one transaction.
const AT_ONCE: usize = 500;
/// Words looked at in one transaction.
const WORDS_AT_ONCE: usize = 5000;

/// Finds every customer that nothing is known of yet and gives it its terms; tells how many there were.
///
/// # Errors
/// The database's.
pub async fn rebuild(db: &Db) -> Result<u64> {
    let mut filled = 0;
    for org_id in organizations(db).await? {
        let scope = scope(db, org_id);
        let mut last = 0;
        loop {
            let tx = scope.write().await?;
            let sql = format!(
                "SELECT c.id FROM customers c WHERE c.org_id = $1 AND c.id > $2
                    AND NOT EXISTS (SELECT 1 FROM customer_terms t WHERE t.customer_id = c.id)
                 ORDER BY c.id LIMIT {AT_ONCE}"
            );
            let ids = write::ids(&tx, Sql::with(&sql, [org_id.into(), last.into()])).await?;
            index::refresh_all(&tx, &ids).await?;
            tx.commit().await?;
            filled += ids.len() as u64;
            match ids.last() {
                Some(id) if ids.len() == AT_ONCE => last = *id,
                _ => break,
            }
        }
    }
    Ok(filled)
}

#[derive(FromQueryResult)]
struct TermRow {
    term: String,
}

/// Forgets words that no customer has any more, doubles as well, and learns again what a change at this very moment may
/// have counted on. The upkeep of a migration: reads every word once.
///
/// # Errors
/// The database's.
pub async fn forget_unused_words(db: &Db) -> Result<()> {
    for org_id in organizations(db).await? {
        let scope = scope(db, org_id);
        let tx = scope.write().await?;
        tx.run(Sql::with(
            "DELETE FROM search_variants WHERE org_id = $1 AND (
                NOT EXISTS (SELECT 1 FROM customer_terms t WHERE t.org_id = $1 AND t.weight = 0 AND t.term = search_variants.word)
                AND NOT EXISTS (SELECT 1 FROM customer_terms t WHERE t.org_id = $1 AND t.weight = 1 AND t.term = search_variants.word)
                OR EXISTS (SELECT 1 FROM search_variants o WHERE o.org_id = $1 AND o.variant = search_variants.variant
                           AND o.word = search_variants.word AND o.id < search_variants.id))",
            [org_id.into()],
        ))
        .await?;
        tx.commit().await?;
        for weight in [0, 1] {
            let mut last = String::new();
            loop {
                let tx = scope.write().await?;
                let sql = format!(
                    "SELECT DISTINCT term FROM customer_terms WHERE org_id = $1 AND weight = $2 AND term > $3
                     ORDER BY term LIMIT {WORDS_AT_ONCE}"
                );
                let values = [org_id.into(), weight.into(), last.into()];
                let rows: Vec<TermRow> = tx.all(Sql::with(&sql, values)).await?;
                let words: BTreeSet<&str> = rows
                    .iter()
                    .map(|row| row.term.as_str())
                    .filter(|term| typing::is_word(term))
                    .collect();
                index::learn(&tx, org_id, &words).await?;
                tx.commit().await?;
                match rows.last() {
                    Some(row) if rows.len() == WORDS_AT_ONCE => last = row.term.clone(),
                    _ => break,
                }
            }
        }
    }
    Ok(())
}

async fn organizations(db: &Db) -> Result<Vec<i64>> {
    let tx = scope(db, 0).read().await?;
    write::ids(&tx, Sql::new("SELECT id FROM organizations ORDER BY id")).await
}

fn scope(db: &Db, org_id: i64) -> Scope {
    Scope::new(db, Principal::System { org_id }, RequestInfo::default())
}
