//! The portal's texts. One field per text, one value per language: a missing translation does not compile.

mod de;
mod en;
mod es;
mod ja;

use ui_kit::{Language, Phrases};

/// See `en.rs` for what each says.
pub struct Words {
    pub portal: &'static str,
    pub sections: &'static str,
    pub sections_below: &'static str,
    pub breadcrumb: &'static str,
    pub sign_in: &'static str,
    pub tagline: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub need_email: &'static str,
    pub need_password: &'static str,
    pub wrong: &'static str,
    pub suspended: &'static str,
    pub expired: &'static str,
    pub your_order: &'static str,
    pub your_shop: &'static str,
    pub orders: &'static str,
    pub orders_tab: &'static str,
    pub orders_noun: &'static str,
    pub filter_orders: &'static str,
    pub search: &'static str,
    pub status: &'static str,
    pub all: &'static str,
    pub any_date: &'static str,
    pub clear_date: &'static str,
    pub last_90_days: &'static str,
    pub this_year: &'static str,
    pub last_12_months: &'static str,
    pub order: &'static str,
    pub ordered: &'static str,
    pub products: &'static str,
    pub cartons: &'static str,
    pub where_it_is: &'static str,
    pub est_delivery: &'static str,
    pub estimated: &'static str,
    pub po: &'static str,
    pub farm_open: &'static str,
    pub thread_key: &'static str,
    pub no_orders: &'static str,
    pub no_orders_text: &'static str,
    pub no_match: &'static str,
    pub no_match_text: &'static str,
    pub clear_filters: &'static str,
    pub orders_failed: &'static str,
    pub order_failed: &'static str,
    pub order_missing: &'static str,
    pub order_missing_text: &'static str,
    pub to_orders: &'static str,
    pub page_missing: &'static str,
    pub page_missing_text: &'static str,
    pub portal_failed: &'static str,
    pub your_po: &'static str,
    pub est_complete: &'static str,
    pub requested: &'static str,
    pub terms: &'static str,
    pub standard: &'static str,
    pub urgent: &'static str,
    pub specific: &'static str,
    pub comments: &'static str,
    pub print: &'static str,
    pub provenance: &'static str,
    pub picture_label: &'static str,
    pub picture_scrolls: &'static str,
    pub picture_keys: &'static str,
    pub ribbon: &'static str,
    pub broken_line: &'static str,
    pub loose_ends: &'static str,
    pub fewer: &'static str,
    pub farm: &'static str,
    pub batch: &'static str,
    pub bar: &'static str,
    pub shipment: &'static str,
    pub no_batch_yet: &'static str,
    pub ordered_title: &'static str,
    pub ordered_lede: &'static str,
    pub lot: &'static str,
    pub lot_open: &'static str,
    pub lot_open_text: &'static str,
    pub production: &'static str,
    pub production_lede: &'static str,
    pub no_runs: &'static str,
    pub shipments: &'static str,
    pub no_shipments: &'static str,
    pub day_open: &'static str,
    pub tracking: &'static str,
    pub opens_carrier: &'static str,
    pub timeline: &'static str,
    pub created: &'static str,
    pub shipped_in_part: &'static str,
    pub side: &'static str,
    pub headline_open: &'static str,
    pub headline_queued: &'static str,
    pub headline_making: &'static str,
    pub headline_ready: &'static str,
    pub headline_cancelled: &'static str,
    pub headline_held: &'static str,
    pub headline_here: &'static str,
    pub all_here: &'static str,
    /// Whom to ask for a first sign-in.
    pub no_access: fn(maker: &str) -> String,
    /// On the picture beside the sign-in form.
    pub batch_tag: fn(code: &str) -> String,
    /// After the first product or farm.
    pub more: fn(count: u64) -> String,
    /// The date filter that is set.
    pub since: fn(date: &str) -> String,
    /// Announced after a search.
    pub found: fn(count: u64) -> String,
    /// The unit after a number of cartons, on cards.
    pub unit: fn(count: i64) -> &'static str,
    /// A clause of the list's summary; the first one is capitalised.
    pub making_now: fn(count: u64) -> String,
    /// A clause of the list's summary.
    pub on_the_way: fn(count: u64) -> String,
    /// A clause of the list's summary.
    pub waiting: fn(count: u64) -> String,
    /// A sentence of the list's summary. `day` is "today" or "on Wednesday 18 March".
    pub next_arrives: fn(day: &str) -> String,
    /// As the subject of a sentence.
    pub n_cartons: fn(count: i64, written: &str) -> String,
    /// "60 cartons arrive on Thursday". `day` comes from the functions below.
    pub arrive: fn(count: i64, cartons: &str, day: &str) -> String,
    /// On the way, with no day known.
    pub under_way: fn(count: i64, cartons: &str) -> String,
    /// On the way, and expected on a day that is past.
    pub overdue: fn(count: i64, cartons: &str, date: &str) -> String,
    /// A day in those sentences.
    pub today: &'static str,
    pub tomorrow: &'static str,
    /// `day` is a weekday or a date.
    pub on_day: fn(day: &str) -> String,
    /// Headline: all delivered.
    pub here_since: fn(date: &str) -> String,
    /// Headline: in production.
    pub ready_about: fn(date: &str) -> String,
    /// Headline: allocated, not begun.
    pub starts_about: fn(date: &str) -> String,
    /// Headline.
    pub cancelled_on: fn(date: &str) -> String,
    /// "Of 280 cartons, 80 are with you and …".
    pub of_total: fn(cartons: &str, parts: &str) -> String,
    /// A part of that sentence.
    pub part_here: fn(count: i64, written: &str) -> String,
    pub part_way: fn(count: i64, written: &str) -> String,
    pub part_us: fn(count: i64, written: &str) -> String,
    /// Clauses as one: "a, b and c".
    pub list: fn(parts: &[String]) -> String,
    /// `month` is "January 2026".
    pub harvested: fn(month: &str) -> String,
    /// After a bold number: "80 of 80 shipped".
    pub of_shipped: fn(ordered: &str) -> String,
    /// A run's progress.
    pub of_cartons: fn(made: &str, planned: &str) -> String,
    pub run_ready: fn(date: &str) -> String,
    pub run_start: fn(date: &str) -> String,
    pub run_done: fn(date: &str) -> String,
    /// `time` is "5 March, 10:22".
    pub delivered_at: fn(time: &str) -> String,
    pub signed_by: fn(name: &str) -> String,
    pub left_on: fn(date: &str) -> String,
    pub track_with: fn(carrier: &str) -> String,
    /// A step still to come.
    pub expected_on: fn(date: &str) -> String,
    /// "140 of 280 cartons".
    pub part_of: fn(some: &str, cartons: &str) -> String,
    /// The picture's key.
    pub strand: fn(cartons: &str) -> String,
    /// Under the shop in the picture.
    pub here_of: fn(here: &str, total: &str) -> String,
    /// Bars of an order, on a phone.
    pub kinds: fn(count: usize) -> String,
    /// At the head of the printed sheet, after the order's number.
    pub printed: fn(customer: &str, date: &str) -> String,
}

