//! Asks the index. Every statement's text is one of a few, whatever is asked, since planning under the policies is dear;
//! the words travel as one JSON value. Rare words are gathered and sorted; a single frequent one is found by going through
//! the customers in the order of the answer, which ends with the page.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use super::question::{Question, Range};
use crate::{Error, Result, Sql, Tx, customers};

/// A word with more terms than this is frequent.
const FREQUENT: i64 = 1000;
/// Worse than every rank: a word without an answer.
const UNANSWERED: i32 = 9;

/// Which of the customers found are wanted: conditions on `c`, each beginning with ` AND `.
pub(crate) struct Filter(pub Sql);

/// One place of the answer.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Found {
    pub id: i64,
    pub name: String,
    pub rank: i32,
}

/// Behind which place the next page begins.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct After {
    /// Typing errors were forgiven.
    c: bool,
    r: i32,
    n: String,
    i: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    w: i32,
    r: i32,
    n: i64,
}

/// A question with what is known of its words' frequency.
struct Plan {
    words: usize,
    ranges: String,
    /// Terms by word and rank, up to one more than [`FREQUENT`] each.
    counts: BTreeMap<(i32, i32), i64>,
}

/// The customers within reach that the text finds, the best first, and where the next page begins. Without a text: all of
/// them by name.
///
/// # Errors
/// [`Error::Invalid`] naming `cursor`.
pub(crate) async fn search(
    tx: &Tx,
    text: Option<&str>,
    filter: &Filter,
    cursor: Option<&str>,
    limit: u64,
) -> Result<(Vec<Found>, Option<String>)> {
    let after = cursor.map(open).transpose()?;
    let wanted = limit as usize + 1;
    let (mut found, corrected) = match text.map(Question::parse) {
        None => (by_name(tx, filter, after.as_ref(), wanted).await?, false),
        Some(question) if question.is_empty() => (Vec::new(), false),
        Some(question) => answer(tx, &question, filter, after.as_ref(), wanted).await?,
    };
    let more = found.len() == wanted;
    found.truncate(limit as usize);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| seal(last, corrected));
    Ok((found, next.transpose()?))
}

async fn answer(
    tx: &Tx,
    question: &Question,
    filter: &Filter,
    after: Option<&After>,
    wanted: usize,
) -> Result<(Vec<Found>, bool)> {
    if !after.is_some_and(|after| after.c) {
        let typed = plan(tx, question, question.ranges()).await?;
        let found = page(tx, &typed, filter, after, wanted).await?;
        if !found.is_empty() || after.is_some() {
            return Ok((found, false));
        }
    }
    match corrected(tx, question).await? {
        Some(plan) => Ok((page(tx, &plan, filter, after, wanted).await?, true)),
        None => Ok((Vec::new(), false)),
    }
}

#[derive(FromQueryResult)]
struct WordRow {
    word: String,
}

/// The question with what its words may have meant; None when they can have meant nothing else.
async fn corrected(tx: &Tx, question: &Question) -> Result<Option<Plan>> {
    let variants = question.variants();
    if variants.is_empty() {
        return Ok(None);
    }
    let each = if tx.is_postgres() {
        "jsonb_array_elements_text($1::text::jsonb)"
    } else {
        "json_each($1)"
    };
    let sql = format!(
        "SELECT DISTINCT v.word AS word FROM {each} AS x JOIN search_variants v ON v.org_id = $2 AND v.variant = x.value
         ORDER BY word"
    );
    let list = serde_json::to_string(&variants).map_err(Error::internal)?;
    let values = [list.into(), tx.actor().org_id().into()];
    let rows: Vec<WordRow> = tx.all(Sql::with(&sql, values)).await?;
    let words: Vec<String> = rows.into_iter().map(|row| row.word).collect();
    let corrections = question.corrections(&words);
    if corrections.is_empty() {
        return Ok(None);
    }
    let mut ranges = question.ranges();
    ranges.extend(corrections);
    plan(tx, question, ranges).await.map(Some)
}

/// Counts the words' terms, as far as it matters.
async fn plan(tx: &Tx, question: &Question, ranges: Vec<Range>) -> Result<Plan> {
    let ranges = serde_json::to_string(&ranges).map_err(Error::internal)?;
    let mut sql = with_ranges(tx, &ranges);
    sql.push(
        "SELECT r.w, r.r, (SELECT COUNT(*) FROM (SELECT 1 FROM customer_terms t
            WHERE t.org_id = ",
    )
    .bind(tx.actor().org_id())
    .push(&format!(
        " AND t.weight = r.k AND t.term >= r.lo AND t.term < r.hi LIMIT {}) AS few) AS n FROM r",
        FREQUENT + 1
    ));
    let rows: Vec<CountRow> = tx.all(sql).await?;
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry((row.w, row.r)).or_default() += row.n;
    }
    Ok(Plan {
        words: question.words(),
        ranges,
        counts,
    })
}

