//! "Lit now": what the picture shows dyed, in numbers, and the way to trace from there.

use contract::trace::NodeKind;
use leptos::prelude::*;
use ui_kit::http::query;
use ui_kit::{Icon, IconName, fmt};

use super::explorer::{Facts, address_of};
use crate::words::{Counted, w};

#[component]
pub(super) fn LitPanel(facts: Facts, start: (NodeKind, i64)) -> impl IntoView {
    let code = move || matches!(facts.focus.get().0, NodeKind::Batch | NodeKind::Order);
    view! {
        <section class="panel selhead" aria-labelledby="lit-now">
            <div>
                <p class="mut s">{move || w().lit_now}</p>
                <h2 id="lit-now"><span class:code=code>{move || facts.title(facts.focus.get())}</span></h2>
            </div>
            <div>{move || numbers(facts)}</div>
            {move || match action(facts, start) {
                Some(action) => action.into_any(),
                None => view! { <p class="mut s">{w().lit_hint}</p> }.into_any(),
            }}
        </section>
    }
}

fn numbers(facts: Facts) -> impl IntoView {
    let said = |n: usize, say: Counted| {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        say(n, &fmt::number(n))
    };
    let words = w();
    let (lit, reached) = (facts.lit.get(), facts.reached.get());
    if reached.order_count() == 0 {
        return view! { <p class="s">{words.lit_none}</p> }.into_any();
    }
    let counts = (words.lit_counts)(
        &said(lit.count(NodeKind::Product), words.products_n),
        &said(reached.order_count(), words.orders_n),
        &said(reached.shops.len(), words.shops_n),
        &said(reached.countries.len(), words.countries_n),
    );
    let (cartons, after) = (words.left_us)(&(words.cartons_n)(
        reached.shipped,
        &fmt::number(reached.shipped),
    ));
    view! { <p class="s">{counts} " " <b class="nw">{cartons}</b>{after}</p> }.into_any()
}

fn action(facts: Facts, start: (NodeKind, i64)) -> Option<impl IntoView> {
    let focus = facts.focus.get();
    let (href, icon, text) = match focus {
        focus if focus == start => return None,
        (NodeKind::Customer, id) => {
            let name = facts.title(focus);
            let href = format!(
                "/admin/orders{}",
                query(&[("customer", Some(id.to_string())), ("name", Some(name))])
            );
            (href, IconName::ReceiptText, w().see_orders.to_owned())
        }
        focus => {
            let href = facts.data.with_value(|data| address_of(data, focus))?;
            (
                href,
                IconName::Waypoints,
                (w().trace_from)(&facts.title(focus)),
            )
        }
    };
    Some(view! { <a class="btn" href=href><Icon name=icon /><span>{text}</span></a> })
}
