//! The outbox as the worker sees it: e-mails that are due are claimed under a lease, and each ends as sent, waiting for
//! its next try, or given up. Safe with several instances: a claim counts a try, and only the holder of that try may say
//! how it ended. No transaction is open while an e-mail is being sent.

use chrono::{DateTime, Duration, Utc};
use contract::MailStatus;
use sea_orm::FromQueryResult;
use serde_json::Value as Json;

use super::{
    Brand,
    backoff::{self, TRIES},
    content::{Content, wiped},
};
use crate::{
    Db, Principal, RequestInfo, Result, Scope, Sql, Tx, audit, sessions::AccountKind as Kind,
};

/// Longer than any e-mail takes to send: after it another instance may try.
const LEASE: Duration = Duration::minutes(3);

/// Taken at once.
const AT_ONCE: u64 = 5;

/// Longest text kept of a failure, in characters.
const REASON: usize = 300;

/// An e-mail claimed for sending.
pub struct Letter {
    pub id: i64,
    pub recipient: String,
    /// `en`, `de`, `ja` or `es`.
    pub locale: String,
    pub brand: Brand,
    pub content: Content,
    /// This try included.
    pub attempts: i32,
    pub queued_at: DateTime<Utc>,
    org_id: i64,
    account: Option<(Kind, i64)>,
    data: Json,
}

/// Why an e-mail was not sent.
#[derive(Debug, Clone)]
pub struct Failure {
    pub reason: String,
    /// Trying again would change nothing.
    pub permanent: bool,
}

/// What follows from a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Waits,
    GivenUp,
}

/// How many e-mails are queued, and how many of them are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Waiting {
    pub queued: i64,
    pub due: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    org_id: i64,
    recipient: String,
    template: String,
    data: Json,
    locale: String,
    attempts: i32,
    portal_user_id: Option<i64>,
    user_id: Option<i64>,
    created_at: DateTime<Utc>,
    maker: String,
    slug: String,
    primary_color: String,
    is_first: bool,
    superseded: bool,
}

impl Row {
    fn account(&self) -> Option<(Kind, i64)> {
        let of_shop = self.portal_user_id.map(|id| (Kind::Shop, id));
        of_shop.or(self.user_id.map(|id| (Kind::Staff, id)))
    }
}

/// Templates of a later version are left to it.
const KNOWN: &str = "('portal_access', 'password_reset', 'staff_access', 'staff_password_reset', 'magic_link', \
                     'password_changed')";

/// The templates of [`Content::carries_password`].
const WITH_PASSWORD: [&str; 4] = [
    "portal_access",
    "password_reset",
    "staff_access",
    "staff_password_reset",
];

/// A newer password or link makes an older one worthless.
const DUE: &str = "
SELECT e.id, e.org_id, e.recipient, e.template, e.data, e.locale, e.attempts, e.portal_user_id, e.user_id, e.created_at,
       o.name AS maker, o.slug, o.primary_color, (o.id = (SELECT min(f.id) FROM organizations f)) AS is_first,
       (e.template <> 'password_changed' AND EXISTS (
           SELECT 1 FROM outbox_emails n
           WHERE n.portal_user_id = e.portal_user_id AND n.id > e.id AND n.template <> 'password_changed'
             AND (n.template = 'magic_link') = (e.template = 'magic_link'))
        OR e.template <> 'password_changed' AND EXISTS (
           SELECT 1 FROM outbox_emails n
           WHERE n.user_id = e.user_id AND n.id > e.id AND n.template <> 'password_changed')) AS superseded
FROM outbox_emails e
JOIN organizations o ON o.id = e.org_id
WHERE e.status = 'queued' AND (e.next_attempt_at IS NULL OR e.next_attempt_at <= $1) AND e.template IN ";

/// Background work over all organizations.
fn everywhere(db: &Db) -> Scope {
    in_organization(db, 0)
}

fn in_organization(db: &Db, org_id: i64) -> Scope {
    Scope::new(db, Principal::System { org_id }, RequestInfo::default())
}

