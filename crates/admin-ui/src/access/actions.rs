//! Suspend, reinstate, unlock, reset: what is sent, what is asked before, and what is said after. Nothing on the screen
//! changes before the API has answered.

use std::collections::HashSet;

use contract::AccountStatus;
use contract::portal_users::{PortalUser, PortalUserPatch};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::etag;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, IconName, Method, TextProp, Toasts, error_words,
};
use wasm_bindgen::JsCast;

use super::language_words;
use super::words::aw;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Suspend,
    Reinstate,
    Unlock,
    Reset,
}

impl Act {
    /// What ends something for somebody is asked about first.
    fn asks(self) -> bool {
        matches!(self, Self::Suspend | Self::Reset)
    }
}

/// What can be done with the people on the page. Copy it freely.
#[derive(Clone, Copy)]
pub struct Actions {
    api: Api,
    toasts: Toasts,
    people: RwSignal<Vec<PortalUser>>,
    reload: Callback<()>,
    busy: RwSignal<HashSet<i64>>,
    asked: RwSignal<Option<(Act, PortalUser)>>,
}

impl Actions {
    pub fn new(api: Api, people: RwSignal<Vec<PortalUser>>, reload: Callback<()>) -> Self {
        Self {
            api,
            toasts: Toasts::here(),
            people,
            reload,
            busy: RwSignal::new(HashSet::new()),
            asked: RwSignal::new(None),
        }
    }

    /// Something about this person is on its way. Reactive.
    pub fn busy(self, id: i64) -> bool {
        self.busy.with(|busy| busy.contains(&id))
    }

    pub fn start(self, act: Act, person: PortalUser) {
        if act.asks() {
            self.asked.set(Some((act, person)));
        } else {
            self.run(act, person);
        }
    }

    fn run(self, act: Act, person: PortalUser) {
        let id = person.id;
        self.busy.update(|busy| {
            busy.insert(id);
        });
        spawn_local(async move {
            let answer = send(self.api, act, &person).await;
            let _ = self.busy.try_update(|busy| busy.remove(&id));
            match answer {
                Ok(now) => {
                    let name = now.name.clone();
                    let _ = self.people.try_update(|people| {
                        if let Some(known) = people.iter_mut().find(|known| known.id == id) {
                            *known = now;
                        }
                    });
                    self.toasts.done(done_words(act, name));
                    if act == Act::Unlock {
                        refocus(id);
                    }
                }
                Err(error) => self.refused(error),
            }
            if self.people.try_get_untracked().is_some() {
                self.reload.run(());
            }
        });
    }

    fn refused(self, error: ApiError) {
        let stale = matches!(error.status(), Some(404 | 409 | 412));
        self.toasts.failed(move || {
            if stale {
                aw().changed_meanwhile
            } else {
                error_words(&error)
            }
        });
    }
}

async fn send(api: Api, act: Act, person: &PortalUser) -> Result<PortalUser, ApiError> {
    let (path, tag) = (
        format!("/api/portal-users/{}", person.id),
        etag(person.id, person.version),
    );
    let status = match act {
        Act::Suspend => AccountStatus::Suspended,
        Act::Reinstate | Act::Unlock => AccountStatus::Active,
        Act::Reset => {
            let path = format!("{path}/password-resets");
            return api.ask(Method::POST, &path, Some(&tag)).await;
        }
    };
    let patch = PortalUserPatch {
        status: Some(status),
        name: None,
    };
    api.send_if(Method::PATCH, &path, &patch, &tag).await
}

fn done_words(act: Act, name: String) -> TextProp {
    TextProp::from(move || match act {
        Act::Suspend => (aw().suspended)(&name),
        Act::Reinstate => (aw().reinstated)(&name),
        Act::Unlock => (aw().unlocked)(&name),
        Act::Reset => (aw().was_reset)(&name),
    })
}

pub(super) fn toggle_id(id: i64) -> String {
    format!("person-{id}")
}

/// The button that was pressed is gone: the focus goes to its neighbour, not to the page's top.
fn refocus(id: i64) {
    let neighbour = document()
        .query_selector(&format!("#{} button", toggle_id(id)))
        .ok()
        .flatten()
        .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(button) = neighbour {
        let _ = button.focus();
    }
}

/// The question before a person is suspended or gets a new password.
#[component]
pub fn Confirm(actions: Actions, locale: Option<String>) -> impl IntoView {
    let open = RwSignal::new(false);
    // Kept while the dialog closes, so that its words do not vanish before it does.
    let about = RwSignal::new(None::<(Act, PortalUser)>);
    Effect::new(move |_| {
        if let Some(asked) = actions.asked.get() {
            about.set(Some(asked));
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            actions.asked.set(None);
        }
    });
    let suspends = move || about.with(|about| matches!(about, Some((Act::Suspend, _))));
    let name = move || {
        about.with(|about| {
            about
                .as_ref()
                .map(|(_, p)| p.name.clone())
                .unwrap_or_default()
        })
    };
    let email = move || {
        about.with(|about| {
            about
                .as_ref()
                .map(|(_, p)| p.email.clone())
                .unwrap_or_default()
        })
    };
    let title = move || {
        if suspends() {
            (aw().suspend_title)(&name())
        } else {
            (aw().reset_title)(&name())
        }
    };
    let text = move || {
        if suspends() {
            aw().suspend_text.to_owned()
        } else {
            (aw().reset_text)(&email(), &language_words(locale.as_deref()))
        }
    };
    let go = move |_| {
        open.set(false);
        if let Some((act, person)) = about.get_untracked() {
            actions.run(act, person);
        }
    };
    view! {
        <Dialog id="confirm-access" open title>
            <p>{text}</p>
            <div class="actions">
                <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                {move || if suspends() {
                    view! { <Button kind=ButtonKind::Danger on_click=go>{move || aw().suspend}</Button> }.into_any()
                } else {
                    view! { <Button kind=ButtonKind::Primary icon=IconName::Mail on_click=go>{move || aw().reset_go}</Button> }.into_any()
                }}
            </div>
        </Dialog>
    }
    .into_any()
}
