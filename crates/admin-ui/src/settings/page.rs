//! Asks for the organization and shows its form; refuses kindly whoever is no administrator.

use contract::organization::Organization;
use leptos::prelude::*;
use ui_kit::{Api, ErrorState, LoadState, PageHead, SkeletonRows, load};

use super::SettingsFrame;
use super::form::Form;
use super::words::sw;
use crate::shell::tab;

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <SettingsFrame><Settings /></SettingsFrame> }
}

#[component]
fn Settings() -> impl IntoView {
    let api = Api::here();
    let asked = load(
        || Some(()),
        move |(), abort| async move {
            api.get::<Organization>("/api/organization", abort.as_ref())
                .await
        },
    );
    // What the API said last: by loading, saving, or putting a logo.
    let saved = RwSignal::new(None::<Organization>);
    Effect::new(move |_| {
        if let Some(found) = asked.ready() {
            saved.set(Some(found));
        }
    });
    let there = Memo::new(move |_| saved.with(Option::is_some));
    let body = move || {
        if there.get() {
            return view! { <Form saved reload=Callback::new(move |()| asked.retry()) /> }
                .into_any();
        }
        match asked.get() {
            LoadState::Waiting | LoadState::Ready(_) => ().into_any(),
            LoadState::Slow => view! { <SkeletonRows rows=6 /> }.into_any(),
            LoadState::Failed(error) => view! {
                <ErrorState title=move || sw().failed error=error on_retry=move |()| asked.retry() busy=Signal::derive(move || asked.busy()) />
            }
            .into_any(),
        }
    };
    view! {
        <PageHead title=move || sw().title tab=move || tab(sw().title) lede=move || sw().lede />
        {body}
    }
    .into_any()
}
