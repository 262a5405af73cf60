//! Short words about an action just done. They go by themselves after some seconds, and never carry what a reader must
//! not miss: that belongs in the page.

use crate::say::fixed;
use gloo_timers::future::TimeoutFuture;
use leptos::text_prop::TextProp;
use leptos::{prelude::*, task::spawn_local};

use super::button::{Button, ButtonKind};
use super::messages::Tone;
use crate::i18n::kit;
use crate::icon::{Icon, IconName};

const SHOWN_MS: u32 = 7_000;
/// Shown at once; the oldest goes first.
const MOST: usize = 3;

#[derive(Clone)]
struct Toast {
    id: u64,
    tone: Tone,
    text: TextProp,
}

/// Where toasts are put from anywhere: `Toasts::here().done("Saved.")`.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }
}

impl Toasts {
    pub fn here() -> Self {
        expect_context()
    }

    pub fn done(self, text: impl Into<TextProp>) {
        self.push(Tone::Success, text.into());
    }

    pub fn failed(self, text: impl Into<TextProp>) {
        self.push(Tone::Danger, text.into());
    }

    fn push(self, tone: Tone, text: TextProp) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| {
            list.push(Toast { id, tone, text });
            // More would lie over the page.
            if list.len() > MOST {
                list.remove(0);
            }
        });
        spawn_local(async move {
            TimeoutFuture::new(SHOWN_MS).await;
            self.drop(id);
        });
    }

    fn drop(self, id: u64) {
        let _ = self
            .list
            .try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// Once, at the root, after `provide_context(Toasts::default())`.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = Toasts::here();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <div class=format!("toast {}", toast.tone.class())>
                    <Icon name=if toast.tone == Tone::Success { IconName::CircleCheck } else { IconName::OctagonAlert } />
                    <span>{move || toast.text.get()}</span>
                    <Button
                        kind=ButtonKind::Icon
                        icon=IconName::X
                        label=fixed(|| kit().close)
                        on_click=move |_| toasts.drop(toast.id)
                    />
                </div>
            </For>
        </div>
    }
    .into_any()
}
