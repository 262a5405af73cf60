//! What a page fetches: one signal for waiting, failed and there. A newer question cancels the older one's answer,
//! however late it comes; a skeleton shows only after 150 ms, so that quick answers do not flicker.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};
use web_sys::{AbortController, AbortSignal};

use crate::http::ApiError;

const SKELETON_AFTER_MS: u32 = 150;
/// What a hidden tab shows is old after this long.
const STALE_AFTER_MS: f64 = 60_000.0;

#[derive(Debug, Clone, PartialEq)]
pub enum LoadState<T> {
    /// Asked a moment ago: show nothing yet.
    Waiting,
    /// Asked a while ago: show the skeleton.
    Slow,
    Ready(T),
    Failed(ApiError),
}

/// Something fetched, and fetched again when its key changes.
pub struct Load<T: Send + Sync + 'static> {
    state: RwSignal<LoadState<T>>,
    busy: RwSignal<bool>,
    again: Trigger,
    /// The next question is asked without anybody noticing.
    quiet: StoredValue<bool>,
    turn: StoredValue<u64>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    pub fn get(self) -> LoadState<T> {
        self.state.get()
    }

    /// The answer, where there is one. Reactive.
    pub fn ready(self) -> Option<T> {
        match self.state.get() {
            LoadState::Ready(value) => Some(value),
            _ => None,
        }
    }

    pub fn with<R>(self, read: impl FnOnce(&LoadState<T>) -> R) -> R {
        self.state.with(read)
    }

    /// A question is on its way, also while an older answer is still shown. Reactive.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Asks again.
    pub fn retry(self) {
        self.again.notify();
    }

    /// Asks again without a sign of it: what is shown stays until something newer is there, whatever happens.
    pub fn refresh(self) {
        let shown = self
            .state
            .with_untracked(|state| matches!(state, LoadState::Ready(_)));
        if shown && !self.busy.get_untracked() {
            self.quiet.set_value(true);
            self.again.notify();
        }
    }

    /// Refreshes when the reader comes back to a tab that was out of sight for more than a minute.
    pub fn refresh_on_return(self) -> Self {
        let left_at = StoredValue::new(None::<f64>);
        let listener = window_event_listener(ev::visibilitychange, move |_| {
            let now = js_sys::Date::now();
            if document().hidden() {
                left_at.set_value(Some(now));
            } else if left_at
                .get_value()
                .is_some_and(|left| now - left > STALE_AFTER_MS)
            {
                self.refresh();
            }
        });
        on_cleanup(move || listener.remove());
        self
    }

    pub(crate) fn busy_untracked(self) -> bool {
        self.busy.try_get_untracked().unwrap_or(true)
    }

    /// The number of the newest question.
    pub(crate) fn turn(self) -> u64 {
        self.turn.try_get_value().unwrap_or_default()
    }

    /// Nothing newer was asked since, and the page is still there.
    pub(crate) fn still(self, turn: u64) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// Shows an answer that was asked for elsewhere.
    pub(crate) fn put(self, state: LoadState<T>) {
        let _ = self.state.try_set(state);
    }
}

