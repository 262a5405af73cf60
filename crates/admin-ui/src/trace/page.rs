//! The page of one trace: asks for it and shows the explorer, or says why there is none.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui_kit::{Api, ApiError, EmptyState, ErrorState, LoadState, PageHead, load_keeping};

use super::address::{Look, Root};
use super::chain::TraceData;
use super::explorer::Explorer;
use crate::roles::may_trace;
use crate::shell::tab;
use crate::words::w;

#[component]
pub fn TracePage() -> impl IntoView {
    let api = Api::here();
    let location = use_location();
    // Read off the address as it stands: the route's own parameters and query change one after the other.
    let root = Memo::new(move |_| location.pathname.with(|path| Root::parse(path)));
    let look = Memo::new(move |_| {
        location
            .query
            .with(|query| Look::parse(|name| query.get(name)))
    });
    let trace = load_keeping(
        move || root.get().filter(|_| may_trace()),
        move |root: Root, abort| async move {
            let reply = api.get(&root.api_path(), abort.as_ref()).await?;
            Ok((root, Arc::new(TraceData::new(reply))))
        },
    );
    let asked = move || {
        root.with(|root| {
            root.as_ref()
                .map(|r| format!("{} {}", w().kind(r.kind), r.id))
                .unwrap_or_default()
        })
    };
    view! {
        {move || {
            if !may_trace() {
                return view! { <NoRole /> }.into_any();
            }
            if root.with(Option::is_none) {
                return view! { <NotFound what=asked() /> }.into_any();
            }
            match trace.get() {
                LoadState::Waiting => ().into_any(),
                LoadState::Slow => view! { <Skeleton /> }.into_any(),
                LoadState::Ready((root, data)) => view! { <Explorer root data look busy=Signal::derive(move || trace.busy()) /> }.into_any(),
                LoadState::Failed(error) => failed(error, asked(), move || trace.retry()).into_any(),
            }
        }}
    }
}

fn failed(
    error: ApiError,
    what: String,
    retry: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    match error.status() {
        Some(403) => view! { <NoRole /> }.into_any(),
        Some(404) => view! { <NotFound what /> }.into_any(),
        _ => view! {
            <PageHead title=move || w().trace tab=move || tab(w().failed_title) />
            <ErrorState title=move || w().failed_title error=error on_retry=move |()| retry() />
        }
        .into_any(),
    }
}

#[component]
fn NoRole() -> impl IntoView {
    view! {
        <PageHead title=move || w().trace tab=move || tab(w().trace) />
        <EmptyState title=move || w().no_role_title text=move || w().no_role>
            <a class="btn" href="/admin/orders">{move || w().orders}</a>
        </EmptyState>
    }
}

#[component]
fn NotFound(what: String) -> impl IntoView {
    view! {
        <PageHead title=move || w().trace tab=move || tab(w().not_found_title) />
        <EmptyState title=move || w().not_found_title text=move || (w().not_found)(&what)>
            <a class="btn primary" href="/admin/trace">{move || w().new_trace}</a>
        </EmptyState>
    }
}

/// The page's shape while a slow answer is on its way.
#[component]
fn Skeleton() -> impl IntoView {
    let bars = |n: usize| {
        (0..n)
            .map(|_| view! { <span class="skel"></span> })
            .collect_view()
    };
    view! {
        <div role="status" aria-busy="true" class="traceskel">
            <span class="vh">{move || ui_kit::t::<ui_kit::i18n::KitWords>().loading}</span>
            <div class="skelhead" aria-hidden="true"><span class="skel a"></span><span class="skel b"></span></div>
            <span class="skel bar" aria-hidden="true"></span>
            <div class="traceview" aria-hidden="true">
                <div class="panel loompanel skelloom">
                    {(0..5).map(|column| view! { <div>{bars(1 + column * 2)}</div> }).collect_view()}
                </div>
                <div class="panel selhead">{bars(3)}</div>
                <div class="panel sel">{bars(6)}</div>
            </div>
        </div>
    }
}
