//! Sign-in links by e-mail. Asking for one never tells whether the e-mail is known; one mailbox gets at most five an
//! hour, counted in the database; a link works once, within a quarter of an hour. Only the token's hash stays.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use contract::session::{MagicLinkRequest, ShopUser};
use sha2::{Digest, Sha256};

use super::{
    Claims, INVALID,
    access_log::{self, AccessEvent, Outcome},
    account::{self, Account, Kind},
    now,
    sign_in::{normalised, shop_session},
};
use crate::{
    Db, Error, Principal, RequestInfo, Result, Scope, Sql, Tx,
    mail::{self, Content, LINK_LIVES, Mail},
};

/// Links for one mailbox in any hour.
const AN_HOUR: i64 = 5;

/// Sends a link to the person of a shop with this e-mail; does nothing for an unknown or suspended one, or one link too
/// many. Takes as long as it takes: whoever asked must not be made to wait for it.
pub async fn send_link(db: &Db, request: RequestInfo, input: &MagicLinkRequest) -> Result<()> {
    let email = normalised(&input.email);
    // Background work: nobody has signed in, and it counts what the outbox holds.
    let scope = Scope::new(db, Principal::System { org_id: 0 }, request);
    let tx = scope.write().await?;
    hold_mailbox(&tx, &email).await?;
    let found = account::find(&tx, Kind::Shop, &email, input.organization.as_deref()).await?;
    let Some(account) = found else {
        return Ok(());
    };
    let refused = account.status == "suspended" || sent_lately(&tx, &email).await? >= AN_HOUR;
    let action = if refused { "refuse_link" } else { "send_link" };
    if !refused {
        send(&tx, &account).await?;
    }
    access_log::audit(
        &tx,
        account.org_id,
        "auth",
        action,
        account.whose(Kind::Shop),
    )
    .await?;
    tx.commit().await
}

/// One mailbox may be known to several makers; its requests are counted one after the other all the same.
async fn hold_mailbox(tx: &Tx, email: &str) -> Result<()> {
    if tx.is_postgres() {
        let sql = "SELECT id FROM customer_portal_users WHERE email = $1 ORDER BY id FOR UPDATE";
        tx.run(Sql::with(sql, [email.to_owned().into()])).await?;
    }
    Ok(())
}

async fn sent_lately(tx: &Tx, email: &str) -> Result<i64> {
    let count = tx
        .value(Sql::with(
            "SELECT count(*) FROM outbox_emails WHERE recipient = $1 AND created_at > $2 AND template = 'magic_link'",
            [email.to_owned().into(), (Utc::now() - Duration::hours(1)).into()],
        ))
        .await?;
    Ok(count.unwrap_or(0))
}

async fn send(tx: &Tx, account: &Account) -> Result<()> {
    let (Some(org_id), Some(locale)) = (account.org_id, &account.locale) else {
        return Err(Error::internal("a portal user without its organization"));
    };
    let token = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    tx.run(Sql::with(
        "UPDATE customer_portal_users SET magic_token_hash = $1, magic_expires_at = $2 WHERE id = $3",
        [
            hash(&token).into(),
            (Utc::now() + LINK_LIVES).into(),
            account.id.into(),
        ],
    ))
    .await?;
    let link = Mail {
        org_id,
        recipient: &account.email,
        locale,
        portal_user_id: Some(account.id),
        user_id: None,
        content: Content::MagicLink {
            name: account.name.clone(),
            token,
        },
    };
    mail::queue(tx, link).await
}

/// hex(SHA-256).
fn hash(token: &str) -> String {
    format!("{:x}", Sha256::digest(token))
}

/// Signs in whoever holds the token of an open link; the link is used up.
///
/// # Errors
/// [`Error::Unauthenticated`] with the common words for an unknown, used or expired link and for a locked or suspended
/// account.
pub async fn redeem_link(db: &Db, request: RequestInfo, token: &str) -> Result<(Claims, ShopUser)> {
    let scope = Scope::new(db, Principal::Auth { org_id: 0 }, request);
    let tx = scope.write().await?;
    let at = now();
    let account = match account::by_link(&tx, &hash(token)).await? {
        Some(account) if open(&account, at) => account,
        refused => {
            refuse(&tx, refused.as_ref()).await?;
            tx.commit().await?;
            return Err(Error::Unauthenticated(INVALID));
        }
    };
    tx.run(Sql::with(
        "UPDATE customer_portal_users
        SET magic_token_hash = NULL, magic_expires_at = NULL, login_attempts = 0, locked_until = NULL,
            status = 'active', last_login_at = $1
        WHERE id = $2",
        [at.into(), account.id.into()],
    ))
    .await?;
    let label = Kind::Shop.label(account.id);
    access_log::audit(
        &tx,
        account.org_id,
        &label,
        "login",
        account.whose(Kind::Shop),
    )
    .await?;
    log(&tx, Some(&account), Outcome::Success).await?;
    tx.commit().await?;
    shop_session(account, at, true)
}

fn open(account: &Account, at: DateTime<Utc>) -> bool {
    account.magic_expires_at.is_some_and(|until| at < until) && !account.is_shut(at)
}

async fn refuse(tx: &Tx, account: Option<&Account>) -> Result<()> {
    if let Some(account) = account {
        let (org_id, action) = (account.org_id, "login_refused");
        access_log::audit(tx, org_id, "auth", action, account.whose(Kind::Shop)).await?;
    }
    log(tx, account, Outcome::Error(INVALID)).await
}

async fn log(tx: &Tx, account: Option<&Account>, outcome: Outcome<'_>) -> Result<()> {
    let org_id = account.and_then(|account| account.org_id);
    let email = account.map(|account| account.email.as_str());
    access_log::write(tx, org_id, AccessEvent::Login, email, outcome).await
}
