//! A question that must be answered before going on, in the browser's own modal dialog: it traps the focus, gives it
//! back, and closes on Escape.

use leptos::text_prop::TextProp;
use leptos::{html, prelude::*};

/// Shown while `open`. `children` are the text and, last, a `<div class="actions">`. `id` is unique on the page.
#[component]
pub fn Dialog(
    id: &'static str,
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), open) = (node.get(), open.get()) else {
            return;
        };
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby=id on:close=move |_| open.set(false)>
            <h2 class="name" id=id>{move || title.get()}</h2>
            {children()}
        </dialog>
    }
    .into_any()
}
