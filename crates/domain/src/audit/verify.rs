//! Verifying: every link is made anew from its row, page by page, and the first that does not fit is named. Reads only.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use super::content::{Content, SELECT, link};
use super::seal::of_chain;
use crate::{Db, Error, Principal, RequestInfo, Result, Scope, Sql, Tx};

/// Rows held at a time.
const PAGE: u64 = 500;

/// What was found of one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The organization's slug; None for what happened outside any.
    pub organization: Option<String>,
    pub rows: i64,
    /// Links that fit.
    pub sealed: i64,
    /// The last of them.
    pub head: Option<String>,
    pub fault: Option<Fault>,
    /// The head that was asked for is one of the links.
    pub holds_head: bool,
}

/// The first thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Place in the chain.
    pub seq: Option<i64>,
    /// Row of the log.
    pub row: Option<i64>,
    pub what: &'static str,
}

impl Fault {
    fn link(seq: i64, row: Option<i64>, what: &'static str) -> Self {
        Self {
            seq: Some(seq),
            row,
            what,
        }
    }

    fn row(row: i64, what: &'static str) -> Self {
        Self {
            seq: None,
            row: Some(row),
            what,
        }
    }
}

#[derive(FromQueryResult)]
struct Organization {
    id: i64,
    slug: String,
}

#[derive(FromQueryResult)]
struct Link {
    seq: i64,
    audit_id: i64,
    row_hash: String,
    link: String,
    sealed_at: DateTime<Utc>,
}

/// Verifies the chains of all organizations, or of the one named. `head` is a link noted earlier and elsewhere.
///
/// # Errors
/// [`Error::NotFound`] for an organization that does not exist; the database's.
pub async fn verify(
    db: &Db,
    organization: Option<&str>,
    head: Option<&str>,
) -> Result<Vec<Report>> {
    let everywhere = background(db, 0).read().await?;
    let mut sql = Sql::new("SELECT id, slug FROM organizations");
    if let Some(slug) = organization {
        sql.push(" WHERE slug = ").bind(slug.to_owned());
    }
    sql.push(" ORDER BY id");
    let found: Vec<Organization> = everywhere.all(sql).await?;
    drop(everywhere);
    if organization.is_some() && found.is_empty() {
        return Err(Error::NotFound);
    }
    let mut chains: Vec<(i64, Option<String>)> = found
        .into_iter()
        .map(|row| (row.id, Some(row.slug)))
        .collect();
    if organization.is_none() {
        chains.push((0, None));
    }
    let mut reports = Vec::new();
    for (org_id, slug) in chains {
        reports.push(chain(db, org_id, slug, head).await?);
    }
    Ok(reports)
}

fn background(db: &Db, org_id: i64) -> Scope {
    Scope::new(db, Principal::System { org_id }, RequestInfo::default())
}

async fn chain(db: &Db, org_id: i64, slug: Option<String>, head: Option<&str>) -> Result<Report> {
    let tx = background(db, org_id).read().await?;
    let mut sql = Sql::new("SELECT count(*) FROM audit_logs a WHERE ");
    of_chain(&mut sql, org_id);
    let mut report = Report {
        organization: slug,
        rows: tx.value(sql).await?.unwrap_or(0),
        sealed: 0,
        head: None,
        fault: None,
        holds_head: false,
    };
    report.fault = match links(&tx, org_id, head, &mut report).await? {
        Some(fault) => Some(fault),
        None => rest(&tx, org_id, report.sealed > 0).await?,
    };
    Ok(report)
}