impl Phrases for Words {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::De => &de::WORDS,
            Language::Ja => &ja::WORDS,
            Language::Es => &es::WORDS,
        }
    }
}

/// The texts in the reader's language. Reactive: use it inside `move ||`.
pub fn w() -> &'static Words {
    ui_kit::t()
}

/// "a, b and c".
fn listed(parts: &[String], comma: &str, last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., end] => format!("{}{last}{end}", rest.join(comma)),
    }
}

/// Accented letters of Latin-1 lie 32 apart like the plain ones; the full Unicode tables would weigh 20 KB.
fn shifted(letter: char, from: [(char, char); 3], by: i32) -> char {
    let within = from
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&letter));
    let code = i32::try_from(u32::from(letter)).unwrap_or_default() + by;
    if within {
        u32::try_from(code)
            .ok()
            .and_then(char::from_u32)
            .unwrap_or(letter)
    } else {
        letter
    }
}

fn first_letter(text: &str, change: impl Fn(char) -> char) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        std::iter::once(change(first)).chain(letters).collect()
    })
}

/// The first letter of a sentence.
pub fn capitalised(text: &str) -> String {
    first_letter(text, |letter| {
        shifted(letter, [('a', 'z'), ('à', 'ö'), ('ø', 'þ')], -32)
    })
}

/// A word inside a sentence: only its first letter, because German nouns keep theirs.
pub fn uncapitalised(text: &str) -> String {
    first_letter(text, |letter| {
        shifted(letter, [('A', 'Z'), ('À', 'Ö'), ('Ø', 'Þ')], 32)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_joined_as_one_speaks() {
        let parts = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(listed(&parts(0), ", ", " and "), "");
        assert_eq!(listed(&parts(1), ", ", " and "), "0");
        assert_eq!(listed(&parts(3), ", ", " and "), "0, 1 and 2");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(capitalised("zwei werden"), "Zwei werden");
        assert_eq!(capitalised("una está"), "Una está");
        assert_eq!(capitalised("última"), "Última");
        assert_eq!(capitalised("÷ ß"), "÷ ß");
        assert_eq!(capitalised("3件を製造中"), "3件を製造中");
        assert_eq!(capitalised(""), "");
        assert_eq!(uncapitalised("In Herstellung"), "in Herstellung");
    }

    #[test]
    fn one_is_not_many() {
        for language in Language::ALL {
            let words = Words::of(language);
            assert_ne!((words.making_now)(1), (words.making_now)(2));
            let one = (words.arrive)(1, "1", "x");
            let two = (words.arrive)(2, "1", "x");
            assert_eq!(one == two, language == Language::Ja);
        }
    }
}
