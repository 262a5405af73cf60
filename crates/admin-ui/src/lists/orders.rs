//! Orders, of everybody or of one shop, and the way to their pages.

use contract::orders::{Order, OrderList};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui_kit::http::query;
use ui_kit::{Api, ButtonKind, IconName, Ledger, LinkButton, PageHead, StatusTag, fmt};

use super::more::{MoreView, more};
use crate::desk::roles::may_ship;
use crate::desk::{d, order_href};
use crate::shell::tab;
use crate::words::w;

/// What the list is narrowed by, from the address: `?customer=12&name=Kakao%20Kontor` or `?search=O-2026-0098`.
#[derive(Clone, Debug, Default, PartialEq)]
struct Narrow {
    customer: Option<i64>,
    /// The shop's name as the link wrote it; shown only together with `customer`.
    name: Option<String>,
    search: Option<String>,
}

#[component]
pub fn OrdersPage() -> impl IntoView {
    let api = Api::here();
    let address = use_location().query;
    let narrow = Memo::new(move |_| {
        address.with(|query| Narrow {
            customer: query.get("customer").and_then(|id| id.parse().ok()),
            name: query.get("name"),
            search: query.get("search"),
        })
    });
    let list = more(narrow, move |narrow: Narrow, cursor, abort| async move {
        let path = format!(
            "/api/orders{}",
            query(&[
                ("limit", Some("50".to_owned())),
                ("customer_id", narrow.customer.map(|id| id.to_string())),
                ("search", narrow.search),
                ("cursor", cursor),
            ])
        );
        let page: OrderList = api.get(&path, abort.as_ref()).await?;
        Ok((page.orders, page.next_cursor))
    });
    // The rows know the shop's name for sure; the address only until they are there.
    let title = move || match narrow.get() {
        Narrow {
            customer: Some(id),
            name,
            ..
        } => {
            let known = list.rows.with(|rows| {
                rows.iter()
                    .find(|order| order.customer_id == id)
                    .map(|order| order.customer_name.clone())
            });
            known.or(name).map_or_else(
                || w().orders_title.to_owned(),
                |shop| (w().orders_of)(&shop),
            )
        }
        _ => w().orders_title.to_owned(),
    };
    // Of one shop's list, an order for that shop.
    let new_href = Signal::derive(move || {
        let shop = narrow.with(|narrow| narrow.customer.map(|id| id.to_string()));
        format!("/admin/orders/new{}", query(&[("customer", shop)]))
    });
    view! {
        <PageHead title=title tab=move || tab(&title()) lede=move || w().orders_lede>
            {move || may_ship().then(|| view! {
                <LinkButton href=new_href kind=ButtonKind::Primary icon=Signal::stored(IconName::Plus)>{move || d().new_order}</LinkButton>
            })}
        </PageHead>
        <MoreView list empty=Signal::derive(|| w().orders_empty)>
            <Ledger caption=move || w().orders_title class="orderlist cards">
                <thead>
                    <tr>
                        <th scope="col">{move || w().col_order}</th>
                        <th scope="col">{move || w().col_shop}</th>
                        <th scope="col">{move || w().col_status}</th>
                        <th scope="col">{move || w().col_date}</th>
                        <th scope="col" class="end">{move || w().col_cartons}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || list.rows.get() key=|order| order.id children=row />
                </tbody>
            </Ledger>
        </MoreView>
    }
}

fn row(order: Order) -> impl IntoView {
    let cartons: i64 = order
        .items
        .iter()
        .map(|item| i64::from(item.quantity))
        .sum();
    let own = order_href(&order.order_number);
    let shop = format!(
        "/admin/orders{}",
        query(&[("customer", Some(order.customer_id.to_string()))])
    );
    let (number, date) = (order.order_number, order.order_date);
    view! {
        <tr>
            <th scope="row" class="c-no">
                <a class="code" href=own>{number}</a>
                {order.customer_po_reference.map(|po| view! { <span class="mut xs">{po}</span> })}
            </th>
            <td class="c-farm"><a href=shop>{order.customer_name}</a></td>
            <td class="c-st"><StatusTag status=order.status /></td>
            <td class="c-date num"><span class="lbl">{move || w().col_date} " "</span>{move || fmt::date(date)}</td>
            <td class="c-qty end num">{move || fmt::number(cartons)}<span class="lbl">" " {move || w().col_cartons}</span></td>
        </tr>
    }
}