impl Plan {
    fn terms_of(&self, word: i32) -> i64 {
        self.counts
            .iter()
            .filter(|((w, _), _)| *w == word)
            .map(|(_, n)| n)
            .sum()
    }

    /// The word with the fewest terms, and how many.
    fn rarest(&self) -> (i32, i64) {
        (0..self.words as i32)
            .map(|word| (word, self.terms_of(word)))
            .min_by_key(|(_, terms)| *terms)
            .unwrap_or((0, 0))
    }
}

async fn page(
    tx: &Tx,
    plan: &Plan,
    filter: &Filter,
    after: Option<&After>,
    wanted: usize,
) -> Result<Vec<Found>> {
    let (rarest, terms) = plan.rarest();
    if terms == 0 {
        return Ok(Vec::new());
    }
    if plan.words > 1 || terms <= FREQUENT {
        return gather(tx, plan, rarest, None, filter, after, wanted).await;
    }
    // One frequent word: rank by rank, as far as the page goes.
    let mut found: Vec<Found> = Vec::new();
    for (&(word, rank), &terms) in &plan.counts {
        if terms == 0 || after.is_some_and(|after| after.r > rank) {
            continue;
        }
        let left = wanted - found.len();
        let rows = if terms <= FREQUENT {
            gather(tx, plan, word, Some(rank), filter, after, left).await?
        } else {
            walk(tx, plan, rank, filter, after, left).await?
        };
        found.extend(rows);
        if found.len() >= wanted {
            break;
        }
    }
    Ok(found)
}

/// The customers that have a term of one word, ranked by all words. With `only`, those of one rank.
async fn gather(
    tx: &Tx,
    plan: &Plan,
    driver: i32,
    only: Option<i32>,
    filter: &Filter,
    after: Option<&After>,
    wanted: usize,
) -> Result<Vec<Found>> {
    let mut sql = with_ranges(tx, &plan.ranges);
    sql.push(&format!(
        ", words AS MATERIALIZED (SELECT DISTINCT w FROM r),
        hits AS (SELECT d.customer_id, (SELECT MAX(COALESCE({}, {UNANSWERED})) FROM words) AS rank
            FROM (SELECT DISTINCT t.customer_id FROM r
                  JOIN customer_terms t ON t.weight = r.k AND t.term >= r.lo AND t.term < r.hi
                  WHERE t.org_id = ",
        best("words.w", "d.customer_id")
    ))
    .bind(tx.actor().org_id())
    .push(" AND r.w = ")
    .bind(driver);
    if let Some(rank) = only {
        sql.push(" AND r.r = ").bind(rank);
    }
    sql.push(
        ") d)
        SELECT c.id, c.name, h.rank FROM hits h JOIN customers c ON c.id = h.customer_id WHERE ",
    );
    customers::within_reach(&mut sql, tx.actor());
    match only {
        Some(rank) => sql.push(" AND h.rank = ").bind(rank),
        None => sql.push(&format!(" AND h.rank < {UNANSWERED}")),
    };
    sql.append(&filter.0);
    if let Some(after) = after {
        sql.push(" AND (h.rank, c.name, c.id) > (")
            .bind(after.r)
            .push(", ")
            .bind(after.n.clone())
            .push(", ")
            .bind(after.i)
            .push(")");
    }
    sql.push(&format!(" ORDER BY h.rank, c.name, c.id LIMIT {wanted}"));
    tx.all(sql).await
}

/// The customers of one rank for a single word, by name, until there are enough.
async fn walk(
    tx: &Tx,
    plan: &Plan,
    rank: i32,
    filter: &Filter,
    after: Option<&After>,
    wanted: usize,
) -> Result<Vec<Found>> {
    let mut sql = with_ranges(tx, &plan.ranges);
    sql.push(&format!(
        "SELECT c.id, c.name, {rank} AS rank FROM customers c WHERE "
    ));
    customers::within_reach(&mut sql, tx.actor());
    sql.append(&filter.0);
    sql.push(&format!(" AND {} = {rank}", best("0", "c.id")));
    behind(&mut sql, after.filter(|after| after.r == rank));
    sql.push(&format!(" ORDER BY c.name, c.id LIMIT {wanted}"));
    tx.all(sql).await
}

async fn by_name(
    tx: &Tx,
    filter: &Filter,
    after: Option<&After>,
    wanted: usize,
) -> Result<Vec<Found>> {
    let mut sql = Sql::new("SELECT c.id, c.name, 0 AS rank FROM customers c WHERE ");
    customers::within_reach(&mut sql, tx.actor());
    sql.append(&filter.0);
    behind(&mut sql, after);
    sql.push(&format!(" ORDER BY c.name, c.id LIMIT {wanted}"));
    tx.all(sql).await
}

fn behind(sql: &mut Sql, after: Option<&After>) {
    if let Some(after) = after {
        sql.push(" AND (c.name, c.id) > (")
            .bind(after.n.clone())
            .push(", ")
            .bind(after.i)
            .push(")");
    }
}

/// The best rank that a customer's terms give a word; null without an answer.
fn best(word: &str, customer: &str) -> String {
    format!(
        "(SELECT MIN(r.r) FROM r JOIN customer_terms t
            ON t.customer_id = {customer} AND t.term >= r.lo AND t.term < r.hi AND t.weight = r.k
          WHERE r.w = {word})"
    )
}

/// `WITH r AS (…)`: the ranges as rows.
fn with_ranges(tx: &Tx, ranges: &str) -> Sql {
    let mut sql = Sql::new("WITH r AS MATERIALIZED (");
    sql.append(&rows(tx, ranges)).push(") ");
    sql
}

fn rows(tx: &Tx, ranges: &str) -> Sql {
    let text = if tx.is_postgres() {
        r#"SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS x(w int, k int, r int, lo text COLLATE "C", hi text COLLATE "C")"#
    } else {
        "SELECT value ->> 'w' AS w, value ->> 'k' AS k, value ->> 'r' AS r, value ->> 'lo' AS lo, value ->> 'hi' AS hi
         FROM json_each($1)"
    };
    Sql::with(text, [ranges.into()])
}

fn seal(last: &Found, corrected: bool) -> Result<String> {
    let after = After {
        c: corrected,
        r: last.rank,
        n: last.name.clone(),
        i: last.id,
    };
    let text = serde_json::to_string(&after).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(text))
}

