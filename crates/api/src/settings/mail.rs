//! The settings of e-mail, checked: one way for it to go, and a sender.

use lettre::message::Mailbox;

use super::{Profile, Raw, Settings};
use crate::mailer;

impl Raw {
    pub(super) fn check_mail(&mut self, settings: &mut Settings) {
        if settings.mail_from.parse::<Mailbox>().is_err() {
            self.mistake(
                "mail_from",
                "give an address such as portal@example.com or \"Portal <portal@example.com>\"",
            );
        }
        match (&settings.smtp_url, &settings.mail_dir) {
            (Some(_), Some(_)) => self.mistake("mail_dir", "give smtp_url or mail_dir, not both"),
            (Some(url), None) => self.check_server(url),
            (None, Some(_)) if settings.profile == Profile::Production => self.warnings.push(
                "mail_dir: e-mail is written to files, so passwords and sign-in links reach nobody"
                    .into(),
            ),
            (None, Some(_)) => {}
            (None, None) if settings.profile == Profile::Demo => {
                settings.mail_dir = Some(settings.data_folder().join("mail"));
            }
            (None, None) => self.warnings.push(
                "no smtp_url: e-mail stays queued, so passwords and sign-in links reach nobody"
                    .into(),
            ),
        }
    }

    fn check_server(&mut self, url: &str) {
        if !mailer::is_server(url) {
            self.mistake(
                "smtp_url",
                "give smtps://USER:PASSWORD@HOST:465 or smtp://HOST:587?tls=required",
            );
        } else if mailer::is_plain(url) {
            self.warnings.push(
                "smtp_url without TLS: e-mail, with the passwords in it, can be read on its way"
                    .into(),
            );
        }
        if self.text("mail_from").is_none() {
            self.mistake("mail_from", "say from which address e-mail is sent");
        }
    }
}
