//! The texts of the start page, in four languages.

mod de;
mod en;
mod es;
mod ja;

use ui_kit::{Language, Phrases, t};

use crate::words::Counted;

/// The page's answers, the whole list.
pub struct Headlines {
    pub urgent: Counted,
    pub late: Counted,
    pub refused: Counted,
    pub complaints: Counted,
    pub held: Counted,
    pub drill: &'static str,
    pub nothing: &'static str,
}

pub struct TodayWords {
    pub today: &'static str,
    pub failed: &'static str,
    pub needs_you: &'static str,
    pub all_quiet: &'static str,
    pub headlines: Headlines,
    pub complaint: &'static str,
    pub lot: &'static str,
    pub trace_lot: &'static str,
    pub open_lot: &'static str,
    pub open_customer: &'static str,
    pub trace_left: fn(hours: i64, minutes: i64) -> String,
    pub trace_was_due: fn(when: &str) -> String,
    pub late_tag: &'static str,
    pub late: Counted,
    pub since: fn(day: &str) -> String,
    /// `code` is an order's number or a lot.
    pub open: fn(code: &str) -> String,
    pub and_more: Counted,
    pub refused_safe: &'static str,
    pub held_tag: &'static str,
    pub drill_tag: &'static str,
    pub drill_due: fn(day: &str) -> String,
    pub drill_last: fn(day: &str, minutes: &str) -> String,
    pub drill_untraced: fn(day: &str) -> String,
    pub drill_never: &'static str,
    pub making: &'static str,
    pub making_lede: &'static str,
    pub making_none: &'static str,
    pub where_thread: &'static str,
    pub now: &'static str,
    /// Farm, batch, bar, order, shop: short, each stands over a knot.
    pub stations: [&'static str; 5],
    pub harvest_on: fn(day: &str) -> String,
    pub not_harvested: &'static str,
    pub fermenting: fn(day: &str, of: &str) -> String,
    pub drying: fn(day: &str, of: &str) -> String,
    pub roast_on: fn(day: &str) -> String,
    pub roasted: fn(day: &str) -> String,
    pub no_roast_date: &'static str,
    pub made_of: fn(made: &str, planned: &str) -> String,
    pub not_ordered: fn(cartons: &str) -> String,
    pub to_leave: fn(cartons: &str) -> String,
    pub on_the_road: fn(cartons: &str) -> String,
    pub with_shops: &'static str,
    pub figures: &'static str,
    /// `cartons` is "180 cartons".
    pub left: fn(n: i64, cartons: &str) -> String,
    pub left_most: fn(n: i64, cartons: &str) -> String,
    pub none_last_week: &'static str,
    pub none_left: &'static str,
    pub stitch: fn(cartons: &str) -> String,
    pub weeks_label: fn(weeks: &str) -> String,
    pub on_time: fn(good: i64, all: i64, good_written: &str, all_written: &str) -> String,
    pub dots: &'static str,
}

impl Phrases for TodayWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::De => &de::WORDS,
            Language::Es => &es::WORDS,
            Language::Ja => &ja::WORDS,
        }
    }
}

/// In the reader's language. Reactive.
pub fn tw() -> &'static TodayWords {
    t()
}
