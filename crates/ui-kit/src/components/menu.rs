//! Menus that drop from a button: language, the person. Arrow keys, Home, End, Escape; a click elsewhere closes.

use crate::say::fixed;
use leptos::text_prop::TextProp;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::button::{Button, ButtonKind};
use crate::i18n::{self, Language, kit};
use crate::icon::{Icon, IconName};
use crate::theme;

/// One thing to do or to choose.
#[derive(Clone)]
pub struct MenuItem {
    pub text: TextProp,
    pub icon: Option<IconName>,
    /// Some for a choice among several: whether it is the chosen one.
    pub checked: Option<Signal<bool>>,
    /// The language its text is written in, where it differs from the page's.
    pub lang: Option<&'static str>,
    pub on_pick: Callback<()>,
}

/// A button with a menu. `label` names the button for assistive technology, before its visible `text`.
#[component]
pub fn Menu(
    #[prop(into)] label: TextProp,
    #[prop(into)] text: TextProp,
    icon: IconName,
    items: Vec<MenuItem>,
    #[prop(optional, into)] class: &'static str,
    /// A line above the items that cannot be picked: who is signed in.
    #[prop(optional, into)]
    heading: Option<TextProp>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let close = move |refocus: bool| {
        open.set(false);
        if refocus && let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        if !open.get_untracked() {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if !root
            .get_untracked()
            .is_some_and(|root| root.contains(target.as_ref()))
        {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    // The first item, or the chosen one, takes the focus when the menu opens.
    Effect::new(move |_| {
        if open.get() {
            request_animation_frame(move || {
                let Some(root) = root.get_untracked() else {
                    return;
                };
                let chosen = root.query_selector("[aria-checked=true]").ok().flatten();
                focus(chosen.or_else(|| root.query_selector("[role^=menuitem]").ok().flatten()));
            });
        }
    });
    let keys = move |event: KeyboardEvent| {
        let key = event.key();
        if !open.get_untracked() {
            if key == "ArrowDown" {
                event.prevent_default();
                open.set(true);
            }
            return;
        }
        match key.as_str() {
            "Escape" => {
                event.prevent_default();
                close(true);
            }
            "Tab" => close(false),
            "ArrowDown" | "ArrowUp" | "Home" | "End" => {
                event.prevent_default();
                if let Some(root) = root.get_untracked() {
                    step(&root, &key);
                }
            }
            _ => {}
        }
    };
    let items = StoredValue::new(items);
    let heading = StoredValue::new(heading);
    let list = move || {
        open.get().then(|| {
            let rows = items
                .get_value()
                .into_iter()
                .map(|item| {
                    let MenuItem { text, icon, checked, lang, on_pick } = item;
                    let role = if checked.is_some() { "menuitemradio" } else { "menuitem" };
                    let mark = move || checked.is_some_and(|checked| checked.get()).then(|| view! { <Icon name=IconName::Check /> });
                    view! {
                        <li role="none">
                            <button
                                type="button"
                                role=role
                                tabindex="-1"
                                lang=lang
                                aria-checked=move || checked.map(|checked| checked.get().to_string())
                                on:click=move |_| {
                                    close(true);
                                    on_pick.run(());
                                }
                            >
                                {icon.map(|name| view! { <Icon name=name /> })}
                                <span>{move || text.get()}</span>
                                {mark}
                            </button>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div class="menulist">
                    {heading.get_value().map(|heading| view! { <p class="menuhead">{move || heading.get()}</p> })}
                    <ul role="menu">{rows}</ul>
                </div>
            }
        })
    };
    view! {
        <div class=format!("menu {class}") node_ref=root on:keydown=keys>
            <button
                class="btn person"
                type="button"
                node_ref=button
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span class="vh">{move || label.get()} ": "</span>
                <Icon name=icon />
                <span class="lbl">{move || text.get()}</span>
            </button>
            {list}
        </div>
    }
    .into_any()
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

fn step(root: &web_sys::HtmlDivElement, key: &str) {
    let Ok(items) = root.query_selector_all("[role^=menuitem]") else {
        return;
    };
    let count = items.length();
    if count == 0 {
        return;
    }
    let active = document().active_element();
    let at = (0..count).find(|&index| items.item(index).as_ref() == active.as_deref());
    let next = match (key, at) {
        ("Home", _) | ("ArrowDown", None) => 0,
        ("End", _) | ("ArrowUp", None) => count - 1,
        ("ArrowDown", Some(at)) => (at + 1) % count,
        (_, Some(at)) => (at + count - 1) % count,
        (_, None) => 0,
    };
    focus(items.item(next).and_then(|node| node.dyn_into().ok()));
}

/// English, Deutsch, Español, 日本語: each in its own words.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    let items = Language::ALL
        .into_iter()
        .map(|language| MenuItem {
            text: language.name().into(),
            icon: None,
            checked: Some(Signal::derive(move || i18n::language() == language)),
            lang: Some(language.code()),
            on_pick: Callback::new(move |()| i18n::choose(language)),
        })
        .collect();
    view! {
        <Menu
            label=fixed(|| kit().language)
            text=|| i18n::language().name()
            icon=IconName::Languages
            items=items
            class="lang"
        />
    }
    .into_any()
}

/// Switches between light and dark.
#[component]
pub fn ThemeToggle() -> impl IntoView {
    let icon = Signal::derive(|| match theme::current() {
        theme::Theme::Light => IconName::Moon,
        theme::Theme::Dark => IconName::Sun,
    });
    view! {
        <Button
            kind=ButtonKind::Icon
            icon=icon
            label=fixed(|| kit().theme)
            on_click=move |_| theme::choose(untrack(theme::current).other())
        />
    }
    .into_any()
}

/// The person, their own page where there is one, and, last, the way out.
#[component]
pub fn UserMenu(
    /// "Buyer, Harbor Cocoa"
    #[prop(into)]
    name: TextProp,
    #[prop(into)] email: TextProp,
    #[prop(into)] on_sign_out: Callback<()>,
    #[prop(optional, into)] on_account: Option<Callback<()>>,
) -> impl IntoView {
    let item = |text: fn() -> &'static str, icon: IconName, on_pick: Callback<()>| MenuItem {
        text: TextProp::from(text),
        icon: Some(icon),
        checked: None,
        lang: None,
        on_pick,
    };
    let account = on_account.map(|go| item(|| kit().account, IconName::UserRound, go));
    let items = account
        .into_iter()
        .chain([item(|| kit().sign_out, IconName::LogOut, on_sign_out)])
        .collect();
    view! {
        <Menu
            label=fixed(|| kit().account)
            text=name
            icon=IconName::UserRound
            items=items
            heading=email
            class="who"
        />
    }
    .into_any()
}
