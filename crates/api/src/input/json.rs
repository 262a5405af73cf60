//! JSON text to a value, stricter than serde_json: a member given twice and a NUL character (which PostgreSQL's text
//! cannot hold) are refused by the field's name, and so is whatever the parser itself cannot read.

use std::{cell::RefCell, fmt, rc::Rc};

use contract::FieldError;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Levels of arrays and objects; serde_json's own limit is higher.
const DEEPEST: usize = 32;

/// How errors of the whole body name it.
const BODY: &str = "body";

/// The value of a JSON text.
pub fn parse(text: &[u8]) -> Result<Value, Vec<FieldError>> {
    let errors = Rc::new(RefCell::new(Vec::new()));
    let place = Rc::new(RefCell::new(Vec::new()));
    let reader = Reader {
        place: Rc::clone(&place),
        errors: Rc::clone(&errors),
    };
    let mut from = serde_json::Deserializer::from_slice(text);
    let value = reader
        .deserialize(&mut from)
        .and_then(|value| from.end().map(|()| value));
    let mut found = errors.take();
    match value {
        Ok(value) if found.is_empty() => Ok(value),
        Ok(_) => Err(found),
        Err(error) => {
            if found.is_empty() {
                found.push(unreadable(&error, &place.borrow()));
            }
            Err(found)
        }
    }
}

fn unreadable(error: &serde_json::Error, place: &[Step]) -> FieldError {
    let text = error.to_string();
    let (code, message) = if text.contains("out of range") {
        ("range", "This number is too large.".to_owned())
    } else if text.contains("surrogate")
        || text.contains("hex escape")
        || text.contains("unicode")
        || text.contains("UTF-8")
    {
        ("format", "This text is not valid Unicode.".to_owned())
    } else if text.contains(TOO_DEEP) || text.contains("recursion") {
        ("format", "This is nested too deeply.".to_owned())
    } else if error.is_eof() {
        ("format", "The JSON ends too early.".to_owned())
    } else {
        (
            "format",
            format!(
                "This is not JSON: line {}, column {}.",
                error.line(),
                error.column()
            ),
        )
    };
    FieldError::new(path(place), code, message)
}

const TOO_DEEP: &str = "nested too deeply";

#[derive(Debug, Clone)]
enum Step {
    Member(String),
    Item(usize),
}

/// `items[1].quantity`.
fn path(place: &[Step]) -> String {
    let mut text = String::new();
    for step in place {
        match step {
            Step::Member(name) if text.is_empty() => text.push_str(&shown(name)),
            Step::Member(name) => {
                text.push('.');
                text.push_str(&shown(name));
            }
            Step::Item(index) => text.push_str(&format!("[{index}]")),
        }
    }
    if text.is_empty() { BODY.into() } else { text }
}

/// A caller's own member name, fit to be said back.
pub fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(100).collect()
}

struct Reader {
    place: Rc<RefCell<Vec<Step>>>,
    errors: Rc<RefCell<Vec<FieldError>>>,
}

impl Reader {
    fn below(&self) -> Self {
        Self {
            place: Rc::clone(&self.place),
            errors: Rc::clone(&self.errors),
        }
    }

    fn refuse(&self, code: &str, message: &str) {
        let field = path(&self.place.borrow());
        self.errors
            .borrow_mut()
            .push(FieldError::new(field, code, message));
    }

    fn descend<E: serde::de::Error>(&self, step: Step) -> Result<(), E> {
        let mut place = self.place.borrow_mut();
        place.push(step);
        if place.len() > DEEPEST {
            return Err(E::custom(TOO_DEEP));
        }
        Ok(())
    }

    fn ascend(&self) {
        self.place.borrow_mut().pop();
    }

    fn text(&self, text: String) -> Value {
        if text.contains('\0') {
            self.refuse("format", "A NUL character is not allowed.");
        }
        Value::String(text)
    }
}

impl<'de> DeserializeSeed<'de> for Reader {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // 5.0 is an integer to JSON Schema, and to whoever wrote it.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() < EXACT {
            return Ok(Value::from(value as i64));
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(self.text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(self.text(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            self.descend::<A::Error>(Step::Item(items.len()))?;
            let item = from.next_element_seed(self.below())?;
            self.ascend();
            match item {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = from.next_key::<String>()? {
            self.descend::<A::Error>(Step::Member(name.clone()))?;
            if name.contains('\0') {
                return Err(A::Error::custom("a NUL character in a member's name"));
            }
            if members.contains_key(&name) {
                self.refuse("duplicate", "This is given more than once.");
            }
            let value = from.next_value_seed(self.below())?;
            self.ascend();
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &[u8]) -> (String, String) {
        let errors = parse(text).expect_err("refused");
        (errors[0].field.clone(), errors[0].code.clone())
    }

    fn pair(field: &str, code: &str) -> (String, String) {
        (field.into(), code.into())
    }

    #[test]
    fn what_no_database_or_program_could_take_is_refused_by_name() {
        assert_eq!(refused(br#"{"a":1,"a":2}"#), pair("a", "duplicate"));
        assert_eq!(
            refused(br#"{"items":[{"x":"\u0000"}]}"#),
            pair("items[0].x", "format")
        );
        assert_eq!(refused(br#"{"n":1e400}"#), pair("n", "range"));
        assert_eq!(refused(br#"{"s":"\ud800"}"#), pair("s", "format"));
        assert_eq!(refused(b"{\"s\":\"\xff\"}"), pair("s", "format"));
        assert_eq!(refused(br#"{"s":"#), pair("s", "format"));
        assert_eq!(refused(b""), pair("body", "format"));
        assert_eq!(refused(b"{} {}"), pair("body", "format"));
        let deep = [b"[".repeat(5000), b"]".repeat(5000)].concat();
        assert_eq!(refused(&deep).1, "format");
    }

    #[test]
    fn whole_floats_are_integers() {
        assert_eq!(
            parse(b"[5.0, 5.5]").expect("json"),
            serde_json::json!([5, 5.5])
        );
    }
}
