//! Suspend, reinstate, unlock, a new password: what is sent, what is asked before, and what is said after. Nothing on the
//! screen changes before the API has answered.

use std::collections::HashSet;

use contract::AccountStatus;
use contract::users::{User, UserPatch};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::etag;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, IconName, Method, Note, TextProp, Toasts, Tone,
    error_words,
};

use super::dialog::fresh;
use super::refusal::Rule;
use super::words::stw;
use crate::access::aw;
use crate::lists::More;

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
    list: More<User>,
    busy: RwSignal<HashSet<i64>>,
    asked: RwSignal<Option<(Act, User)>>,
    /// Why what was asked about was refused; said in the dialog that asked.
    refused: RwSignal<Option<ApiError>>,
}

impl Actions {
    pub fn new(api: Api, list: More<User>) -> Self {
        Self {
            api,
            toasts: Toasts::here(),
            list,
            busy: RwSignal::new(HashSet::new()),
            asked: RwSignal::new(None),
            refused: RwSignal::new(None),
        }
    }

    /// Something about this person is on its way. Reactive.
    pub fn busy(self, id: i64) -> bool {
        self.busy.with(|busy| busy.contains(&id))
    }

    pub fn start(self, act: Act, person: User) {
        self.refused.set(None);
        if act.asks() {
            self.asked.set(Some((act, person)));
        } else {
            self.run(act, person, None);
        }
    }

    /// Puts what the API answered in its row.
    pub fn put(self, now: User) {
        let _ = self.list.rows.try_update(|people| {
            if let Some(known) = people.iter_mut().find(|known| known.id == now.id) {
                *known = now;
            }
        });
    }

    fn run(self, act: Act, person: User, dialog: Option<RwSignal<bool>>) {
        let id = person.id;
        self.refused.set(None);
        self.busy.update(|busy| {
            busy.insert(id);
        });
        spawn_local(async move {
            let answer = send(self.api, act, &person).await;
            let _ = self.busy.try_update(|busy| busy.remove(&id));
            match answer {
                Ok(now) => {
                    if let Some(open) = dialog {
                        let _ = open.try_set(false);
                    }
                    let name = now.name.clone();
                    self.put(now);
                    self.toasts.done(done_words(act, name));
                }
                Err(error) if dialog.is_some() => {
                    // The next try is about the person as they are now.
                    if error.is_stale()
                        && let Some(now) = fresh(self.api, id).await
                    {
                        self.put(now.clone());
                        let still = dialog.and_then(|open| open.try_get_untracked());
                        if still == Some(true) {
                            self.asked.set(Some((act, now)));
                        }
                    }
                    let _ = self.refused.try_set(Some(error));
                }
                Err(error) => {
                    let stale = is_stale(&error);
                    self.toasts.failed(move || refusal_words(&error));
                    if stale && self.list.rows.try_get_untracked().is_some() {
                        self.list.again();
                    }
                }
            }
        });
    }
}

fn is_stale(error: &ApiError) -> bool {
    matches!(error.status(), Some(404 | 409 | 412)) && Rule::of(error).is_none()
}

/// Reactive.
fn refusal_words(error: &ApiError) -> &'static str {
    match Rule::of(error) {
        Some(rule) => (rule.words())(stw()),
        None if is_stale(error) => aw().changed_meanwhile,
        None => error_words(error),
    }
}

async fn send(api: Api, act: Act, person: &User) -> Result<User, ApiError> {
    let (path, tag) = (
        format!("/api/users/{}", person.id),
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
    let patch = UserPatch {
        status: Some(status),
        ..UserPatch::default()
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

/// The question before a person is suspended or gets a new password. A refusal is said in it.
#[component]
pub fn Confirm(actions: Actions) -> impl IntoView {
    let open = RwSignal::new(false);
    // Kept while the dialog closes, so that its words do not vanish before it does.
    let about = RwSignal::new(None::<(Act, User)>);
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
    let of = move |read: fn(&User) -> &str| {
        about.with(|about| {
            about
                .as_ref()
                .map(|(_, person)| read(person).to_owned())
                .unwrap_or_default()
        })
    };
    let title = move || {
        let name = of(|person| &person.name);
        if suspends() {
            (aw().suspend_title)(&name)
        } else {
            (aw().reset_title)(&name)
        }
    };
    let text = move || {
        if suspends() {
            stw().suspend_text.to_owned()
        } else {
            (stw().reset_text)(&of(|person| &person.email))
        }
    };
    let busy = Signal::derive(move || {
        let id = about.with(|about| about.as_ref().map(|(_, person)| person.id));
        id.is_some_and(|id| actions.busy(id))
    });
    let go = move |_| {
        if let Some((act, person)) = about.get_untracked() {
            actions.run(act, person, Some(open));
        }
    };
    view! {
        <Dialog id="confirm-person" open title>
            <p>{text}</p>
            <div role="alert">
                {move || actions.refused.get().map(|error| view! {
                    <Note tone=Tone::Danger icon=IconName::OctagonAlert>{move || refusal_words(&error)}</Note>
                })}
            </div>
            <div class="actions">
                <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                {move || if suspends() {
                    view! { <Button kind=ButtonKind::Danger busy=busy on_click=go>{move || aw().suspend}</Button> }.into_any()
                } else {
                    view! { <Button kind=ButtonKind::Primary busy=busy icon=IconName::Mail on_click=go>{move || aw().reset_go}</Button> }.into_any()
                }}
            </div>
        </Dialog>
    }
    .into_any()
}
