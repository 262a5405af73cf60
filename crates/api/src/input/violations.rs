//! A schema's violations in plain words: which field, a stable code, a sentence.

use contract::FieldError;
use jsonschema::{ValidationError, error::TypeKind, error::ValidationErrorKind as Kind};
use serde_json::Value;

use super::json::shown;

/// Appends what `error` says to `found`. A choice (`oneOf`) is searched for the branch that was meant.
pub fn collect(error: &ValidationError<'_>, found: &mut Vec<FieldError>) {
    let field = field(&error.instance_path().to_string());
    let mut say = |code: &str, message: String| {
        found.push(FieldError::new(field.clone(), code, message));
    };
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            found.push(FieldError::new(
                below(&field, name),
                "required",
                "This is required.",
            ));
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                found.push(FieldError::new(
                    below(&field, name),
                    "unknown_field",
                    "There is no such field.",
                ));
            }
        }
        Kind::OneOfNotValid { context } | Kind::AnyOf { context } => {
            choose(&field, context, found);
        }
        Kind::Type { kind } => say("type", format!("Give {}.", types(kind))),
        Kind::Enum { options } => say("enum", format!("Choose one of {}.", list(options))),
        Kind::Constant { expected_value } => say("enum", format!("This must be {expected_value}.")),
        Kind::Minimum { limit } => say("range", format!("This must be at least {limit}.")),
        Kind::Maximum { limit } => say("range", format!("This must be at most {limit}.")),
        Kind::ExclusiveMinimum { limit } => {
            say("range", format!("This must be more than {limit}."));
        }
        Kind::ExclusiveMaximum { limit } => {
            say("range", format!("This must be less than {limit}."));
        }
        Kind::MultipleOf { multiple_of } => {
            say(
                "range",
                format!("This must be a multiple of {multiple_of}."),
            );
        }
        Kind::MinLength { limit: 1 } => say("length", "This must not be empty.".into()),
        Kind::MinLength { limit } => say("length", format!("At least {limit} characters.")),
        Kind::MaxLength { limit } => say("length", format!("At most {limit} characters.")),
        Kind::MinItems { limit } => say("length", format!("At least {limit} entries.")),
        Kind::MaxItems { limit } => say("length", format!("At most {limit} entries.")),
        Kind::MinProperties { .. } => say("length", "Give at least one field.".into()),
        Kind::MaxProperties { limit } => say("length", format!("At most {limit} fields.")),
        Kind::UniqueItems => say("duplicate", "No entry may be given twice.".into()),
        Kind::Format { format } => say("format", formats(format)),
        Kind::Pattern { pattern } => {
            say("format", format!("This must have the form {pattern}."));
        }
        _ => say("format", "This value is not allowed.".into()),
    }
}

/// The branch that was meant is the one whose complaints lie deepest; the null branch only ever says "not null".
fn choose(field: &str, context: &[Vec<ValidationError<'static>>], found: &mut Vec<FieldError>) {
    let meant = context
        .iter()
        .filter(|branch| !branch.iter().any(wants_null))
        .max_by_key(|branch| {
            branch
                .iter()
                .map(|error| error.instance_path().to_string().len())
                .max()
        });
    match meant {
        Some(branch) => {
            for error in branch {
                collect(error, found);
            }
        }
        None => found.push(FieldError::new(
            field,
            "format",
            "This value is not allowed.",
        )),
    }
}

fn wants_null(error: &ValidationError<'static>) -> bool {
    matches!(error.kind(), Kind::Type { kind: TypeKind::Single(one) } if one.to_string() == "null")
}

/// `/items/1/quantity` as `items[1].quantity`.
fn field(pointer: &str) -> String {
    let mut text = String::new();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            text.push_str(&format!("[{part}]"));
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&shown(&part));
        }
    }
    if text.is_empty() { "body".into() } else { text }
}

fn below(field: &str, name: &str) -> String {
    let name = shown(name);
    if field == "body" {
        name
    } else {
        format!("{field}.{name}")
    }
}

fn types(kind: &TypeKind) -> String {
    let names: Vec<&'static str> = match kind {
        TypeKind::Single(one) => vec![words(&one.to_string())],
        TypeKind::Multiple(several) => several
            .iter()
            .map(|one| words(&one.to_string()))
            .filter(|name| *name != "nothing")
            .collect(),
    };
    names.join(" or ")
}

fn words(json_type: &str) -> &'static str {
    match json_type {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "an object",
        _ => "nothing",
    }
}

fn list(options: &Value) -> String {
    let names: Vec<String> = options
        .as_array()
        .into_iter()
        .flatten()
        .filter(|option| !option.is_null())
        .map(|option| {
            option
                .as_str()
                .map_or_else(|| option.to_string(), str::to_owned)
        })
        .collect();
    names.join(", ")
}

fn formats(format: &str) -> String {
    match format {
        "date" => "Give a date as YYYY-MM-DD.".into(),
        "date-time" => "Give a time as RFC 3339, such as 2026-03-01T12:00:00Z.".into(),
        "email" => "Give an e-mail address.".into(),
        "uri" => "Give an address beginning with https://.".into(),
        other => format!("This is no valid {other}."),
    }
}
