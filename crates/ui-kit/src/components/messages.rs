//! Messages that stay: notes in the page, a banner across it, the dot of live data.

use leptos::text_prop::TextProp;
use leptos::{ev, prelude::*};

use crate::i18n::{fmt, kit};
use crate::icon::{Icon, IconName};

/// What a message or state means. Colours are fixed and never derived from the brand; red is for harm only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Making,
    Info,
    Success,
    Warning,
    Danger,
}

impl Tone {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "is-neutral",
            Self::Making => "is-making",
            Self::Info => "is-info",
            Self::Success => "is-success",
            Self::Warning => "is-warning",
            Self::Danger => "is-danger",
        }
    }
}

/// A message in the page. `live` announces it when it appears: `alert` for what failed, `status` for the rest.
#[component]
pub fn Note(
    #[prop(optional)] tone: Tone,
    icon: IconName,
    #[prop(optional, into)] live: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("note {}", tone.class()) role=live>
            <Icon name=icon />
            <div>{children()}</div>
        </div>
    }
    .into_any()
}

/// A message over the whole page, for harm only.
#[component]
pub fn Banner(icon: IconName, children: Children) -> impl IntoView {
    view! {
        <div class="banner" role="alert">
            <Icon name=icon />
            {children()}
        </div>
    }
    .into_any()
}

/// Live data: a dot and "Checked 14:02"; cut off, a ring and words.
#[component]
pub fn LiveDot(
    #[prop(into)] text: TextProp,
    #[prop(into)] connected: Signal<bool>,
) -> impl IntoView {
    view! { <span class="live" class:off=move || !connected.get()>{move || text.get()}</span> }
        .into_any()
}

/// Says since when the reader is offline, while they are. Announced, and gone by itself.
#[component]
pub fn OfflineNote() -> impl IntoView {
    let since = RwSignal::new((!window().navigator().on_line()).then(fmt::now));
    let left = window_event_listener(ev::offline, move |_| since.set(Some(fmt::now())));
    let back = window_event_listener(ev::online, move |_| since.set(None));
    on_cleanup(move || {
        left.remove();
        back.remove();
    });
    view! {
        <div role="status">
            {move || {
                since.get().map(|since| {
                    view! { <Note icon=IconName::WifiOff>{move || (kit().offline)(&fmt::time(since))}</Note> }
                })
            }}
        </div>
    }
    .into_any()
}
