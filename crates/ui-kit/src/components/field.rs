//! Form fields: a label, a control, a hint and an error that are tied together for assistive technology.

use leptos::text_prop::TextProp;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    button::{Button, ButtonKind},
    maybe,
};
use crate::i18n::kit;
use crate::icon::{Icon, IconName};

/// A control under its label. `id` is the control's; the hint has `{id}-hint`, the error `{id}-error`.
#[component]
pub fn Field(
    id: &'static str,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// What is wrong with the value, or None.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            {children()}
            {hint.map(|hint| view! { <span class="hint" id=format!("{id}-hint")>{move || hint.get()}</span> })}
            {move || {
                error.get().map(|text| {
                    view! {
                        <span class="err" id=format!("{id}-error")>
                            <Icon name=IconName::OctagonAlert />
                            {text}
                        </span>
                    }
                })
            }}
        </div>
    }
    .into_any()
}

/// A one-line input. `invalid` marks it and ties the error of its [`Field`] to it.
#[component]
pub fn TextInput(
    id: &'static str,
    value: RwSignal<String>,
    #[prop(optional, into)] kind: Option<&'static str>,
    #[prop(optional, into)] name: Option<&'static str>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional)] required: bool,
    #[prop(optional)] big: bool,
    #[prop(optional)] hinted: bool,
    #[prop(optional)] node: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <input
            class="input"
            class:big=big
            id=id
            node_ref=node
            type=kind.unwrap_or("text")
            name=name.unwrap_or(id)
            autocomplete=autocomplete
            placeholder=maybe(placeholder)
            required=required
            aria-invalid=move || invalid.get().then_some("true")
            aria-describedby=move || described(id, hinted, invalid.get())
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
    .into_any()
}

fn described(id: &str, hinted: bool, invalid: bool) -> Option<String> {
    match (hinted, invalid) {
        (_, true) => Some(format!("{id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, false) => None,
    }
}

/// A password with a button that shows it.
#[component]
pub fn PasswordInput(
    id: &'static str,
    value: RwSignal<String>,
    #[prop(optional, into)] name: Option<&'static str>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional)] required: bool,
    #[prop(optional)] big: bool,
    #[prop(optional)] hinted: bool,
    #[prop(optional)] node: NodeRef<html::Input>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let label = move || {
        if shown.get() {
            kit().hide_password
        } else {
            kit().show_password
        }
    };
    let icon = Signal::derive(move || {
        if shown.get() {
            IconName::EyeOff
        } else {
            IconName::Eye
        }
    });
    view! {
        <div class="pw">
            <input
                class="input"
                class:big=big
                id=id
                node_ref=node
                type=move || if shown.get() { "text" } else { "password" }
                name=name.unwrap_or(id)
                autocomplete=autocomplete.unwrap_or("current-password")
                autocapitalize="none"
                spellcheck="false"
                required=required
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=move || described(id, hinted, invalid.get())
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <Button kind=ButtonKind::Icon icon=icon label=label on_click=move |_| shown.update(|shown| *shown = !*shown) />
        </div>
    }
    .into_any()
}

/// A search box that "/" focuses from anywhere but another input, and Escape empties. `label` is its placeholder too.
#[component]
pub fn Search(
    id: &'static str,
    value: RwSignal<String>,
    #[prop(into)] label: TextProp,
    /// Show the "/" key: on pages with a keyboard at hand.
    #[prop(optional)]
    key_hint: bool,
    #[prop(optional)] node: NodeRef<html::Input>,
) -> impl IntoView {
    let listener = window_event_listener(ev::keydown, move |event| {
        let typing = document().active_element().is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        });
        if event.key() == "/"
            && !typing
            && !event.ctrl_key()
            && !event.meta_key()
            && !event.alt_key()
            && let Some(input) = node.get_untracked()
        {
            event.prevent_default();
            let _ = input.focus();
        }
    });
    on_cleanup(move || listener.remove());
    let placeholder = label.clone();
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !value.get_untracked().is_empty() {
            event.prevent_default();
            value.set(String::new());
        }
    };
    view! {
        <div class="search">
            <label class="vh" for=id>{move || label.get()}</label>
            <Icon name=IconName::Search />
            <input
                id=id
                class="input"
                type="search"
                node_ref=node
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=escape
            />
            {key_hint.then(|| view! { <kbd aria-hidden="true">"/"</kbd> })}
        </div>
    }
    .into_any()
}

/// A choice from a short closed list: pairs of value and text.
#[component]
pub fn Select(
    id: &'static str,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<String>,
    /// Names the select where no [`Field`] does.
    #[prop(optional, into)]
    label: Option<TextProp>,
) -> impl IntoView {
    let change = move |event: ev::Event| {
        if let Some(select) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok())
        {
            on_change.run(select.value());
        }
    };
    view! {
        <div class="select">
            <select class="input" id=id aria-label=maybe(label) on:change=change prop:value=move || value.get()>
                {move || {
                    let chosen = value.get();
                    options
                        .get()
                        .into_iter()
                        .map(|(key, text)| {
                            let selected = key == chosen;
                            view! { <option value=key selected=selected>{text}</option> }
                        })
                        .collect_view()
                }}
            </select>
            <Icon name=IconName::ChevronDown />
        </div>
    }
    .into_any()
}
