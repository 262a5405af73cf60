//! "Create portal access": an e-mail and a name. The password is made by the server and goes by e-mail.

use contract::portal_users::{PortalUser, PortalUserInput};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::once_key;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, Field, IconName, Note, TextInput, Toasts, Tone,
    error_words,
};

use super::words::{AccessWords, aw};

type Say = fn(&AccessWords) -> &'static str;

/// What is wrong, by field or with the whole.
#[derive(Clone, Default)]
struct Wrong {
    email: Option<Say>,
    name: Option<Say>,
    other: Option<ApiError>,
}

impl Wrong {
    fn nothing(&self) -> bool {
        self.email.is_none() && self.name.is_none() && self.other.is_none()
    }
}

#[component]
pub fn CreateDialog(
    customer: i64,
    open: RwSignal<bool>,
    on_created: Callback<PortalUser>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let (email, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (email_node, name_node) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(Wrong::default());
    let busy = RwSignal::new(false);
    // The same words under the same key create one person, however often they are sent.
    let sent = StoredValue::new(None::<(PortalUserInput, String)>);
    Effect::new(move |_| {
        if open.get() {
            email.set(String::new());
            name.set(String::new());
            wrong.set(Wrong::default());
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let input = PortalUserInput {
            email: email.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
        };
        let found = look(&input);
        if !found.nothing() {
            focus(if found.email.is_some() {
                email_node
            } else {
                name_node
            });
            wrong.set(found);
            return;
        }
        let key = match sent.get_value() {
            Some((before, key)) if before == input => key,
            _ => once_key(),
        };
        sent.set_value(Some((input.clone(), key.clone())));
        wrong.set(Wrong::default());
        busy.set(true);
        spawn_local(async move {
            let path = format!("/api/customers/{customer}/portal-users");
            let answer = api.create::<_, PortalUser>(&path, &input, &key).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(person) => {
                    sent.set_value(None);
                    let _ = open.try_set(false);
                    let who = person.name.clone();
                    toasts.done(move || (aw().created)(&who));
                    on_created.run(person);
                }
                Err(error) => {
                    // Only a try that got no answer is repeated under its key.
                    if error != ApiError::Network {
                        sent.set_value(None);
                    }
                    let found = refusal(error);
                    focus(if found.name.is_some() && found.email.is_none() {
                        name_node
                    } else {
                        email_node
                    });
                    let _ = wrong.try_set(found);
                }
            }
        });
    };
    let field = move |read: fn(&Wrong) -> Option<Say>| {
        Signal::derive(move || wrong.with(read).map(|words| words(aw()).to_owned()))
    };
    let (email_wrong, name_wrong) = (field(|w| w.email), field(|w| w.name));
    view! {
        <Dialog id="create-access" open title=move || aw().create>
            <form class="dialogform" novalidate on:submit=submit>
                <p class="mut">{move || aw().create_text}</p>
                <div role="alert">
                    {move || wrong.with(|w| w.other.clone()).map(|error| view! {
                        <Note tone=Tone::Danger icon=IconName::OctagonAlert>{move || error_words(&error)}</Note>
                    })}
                </div>
                <Field id="access-email" label=move || aw().email error=email_wrong>
                    <TextInput
                        id="access-email" value=email kind="email" autocomplete="off" required=true node=email_node
                        invalid=Signal::derive(move || email_wrong.with(Option::is_some))
                    />
                </Field>
                <Field id="access-name" label=move || aw().name error=name_wrong>
                    <TextInput
                        id="access-name" value=name autocomplete="off" required=true node=name_node
                        invalid=Signal::derive(move || name_wrong.with(Option::is_some))
                    />
                </Field>
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=busy icon=IconName::Mail>{move || aw().create_go}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What can be seen before asking. Whether an address can get e-mail, only the server finds out.
fn look(input: &PortalUserInput) -> Wrong {
    let at = input.email.find('@');
    let email: Option<Say> = if input.email.is_empty() {
        Some(|w| w.missing_email)
    } else if at.is_none_or(|at| at == 0 || at + 1 == input.email.len()) {
        Some(|w| w.bad_email)
    } else {
        None
    };
    let name: Option<Say> = match input.name.chars().count() {
        0 => Some(|w| w.missing_name),
        1..=200 => None,
        _ => Some(|w| w.bad_name),
    };
    Wrong {
        email,
        name,
        other: None,
    }
}

fn refusal(error: ApiError) -> Wrong {
    let email: Option<Say> =
        if error.status() == Some(409) || error.field("email") == Some("duplicate") {
            Some(|w| w.email_taken)
        } else if error.field("email").is_some() {
            Some(|w| w.bad_email)
        } else {
            None
        };
    let name: Option<Say> = if error.field("name").is_some() {
        Some(|w| w.bad_name)
    } else {
        None
    };
    let known = email.is_some() || name.is_some();
    Wrong {
        email,
        name,
        other: (!known).then_some(error),
    }
}

fn focus(node: NodeRef<html::Input>) {
    if let Some(Some(input)) = node.try_get_untracked() {
        let _ = input.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(email: &str, name: &str) -> PortalUserInput {
        PortalUserInput {
            email: email.into(),
            name: name.into(),
        }
    }

    #[test]
    fn what_is_missing_is_said_of_its_field() {
        let both = look(&input("", ""));
        assert!(both.email.is_some() && both.name.is_some());
        for bad in ["ana", "@shop.example", "ana@"] {
            let found = look(&input(bad, "Ana"));
            assert!(found.email.is_some() && found.name.is_none(), "{bad}");
        }
        assert!(look(&input("ana@shop.example", "Ana")).nothing());
    }
}
