//! What a sign-in link opens. The token leaves the address bar before anything else happens, goes to the API once, and
//! stands nowhere afterwards.

use contract::session::{MagicLinkRedemption, ShopSession};
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::say::fixed;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Icon, IconName, LinkButton, Note, Tone, Who, error_words,
    i18n,
};
use wasm_bindgen::JsValue;

use super::frame::{NoAccess, SignFrame};
use super::link_form::LinkForm;
use crate::account::words::aw;
use crate::app::{FIRST_PASSWORD, LINK, ORDERS, SIGN_IN, Session};
use crate::words::w;

/// The token of the link that this page was opened by.
#[derive(Clone, Copy)]
pub struct LinkToken(RwSignal<Option<String>>);

impl LinkToken {
    /// Out of the address, if it is a sign-in link's, before anything else sees it.
    pub fn take() -> Self {
        Self(RwSignal::new(out_of_the_address()))
    }

    pub fn here() -> Self {
        expect_context()
    }
}

/// The fragment, which is then gone from the address and from the history.
fn out_of_the_address() -> Option<String> {
    let location = window().location();
    let path = location.pathname().ok()?;
    if path.trim_end_matches('/') != LINK {
        return None;
    }
    let token = location.hash().ok()?.trim_start_matches('#').to_owned();
    let clean = format!("{path}{}", location.search().unwrap_or_default());
    let history = window().history().ok()?;
    // The router keeps a state of its own with each entry.
    let state = history.state().unwrap_or(JsValue::NULL);
    let _ = history.replace_state_with_url(&state, "", Some(&clean));
    (!token.is_empty()).then_some(token)
}

/// How far the link got.
#[derive(Debug, Clone, PartialEq)]
enum Redeeming {
    Asking,
    /// Unknown, used or too old: the API does not say which.
    Spent,
    Suspended,
    /// Not an answer: the link may still be good.
    Failed(ApiError),
}

impl Redeeming {
    fn of(error: ApiError) -> Self {
        match error.status() {
            Some(400 | 401 | 404 | 409 | 410) => Self::Spent,
            Some(403) => Self::Suspended,
            _ => Self::Failed(error),
        }
    }
}

#[component]
pub fn LinkPage() -> impl IntoView {
    let api = Api::here();
    let session = Session::here();
    let link = LinkToken::here();
    let state = RwSignal::new(Redeeming::Asking);
    let navigate = use_navigate();
    let on = Callback::new(move |target: &'static str| {
        navigate(
            target,
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        )
    });
    let redeem = move |token: String| {
        state.set(Redeeming::Asking);
        spawn_local(async move {
            let body = MagicLinkRedemption {
                token: token.clone(),
            };
            let answer = api
                .sign_in::<_, ShopSession>("/api/portal/customer/magic-links/redeem", &body)
                .await;
            match answer {
                Ok(entered) => {
                    let due = entered.user.must_change_password;
                    session.enter(entered.user);
                    let _ = on.try_run(if due { FIRST_PASSWORD } else { ORDERS });
                }
                Err(error) => {
                    let outcome = Redeeming::of(error);
                    if matches!(outcome, Redeeming::Failed(_)) {
                        // Kept for another try.
                        let _ = link.0.try_set(Some(token));
                    }
                    let _ = state.try_set(outcome);
                }
            }
        });
    };
    let taken = move || link.0.try_update(Option::take).flatten();
    let again = move || match taken() {
        Some(token) => redeem(token),
        None => state.set(Redeeming::Spent),
    };
    // Another link pasted into this page changes nothing but the fragment.
    let pasted = window_event_listener(ev::hashchange, move |_| {
        if let Some(token) = out_of_the_address() {
            redeem(token);
        }
    });
    on_cleanup(move || pasted.remove());
    match taken() {
        Some(token) => redeem(token),
        // Reloaded, or come back to, after it had done its work.
        None => {
            Effect::new(move |_| match session.who() {
                Who::Known(_) if state.get_untracked() == Redeeming::Asking => on.run(ORDERS),
                Who::Nobody | Who::Unreachable(_) => state.set(Redeeming::Spent),
                Who::Known(_) | Who::Unknown => {}
            });
        }
    }
    view! {
        <SignFrame tab=fixed(|| w().sign_in) foot=|| view! { <NoAccess /> }.into_any()>
            <div class="signform">{move || shown(state.get(), again, on)}</div>
        </SignFrame>
    }
}

fn shown(
    state: Redeeming,
    again: impl Fn() + Copy + Send + Sync + 'static,
    on: Callback<&'static str>,
) -> AnyView {
    match state {
        Redeeming::Asking => view! {
            <div role="status" aria-busy="true">
                <h1>{fixed(|| aw().entering)}</h1>
                <p class="lede mut entering">
                    <Icon name=IconName::RefreshCw />
                    <span>{fixed(|| aw().entering_lede)}</span>
                </p>
            </div>
        }
        .into_any(),
        Redeeming::Spent => view! {
            <div role="alert">
                <h1>{fixed(|| aw().link_spent)}</h1>
                <p class="lede mut">{fixed(|| aw().link_spent_text)}</p>
            </div>
            <LinkForm email=RwSignal::new(String::new()) on_back=move |()| on.run(SIGN_IN) />
        }
        .into_any(),
        Redeeming::Suspended => view! {
            <h1>{fixed(|| w().portal)}</h1>
            <Note tone=Tone::Danger icon=IconName::OctagonAlert live="alert">{fixed(|| w().suspended)}</Note>
            <LinkButton href=SIGN_IN>{fixed(|| aw().with_password)}</LinkButton>
        }
        .into_any(),
        Redeeming::Failed(error) => view! {
            <h1>{fixed(|| aw().link_failed)}</h1>
            <Note tone=Tone::Danger icon=IconName::OctagonAlert live="alert">{move || error_words(&error)}</Note>
            <Button kind=ButtonKind::Primary big=true icon=IconName::RefreshCw on_click=move |_| again()>
                {fixed(|| i18n::kit().try_again)}
            </Button>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refused_link_is_spent() {
        let refused = |status| {
            Redeeming::of(ApiError::Problem(contract::Problem {
                kind: "about:blank".into(),
                title: String::new(),
                status,
                detail: String::new(),
                instance: String::new(),
                request_id: String::new(),
                errors: Vec::new(),
            }))
        };
        assert_eq!(refused(401), Redeeming::Spent);
        assert_eq!(refused(400), Redeeming::Spent);
        assert_eq!(refused(403), Redeeming::Suspended);
        assert!(matches!(refused(429), Redeeming::Failed(_)));
        assert!(matches!(refused(503), Redeeming::Failed(_)));
        assert!(matches!(
            Redeeming::of(ApiError::Network),
            Redeeming::Failed(_)
        ));
    }
}
