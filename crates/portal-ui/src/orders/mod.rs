//! The order list: what a shop ordered, from which farms, where it is and when it arrives.

mod dates;
mod download;
mod filters;
mod query;
mod row;
mod sort;
mod summary;
mod words;

use contract::Pagination;
use contract::portal::{PortalOrderPage, PortalOrderRow};
use leptos::{html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui_kit::say::fixed;
use ui_kit::weave::ThreadAt;
use ui_kit::{
    Api, ApiError, Button, EmptyState, ErrorState, Ledger, Load, LoadState, PageHead, Pager,
    SkeletonRows, Thread, fmt, i18n, load_keeping,
};

use crate::frame::Inside;
use crate::words::w;
use download::Downloads;
use filters::{Change, Filters};
use query::ListQuery;
use row::OrderRow;
use sort::{Heads, Sort};
use summary::Summary;
use ui_kit::Maker;
use words::lw;

#[component]
pub fn OrdersPage() -> impl IntoView {
    view! { <Inside><OrderList /></Inside> }
}

#[component]
fn OrderList() -> impl IntoView {
    let api = Api::here();
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(|params| ListQuery::read(|name| params.get(name))));
    let orders = load_keeping(
        move || Some(query.get()),
        move |query: ListQuery, abort| async move {
            api.get::<PortalOrderPage>(&query.api_path(), abort.as_ref())
                .await
        },
    )
    .refresh_on_return();
    let navigate = use_navigate();
    let on_change = Callback::new(move |change: Change| {
        let options = NavigateOptions {
            replace: !change.step,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&change.query.href(), options);
    });
    let sort = Memo::new(move |_| query.with(|query| query.sort));
    let on_sort = Callback::new(move |sort: Sort| {
        on_change.run(Change {
            query: ListQuery {
                sort,
                page: 1,
                ..query.get_untracked()
            },
            step: true,
        });
    });
    come_back_to_the_last_page(query, orders, on_change);
    let counts = Signal::derive(move || {
        orders.with(|state| match state {
            LoadState::Ready(page) => Some(page.status_counts.clone()),
            _ => None,
        })
    });
    let summary = move || {
        orders.with(|state| match state {
            LoadState::Ready(page) => Some(Summary::of(page, fmt::today())),
            _ => None,
        })
    };
    let lede =
        move || summary().map_or_else(|| "\u{a0}".to_owned(), |summary| summary.sentence(w()));
    view! {
        <PageHead title=fixed(|| w().orders) tab=Maker::here().tab(|| w().orders) lede=lede>
            <Downloads query=query />
        </PageHead>
        <Filters query=query counts=counts sort=sort on_sort=on_sort on_change=on_change />
        <Results query=query orders=orders sort=sort on_sort=on_sort on_change=on_change />
    }
}

/// A page beyond the last one (an old link; orders that moved to another status) shows the last one.
fn come_back_to_the_last_page(
    query: Memo<ListQuery>,
    orders: Load<PortalOrderPage>,
    on_change: Callback<Change>,
) {
    Effect::new(move |_| {
        let last = orders.with(|state| match state {
            LoadState::Ready(page) if page.orders.is_empty() && page.pagination.total > 0 => {
                Some(page.pagination.pages)
            }
            _ => None,
        });
        let query = query.get_untracked();
        if let Some(page) = last.filter(|last| *last < query.page) {
            on_change.run(Change {
                query: ListQuery { page, ..query },
                step: false,
            });
        }
    });
}

/// What the place of the list shows.
#[derive(Debug, Clone, PartialEq)]
enum Shown {
    Waiting,
    Skeleton,
    Failed(ApiError),
    NoMatch,
    NoOrders,
    List,
}

impl Shown {
    fn of(state: &LoadState<PortalOrderPage>, filtered: bool) -> Self {
        match state {
            LoadState::Waiting => Self::Waiting,
            LoadState::Slow => Self::Skeleton,
            // The session's end is the frame's business: it is on its way to the sign-in page.
            LoadState::Failed(error) if error.status() == Some(401) => Self::Skeleton,
            LoadState::Failed(error) => Self::Failed(error.clone()),
            LoadState::Ready(page) if page.pagination.total > 0 => Self::List,
            LoadState::Ready(_) if filtered => Self::NoMatch,
            LoadState::Ready(_) => Self::NoOrders,
        }
    }
}

