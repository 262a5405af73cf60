//! What a customer's own fields may hold. Every wrong one is named; what stays as it was is not judged anew, so that an
//! old row may still be changed elsewhere. Nothing here reads the database.

use contract::{
    FieldError,
    customers::{Customer, CustomerInput},
};

use crate::{countries::is_country, portal_access::email};

/// Languages that e-mails and notices are written in.
const LOCALES: [&str; 4] = ["en", "de", "ja", "es"];

/// A customer as it would be written again unchanged.
pub(super) fn as_input(customer: &Customer) -> CustomerInput {
    let customer = customer.clone();
    CustomerInput {
        name: customer.name,
        status: Some(customer.status),
        country: customer.country,
        address_line1: customer.address_line1,
        address_line2: customer.address_line2,
        city: customer.city,
        region: customer.region,
        postal_code: customer.postal_code,
        email: customer.email,
        phone: customer.phone,
        notes: customer.notes,
        erp_customer_id: customer.erp_customer_id,
        external_customer_id: customer.external_customer_id,
        locale: customer.locale,
        owner_user_id: customer.owner_user_id,
        team_id: customer.team_id,
    }
}

/// Without blanks around anything; a text of blanks is none, an e-mail is in lower case.
pub(super) fn tidy(input: &CustomerInput) -> CustomerInput {
    let mut tidied = input.clone();
    tidied.name = input.name.trim().to_owned();
    for text in [
        &mut tidied.address_line1,
        &mut tidied.address_line2,
        &mut tidied.city,
        &mut tidied.region,
        &mut tidied.postal_code,
        &mut tidied.email,
        &mut tidied.phone,
        &mut tidied.notes,
        &mut tidied.erp_customer_id,
        &mut tidied.external_customer_id,
        &mut tidied.locale,
    ] {
        *text = trimmed(text.take());
    }
    if let Some(address) = tidied.email.as_deref().and_then(email::normal) {
        tidied.email = Some(address);
    }
    tidied
}

/// A text without blanks around it; None for one of blanks only.
pub(crate) fn trimmed(text: Option<String>) -> Option<String> {
    let text = text?;
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// Every field of a tidied input that is wrong and is not as it was.
pub(super) fn wrong_fields(
    input: &CustomerInput,
    before: Option<&CustomerInput>,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (at, (field, text, longest)) in lines(input).into_iter().enumerate() {
        if before.is_some_and(|before| lines(before)[at].1 == text) {
            continue;
        }
        check_text(&mut errors, field, text, longest);
    }
    let changed = |of: fn(&CustomerInput) -> Option<&str>| {
        before.is_none_or(|before| of(before) != of(input)) && of(input).is_some()
    };
    if input.name.is_empty() {
        errors.push(FieldError::new(
            "name",
            "required",
            "This may not be blank.",
        ));
    }
    if changed(|input| Some(&input.country)) && !is_country(&input.country) {
        let message = "Give a country as two capital letters (ISO 3166-1), such as DE, JP or US.";
        errors.push(FieldError::new("country", "format", message));
    }
    if changed(|input| input.email.as_deref()) {
        check_email(&mut errors, input.email.as_deref());
    }
    let unknown = |locale: &String| !LOCALES.contains(&locale.as_str());
    if changed(|input| input.locale.as_deref()) && input.locale.as_ref().is_some_and(unknown) {
        let message = "Choose one of en, de, ja, es.";
        errors.push(FieldError::new("locale", "enum", message));
    }
    errors
}

/// Texts and how many characters they may have. Notes alone may have several lines.
fn lines(input: &CustomerInput) -> [(&'static str, Option<&str>, usize); 11] {
    [
        ("name", Some(&input.name), 200),
        ("address_line1", input.address_line1.as_deref(), 200),
        ("address_line2", input.address_line2.as_deref(), 200),
        ("city", input.city.as_deref(), 200),
        ("region", input.region.as_deref(), 200),
        ("postal_code", input.postal_code.as_deref(), 20),
        ("email", input.email.as_deref(), 254),
        ("phone", input.phone.as_deref(), 50),
        ("erp_customer_id", input.erp_customer_id.as_deref(), 100),
        (
            "external_customer_id",
            input.external_customer_id.as_deref(),
            100,
        ),
        ("notes", input.notes.as_deref(), 10_000),
    ]
}

/// Adds an error for a text that is too long or, unless it is a note, has more than one line.
pub(crate) fn check_text(
    errors: &mut Vec<FieldError>,
    field: &str,
    text: Option<&str>,
    longest: usize,
) {
    let Some(text) = text else { return };
    let control =
        |c: char| c.is_control() && !(field == "notes" && matches!(c, '\n' | '\r' | '\t'));
    if text.chars().count() > longest {
        let message = format!("At most {longest} characters.");
        errors.push(FieldError::new(field, "length", message));
    } else if text.chars().any(control) {
        let message = "Control characters are not allowed here.";
        errors.push(FieldError::new(field, "format", message));
    }
}

/// Adds an error for what is no e-mail address.
pub(crate) fn check_email(errors: &mut Vec<FieldError>, address: Option<&str>) {
    if address.is_some_and(|text| email::normal(text).is_none()) {
        let message = "Give an e-mail address such as name@shop.example.";
        errors.push(FieldError::new("email", "format", message));
    }
}
