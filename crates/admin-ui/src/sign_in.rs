//! Sign-in for staff. The address stays as it is, so that whoever followed a link is where it leads afterwards.

use contract::session::{StaffLogin, StaffSession, StaffUser};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{
    Api, ApiError, Brand, Button, ButtonKind, Field, IconName, LanguageMenu, MakerMark, Note,
    PasswordInput, Session, TextInput, ThemeToggle, Tone, error_words,
};

use crate::warp::Warp;
use crate::words::w;

/// Why the last try failed.
#[derive(Clone, PartialEq)]
enum Refusal {
    Wrong,
    Suspended,
    Other(ApiError),
}

/// The password of the sign-in a moment ago, for whoever must choose another one at once: they need not write it twice.
/// Kept in memory alone, until it is taken.
#[derive(Clone, Copy, Default)]
pub struct JustTyped(StoredValue<Option<String>>);

impl JustTyped {
    pub fn here() -> Self {
        expect_context()
    }

    fn keep(self, password: String) {
        self.0.set_value(Some(password));
    }

    pub fn take(self) -> Option<String> {
        let mut taken = None;
        self.0.update_value(|kept| taken = kept.take());
        taken
    }
}

/// The frame of what stands before the application: sign-in, a first password, the choice of an organization.
#[component]
pub fn SignFrame(
    /// The browser tab's title.
    title: fn() -> &'static str,
    foot: fn() -> AnyView,
    children: Children,
) -> impl IntoView {
    Effect::new(move |_| document().set_title(&crate::shell::tab(title())));
    view! {
        <main class="signgrid" id="main" tabindex="-1">
            <div class="signleft">
                <header>
                    <Brand name="Cacao Ixchel" />
                    <div class="tools"><LanguageMenu /><ThemeToggle /></div>
                </header>
                <div class="signmark"><MakerMark /></div>
                {children()}
                <footer class="mut s">{foot()}</footer>
            </div>
            <aside class="signright" aria-hidden="true"><Warp /></aside>
        </main>
    }
    .into_any()
}

#[component]
pub fn SignIn() -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let api = Api::here();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (email_node, password_node) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let typed = JustTyped::here();
    let asked = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refusal>);
    let no_email = move || asked.get() && email.with(|e| e.trim().is_empty());
    let no_password = move || asked.get() && password.with(String::is_empty);

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        asked.set(true);
        if busy.get_untracked() {
            return;
        }
        if email.with_untracked(|e| e.trim().is_empty()) {
            focus(email_node);
            return;
        }
        if password.with_untracked(String::is_empty) {
            focus(password_node);
            return;
        }
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let body = StaffLogin {
                email: email.get_untracked().trim().to_owned(),
                password: password.get_untracked(),
            };
            let answer = api
                .sign_in::<_, StaffSession>("/api/auth/login", &body)
                .await;
            let _ = busy.try_set(false);
            match answer {
                Ok(signed_in) => {
                    typed.keep(password.get_untracked());
                    password.set(String::new());
                    session.enter(signed_in.user);
                }
                Err(error) => {
                    let refusal = match error.status() {
                        Some(401) => Refusal::Wrong,
                        Some(403) => Refusal::Suspended,
                        _ => Refusal::Other(error),
                    };
                    let _ = refused.try_set(Some(refusal));
                    focus(password_node);
                }
            }
        });
    };
    let words = move || match refused.get() {
        Some(Refusal::Wrong) => Some(w().wrong),
        Some(Refusal::Suspended) => Some(w().suspended),
        Some(Refusal::Other(error)) => Some(error_words(&error)),
        None => None,
    };
    view! {
        <SignFrame title=|| w().sign_in foot=|| view! { <p>{move || w().no_access}</p> }.into_any()>
            <form class="signform" aria-labelledby="sign-in" novalidate on:submit=submit>
                <div>
                    <h1 id="sign-in">{move || w().staff}</h1>
                    <p class="lede mut">{move || w().staff_lede}</p>
                </div>
                <div role="status">
                    {move || (session.expired() && refused.get().is_none()).then(|| view! {
                        <Note icon=IconName::Clock>{move || w().expired}</Note>
                    })}
                </div>
                <div role="alert">
                    {move || words().map(|text| view! { <Note tone=Tone::Danger icon=IconName::OctagonAlert>{text}</Note> })}
                </div>
                <Field
                    id="email"
                    label=move || w().email
                    error=Signal::derive(move || no_email().then(|| w().missing_email.to_owned()))
                >
                    <TextInput
                        id="email" value=email kind="email" autocomplete="username" big=true required=true node=email_node
                        invalid=Signal::derive(no_email)
                    />
                </Field>
                <Field
                    id="password"
                    label=move || w().password
                    error=Signal::derive(move || no_password().then(|| w().missing_password.to_owned()))
                >
                    <PasswordInput
                        id="password" value=password autocomplete="current-password" big=true required=true node=password_node
                        invalid=Signal::derive(no_password)
                    />
                </Field>
                <Button kind=ButtonKind::Primary submit=true big=true busy=busy>{move || w().sign_in}</Button>
            </form>
        </SignFrame>
    }
}

fn focus(node: NodeRef<html::Input>) {
    if let Some(Some(input)) = node.try_get_untracked() {
        let _ = input.focus();
    }
}