#[component]
fn Results(
    query: Memo<ListQuery>,
    orders: Load<PortalOrderPage>,
    sort: Memo<Sort>,
    on_sort: Callback<Sort>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let results = NodeRef::<html::Section>::new();
    // A page was asked for by its button: when it is there, one reads on at its top.
    let turning = StoredValue::new(false);
    let said = RwSignal::new(None::<Pagination>);
    let to_page = move |page: u64| {
        turning.set_value(true);
        on_change.run(Change {
            query: ListQuery {
                page,
                ..query.get_untracked()
            },
            step: true,
        });
    };
    Effect::new(move |_| {
        let there = orders.with(|state| match state {
            LoadState::Ready(page) => Some(page.pagination.clone()),
            _ => None,
        });
        let Some(there) = there else { return };
        let turned = turning.get_value();
        turning.set_value(false);
        said.set(turned.then_some(there));
        if turned && let Some(results) = results.get_untracked() {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = results.focus_with_options(&options);
        }
    });
    let news = move || match (said.get(), orders.get()) {
        (Some(page), _) => range(&page),
        (None, LoadState::Ready(page)) if query.with(ListQuery::filters) => {
            (w().found)(page.pagination.total)
        }
        _ => String::new(),
    };
    let show_all = move |_| {
        on_change.run(Change {
            query: ListQuery {
                page: 1,
                sort: sort.get_untracked(),
                ..ListQuery::default()
            },
            step: true,
        })
    };
    let shown =
        Memo::new(move |_| orders.with(|state| Shown::of(state, query.with(ListQuery::filters))));
    let body = move || match shown.get() {
        Shown::Waiting => view! { <div class="waiting"></div> }.into_any(),
        Shown::Skeleton => view! { <SkeletonRows rows=8 /> }.into_any(),
        Shown::Failed(error) => view! {
            <ErrorState
                title=fixed(|| w().orders_failed)
                error=error
                busy=Signal::derive(move || orders.busy())
                on_retry=move |()| orders.retry()
            />
        }
        .into_any(),
        Shown::NoMatch => view! {
            <EmptyState title=fixed(|| w().no_match) text=fixed(|| w().no_match_text)>
                <Button on_click=show_all>{fixed(|| w().clear_filters)}</Button>
            </EmptyState>
        }
        .into_any(),
        Shown::NoOrders => {
            view! { <EmptyState title=fixed(|| w().no_orders) text=fixed(|| w().no_orders_text) /> }
                .into_any()
        }
        Shown::List => view! {
            <Table orders=orders sort=sort on_sort=on_sort to_page=Callback::new(to_page) />
        }
        .into_any(),
    };
    view! {
        <p class="vh" role="status" aria-live="polite">{news}</p>
        <section
            class="results"
            tabindex="-1"
            node_ref=results
            aria-label=fixed(|| w().orders)
            aria-busy=move || orders.busy().then_some("true")
        >
            {body}
        </section>
    }
}

/// "21–40 of 42". Reactive in the language.
fn range(page: &Pagination) -> String {
    let written = |value: u64| fmt::number(i64::try_from(value).unwrap_or(i64::MAX));
    let from = page.page.saturating_sub(1).saturating_mul(page.limit) + 1;
    let to = from.saturating_add(page.limit - 1).min(page.total);
    (i18n::kit().range)(&written(from), &written(to), &written(page.total))
}

/// The head stays while the rows change, so that whoever sorts by keyboard stays at its column.
#[component]
fn Table(
    orders: Load<PortalOrderPage>,
    sort: Memo<Sort>,
    on_sort: Callback<Sort>,
    to_page: Callback<u64>,
) -> impl IntoView {
    const KEY: ThreadAt = ThreadAt {
        knot: 3,
        part: 0.6,
        cut: false,
    };
    let rows = Memo::new(move |before: Option<&Vec<PortalOrderRow>>| {
        orders.with(|state| match state {
            LoadState::Ready(page) => page.orders.clone(),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    let pagination = Memo::new(move |before: Option<&Pagination>| {
        orders.with(|state| match state {
            LoadState::Ready(page) => page.pagination.clone(),
            _ => before.cloned().unwrap_or_else(|| Pagination::new(0, 1, 1)),
        })
    });
    let by_date = Memo::new(move |_| sort.get() == Sort::default());
    view! {
        <Ledger caption=move || (lw().caption)(lw().order(sort.get())) class="orders">
            <thead>
                <Heads sort=sort on_sort=on_sort />
            </thead>
            <tbody>
                {move || rows.get().into_iter().map(|order| view! { <OrderRow order=order /> }).collect_view()}
            </tbody>
        </Ledger>
        {move || {
            view! { <Pager page=pagination on_page=to_page by_date=by_date.get() noun=fixed(|| w().orders_noun) /> }
        }}
        <p class="key threadkey">
            <Thread at=KEY />
            <span>{fixed(|| w().thread_key)}</span>
        </p>
    }
    .into_any()
}