fn open(cursor: &str) -> Result<After> {
    let after = URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<After>(&bytes).ok());
    after
        .filter(|after| !after.n.contains('\0'))
        .ok_or_else(|| Error::field("cursor", "format", "This is not a cursor of this search."))
}

/// What a list in an order of its own narrows itself by.
pub(crate) struct Matching {
    /// None: nothing can be found.
    plan: Option<Plan>,
}

/// Reads a text for a list's `search=`: as typed if anybody within reach has its words, else with typing errors forgiven.
pub(crate) async fn matching(tx: &Tx, text: &str) -> Result<Matching> {
    let question = Question::parse(text);
    if question.is_empty() {
        return Ok(Matching { plan: None });
    }
    let typed = plan(tx, &question, question.ranges()).await?;
    let anybody = page(tx, &typed, &Filter(Sql::new("")), None, 1).await?;
    let plan = if anybody.is_empty() {
        corrected(tx, &question).await?
    } else {
        Some(typed)
    };
    Ok(Matching { plan })
}

impl Matching {
    /// Appends the condition that the customer `c` is found, beginning with ` AND `.
    pub fn restrict(&self, tx: &Tx, sql: &mut Sql) {
        let Some(plan) = &self.plan else {
            sql.push(" AND 1 = 0");
            return;
        };
        let (rarest, terms) = plan.rarest();
        let ranges = |sql: &mut Sql| {
            sql.push("(").append(&rows(tx, &plan.ranges)).push(") r");
        };
        if terms <= FREQUENT {
            sql.push(" AND c.id IN (SELECT t.customer_id FROM ");
            ranges(sql);
            sql.push(
                " JOIN customer_terms t ON t.weight = r.k AND t.term >= r.lo AND t.term < r.hi WHERE t.org_id = ",
            )
            .bind(tx.actor().org_id())
            .push(" AND r.w = ")
            .bind(rarest)
            .push(")");
            if plan.words == 1 {
                return;
            }
        }
        sql.push(" AND (SELECT COUNT(DISTINCT r.w) FROM ");
        ranges(sql);
        sql.push(&format!(
            " JOIN customer_terms t ON t.customer_id = c.id AND t.term >= r.lo AND t.term < r.hi AND t.weight = r.k) = {}",
            plan.words
        ));
    }
}
