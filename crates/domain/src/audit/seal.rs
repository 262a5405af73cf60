//! Sealing: rows of the audit log that are committed get a link in their organization's chain, in the order of their ids;
//! one that was numbered early and committed late simply comes later. Writers never wait for it. Any number of instances
//! may seal: one at a time extends a chain.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use chrono::{SubsecRound, Utc};
use sea_orm::FromQueryResult;

use super::content::{Content, SELECT, link};
use crate::{Db, Principal, RequestInfo, Result, Scope, Sql, Tx};

/// Looked at, or sealed, in one statement.
const AT_ONCE: usize = 500;

/// A transaction that was given an id longer ago has ended, one way or the other.
const SETTLED_AFTER: Duration = Duration::from_secs(600);

/// How often a mark is set behind which nothing is looked for later.
const MARK_EVERY: Duration = Duration::from_secs(60);

/// Rows that are named in the log when they do not fit; one more is only counted.
const NAMED: usize = 1000;

/// Of PostgreSQL's advisory locks: the upper half of the key, the organization is the lower.
const LOCKS: i64 = 0x1C41_0000_0000;

/// What a sealer knows between rounds.
#[derive(Debug, Default)]
pub struct Sealer {
    /// Rows up to this id are sealed, or will never be.
    floor: i64,
    marks: VecDeque<(Instant, i64)>,
    highest: i64,
    /// Rows that do not fit their fingerprint: never sealed.
    unfit: HashSet<i64>,
}

/// What a round did.
#[derive(Debug, Default)]
pub struct Round {
    pub sealed: u64,
    /// Rows left unsealed, those that do not fit included.
    pub waiting: u64,
    /// Chains that grew: organization (0: none), place and link of the newest.
    pub heads: Vec<(i64, i64, String)>,
}

#[derive(FromQueryResult)]
struct Candidate {
    id: i64,
    org_id: Option<i64>,
}

#[derive(FromQueryResult)]
struct Head {
    seq: i64,
    link: String,
}

fn background(db: &Db, org_id: i64) -> Scope {
    Scope::new(db, Principal::System { org_id }, RequestInfo::default())
}

impl Sealer {
    /// Seals what is there.
    ///
    /// # Errors
    /// The database's.
    pub async fn round(&mut self, db: &Db) -> Result<Round> {
        let mut round = Round::default();
        let mut seen = 0_u64;
        let mut after = self.floor;
        loop {
            let found = candidates(db, after).await?;
            let Some(last) = found.last().map(|row| row.id) else {
                break;
            };
            let full = found.len() == AT_ONCE;
            seen += found.len() as u64;
            let mut chains: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
            for row in found {
                chains
                    .entry(row.org_id.unwrap_or(0))
                    .or_default()
                    .push(row.id);
            }
            for (org_id, ids) in chains {
                self.extend(db, org_id, &ids, &mut round).await?;
            }
            self.highest = self.highest.max(last);
            if !full {
                break;
            }
            after = last;
        }
        let behind = self.unfit.iter().filter(|id| **id <= self.floor).count() as u64;
        round.waiting = seen.saturating_sub(round.sealed) + behind;
        self.settle();
        Ok(round)
    }

    fn settle(&mut self) {
        let now = Instant::now();
        let due = self
            .marks
            .back()
            .is_none_or(|(at, _)| now.duration_since(*at) >= MARK_EVERY);
        if due {
            self.marks.push_back((now, self.highest));
        }
        while let Some((at, id)) = self.marks.front().copied()
            && now.duration_since(at) >= SETTLED_AFTER
        {
            self.floor = self.floor.max(id);
            self.marks.pop_front();
        }
    }

