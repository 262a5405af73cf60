//! A list that grows: pages are fetched by cursor and put below one another.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;
use ui_kit::{ApiError, Button, ErrorState, Load, LoadState, SkeletonRows, load_keeping};
use web_sys::AbortSignal;

use crate::words::w;

/// A page of a list: its rows and where the next begins.
pub type Slice<T> = (Vec<T>, Option<String>);

/// Rows fetched so far.
pub struct More<T: Clone + Send + Sync + 'static> {
    pub rows: RwSignal<Vec<T>>,
    load: Load<(Option<String>, Arc<Slice<T>>)>,
    cursor: RwSignal<Option<String>>,
    next: RwSignal<Option<String>>,
}

impl<T: Clone + Send + Sync + 'static> Clone for More<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Copy for More<T> {}

impl<T: Clone + Send + Sync + 'static> More<T> {
    /// Reads it anew from its beginning; what is shown stays until that is there.
    pub fn again(self) {
        if self.cursor.get_untracked().is_some() {
            self.cursor.set(None);
        } else {
            self.load.retry();
        }
    }
}

/// `fetch` gets what the list is narrowed by and the cursor; a change of `key` begins anew.
pub fn more<K, T, F, Fut>(key: Memo<K>, fetch: F) -> More<T>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
    F: Fn(K, Option<String>, Option<AbortSignal>) -> Fut + 'static,
    Fut: Future<Output = Result<Slice<T>, ApiError>> + 'static,
{
    let (rows, cursor, next) = (
        RwSignal::new(Vec::new()),
        RwSignal::new(None::<String>),
        RwSignal::new(None),
    );
    Effect::watch(move || key.get(), move |_, _, _| cursor.set(None), false);
    let load = load_keeping(
        move || Some((key.get(), cursor.get())),
        move |(key, cursor), abort| {
            let slice = fetch(key, cursor.clone(), abort);
            async move { Ok((cursor, Arc::new(slice.await?))) }
        },
    );
    Effect::new(move |_| {
        if let Some((cursor, slice)) = load.ready() {
            let (page, after) = (*slice).clone();
            rows.update(|rows| {
                if cursor.is_none() {
                    rows.clear();
                }
                rows.extend(page);
            });
            next.set(after);
        }
    });
    More {
        rows,
        load,
        cursor,
        next,
    }
}

/// The list's states around its table.
#[component]
pub fn MoreView<T: Clone + Send + Sync + 'static>(
    list: More<T>,
    /// Title and text of an empty list.
    #[prop(into)]
    empty: Signal<(&'static str, &'static str)>,
    children: ChildrenFn,
) -> impl IntoView {
    let settled = Memo::new(move |_| list.load.with(|state| matches!(state, LoadState::Ready(_))));
    let busy = Signal::derive(move || list.load.busy());
    move || {
        match list.load.with(|state| match state {
        LoadState::Failed(error) => Some(Err(error.clone())),
        LoadState::Slow => Some(Ok(())),
        LoadState::Waiting | LoadState::Ready(_) => None,
    }) {
        Some(Err(error)) => {
            view! { <ErrorState title=move || w().list_failed error=error on_retry=move |()| list.load.retry() busy=busy /> }.into_any()
        }
        Some(Ok(())) => view! { <SkeletonRows rows=10 /> }.into_any(),
        None if !settled.get() => ().into_any(),
        None if list.rows.with(Vec::is_empty) && !list.load.busy() => view! {
            <ui_kit::EmptyState title=move || empty.get().0 text=move || empty.get().1 />
        }
        .into_any(),
        None => view! {
            {children()}
            <p class="listend">
                {move || match list.next.get() {
                    Some(next) => view! {
                        <Button busy=busy on_click=move |_| list.cursor.set(Some(next.clone()))>{move || w().more_rows}</Button>
                    }.into_any(),
                    None => view! { <span class="mut s">{w().all_rows}</span> }.into_any(),
                }}
            </p>
        }
        .into_any(),
    }
    }
}
