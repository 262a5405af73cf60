//! Light or dark: the reader's choice in the cookie `ixchel_theme`, else the system's. `boot.js` applies the cookie
//! before the first paint; this module changes it afterwards.

use leptos::prelude::*;

use crate::cookie;

const COOKIE: &str = "ixchel_theme";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub const fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

thread_local! {
    static THEME: ArcRwSignal<Theme> = ArcRwSignal::new(initial());
}

fn initial() -> Theme {
    match cookie::get(COOKIE).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => match window().match_media("(prefers-color-scheme: dark)") {
            Ok(Some(query)) if query.matches() => Theme::Dark,
            _ => Theme::Light,
        },
    }
}

/// The theme on screen. Reactive.
pub fn current() -> Theme {
    THEME.with(|theme| theme.get())
}

/// Changes the theme and remembers it.
pub fn choose(theme: Theme) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme.as_str());
    }
    cookie::set(COOKIE, theme.as_str());
    THEME.with(|signal| signal.set(theme));
}