/// Looks without claiming, so that an idle worker never takes a lock.
pub async fn waiting(db: &Db) -> Result<Waiting> {
    let sql = format!(
        "SELECT count(*) AS queued,
                count(*) FILTER (WHERE e.next_attempt_at IS NULL OR e.next_attempt_at <= $1) AS due
         FROM outbox_emails e WHERE e.status = 'queued' AND e.template IN {KNOWN}"
    );
    let found = everywhere(db)
        .read()
        .await?
        .one(Sql::with(&sql, [Utc::now().into()]))
        .await?;
    Ok(found.unwrap_or(Waiting { queued: 0, due: 0 }))
}

/// Claims some of the e-mails that are due, oldest first. What need not be sent any more is given up on the way.
pub async fn claim(db: &Db) -> Result<Vec<Letter>> {
    let now = Utc::now();
    let tx = everywhere(db).write().await?;
    let mut sql = Sql::with(DUE, [now.into()]);
    sql.push(&format!("{KNOWN} ORDER BY e.id LIMIT {AT_ONCE}"));
    if tx.is_postgres() {
        sql.push(" FOR UPDATE OF e SKIP LOCKED");
    }
    let rows: Vec<Row> = tx.all(sql).await?;
    let mut letters = Vec::new();
    for row in rows {
        match letter(row, now) {
            Ok(letter) => letters.push(letter),
            Err(given_up) => {
                let (row, reason) = *given_up;
                give_up(&tx, &row, reason, now).await?;
            }
        }
    }
    if !letters.is_empty() {
        let ids: Vec<i64> = letters.iter().map(|letter| letter.id).collect();
        let mut sql = Sql::with(
            "UPDATE outbox_emails SET attempts = attempts + 1, next_attempt_at = $1, updated_at = $2 WHERE id",
            [(now + LEASE).into(), now.into()],
        );
        sql.within(tx.backend, &ids);
        tx.run(sql).await?;
    }
    tx.commit().await?;
    Ok(letters)
}

/// The e-mail of a row, or why none needs to go out.
fn letter(row: Row, now: DateTime<Utc>) -> std::result::Result<Letter, Box<(Row, &'static str)>> {
    if row.superseded {
        return Err(Box::new((row, "A newer e-mail took its place.")));
    }
    // Whoever claimed it last never came back to say how it ended.
    if row.attempts >= TRIES {
        return Err(Box::new((row, "Given up: the last try did not end.")));
    }
    let Some(content) = Content::from_row(&row.template, &row.data) else {
        return Err(Box::new((row, "Its data does not fit its template.")));
    };
    if content
        .lives()
        .is_some_and(|lives| row.created_at + lives <= now)
    {
        return Err(Box::new((row, "Its link has expired.")));
    }
    Ok(Letter {
        account: row.account(),
        id: row.id,
        recipient: row.recipient,
        locale: row.locale,
        brand: Brand {
            name: row.maker,
            color: row.primary_color,
            slug: (!row.is_first).then_some(row.slug),
        },
        content,
        attempts: row.attempts + 1,
        queued_at: row.created_at,
        org_id: row.org_id,
        data: row.data,
    })
}

const FAILED: &str = "UPDATE outbox_emails
    SET status = 'failed', data = $1, last_error = $2, next_attempt_at = NULL, updated_at = $3
    WHERE id = $4 AND status = 'queued'";

