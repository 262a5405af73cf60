//! The texts of signing in by link, of choosing a password and of the account page.

mod de;
mod en;
mod es;
mod ja;

use ui_kit::{Language, Phrases};

/// See `en.rs` for what each says.
pub struct AccountWords {
    pub or: &'static str,
    pub mail_link: &'static str,
    pub link_title: &'static str,
    pub link_lede: &'static str,
    pub send_link: &'static str,
    pub send_again: &'static str,
    pub with_password: &'static str,
    pub impossible_email: &'static str,
    /// Whatever the address: it may or may not have access.
    pub link_sent: fn(email: &str) -> String,
    pub entering: &'static str,
    pub entering_lede: &'static str,
    pub link_failed: &'static str,
    pub link_spent: &'static str,
    pub link_spent_text: &'static str,
    pub choose_title: &'static str,
    pub choose_lede: &'static str,
    pub current: &'static str,
    pub new: &'static str,
    pub save: &'static str,
    pub save_and_on: &'static str,
    pub need_current: &'static str,
    pub wrong_current: &'static str,
    pub need_new: &'static str,
    pub too_short: &'static str,
    pub too_long: &'static str,
    pub too_common: &'static str,
    pub same_as_old: &'static str,
    pub refused: &'static str,
    pub rule_short: &'static str,
    pub rule_long: &'static str,
    pub weak: &'static str,
    pub fair: &'static str,
    pub good: &'static str,
    pub strong: &'static str,
    pub saved: &'static str,
    pub account: &'static str,
    pub account_lede: &'static str,
    pub you: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub shop: &'static str,
    pub wrong_facts: fn(maker: &str) -> String,
    pub password: &'static str,
    pub password_lede: &'static str,
    pub password_by_link: &'static str,
    pub reading: &'static str,
    pub reading_lede: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
    pub leave: &'static str,
    pub leave_lede: &'static str,
}

impl Phrases for AccountWords {
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
pub fn aw() -> &'static AccountWords {
    ui_kit::t()
}