    async fn extend(&mut self, db: &Db, org_id: i64, ids: &[i64], round: &mut Round) -> Result<()> {
        let tx = background(db, org_id).write().await?;
        if !is_ours(&tx, org_id).await? {
            return Ok(());
        }
        let head: Option<Head> = tx
            .one(Sql::with(
                "SELECT seq, link FROM audit_chain WHERE org_id = $1 ORDER BY seq DESC LIMIT 1",
                [org_id.into()],
            ))
            .await?;
        // Rows older than the chain carry no fingerprint: they are taken as they are, once, all in one transaction.
        let first = head.is_none();
        let mut chain = Chain {
            org_id,
            seq: head.as_ref().map_or(0, |head| head.seq),
            link: head.map(|head| head.link).unwrap_or_default(),
            sealed: 0,
        };
        if first {
            let mut after = 0;
            loop {
                let rows = all_after(&tx, org_id, after).await?;
                let Some(last) = rows.last().map(|row| row.id) else {
                    break;
                };
                after = last;
                self.seal(&tx, &mut chain, rows, true).await?;
            }
        } else {
            let mut sql = Sql::new(SELECT);
            sql.push("a.id").within(tx.backend, ids);
            sql.push(" AND NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.audit_id = a.id) ORDER BY a.id");
            let rows = tx.all(sql).await?;
            self.seal(&tx, &mut chain, rows, false).await?;
        }
        if chain.sealed > 0 {
            tx.commit().await?;
            round.sealed += chain.sealed;
            round.heads.push((org_id, chain.seq, chain.link));
        }
        Ok(())
    }

    async fn seal(
        &mut self,
        tx: &Tx,
        chain: &mut Chain,
        rows: Vec<Content>,
        first: bool,
    ) -> Result<()> {
        let sealed_at = Utc::now().trunc_subsecs(6);
        let mut sql = Sql::new(
            "INSERT INTO audit_chain (org_id, seq, audit_id, row_hash, link, sealed_at) VALUES ",
        );
        let before = chain.sealed;
        for row in rows {
            let fingerprint = row.fingerprint();
            let fits = match &row.row_hash {
                Some(kept) => fingerprint.as_ref() == Some(kept),
                None => first,
            };
            let Some(fingerprint) = fingerprint.filter(|_| fits) else {
                self.report(row.id);
                continue;
            };
            chain.link = link(&chain.link, &row, &fingerprint, sealed_at);
            chain.seq += 1;
            if chain.sealed > before {
                sql.push(", ");
            }
            chain.sealed += 1;
            sql.push("(")
                .bind(chain.org_id)
                .push(", ")
                .bind(chain.seq)
                .push(", ")
                .bind(row.id)
                .push(", ");
            sql.bind(fingerprint)
                .push(", ")
                .bind(chain.link.clone())
                .push(", ")
                .bind(sealed_at)
                .push(")");
        }
        if chain.sealed > before {
            tx.run(sql).await?;
        }
        Ok(())
    }

    fn report(&mut self, id: i64) {
        if self.unfit.len() < NAMED && self.unfit.insert(id) {
            tracing::error!(
                id,
                "a row of the audit log does not fit its fingerprint and is not sealed"
            );
        }
    }
}

struct Chain {
    org_id: i64,
    seq: i64,
    link: String,
    sealed: u64,
}

/// The floor and the limit are part of the text: with them the plan follows the index from the floor on.
async fn candidates(db: &Db, after: i64) -> Result<Vec<Candidate>> {
    let sql = format!(
        "SELECT a.id, a.org_id FROM audit_logs a
        WHERE a.id > {after} AND NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.audit_id = a.id)
        ORDER BY a.id LIMIT {AT_ONCE}"
    );
    background(db, 0).read().await?.all(Sql::new(&sql)).await
}

async fn all_after(tx: &Tx, org_id: i64, after: i64) -> Result<Vec<Content>> {
    let mut sql = Sql::new(SELECT);
    of_chain(&mut sql, org_id);
    sql.push(" AND a.id > ").bind(after);
    sql.push(&format!(" ORDER BY a.id LIMIT {AT_ONCE}"));
    tx.all(sql).await
}

/// Appends the condition that a row `a` belongs into the chain.
pub(super) fn of_chain(sql: &mut Sql, org_id: i64) {
    if org_id == 0 {
        sql.push("a.org_id IS NULL");
    } else {
        sql.push("a.org_id = ").bind(org_id);
    }
}

/// Whether no other instance is at this chain. (A write transaction on SQLite is alone.)
async fn is_ours(tx: &Tx, org_id: i64) -> Result<bool> {
    if !tx.is_postgres() {
        return Ok(true);
    }
    let sql = "SELECT pg_try_advisory_xact_lock($1)";
    let held = tx.value(Sql::with(sql, [(LOCKS ^ org_id).into()])).await?;
    Ok(held.unwrap_or(false))
}
