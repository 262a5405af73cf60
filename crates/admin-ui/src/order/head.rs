//! The order's answer, its facts, and what may be done with it as a whole.

use contract::orders::Order;
use contract::{ShippingMethod, ShippingTerm};
use leptos::prelude::*;
use ui_kit::{
    Crumb, Crumbs, Fact, Facts, IconName, LinkButton, Note, PageHead, Status, StatusTag, TextProp,
    fmt,
};

use super::Desk;
use super::edit::EditButton;
use super::facts::{self, Next};
use super::moves::Moves;
use crate::desk::d;
use crate::desk::roles::may_ship;
use crate::order_new::method_word;
use crate::roles::may_trace;
use crate::shell::tab;
use crate::trace::Root;
use crate::words::w;

/// Reactive.
fn say(next: Next, shop: &str) -> String {
    let words = d();
    let cartons = |n: i64| fmt::cartons(n);
    match next {
        Next::Cancelled => words.next_cancelled.to_owned(),
        Next::Delivered => (words.next_delivered)(shop),
        Next::Trouble => words.next_trouble.to_owned(),
        Next::NeedsLots(n) => (words.next_lots)(n, &cartons(n)),
        Next::Making { done, planned } => {
            (words.next_making)(&fmt::number(done), &cartons(planned))
        }
        Next::Pack(n) => (words.next_pack)(n, &cartons(n)),
        Next::HandOver(n) => (words.next_hand_over)(n, &cartons(n)),
        Next::OnTheWay(n) => (words.next_on_the_way)(n, &cartons(n)),
        Next::Shipped => words.next_shipped.to_owned(),
    }
}

/// "DDP, Standard", as much of it as was agreed. Reactive.
fn terms(term: Option<ShippingTerm>, method: Option<ShippingMethod>) -> String {
    let parts: Vec<&str> = term
        .map(ShippingTerm::as_str)
        .into_iter()
        .chain(method.map(method_word))
        .collect();
    if parts.is_empty() {
        fmt::UNKNOWN.to_owned()
    } else {
        parts.join(", ")
    }
}

#[component]
pub fn OrderHead(desk: Desk) -> impl IntoView {
    let order = desk.order;
    let number = Memo::new(move |_| order.with(|order| order.order_number.clone()));
    let next = Memo::new(move |_| {
        let (runs, shipments) = (
            desk.runs.ready().unwrap_or_default(),
            desk.shipments.ready().unwrap_or_default(),
        );
        order.with(|order| Next::of(order, &runs, &shipments))
    });
    let path = vec![Crumb {
        href: "/admin/orders",
        text: TextProp::from(|| w().orders),
    }];
    let crumbs = view! { <Crumbs label=move || d().breadcrumb path=path here=move || number.get() code=true /> }.into_any();
    let title = move || order.with(|order| say(next.get(), &order.customer_name));
    let lede = move || {
        order.with(|order| {
            (d().shipped_of)(
                &order.customer_name,
                &fmt::number(facts::shipped(order)),
                &fmt::cartons(facts::ordered(order)),
            )
        })
    };
    let trace = Signal::derive(move || {
        Root {
            kind: contract::trace::NodeKind::Order,
            id: number.get(),
        }
        .href()
    });
    view! {
        <PageHead title=title tab=move || tab(&number.get()) crumbs=crumbs lede=lede class="orderhead">
            {move || may_trace().then(|| view! { <LinkButton href=trace icon=Signal::stored(IconName::Waypoints)>{move || w().trace}</LinkButton> })}
            {move || (may_ship() && !desk.is_owned_elsewhere()).then(|| view! { <EditButton desk=desk /> <Moves desk=desk /> })}
        </PageHead>
        {move || desk.is_owned_elsewhere().then(|| view! {
            <div class="ownednote"><Note icon=IconName::Info>{move || d().owned_elsewhere}</Note></div>
        })}
        {move || order.with(|order| view! { <OrderFacts order=order.clone() /> })}
    }
}

#[component]
fn OrderFacts(order: Order) -> impl IntoView {
    let shop = format!("/admin/customers/{}", order.customer_id);
    let (ordered, est, wished) = (
        order.order_date,
        order.est_delivery_date,
        order.requested_delivery_date,
    );
    let (term, method) = (order.shipping_term, order.shipping_method);
    let note = order
        .comments
        .filter(|comments| !comments.trim().is_empty());
    view! {
        <Facts inline=true class="orderfacts">
            <Fact name=move || d().order code=true>{order.order_number}</Fact>
            <Fact name=move || d().status><StatusTag status=Status::from(order.status) /></Fact>
            <Fact name=move || d().shop><a href=shop>{order.customer_name}</a></Fact>
            <Fact name=move || d().ordered>{move || fmt::date(ordered)}</Fact>
            <Fact name=move || d().po code=true>{order.customer_po_reference.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}</Fact>
            <Fact name=move || d().est_delivery>{move || fmt::date_or_unknown(est)}</Fact>
            <Fact name=move || d().requested>{move || fmt::date_or_unknown(wished)}</Fact>
            <Fact name=move || d().terms>{move || terms(term, method)}</Fact>
            {note.map(|note| view! { <Fact name=move || d().comments>{note}</Fact> })}
        </Facts>
    }
}
