//! A text to be copied: set in the code face, with a button that puts it on the clipboard and says so.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{Button, IconName, TextProp};
use wasm_bindgen_futures::JsFuture;

use super::gw;

#[derive(Clone, Copy, PartialEq)]
enum Copied {
    Not,
    Done,
    Failed,
}

/// `name` says what it is, for the button's label.
#[component]
pub fn Copyable(
    #[prop(into)] name: TextProp,
    #[prop(into)] text: Signal<String>,
    /// Several lines, as they are.
    #[prop(optional)]
    block: bool,
) -> impl IntoView {
    let state = RwSignal::new(Copied::Not);
    // Another text is not copied yet.
    Effect::new(move |_| {
        text.track();
        state.set(Copied::Not);
    });
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let answer = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            let _ = state.try_set(if answer.is_ok() {
                Copied::Done
            } else {
                Copied::Failed
            });
        });
    };
    let word = move || match state.get() {
        Copied::Not => gw().copy,
        Copied::Done => gw().copied,
        Copied::Failed => gw().not_copied,
    };
    let icon = Signal::derive(move || match state.get() {
        Copied::Done => IconName::Check,
        _ => IconName::Copy,
    });
    let label = move || format!("{}: {}", word(), name.get());
    let shown = if block {
        view! { <pre class="code" tabindex="0">{move || text.get()}</pre> }.into_any()
    } else {
        view! { <code class="code">{move || text.get()}</code> }.into_any()
    };
    view! {
        <div class="copyable" class:block=block>
            {shown}
            <Button small=true icon=icon label=label on_click=copy>{word}</Button>
            <span class="vh" role="status">{move || (state.get() != Copied::Not).then(word)}</span>
        </div>
    }
    .into_any()
}
