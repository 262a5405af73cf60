//! The parcel's answer: where it is, for whom, of which order.

use contract::ShipmentStatus;
use contract::shipments::Shipment;
use leptos::prelude::*;
use ui_kit::{Icon, IconName, PageHead, Status, StatusTag, fmt};

use super::Parcel;
use crate::desk::{d, order_href};
use crate::shell::tab;

/// Reactive.
fn say(shipment: &Shipment) -> String {
    let words = d();
    match shipment.status {
        ShipmentStatus::Pending => words.parcel_packed.to_owned(),
        ShipmentStatus::Delivered => shipment.actual_delivery_date.map_or_else(
            || Status::Delivered.word().to_owned(),
            |at| (words.delivered_at)(&fmt::day_time(at)),
        ),
        ShipmentStatus::Exception => words.parcel_trouble.to_owned(),
        ShipmentStatus::OutForDelivery => words.parcel_out.to_owned(),
        ShipmentStatus::InTransit => shipment.est_delivery_date.map_or_else(
            || words.parcel_moving.to_owned(),
            |day| (words.parcel_arrives)(&fmt::day_and_month(day)),
        ),
    }
}

#[component]
pub fn ShipmentHead(parcel: Parcel) -> impl IntoView {
    let of = parcel.shipment;
    let number = Memo::new(move |_| of.with(|shipment| shipment.shipment_number.clone()));
    let order = Memo::new(move |_| of.with(|shipment| shipment.order_number.clone()));
    let crumbs = view! {
        <nav class="crumbs" aria-label=move || d().breadcrumb>
            <a href="/admin/orders">{move || d().orders}</a>
            <Icon name=IconName::ChevronRight />
            <a class="code" href=move || order_href(&order.get())>{move || order.get()}</a>
            <Icon name=IconName::ChevronRight />
            <span class="code" aria-current="page">{move || number.get()}</span>
            {move || of.with(|shipment| view! { <StatusTag status=Status::from(shipment.status) /> })}
        </nav>
    }
    .into_any();
    let lede = move || {
        of.with(|shipment| {
            let cartons = shipment
                .items
                .iter()
                .map(|item| i64::from(item.quantity))
                .sum();
            (d().parcel_lede)(&fmt::cartons(cartons), &shipment.customer_name)
        })
    };
    view! { <PageHead title=move || of.with(say) tab=move || tab(&number.get()) crumbs=crumbs lede=lede /> }
}
