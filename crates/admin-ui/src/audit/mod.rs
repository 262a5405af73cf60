//! The audit log as people read it: who did what to which row, and what changed in it. Lines are read only.

mod address;
mod diff;
mod diff_words;
mod filters;
mod line;
mod lines;
mod names;
mod page;
mod place;
mod seal;
mod words;

pub use diff::Diff;
pub use names::{ACTIONS, ENTITIES, FIELDS};
pub use page::AuditPage;
pub use words::uw;

use diff_words::dw;
use names::Named;
use ui_kit::Language;
use ui_kit::i18n::language;

/// Who did it: the name where it is known, else what kind of actor it was. Reactive.
pub fn actor(label: &str, name: Option<&str>) -> String {
    match (name, label.split(':').next().unwrap_or_default()) {
        (Some(name), _) => name.to_owned(),
        (None, "staff") => dw().staff_gone.to_owned(),
        (None, "shop") => dw().shop_gone.to_owned(),
        (None, "machine") => dw().program.to_owned(),
        (None, "system") => dw().system.to_owned(),
        (None, _) => label.to_owned(),
    }
}

/// The name in the reader's language, or the database's own. Reactive.
pub fn named(table: &[Named], key: &str) -> String {
    let at = match language() {
        Language::En => 0,
        Language::De => 1,
        Language::Es => 2,
        Language::Ja => 3,
    };
    match table.iter().find(|(known, _)| *known == key) {
        Some((_, names)) => names[at].to_owned(),
        None => key.replace('_', " "),
    }
}
