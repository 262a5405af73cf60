//! The states of a page about one thing, and of a part of it. What is shown stays while it is read again, and only what
//! has changed is drawn anew, so that the focus stays where it was.

use leptos::prelude::*;
use ui_kit::{ApiError, EmptyState, ErrorState, Load, LoadState, PageHead, SkeletonRows};

use super::words::d;
use crate::shell::tab;

#[derive(Clone, PartialEq)]
enum Stage {
    Waiting,
    Slow,
    Ready,
    Failed(ApiError),
}

fn stage<T: Clone + Send + Sync + 'static>(load: Load<T>) -> Memo<Stage> {
    Memo::new(move |_| {
        load.with(|state| match state {
            LoadState::Waiting => Stage::Waiting,
            LoadState::Slow => Stage::Slow,
            LoadState::Ready(_) => Stage::Ready,
            LoadState::Failed(error) => Stage::Failed(error.clone()),
        })
    })
}

/// The value, followed by what is read later.
fn cell<T: Clone + PartialEq + Send + Sync + 'static>(load: Load<T>) -> Option<RwSignal<T>> {
    let first = untrack(|| load.ready())?;
    let cell = RwSignal::new(first);
    Effect::new(move |_| {
        if let Some(newer) = load.ready()
            && cell.with_untracked(|now| *now != newer)
        {
            cell.set(newer);
        }
    });
    Some(cell)
}

/// A whole page: says by itself what is not there and what did not load.
pub fn page_of<T: Clone + PartialEq + Send + Sync + 'static>(
    load: Load<T>,
    name: impl Fn() -> String + Copy + Send + Sync + 'static,
    missing: fn() -> (&'static str, &'static str),
    body: impl Fn(RwSignal<T>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let stage = stage(load);
    let busy = Signal::derive(move || load.busy());
    move || {
        match stage.get() {
        Stage::Ready => cell(load).map(&body).into_any(),
        Stage::Waiting => ().into_any(),
        Stage::Slow => view! {
            <PageHead title=name tab=move || tab(&name()) />
            <SkeletonRows rows=8 />
        }
        .into_any(),
        Stage::Failed(error) if error.is_not_found() => view! {
            <PageHead title=move || missing().0 tab=move || tab(missing().0) />
            <EmptyState title=name text=move || missing().1>
                <a class="btn" href="/admin/orders">{move || d().to_orders}</a>
            </EmptyState>
        }
        .into_any(),
        Stage::Failed(error) => view! {
            <PageHead title=name tab=move || tab(&name()) />
            <ErrorState title=move || d().not_loaded error=error on_retry=move |()| load.retry() busy=busy />
        }
        .into_any(),
    }
    }
}

/// A part of a page that is read by itself.
pub fn part_of<T: Clone + PartialEq + Send + Sync + 'static>(
    load: Load<T>,
    body: impl Fn(RwSignal<T>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let stage = stage(load);
    let busy = Signal::derive(move || load.busy());
    move || {
        match stage.get() {
        Stage::Ready => cell(load).map(&body).into_any(),
        Stage::Waiting => ().into_any(),
        Stage::Slow => view! { <SkeletonRows rows=3 /> }.into_any(),
        Stage::Failed(error) => view! {
            <ErrorState title=move || d().part_not_loaded error=error on_retry=move |()| load.retry() busy=busy />
        }
        .into_any(),
    }
    }
}

/// A page that the reader's role does not open.
#[component]
pub fn NoRole() -> impl IntoView {
    view! {
        <PageHead title=move || d().no_role.0 tab=move || tab(d().no_role.0) />
        <EmptyState title=move || d().no_role.0 text=move || d().no_role.1>
            <a class="btn" href="/admin/orders">{move || d().to_orders}</a>
        </EmptyState>
    }
}
