//! Sends what lies in the outbox: over SMTP, or into a folder where a demonstration and the tests read it. Knows no
//! template and no account; what an e-mail says is the domain's business. Never logs a recipient or a text.

mod folder;
mod message;
mod smtp;
mod worker;

use anyhow::{Context, Result};
use domain::mail::{Failure, Letter, Places};
use lettre::message::Mailbox;

use crate::settings::Settings;

pub use smtp::{is_plain, is_server};
pub use worker::Worker;

/// Where e-mail goes.
pub struct Mailer {
    way: Way,
    from: Mailbox,
    /// For the addresses in e-mails.
    places: Places,
}

enum Way {
    Smtp(Box<smtp::Transport>),
    Folder(std::path::PathBuf),
}

impl Mailer {
    /// As the settings say, for an API at `public_url`; None where they name neither a server nor a folder, and e-mail stays queued.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn from_settings(settings: &Settings, public_url: &str) -> Result<Option<Self>> {
        let way = match (&settings.smtp_url, &settings.mail_dir) {
            (Some(url), _) => Way::Smtp(Box::new(smtp::transport(url).context("smtp_url")?)),
            (None, Some(folder)) => {
                folder::make(folder)
                    .with_context(|| format!("the mail folder {}", folder.display()))?;
                Way::Folder(folder.clone())
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(Self {
            way,
            from: settings.mail_from.parse().context("mail_from")?,
            places: Places {
                portal: settings.portal_url.clone(),
                admin: format!("{}/admin/", public_url.trim_end_matches('/')),
            },
        }))
    }

    async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = message::build(letter, &self.from, &self.places)?;
        match &self.way {
            Way::Smtp(transport) => smtp::send(transport, message).await,
            Way::Folder(folder) => folder::send(folder, letter, message).await,
        }
    }
}
