//! The parcel's answer, when it was last checked, and its way from the maker's door to the shop's.

use chrono::NaiveDate;
use contract::ShipmentStatus;
use contract::portal::PortalShipmentDetail;
use contract::shipments::ShipmentEvent;
use leptos::prelude::*;
use ui_kit::fmt::DayName;
use ui_kit::say::fixed;
use ui_kit::{
    Button, Checked, Crumbs, IconName, Journey, Live, MakerMark, PageHead, Station, StationState,
    Status, fmt,
};

use super::facts::{Headline, Stop, stops};
use super::{to_orders, words::sw};
use crate::app::{Session, order_href};
use crate::words::w;
use ui_kit::Maker;

/// In the reader's language. Reactive.
fn say(detail: &PortalShipmentDetail, today: NaiveDate) -> String {
    let words = sw();
    match Headline::of(detail, today, fmt::local_day) {
        Headline::BeingPacked => words.packing.to_owned(),
        Headline::OnItsWay => words.on_its_way.to_owned(),
        Headline::NeedsAttention => words.attention.to_owned(),
        Headline::WasDue { on } => (words.was_due)(&fmt::date(on)),
        Headline::OutForDelivery { today: true } => words.out_today.to_owned(),
        Headline::OutForDelivery { today: false } => words.out.to_owned(),
        Headline::Arriving { on } => match fmt::day_name(on, today) {
            DayName::Today => words.arriving_today.to_owned(),
            DayName::Tomorrow => words.arriving_tomorrow.to_owned(),
            DayName::Weekday(day) => (words.arriving)(&fmt::day_and_month(day)),
            DayName::Date(day) => (words.arriving)(&fmt::date(day)),
        },
        Headline::Delivered { at: Some(at) } => {
            (words.delivered_on)(&fmt::date(fmt::local_day(at)), &fmt::time(at))
        }
        Headline::Delivered { at: None } => words.delivered.to_owned(),
    }
}

/// How much, and the last that is known of it. Reactive.
fn lede(detail: &PortalShipmentDetail) -> String {
    let words = sw();
    let cartons = fmt::cartons(detail.shipment.cartons);
    match detail.shipment.status {
        ShipmentStatus::Pending => (words.lede_packing)(&cartons),
        ShipmentStatus::Exception => (words.lede_attention)(&cartons),
        ShipmentStatus::Delivered => {
            let name = detail
                .delivery_proof
                .as_ref()
                .and_then(|proof| proof.received_by.as_deref());
            match name {
                Some(name) => (words.lede_received)(&cartons, name),
                None => (words.lede_arrived)(&cartons),
            }
        }
        ShipmentStatus::InTransit | ShipmentStatus::OutForDelivery => {
            let Some(last) = detail.timeline.last() else {
                return cartons;
            };
            let time = fmt::day_time(last.timestamp);
            match last.location.as_deref() {
                Some(place) => (words.lede_seen)(&cartons, place, &time),
                None => (words.lede_told)(&cartons, &time),
            }
        }
    }
}

#[component]
pub fn ShipmentHead(
    detail: Signal<PortalShipmentDetail>,
    live: Live<PortalShipmentDetail>,
) -> impl IntoView {
    let (number, order) = detail.with_untracked(|detail| {
        let shipment = &detail.shipment;
        (
            shipment.shipment_number.clone(),
            shipment.order_number.clone(),
        )
    });
    let parent = (order_href(&order), order);
    let crumbs = view! {
        <Crumbs
            label=fixed(|| w().breadcrumb)
            path=to_orders()
            parent=parent
            here=number.clone()
            code=true
        />
    }
    .into_any();
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
    let shown = number.clone();
    view! {
        <div class="printhead" aria-hidden="true">
            <span class="brand">
                <MakerMark />
                <b>{maker.name()}</b>
            </span>
            <span>{fixed(|| sw().shipment)} " " <b class="code">{shown}</b> " " {printed}</span>
        </div>
        <PageHead
            title=move || detail.with(|detail| say(detail, fmt::today()))
            tab=maker.tab(number)
            crumbs=crumbs
            lede=move || detail.with(lede)
        >
            <Checked live=live />
            <Button icon=IconName::Printer on_click=print>{fixed(|| w().print)}</Button>
        </PageHead>
    }
}

/// A milestone in the reader's language where it has a name of its own, else in the carrier's words. Reactive.
fn scan_words(event: &ShipmentEvent) -> String {
    let status = Status::from(event.status).word();
    match event.status {
        ShipmentStatus::InTransit => event
            .description
            .clone()
            .unwrap_or_else(|| status.to_owned()),
        _ => status.to_owned(),
    }
}

/// "Miami, US · 17 Mar, 06:40". Reactive.
fn place_and_time(event: &ShipmentEvent) -> String {
    let time = fmt::short_moment(event.timestamp);
    match event.location.as_deref() {
        Some(place) => format!("{place} · {time}"),
        None => time,
    }
}

/// Reactive in the language.
fn stations(detail: &PortalShipmentDetail) -> Vec<Station> {
    let words = sw();
    let expected = |day: Option<NaiveDate>| {
        day.map_or_else(String::new, |day| {
            (words.expected)(&fmt::date_near(day, fmt::today()))
        })
    };
    let status = detail.shipment.status;
    stops(detail)
        .into_iter()
        .map(|(state, stop)| {
            let (what, when) = match stop {
                Stop::PickedUp(event) => (words.picked_up.to_owned(), place_and_time(&event)),
                Stop::Scan(event) => (scan_words(&event), place_and_time(&event)),
                Stop::ToPickUp(day) => (words.picked_up.to_owned(), expected(day)),
                Stop::ToGoOut(day) => (words.out.to_owned(), expected(day)),
                Stop::ToArrive(day) => {
                    let door = detail.shipment.ship_to_name.clone();
                    (
                        door.unwrap_or_else(|| words.your_door.to_owned()),
                        expected(day),
                    )
                }
            };
            let rolling = state == StationState::Now && super::moving(status);
            Station {
                state,
                what,
                when,
                moving: rolling.then_some(IconName::Truck),
            }
        })
        .collect()
}

#[component]
pub fn Route(detail: Signal<PortalShipmentDetail>) -> impl IntoView {
    let stations = Signal::derive(move || detail.with(stations));
    view! {
        <section class="panel route" aria-labelledby="route">
            <h2 id="route" class="vh">{fixed(|| sw().route)}</h2>
            <Journey stations=stations across=true />
        </section>
    }
}
