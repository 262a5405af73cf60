//! The texts of the shared components.

use super::{Language, Phrases, de, en, es, ja};

/// One field per text; see `en.rs` for what each says.
pub struct KitWords {
    pub language: &'static str,
    pub theme: &'static str,
    pub account: &'static str,
    pub sign_out: &'static str,
    pub sign_out_failed: &'static str,
    pub skip: &'static str,
    pub show_password: &'static str,
    pub hide_password: &'static str,
    pub clear: &'static str,
    pub close: &'static str,
    pub newer: &'static str,
    pub older: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub pages: &'static str,
    pub try_again: &'static str,
    pub loading: &'static str,
    pub network_lost: &'static str,
    pub server_away: &'static str,
    pub too_many: &'static str,
    pub forbidden: &'static str,
    pub unreadable: &'static str,
    pub tell_number: &'static str,
    pub pending: &'static str,
    pub in_production: &'static str,
    pub shipped: &'static str,
    pub delivered: &'static str,
    pub cancelled: &'static str,
    pub in_transit: &'static str,
    pub out_for_delivery: &'static str,
    pub exception: &'static str,
    pub not_started: &'static str,
    pub completed: &'static str,
    pub packed: &'static str,
    pub being_packed: &'static str,
    pub open: &'static str,
    pub released: &'static str,
    pub on_hold: &'static str,
    pub recalled: &'static str,
    pub active: &'static str,
    pub suspended: &'static str,
    pub locked: &'static str,
    pub prospect: &'static str,
    pub inactive: &'static str,
    /// 180 cartons. `written` is the count as Intl writes it.
    pub cartons: fn(count: i64, written: &str) -> String,
    /// 50 %
    pub percent: fn(written: &str) -> String,
    /// 1–20 of 42
    pub range: fn(from: &str, to: &str, total: &str) -> String,
    /// Since when the reader is offline.
    pub offline: fn(time: &str) -> String,
}

impl Phrases for KitWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::De => &de::WORDS,
            Language::Ja => &ja::WORDS,
            Language::Es => &es::WORDS,
        }
    }
}
