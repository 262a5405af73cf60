//! The texts about the maker's people. What they share with portal access (sign-in states, e-mails) is said there.

mod de;
mod en;
mod es;
mod ja;

use contract::StaffRole;
use ui_kit::{Language, Phrases};

use crate::words::Counted;

/// A sentence about somebody.
pub type About = fn(name: &str) -> String;

pub struct StaffWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub role: &'static str,
    pub role_name: fn(StaffRole) -> &'static str,
    /// What the role may do, in a sentence.
    pub role_may: fn(StaffRole) -> &'static str,
    pub team: &'static str,
    pub no_team: &'static str,
    pub team_hint: &'static str,
    pub you: &'static str,
    pub customers_n: Counted,
    pub filter: &'static str,
    pub search: &'static str,
    pub all_roles: &'static str,
    pub all_statuses: &'static str,
    pub all_teams: &'static str,
    pub clear: &'static str,
    pub none: (&'static str, &'static str),
    pub no_match: (&'static str, &'static str),
    pub invite: &'static str,
    pub invite_text: &'static str,
    pub invite_go: &'static str,
    pub invited: About,
    pub on_its_way: fn(name: &str, email: &str) -> String,
    pub edit: &'static str,
    pub edit_title: About,
    pub save: &'static str,
    pub saved: About,
    pub new_password: &'static str,
    pub suspend_text: &'static str,
    pub reset_text: About,

    // Refusals
    pub email_taken: &'static str,
    pub last_admin: &'static str,
    pub oneself: &'static str,
    pub role_refused: &'static str,
    pub team_gone: &'static str,
}

impl Phrases for StaffWords {
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
pub fn stw() -> &'static StaffWords {
    ui_kit::t()
}
