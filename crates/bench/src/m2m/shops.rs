//! Made customers with believable names, cities and contacts in English, German and Japanese. Deterministic: the n-th is
//! always the same, so that questions can be asked for what is there without keeping it.

use super::words::*;

/// A draw that depends on nothing but its seed.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        // SplitMix64: neighbouring seeds have nothing in common.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    German,
    Japanese,
}

pub struct Contact {
    pub name: String,
    pub email: String,
}

pub struct Shop {
    pub language: Language,
    pub name: String,
    /// What kind of shop it is, as in its name: many have the same.
    pub trade: &'static str,
    /// The family of its name.
    pub family: String,
    pub city: &'static str,
    pub country: &'static str,
    pub status: &'static str,
    pub email: String,
    pub erp_id: String,
    pub external_id: String,
    pub contacts: Vec<Contact>,
}

/// The n-th made customer, from 0.
pub fn shop(n: i64) -> Shop {
    let mut draw = Draw::new(n.unsigned_abs());
    let language = [Language::English, Language::German, Language::Japanese][n as usize % 3];
    let (family, roman) = family(&mut draw, language);
    let (trade, (city, country)) = match language {
        Language::English => (draw.of(&ENGLISH_TRADES), draw.of(&ENGLISH_CITIES)),
        Language::German => (draw.of(&GERMAN_TRADES), draw.of(&GERMAN_CITIES)),
        Language::Japanese => (draw.of(&JAPANESE_TRADES), (draw.of(&JAPANESE_CITIES), "JP")),
    };
    let name = match (language, draw.below(4)) {
        (Language::English, 0) => {
            format!("{family} & {} {trade}", self::family(&mut draw, language).0)
        }
        (Language::English, _) => format!("{family} {trade}"),
        (Language::German, 0) => format!("{trade} {family} GmbH & Co. KG"),
        (Language::German, _) => format!("{trade} {family}"),
        (Language::Japanese, 0) => format!("株式会社{family}{trade}"),
        (Language::Japanese, _) => format!("{family}{trade}"),
    };
    // Many domains are words that nobody else has.
    let domain = match (ascii(city), draw.below(3)) {
        (city, 0) if !city.is_empty() => format!("{roman}{city}.example"),
        (city, 1) if !city.is_empty() => format!("{roman}-{city}.example"),
        _ => format!(
            "{roman}{}.example",
            draw.of(&["food", "cocoa", "shop", "sweets", "trade"])
        ),
    };
    let contacts = (0..1 + draw.below(3))
        .map(|_| contact(&mut draw, language, &domain))
        .collect();
    Shop {
        language,
        name,
        trade,
        family,
        city,
        country,
        status: draw.of(&[
            "active", "active", "active", "active", "active", "active", "active", "active",
            "prospect", "inactive",
        ]),
        email: format!(
            "{}@{domain}",
            draw.of(&["info", "office", "orders", "hello"])
        ),
        erp_id: format!("CUST-{:06}", 100_000 + n),
        external_id: format!("{}{:07}", country, n * 37 + 11),
        contacts,
    }
}

/// A family name, and how it is written in an e-mail address.
fn family(draw: &mut Draw, language: Language) -> (String, String) {
    match language {
        Language::English => {
            let name = format!("{}{}", draw.of(&ENGLISH_FIRST), draw.of(&ENGLISH_LAST));
            let roman = ascii(&name);
            (name, roman)
        }
        Language::German => {
            let name = format!("{}{}", draw.of(&GERMAN_FIRST), draw.of(&GERMAN_LAST));
            let roman = ascii(&name);
            (name, roman)
        }
        Language::Japanese => {
            let (first, last) = (draw.of(&JAPANESE_FIRST), draw.of(&JAPANESE_LAST));
            (
                format!("{}{}", first.0, last.0),
                format!("{}{}", first.1, last.1),
            )
        }
    }
}

fn contact(draw: &mut Draw, language: Language, domain: &str) -> Contact {
    let (family, roman) = family(draw, language);
    let (name, given) = match language {
        Language::English => {
            let given = draw.of(&ENGLISH_GIVEN);
            (format!("{given} {family}"), ascii(given))
        }
        Language::German => {
            let given = draw.of(&GERMAN_GIVEN);
            (format!("{given} {family}"), ascii(given))
        }
        Language::Japanese => {
            let given = draw.of(&JAPANESE_GIVEN);
            (format!("{family} {}", given.0), given.1.to_owned())
        }
    };
    Contact {
        name,
        email: format!("{given}.{roman}@{domain}"),
    }
}

/// Umlauts written out, lower case, letters only.
fn ascii(text: &str) -> String {
    written_out(&text.to_lowercase())
        .chars()
        .filter(char::is_ascii_lowercase)
        .collect()
}

/// As those write it who have no umlauts on their keyboard.
pub fn written_out(text: &str) -> String {
    [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// As those write it who leave the dots out.
pub fn without_dots(text: &str) -> String {
    [("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
