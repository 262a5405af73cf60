//! E-mail as its reader gets it: the files that a test's application wrote, parsed.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use mailparse::{MailHeaderMap, ParsedMail};

use crate::TestApp;

/// Longer than anything in the background takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub from: String,
    pub to: String,
    pub subject: String,
    pub message_id: String,
    pub text: String,
    pub html: String,
}

impl Mail {
    pub fn parse(bytes: &[u8]) -> Self {
        let parsed = mailparse::parse_mail(bytes).expect("a message");
        let header = |name: &str| {
            parsed
                .headers
                .get_first_value(name)
                .unwrap_or_else(|| panic!("no {name}"))
        };
        assert_eq!(parsed.ctype.mimetype, "multipart/alternative");
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        Self {
            from: header("From"),
            to: header("To"),
            subject: header("Subject"),
            message_id: header("Message-ID"),
            text: body(&parsed, "text/plain"),
            html: body(&parsed, "text/html"),
        }
    }

    /// The generated password in it; the same in text and HTML.
    pub fn password(&self) -> String {
        let is_group = |group: &str| {
            group.len() == 5
                && group
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let found = self.text.split_whitespace().find(|word| {
            let groups: Vec<&str> = word.split('-').collect();
            groups.len() == 4 && groups.iter().all(|group| is_group(group))
        });
        let password = found.unwrap_or_else(|| panic!("no password in {}", self.text));
        assert!(self.html.contains(password));
        password.to_owned()
    }

    /// The token of the sign-in link in it.
    pub fn token(&self) -> String {
        let link = self
            .text
            .split_whitespace()
            .find(|word| word.contains("/portal/customer/link"))
            .unwrap_or_else(|| panic!("no link in {}", self.text));
        assert!(self.html.contains(link));
        let (_, token) = link.split_once('#').expect("the token follows #");
        token.to_owned()
    }
}

fn body(parsed: &ParsedMail<'_>, kind: &str) -> String {
    let part = parsed
        .subparts
        .iter()
        .find(|part| part.ctype.mimetype == kind);
    part.unwrap_or_else(|| panic!("no {kind}"))
        .get_body()
        .expect("text")
}

/// Asks until `found` has something. `what` says what did not come, if it does not.
pub async fn eventually<T>(what: &str, mut found: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    let mut pace = tokio::time::interval(Duration::from_millis(20));
    loop {
        pace.tick().await;
        if let Some(value) = found().await {
            return value;
        }
        assert!(begun.elapsed() < PATIENCE, "still not there: {what}");
    }
}

impl TestApp {
    /// Everything in the mail folder so far, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        read(&self.mail_dir)
    }

    /// The e-mails to this address, once there are at least `count`.
    pub async fn mails_to(&self, email: &str, count: usize) -> Vec<Mail> {
        let what = format!("{count} e-mails to {email}");
        eventually(&what, async || {
            let mut mails = self.mails();
            mails.retain(|mail| mail.to == email);
            (mails.len() >= count).then_some(mails)
        })
        .await
    }

    /// The last e-mail to this address, once there are at least `count`.
    pub async fn mail_to(&self, email: &str, count: usize) -> Mail {
        let mut mails = self.mails_to(email, count).await;
        mails.pop().expect("an e-mail")
    }

    /// Waits until this count is reached.
    pub async fn until_number(&self, sql: &str, wanted: i64) {
        eventually(&format!("{wanted} = {sql}"), async || {
            (self.db.number(sql).await == wanted).then_some(())
        })
        .await;
    }
}

fn read(folder: &Path) -> Vec<Mail> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the mail folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    // The names begin with the moment; their ids have any number of digits.
    paths.sort_by_key(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let (_, id) = name.split_once('-').expect("moment and id");
        id.parse::<i64>().expect("an id")
    });
    paths
        .iter()
        .map(|path| Mail::parse(&std::fs::read(path).expect("an e-mail")))
        .collect()
}
