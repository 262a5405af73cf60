//! The mailed password, between the sign-in form and the form that replaces it: so that nobody types it twice within a
//! minute. It stands in memory only, is taken once, and goes with the session.

use leptos::prelude::*;
use ui_kit::Who;

use crate::app::Session;

#[derive(Clone, Copy)]
pub struct JustTyped(StoredValue<Option<String>>);

impl JustTyped {
    /// Forgets by itself when nobody is signed in any more.
    pub fn until_left(session: Session) -> Self {
        let typed = Self(StoredValue::new(None));
        Effect::new(move |_| {
            if matches!(session.who(), Who::Nobody) {
                typed.0.set_value(None);
            }
        });
        typed
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn keep(self, password: String) {
        self.0.set_value(Some(password));
    }

    pub fn take(self) -> Option<String> {
        self.0.try_update_value(Option::take).flatten()
    }
}
