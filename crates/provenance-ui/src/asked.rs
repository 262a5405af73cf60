//! Which lot an address asks for: by the page's own address, or by a GS1 Digital Link as the code on a bar carries it.

use leptos::prelude::window;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Empty where the address names none.
    pub lot: String,
    pub sku: Option<String>,
    pub gtin: Option<String>,
}

impl Asked {
    /// What the address bar asks for.
    pub fn by_address() -> Self {
        let location = window().location();
        let read = |part: Result<String, _>| part.unwrap_or_default();
        Self::by_parts(&read(location.pathname()), &read(location.search()))
    }

    fn by_parts(path: &str, query: &str) -> Self {
        if let Some(rest) = path.strip_prefix("/01/") {
            return Self::by_link(rest);
        }
        let lot = path.strip_prefix("/provenance/").unwrap_or_default();
        let sku = query
            .trim_start_matches('?')
            .split('&')
            .find_map(|pair| pair.strip_prefix("sku="));
        Self {
            lot: decoded(lot.trim_end_matches('/')),
            sku: sku.map(decoded).filter(|sku| !sku.is_empty()),
            gtin: None,
        }
    }

    /// What follows `/01/`: the product's number, then pairs of an application identifier and its value, of which 10 is
    /// the lot. A variant (22) or a serial number (21) changes nothing here.
    pub fn by_link(rest: &str) -> Self {
        let mut parts = rest.split('/').filter(|part| !part.is_empty());
        // A number that is none names no product; the lot's code is enough.
        let gtin = parts
            .next()
            .filter(|gtin| (8..=14).contains(&gtin.len()))
            .filter(|gtin| gtin.bytes().all(|byte| byte.is_ascii_digit()))
            .map(str::to_owned);
        let mut lot = String::new();
        while let (Some(identifier), Some(value)) = (parts.next(), parts.next()) {
            if identifier == "10" {
                lot = decoded(value);
            }
        }
        Self {
            lot,
            sku: None,
            gtin,
        }
    }
}

/// Percent-encoding undone. What is none stays as it is: the API says that it knows no such lot.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |place: usize| {
            bytes
                .get(place)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lot_is_found_among_what_else_a_code_says() {
        for rest in [
            "07401234567896/10/IXC-26-001",
            "07401234567896/10/IXC-26-001/21/0042",
            "07401234567896/22/2A/10/IXC-26-001",
            "07401234567896/22/10/10/IXC-26-001/21/0042",
        ] {
            let asked = Asked::by_link(rest);
            assert_eq!(asked.lot, "IXC-26-001", "{rest}");
            assert_eq!(asked.gtin.as_deref(), Some("07401234567896"), "{rest}");
        }
    }

    #[test]
    fn the_page_of_a_lot_says_which_product() {
        let asked = Asked::by_parts(
            "/provenance/IXC%2D26-001/",
            "?organization=x&sku=LNQ-70%2B60",
        );
        assert_eq!(asked.lot, "IXC-26-001");
        assert_eq!(asked.sku.as_deref(), Some("LNQ-70+60"));
        assert_eq!(Asked::by_parts("/provenance/L%C3%A4", "").lot, "Lä");
        assert_eq!(Asked::by_parts("/provenance/100%", "").lot, "100%");
        let asked = Asked::by_parts("/01/07401234567896/10/IXC%2F26", "");
        assert_eq!((asked.lot.as_str(), asked.gtin.is_some()), ("IXC/26", true));
    }

    #[test]
    fn what_is_no_number_or_no_lot_is_left_out() {
        assert_eq!(Asked::by_link("x/10/IXC-26-001").gtin, None);
        assert_eq!(Asked::by_link("07401234567896").lot, "");
        assert_eq!(Asked::by_link("07401234567896/10").lot, "");
        assert_eq!(Asked::by_link(""), Asked::default());
    }
}
