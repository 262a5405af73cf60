//! What was typed and not saved is not lost by leaving the page unasked: links and menus of the application ask first,
//! and the browser asks before the tab closes.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::{Button, ButtonKind, Dialog, Language, Phrases};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlAnchorElement, MouseEvent};

/// Whether a form on the page differs from what was saved.
#[derive(Clone, Copy)]
pub struct Unsaved {
    dirty: RwSignal<bool>,
    asked: RwSignal<Option<Callback<()>>>,
}

impl Default for Unsaved {
    fn default() -> Self {
        Self {
            dirty: RwSignal::new(false),
            asked: RwSignal::new(None),
        }
    }
}

impl Unsaved {
    pub fn here() -> Self {
        expect_context()
    }

    /// Watches a form for as long as its page is shown.
    pub fn watch(self, dirty: Signal<bool>) {
        Effect::new(move |_| self.dirty.set(dirty.get()));
        on_cleanup(move || {
            let _ = self.dirty.try_set(false);
        });
    }

    /// Does it at once, or, with something unsaved, after it was asked about.
    pub fn first(self, go: impl Fn() + Send + Sync + 'static) {
        if self.dirty.get_untracked() {
            self.asked.set(Some(Callback::new(move |()| go())));
        } else {
            go();
        }
    }
}

/// The question, and the ears for what would lead away. Once, inside the router.
#[component]
pub fn UnsavedDialog() -> impl IntoView {
    let unsaved = Unsaved::here();
    let navigate = use_navigate();
    let clicked = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let Some(link) = link_of(&event) else { return };
        if !unsaved.dirty.try_get_untracked().unwrap_or_default() {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let (navigate, href) = (navigate.clone(), link.pathname() + &link.search());
        unsaved.asked.set(Some(Callback::new(move |()| {
            let whole = NavigateOptions {
                resolve: false,
                ..NavigateOptions::default()
            };
            navigate(&href, whole);
        })));
    });
    // Before the router, which listens further out.
    let _ = document().add_event_listener_with_callback_and_bool(
        "click",
        clicked.as_ref().unchecked_ref(),
        true,
    );
    let clicked = StoredValue::new_local(Some(clicked));
    let closing = window_event_listener(ev::beforeunload, move |event| {
        if unsaved.dirty.try_get_untracked().unwrap_or_default() {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        closing.remove();
        if let Some(Some(clicked)) = clicked.try_update_value(Option::take) {
            let _ = document().remove_event_listener_with_callback_and_bool(
                "click",
                clicked.as_ref().unchecked_ref(),
                true,
            );
        }
    });
    let open = RwSignal::new(false);
    // Each follows the other, and only where they differ: a signal tells its readers of every setting.
    Effect::new(move |_| {
        let asked = unsaved.asked.with(Option::is_some);
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    Effect::new(move |_| {
        if !open.get() && unsaved.asked.with_untracked(Option::is_some) {
            unsaved.asked.set(None);
        }
    });
    let leave = move |_| {
        let go = unsaved.asked.get_untracked();
        unsaved.dirty.set(false);
        open.set(false);
        if let Some(go) = go {
            go.run(());
        }
    };
    view! {
        <Dialog id="unsaved" open title=move || uw().title>
            <p>{move || uw().text}</p>
            <div class="actions">
                <Button on_click=leave>{move || uw().leave}</Button>
                <Button kind=ButtonKind::Primary on_click=move |_| open.set(false)>{move || uw().stay}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The link of this application that a plain click follows.
fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let held = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if held || event.button() != 0 {
        return None;
    }
    let link: HtmlAnchorElement = event
        .target()?
        .dyn_into::<web_sys::Element>()
        .ok()?
        .closest("a[href]")
        .ok()??
        .dyn_into()
        .ok()?;
    let inside = link.origin() == window().location().origin().ok()?
        && link.pathname().starts_with("/admin");
    let plain =
        link.target().is_empty() && !link.has_attribute("download") && link.hash().is_empty();
    (inside && plain).then_some(link)
}

struct UnsavedWords {
    title: &'static str,
    text: &'static str,
    leave: &'static str,
    stay: &'static str,
}

impl Phrases for UnsavedWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &UnsavedWords {
                title: "Leave without saving?",
                text: "What you changed on this page is not saved yet.",
                leave: "Leave without saving",
                stay: "Stay here",
            },
            Language::De => &UnsavedWords {
                title: "Ohne Speichern verlassen?",
                text: "Was Sie auf dieser Seite geändert haben, ist noch nicht gespeichert.",
                leave: "Ohne Speichern verlassen",
                stay: "Hierbleiben",
            },
            Language::Es => &UnsavedWords {
                title: "¿Salir sin guardar?",
                text: "Lo que cambió en esta página aún no está guardado.",
                leave: "Salir sin guardar",
                stay: "Quedarse aquí",
            },
            Language::Ja => &UnsavedWords {
                title: "保存せずに移動しますか",
                text: "このページで変更した内容はまだ保存されていません。",
                leave: "保存せずに移動",
                stay: "このページに残る",
            },
        }
    }
}

fn uw() -> &'static UnsavedWords {
    ui_kit::t()
}
