//! Keeps what customers are found by, in the transaction of the change. Only differences are written, so that a change
//! of a telephone number costs two reads.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::FromQueryResult;
use serde::Serialize;

use super::{fold, typing};
use crate::{Result, Sql, Tx};

#[derive(FromQueryResult)]
struct CustomerRow {
    id: i64,
    org_id: i64,
    name: String,
    city: Option<String>,
    region: Option<String>,
    email: Option<String>,
    erp_customer_id: Option<String>,
    external_customer_id: Option<String>,
}

#[derive(FromQueryResult)]
struct ContactRow {
    customer_id: i64,
    name: String,
    email: Option<String>,
}

/// A row of customer_terms, less its organization.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, FromQueryResult)]
struct Term {
    customer_id: i64,
    term: String,
    weight: i32,
}

#[derive(Debug, Serialize)]
struct Variant {
    variant: String,
    word: String,
}

#[derive(FromQueryResult)]
struct WordRow {
    word: String,
}

/// Brings what a customer is found by up to date. Call it in the transaction of every change to a customer or its
/// contacts, after the change; what a deleted customer was found by goes with it.
pub(crate) async fn refresh(tx: &Tx, customer_id: i64) -> Result<()> {
    refresh_all(tx, &[customer_id]).await
}

/// The same for several customers of one organization: an import calls this once, at its end.
pub(crate) async fn refresh_all(tx: &Tx, ids: &[i64]) -> Result<()> {
    let customers = customers(tx, ids).await?;
    let Some(org_id) = customers.first().map(|customer| customer.org_id) else {
        return Ok(());
    };
    let contacts = contacts(tx, ids).await?;
    let wanted = terms(&customers, &contacts);
    let present = present(tx, ids).await?;
    let gone: Vec<&Term> = present.difference(&wanted).collect();
    let new: Vec<&Term> = wanted.difference(&present).collect();
    if !gone.is_empty() {
        let list = json(&gone)?;
        let sql = format!(
            "DELETE FROM customer_terms WHERE (customer_id, term, weight) IN (SELECT customer_id, term, weight FROM {})",
            terms_in(tx)
        );
        tx.run(Sql::with(&sql, [list.into()])).await?;
    }
    if new.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO customer_terms (org_id, customer_id, term, weight)
         SELECT $2, customer_id, term, weight FROM {} WHERE true
         ON CONFLICT DO NOTHING",
        terms_in(tx)
    );
    tx.run(Sql::with(&sql, [json(&new)?.into(), org_id.into()]))
        .await?;
    let words: BTreeSet<&str> = new
        .iter()
        .map(|term| term.term.as_str())
        .filter(|term| typing::is_word(term))
        .collect();
    learn(tx, org_id, &words).await
}

/// Keeps the words that have not occurred before. Two transactions that bring one word at once both write it.
pub(super) async fn learn(tx: &Tx, org_id: i64, words: &BTreeSet<&str>) -> Result<()> {
    let stems = words.iter().map(|word| Variant {
        variant: typing::stem(word),
        word: (*word).to_owned(),
    });
    let stems: Vec<Variant> = stems.collect();
    if stems.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT x.word AS word FROM {} WHERE NOT EXISTS
            (SELECT 1 FROM search_variants v WHERE v.org_id = $2 AND v.variant = x.variant AND v.word = x.word)",
        variants_in(tx)
    );
    let new: Vec<WordRow> = tx
        .all(Sql::with(&sql, [json(&stems)?.into(), org_id.into()]))
        .await?;
    let mut variants = Vec::new();
    for WordRow { word } in new {
        for variant in typing::kept_variants(&word) {
            variants.push(Variant {
                variant,
                word: word.clone(),
            });
        }
    }
    if variants.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO search_variants (org_id, variant, word) SELECT $2, x.variant, x.word FROM {}",
        variants_in(tx)
    );
    tx.run(Sql::with(&sql, [json(&variants)?.into(), org_id.into()]))
        .await?;
    Ok(())
}

/// Two changes to one customer's contacts take their turns here, so that neither misses the other's words. It waits for
/// no one who only refers to the customer.
async fn customers(tx: &Tx, ids: &[i64]) -> Result<Vec<CustomerRow>> {
    let mut sql = Sql::new(
        "SELECT id, org_id, name, city, region, email, erp_customer_id, external_customer_id FROM customers WHERE org_id = ",
    );
    sql.bind(tx.actor().org_id())
        .push(" AND id")
        .within(tx.backend, ids)
        .push(" ORDER BY id");
    if tx.is_postgres() {
        sql.push(" FOR NO KEY UPDATE");
    }
    tx.all(sql).await
}

async fn contacts(tx: &Tx, ids: &[i64]) -> Result<Vec<ContactRow>> {
    let mut sql = Sql::new("SELECT customer_id, name, email FROM contacts WHERE customer_id");
    sql.within(tx.backend, ids);
    tx.all(sql).await
}

async fn present(tx: &Tx, ids: &[i64]) -> Result<BTreeSet<Term>> {
    let mut sql =
        Sql::new("SELECT customer_id, term, weight FROM customer_terms WHERE customer_id");
    sql.within(tx.backend, ids);
    Ok(tx.all(sql).await?.into_iter().collect())
}

fn terms(customers: &[CustomerRow], contacts: &[ContactRow]) -> BTreeSet<Term> {
    // The best weight of each.
    let mut best: BTreeMap<(i64, String), i32> = BTreeMap::new();
    let mut add = |customer_id: i64, weight: i32, terms: Vec<String>| {
        for term in terms {
            let kept = best.entry((customer_id, term)).or_insert(weight);
            *kept = weight.min(*kept);
        }
    };
    for row in customers {
        add(row.id, 0, fold::terms(&row.name));
        for text in [
            &row.city,
            &row.region,
            &row.erp_customer_id,
            &row.external_customer_id,
        ] {
            add(
                row.id,
                1,
                text.as_deref().map(fold::terms).unwrap_or_default(),
            );
        }
        let email = row.email.as_deref();
        add(row.id, 1, email.map(fold::email_terms).unwrap_or_default());
        add(row.id, 1, vec![row.id.to_string()]);
    }
    for row in contacts {
        add(row.customer_id, 1, fold::terms(&row.name));
        let email = row.email.as_deref();
        add(
            row.customer_id,
            1,
            email.map(fold::email_terms).unwrap_or_default(),
        );
    }
    let terms = best.into_iter().map(|((customer_id, term), weight)| Term {
        customer_id,
        term,
        weight,
    });
    terms.collect()
}

fn json(rows: &impl Serialize) -> Result<String> {
    serde_json::to_string(rows).map_err(crate::Error::internal)
}

/// `$1`, a JSON list, as rows.
fn terms_in(tx: &Tx) -> &'static str {
    if tx.is_postgres() {
        "jsonb_to_recordset($1::text::jsonb) AS x(customer_id bigint, term text, weight int)"
    } else {
        "(SELECT value ->> 'customer_id' AS customer_id, value ->> 'term' AS term, value ->> 'weight' AS weight
          FROM json_each($1)) AS x"
    }
}

fn variants_in(tx: &Tx) -> &'static str {
    if tx.is_postgres() {
        "jsonb_to_recordset($1::text::jsonb) AS x(variant text, word text)"
    } else {
        "(SELECT value ->> 'variant' AS variant, value ->> 'word' AS word FROM json_each($1)) AS x"
    }
}