/// Fetches `fetch(key)` now and at every change of the key, showing nothing old meanwhile. A key of None asks nothing.
pub fn load<K, T, F, Fut>(key: impl Fn() -> Option<K> + 'static, fetch: F) -> Load<T>
where
    K: Clone + PartialEq + 'static,
    T: Clone + Send + Sync + 'static,
    F: Fn(K, Option<AbortSignal>) -> Fut + 'static,
    Fut: Future<Output = Result<T, ApiError>> + 'static,
{
    run(key, fetch, false)
}

/// As [`load`], but the old answer stays on screen until the new one is there: for filters and pages of a list.
pub fn load_keeping<K, T, F, Fut>(key: impl Fn() -> Option<K> + 'static, fetch: F) -> Load<T>
where
    K: Clone + PartialEq + 'static,
    T: Clone + Send + Sync + 'static,
    F: Fn(K, Option<AbortSignal>) -> Fut + 'static,
    Fut: Future<Output = Result<T, ApiError>> + 'static,
{
    run(key, fetch, true)
}

fn run<K, T, F, Fut>(key: impl Fn() -> Option<K> + 'static, fetch: F, keep: bool) -> Load<T>
where
    K: Clone + PartialEq + 'static,
    T: Clone + Send + Sync + 'static,
    F: Fn(K, Option<AbortSignal>) -> Fut + 'static,
    Fut: Future<Output = Result<T, ApiError>> + 'static,
{
    let turn = StoredValue::new(0_u64);
    let load = Load {
        state: RwSignal::new(LoadState::Waiting),
        busy: RwSignal::new(false),
        again: Trigger::new(),
        quiet: StoredValue::new(false),
        turn,
    };
    let fetch = Rc::new(fetch);
    let start = move || {
        let key = key()?;
        let fetch = fetch.clone();
        let start: Start = Box::new(move |abort, quiet| {
            let answer = fetch(key, abort);
            Box::pin(async move {
                let state = match answer.await {
                    Ok(value) => LoadState::Ready(value),
                    Err(error) => LoadState::Failed(error),
                };
                let keep: Keep = Box::new(move || {
                    if !(quiet && matches!(state, LoadState::Failed(_))) {
                        let _ = load.state.try_set(state);
                    }
                });
                keep
            })
        });
        Some(start)
    };
    let waiting = move |quiet: bool| {
        let shown = load
            .state
            .with_untracked(|state| matches!(state, LoadState::Ready(_)));
        if !((keep || quiet) && shown) {
            load.state.set(LoadState::Waiting);
        }
    };
    let slow = move || {
        // Readers are told only of a change: an answer that is there must not be drawn anew.
        let _ = load.state.try_maybe_update(|state| {
            let waits = matches!(state, LoadState::Waiting);
            if waits {
                *state = LoadState::Slow;
            }
            (waits, ())
        });
    };
    let steps = Steps {
        start: Box::new(start),
        waiting: Box::new(waiting),
        slow: Rc::new(slow),
    };
    drive(steps, load.busy, load.again, load.quiet, turn);
    load
}

/// Shows an answer.
type Keep = Box<dyn FnOnce()>;
/// Sends the question: with what stops it, and whether nothing may be seen of it.
type Start = Box<dyn FnOnce(Option<AbortSignal>, bool) -> Pin<Box<dyn Future<Output = Keep>>>>;

/// What of a load depends on the type of its answer.
struct Steps {
    /// None where there is nothing to ask.
    start: Box<dyn Fn() -> Option<Start>>,
    waiting: Box<dyn Fn(bool)>,
    slow: Rc<dyn Fn()>,
}

/// Everything else of it: compiled once, whatever comes.
fn drive(
    steps: Steps,
    busy: RwSignal<bool>,
    again: Trigger,
    quietly: StoredValue<bool>,
    turn: StoredValue<u64>,
) {
    let flight = StoredValue::new_local(None::<AbortController>);
    on_cleanup(move || cancel(flight));
    Effect::new(move |_| {
        again.track();
        let quiet = quietly.get_value();
        quietly.set_value(false);
        let Some(start) = (steps.start)() else { return };
        cancel(flight);
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        flight.set_value(abort);
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        (steps.waiting)(quiet);
        busy.set(!quiet);
        let slow = steps.slow.clone();
        spawn_local(async move {
            TimeoutFuture::new(SKELETON_AFTER_MS).await;
            // A page that was left has dropped its signals: every late touch is a try.
            if turn.try_get_value() == Some(mine) {
                slow();
            }
        });
        let answer = start(signal, quiet);
        spawn_local(async move {
            let keep = answer.await;
            if turn.try_get_value() == Some(mine) {
                keep();
                let _ = busy.try_set(false);
            }
        });
    });
}

fn cancel(flight: StoredValue<Option<AbortController>, LocalStorage>) {
    if let Some(Some(abort)) = flight.try_get_value() {
        abort.abort();
    }
}
