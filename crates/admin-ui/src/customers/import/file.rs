//! Choosing the file, by a button or by dropping it. Nothing leaves the browser here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use ui_kit::files;
use ui_kit::{Icon, IconName};
use wasm_bindgen::JsCast;
use web_sys::FileList;

use super::Chosen;
use super::words::iw;

/// What the API takes.
const MAX_BYTES: f64 = 5.0 * 1024.0 * 1024.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Size,
    Unreadable,
}

#[component]
pub fn FilePick(chosen: RwSignal<Option<Chosen>>, on_take: Callback<Chosen>) -> impl IntoView {
    let refused = RwSignal::new(None::<Refusal>);
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let take = move |files: Option<FileList>| {
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        if file.size() > MAX_BYTES {
            refused.set(Some(Refusal::Size));
            return;
        }
        refused.set(None);
        spawn_local(async move {
            match files::read(file.unchecked_ref()).await {
                // The page may have been left meanwhile.
                Some(_) if refused.try_get_untracked().is_none() => {}
                Some(bytes) => on_take.run(Chosen {
                    name: file.name(),
                    bytes: bytes.into(),
                }),
                None => drop(refused.try_set(Some(Refusal::Unreadable))),
            }
        });
    };
    let picked = move |_| {
        if let Some(input) = input.get_untracked() {
            take(input.files());
            // The same file may be chosen again after it was mended.
            input.set_value("");
        }
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let drag = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let described = move || match refused.get() {
        Some(_) => "import-file-rules import-file-error",
        None => "import-file-rules",
    };
    let words = move |why| match why {
        Refusal::Size => iw().too_big,
        Refusal::Unreadable => iw().unreadable,
    };
    let label = move || {
        if chosen.with(Option::is_some) {
            iw().other
        } else {
            iw().choose
        }
    };
    view! {
        <div
            class="pick importpick" class:over=move || over.get()
            on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=dropped
        >
            <div class="pickrow">
                <input
                    class="vh" type="file" id="import-file" node_ref=input accept=".csv,text/csv" on:change=picked
                    aria-describedby=described aria-invalid=move || refused.get().map(|_| "true")
                />
                <label class="btn" for="import-file"><Icon name=IconName::Upload />{label}</label>
                <span class="mut s">{move || iw().or_drop}</span>
            </div>
            <p class="hint" id="import-file-rules">{move || iw().rules}</p>
            <div role="alert">
                {move || refused.get().map(|why| view! {
                    <p class="err" id="import-file-error"><Icon name=IconName::OctagonAlert />{move || words(why)}</p>
                })}
            </div>
        </div>
    }
    .into_any()
}
