//! The same facts as the picture, as a table: which shops, by which orders, how many cartons have left for them.

use std::collections::HashSet;
use std::sync::Arc;

use contract::trace::NodeKind;
use leptos::prelude::*;
use ui_kit::{Icon, IconName, fmt};

use super::address::Root;
use super::explorer::Facts;
use super::figure::place;
use super::reached::{Column, OrderLine, Reached, ShopRow, Sort};
use crate::words::w;

/// Rows drawn at first; a batch that reached hundreds of shops shows the rest on demand.
const ROWS: usize = 24;
/// Orders named in a row before "and n more".
const NAMED: usize = 2;

#[component]
pub(super) fn ShopTable(
    facts: Facts,
    sort: Signal<Sort>,
    #[prop(into)] on_sort: Callback<Sort>,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let mut reached = facts.reached.with(|reached| Reached::clone(reached));
        reached.sort(sort.get());
        Arc::new(reached)
    });
    let shown = RwSignal::new(ROWS);
    let opened = RwSignal::new(HashSet::<i64>::new());
    let head = move |by: Column, text: fn() -> &'static str, end: bool| {
        let icon = Signal::derive(move || match sort.get() {
            now if now.by != by => IconName::ArrowUpDown,
            now if now.down => IconName::ChevronDown,
            _ => IconName::ChevronUp,
        });
        let order = move || {
            (sort.get().by == by).then(|| {
                if sort.get().down {
                    "descending"
                } else {
                    "ascending"
                }
            })
        };
        view! {
            <th scope="col" class:end=end aria-sort=order>
                <button class="sortable" type="button" on:click=move |_| on_sort.run(sort.get_untracked().pressed(by))>
                    {text}
                    {move || view! { <Icon name=icon.get() /> }}
                </button>
            </th>
        }
    };
    let more = move || rows.with(|r| r.shops.len()).saturating_sub(shown.get());
    view! {
        <section class="panel flush sel" aria-label=move || w().table>
            <table class="ledger padded dense shops">
                <caption class="vh">{move || w().shops_reached}</caption>
                <thead>
                    <tr>
                        {head(Column::Shop, || w().col_shop, false)}
                        {head(Column::Orders, || w().col_orders, false)}
                        {head(Column::Shipped, || w().col_shipped, true)}
                    </tr>
                </thead>
                <tbody>
                    {move || rows.with(|r| r.shops.iter().take(shown.get()).map(|shop| row(shop, opened)).collect_view())}
                    {move || rows.with(|r| r.shops.is_empty()).then(|| view! { <tr class="none"><td colspan="3">{w().table_empty}</td></tr> })}
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{move || w().all_shops}</th>
                        <td class="num">{move || orders_word(rows.with(|r| r.order_count()))}</td>
                        <td class="end num">{move || fmt::number(rows.with(|r| r.shipped))}</td>
                    </tr>
                </tfoot>
            </table>
            {move || (more() > 0).then(|| view! {
                <button class="btn quiet morerows" type="button" on:click=move |_| shown.update(|n| *n = n.saturating_mul(4))>
                    {(w().more_n)(&fmt::number(count(more())))}
                </button>
            })}
        </section>
    }
}

fn orders_word(n: usize) -> String {
    (w().orders_n)(count(n), &fmt::number(count(n)))
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn row(shop: &ShopRow, opened: RwSignal<HashSet<i64>>) -> impl IntoView + use<> {
    let id = shop.id;
    let orders = shop.orders.clone();
    let (all, hidden) = (orders.len(), orders.len().saturating_sub(NAMED));
    let is_open = move || opened.with(|opened| opened.contains(&id));
    // One more order takes no more room than saying so.
    let named = move || if is_open() || hidden <= 1 { all } else { NAMED };
    view! {
        <tr>
            <th scope="row">
                <span class="shopname">{shop.name.clone()}</span>
                <span class="mut xs">{place(shop.city.as_deref(), &shop.country)}</span>
            </th>
            <td class="num ordercodes">
                {move || orders.iter().take(named()).map(order_link).collect_view()}
                {move || (named() < all).then(|| view! {
                    <button class="textbtn" type="button" on:click=move |_| {
                        opened.update(|opened| {
                            opened.insert(id);
                        });
                    }>
                        {(w().and_more)(&fmt::number(count(hidden)))}
                    </button>
                })}
            </td>
            <td class="end num">
                {fmt::number(shop.shipped)}
                {(shop.cartons > shop.shipped).then(|| view! { <span class="mut xs">" / " {fmt::number(shop.cartons)}</span> })}
            </td>
        </tr>
    }
}

fn order_link(order: &OrderLine) -> impl IntoView + use<> {
    view! { <a class="code" href=Root { kind: NodeKind::Order, id: order.number.clone() }.href()>{order.number.clone()}</a> }
}
