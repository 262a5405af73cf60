//! The words beside something that refreshes by itself: when it was last checked, when it will be again, or that the
//! connection broke. Nothing is announced: a screen reader would be interrupted every five minutes.

use leptos::prelude::*;

use super::{Live, words::LiveWords};
use crate::components::LiveDot;
use crate::i18n::{fmt, t};

/// Shows nothing where nothing is asked again.
#[component]
pub fn Checked<T: Clone + PartialEq + Send + Sync + 'static>(live: Live<T>) -> impl IntoView {
    let shown = Memo::new(move |_| live.next.get().is_some());
    let text = move || {
        let words = t::<LiveWords>();
        let time = live
            .checked
            .get()
            .map_or_else(|| fmt::UNKNOWN.to_owned(), fmt::time);
        if live.busy.get() {
            words.checking.to_owned()
        } else if live.cut_off.get() {
            (words.cut_off)(&time)
        } else {
            (words.checked)(&time)
        }
    };
    let again = move || {
        live.next.get().map(|next| {
            // A started minute counts.
            let left = ((next - live.now.get()).num_seconds() + 59) / 60;
            (t::<LiveWords>().again)(left.max(1))
        })
    };
    let connected = Signal::derive(move || !live.cut_off.get());
    move || {
        shown.get().then(|| {
            view! {
                <div class="refresh">
                    <LiveDot text=text connected=connected />
                    <span class="mut s num">{again}</span>
                </div>
            }
        })
    }
}
