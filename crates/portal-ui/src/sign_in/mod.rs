//! The sign-in page: by password, or by a link that comes by e-mail. The password goes to the API and nowhere else;
//! the session comes back as a cookie that script cannot read.

mod frame;
mod just_typed;
mod link_form;
mod link_page;
mod picture;

use contract::session::{ShopLogin, ShopSession};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui_kit::say::fixed;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Field, IconName, Note, PasswordInput, TextInput, Tone,
    error_words, http,
};
use wasm_bindgen::JsCast;

use crate::account::words::aw;
use crate::app::{FIRST_PASSWORD, ORDERS, Session};
use crate::frame::safe_next;
use crate::words::w;
use frame::NoAccess;
pub use frame::SignFrame;
pub use just_typed::JustTyped;
use link_form::LinkForm;
pub use link_page::{LinkPage, LinkToken};
use ui_kit::Maker;

/// What stands in the way of a sign-in.
#[derive(Debug, Clone, PartialEq)]
enum Refusal {
    Wrong,
    Suspended,
    Other(ApiError),
}

impl Refusal {
    fn of(error: ApiError) -> Self {
        match error.status() {
            // An e-mail that is none (400) is a wrong one: the form says no more than the API does.
            Some(400 | 401) => Self::Wrong,
            Some(403) => Self::Suspended,
            _ => Self::Other(error),
        }
    }

    /// Reactive in the language.
    fn words(&self) -> &'static str {
        match self {
            Self::Wrong => w().wrong,
            Self::Suspended => w().suspended,
            Self::Other(error) => error_words(error),
        }
    }
}

#[component]
pub fn SignInPage() -> impl IntoView {
    go_on_when_signed_in(Session::here());
    let email = RwSignal::new(String::new());
    let by_link = RwSignal::new(false);
    let form = move || {
        if by_link.get() {
            view! { <ByLink email=email by_link=by_link /> }.into_any()
        } else {
            view! { <SignInForm email=email by_link=by_link /> }.into_any()
        }
    };
    // Whoever changes the way goes on where they were: at the e-mail address.
    Effect::new(move |before: Option<()>| {
        by_link.track();
        if before.is_some() {
            request_animation_frame(|| {
                let input = document().get_element_by_id("email");
                if let Some(input) =
                    input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok())
                {
                    let _ = input.focus();
                }
            });
        }
    });
    view! {
        <SignFrame tab=fixed(|| w().sign_in) foot=|| view! { <NoAccess /> }.into_any()>
            {form}
        </SignFrame>
    }
}

#[component]
fn ByLink(email: RwSignal<String>, by_link: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="signform">
            <div>
                <h1>{fixed(|| aw().link_title)}</h1>
                <p class="lede mut">{fixed(|| aw().link_lede)}</p>
            </div>
            <LinkForm email=email on_back=move |()| by_link.set(false) />
        </div>
    }
}

#[component]
fn SignInForm(email: RwSignal<String>, by_link: RwSignal<bool>) -> impl IntoView {
    let just_typed = JustTyped::here();
    let api = Api::here();
    let session = Session::here();
    let maker = Maker::here();
    let password = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let email_box = NodeRef::<html::Input>::new();
    let password_box = NodeRef::<html::Input>::new();

    let missing = move |value: RwSignal<String>, words: fn() -> &'static str| {
        Signal::derive(move || {
            (tried.get() && value.with(|value| value.trim().is_empty())).then(|| words().to_owned())
        })
    };
    let no_email = missing(email, || w().need_email);
    let no_password = missing(password, || w().need_password);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // A password manager may have filled the boxes without an event.
        for (node, value) in [(email_box, email), (password_box, password)] {
            if let Some(input) = node.get_untracked() {
                value.set(input.value());
            }
        }
        tried.set(true);
        refusal.set(None);
        let first_missing = [(no_email, email_box), (no_password, password_box)]
            .into_iter()
            .find(|(problem, _)| problem.with_untracked(Option::is_some));
        if let Some((_, input)) = first_missing {
            focus(input);
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let login = ShopLogin {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            organization: Some(maker.slug()),
        };
        spawn_local(async move {
            let answer = api
                .sign_in::<_, ShopSession>("/api/portal/customer/login", &login)
                .await;
            let _ = busy.try_set(false);
            match answer {
                Ok(entered) => {
                    if entered.user.must_change_password {
                        just_typed.keep(login.password);
                    }
                    session.enter(entered.user);
                }
                Err(error) => {
                    let _ = refusal.try_set(Some(Refusal::of(error)));
                    focus(password_box);
                }
            }
        });
    };
    view! {
        <form class="signform" aria-labelledby="signin" novalidate on:submit=submit>
            <div>
                <h1 id="signin">{fixed(|| w().portal)}</h1>
                <p class="lede mut">{fixed(|| w().tagline)}</p>
            </div>
            {move || {
                (session.expired() && refusal.with(Option::is_none)).then(|| {
                    view! { <Note icon=IconName::Clock live="status">{fixed(|| w().expired)}</Note> }
                })
            }}
            {move || {
                refusal.get().map(|refusal| {
                    view! {
                        <Note tone=Tone::Danger icon=IconName::OctagonAlert live="alert">{move || refusal.words()}</Note>
                    }
                })
            }}
            <Field id="email" label=fixed(|| w().email) error=no_email>
                <TextInput
                    id="email"
                    value=email
                    kind="email"
                    autocomplete="username"
                    invalid=Signal::derive(move || no_email.with(Option::is_some))
                    required=true
                    big=true
                    node=email_box
                />
            </Field>
            <Field id="password" label=fixed(|| w().password) error=no_password>
                <PasswordInput
                    id="password"
                    value=password
                    invalid=Signal::derive(move || no_password.with(Option::is_some))
                    required=true
                    big=true
                    node=password_box
                />
            </Field>
            <Button kind=ButtonKind::Primary submit=true big=true busy=busy>{fixed(|| w().sign_in)}</Button>
            <div class="or">
                <span>{fixed(|| aw().or)}</span>
            </div>
            <Button big=true icon=IconName::Mail on_click=move |_| by_link.set(true)>
                {fixed(|| aw().mail_link)}
            </Button>
        </form>
    }
    .into_any()
}

fn focus(input: NodeRef<html::Input>) {
    if let Some(Some(input)) = input.try_get_untracked() {
        let _ = input.focus();
    }
}

/// Signed in here or in another tab: on to where one was going.
fn go_on_when_signed_in(session: Session) {
    let query = use_query_map();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(user) = session.user() {
            let next = safe_next(query.with_untracked(|query| query.get("next")));
            let target = if user.must_change_password {
                let next = (next != ORDERS).then_some(next);
                format!("{FIRST_PASSWORD}{}", http::query(&[("next", next)]))
            } else {
                next
            };
            navigate(
                &target,
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16) -> ApiError {
        ApiError::Problem(contract::Problem {
            kind: "about:blank".into(),
            title: String::new(),
            status,
            detail: String::new(),
            instance: String::new(),
            request_id: "req-1".into(),
            errors: Vec::new(),
        })
    }

    #[test]
    fn a_wrong_password_and_an_impossible_mail_address_read_alike() {
        assert_eq!(Refusal::of(refused(401)), Refusal::Wrong);
        assert_eq!(Refusal::of(refused(400)), Refusal::Wrong);
        assert_eq!(Refusal::of(refused(403)), Refusal::Suspended);
        assert_eq!(Refusal::of(refused(429)), Refusal::Other(refused(429)));
        assert_eq!(
            Refusal::of(ApiError::Network),
            Refusal::Other(ApiError::Network)
        );
    }
}
