//! Buttons. A busy button stays focusable, says so and ignores clicks; one primary button a page.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::MouseEvent;

use super::maybe;

use crate::icon::{Icon, IconName};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Quiet,
    Danger,
    /// Shows an icon only: give it a `label`.
    Icon,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn primary",
            Self::Secondary => "btn",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn danger",
            Self::Icon => "btn icononly",
        }
    }
}

/// `label` names a button that shows no word. `busy` shows a turning thread in place of the icon.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Signal<IconName>>,
    #[prop(optional, into)] label: Option<TextProp>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] submit: bool,
    #[prop(optional)] small: bool,
    #[prop(optional)] big: bool,
    #[prop(optional, into)] class: &'static str,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let shown = move || {
        if busy.get() {
            Some(IconName::RefreshCw)
        } else {
            icon.map(|icon| icon.get())
        }
    };
    let click = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(event);
        }
    };
    view! {
        <button
            class=format!("{} {class}", kind.class())
            class:small=small
            class:bigbtn=big
            type=if submit { "submit" } else { "button" }
            aria-label=maybe(label)
            aria-busy=move || busy.get().then_some("true")
            disabled=move || disabled.get()
            on:click=click
        >
            {move || shown().map(|name| view! { <Icon name=name /> })}
            {children.map(|children| children())}
        </button>
    }
    .into_any()
}

/// A link that looks like a button, for going somewhere.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] icon: Option<Signal<IconName>>,
    #[prop(optional, into)] label: Option<TextProp>,
    #[prop(optional)] small: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <a class=kind.class() class:small=small href=move || href.get() aria-label=maybe(label)>
            {icon.map(|name| view! { <Icon name=name /> })}
            {children.map(|children| children())}
        </a>
    }
    .into_any()
}
