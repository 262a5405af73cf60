//! What waits for somebody, the most urgent first. Every button leads to a page that exists and that the reader may open.

use chrono::TimeDelta;
use contract::dashboard::{Dashboard, OpenComplaint};
use contract::trace::NodeKind;
use leptos::prelude::*;
use ui_kit::{Icon, IconName, Tone, fmt};

use super::headline::{count, drill_waits, is_urgent};
use super::tw;
use crate::desk::{batch_href, order_href};
use crate::roles::may_trace;
use crate::tag::Tag;
use crate::trace::Root;

/// Within this a full trace is due after a complaint.
const TRACE_WITHIN: TimeDelta = TimeDelta::hours(4);

/// Letters of a complaint's own words that are shown.
const SHOWN: usize = 90;

#[component]
pub fn Queue(today: Signal<Dashboard>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="needs">
            <h2 id="needs" class="vh">{move || tw().needs_you}</h2>
            {move || today.with(items)}
        </section>
    }
}

fn items(today: &Dashboard) -> AnyView {
    let (urgent, others): (Vec<_>, Vec<_>) =
        today.complaints.iter().partition(|one| is_urgent(one));
    let mut items: Vec<AnyView> = urgent.iter().map(|one| urgent_complaint(one)).collect();
    items.extend(late(today));
    items.extend(refused(today));
    items.extend(open_complaints(today, &others, urgent.len()));
    items.extend(held(today));
    items.extend(drill(today));
    if items.is_empty() {
        return view! { <p class="mut">{tw().all_quiet}</p> }.into_any();
    }
    view! { <ol class="queue">{items}</ol> }.into_any()
}

/// A row: its label, what it is, since when, and the way to it.
fn row(tag: AnyView, title: String, text: AnyView, when: String, act: Option<AnyView>) -> AnyView {
    view! {
        <li>
            {tag}
            <div><h3>{title}</h3><p class="s mut">{text}</p></div>
            <p class="s mut when">{when}</p>
            <div class="act">{act}</div>
        </li>
    }
    .into_any()
}

fn button(href: String, text: String) -> AnyView {
    view! { <a class="btn" href=href>{text}</a> }.into_any()
}

