//! A query string, checked like a body: unknown names, repeated names and values of the wrong kind are all named at once.

use std::{
    future::{Ready, ready},
    ops::Deref,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use contract::FieldError;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    body::{Refused, build},
    json::shown,
    schema::{self, Schema},
};
use crate::error::ApiError;

/// A valid query of type `T`; dereferences to it.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T> Params<T> {
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Params<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> FromRequest for Params<T>
where
    T: DeserializeOwned + ToSchema + Validate + 'static,
{
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(req.query_string()).map(Self))
    }
}

fn parse<T>(query: &str) -> Result<T, ApiError>
where
    T: DeserializeOwned + ToSchema + Validate + 'static,
{
    let schema = schema::of::<T>()?;
    let (members, mut errors) = members(query, &schema);
    match build(Value::Object(members)) {
        Ok(_) if !errors.is_empty() => Err(ApiError::invalid(errors)),
        Ok(made) => Ok(made),
        Err(Refused::Ours(error)) => Err(error),
        Err(Refused::Fields(more)) => {
            errors.extend(more);
            Err(ApiError::invalid(errors))
        }
    }
}

fn members(query: &str, schema: &Schema) -> (Map<String, Value>, Vec<FieldError>) {
    let (mut members, mut errors) = (Map::new(), Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let (Some(name), Some(text)) = (decode(name), decode(text)) else {
            let field = shown(&decode(name).unwrap_or_default());
            let message = "This text is not valid Unicode.";
            errors.push(FieldError::new(field, "format", message));
            continue;
        };
        let field = shown(&name);
        if text.contains('\0') || name.contains('\0') {
            let message = "A NUL character is not allowed.";
            errors.push(FieldError::new(field, "format", message));
        } else if members.contains_key(&name) {
            let message = "This is given more than once.";
            errors.push(FieldError::new(field, "duplicate", message));
        } else {
            let value = coerce(text, schema.member_type(&name));
            members.insert(name, value);
        }
    }
    (members, errors)
}

/// Text as the JSON value the schema asks for; what does not fit stays text and is refused by the schema.
fn coerce(text: String, json_type: Option<&str>) -> Value {
    let parsed = match json_type {
        Some("integer") if plain_digits(&text) => text.parse::<i64>().ok().map(Value::from),
        Some("number") => text
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .map(Value::from),
        Some("boolean") => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    parsed.unwrap_or(Value::String(text))
}

fn plain_digits(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Percent-decoded; None when that is no UTF-8 or a `%` stands alone.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use contract::lists::PageQuery;

    use super::*;

    fn errors(query: &str) -> Vec<(String, String)> {
        let refusal = parse::<PageQuery>(query).expect_err("refused");
        let problem = refusal.problem("/", "");
        let mut found: Vec<_> = problem
            .errors
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect();
        found.sort();
        found
    }

    fn pair(field: &str, code: &str) -> (String, String) {
        (field.into(), code.into())
    }

    #[test]
    fn a_query_becomes_its_type() {
        let query: PageQuery = parse("page=2&limit=50").expect("valid");
        assert_eq!((query.page, query.limit), (Some(2), Some(50)));
        assert_eq!(parse::<PageQuery>("").expect("valid").page, None);
    }

    #[test]
    fn every_offence_is_named() {
        assert_eq!(
            errors("page=0&limit=x&colour=red"),
            [
                pair("colour", "unknown_field"),
                pair("limit", "type"),
                pair("page", "range")
            ]
        );
        assert_eq!(errors("page=1&page=2"), [pair("page", "duplicate")]);
        assert_eq!(errors("page=%FF"), [pair("page", "format")]);
        assert_eq!(errors("page=%00"), [pair("page", "format")]);
        assert_eq!(errors("page="), [pair("page", "type")]);
        assert_eq!(errors("page=99999999999999999999"), [pair("page", "type")]);
        assert_eq!(errors("limit=101"), [pair("limit", "range")]);
    }
}
