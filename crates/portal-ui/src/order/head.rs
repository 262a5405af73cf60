//! The order's answer, and its facts. The same facts head the printed sheet.

use chrono::NaiveDate;
use contract::portal::PortalOrder;
use contract::{ShippingMethod, ShippingTerm};
use leptos::prelude::*;
use ui_kit::fmt::DayName;
use ui_kit::say::fixed;
use ui_kit::{
    Button, Checked, Crumb, Crumbs, Fact, Facts, IconName, Live, MakerMark, PageHead, Status,
    StatusTag, TextProp, fmt,
};

use super::facts::{Headline, Whereabouts};
use crate::app::{ORDERS, Session};
use crate::words::{capitalised, w};
use ui_kit::Maker;

/// "today", "on Thursday", "on 19 Mar 2026". Reactive.
fn day_in_sentence(day: NaiveDate, today: NaiveDate) -> String {
    match fmt::day_name(day, today) {
        DayName::Today => w().today.to_owned(),
        DayName::Tomorrow => w().tomorrow.to_owned(),
        DayName::Weekday(day) => (w().on_day)(&fmt::weekday(day)),
        DayName::Date(day) => (w().on_day)(&fmt::date(day)),
    }
}

fn cartons(count: i64) -> String {
    (w().n_cartons)(count, &fmt::number(count))
}

/// The headline in the reader's language. Reactive.
fn say(headline: Headline, today: NaiveDate) -> String {
    let words = w();
    let dated = |date: Option<String>, with: fn(&str) -> String, without: &str| {
        date.map_or_else(|| without.to_owned(), |date| with(&date))
    };
    let day_of =
        |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| fmt::date(fmt::local_day(at)));
    match headline {
        Headline::Arriving { cartons: n, on } => {
            capitalised(&(words.arrive)(n, &cartons(n), &day_in_sentence(on, today)))
        }
        Headline::OnTheWay { cartons: n } => (words.under_way)(n, &cartons(n)),
        Headline::Overdue { cartons: n, since } => {
            (words.overdue)(n, &cartons(n), &fmt::date(since))
        }
        Headline::Held => words.headline_held.to_owned(),
        Headline::Here { at } => dated(day_of(at), words.here_since, words.headline_here),
        Headline::Making { ready } => dated(
            ready.map(fmt::date),
            words.ready_about,
            words.headline_making,
        ),
        Headline::Ready => words.headline_ready.to_owned(),
        Headline::Queued { start } => dated(
            start.map(fmt::date),
            words.starts_about,
            words.headline_queued,
        ),
        Headline::WaitingForBatch => words.headline_open.to_owned(),
        Headline::Cancelled { at } => {
            dated(day_of(at), words.cancelled_on, words.headline_cancelled)
        }
    }
}

/// "Of 280 cartons, 80 are with you, 60 are on the way and 140 are still with us." Nothing where the headline says it
/// all: one place only, or cancelled.
fn whereabouts(order: &PortalOrder) -> String {
    let words = w();
    let Whereabouts {
        here,
        on_the_way,
        with_us,
    } = Whereabouts::of(order);
    let places = [here, on_the_way, with_us]
        .into_iter()
        .filter(|cartons| *cartons > 0)
        .count();
    if order.status == contract::OrderStatus::Cancelled || places < 2 {
        return String::new();
    }
    let part = |count: i64, say: fn(i64, &str) -> String| {
        (count > 0).then(|| say(count, &fmt::number(count)))
    };
    let parts: Vec<String> = [
        part(here, words.part_here),
        part(on_the_way, words.part_way),
        part(with_us, words.part_us),
    ]
    .into_iter()
    .flatten()
    .collect();
    (words.of_total)(&cartons(order.total_items), &(words.list)(&parts))
}

#[component]
pub fn OrderHead(order: Signal<PortalOrder>, live: Live<PortalOrder>) -> impl IntoView {
    let number = order.with_untracked(|order| order.order_number.clone());
    let shown = number.clone();
    let path = vec![Crumb {
        href: ORDERS,
        text: TextProp::from(|| w().orders),
    }];
    let crumbs =
        view! { <Crumbs label=fixed(|| w().breadcrumb) path=path here=number.clone() code=true /> }
            .into_any();
    let headline = move || {
        let today = fmt::today();
        say(order.with(|order| Headline::of(order, today)), today)
    };
    let print = |_| {
        // A browser without printing has nothing to say about it either.
        let _ = window().print();
    };
    let maker = Maker::here();
    let session = Session::here();
    let printed = move || {
        let customer = session
            .user()
            .map_or_else(String::new, |user| user.customer_name);
        (w().printed)(&customer, &fmt::date(fmt::today()))
    };
    view! {
        <div class="printhead" aria-hidden="true">
            <span class="brand">
                <MakerMark />
                <b>{maker.name()}</b>
            </span>
            <span>{fixed(|| w().order)} " " <b class="code">{shown}</b> " " {printed}</span>
        </div>
        <PageHead
            title=headline
            tab=maker.tab(number)
            crumbs=crumbs
            lede=move || order.with(whereabouts)
        >
            <Checked live=live />
            <Button icon=IconName::Printer on_click=print>{fixed(|| w().print)}</Button>
        </PageHead>
    }
}

fn method(method: ShippingMethod) -> &'static str {
    match method {
        ShippingMethod::Standard => w().standard,
        ShippingMethod::Urgent => w().urgent,
        ShippingMethod::Specific => w().specific,
    }
}

/// "DDP, standard", as much of it as was agreed. Reactive.
fn terms(term: Option<ShippingTerm>, shipping: Option<ShippingMethod>) -> String {
    let parts: Vec<&str> = term
        .map(ShippingTerm::as_str)
        .into_iter()
        .chain(shipping.map(method))
        .collect();
    if parts.is_empty() {
        fmt::UNKNOWN.to_owned()
    } else {
        parts.join(", ")
    }
}

#[component]
pub fn OrderFacts(order: PortalOrder) -> impl IntoView {
    let (ordered, est, wished) = (
        order.order_date,
        order.est_delivery_date,
        order.requested_delivery_date,
    );
    let (term, shipping) = (order.shipping_term, order.shipping_method);
    let po = order.customer_po_reference.clone();
    let note = order
        .comments
        .clone()
        .filter(|note| !note.trim().is_empty());
    view! {
        <Facts inline=true class="orderfacts">
            <Fact name=fixed(|| w().order) code=true>{order.order_number}</Fact>
            <Fact name=fixed(|| w().status)>
                <StatusTag status=Status::from(order.status) />
            </Fact>
            <Fact name=fixed(|| w().ordered)>{move || fmt::date(ordered)}</Fact>
            {po.map(|po| view! { <Fact name=fixed(|| w().your_po) code=true>{po}</Fact> })}
            <Fact name=fixed(|| w().est_complete)>{move || fmt::date_or_unknown(est)}</Fact>
            {wished.map(|wished| view! { <Fact name=fixed(|| w().requested)>{move || fmt::date(wished)}</Fact> })}
            <Fact name=fixed(|| w().terms)>{move || terms(term, shipping)}</Fact>
            {note.map(|note| view! { <Fact name=fixed(|| w().comments)>{note}</Fact> })}
        </Facts>
    }
}
