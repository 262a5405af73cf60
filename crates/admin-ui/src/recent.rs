//! What was traced since this tab was opened, the newest first. Kept in memory only: it goes with the tab and with
//! the person who signs out.

use contract::trace::NodeKind;
use leptos::prelude::*;

const KEPT: usize = 8;

#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    pub kind: NodeKind,
    pub href: String,
    pub title: String,
    /// A second line: region, shops reached.
    pub detail: String,
}

#[derive(Clone, Copy)]
pub struct Recents(RwSignal<Vec<Recent>>);

impl Default for Recents {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl Recents {
    pub fn here() -> Self {
        expect_context()
    }

    /// Reactive.
    pub fn list(self) -> Vec<Recent> {
        self.0.get()
    }

    pub fn note(self, recent: Recent) {
        self.0.update(|list| {
            list.retain(|known| known.href != recent.href);
            list.insert(0, recent);
            list.truncate(KEPT);
        });
    }

    pub fn clear(self) {
        if self.0.with_untracked(|list| !list.is_empty()) {
            self.0.set(Vec::new());
        }
    }
}
