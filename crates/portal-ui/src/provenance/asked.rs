//! Which lot an address asks for: by the page's own address, or by a GS1 Digital Link as the code on a bar carries it.

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Empty where the address names none.
    pub lot: String,
    pub sku: Option<String>,
    pub gtin: Option<String>,
}

impl Asked {
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
                lot = value.to_owned();
            }
        }
        Self {
            lot,
            sku: None,
            gtin,
        }
    }
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
    fn what_is_no_number_or_no_lot_is_left_out() {
        assert_eq!(Asked::by_link("x/10/IXC-26-001").gtin, None);
        assert_eq!(Asked::by_link("07401234567896").lot, "");
        assert_eq!(Asked::by_link("07401234567896/10").lot, "");
        assert_eq!(Asked::by_link(""), Asked::default());
    }
}
