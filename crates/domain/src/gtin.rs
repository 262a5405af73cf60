//! The check digit of GS1's article numbers. Says nothing about whose number it is.

/// Whether `text` is a GTIN-8, -12, -13 or -14 with a right check digit: from the right, digits weigh 1 and 3 in
/// turn, and the sum is a multiple of ten.
pub fn is_valid(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn numbers_from_the_standard_pass() {
        for gtin in [
            "96385074",
            "614141007349",
            "4006381333931",
            "10614141000415",
        ] {
            assert!(is_valid(gtin), "{gtin}");
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
            assert!(!is_valid(gtin), "{gtin}");
        }
    }
}
