//! Why the server refused, in the reader's language. It writes its reasons in English; those that working on orders
//! leads to are known here by their form, any other is shown as it came.

use contract::FieldError;
use ui_kit::{Language, i18n};

use super::words::d;

/// The reason of a 409. Reactive.
pub fn conflict(detail: &str) -> String {
    if i18n::language() == Language::En {
        return english(detail);
    }
    let words = d();
    let plain = without_place(detail);
    let lower = plain.to_lowercase();
    if let Some(code) = between(&lower, plain, "batch ", " is ") {
        return if lower.contains("recalled") {
            (words.lot_recalled)(code)
        } else {
            (words.lot_on_hold)(code)
        };
    }
    if let Some(sku) = between(&lower, plain, "", " is not allocated to a lot yet") {
        return (words.lot_missing)(sku);
    }
    let known: [(&str, &str); 9] = [
        ("another customer has the", words.id_taken),
        ("is above the limit of", words.over_limit),
        ("can no longer be cancelled", words.cancel_too_late),
        ("its lot can no longer change", words.lot_too_late),
        ("outside system owns", words.owned_elsewhere),
        ("is cancelled.", words.is_cancelled),
        (
            "has been delivered; that does not change",
            words.is_delivered,
        ),
        ("does not go back to pending", words.not_back),
        ("work order that is", words.run_not_so),
    ];
    known
        .into_iter()
        .find(|(part, _)| lower.contains(part))
        .map_or_else(|| plain.to_owned(), |(_, say)| say.to_owned())
}

fn english(detail: &str) -> String {
    let plain = without_place(detail).replace("on_hold", "on hold");
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `items[0]: batch …` says it of a line: people count lines from one and see them.
fn without_place(detail: &str) -> &str {
    match detail.split_once("]: ") {
        Some((place, rest)) if !place.contains(' ') => rest,
        _ => detail,
    }
}

/// What stands between two words of `text`, found by its lower-case form.
fn between<'a>(lower: &str, text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = lower.strip_prefix(before)?;
    let end = rest.find(after)?;
    text.get(before.len()..before.len() + end)
}

/// What is wrong with a field. Reactive.
pub fn field(error: &FieldError) -> String {
    let words = d();
    if let Some((left, all)) = left_to_ship(&error.message) {
        return (words.only_left)(left, all);
    }
    // A form may be told as a pattern, which is for programs.
    let for_people =
        !(error.message.is_empty() || error.code == "format" && error.message.contains('^'));
    if i18n::language() == Language::En && for_people {
        return error.message.clone();
    }
    let column = error.field.rsplit('.').next().unwrap_or_default();
    match error.code.as_str() {
        "format" if column == "email" => words.field_email,
        "format" if column == "country" => words.field_country,
        "enum" => words.field_enum,
        "unknown_field" => words.field_unknown,
        "required" => words.field_required,
        "not_found" => words.field_not_found,
        "mismatch" => words.field_mismatch,
        "range" => words.field_range,
        "length" => words.field_length,
        "format" => words.field_format,
        "duplicate" => words.field_duplicate,
        _ => return error.message.clone(),
    }
    .to_owned()
}

/// "3 of 20 cartons ordered are left to ship."
fn left_to_ship(message: &str) -> Option<(&str, &str)> {
    let (left, rest) = message.split_once(" of ")?;
    let (all, tail) = rest.split_once(' ')?;
    tail.contains("left to ship").then_some((left, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_known_by_its_form() {
        let batch = "Batch IXC-26-055 is on hold; nothing of it may be shipped.";
        assert_eq!(
            between(&batch.to_lowercase(), batch, "batch ", " is "),
            Some("IXC-26-055")
        );
        let line = "items[2]: batch IXC-26-001 is recalled and cannot be ordered.";
        let plain = without_place(line);
        assert_eq!(
            between(&plain.to_lowercase(), plain, "batch ", " is "),
            Some("IXC-26-001")
        );
        assert_eq!(
            english(line),
            "Batch IXC-26-001 is recalled and cannot be ordered."
        );
        assert_eq!(english("Batch X is on_hold."), "Batch X is on hold.");
        assert_eq!(without_place("Note: [a]: stays"), "Note: [a]: stays");
    }

    #[test]
    fn what_is_left_is_read_out_of_the_sentence() {
        assert_eq!(
            left_to_ship("3 of 20 cartons ordered are left to ship."),
            Some(("3", "20"))
        );
        assert_eq!(left_to_ship("There is no such product."), None);
    }
}
