//! A password of one's own, before anything else: whoever signed in with a mailed password comes here from every page
//! and goes on to where they were going.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use ui_kit::say::fixed;
use ui_kit::{Button, ButtonKind, ErrorState, IconName, Toasts, Who, http};

use super::form::PasswordForm;
use super::words::aw;
use crate::app::{ACCOUNT, ORDERS, SIGN_IN, Session};
use crate::frame::{safe_next, sign_out};
use crate::sign_in::{JustTyped, SignFrame};
use crate::words::w;

#[component]
pub fn FirstPasswordPage() -> impl IntoView {
    let session = Session::here();
    go_where_one_belongs(session);
    let due = Memo::new(move |_| session.user().is_some_and(|user| user.must_change_password));
    let away = Memo::new(move |_| match session.who() {
        Who::Unreachable(error) => Some(error),
        _ => None,
    });
    let body = move || {
        match away.get() {
        Some(error) => view! {
            <ErrorState title=fixed(|| w().portal_failed) error=error on_retry=move |()| session.ask() />
        }
        .into_any(),
        None => due.get().then(|| view! { <Choice /> }).into_any(),
    }
    };
    view! {
        <SignFrame tab=fixed(|| aw().choose_title) foot=|| view! { <Leave /> }.into_any()>
            {body}
        </SignFrame>
    }
}

#[component]
fn Choice() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let done = move |()| {
        if let Some(mut user) = untrack(|| session.user()) {
            user.must_change_password = false;
            user.may_set_password = false;
            toasts.done(|| aw().saved);
            session.enter(user);
        }
    };
    view! {
        <div class="signform">
            <div>
                <h1>{fixed(|| aw().choose_title)}</h1>
                <p class="lede mut">{fixed(|| aw().choose_lede)}</p>
            </div>
            <PasswordForm known=JustTyped::here().take() submit_text=fixed(|| aw().save_and_on) big=true on_done=done />
        </div>
    }
}

#[component]
fn Leave() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    view! {
        <Button kind=ButtonKind::Quiet icon=IconName::LogOut on_click=move |_| sign_out(session, toasts)>
            {fixed(|| aw().leave)}
        </Button>
    }
}

/// On, once the password is one's own; to the sign-in, and back here, if nobody is signed in.
fn go_where_one_belongs(session: Session) {
    let query = use_query_map();
    let location = use_location();
    let navigate = use_navigate();
    let arrived = StoredValue::new(false);
    Effect::new(move |_| {
        let asked = query.with_untracked(|query| query.get("next"));
        let target = match session.who() {
            Who::Known(user) if user.must_change_password => {
                arrived.set_value(true);
                return;
            }
            // Nothing asks for a new password: it can be changed on the account page.
            Who::Known(_) if asked.is_none() && !arrived.get_value() => ACCOUNT.to_owned(),
            Who::Known(_) => safe_next(asked),
            Who::Nobody => {
                let next = safe_next(asked);
                let left = arrived.get_value() && !session.expired();
                let next = (!left && next != ORDERS).then_some(next);
                format!("{SIGN_IN}{}", http::query(&[("next", next)]))
            }
            Who::Unknown | Who::Unreachable(_) => return,
        };
        if location.pathname.get_untracked() != target {
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
