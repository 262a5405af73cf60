//! The person's own page: who they are here, their password, language and light, and the way out. And, before a first
//! visit, the choice of a password. No other person's fact has a place here.

mod first;
mod form;
mod strength;
pub mod words;

use contract::session::ShopUser;
use leptos::prelude::*;
use ui_kit::i18n::{self, Language};
use ui_kit::say::fixed;
use ui_kit::theme::{self, Theme};
use ui_kit::{Button, Choice, Fact, Facts, IconName, PageHead, Panel, Section, Segmented, Toasts};

use crate::app::Session;
use crate::frame::{Inside, sign_out};
pub use first::FirstPasswordPage;
use form::PasswordForm;
use ui_kit::Maker;
use words::aw;

#[component]
pub fn AccountPage() -> impl IntoView {
    view! { <Inside><Account /></Inside> }
}

#[component]
fn Account() -> impl IntoView {
    let tab = Maker::here().tab(|| aw().account);
    view! {
        <PageHead title=fixed(|| aw().account) tab=tab lede=fixed(|| aw().account_lede) />
        <div class="account">
            <div>
                <Person />
                <Password />
            </div>
            <div>
                <Reading />
                <Leave />
            </div>
        </div>
    }
}

#[component]
fn Person() -> impl IntoView {
    let session = Session::here();
    let maker = Maker::here().name();
    let said = move |read: fn(ShopUser) -> String| {
        move || session.user().map_or_else(|| "\u{a0}".to_owned(), read)
    };
    view! {
        <Section id="account-you" title=fixed(|| aw().you)>
            <Facts>
                <Fact name=fixed(|| aw().name)>{said(|user| user.name)}</Fact>
                <Fact name=fixed(|| aw().email)>{said(|user| user.email)}</Fact>
                <Fact name=fixed(|| aw().shop)>{said(|user| user.customer_name)}</Fact>
            </Facts>
            <p class="mut s">{move || maker.with(|maker| (!maker.is_empty()).then(|| (aw().wrong_facts)(maker)))}</p>
        </Section>
    }
}

#[component]
fn Password() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let by_link = Memo::new(move |_| session.user().is_some_and(|user| user.may_set_password));
    let lede = move || {
        if by_link.get() {
            aw().password_by_link
        } else {
            aw().password_lede
        }
    };
    let done = move |()| {
        toasts.done(|| aw().saved);
        if let Some(mut user) = untrack(|| session.user()) {
            user.may_set_password = false;
            session.enter(user);
        }
    };
    view! {
        <Section id="account-password" title=fixed(|| aw().password) lede=lede>
            <Panel>
                <PasswordForm known=None submit_text=fixed(|| aw().save) on_done=done />
            </Panel>
        </Section>
    }
}

#[component]
fn Reading() -> impl IntoView {
    let languages = Language::ALL
        .into_iter()
        .map(|language| Choice::new(language.code(), language.name()).in_language(language.code()))
        .collect();
    let themes = vec![
        Choice::new(Theme::Light.as_str(), || aw().light),
        Choice::new(Theme::Dark.as_str(), || aw().dark),
    ];
    let choose_theme = |chosen: &'static str| {
        let dark = chosen == Theme::Dark.as_str();
        theme::choose(if dark { Theme::Dark } else { Theme::Light });
    };
    view! {
        <Section id="account-reading" title=fixed(|| aw().reading) lede=fixed(|| aw().reading_lede)>
            <div class="reading">
                <Segmented
                    name="language"
                    label=fixed(|| aw().language)
                    choices=languages
                    value=Signal::derive(|| i18n::language().code().to_owned())
                    on_change=|code: &'static str| {
                        if let Some(language) = Language::parse(code) {
                            i18n::choose(language);
                        }
                    }
                />
                <Segmented
                    name="theme"
                    label=fixed(|| aw().theme)
                    choices=themes
                    value=Signal::derive(|| theme::current().as_str().to_owned())
                    on_change=choose_theme
                />
            </div>
        </Section>
    }
}

#[component]
fn Leave() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    view! {
        <Section id="account-leave" title=fixed(|| aw().leave) lede=fixed(|| aw().leave_lede)>
            <Button icon=IconName::LogOut on_click=move |_| sign_out(session, toasts)>{fixed(|| aw().leave)}</Button>
        </Section>
    }
}
