//! What is typed into a search box reaches the address 300 ms after the last key, and follows it when it moves.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

const PAUSE_MS: u32 = 300;

/// The search box's text. `now` is what the address says; `lead` gets, trimmed, what it shall say.
pub fn typing(now: Memo<String>, lead: Callback<String>) -> RwSignal<String> {
    let typed = RwSignal::new(now.get_untracked());
    let turn = StoredValue::new(0_u64);
    // The address moved (back, a link): show what it says, unless it only caught up with the box.
    Effect::new(move |_| {
        let search = now.get();
        if typed.with_untracked(|typed| typed.trim() != search) {
            typed.set(search);
        }
    });
    Effect::new(move |before: Option<()>| {
        let search = typed.with(|text| text.trim().to_owned());
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        if before.is_some() {
            spawn_local(async move {
                TimeoutFuture::new(PAUSE_MS).await;
                let known = now.try_get_untracked();
                if turn.try_get_value() == Some(mine) && known.is_some_and(|now| now != search) {
                    lead.run(search);
                }
            });
        }
    });
    typed
}
