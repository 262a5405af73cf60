//! A small sewn label for what ui-kit's `StatusTag` has no state for: icon and word, always both.

use leptos::prelude::*;
use ui_kit::{Icon, IconName, TextProp, Tone};

/// `solid` is for the one thing that must not be overlooked.
#[component]
pub fn Tag(
    tone: Tone,
    icon: IconName,
    #[prop(into)] text: TextProp,
    #[prop(optional)] solid: bool,
) -> impl IntoView {
    view! {
        <span class=format!("tag {}", tone.class()) class:is-solid=solid>
            <Icon name=icon />
            {move || text.get()}
        </span>
    }
    .into_any()
}
