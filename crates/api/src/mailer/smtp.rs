//! The SMTP side: one pooled transport, bounded in time.

use std::time::Duration;

use domain::mail::Failure;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

pub(super) type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// For each answer of the server.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// For a whole e-mail; well under the outbox's lease.
const SEND_WITHIN: Duration = Duration::from_secs(90);

/// The server refuses this mailbox, whoever asks and however often.
const NO_SUCH_MAILBOX: [u16; 3] = [550, 551, 553];

/// A transport for `smtps://user:password@host:465` or `smtp://host:587?tls=required`.
///
/// # Errors
/// For an address that makes no sense; the error does not repeat it.
pub fn transport(url: &str) -> anyhow::Result<Transport> {
    let builder = Transport::from_url(url)
        .map_err(|_| anyhow::anyhow!("this is no smtps:// or smtp:// address"))?;
    Ok(builder.timeout(Some(ANSWER_WITHIN)).build())
}

/// Whether [`transport`] would take it; needs no runtime.
pub fn is_server(url: &str) -> bool {
    Transport::from_url(url).is_ok()
}

/// Whether e-mail, and the password for the server, may travel unencrypted to another machine.
pub fn is_plain(url: &str) -> bool {
    let host = url.rsplit('@').next().unwrap_or_default();
    let host = host.strip_prefix("smtp://").unwrap_or(host);
    let local = ["localhost", "127.", "[::1]"]
        .iter()
        .any(|name| host.starts_with(name));
    url.starts_with("smtp://") && !url.contains("tls=required") && !local
}

pub(super) async fn send(transport: &Transport, message: Message) -> Result<(), Failure> {
    match tokio::time::timeout(SEND_WITHIN, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(failure(&error)),
        Err(_) => Err(Failure {
            reason: "The mail server took too long.".to_owned(),
            permanent: false,
        }),
    }
}

fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    let code = error.status().map(u16::from);
    let mut reason = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        reason.push_str(": ");
        reason.push_str(&cause.to_string());
        next = cause.source();
    }
    Failure {
        reason,
        permanent: code.is_some_and(|code| NO_SUCH_MAILBOX.contains(&code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_servers() {
        for good in [
            "smtps://user:secret@mail.example:465",
            "smtp://mail.example:587?tls=required",
            "smtp://127.0.0.1:2525",
        ] {
            assert!(is_server(good), "{good}");
        }
        for bad in ["", "mail.example", "http://mail.example", "smtp://"] {
            assert!(!is_server(bad), "{bad}");
        }
    }

    #[test]
    fn plain_text_over_the_net_is_known() {
        assert!(is_plain("smtp://user:secret@mail.example:25"));
        assert!(is_plain("smtp://mail.example?tls=opportunistic"));
        for good in [
            "smtps://user:secret@mail.example",
            "smtp://mail.example:587?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://user:secret@localhost:25",
        ] {
            assert!(!is_plain(good), "{good}");
        }
    }
}
