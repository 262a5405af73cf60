//! What a pointer, a finger and the keyboard do to the picture: light a node's way, or open the node. Which of the
//! two a gesture means is decided here; what lighting and opening are is the page's business.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::prelude::*;

use super::lit::Lit;

/// A node lights for good after the pointer has rested on it so long: crossing the picture changes nothing.
const DWELL: Duration = Duration::from_millis(140);
/// A press that has not become a click by then was something else.
const PRESS: Duration = Duration::from_millis(700);
/// What the nodes of a drawing share.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    /// The key under the pointer, before it has rested there.
    pub pointed: RwSignal<Option<String>>,
    /// The one node that the Tab key reaches.
    pub active: RwSignal<String>,
    pub lit: Memo<Arc<Lit>>,
    pub asked: Signal<Option<String>>,
    pub on_point: Option<Callback<String>>,
    pub on_open: Option<Callback<String>>,
    pub open_more: Callback<usize>,
    pub timer: StoredValue<Option<TimeoutHandle>>,
    /// A finger's first tap lights, its second opens.
    pub first_tap: StoredValue<bool>,
    /// Between press and click: lighting now could move the page under the pointer, and the click would miss.
    pub pressed: StoredValue<bool>,
}

impl Hand {
    pub fn enter(self, event: &PointerEvent, key: &str) {
        if event.pointer_type() == "touch" || self.on_point.is_none() {
            return;
        }
        self.pointed.set(Some(key.to_owned()));
        self.stop();
        let key = key.to_owned();
        let rest = set_timeout_with_handle(move || self.point(key), DWELL);
        self.timer.set_value(rest.ok());
    }

    pub fn leave(self) {
        self.stop();
        self.pointed.set(None);
    }

    pub fn focus(self, key: &str) {
        self.active.set(key.to_owned());
        if !self.pressed.get_value() {
            self.point(key.to_owned());
        }
    }

    pub fn press(self, event: &PointerEvent, key: &str) {
        let again = self.asked.get_untracked().as_deref() == Some(key);
        self.first_tap
            .set_value(event.pointer_type() == "touch" && !again);
        self.pressed.set_value(true);
        self.stop();
        // Also where the press ends elsewhere and no click follows.
        set_timeout(
            move || {
                let _ = self.pressed.try_set_value(false);
            },
            PRESS,
        );
    }

    /// A click or Enter. Modified clicks on a link stay the browser's (a new tab).
    pub fn choose(self, event: &MouseEvent, key: &str, opens: bool) {
        self.pressed.set_value(false);
        if event.meta_key() || event.ctrl_key() || event.shift_key() || event.button() != 0 {
            return;
        }
        let Some(open) = self.on_open.filter(|_| opens) else {
            self.point(key.to_owned());
            return;
        };
        event.prevent_default();
        self.stop();
        if self.first_tap.get_value() && self.on_point.is_some() {
            self.first_tap.set_value(false);
            self.point(key.to_owned());
        } else {
            self.pointed.set(None);
            open.run(key.to_owned());
        }
    }

    fn point(self, key: String) {
        if let Some(point) = self.on_point {
            point.run(key);
        }
    }

    pub fn stop(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }
}
