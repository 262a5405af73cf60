//! Something on screen that moves on by itself: asked for again every few minutes while there is reason to, never while
//! the tab is hidden, at once when the reader comes back to it late. What is shown stays until a newer answer is there;
//! an answer that fails to come is said beside it and never takes the old one away.

mod view;
mod words;

use std::future::Future;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::callback::Interval;
use leptos::{ev, prelude::*, task::spawn_local};
use web_sys::AbortSignal;

use crate::http::ApiError;
use crate::i18n::fmt;
use crate::load::{Load, LoadState, load};

pub use view::Checked;

/// Between two questions.
const EVERY: TimeDelta = TimeDelta::minutes(5);
/// After a question that got no answer.
const AFTER_FAILURE: TimeDelta = TimeDelta::minutes(1);
/// How often the clock is looked at.
const LOOK_MS: u32 = 10_000;

/// A [`Load`] that asks again by itself.
pub struct Live<T: Send + Sync + 'static> {
    load: Load<T>,
    /// When the newest answer came.
    checked: RwSignal<Option<DateTime<Utc>>>,
    /// When it is asked again; None while there is no reason to.
    next: RwSignal<Option<DateTime<Utc>>>,
    /// The last question got no answer.
    cut_off: RwSignal<bool>,
    busy: RwSignal<bool>,
    now: RwSignal<DateTime<Utc>>,
}

impl<T: Send + Sync + 'static> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Live<T> {}

/// What a page shows instead of the thing itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Absent {
    Waiting,
    Slow,
    Failed(ApiError),
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Live<T> {
    /// Asks again now, with a retry button's busy state.
    pub fn retry(self) {
        self.load.retry();
    }

    /// A question is on its way. Reactive.
    pub fn busy(self) -> bool {
        self.busy.get() || self.load.busy()
    }

    /// `there` is built once and gets every newer value; `absent` stands until the first one comes.
    pub fn view(
        self,
        there: impl Fn(Signal<T>) -> AnyView + Send + 'static,
        absent: impl Fn(Absent) -> AnyView + Send + 'static,
    ) -> impl Fn() -> AnyView + Send + 'static {
        let stage = Memo::new(move |_| {
            self.load.with(|state| match state {
                LoadState::Waiting => Some(Absent::Waiting),
                LoadState::Slow => Some(Absent::Slow),
                LoadState::Failed(error) => Some(Absent::Failed(error.clone())),
                LoadState::Ready(_) => None,
            })
        });
        move || match (stage.get(), untrack(|| self.load.ready())) {
            (None, Some(first)) => {
                let shown = RwSignal::new(first);
                Effect::new(move |_| {
                    if let Some(newer) = self.load.ready()
                        && shown.with_untracked(|shown| *shown != newer)
                    {
                        shown.set(newer);
                    }
                });
                there(shown.into())
            }
            (Some(stage), _) => absent(stage),
            (None, None) => absent(Absent::Waiting),
        }
    }

    /// The clock moved, the tab came to the front, the connection is back.
    fn look<K: 'static, F, Fut>(self, key: Option<K>, fetch: &F)
    where
        F: Fn(K, Option<AbortSignal>) -> Fut,
        Fut: Future<Output = Result<T, ApiError>> + 'static,
    {
        if document().hidden() {
            return;
        }
        let now = fmt::now();
        self.now.set(now);
        let due = self.next.get_untracked().is_some_and(|next| next <= now);
        let asking = self.busy.get_untracked() || self.load.busy_untracked();
        let (true, false, Some(key)) = (due, asking, key) else {
            return;
        };
        self.busy.set(true);
        let turn = self.load.turn();
        let answer = fetch(key, None);
        spawn_local(async move {
            let answer = answer.await;
            // The page may be gone, or show something else by now.
            if self.busy.try_set(false).is_some() || !self.load.still(turn) {
                return;
            }
            match answer {
                // The times follow from the answer, as they do for the page's own question.
                Ok(value) => self.load.put(LoadState::Ready(value)),
                Err(error) if error.is_not_found() => {
                    self.next.set(None);
                    self.load.put(LoadState::Failed(error));
                }
                // The session ended: the sign-in page takes over.
                Err(error) if error.status() == Some(401) => self.next.set(None),
                Err(_) => {
                    self.cut_off.set(true);
                    self.next.set(Some(fmt::now() + AFTER_FAILURE));
                }
            }
        });
    }

    fn answered(self, value: &T, moving: fn(&T) -> bool) {
        let now = fmt::now();
        self.now.set(now);
        self.checked.set(Some(now));
        self.cut_off.set(false);
        self.next.set(moving(value).then(|| now + EVERY));
    }
}

/// Fetches as [`load`] does, and again every five minutes while `moving` says that the thing may still change.
pub fn live<K, T, F, Fut>(
    key: impl Fn() -> Option<K> + Clone + 'static,
    fetch: F,
    moving: fn(&T) -> bool,
) -> Live<T>
where
    K: Clone + PartialEq + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(K, Option<AbortSignal>) -> Fut + 'static,
    Fut: Future<Output = Result<T, ApiError>> + 'static,
{
    let fetch = Rc::new(fetch);
    let again = fetch.clone();
    let load = load(key.clone(), move |key, abort| fetch(key, abort));
    let live = Live {
        load,
        checked: RwSignal::new(None),
        next: RwSignal::new(None),
        cut_off: RwSignal::new(false),
        busy: RwSignal::new(false),
        now: RwSignal::new(fmt::now()),
    };
    Effect::new(move |_| {
        load.with(|state| match state {
            LoadState::Ready(value) => untrack(|| live.answered(value, moving)),
            _ => live.next.set(None),
        });
    });
    let look: Rc<dyn Fn()> = Rc::new(move || live.look(untrack(&key), &*again));
    let timer = StoredValue::new_local(Some({
        let look = look.clone();
        Interval::new(LOOK_MS, move || look())
    }));
    let seen = window_event_listener(ev::visibilitychange, {
        let look = look.clone();
        move |_| look()
    });
    let back = window_event_listener(ev::online, move |_| {
        // The connection is back: what failed is asked for at once.
        if live.cut_off.get_untracked() && live.next.get_untracked().is_some() {
            live.next.set(Some(fmt::now()));
        }
        look();
    });
    on_cleanup(move || {
        timer.update_value(|timer| drop(timer.take()));
        seen.remove();
        back.remove();
    });
    live
}
