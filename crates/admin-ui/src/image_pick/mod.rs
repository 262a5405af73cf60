//! Choosing a picture to send: by a button or by dropping it, with the rules beside it and the picture shown before
//! anything is sent. Type and size are looked at here to spare a refusal; the API decides.

mod words;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use ui_kit::files::{self, ObjectUrl};
use ui_kit::{Button, ButtonKind, Icon, IconName, TextProp};
use wasm_bindgen::JsCast;
use web_sys::{File, FileList};

use words::pw;

/// A picture that was chosen and not sent yet. Cloning is cheap.
#[derive(Clone)]
pub struct Picked {
    pub name: String,
    /// Its media type, as the browser tells it.
    pub kind: String,
    pub bytes: Arc<[u8]>,
    shown: Arc<ObjectUrl>,
}

impl Picked {
    /// For an `<img>`, as long as this lives.
    pub fn address(&self) -> String {
        self.shown.href().to_owned()
    }
}

/// Why a file was not taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Kind,
    Size,
    Unreadable,
}

/// `picked` holds what was chosen; set it to None after it was sent.
#[component]
pub fn ImagePick(
    /// Unique on the page.
    id: &'static str,
    /// The words on the button: "Choose a logo".
    #[prop(into)]
    label: TextProp,
    /// "PNG, JPEG, WebP or SVG, at most 512 KB."
    #[prop(into)]
    rules: TextProp,
    /// Media types taken.
    kinds: &'static [&'static str],
    max_bytes: u32,
    picked: RwSignal<Option<Picked>>,
) -> impl IntoView {
    let refused = RwSignal::new(None::<Refusal>);
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let take = move |files: Option<FileList>| {
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        match fits(&file.type_(), file.size(), kinds, max_bytes) {
            Err(why) => {
                picked.set(None);
                refused.set(Some(why));
            }
            Ok(()) => {
                refused.set(None);
                spawn_local(async move {
                    match load(&file).await {
                        Some(read) => drop(picked.try_set(Some(read))),
                        None => drop(refused.try_set(Some(Refusal::Unreadable))),
                    }
                });
            }
        }
    };
    let chosen = move |_| {
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
        Some(_) => format!("{id}-rules {id}-error"),
        None => format!("{id}-rules"),
    };
    let shown = move || {
        picked.get().map(|picture| {
            let facts = format!("{}, {}", picture.name, size(picture.bytes.len()));
            view! {
                <figure class="picked">
                    <img src=picture.address() alt=move || pw().preview />
                    <figcaption class="s mut">{facts}</figcaption>
                    <Button kind=ButtonKind::Quiet small=true on_click=move |_| picked.set(None)>{move || pw().discard}</Button>
                </figure>
            }
        })
    };
    view! {
        <div
            class="pick" class:over=move || over.get()
            on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=dropped
        >
            <div class="pickrow">
                <input
                    class="vh" type="file" id=id node_ref=input accept=kinds.join(",") on:change=chosen
                    aria-describedby=described aria-invalid=move || refused.get().map(|_| "true")
                />
                <label class="btn" for=id><Icon name=IconName::Upload />{move || label.get()}</label>
                <span class="mut s">{move || pw().or_drop}</span>
            </div>
            <p class="hint" id=format!("{id}-rules")>{move || rules.get()}</p>
            <div role="alert">
                {move || refused.get().map(|why| view! {
                    <p class="err" id=format!("{id}-error")><Icon name=IconName::OctagonAlert />{move || words_of(why)}</p>
                })}
            </div>
            {shown}
        </div>
    }
    .into_any()
}

fn words_of(why: Refusal) -> &'static str {
    match why {
        Refusal::Kind => pw().wrong_kind,
        Refusal::Size => pw().too_big,
        Refusal::Unreadable => pw().unreadable,
    }
}

fn fits(kind: &str, size: f64, kinds: &[&str], max_bytes: u32) -> Result<(), Refusal> {
    if !kinds.contains(&kind) {
        Err(Refusal::Kind)
    } else if size > f64::from(max_bytes) {
        Err(Refusal::Size)
    } else {
        Ok(())
    }
}

async fn load(file: &File) -> Option<Picked> {
    let bytes = files::read(file.unchecked_ref()).await?;
    Some(Picked {
        name: file.name(),
        kind: file.type_(),
        shown: Arc::new(ObjectUrl::of(file.unchecked_ref())?),
        bytes: bytes.into(),
    })
}

/// "12 KB": thousands of bytes, as files are measured; at least 1.
fn size(bytes: usize) -> String {
    let kilobytes = i64::try_from(bytes.div_ceil(1000)).unwrap_or(i64::MAX);
    format!("{}\u{a0}KB", ui_kit::fmt::number(kilobytes.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_and_size_are_looked_at() {
        let take = |kind, size| fits(kind, size, &["image/png"], 100);
        assert!(take("image/png", 100.0).is_ok());
        assert!(matches!(take("image/png", 101.0), Err(Refusal::Size)));
        assert!(matches!(take("image/gif", 1.0), Err(Refusal::Kind)));
        assert!(matches!(take("", 1.0), Err(Refusal::Kind)));
    }
}
