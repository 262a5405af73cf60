//! The order list: what a shop ordered, from which farms, where it is and when it arrives.

mod filters;
mod query;
mod row;
mod summary;

use contract::portal::PortalOrderPage;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui_kit::weave::ThreadAt;
use ui_kit::{
    Api, Button, EmptyState, ErrorState, Ledger, Load, LoadState, PageHead, Pager, SkeletonRows,
    Thread, fmt, load_keeping,
};

use crate::frame::Inside;
use crate::maker::Maker;
use crate::words::w;
use filters::{Change, Filters};
use query::ListQuery;
use row::OrderRow;
use summary::Summary;

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
    );
    let navigate = use_navigate();
    let on_change = Callback::new(move |change: Change| {
        let options = NavigateOptions {
            replace: !change.step,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&change.query.href(), options);
    });
    let to_page = move |page: u64| {
        on_change.run(Change {
            query: ListQuery {
                page,
                ..query.get_untracked()
            },
            step: true,
        });
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
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
        <PageHead title=move || w().orders tab=Maker::here().tab(|| w().orders) lede=lede />
        <Filters query=query counts=counts on_change=on_change />
        <Results query=query orders=orders to_page=Callback::new(to_page) on_change=on_change />
    }
}

#[component]
fn Results(
    query: Memo<ListQuery>,
    orders: Load<PortalOrderPage>,
    to_page: Callback<u64>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let found = move || match orders.get() {
        LoadState::Ready(page) if query.with(ListQuery::filters) => {
            (w().found)(page.pagination.total)
        }
        _ => String::new(),
    };
    let show_all = move |_| {
        on_change.run(Change {
            query: ListQuery {
                page: 1,
                ..ListQuery::default()
            },
            step: true,
        })
    };
    let body = move || match orders.get() {
        LoadState::Waiting => view! { <div class="waiting"></div> }.into_any(),
        LoadState::Slow => view! { <SkeletonRows rows=8 /> }.into_any(),
        // The session's end is the frame's business: it is on its way to the sign-in page.
        LoadState::Failed(error) if error.status() == Some(401) => {
            view! { <SkeletonRows rows=8 /> }.into_any()
        }
        LoadState::Failed(error) => view! {
            <ErrorState
                title=move || w().orders_failed
                error=error
                busy=Signal::derive(move || orders.busy())
                on_retry=move |()| orders.retry()
            />
        }
        .into_any(),
        LoadState::Ready(page) if page.pagination.total == 0 && query.with(ListQuery::filters) => {
            view! {
                <EmptyState title=move || w().no_match text=move || w().no_match_text>
                    <Button on_click=show_all>{move || w().clear_filters}</Button>
                </EmptyState>
            }
            .into_any()
        }
        LoadState::Ready(page) if page.pagination.total == 0 => {
            view! { <EmptyState title=move || w().no_orders text=move || w().no_orders_text /> }
                .into_any()
        }
        LoadState::Ready(page) => view! { <Table page=page to_page=to_page /> }.into_any(),
    };
    view! {
        <p class="vh" role="status" aria-live="polite">{found}</p>
        <div class="results" aria-busy=move || orders.busy().then_some("true")>
            {body}
        </div>
    }
}

#[component]
fn Table(page: PortalOrderPage, to_page: Callback<u64>) -> impl IntoView {
    const KEY: ThreadAt = ThreadAt {
        knot: 3,
        part: 0.6,
        cut: false,
    };
    let PortalOrderPage {
        orders, pagination, ..
    } = page;
    let rows = orders
        .into_iter()
        .map(|order| view! { <OrderRow order=order /> })
        .collect_view();
    view! {
        <Ledger caption=move || w().caption class="orders">
            <thead>
                <tr>
                    <th scope="col">{move || w().order}</th>
                    <th scope="col">{move || w().ordered}</th>
                    <th scope="col">{move || w().products}</th>
                    <th scope="col" class="end">{move || w().cartons}</th>
                    <th scope="col">{move || w().where_it_is}</th>
                    <th scope="col" class="end">{move || w().est_delivery}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Ledger>
        <Pager page=pagination on_page=to_page by_date=true noun=move || w().orders_noun />
        <p class="key threadkey">
            <Thread at=KEY />
            <span>{move || w().thread_key}</span>
        </p>
    }
    .into_any()
}