async fn give_up(tx: &Tx, row: &Row, reason: &str, now: DateTime<Utc>) -> Result<()> {
    tx.run(Sql::with(
        FAILED,
        [
            wiped(&row.data).into(),
            reason.into(),
            now.into(),
            row.id.into(),
        ],
    ))
    .await?;
    // Of a superseded e-mail nobody asks; of another one the account is told when it carried the password.
    let told = WITH_PASSWORD.contains(&row.template.as_str());
    match row.account() {
        Some((kind, id)) if told && !row.superseded => {
            note(tx, kind, id, MailStatus::Failed, now).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// It went out: its secret goes.
pub async fn delivered(db: &Db, letter: &Letter) -> Result<()> {
    let now = Utc::now();
    let tx = in_organization(db, letter.org_id).write().await?;
    let changed = tx
        .run(Sql::with(
            "UPDATE outbox_emails
            SET status = 'sent', sent_at = $1, data = $2, last_error = NULL, next_attempt_at = NULL, updated_at = $1
            WHERE id = $3 AND status = 'queued' AND attempts = $4",
            [
                now.into(),
                wiped(&letter.data).into(),
                letter.id.into(),
                letter.attempts.into(),
            ],
        ))
        .await?;
    if changed == 1 {
        tell(&tx, letter, MailStatus::Sent, now).await?;
    }
    tx.commit().await
}

/// It did not go out: it waits longer each time, and is given up in the end.
pub async fn undelivered(db: &Db, letter: &Letter, failure: &Failure) -> Result<Outcome> {
    let now = Utc::now();
    let given_up = failure.permanent || letter.attempts >= TRIES;
    let reason = harmless(&failure.reason, letter.content.secret());
    let tx = in_organization(db, letter.org_id).write().await?;
    let sql = if given_up {
        let values = [
            wiped(&letter.data).into(),
            reason.into(),
            now.into(),
            letter.id.into(),
            letter.attempts.into(),
        ];
        Sql::with(&format!("{FAILED} AND attempts = $5"), values)
    } else {
        let again = now + backoff::wait(letter.attempts, rand::random());
        Sql::with(
            "UPDATE outbox_emails SET last_error = $1, next_attempt_at = $2, updated_at = $3
            WHERE id = $4 AND status = 'queued' AND attempts = $5",
            [
                reason.into(),
                again.into(),
                now.into(),
                letter.id.into(),
                letter.attempts.into(),
            ],
        )
    };
    let changed = tx.run(sql).await?;
    if given_up && changed == 1 {
        tell(&tx, letter, MailStatus::Failed, now).await?;
    }
    tx.commit().await?;
    Ok(if given_up {
        Outcome::GivenUp
    } else {
        Outcome::Waits
    })
}

/// A server's answer may quote what it was sent.
fn harmless(reason: &str, secret: Option<&str>) -> String {
    let reason = match secret {
        Some(secret) => reason.replace(secret, "…"),
        None => reason.to_owned(),
    };
    reason.chars().take(REASON).collect()
}

/// Lets the admins know of an e-mail with a password, unless a newer one is on its way.
async fn tell(tx: &Tx, letter: &Letter, status: MailStatus, now: DateTime<Utc>) -> Result<()> {
    let Some((kind, id)) = letter.account.filter(|_| letter.content.carries_password()) else {
        return Ok(());
    };
    let column = match kind {
        Kind::Shop => "portal_user_id",
        Kind::Staff => "user_id",
    };
    let templates = WITH_PASSWORD.join("', '");
    let newer: Option<i64> = tx
        .value(Sql::with(
            &format!(
                "SELECT id FROM outbox_emails WHERE {column} = $1 AND id > $2 AND template IN ('{templates}') LIMIT 1"
            ),
            [id.into(), letter.id.into()],
        ))
        .await?;
    if newer.is_some() {
        return Ok(());
    }
    if let Some(customer) = note(tx, kind, id, status, now).await? {
        audit::announce(tx, "update", kind.table(), id, customer).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Noted {
    customer_id: Option<i64>,
}

/// Writes it beside the account; gives the account's shop, if it is one's. None where the account is gone. The version
/// stays: nobody edited anything.
async fn note(
    tx: &Tx,
    kind: Kind,
    id: i64,
    status: MailStatus,
    now: DateTime<Utc>,
) -> Result<Option<Option<i64>>> {
    let whose = match kind {
        Kind::Shop => "customer_id",
        Kind::Staff => "CAST(NULL AS bigint)",
    };
    let sql = format!(
        "UPDATE {} SET mail_status = $1, mail_at = $2 WHERE id = $3 RETURNING {whose} AS customer_id",
        kind.table()
    );
    let values = [status.as_str().into(), now.into(), id.into()];
    let noted: Option<Noted> = tx.one(Sql::with(&sql, values)).await?;
    Ok(noted.map(|noted| noted.customer_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_never_holds_the_secret() {
        let kept = harmless("550 refused: Password: abc-def", Some("abc-def"));
        assert_eq!(kept, "550 refused: Password: …");
        assert_eq!(harmless(&"ü".repeat(500), None).chars().count(), REASON);
    }
}
