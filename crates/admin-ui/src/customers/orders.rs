//! The last orders of one shop, and the way to all of them.

use contract::orders::{Order, OrderPage};
use leptos::prelude::*;
use ui_kit::http::query;
use ui_kit::{
    Api, ErrorState, Ledger, LinkButton, LoadState, Section, SkeletonRows, StatusTag, fmt,
    load_keeping,
};

use super::cw;
use crate::desk::order_href;

const RECENT: u64 = 5;

#[component]
pub fn RecentOrders(id: i64, name: String) -> impl IntoView {
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
