//! Form-encoded bodies and client credentials, as OAuth wants them (RFC 6749 §2.3.1, appendix B). Knows nothing of what
//! the fields mean.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};

/// The fields of a form.
///
/// # Errors
/// A sentence: not form-encoded, or a field twice.
pub fn fields(body: &[u8]) -> Result<BTreeMap<String, String>, &'static str> {
    let text = std::str::from_utf8(body).map_err(|_| "The body is not form-encoded.")?;
    let mut fields = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = match (decode(name), decode(value)) {
            (Some(name), Some(value)) => (name, value),
            _ => return Err("The body is not form-encoded."),
        };
        // Sent without a value is not sent.
        if !value.is_empty() && fields.insert(name, value).is_some() {
            return Err("A field is there twice.");
        }
    }
    Ok(fields)
}

/// Name and secret of `Authorization: Basic …`, each form-encoded inside.
pub fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, secret) = text.split_once(':')?;
    Some((decode(name)?, decode(secret)?))
}

/// `+` is a space, `%41` a byte; None for what is not UTF-8 or broken off.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                (high * 16 + low) as u8
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_strictly() {
        let read = fields(b"grant_type=client_credentials&scope=a+b%20c&empty=&x").expect("a form");
        assert_eq!(read.get("scope").map(String::as_str), Some("a b c"));
        assert_eq!(read.len(), 2);
        for wrong in [
            &b"a=1&a=2"[..],
            b"a=%",
            b"a=%4",
            b"a=%zz",
            b"a=%ff",
            b"\xff=1",
        ] {
            assert!(fields(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn basic_credentials_are_form_encoded_inside() {
        let header = |text: &str| format!("Basic {}", STANDARD.encode(text));
        let read = basic(&header("a%3Ab:c+d%25"));
        assert_eq!(read, Some(("a:b".into(), "c d%".into())));
        assert_eq!(basic(&header("id:a:b")), Some(("id".into(), "a:b".into())));
        for wrong in [
            header("nocolon"),
            "Basic ???".into(),
            "Bearer eA==".into(),
            "Basic".into(),
        ] {
            assert_eq!(basic(&wrong), None, "{wrong}");
        }
    }
}
