//! Who is signed in. The session itself is an HttpOnly cookie that script never sees; this module knows only what
//! `…/me` answers, and keeps all tabs of the browser in step: signing out in one signs out all.

use gloo_net::http::Method;
use leptos::{ev, prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::http::{Api, ApiError};

const CHANNEL: &str = "ixchel-session";
const SIGNED_IN: &str = "in";
const SIGNED_OUT: &str = "out";

/// The answer to "who am I".
#[derive(Debug, Clone, PartialEq)]
pub enum Who<U> {
    /// Not asked yet, or asked just now.
    Unknown,
    Nobody,
    Known(U),
    /// Could not be asked.
    Unreachable(ApiError),
}

/// The session of a `ShopUser` or a `StaffUser`. Copy it freely.
pub struct Session<U: Send + Sync + 'static> {
    api: Api,
    who: RwSignal<Who<U>>,
    expired: RwSignal<bool>,
    /// Counts what became known: an answer to an older question is not heard.
    turn: StoredValue<u64>,
    me: &'static str,
    logout: &'static str,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
}

impl<U: Send + Sync + 'static> Clone for Session<U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<U: Send + Sync + 'static> Copy for Session<U> {}

impl<U: Clone + PartialEq + DeserializeOwned + Send + Sync + 'static> Session<U> {
    /// Call it once, at the root, and `provide_context` it. Asks `me` at once.
    pub fn start(api: Api, me: &'static str, logout: &'static str) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let session = Self {
            api,
            who: RwSignal::new(Who::Unknown),
            expired: RwSignal::new(false),
            turn: StoredValue::new(0),
            me,
            logout,
            channel: StoredValue::new_local(channel.clone()),
        };
        if let Some(channel) = channel {
            session.listen(&channel);
        }
        session.watch_lapses();
        session.watch_passwords();
        session.watch_returns();
        session.ask();
        session
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Reactive.
    pub fn who(self) -> Who<U> {
        self.who.get()
    }

    /// The person, if signed in. Reactive.
    pub fn user(self) -> Option<U> {
        match self.who.get() {
            Who::Known(user) => Some(user),
            _ => None,
        }
    }

    /// The last session ended by itself: the sign-in page says so. Reactive.
    pub fn expired(self) -> bool {
        self.expired.get()
    }

    /// Asks `me` again: it was unreachable, or something about the person may have changed.
    pub fn ask(self) {
        if matches!(self.who.get_untracked(), Who::Unreachable(_)) {
            self.who.set(Who::Unknown);
        }
        let mine = self.next_turn();
        spawn_local(async move {
            let who = match self.api.who(self.me).await {
                Ok(Some(user)) => Who::Known(user),
                Ok(None) => Who::Nobody,
                Err(error) => Who::Unreachable(error),
            };
            // Somebody who signed in or out meanwhile knows better.
            if self.turn.get_value() == mine {
                self.become_(who);
            }
        });
    }

    /// A sign-in succeeded, or something about the person changed.
    pub fn enter(self, user: U) {
        self.expired.set(false);
        self.become_(Who::Known(user));
        self.tell(SIGNED_IN);
    }

    /// Revokes the session. An error leaves one signed in: the cookie still works, and to say otherwise would lie.
    pub async fn leave(self) -> Result<(), ApiError> {
        let told = self.api.command(Method::POST, self.logout).await;
        match told {
            Err(error) if error.status() != Some(401) => return Err(error),
            _ => {}
        }
        self.expired.set(false);
        self.become_(Who::Nobody);
        self.tell(SIGNED_OUT);
        Ok(())
    }

    fn next_turn(self) -> u64 {
        self.turn.update_value(|turn| *turn += 1);
        self.turn.get_value()
    }

    fn become_(self, who: Who<U>) {
        self.next_turn();
        if self.who.with_untracked(|now| *now != who) {
            self.who.set(who);
        }
    }

    fn tell(self, message: &str) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&message.into());
            }
        });
    }

    fn listen(self, channel: &BroadcastChannel) {
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().as_deref() {
                Some(SIGNED_OUT) => {
                    self.expired.set(false);
                    self.become_(Who::Nobody);
                }
                Some(SIGNED_IN) => self.ask(),
                _ => {}
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // Lives as long as the application.
        heard.forget();
    }

    fn watch_lapses(self) {
        Effect::new(move |seen: Option<u32>| {
            let count = self.api.lapses();
            if seen.is_some_and(|seen| count > seen)
                && self.who.with_untracked(|who| matches!(who, Who::Known(_)))
            {
                self.expired.set(true);
                self.become_(Who::Nobody);
            }
            count
        });
    }

    /// A new password was asked for: `me` knows it too, and the application acts on that.
    fn watch_passwords(self) {
        Effect::new(move |seen: Option<u32>| {
            let count = self.api.passwords_due();
            if seen.is_some_and(|seen| count > seen) {
                self.ask();
            }
            count
        });
    }

    /// A page that the browser kept whole, and brought back, may belong to a session that has ended.
    fn watch_returns(self) {
        // Lives as long as the application.
        let _ = window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                self.ask();
            }
        });
    }
}
