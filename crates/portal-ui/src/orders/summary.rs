//! The list's answer in a sentence: "Two are being made, two are on their way. The next one arrives on …".

use chrono::NaiveDate;
use contract::OrderStatus;
use contract::portal::PortalOrderPage;
use ui_kit::fmt;

use crate::words::{Words, capitalised};

/// What the sentence is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub waiting: u64,
    pub making: u64,
    pub on_the_way: u64,
    /// The next day something arrives, of what is on the way on this page.
    pub next: Option<NaiveDate>,
    /// There are orders at all.
    pub any: bool,
}

impl Summary {
    pub fn of(page: &PortalOrderPage, today: NaiveDate) -> Self {
        let counts = &page.status_counts;
        let next = page
            .orders
            .iter()
            .filter(|order| order.status == OrderStatus::Shipped)
            .filter_map(|order| order.est_delivery_date)
            .filter(|date| *date >= today)
            .min();
        Self {
            waiting: counts.pending,
            making: counts.in_production,
            on_the_way: counts.shipped,
            next,
            any: counts.pending
                + counts.in_production
                + counts.shipped
                + counts.delivered
                + counts.cancelled
                > 0,
        }
    }

    /// The clauses in their order; the empty ones are left out.
    fn clauses(&self, words: &Words) -> Vec<String> {
        let clause = |count: u64, say: fn(u64) -> String| (count > 0).then(|| say(count));
        [
            clause(self.making, words.making_now),
            clause(self.on_the_way, words.on_the_way),
            clause(self.waiting, words.waiting),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Reactive in the language, by way of the dates.
    pub fn sentence(&self, words: &Words) -> String {
        if !self.any {
            return String::new();
        }
        let clauses = self.clauses(words);
        if clauses.is_empty() {
            return words.all_here.to_owned();
        }
        // A Japanese full stop is wide and needs no space.
        let wide = words.orders_noun.is_empty();
        let (comma, stop) = if wide { ("、", "。") } else { (", ", ". ") };
        let mut text = format!("{}{stop}", capitalised(&clauses.join(comma)));
        if let Some(next) = self.next {
            text.push_str(&(words.next_arrives)(&day(next, words)));
        }
        text.trim_end().to_owned()
    }
}

/// "today", "tomorrow", "on Wednesday 18 March".
fn day(next: NaiveDate, words: &Words) -> String {
    match fmt::day_name(next, fmt::today()) {
        fmt::DayName::Today => words.today.to_owned(),
        fmt::DayName::Tomorrow => words.tomorrow.to_owned(),
        _ => (words.on_day)(&fmt::day_and_month(next)),
    }
}

/// "Lanquín 70% 60 g, +2 more" as the API says it: the first product, and how many follow.
pub fn first_and_rest(products_summary: &str) -> (&str, u64) {
    products_summary
        .rsplit_once(", +")
        .and_then(|(first, rest)| Some((first, rest.strip_suffix(" more")?.parse().ok()?)))
        .unwrap_or((products_summary, 0))
}

#[cfg(test)]
mod tests {
    use ui_kit::{Language, Phrases};

    use super::*;

    fn summary(waiting: u64, making: u64, on_the_way: u64) -> Summary {
        Summary {
            waiting,
            making,
            on_the_way,
            next: None,
            any: true,
        }
    }

    #[test]
    fn the_sentence_says_what_moves() {
        let words = Words::of(Language::En);
        assert_eq!(
            summary(0, 2, 2).sentence(words),
            "Two are being made, two are on their way."
        );
        assert_eq!(
            summary(1, 1, 0).sentence(words),
            "One is being made, one is waiting."
        );
        assert_eq!(summary(0, 0, 13).sentence(words), "13 are on their way.");
        assert_eq!(summary(0, 0, 0).sentence(words), "Everything has arrived.");
        assert_eq!(
            Summary {
                any: false,
                ..summary(0, 0, 0)
            }
            .sentence(words),
            ""
        );
    }

    #[test]
    fn it_is_said_in_every_language() {
        let say = |language| summary(1, 2, 1).sentence(Words::of(language));
        assert_eq!(
            say(Language::De),
            "Zwei werden hergestellt, eine ist unterwegs, eine wartet."
        );
        assert_eq!(
            say(Language::Es),
            "Dos están en elaboración, uno está en camino, uno está en espera."
        );
        assert_eq!(
            say(Language::Ja),
            "2件を製造中、1件を輸送中、1件が受付済み。"
        );
    }

    #[test]
    fn the_rest_of_the_products_is_counted() {
        assert_eq!(
            first_and_rest("Lanquín 70% 60 g, +2 more"),
            ("Lanquín 70% 60 g", 2)
        );
        assert_eq!(first_and_rest("Lanquín 70% 60 g"), ("Lanquín 70% 60 g", 0));
        assert_eq!(first_and_rest("Bar, +5 spices"), ("Bar, +5 spices", 0));
        assert_eq!(first_and_rest(""), ("", 0));
    }
}