async fn links(
    tx: &Tx,
    org_id: i64,
    head: Option<&str>,
    report: &mut Report,
) -> Result<Option<Fault>> {
    loop {
        let page: Vec<Link> = tx
            .all(Sql::with(
                &format!(
                    "SELECT seq, audit_id, row_hash, link, sealed_at FROM audit_chain
                    WHERE org_id = $1 AND seq > $2 ORDER BY seq LIMIT {PAGE}"
                ),
                [org_id.into(), report.sealed.into()],
            ))
            .await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let full = page.len() as u64 == PAGE && last.seq > report.sealed;
        let ids: Vec<i64> = page.iter().map(|link| link.audit_id).collect();
        let (mut rows, unreadable) = contents(tx, &ids).await?;
        for found in page {
            let (seq, id) = (report.sealed + 1, found.audit_id);
            if found.seq != seq {
                return Ok(Some(Fault::link(seq, None, "the link is missing")));
            }
            if unreadable == Some(id) {
                return Ok(Some(Fault::link(seq, Some(id), "the row cannot be read")));
            }
            let Some(row) = rows.remove(&id) else {
                return Ok(Some(Fault::link(seq, Some(id), "the row is missing")));
            };
            let before = report.head.as_deref().unwrap_or_default();
            if let Some(what) = misfit(&found, &row, org_id, before) {
                return Ok(Some(Fault::link(seq, Some(id), what)));
            }
            report.holds_head |= head == Some(found.link.as_str());
            report.sealed = seq;
            report.head = Some(found.link);
        }
        if !full {
            return Ok(None);
        }
    }
}

fn misfit(found: &Link, row: &Content, org_id: i64, before: &str) -> Option<&'static str> {
    let fingerprint = row.fingerprint();
    if row.org_id.unwrap_or(0) != org_id || fingerprint.as_ref() != Some(&found.row_hash) {
        return Some("the row was changed");
    }
    if row.row_hash.is_some() && row.row_hash != fingerprint {
        return Some("the row's own fingerprint was changed");
    }
    let right = link(before, row, &found.row_hash, found.sealed_at);
    (right != found.link).then_some("the link does not fit")
}

/// The rows by id, and the first that cannot be read at all: somebody wrote into it what no column holds.
async fn contents(tx: &Tx, ids: &[i64]) -> Result<(HashMap<i64, Content>, Option<i64>)> {
    let read = async |ids: &[i64]| -> Result<Vec<Content>> {
        let mut sql = Sql::new(SELECT);
        sql.push("a.id").within(tx.backend, ids);
        tx.all(sql).await
    };
    match read(ids).await {
        Ok(rows) => Ok((rows.into_iter().map(|row| (row.id, row)).collect(), None)),
        Err(Error::Unavailable(cause)) => Err(Error::Unavailable(cause)),
        Err(_) => {
            let mut rows = HashMap::new();
            for id in ids {
                match read(&[*id]).await {
                    Ok(found) => rows.extend(found.into_iter().map(|row| (row.id, row))),
                    Err(Error::Unavailable(cause)) => return Err(Error::Unavailable(cause)),
                    Err(_) => return Ok((rows, Some(*id))),
                }
            }
            Ok((rows, None))
        }
    }
}

/// What is not sealed yet: it must fit its own fingerprint, and carry one where a chain has begun.
async fn rest(tx: &Tx, org_id: i64, begun: bool) -> Result<Option<Fault>> {
    let mut after = 0_i64;
    loop {
        let mut sql = Sql::new("SELECT a.id FROM audit_logs a WHERE ");
        of_chain(&mut sql, org_id);
        sql.push(" AND a.id > ").bind(after);
        sql.push(&format!(
            " AND NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.audit_id = a.id) ORDER BY a.id LIMIT {PAGE}"
        ));
        let ids = crate::write::ids(tx, sql).await?;
        let Some(last) = ids.last().copied() else {
            return Ok(None);
        };
        let (rows, unreadable) = contents(tx, &ids).await?;
        for id in ids {
            if unreadable == Some(id) {
                return Ok(Some(Fault::row(id, "the row cannot be read")));
            }
            let Some(row) = rows.get(&id) else {
                continue;
            };
            let fault = match &row.row_hash {
                None if begun => Some("the row was written past the service"),
                Some(kept) if row.fingerprint().as_ref() != Some(kept) => {
                    Some("the row was changed before it was sealed")
                }
                _ => None,
            };
            if let Some(what) = fault {
                return Ok(Some(Fault::row(id, what)));
            }
        }
        after = last;
    }
}
