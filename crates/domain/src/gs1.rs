//! GS1's way of naming a lot: article numbers with their check digit, the Digital Link that a code on a bar opens, the
//! element string printed beside it. Says nothing about whose number it is; knows no database.

use chrono::NaiveDate;

/// Characters of a lot number (application identifier 10).
const LONGEST_LOT: usize = 20;

/// Whether `text` is a GTIN-8, -12, -13 or -14 with a right check digit: from the right, digits weigh 1 and 3 in
/// turn, and the sum is a multiple of ten.
pub fn is_gtin(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    match digits {
        Some(digits) if matches!(digits.len(), 8 | 12 | 13 | 14) => {
            let sum: u32 = digits
                .iter()
                .rev()
                .enumerate()
                .map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 3 })
                .sum();
            sum.is_multiple_of(10)
        }
        _ => false,
    }
}

/// The number as 14 digits, as it stands in links and symbols; None for what is no GTIN.
pub fn gtin14(text: &str) -> Option<String> {
    is_gtin(text).then(|| format!("{text:0>14}"))
}

/// A lot of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot<'a> {
    gtin14: String,
    lot: &'a str,
    best_before: Option<NaiveDate>,
}

impl<'a> Lot<'a> {
    /// None where GS1 has no way to say it: no right GTIN, a lot number that is too long or has other characters.
    pub fn new(gtin: &str, lot: &'a str, best_before: Option<NaiveDate>) -> Option<Self> {
        let sayable = (1..=LONGEST_LOT).contains(&lot.len()) && lot.bytes().all(is_in_set_82);
        Some(Self {
            gtin14: gtin14(gtin).filter(|_| sayable)?,
            lot,
            best_before,
        })
    }

    pub fn gtin14(&self) -> &str {
        &self.gtin14
    }

    /// `https://portal.example/01/07401234567896/10/IXC-26-001?17=270331`. `origin` has no slash at its end.
    pub fn digital_link(&self, origin: &str) -> String {
        let mut link = format!(
            "{origin}/01/{}/10/{}",
            self.gtin14,
            percent_encoded(self.lot)
        );
        if let Some(day) = self.best_before {
            link.push_str(&format!("?17={}", six_digits(day)));
        }
        link
    }

    /// `(01) 07401234567896 (10) IXC-26-001 (17) 270331`.
    pub fn element_string(&self) -> String {
        let mut text = format!("(01) {} (10) {}", self.gtin14, self.lot);
        if let Some(day) = self.best_before {
            text.push_str(&format!(" (17) {}", six_digits(day)));
        }
        text
    }
}

/// YYMMDD.
fn six_digits(day: NaiveDate) -> String {
    day.format("%y%m%d").to_string()
}

/// GS1's invariant characters (General Specifications, figure 7.11-1).
fn is_in_set_82(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte)
}

/// What may stand in a segment or a value of an address stays; all else becomes `%XX`.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_from_the_standard_pass() {
        for gtin in [
            "96385074",
            "614141007349",
            "4006381333931",
            "10614141000415",
        ] {
            assert!(is_gtin(gtin), "{gtin}");
        }
    }

    #[test]
    fn wrong_digits_and_lengths_do_not() {
        for gtin in [
            "96385075",
            "4006381333932",
            "400638133393",
            "",
            "123456789",
            "40063813339a1",
        ] {
            assert!(!is_gtin(gtin), "{gtin}");
            assert_eq!(gtin14(gtin), None);
        }
    }

    #[test]
    fn every_length_becomes_fourteen_digits_of_the_same_number() {
        for (gtin, long) in [
            ("96385074", "00000096385074"),
            ("614141007349", "00614141007349"),
            ("4006381333931", "04006381333931"),
            ("10614141000415", "10614141000415"),
        ] {
            assert_eq!(gtin14(gtin).as_deref(), Some(long));
            assert!(is_gtin(long), "zeros in front change no check digit");
        }
    }

    #[test]
    fn a_lot_is_said_in_both_ways() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 31);
        let lot = Lot::new("7401234567896", "IXC-26-001", day).expect("a lot");
        assert_eq!(
            lot.digital_link("https://portal.example"),
            "https://portal.example/01/07401234567896/10/IXC-26-001?17=270331"
        );
        assert_eq!(
            lot.element_string(),
            "(01) 07401234567896 (10) IXC-26-001 (17) 270331"
        );
        let odd = Lot::new("7401234567896", "A/1 %?".trim_end_matches('?'), None);
        assert_eq!(odd, None, "a blank is in no lot number");
        let odd = Lot::new("7401234567896", "A/1%", None).expect("a lot");
        assert_eq!(
            odd.digital_link("https://p.example"),
            "https://p.example/01/07401234567896/10/A%2F1%25"
        );
    }

    #[test]
    fn what_gs1_cannot_say_is_not_said() {
        for (gtin, lot) in [
            ("7401234567897", "IXC-26-001"),
            ("7401234567896", ""),
            ("7401234567896", "123456789012345678901"),
            ("7401234567896", "Ñ-1"),
        ] {
            assert_eq!(Lot::new(gtin, lot, None), None, "{gtin} {lot}");
        }
    }
}
