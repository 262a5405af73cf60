//! A row of radio buttons that look like one control, each with an optional count.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One of the choices. `value` must be unique in its group.
#[derive(Clone)]
pub struct Choice {
    pub value: &'static str,
    pub text: TextProp,
    /// How many there are; None shows nothing.
    pub count: Signal<Option<String>>,
    /// The language its text is written in, where it differs from the page's.
    pub lang: Option<&'static str>,
}

impl Choice {
    pub fn new(value: &'static str, text: impl Into<TextProp>) -> Self {
        Self {
            value,
            text: text.into(),
            count: Signal::stored(None),
            lang: None,
        }
    }

    pub fn in_language(mut self, lang: &'static str) -> Self {
        self.lang = Some(lang);
        self
    }

    pub fn counted(mut self, count: impl Into<Signal<Option<String>>>) -> Self {
        self.count = count.into();
        self
    }
}

#[component]
pub fn Segmented(
    /// Unique on the page: the radio group's name.
    name: &'static str,
    #[prop(into)] label: TextProp,
    choices: Vec<Choice>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<&'static str>,
) -> impl IntoView {
    let choices = choices
        .into_iter()
        .map(|choice| {
            let Choice {
                value: own,
                text,
                count,
                lang,
            } = choice;
            view! {
                <label lang=lang>
                    <input
                        type="radio"
                        name=name
                        value=own
                        prop:checked=move || value.with(|value| value == own)
                        on:change=move |_| on_change.run(own)
                    />
                    <span>
                        {move || text.get()} " "
                        {move || count.get().map(|count| view! { <small>{count}</small> })}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! { <div class="seg" role="group" aria-label=label>{choices}</div> }.into_any()
}
