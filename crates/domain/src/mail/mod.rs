//! E-mail: queued in the transaction that calls for it, claimed under a lease by whichever instance comes first, written
//! in the reader's language. Nothing here speaks SMTP; nothing here logs what an e-mail says. A password or a link stays
//! in the outbox only until its e-mail is sent or given up.

mod backoff;
mod content;
mod letters;
mod outbox;

use chrono::Utc;

use crate::{Error, Result, Sql, Tx};

pub use content::{Content, LINK_LIVES};
pub use letters::{Brand, Places, Written, write};
pub use outbox::{Failure, Letter, Outcome, Waiting, claim, delivered, undelivered, waiting};

/// An e-mail to be.
pub(crate) struct Mail<'a> {
    pub org_id: i64,
    pub recipient: &'a str,
    /// A language of `outbox_emails.locale`.
    pub locale: &'a str,
    /// Whose account it is about, for a person of a shop.
    pub portal_user_id: Option<i64>,
    /// Whose account it is about, for a person of the maker.
    pub user_id: Option<i64>,
    pub content: Content,
}

const QUEUE: &str = "INSERT INTO outbox_emails
    (org_id, recipient, template, data, locale, portal_user_id, user_id, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)";

/// Queues an e-mail; it is sent once the transaction is committed.
pub(crate) async fn queue(tx: &Tx, mail: Mail<'_>) -> Result<()> {
    let (template, data) = mail.content.row().map_err(Error::internal)?;
    tx.run(Sql::with(
        QUEUE,
        [
            mail.org_id.into(),
            mail.recipient.into(),
            template.into(),
            data.into(),
            mail.locale.into(),
            mail.portal_user_id.into(),
            mail.user_id.into(),
            Utc::now().into(),
        ],
    ))
    .await?;
    Ok(())
}
