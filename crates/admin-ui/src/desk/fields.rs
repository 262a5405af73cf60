//! Labelled inputs whose ids are made while the page runs: a form has as many lines as somebody adds. The label, the
//! hint and what is wrong are tied to the input for assistive technology.

use leptos::{html, prelude::*};
use ui_kit::{Icon, IconName, TextProp};

/// What a control must say of itself: its id, whether it is wrong, and what describes it.
#[component]
pub fn Aimed(
    id: String,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// The label is for assistive technology only: the table's head says it to the others.
    #[prop(optional)]
    unseen: bool,
    children: Children,
) -> impl IntoView {
    let (of, hint_id, error_id) = (id.clone(), format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field">
            <label for=of class:vh=unseen>{move || label.get()}</label>
            {children()}
            {hint.map(|hint| view! { <span class="hint" id=hint_id>{move || hint.get()}</span> })}
            {move || {
                error.get().map(|text| {
                    view! {
                        <span class="err" id=error_id.clone()>
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

/// What describes a control, as `aria-describedby` wants it. Reactive.
fn described(id: &str, hinted: bool, wrong: bool) -> Option<String> {
    match (hinted, wrong) {
        (_, true) => Some(format!("{id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, false) => None,
    }
}

/// One line of text.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = 200)] longest: u32,
    #[prop(optional)] code: bool,
    #[prop(optional)] node: NodeRef<html::Input>,
) -> impl IntoView {
    let (own, about, hinted) = (id.clone(), id.clone(), hint.is_some());
    let input = view! {
        <input
            class="input" class:code=code id=own node_ref=node type=kind autocomplete="off" maxlength=longest
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || described(&about, hinted, error.with(Option::is_some))
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    };
    match hint {
        Some(hint) => {
            view! { <Aimed id=id label=label hint=hint error=error>{input}</Aimed> }.into_any()
        }
        None => view! { <Aimed id=id label=label error=error>{input}</Aimed> }.into_any(),
    }
}

/// A day.
#[component]
pub fn DayField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    view! { <TextField id=id label=label value=value error=error kind="date" longest=10 /> }
}

/// Several lines of text.
#[component]
pub fn WideField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = 2000)] longest: u32,
) -> impl IntoView {
    let (own, about) = (id.clone(), id.clone());
    view! {
        <Aimed id=id label=label error=error>
            <textarea
                class="input" id=own rows="3" maxlength=longest
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described(&about, false, error.with(Option::is_some))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Aimed>
    }
    .into_any()
}

/// A number of cartons.
#[component]
pub fn NumberField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = 1)] least: i32,
    #[prop(optional)] unseen: bool,
    /// Enter was pressed; without it the form is sent, as usual.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let (own, about) = (id.clone(), id.clone());
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter"
            && let Some(on_enter) = on_enter
        {
            event.prevent_default();
            on_enter.run(());
        }
    };
    view! {
        <Aimed id=id label=label error=error unseen=unseen>
            <input
                class="input num" id=own type="number" inputmode="numeric" step="1" min=least autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described(&about, false, error.with(Option::is_some))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=key
            />
        </Aimed>
    }
    .into_any()
}

/// One of a list: pairs of value and text.
#[component]
pub fn ChoiceField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let (own, about, hinted) = (id.clone(), id.clone(), hint.is_some());
    let select = view! {
        <div class="select">
            <select
                class="input" id=own
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described(&about, hinted, error.with(Option::is_some))
                prop:value=move || value.get()
                on:change=move |event| value.set(event_target_value(&event))
            >
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
    };
    match hint {
        Some(hint) => {
            view! { <Aimed id=id label=label hint=hint error=error>{select}</Aimed> }.into_any()
        }
        None => view! { <Aimed id=id label=label error=error>{select}</Aimed> }.into_any(),
    }
}
