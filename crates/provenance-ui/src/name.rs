//! A product's name, taken apart for the wrapper: "Cahabón 60% sea salt 60 g" is a place, how much cacao, and a kind.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarName {
    /// The whole without the weight: the page's title.
    pub title: String,
    /// What stands before the per cent; the whole where there is none.
    pub place: String,
    /// What stands behind it. May be empty.
    pub kind: String,
}

impl BarName {
    pub fn of(name: &str, net_weight_g: Option<i32>) -> Self {
        let weights = net_weight_g.map(|grams| match grams % 1000 {
            0 => [format!(" {grams} g"), format!(" {} kg", grams / 1000)],
            _ => [format!(" {grams} g"), format!(" {grams} gr")],
        });
        let title = weights
            .iter()
            .flatten()
            .find_map(|weight| name.trim().strip_suffix(weight.as_str()))
            .unwrap_or(name)
            .trim();
        let words: Vec<&str> = title.split_whitespace().collect();
        let (place, kind) = match words.iter().position(|word| word.ends_with('%')) {
            Some(at) if at > 0 => (words[..at].join(" "), words[at + 1..].join(" ")),
            _ => (title.to_owned(), String::new()),
        };
        Self {
            title: title.to_owned(),
            place,
            kind,
        }
    }
}

/// A type size at which a text of so many letters fits the wrapper, at most `largest`.
pub fn fitting(text: &str, largest: f64) -> String {
    const ROOM: f64 = 152.0;
    // Letters beyond Latin are twice as wide.
    let wide: usize = text
        .chars()
        .map(|letter| if letter < '\u{2e80}' { 1 } else { 2 })
        .sum();
    format!("{:.1}", largest.min(ROOM / wide.max(1) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrapper_carries_place_and_kind() {
        let name = BarName::of("Cahabón 60% sea salt 60 g", Some(60));
        assert_eq!(name.title, "Cahabón 60% sea salt");
        assert_eq!(
            (name.place.as_str(), name.kind.as_str()),
            ("Cahabón", "sea salt")
        );
        let name = BarName::of("Lanquín 70% 60 g", Some(60));
        assert_eq!((name.place.as_str(), name.kind.as_str()), ("Lanquín", ""));
        // Another weight than the product's stays: it is part of the name.
        assert_eq!(
            BarName::of("Lanquín 70% 60 g", Some(70)).title,
            "Lanquín 70% 60 g"
        );
    }

    #[test]
    fn a_big_block_is_told_in_kilograms() {
        let name = BarName::of("Alta Verapaz 66% couverture 2 kg", Some(2000));
        assert_eq!(name.title, "Alta Verapaz 66% couverture");
        assert_eq!(name.kind, "couverture");
    }

    #[test]
    fn a_name_without_cacao_is_a_place_of_its_own() {
        let name = BarName::of("Roasted nibs", None);
        assert_eq!(
            (name.place.as_str(), name.kind.as_str()),
            ("Roasted nibs", "")
        );
        assert_eq!(BarName::of("70%", None).place, "70%");
    }

    #[test]
    fn long_names_are_set_smaller() {
        assert_eq!(fitting("Lanquín", 12.5), "12.5");
        assert_eq!(fitting("A name of nineteen.", 12.5), "8.0");
    }
}
