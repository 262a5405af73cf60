//! The order's parcels, and the way to pack another.

use contract::ShipmentStatus;
use contract::shipments::Shipment;
use leptos::prelude::*;
use ui_kit::{ButtonKind, IconName, LinkButton, Section, Status, StatusTag, fmt};

use super::Desk;
use super::facts::{is_closed, left};
use crate::desk::roles::may_ship;
use crate::desk::{d, order_href, part_of, shipment_href};

#[component]
pub fn Shipments(desk: Desk) -> impl IntoView {
    let to_pack = Memo::new(move |_| {
        let shipments = desk.shipments.ready()?;
        Some(desk.order.with(|order| {
            if is_closed(order) {
                return 0;
            }
            order
                .items
                .iter()
                .map(|item| i64::from(left(item, &shipments)))
                .sum()
        }))
    });
    let href = Signal::derive(move || {
        format!(
            "{}/pack",
            desk.order.with(|order| order_href(&order.order_number))
        )
    });
    // One primary button a page: while the order has not begun, that is beginning it.
    let kind = move || {
        if desk
            .order
            .with(|order| order.status == contract::OrderStatus::Pending)
        {
            ButtonKind::Secondary
        } else {
            ButtonKind::Primary
        }
    };
    view! {
        <Section id="shipments" title=move || d().shipments>
            {part_of(desk.shipments, move |shipments| view! { <Parcels shipments=shipments /> }.into_any())}
            {move || (may_ship() && to_pack.get().is_some_and(|cartons| cartons > 0)).then(|| view! {
                <p class="sectionfoot">
                    <LinkButton href=href kind=kind() icon=Signal::stored(IconName::Package)>{move || d().pack}</LinkButton>
                </p>
            })}
        </Section>
    }
}

#[component]
fn Parcels(shipments: RwSignal<Vec<Shipment>>) -> impl IntoView {
    move || {
        let list = shipments.get();
        if list.is_empty() {
            return view! { <p class="mut nothing">{move || d().no_shipments}</p> }.into_any();
        }
        view! { <ul class="shiplist">{list.into_iter().map(parcel).collect_view()}</ul> }.into_any()
    }
}

/// The day that counts. Reactive.
fn day(shipment: &Shipment) -> String {
    match (
        shipment.actual_delivery_date,
        shipment.est_delivery_date,
        shipment.status,
    ) {
        (Some(at), _, _) => (d().delivered_at)(&fmt::day_time(at)),
        (None, _, ShipmentStatus::Pending) => d().not_left.to_owned(),
        (None, Some(day), _) => (d().expected_on)(&fmt::date(day)),
        (None, None, _) => d().day_unknown.to_owned(),
    }
}

fn parcel(shipment: Shipment) -> impl IntoView {
    let cartons: i64 = shipment
        .items
        .iter()
        .map(|item| i64::from(item.quantity))
        .sum();
    let (number, carrier) = (shipment.shipment_number.clone(), shipment.carrier.clone());
    let (status, href) = (Status::from(shipment.status), shipment_href(&number));
    view! {
        <li class="panel">
            <div class="shiphead">
                <h3><a class="code" href=href>{number}</a></h3>
                <StatusTag status=status />
            </div>
            <p class="name">{move || day(&shipment)}</p>
            <p class="mut s">{move || {
                let mut parts = vec![fmt::cartons(cartons)];
                parts.extend(carrier.clone());
                parts.join(" · ")
            }}</p>
        </li>
    }
}
