//! One shop. Its facts and orders for every role; portal access and the access log of its people for administrators.

use contract::customers::Customer;
use contract::orders::{Order, OrderPage};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui_kit::http::{encoded, query};
use ui_kit::{
    Api, ApiError, Crumb, Crumbs, EmptyState, ErrorState, Ledger, LinkButton, LoadState, PageHead,
    Section, SkeletonRows, StatusTag, fmt, load, load_keeping,
};

use super::cw;
use super::facts::CustomerFacts;
use super::list::place_words;
use crate::access::PortalAccess;
use crate::access_log::RecentAccess;
use crate::desk::order_href;
use crate::roles::is_admin;
use crate::shell::tab;

const RECENT: u64 = 5;

#[component]
pub fn CustomerPage() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let customer = load(
        move || Some(id.get()).filter(|id| !id.is_empty()),
        move |id: String, abort| async move {
            let path = format!("/api/customers/{}", encoded(&id));
            api.get::<Customer>(&path, abort.as_ref()).await
        },
    );
    move || match customer.get() {
        LoadState::Waiting => ().into_any(),
        LoadState::Slow => view! { <SkeletonRows rows=8 /> }.into_any(),
        LoadState::Ready(customer) => view! { <Shop customer /> }.into_any(),
        LoadState::Failed(error) => failed(error, move || customer.retry()),
    }
}

fn failed(error: ApiError, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    // A malformed id is as good as an unknown one.
    if matches!(error.status(), Some(400 | 404)) {
        return view! {
            <PageHead title=move || cw().not_found.0 tab=move || tab(cw().not_found.0) />
            <EmptyState title=move || cw().not_found.0 text=move || cw().not_found.1>
                <a class="btn primary" href="/admin/customers">{move || cw().customers}</a>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <PageHead title=move || cw().customers tab=move || tab(cw().failed) />
        <ErrorState title=move || cw().failed error=error on_retry=move |()| retry() />
    }
    .into_any()
}

#[component]
fn Shop(customer: Customer) -> impl IntoView {
    let (id, name) = (customer.id, customer.name.clone());
    let (here, title, page) = (name.clone(), name.clone(), name.clone());
    let place = (customer.city.clone(), customer.country.clone());
    let locale = customer.locale.clone();
    let crumbs = view! {
        <Crumbs
            label=move || cw().crumbs
            path=vec![Crumb { href: "/admin/customers", text: (|| cw().customers).into() }]
            here=move || here.clone()
        />
    };
    view! {
        <PageHead
            title=move || title.clone() tab=move || tab(&page)
            lede=move || place_words(place.0.as_deref(), &place.1)
            crumbs=crumbs.into_any()
        >
            <StatusTag status=customer.status />
        </PageHead>
        <CustomerFacts customer />
        <RecentOrders id name />
        {move || is_admin().then(|| view! {
            <PortalAccess customer=id locale=locale.clone() />
            <RecentAccess customer=id />
        })}
    }
    .into_any()
}

#[component]
fn RecentOrders(id: i64, name: String) -> impl IntoView {
    let api = Api::here();
    let orders = load_keeping(
        move || Some(id),
        move |id, abort| async move {
            let path = format!("/api/customers/{id}/orders?limit={RECENT}");
            api.get::<OrderPage>(&path, abort.as_ref()).await
        },
    );
    let all = format!(
        "/admin/orders{}",
        query(&[("customer", Some(id.to_string())), ("name", Some(name))])
    );
    let body = move || {
        match orders.get() {
        LoadState::Waiting => ().into_any(),
        LoadState::Slow => view! { <SkeletonRows rows=3 /> }.into_any(),
        LoadState::Failed(error) => view! {
            <ErrorState title=move || cw().orders_failed error=error on_retry=move |()| orders.retry() busy=Signal::derive(move || orders.busy()) />
        }
        .into_any(),
        LoadState::Ready(page) if page.orders.is_empty() => {
            view! { <p class="mut">{move || cw().no_orders}</p> }.into_any()
        }
        LoadState::Ready(page) => {
            let total = i64::try_from(page.pagination.total).unwrap_or(i64::MAX);
            let all = all.clone();
            view! {
                <Ledger caption=move || cw().orders class="orderlist cards">
                    <thead>
                        <tr>
                            <th scope="col">{move || cw().order}</th>
                            <th scope="col">{move || cw().status}</th>
                            <th scope="col">{move || cw().ordered}</th>
                            <th scope="col" class="end">{move || cw().cartons}</th>
                        </tr>
                    </thead>
                    <tbody>{page.orders.into_iter().map(order_row).collect_view()}</tbody>
                </Ledger>
                <p class="sectionend">
                    <LinkButton href=all>{move || (cw().all_orders)(total, &fmt::number(total))}</LinkButton>
                </p>
            }
            .into_any()
        }
    }
    };
    view! { <Section id="orders" title=move || cw().orders>{body}</Section> }.into_any()
}

fn order_row(order: Order) -> impl IntoView {
    let cartons: i64 = order
        .items
        .iter()
        .map(|item| i64::from(item.quantity))
        .sum();
    let own = order_href(&order.order_number);
    let date = order.order_date;
    view! {
        <tr>
            <th scope="row" class="c-no">
                <a class="code" href=own>{order.order_number}</a>
                {order.customer_po_reference.map(|po| view! { <span class="mut xs">{po}</span> })}
            </th>
            <td class="c-st"><StatusTag status=order.status /></td>
            <td class="c-date num"><span class="lbl">{move || cw().ordered} " "</span>{move || fmt::date(date)}</td>
            <td class="c-qty end num">{move || fmt::number(cartons)}<span class="lbl">" " {move || cw().cartons}</span></td>
        </tr>
    }
}
