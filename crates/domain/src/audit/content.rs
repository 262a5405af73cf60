//! What a row of the audit log says, and its fingerprint. The encoding is for good: hashes made with it lie in databases.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};

use super::canonical::canonical;

/// Names the encoding, so that another one can follow.
const ENCODING: &[u8] = b"ixchel audit row 1";

/// One row, as it is read for sealing and verifying.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Content {
    /// Not part of the fingerprint, which is made before the database gives it; the chain binds it.
    pub id: i64,
    pub org_id: Option<i64>,
    pub actor: String,
    pub action: String,
    pub entity: String,
    pub entity_id: Option<i64>,
    pub customer_id: Option<i64>,
    /// JSON.
    pub before: Option<String>,
    /// JSON.
    pub after: Option<String>,
    pub request_id: Option<String>,
    pub ip: Option<String>,
    pub occurred_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// As it was written with the row.
    pub row_hash: Option<String>,
}

/// Begins a statement whose rows are [`Content`].
pub(super) const SELECT: &str = "
SELECT a.id, a.org_id, a.actor, a.action, a.entity, a.entity_id, a.customer_id, CAST(a.before AS text) AS before,
       CAST(a.after AS text) AS after, a.request_id, a.ip, a.occurred_at, a.created_at, a.row_hash
FROM audit_logs a
WHERE ";

impl Content {
    /// hex(SHA-256) over every column but id and row_hash: each with its length, so that nothing moves from one into the
    /// next unseen. None when `before` or `after` is no JSON.
    pub fn fingerprint(&self) -> Option<String> {
        let mut hash = Sha256::new();
        hash.update(ENCODING);
        number(&mut hash, self.org_id);
        text(&mut hash, Some(&self.actor));
        text(&mut hash, Some(&self.action));
        text(&mut hash, Some(&self.entity));
        number(&mut hash, self.entity_id);
        number(&mut hash, self.customer_id);
        for json in [&self.before, &self.after] {
            let json = match json {
                Some(json) => Some(canonical(json)?),
                None => None,
            };
            text(&mut hash, json.as_deref());
        }
        text(&mut hash, self.request_id.as_deref());
        text(&mut hash, self.ip.as_deref());
        moment(&mut hash, self.occurred_at);
        moment(&mut hash, self.created_at);
        Some(format!("{:x}", hash.finalize()))
    }
}

fn number(hash: &mut Sha256, value: Option<i64>) {
    match value {
        Some(value) => {
            hash.update([1]);
            hash.update(value.to_be_bytes());
        }
        None => hash.update([0]),
    }
}

fn text(hash: &mut Sha256, value: Option<&str>) {
    match value {
        Some(value) => {
            hash.update([1]);
            hash.update((value.len() as u64).to_be_bytes());
            hash.update(value);
        }
        None => hash.update([0]),
    }
}

fn moment(hash: &mut Sha256, at: DateTime<Utc>) {
    hash.update(at.timestamp().to_be_bytes());
    hash.update(at.timestamp_subsec_nanos().to_be_bytes());
}

/// The link that follows `before` (empty for the first): it binds the row's id and content, whether the row carried its
/// fingerprint itself, and the moment of sealing.
pub(super) fn link(
    before: &str,
    row: &Content,
    fingerprint: &str,
    sealed_at: DateTime<Utc>,
) -> String {
    let mut hash = Sha256::new();
    hash.update(before);
    number(&mut hash, Some(row.id));
    hash.update([u8::from(row.row_hash.is_some())]);
    text(&mut hash, Some(fingerprint));
    moment(&mut hash, sealed_at);
    format!("{:x}", hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Content {
        let at = DateTime::from_timestamp(1_700_000_000, 1000).expect("a moment");
        Content {
            id: 7,
            org_id: Some(1),
            actor: "staff:1".into(),
            action: "update".into(),
            entity: "orders".into(),
            entity_id: Some(9),
            customer_id: None,
            before: Some(r#"{"a":1}"#.into()),
            after: None,
            request_id: Some("r".into()),
            ip: None,
            occurred_at: at,
            created_at: at,
            row_hash: None,
        }
    }

    #[test]
    fn every_column_counts() {
        let changes: [fn(&mut Content); 12] = [
            |row| row.org_id = None,
            |row| row.actor = "staff:2".into(),
            |row| row.action = "updatf".into(),
            |row| row.entity = "order".into(),
            |row| row.entity_id = Some(8),
            |row| row.customer_id = Some(1),
            |row| row.before = Some(r#"{"a":2}"#.into()),
            |row| row.after = Some("null".into()),
            |row| row.request_id = Some(String::new()),
            |row| row.ip = Some("127.0.0.1".into()),
            |row| row.occurred_at += chrono::Duration::microseconds(1),
            |row| row.created_at -= chrono::Duration::microseconds(1),
        ];
        let mut seen = std::collections::HashSet::from([row().fingerprint()]);
        for change in changes {
            let mut other = row();
            change(&mut other);
            assert!(seen.insert(other.fingerprint()), "{other:?}");
        }
        let mut same = row();
        same.before = Some("{ \"a\" : 1.0 }".into());
        assert_eq!(same.fingerprint(), row().fingerprint());
        same.before = Some("{".into());
        assert_eq!(same.fingerprint(), None);
    }

    #[test]
    fn a_link_binds_its_row_and_its_forerunner() {
        let (row, at) = (row(), Utc::now());
        let first = link("", &row, "f", at);
        assert_ne!(first, link("x", &row, "f", at));
        assert_ne!(first, link("", &row, "g", at));
        let (mut other, mut kept) = (row.clone(), row.clone());
        other.id = 8;
        kept.row_hash = Some("f".into());
        assert_ne!(first, link("", &other, "f", at));
        assert_ne!(first, link("", &kept, "f", at));
        assert_ne!(
            first,
            link("", &row, "f", at + chrono::Duration::microseconds(1))
        );
    }
}
