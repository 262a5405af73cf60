//! The texts about programs.

mod de;
mod en;
mod es;
mod ja;

use contract::oauth::OauthScope;
use ui_kit::{Language, Phrases};

/// A sentence about one of them.
pub type About = fn(name: &str) -> String;

pub struct ProgramWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub none: (&'static str, &'static str),
    pub no_match: (&'static str, &'static str),
    pub all: &'static str,
    pub program: &'static str,
    pub may: &'static str,
    pub scope_name: fn(OauthScope) -> &'static str,
    /// What the scope lets a program do, in a sentence.
    pub scope_may: fn(OauthScope) -> &'static str,
    pub from: &'static str,
    pub anywhere: &'static str,
    pub more_networks: About,
    pub per_minute: About,
    pub usual_limit: &'static str,
    pub last_used: &'static str,
    pub is_active: &'static str,
    pub is_revoked: &'static str,
    pub is_expired: &'static str,
    pub until: About,
    pub expired_on: About,
    pub two_secrets: About,

    // Form
    pub create: &'static str,
    pub create_go: &'static str,
    pub edit: &'static str,
    pub edit_title: About,
    pub save: &'static str,
    pub saved: About,
    pub name: &'static str,
    pub name_hint: &'static str,
    pub no_scope: &'static str,
    pub networks: &'static str,
    pub networks_hint: &'static str,
    pub bad_line: fn(number: usize, text: &str) -> String,
    pub too_many_lines: &'static str,
    pub limit: &'static str,
    pub limit_hint: &'static str,
    pub bad_limit: &'static str,
    pub last_day: &'static str,
    pub last_day_hint: &'static str,
    pub bad_day: &'static str,
    pub past_day: &'static str,
    pub stale: &'static str,

    // The secret
    pub created_title: About,
    pub rotated_title: About,
    pub once: &'static str,
    pub not_told: &'static str,
    pub old_until: About,
    pub old_stopped: &'static str,
    pub client_id: &'static str,
    pub secret: &'static str,
    pub example: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,
    pub kept: &'static str,

    // A new one
    pub rotate: &'static str,
    pub rotate_title: About,
    pub rotate_text: &'static str,
    pub overlap: &'static str,
    /// At once, after an hour, a day, seven days.
    pub overlaps: [&'static str; 4],
    pub rotate_go: &'static str,

    // Out and in
    pub revoke: &'static str,
    pub revoke_title: About,
    pub revoke_text: &'static str,
    pub revoked: About,
    pub let_in: &'static str,
    pub let_in_title: About,
    pub let_in_text: &'static str,
    pub let_in_done: About,
    pub delete: &'static str,
    pub delete_title: About,
    pub delete_text: &'static str,
    pub delete_go: &'static str,
    pub deleted: About,
}

impl Phrases for ProgramWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::De => &de::WORDS,
            Language::Es => &es::WORDS,
            Language::Ja => &ja::WORDS,
        }
    }
}

/// Reactive.
pub fn gw() -> &'static ProgramWords {
    ui_kit::t()
}
