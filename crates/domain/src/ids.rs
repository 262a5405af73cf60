//! What a path's `{id}` may be: the integer id or the code that people read off paper. Never reaches the database
//! with a text that no code can have.

use crate::{Error, Result, Sql};

/// No code is longer.
const LONGEST_CODE: usize = 100;

/// An id, or a code such as `IXC-26-014`. A text of digits only is an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdOrCode {
    Id(i64),
    Code(String),
}

impl IdOrCode {
    /// # Errors
    /// [`Error::NotFound`] for a text that is neither: nothing can be there.
    pub fn parse(text: &str) -> Result<Self> {
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return id(text).map(Self::Id);
        }
        let plausible = !text.is_empty()
            && text.chars().count() <= LONGEST_CODE
            && !text.chars().any(char::is_control);
        if plausible {
            Ok(Self::Code(text.to_owned()))
        } else {
            Err(Error::NotFound)
        }
    }

    /// Appends `<id column> = $n` or `<code column> = $n`.
    pub fn matches(&self, sql: &mut Sql, id_column: &str, code_column: &str) {
        match self {
            Self::Id(id) => sql.push(&format!("{id_column} = ")).bind(*id),
            Self::Code(code) => sql.push(&format!("{code_column} = ")).bind(code.clone()),
        };
    }
}

/// For rows without a code.
///
/// # Errors
/// [`Error::NotFound`] for anything but a positive 64-bit integer in plain digits.
pub fn id(text: &str) -> Result<i64> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::NotFound);
    }
    match text.parse() {
        Ok(id) if id > 0 => Ok(id),
        _ => Err(Error::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_ids_and_the_rest_codes() {
        assert_eq!(IdOrCode::parse("42").unwrap(), IdOrCode::Id(42));
        assert_eq!(
            IdOrCode::parse("IXC-26-014").unwrap(),
            IdOrCode::Code("IXC-26-014".into())
        );
    }

    #[test]
    fn nonsense_is_not_there() {
        let long = "x".repeat(101);
        for text in ["", "0", "99999999999999999999", "a\0b", "\n", long.as_str()] {
            assert!(
                matches!(IdOrCode::parse(text), Err(Error::NotFound)),
                "{text:?}"
            );
        }
        for text in ["", "-1", "+1", "1.0", "IXC"] {
            assert!(matches!(id(text), Err(Error::NotFound)), "{text:?}");
        }
    }
}
