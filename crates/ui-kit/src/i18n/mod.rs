//! Four languages. Every text is a field of a struct with one value per language, so a missing translation does not
//! compile; texts with a number or a name in them are functions. The choice lives in the cookie `ixchel_lang`.

mod de;
mod en;
mod es;
pub mod fmt;
mod ja;
mod words;

use leptos::prelude::*;

use crate::cookie;
pub use words::KitWords;

const COOKIE: &str = "ixchel_lang";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    En,
    De,
    Ja,
    Es,
}

impl Language {
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Es, Self::Ja];

    /// For `lang` attributes, the cookie and `Accept-Language`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Ja => "ja",
            Self::Es => "es",
        }
    }

    /// For `Intl`. English here writes the day first: "9 Feb 2026".
    pub const fn locale(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::De => "de-DE",
            Self::Ja => "ja-JP",
            Self::Es => "es-ES",
        }
    }

    /// In its own words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Ja => "日本語",
            Self::Es => "Español",
        }
    }

    /// `de-AT` and `de_CH.UTF-8` are German.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|language| language.code() == primary)
    }
}

thread_local! {
    static LANGUAGE: ArcRwSignal<Language> = ArcRwSignal::new(initial());
}

fn initial() -> Language {
    let kept = cookie::get(COOKIE).and_then(|tag| Language::parse(&tag));
    kept.or_else(preferred).unwrap_or(Language::En)
}

fn preferred() -> Option<Language> {
    window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .find_map(|tag| Language::parse(&tag))
}

/// The reader's language. Reactive.
pub fn language() -> Language {
    LANGUAGE.with(|language| language.get())
}

/// Changes the language and remembers it.
pub fn choose(language: Language) {
    cookie::set(COOKIE, language.code());
    LANGUAGE.with(|signal| signal.set(language));
}

/// Takes the organization's language where the reader neither chose one nor reads any of ours.
pub fn suggest(tag: &str) {
    if cookie::get(COOKIE).is_none()
        && preferred().is_none()
        && let Some(language) = Language::parse(tag)
    {
        LANGUAGE.with(|signal| signal.set(language));
    }
}

/// Keeps `<html lang>` right. Call it once, at the root.
pub fn mark_document() {
    Effect::new(|_| {
        let code = language().code();
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", code);
        }
    });
}

/// A table of texts: `impl Phrases for Words { fn of(language) -> &'static Self }`.
pub trait Phrases: 'static {
    fn of(language: Language) -> &'static Self;
}

/// The texts in the reader's language. Reactive: use it inside `move ||`.
pub fn t<P: Phrases>() -> &'static P {
    P::of(language())
}

/// The shared components' texts. Reactive. (Applications write such a helper for their own table: the `view!` macro
/// cannot read `t::<Words>()` in an attribute.)
pub fn kit() -> &'static KitWords {
    t()
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_region_does_not_change_the_language() {
        assert_eq!(Language::parse("de-AT"), Some(Language::De));
        assert_eq!(Language::parse("es_GT"), Some(Language::Es));
        assert_eq!(Language::parse("JA"), Some(Language::Ja));
        assert_eq!(Language::parse("fr-FR"), None);
        assert_eq!(Language::parse(""), None);
    }
}
