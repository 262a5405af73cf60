//! One's own account: a new password. It ends every other session of the person; this browser gets a fresh one.

mod first;
mod words;

use contract::session::{PasswordChange, StaffUser};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Fact, Facts, Field, IconName, Note, PageHead, Panel,
    PasswordInput, Section, Session, Toasts, Tone, error_words, fmt,
};

use crate::shell::tab;
pub use first::{FirstPassword, Leave};
pub(crate) use words::ow;

use words::AccountWords;

/// What bcrypt takes, in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=72;

type Say = fn(&AccountWords) -> &'static str;

/// What is wrong, by field or with the whole.
#[derive(Clone, Default)]
struct Wrong {
    current: Option<Say>,
    new: Option<Say>,
    other: Option<ApiError>,
}

impl Wrong {
    fn nothing(&self) -> bool {
        self.current.is_none() && self.new.is_none() && self.other.is_none()
    }
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let fact = move |read: fn(StaffUser) -> Option<String>| {
        move || {
            session
                .user()
                .and_then(read)
                .unwrap_or_else(|| fmt::UNKNOWN.to_owned())
        }
    };
    let role = move || {
        session
            .user()
            .map(|user| (ow().role_of)(user.role))
            .unwrap_or_default()
    };
    view! {
        <PageHead title=move || ow().title tab=move || tab(ow().title) />
        <div class="accountpage">
            <Panel>
                <Facts>
                    <Fact name=move || ow().name>{fact(|user| Some(user.name))}</Fact>
                    <Fact name=move || ow().email>{fact(|user| Some(user.email))}</Fact>
                    <Fact name=move || ow().role>{role}</Fact>
                    <Fact name=move || ow().organization>{fact(|user| user.organization)}</Fact>
                </Facts>
            </Panel>
            <Section id="password" title=move || ow().new_password lede=move || ow().lede>
                <Panel><PasswordForm /></Panel>
            </Section>
        </div>
    }
    .into_any()
}

/// The password asked for once and the new one.
#[component]
pub fn PasswordForm(
    /// The current password, where it was typed a moment ago: it is not asked for again.
    #[prop(optional_no_strip)]
    known: Option<String>,
    /// Told after the change, in place of a message about it.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let session = Session::<StaffUser>::here();
    let (current, new) = (
        RwSignal::new(known.unwrap_or_default()),
        RwSignal::new(String::new()),
    );
    // Asked for where it is not known, or was no more the right one.
    let asks = RwSignal::new(current.with_untracked(String::is_empty));
    let (current_node, new_node) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(Wrong::default());
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let found = look(&current.get_untracked(), &new.get_untracked());
        if !found.nothing() {
            focus(if found.current.is_some() {
                current_node
            } else {
                new_node
            });
            wrong.set(found);
            return;
        }
        wrong.set(Wrong::default());
        busy.set(true);
        spawn_local(async move {
            let body = PasswordChange {
                current_password: Some(current.get_untracked()),
                new_password: new.get_untracked(),
            };
            let answer = api.change_password("/api/auth/password", &body).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = current.try_set(String::new());
                    let _ = new.try_set(String::new());
                    match on_done {
                        Some(on_done) => on_done.run(()),
                        None => toasts.done(|| ow().changed),
                    }
                }
                Err(error) => {
                    let found = refusal(error);
                    if found.current.is_some() {
                        let _ = asks.try_set(true);
                    }
                    focus(if found.current.is_some() {
                        current_node
                    } else {
                        new_node
                    });
                    let _ = wrong.try_set(found);
                }
            }
        });
    };
    let said = move |read: fn(&Wrong) -> Option<Say>| {
        Signal::derive(move || wrong.with(read).map(|say| say(ow()).to_owned()))
    };
    let (current_wrong, new_wrong) = (said(|w| w.current), said(|w| w.new));
    view! {
        <form class="passwordform" novalidate aria-labelledby="password" on:submit=submit>
            // Password managers look for whose password it is.
            <input
                type="text" hidden autocomplete="username" readonly
                prop:value=move || session.user().map(|user| user.email).unwrap_or_default()
            />
            {move || asks.get().then(|| view! {
                <Field id="current-password" label=move || ow().current error=current_wrong>
                    <PasswordInput
                        id="current-password" value=current autocomplete="current-password" required=true node=current_node
                        invalid=Signal::derive(move || current_wrong.with(Option::is_some))
                    />
                </Field>
            })}
            <Field id="new-password" label=move || ow().new_password hint=move || ow().hint error=new_wrong>
                <PasswordInput
                    id="new-password" value=new autocomplete="new-password" required=true hinted=true node=new_node
                    invalid=Signal::derive(move || new_wrong.with(Option::is_some))
                />
            </Field>
            <div role="alert">
                {move || wrong.with(|w| w.other.clone()).map(|error| view! {
                    <Note tone=Tone::Danger icon=IconName::OctagonAlert>{move || error_words(&error)}</Note>
                })}
            </div>
            <div class="actions">
                <Button kind=ButtonKind::Primary submit=true busy=busy>{move || ow().change}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// What can be seen before asking.
fn look(current: &str, new: &str) -> Wrong {
    let missing: Option<Say> = if current.is_empty() {
        Some(|w| w.missing_current)
    } else {
        None
    };
    let bad: Option<Say> = if !LENGTH.contains(&new.len()) {
        Some(|w| w.bad_length)
    } else if new == current {
        Some(|w| w.same)
    } else {
        None
    };
    Wrong {
        current: missing,
        new: bad,
        other: None,
    }
}

fn refusal(error: ApiError) -> Wrong {
    let current: Option<Say> = if error.field("current_password").is_some() {
        Some(|w| w.wrong_current)
    } else {
        None
    };
    let new: Option<Say> = match error.field("new_password") {
        Some("length") => Some(|w| w.bad_length),
        Some("mismatch") => Some(|w| w.same),
        Some(_) => Some(|w| w.common),
        None => None,
    };
    let known = current.is_some() || new.is_some();
    Wrong {
        current,
        new,
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

    #[test]
    fn bytes_are_counted_not_letters() {
        assert!(look("old password", "1234567").new.is_some());
        assert!(look("old password", "12345678").nothing());
        // 25 letters of three bytes each are more than 72 bytes.
        assert!(look("old password", &"あ".repeat(25)).new.is_some());
        assert!(look("old password", &"あ".repeat(24)).new.is_none());
        assert!(look("the same one", "the same one").new.is_some());
        assert!(look("", "12345678").current.is_some());
    }
}
