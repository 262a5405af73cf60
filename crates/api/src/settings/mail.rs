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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::Path};

    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> (Result<Settings, Vec<String>>, Vec<String>) {
        let arguments: BTreeMap<&'static str, String> = pairs
            .iter()
            .map(|(key, value)| (*key, (*value).to_owned()))
            .collect();
        let mut raw = Raw::gather(arguments, std::iter::empty(), None);
        let settings = raw.settings();
        (settings, raw.warnings)
    }

    fn mistakes(pairs: &[(&'static str, &str)]) -> String {
        read(pairs).0.expect_err("mistakes").join("\n")
    }

    #[test]
    fn a_demonstration_writes_e_mail_beside_its_database() {
        let demo = ("profile", "demo");
        let (settings, warnings) = read(&[demo, ("database_url", "sqlite:///srv/ix/a.db")]);
        let folder = settings.expect("settings").mail_dir;
        assert_eq!(folder.as_deref(), Some(Path::new("/srv/ix/mail")));
        assert!(warnings.is_empty(), "{warnings:?}");
        let (settings, _) = read(&[demo, ("mail_dir", "/elsewhere")]);
        let folder = settings.expect("settings").mail_dir;
        assert_eq!(folder.as_deref(), Some(Path::new("/elsewhere")));
    }

    #[test]
    fn mistakes_are_named_and_no_password_is_shown() {
        let url = ("smtp_url", "http://user:s3cret@mail.example");
        let named = mistakes(&[url, ("mail_from", "nobody"), ("mail_dir", "x")]);
        assert!(
            named.contains("mail-from") && named.contains("mail-dir"),
            "{named}"
        );
        let named = mistakes(&[url]);
        assert!(
            named.contains("smtp-url") && named.contains("mail_from"),
            "{named}"
        );
        assert!(!named.contains("s3cret"));
    }

    #[test]
    fn production_is_warned_when_e_mail_reaches_nobody() {
        for (pairs, word) in [
            (vec![], "stays queued"),
            (vec![("mail_dir", "/srv/mail")], "files"),
            (
                vec![
                    ("smtp_url", "smtp://u:s3cret@mail.example"),
                    ("mail_from", "a@b.example"),
                ],
                "TLS",
            ),
        ] {
            let (_, warnings) = read(&pairs);
            let text = warnings.join("\n");
            assert!(text.contains(word) && !text.contains("s3cret"), "{text}");
        }
    }
}
