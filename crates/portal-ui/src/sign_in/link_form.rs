//! Asking for a sign-in link. What it says never tells whether the address has access.

use contract::session::MagicLinkRequest;
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};
use ui_kit::say::fixed;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Field, IconName, Note, TextInput, Tone, error_words,
};

use super::focus;
use crate::account::words::aw;
use crate::words::w;
use ui_kit::Maker;

/// What is wrong with the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Missing,
    Impossible,
}

/// `email` may be typed already. `on_back` leads to the sign-in by password.
#[component]
pub fn LinkForm(email: RwSignal<String>, #[prop(into)] on_back: Callback<()>) -> impl IntoView {
    let api = Api::here();
    let maker = Maker::here();
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Wrong>);
    let failure = RwSignal::new(None::<ApiError>);
    let sent_to = RwSignal::new(None::<String>);
    let email_box = NodeRef::<html::Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // A browser may have filled the box without an event.
        if let Some(input) = email_box.get_untracked() {
            email.set(input.value());
        }
        if busy.get_untracked() {
            return;
        }
        failure.set(None);
        sent_to.set(None);
        let address = email.get_untracked().trim().to_owned();
        wrong.set(if address.is_empty() {
            Some(Wrong::Missing)
        } else if possible(&address) {
            None
        } else {
            Some(Wrong::Impossible)
        });
        if wrong.get_untracked().is_some() {
            focus(email_box);
            return;
        }
        busy.set(true);
        let request = MagicLinkRequest {
            email: address.clone(),
            organization: Some(maker.slug()),
        };
        spawn_local(async move {
            let answer = api.tell("/api/portal/customer/magic-links", &request).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = sent_to.try_set(Some(address));
                }
                Err(error) if error.status() == Some(400) => {
                    let _ = wrong.try_set(Some(Wrong::Impossible));
                    focus(email_box);
                }
                Err(error) => {
                    let _ = failure.try_set(Some(error));
                }
            }
        });
    };
    let says = Signal::derive(move || {
        wrong.get().map(|wrong| {
            match wrong {
                Wrong::Missing => w().need_email,
                Wrong::Impossible => aw().impossible_email,
            }
            .to_owned()
        })
    });
    let send = move || {
        if sent_to.with(Option::is_some) {
            aw().send_again
        } else {
            aw().send_link
        }
    };
    view! {
        <form class="linkform" novalidate on:submit=submit>
            <div role="status">
                {move || {
                    sent_to.get().map(|address| {
                        view! {
                            <Note tone=Tone::Success icon=IconName::Mail>
                                {move || (aw().link_sent)(&address)}
                            </Note>
                        }
                    })
                }}
            </div>
            {move || {
                failure.get().map(|error| {
                    view! {
                        <Note tone=Tone::Danger icon=IconName::OctagonAlert live="alert">{move || error_words(&error)}</Note>
                    }
                })
            }}
            <Field id="email" label=fixed(|| w().email) error=says>
                <TextInput
                    id="email"
                    value=email
                    kind="email"
                    autocomplete="username"
                    invalid=Signal::derive(move || wrong.get().is_some())
                    required=true
                    big=true
                    node=email_box
                />
            </Field>
            <Button kind=ButtonKind::Primary submit=true big=true busy=busy icon=IconName::Mail>{send}</Button>
            <Button kind=ButtonKind::Quiet icon=IconName::ArrowLeft on_click=move |_| on_back.run(())>
                {fixed(|| aw().with_password)}
            </Button>
        </form>
    }
    .into_any()
}

/// Something, an @, something with a dot: the rest only the mail itself can tell.
fn possible(address: &str) -> bool {
    address.len() <= 254
        && !address.contains(char::is_whitespace)
        && address.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !host.contains('@') && host.contains('.') && !host.ends_with('.')
        })
}

#[cfg(test)]
mod tests {
    use super::possible;

    #[test]
    fn a_slip_of_the_hand_is_seen() {
        for good in ["buyer@harbor-cocoa.example", "a+b@x.co.jp"] {
            assert!(possible(good), "{good}");
        }
        for bad in [
            "",
            "buyer",
            "buyer@",
            "@x.example",
            "a b@x.example",
            "a@b@x.example",
            "a@x",
            "a@x.",
        ] {
            assert!(!possible(bad), "{bad}");
        }
    }
}
