//! Where an order's chocolate comes from: the weaving picture where there is room, a journey on a phone.

use std::sync::Arc;
use ui_kit::say::fixed;

use contract::portal::PortalOrder;
use leptos::prelude::*;
use ui_kit::loom::{Loom, LoomWords, Picture};
use ui_kit::{StationState, Status, fmt};

use super::facts::{Whereabouts, has_left, line_status};
use super::picture::{Names, picture};
use crate::app::Session;
use crate::words::{uncapitalised, w};

fn shop_name(session: Session) -> String {
    session
        .user()
        .map_or_else(|| w().your_shop.to_owned(), |user| user.customer_name)
}

/// Reactive in the language.
fn drawn(order: &PortalOrder, shop: String) -> Option<Picture> {
    let lower = |status: Status| uncapitalised(status.word());
    picture(
        order,
        &Names {
            headings: [w().farm, w().batch, w().bar, w().shipment, w().your_shop],
            shop,
            cartons: &fmt::cartons,
            bar: &|line| {
                let count = i64::from(line.qty_ordered);
                match line_status(line, order) {
                    status @ (Status::InProduction | Status::Packed) => {
                        format!("{} {}", fmt::number(count), lower(status))
                    }
                    _ => fmt::cartons(count),
                }
            },
            bar_open: &|line| {
                format!(
                    "{}, {}",
                    fmt::number(i64::from(line.qty_ordered)),
                    w().no_batch_yet
                )
            },
            shipment: &|status, count| {
                format!("{} {}", fmt::number(count), lower(Status::from(status)))
            },
            here: &|here, all| (w().here_of)(&fmt::number(here), &fmt::number(all)),
        },
    )
}

fn loom_words() -> LoomWords {
    let words = w();
    LoomWords {
        label: words.picture_label.to_owned(),
        scrolls: words.picture_scrolls.to_owned(),
        keys: words.picture_keys.to_owned(),
        lit: None,
        strand: Arc::new(|cartons| (w().strand)(&fmt::cartons(cartons))),
        ribbon: words.ribbon.to_owned(),
        transit: words.broken_line.to_owned(),
        loose: words.loose_ends.to_owned(),
        more: Arc::new(|_, count, cartons| {
            let label = (w().more)(count as u64);
            let sub = fmt::cartons(cartons);
            let name = format!("{label}, {sub}");
            (label, sub, name)
        }),
        fewer: words.fewer.to_owned(),
    }
}

#[component]
pub fn ProvenancePanel(order: Signal<PortalOrder>) -> impl IntoView {
    let session = Session::here();
    let picture =
        Memo::new(move |_| order.with(|order| drawn(order, shop_name(session)).map(Arc::new)));
    let there = Memo::new(move |_| picture.with(Option::is_some));
    move || {
        there.get().then(|| {
            let picture = Signal::derive(move || picture.get().unwrap_or_default());
            view! {
                <section class="panel loompanel" aria-labelledby="provenance">
                    <h2 id="provenance" class="vh">{fixed(|| w().provenance)}</h2>
                    <div class="wideonly">
                        <Loom picture=picture words=Signal::derive(loom_words) aspect=0.36 />
                    </div>
                    <Stations order=order />
                </section>
            }
        })
    }
}

/// A line of a station: what, how much.
struct Entry {
    text: String,
    code: bool,
    state: String,
    cartons: i64,
}

/// Each text once, in the order of their coming, with its sum.
fn summed(entries: impl IntoIterator<Item = (String, i64)>) -> Vec<(String, i64)> {
    let mut sums: Vec<(String, i64)> = Vec::new();
    for (text, cartons) in entries {
        match sums.iter_mut().find(|(known, _)| *known == text) {
            Some((_, sum)) => *sum += cartons,
            None => sums.push((text, cartons)),
        }
    }
    sums
}

fn station(
    state: StationState,
    what: String,
    entries: Vec<Entry>,
    when: Option<String>,
) -> impl IntoView {
    let state = match state {
        StationState::Done => "done",
        StationState::Now => "now",
        StationState::Next => "next",
    };
    let list = (!entries.is_empty()).then(|| {
        let rows = entries
            .into_iter()
            .map(|Entry { text, code, state, cartons }| {
                view! {
                    <li>
                        <span><span class:code=code>{text}</span> " " <span class="mut">{state}</span></span>
                        <span class="mut num">{fmt::number(cartons)}</span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="stack">{rows}</ul> }
    });
    view! {
        <li data-s=state>
            <span class="what">{what}</span>
            {list}
            {when.map(|when| view! { <span class="when">{when}</span> })}
        </li>
    }
}

/// The picture for a phone: the same stations, one below the other.
#[component]
fn Stations(order: Signal<PortalOrder>) -> impl IntoView {
    let session = Session::here();
    let plain = |code: bool, entries: Vec<(String, i64)>| -> Vec<Entry> {
        entries
            .into_iter()
            .map(|(text, cartons)| Entry {
                text,
                code,
                state: String::new(),
                cartons,
            })
            .collect()
    };
    let stations = move || {
        let shop = shop_name(session);
        order.with(|order| {
            let from = || {
                order
                    .line_items
                    .iter()
                    .filter_map(|l| l.provenance.as_ref().map(|p| (p, i64::from(l.qty_ordered))))
            };
            let farms = plain(
                false,
                summed(from().map(|(p, n)| (format!("{}, {}", p.farm_name, p.region), n))),
            );
            let batches = plain(true, summed(from().map(|(p, n)| (p.batch_code.clone(), n))));
            let kinds = vec![((w().kinds)(order.line_items.len()), order.total_items)];
            let left: Vec<_> = order.shipments.iter().filter(|s| has_left(s)).collect();
            let shipments: Vec<Entry> = left
                .iter()
                .map(|s| Entry {
                    text: s.shipment_number.clone(),
                    code: true,
                    state: uncapitalised(Status::from(s.status).word()),
                    cartons: s.cartons,
                })
                .collect();
            let places = Whereabouts::of(order);
            let all_here = places.on_the_way + places.with_us == 0;
            let sent = !left.is_empty();
            use StationState::{Done, Next, Now};
            let made = if sent { Done } else { Now };
            let under_way = match (sent, all_here) {
                (true, true) => Done,
                (true, false) => Now,
                (false, _) => Next,
            };
            let here = (w().here_of)(&fmt::number(places.here), &fmt::number(order.total_items));
            view! {
                {station(Done, w().farm.to_owned(), farms, None)}
                {station(Done, w().batch.to_owned(), batches, None)}
                {station(made, w().bar.to_owned(), plain(false, kinds), None)}
                {station(under_way, w().shipment.to_owned(), shipments, None)}
                {station(if all_here { Done } else { Next }, shop, Vec::new(), Some(here))}
            }
        })
    };
    view! { <ol class="journey narrowonly">{stations}</ol> }
}
