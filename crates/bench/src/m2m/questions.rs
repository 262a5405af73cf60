//! What other services ask: drawn by number, so that every run asks the same. A third has one typing error.

use super::shops::{self, Draw, Language, Shop};
use crate::data::BASE;

/// The kinds of questions and how many of 300 are of each.
pub const KINDS: [(&str, usize); 12] = [
    ("exact name", 26),
    ("beginning of a word", 26),
    ("two words", 22),
    ("city", 16),
    ("contact", 22),
    ("e-mail", 16),
    ("id", 16),
    ("Japanese", 20),
    ("umlaut written otherwise", 16),
    ("nothing to be found", 10),
    ("country and status", 10),
    (TYPING_ERROR, 100),
];
const TYPING_ERROR: &str = "one typing error";
/// In which typing errors are made.
const PLAIN: [&str; 4] = ["exact name", "two words", "city", "contact"];

pub struct Question {
    /// Its place in KINDS.
    pub kind: usize,
    pub path: String,
}

/// The n-th question among so many made customers.
pub fn question(n: u64, customers: i64) -> Question {
    let mut draw = Draw::new(n ^ 0x51_7C_C1_B7_27_22_0A_95);
    let total = KINDS.iter().map(|(_, share)| share).sum();
    let mut left = draw.below(total);
    let mut kind = 0;
    while left >= KINDS[kind].1 {
        left -= KINDS[kind].1;
        kind += 1;
    }
    let mut filter = String::new();
    let words = match KINDS[kind].0 {
        "beginning of a word" => {
            let shop = some(&mut draw, customers, latin);
            let length = 3 + draw.below(3);
            let word = [shop.family.as_str(), shop.city][draw.below(2)];
            word.chars().take(length).collect()
        }
        "e-mail" => {
            let shop = some(&mut draw, customers, |_| true);
            match shop.contacts.into_iter().next() {
                Some(contact) if draw.below(2) == 0 => contact.email,
                _ => shop.email,
            }
        }
        "id" => {
            let n = draw.below(customers as usize) as i64;
            let shop = shops::shop(n);
            [shop.erp_id, shop.external_id, (BASE + n).to_string()][draw.below(3)].clone()
        }
        "Japanese" => {
            let shop = some(&mut draw, customers, |shop| {
                shop.language == Language::Japanese
            });
            match draw.below(4) {
                0 => shop.name,
                1 => shop.family,
                2 => shop.city.to_owned(),
                _ => format!("{} {}", shop.city, shop.trade),
            }
        }
        "umlaut written otherwise" => otherwise(&mut draw, customers),
        "nothing to be found" => {
            let shop = some(&mut draw, customers, latin);
            format!(
                "{} {}",
                shop.city,
                draw.of(&["Xyzzywhump", "Qwoopvarks", "Zzgrumbolt", "999888777"])
            )
        }
        "country and status" => {
            let shop = some(&mut draw, customers, |_| true);
            filter = format!("&country={}", shop.country);
            if draw.below(2) == 0 {
                filter += "&status=active";
            }
            [shop.trade.to_owned(), shop.family][draw.below(2)].clone()
        }
        TYPING_ERROR => {
            let shop = some(&mut draw, customers, latin);
            let words = plain(&shop, draw.of(&PLAIN));
            mistyped(&mut draw, &words)
        }
        name => {
            let shop = some(&mut draw, customers, |_| true);
            plain(&shop, name)
        }
    };
    Question {
        kind,
        path: format!("/api/m2m/customers/search?q={}{filter}", encoded(&words)),
    }
}

fn plain(shop: &Shop, kind: &str) -> String {
    match kind {
        "two words" => format!("{} {}", shop.family, shop.city),
        "city" => shop.city.to_owned(),
        "contact" => shop
            .contacts
            .first()
            .map(|contact| contact.name.clone())
            .unwrap_or_default(),
        _ => shop.name.clone(),
    }
}

fn latin(shop: &Shop) -> bool {
    shop.language != Language::Japanese
}

/// One of the customers of which this holds; it must hold of many.
fn some(draw: &mut Draw, customers: i64, holds: fn(&Shop) -> bool) -> Shop {
    loop {
        let shop = shops::shop(draw.below(customers as usize) as i64);
        if holds(&shop) {
            return shop;
        }
    }
}

fn otherwise(draw: &mut Draw, customers: i64) -> String {
    let dotted = |text: &str| text.contains(['ä', 'ö', 'ü', 'ß']);
    let shop = some(draw, customers, |shop| {
        shop.family.contains(['ä', 'ö', 'ü', 'ß']) || shop.city.contains(['ä', 'ö', 'ü', 'ß'])
    });
    let text = if dotted(&shop.family) {
        &shop.family
    } else {
        shop.city
    };
    if draw.below(2) == 0 {
        shops::written_out(text)
    } else {
        shops::without_dots(text)
    }
}

const DOUBLED: usize = 3;

/// A letter left out, doubled, wrong or changed round in one of the words; a text of short words gets one more letter
/// in its first, which is then forgiven as well where it has four.
fn mistyped(draw: &mut Draw, text: &str) -> String {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    let long: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].len() >= 5)
        .collect();
    let (word, what) = if long.is_empty() {
        (0, DOUBLED)
    } else {
        (draw.of(&long), draw.below(4))
    };
    let letters = &mut words[word];
    let at = 1 + draw.below(letters.len().saturating_sub(2));
    match what {
        0 => drop(letters.remove(at)),
        1 => letters[at] = if letters[at] == 'x' { 'q' } else { 'x' },
        2 if letters[at] != letters[at - 1] => letters.swap(at, at - 1),
        _ => letters.insert(at, letters[at]),
    }
    let words: Vec<String> = words
        .into_iter()
        .map(|word| word.into_iter().collect())
        .collect();
    words.join(" ")
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    encoded
}
