//! An outbox letter as an Internet message.

use domain::mail::{self, Failure, Letter, Places};
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

/// # Errors
/// A permanent failure: an address that no server takes.
pub(super) fn build(letter: &Letter, from: &Mailbox, places: &Places) -> Result<Message, Failure> {
    let brand = &letter.brand;
    let written = mail::write(
        &letter.content,
        &letter.locale,
        brand,
        &letter.recipient,
        places,
    );
    let recipient = letter
        .recipient
        .parse()
        .map_err(|_| permanent("The address is not one."))?;
    let name = from.name.clone().unwrap_or_else(|| one_line(&brand.name));
    let domain = from.email.domain();
    Message::builder()
        .from(Mailbox::new(Some(name), from.email.clone()))
        .to(Mailbox::new(None, recipient))
        .subject(one_line(&written.subject))
        .date(letter.queued_at.into())
        // The same for every try, so that a mail client shows an e-mail sent twice only once.
        .message_id(Some(format!("<outbox-{}@{domain}>", letter.id)))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(
            written.text,
            written.html,
        ))
        .map_err(|_| permanent("The message cannot be put together."))
}

fn permanent(reason: &str) -> Failure {
    Failure {
        reason: reason.to_owned(),
        permanent: true,
    }
}

/// A line break in a header would begin another one.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
