//! A name for a new team or another for an old one; and the question before a team is deleted.

use contract::users::{Team, TeamInput, TeamPatch};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::{etag, once_key};
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, Field, IconName, Method, Note, TextInput, Toasts,
    Tone, error_words, fmt,
};

use super::tw;
use super::words::TeamWords;
use crate::access::aw;

type Say = fn(&TeamWords) -> &'static str;

#[derive(Debug, Clone, PartialEq)]
pub enum About {
    Add,
    Rename(Team),
}

#[derive(Clone)]
enum Wrong {
    Name(Say),
    Stale,
    Other(ApiError),
}

#[component]
pub fn NameDialog(
    /// What to ask about; None closes it.
    about: RwSignal<Option<About>>,
    reload: Callback<()>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let shown = RwSignal::new(About::Add);
    let name = RwSignal::new(String::new());
    let node = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<Wrong>);
    let busy = RwSignal::new(false);
    // Made when the dialog opens: however often it is sent, one team.
    let key = StoredValue::new(String::new());
    Effect::new(move |_| {
        if let Some(asked) = about.get() {
            name.set(match &asked {
                About::Add => String::new(),
                About::Rename(team) => team.name.clone(),
            });
            key.set_value(once_key());
            wrong.set(None);
            shown.set(asked);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            about.set(None);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = name.get_untracked().trim().to_owned();
        if !(1..=200).contains(&typed.chars().count()) {
            wrong.set(Some(Wrong::Name(|w| w.bad_name)));
            focus(node);
            return;
        }
        wrong.set(None);
        busy.set(true);
        let asked = shown.get_untracked();
        spawn_local(async move {
            let answer = match &asked {
                About::Add => {
                    let input = TeamInput {
                        name: typed.clone(),
                    };
                    let key = key.try_get_value().unwrap_or_default();
                    api.create::<_, Team>("/api/teams", &input, &key).await
                }
                About::Rename(team) => {
                    let patch = TeamPatch {
                        name: Some(typed.clone()),
                    };
                    let path = format!("/api/teams/{}", team.id);
                    let tag = etag(team.id, team.version);
                    api.send_if(Method::PATCH, &path, &patch, &tag).await
                }
            };
            let _ = busy.try_set(false);
            match answer {
                Ok(team) => {
                    let _ = open.try_set(false);
                    toasts.done(move || (tw().saved)(&team.name));
                    reload.run(());
                }
                Err(error) => {
                    if error != ApiError::Network {
                        key.try_update_value(|key| *key = once_key());
                    }
                    let found = refusal(error);
                    if matches!(found, Wrong::Stale) {
                        reload.run(());
                    }
                    let _ = wrong.try_set(Some(found));
                    focus(node);
                }
            }
        });
    };
    let bad = Signal::derive(move || {
        wrong.with(|wrong| match wrong {
            Some(Wrong::Name(say)) => Some(say(tw()).to_owned()),
            _ => None,
        })
    });
    let whole = move || {
        wrong.with(|wrong| match wrong {
            Some(Wrong::Stale) => Some(tw().stale),
            Some(Wrong::Other(error)) => Some(error_words(error)),
            _ => None,
        })
    };
    let adds = Memo::new(move |_| shown.with(|shown| *shown == About::Add));
    view! {
        <Dialog id="team-dialog" open title=move || if adds.get() { tw().add } else { tw().rename_title }>
            <form class="dialogform" novalidate on:submit=submit>
                <div role="alert">
                    {move || whole().map(|text| view! { <Note tone=Tone::Danger icon=IconName::OctagonAlert>{text}</Note> })}
                </div>
                <Field id="team-name" label=move || tw().name error=bad>
                    <TextInput
                        id="team-name" value=name autocomplete="off" required=true node=node
                        invalid=Signal::derive(move || bad.with(Option::is_some))
                    />
                </Field>
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=busy>{move || if adds.get() { tw().add_go } else { tw().save }}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn refusal(error: ApiError) -> Wrong {
    let taken = error.field("name") == Some("duplicate");
    match error.status() {
        _ if taken => Wrong::Name(|w| w.taken),
        Some(409) => Wrong::Name(|w| w.taken),
        Some(404 | 412) => Wrong::Stale,
        _ if error.field("name").is_some() => Wrong::Name(|w| w.bad_name),
        _ => Wrong::Other(error),
    }
}

/// Says what stays before it asks.
#[component]
pub fn DeleteDialog(ending: RwSignal<Option<Team>>, reload: Callback<()>) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let shown = RwSignal::new(None::<Team>);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    Effect::new(move |_| {
        if let Some(team) = ending.get() {
            refused.set(None);
            shown.set(Some(team));
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            ending.set(None);
        }
    });
    let title = move || {
        let name = shown.with(|team| team.as_ref().map(|team| team.name.clone()));
        (tw().delete_title)(&name.unwrap_or_default())
    };
    let text = move || {
        shown.with(|team| {
            let (people, shops) = team
                .as_ref()
                .map_or((0, 0), |team| (team.member_count, team.customer_count));
            (tw().delete_text)(&fmt::number(people), &fmt::number(shops))
        })
    };
    let go = move |_| {
        let Some(team) = shown.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let path = format!("/api/teams/{}", team.id);
            let answer = api
                .command_if(Method::DELETE, &path, &etag(team.id, team.version))
                .await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = open.try_set(false);
                    toasts.done(move || (tw().deleted)(&team.name));
                    reload.run(());
                }
                Err(error) => {
                    if error.is_stale() {
                        reload.run(());
                    }
                    let _ = refused.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog id="team-delete" open title>
            <p>{text}</p>
            <div role="alert">
                {move || refused.get().map(|error| {
                    let stale = matches!(error.status(), Some(404 | 409 | 412));
                    view! {
                        <Note tone=Tone::Danger icon=IconName::OctagonAlert>
                            {move || if stale { tw().stale } else { error_words(&error) }}
                        </Note>
                    }
                })}
            </div>
            <div class="actions">
                <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                <Button kind=ButtonKind::Danger busy=busy on_click=go>{move || tw().delete_go}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn focus(node: NodeRef<html::Input>) {
    if let Some(Some(input)) = node.try_get_untracked() {
        let _ = input.focus();
    }
}
