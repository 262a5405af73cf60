//! What left the house, each parcel with its own tracking.

use contract::ShipmentStatus;
use contract::portal::{PortalOrder, PortalShipmentRow};
use leptos::prelude::*;
use ui_kit::say::{fixed, told};
use ui_kit::{Icon, IconName, Section, Status, StatusTag, VisuallyHidden, Yarn, fmt};

use super::facts::has_left;
use super::picture::put_in_order;
use crate::app::shipment_href;
use crate::shipment::web_address;
use crate::words::{capitalised, w};

#[component]
pub fn Shipments(order: PortalOrder) -> impl IntoView {
    // What is still to come first, the newest of each first.
    let shipments = put_in_order(order.shipments, |shipment| {
        let left = shipment
            .dispatch_date
            .map_or(0, |day| i64::from(chrono::Datelike::num_days_from_ce(&day)));
        [
            i64::from(shipment.status == ShipmentStatus::Delivered),
            -left,
            -shipment.id,
            0,
            0,
            0,
        ]
    });
    let none = shipments
        .is_empty()
        .then(|| view! { <p class="mut">{fixed(|| w().no_shipments)}</p> });
    let list = shipments.into_iter().map(shipment).collect_view();
    view! {
        <Section id="shipments" title=fixed(|| w().shipments)>
            <ul class="shiplist">{list}</ul>
            {none}
        </Section>
    }
}

/// The day that counts: "Thursday 19 March", "Delivered 5 March, 10:22". Reactive.
fn day(shipment: &PortalShipmentRow) -> String {
    match (shipment.actual_delivery_date, shipment.est_delivery_date) {
        (Some(at), _) => (w().delivered_at)(&fmt::day_time(at)),
        (None, Some(day)) => capitalised(&fmt::day_and_month(day)),
        (None, None) if shipment.status == ShipmentStatus::Delivered => {
            Status::Delivered.word().to_owned()
        }
        (None, None) => w().day_open.to_owned(),
    }
}

/// "60 cartons · DHL · left 12 Mar · signed for by Receiving". Reactive.
fn details(shipment: &PortalShipmentRow) -> String {
    let left = shipment
        .dispatch_date
        .filter(|_| has_left(shipment) && shipment.status != ShipmentStatus::Delivered);
    let parts = [
        Some(fmt::cartons(shipment.cartons)),
        shipment.carrier.clone(),
        left.map(|day| (w().left_on)(&fmt::date_near(day, fmt::today()))),
        shipment
            .received_by
            .as_deref()
            .map(|name| (w().signed_by)(name)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How far along the way, in percent, by the days between leaving and arriving.
fn way(shipment: &PortalShipmentRow, today: chrono::NaiveDate) -> f64 {
    match shipment.status {
        ShipmentStatus::Delivered => 100.0,
        ShipmentStatus::Pending => 0.0,
        ShipmentStatus::OutForDelivery => 92.0,
        ShipmentStatus::InTransit | ShipmentStatus::Exception => {
            let (Some(left), Some(due)) = (shipment.dispatch_date, shipment.est_delivery_date)
            else {
                return 50.0;
            };
            let (whole, gone) = ((due - left).num_days(), (today - left).num_days());
            // Under way, but not there: the carrier has not said so.
            if whole <= 0 {
                50.0
            } else {
                (gone as f64 / whole as f64 * 100.0).clamp(6.0, 92.0)
            }
        }
    }
}

fn shipment(shipment: PortalShipmentRow) -> impl IntoView {
    let number = shipment.shipment_number.clone();
    let href = shipment_href(&number);
    let tracking = tracking(&shipment);
    let percent = way(&shipment, fmt::today());
    let status = Status::from(shipment.status);
    let words = shipment.clone();
    view! {
        <li class="panel">
            <div class="shiphead">
                <h3 class="code">
                    <a href=href>{number}</a>
                </h3>
                <StatusTag status=status />
            </div>
            <p class="name">{told(move || day(&words))}</p>
            <p class="mut s">{told(move || details(&shipment))}</p>
            <Yarn percent=percent />
            {tracking}
        </li>
    }
}

fn tracking(shipment: &PortalShipmentRow) -> Option<AnyView> {
    let number = shipment.tracking_number.clone()?;
    let href = web_address(shipment.tracking_url.as_deref());
    let carrier = shipment.carrier.clone();
    let code = view! { <span class="s">{fixed(|| w().tracking)} " " <span class="code">{number}</span></span> };
    let link = href.map(|href| {
        let text = move || {
            carrier.as_deref().map_or_else(
                || w().tracking.to_owned(),
                |carrier| (w().track_with)(carrier),
            )
        };
        view! {
            <a class="ext s" href=href target="_blank" rel="noopener noreferrer">
                {text}
                <Icon name=IconName::ExternalLink />
                <VisuallyHidden>" (" {fixed(|| w().opens_carrier)} ")"</VisuallyHidden>
            </a>
        }
    });
    Some(view! { <p class="tracking">{code} {link}</p> }.into_any())
}

#[cfg(test)]
mod tests {
    use contract::ShipmentStatus;

    use super::super::facts::tests::{day, shipment};
    use super::way;

    #[test]
    fn a_parcel_on_the_way_is_never_there_before_the_carrier_says_so() {
        let mut parcel = shipment(1, ShipmentStatus::InTransit, 60, Some("2026-03-19"));
        assert_eq!(way(&parcel, day("2026-03-17")), 50.0);
        parcel.dispatch_date = Some(day("2026-03-09"));
        assert_eq!(way(&parcel, day("2026-03-14")), 50.0);
        assert_eq!(way(&parcel, day("2026-04-30")), 92.0);
        assert_eq!(way(&parcel, day("2026-03-09")), 6.0);
        parcel.status = ShipmentStatus::Delivered;
        assert_eq!(way(&parcel, day("2026-03-09")), 100.0);
    }
}
