//! A password of one's own, before anything else: whoever signed in with a mailed password sees nothing but this, at
//! whatever address they came to, and is there once it is chosen.

use contract::session::StaffUser;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{Button, ButtonKind, IconName, Session, Toasts};

use super::{PasswordForm, ow};
use crate::sign_in::{JustTyped, SignFrame};

#[component]
pub fn FirstPassword() -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let toasts = Toasts::here();
    let done = Callback::new(move |()| {
        if let Some(mut user) = untrack(|| session.user()) {
            user.must_change_password = false;
            toasts.done(|| ow().first_done);
            session.enter(user);
        }
    });
    view! {
        <SignFrame title=|| ow().first.0 foot=|| view! { <Leave /> }.into_any()>
            <div class="signform">
                <div>
                    <h1 id="password">{move || ow().first.0}</h1>
                    <p class="lede mut">{move || ow().first.1}</p>
                </div>
                <PasswordForm known=JustTyped::here().take() on_done=done />
            </div>
        </SignFrame>
    }
    .into_any()
}

/// The way out of what stands before the application.
#[component]
pub fn Leave() -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let toasts = Toasts::here();
    let leave = move |_| {
        spawn_local(async move {
            if session.leave().await.is_err() {
                toasts.failed(|| ui_kit::t::<ui_kit::i18n::KitWords>().sign_out_failed);
            }
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet icon=IconName::LogOut on_click=leave>{move || ow().leave}</Button>
    }
    .into_any()
}