/// Things beside each other, each with its link.
fn mentions(list: impl Iterator<Item = (String, String, String)>, more: i64) -> AnyView {
    let mut first = true;
    let parts = list
        .map(|(href, code, name)| {
            let dot = if std::mem::take(&mut first) {
                ""
            } else {
                " · "
            };
            view! { {dot} <a class="code" href=href>{code}</a> " " {name} }
        })
        .collect_view();
    let rest = (more > 0).then(|| format!(" · {}", (tw().and_more)(more, &fmt::number(more))));
    view! { {parts} {rest} }.into_any()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn customer_href(id: i64) -> String {
    format!("/admin/customers/{id}")
}

fn urgent_complaint(complaint: &OpenComplaint) -> AnyView {
    let words = tw();
    let shop = match &complaint.customer_city {
        Some(city) => format!("{}, {city}", complaint.customer_name),
        None => complaint.customer_name.clone(),
    };
    let due = complaint.created_at + TRACE_WITHIN;
    let left = due - fmt::now();
    let clock = if left > TimeDelta::zero() {
        (words.trace_left)(left.num_hours(), left.num_minutes() % 60)
    } else {
        (words.trace_was_due)(&fmt::short_moment(due))
    };
    let lot = complaint.lot_code.clone();
    let known = complaint.batch_id.and(lot.clone());
    let act = match known {
        Some(code) if untrack(may_trace) => {
            let root = Root {
                kind: NodeKind::Batch,
                id: code,
            };
            view! { <a class="btn primary" href=root.href()><Icon name=IconName::Waypoints />{words.trace_lot}</a> }.into_any()
        }
        Some(code) => button(batch_href(&code), words.open_lot.to_owned()),
        None => button(
            customer_href(complaint.customer_id),
            words.open_customer.to_owned(),
        ),
    };
    view! {
        <li class="first">
            <Tag tone=Tone::Danger icon=IconName::OctagonAlert text=move || tw().complaint solid=true />
            <div>
                <h3 class="display-m">{shortened(&complaint.description)}</h3>
                <p class="s mut">
                    <a href=customer_href(complaint.customer_id)>{shop}</a>
                    {lot.map(|lot| view! { " · " {words.lot} " " <span class="code">{lot}</span> })}
                    " · " <span class="code">{complaint.complaint_number.clone()}</span>
                </p>
            </div>
            <p class="s mut when">
                {fmt::short_moment(complaint.created_at)}
                <br />
                <b class="danger">{clock}</b>
            </p>
            <div class="act">{act}</div>
        </li>
    }
    .into_any()
}

fn late(today: &Dashboard) -> Option<AnyView> {
    let first = today.late_orders.first()?;
    let (words, n) = (tw(), today.late_order_count);
    let shown = today.late_orders.iter().take(4);
    let more = n - count(shown.len());
    let list = shown.map(|order| {
        (
            order_href(&order.order_number),
            order.order_number.clone(),
            order.customer_name.clone(),
        )
    });
    Some(row(
        view! { <Tag tone=Tone::Warning icon=IconName::Clock text=move || tw().late_tag /> }
            .into_any(),
        (words.late)(n, &fmt::number(n)),
        mentions(list, more),
        (words.since)(&fmt::date_near(first.est_delivery_date, fmt::today())),
        Some(button(
            order_href(&first.order_number),
            (words.open)(&first.order_number),
        )),
    ))
}

fn refused(today: &Dashboard) -> Option<AnyView> {
    let first = today.refused_orders.first()?;
    let (words, n) = (tw(), today.refused_order_count);
    let shown = today.refused_orders.iter().take(4);
    let more = n - count(shown.len());
    let list = shown.map(|order| {
        (
            order_href(&order.order_number),
            order.order_number.clone(),
            order.customer_name.clone(),
        )
    });
    let text = view! { {mentions(list, more)} <br /> {words.refused_safe} }.into_any();
    Some(row(
        view! { <Tag tone=Tone::Warning icon=IconName::TriangleAlert text="ERP" /> }.into_any(),
        (words.headlines.refused)(n, &fmt::number(n)),
        text,
        String::new(),
        Some(button(
            order_href(&first.order_number),
            (words.open)(&first.order_number),
        )),
    ))
}

/// Those that can wait for their turn, in one row.
fn open_complaints(today: &Dashboard, others: &[&OpenComplaint], urgent: usize) -> Option<AnyView> {
    let first = others.first()?;
    let (words, n) = (tw(), today.complaint_count - count(urgent));
    let shown = others.iter().take(4);
    let more = n - count(shown.len());
    let list = shown.map(|complaint| {
        (
            customer_href(complaint.customer_id),
            complaint.complaint_number.clone(),
            complaint.customer_name.clone(),
        )
    });
    let oldest = others.iter().map(|one| one.created_at).min()?;
    Some(row(
        view! { <Tag tone=Tone::Neutral icon=IconName::Info text=move || tw().complaint /> }
            .into_any(),
        (words.headlines.complaints)(n, &fmt::number(n)),
        mentions(list, more),
        (words.since)(&fmt::date_near(fmt::local_day(oldest), fmt::today())),
        Some(button(
            customer_href(first.customer_id),
            words.open_customer.to_owned(),
        )),
    ))
}

fn held(today: &Dashboard) -> Option<AnyView> {
    let first = today.held_batches.first()?;
    let (words, n) = (tw(), count(today.held_batches.len()));
    let list = today.held_batches.iter().take(4).map(|batch| {
        (
            batch_href(&batch.code),
            batch.code.clone(),
            batch.farm_name.clone(),
        )
    });
    Some(row(
        view! { <Tag tone=Tone::Warning icon=IconName::CirclePause text=move || tw().held_tag /> }
            .into_any(),
        (words.headlines.held)(n, &fmt::number(n)),
        mentions(list, (n - 4).max(0)),
        (words.since)(&fmt::date_near(
            fmt::local_day(first.updated_at),
            fmt::today(),
        )),
        Some(button(batch_href(&first.code), (words.open)(&first.code))),
    ))
}

/// Facts alone: a drill is begun elsewhere.
fn drill(today: &Dashboard) -> Option<AnyView> {
    let day = fmt::local_day(today.as_of);
    if !drill_waits(today, day) {
        return None;
    }
    let words = tw();
    let title = match today.drill.due_on {
        Some(due) => (words.drill_due)(&fmt::date_near(due, day)),
        None => words.headlines.drill.to_owned(),
    };
    let last = match (today.drill.last_started_at, today.drill.last_trace_seconds) {
        (Some(at), Some(seconds)) => {
            let minutes = (seconds + 59) / 60;
            (words.drill_last)(&fmt::date(fmt::local_day(at)), &fmt::number(minutes))
        }
        (Some(at), None) => (words.drill_untraced)(&fmt::date(fmt::local_day(at))),
        (None, _) => words.drill_never.to_owned(),
    };
    Some(row(
        view! { <Tag tone=Tone::Info icon=IconName::History text=move || tw().drill_tag /> }
            .into_any(),
        title,
        last.into_any(),
        String::new(),
        None,
    ))
}
