//! What happened on the way, and adding to it. The moment is typed in the reader's own time, whose zone is named.

use std::time::Duration;

use contract::ShipmentStatus;
use contract::shipments::{Shipment, ShipmentEvent, ShipmentEventInput, ShipmentPatch};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::http::{Method, etag, once_key};
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Field, IconName, Ledger, Section, Select, Status, StatusTag,
    Toasts, fmt,
};

use super::Parcel;
use crate::desk::roles::may_ship;
use crate::desk::{Change, Refused, TextField, d, given, local_input, moment, zone};

/// What shops of every language read under "picked up": the timeline's text, not the form's.
const PICKED_UP: &str = "Picked up";

/// The quick ones: what they set, their icon, whether they say "picked up".
const QUICK: [(ShipmentStatus, IconName, bool); 5] = [
    (ShipmentStatus::InTransit, IconName::Package, true),
    (ShipmentStatus::InTransit, IconName::Truck, false),
    (ShipmentStatus::OutForDelivery, IconName::MapPin, false),
    (ShipmentStatus::Delivered, IconName::PackageCheck, false),
    (ShipmentStatus::Exception, IconName::TriangleAlert, false),
];

fn quick_word(status: ShipmentStatus, picked_up: bool) -> &'static str {
    if picked_up {
        d().picked_up
    } else {
        Status::from(status).word()
    }
}

/// How often the prefilled time follows the clock.
const CLOCK: Duration = Duration::from_secs(20);

#[component]
pub fn Milestones(parcel: Parcel) -> impl IntoView {
    let delivered = Memo::new(move |_| {
        parcel
            .shipment
            .with(|shipment| shipment.status == ShipmentStatus::Delivered)
    });
    view! {
        <Section id="milestones" title=move || d().milestones lede=move || (d().zone_named)(&zone())>
            {move || may_ship().then(|| view! { <AddMilestone parcel=parcel delivered=delivered /> })}
            <Scans parcel=parcel />
        </Section>
    }
}

#[component]
fn Scans(parcel: Parcel) -> impl IntoView {
    let rows = move || {
        let mut events = parcel.shipment.with(|shipment| shipment.timeline.clone());
        // The newest first: that is where one looks.
        events.reverse();
        events.into_iter().map(scan).collect_view()
    };
    let none = move || {
        parcel
            .shipment
            .with(|shipment| shipment.timeline.is_empty())
    };
    view! {
        {move || if none() {
            view! { <p class="mut nothing">{move || d().no_milestones}</p> }.into_any()
        } else {
            view! {
                <Ledger caption=move || d().milestones class="scans">
                    <thead>
                        <tr>
                            <th scope="col">{move || d().when}</th>
                            <th scope="col">{move || d().what}</th>
                            <th scope="col">{move || d().place}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </Ledger>
            }
            .into_any()
        }}
    }
}

fn scan(event: ShipmentEvent) -> impl IntoView {
    let at = event.timestamp;
    view! {
        <tr>
            <td class="num">{move || fmt::date_time(at)}</td>
            <td>
                <StatusTag status=Status::from(event.status) />
                {event.description.map(|text| view! { <span class="scantext">{text}</span> })}
            </td>
            <td class="mut">{event.location.unwrap_or_default()}</td>
        </tr>
    }
}

fn shown(field: &str) -> bool {
    [
        "timestamp",
        "location",
        "description",
        "status",
        "received_by",
    ]
    .contains(&field)
}

#[component]
fn AddMilestone(parcel: Parcel, delivered: Memo<bool>) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let change = Change::default();
    let key = RwSignal::new(once_key());
    let text = || RwSignal::new(String::new());
    let status = RwSignal::new(ShipmentStatus::InTransit.to_string());
    // Until somebody writes another time it is now, and stays now while the form is open.
    let now = RwSignal::new(untrack(|| local_input(fmt::now())));
    let at = RwSignal::new(now.get_untracked());
    let is_now = move || at.with_untracked(|at| now.with_untracked(|now| at == now));
    let to_now = move || {
        let minute = local_input(fmt::now());
        now.set(minute.clone());
        at.set(minute);
    };
    let clock = set_interval_with_handle(
        move || {
            if is_now() {
                to_now();
            }
        },
        CLOCK,
    );
    on_cleanup(move || {
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    let (place, what, receiver) = (text(), text(), text());
    let clear = move || {
        key.set(once_key());
        to_now();
        place.set(String::new());
        what.set(String::new());
        receiver.set(String::new());
    };
    let quick = move |to: ShipmentStatus, picked_up: bool| {
        status.set(to.to_string());
        what.set(if picked_up {
            PICKED_UP.to_owned()
        } else {
            String::new()
        });
        to_now();
        change.clear();
    };
    let arrives = move || status.with(|status| status == ShipmentStatus::Delivered.as_str());
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = moment(&at.get_untracked());
        let input = ShipmentEventInput {
            status: status.with_untracked(|status| status.parse().ok()),
            // The field knows minutes only; the server's own clock keeps what happens within one in order.
            timestamp: typed.filter(|_| !is_now()),
            location: given(&place.get_untracked()),
            description: given(&what.get_untracked()),
        };
        if typed.is_none() {
            change.refuse(vec![contract::FieldError::new(
                "timestamp",
                "required",
                d().write_time,
            )]);
            return;
        }
        let receiver = given(&receiver.get_untracked()).filter(|_| untrack(arrives));
        let id = parcel.shipment.with_untracked(|shipment| shipment.id);
        let key = key.get_untracked();
        change.run(
            async move { send(api, id, input, receiver, key).await },
            move |shipment| {
                let status = Status::from(shipment.status);
                parcel.shipment.set(shipment);
                parcel.read_again();
                clear();
                toasts.done(move || (d().milestone_added)(status.word()));
            },
        );
    };
    let newer = move |()| parcel.read_again();
    let choices = Signal::derive(|| {
        ShipmentStatus::ALL
            .iter()
            .filter(|status| **status != ShipmentStatus::Pending)
            .map(|status| (status.to_string(), Status::from(*status).word().to_owned()))
            .collect::<Vec<_>>()
    });
    let buttons = QUICK
        .into_iter()
        .map(|(to, icon, picked_up)| {
            let pressed = move || {
                status.with(|status| status == to.as_str())
                    && what.with(|what| (what == PICKED_UP) == picked_up)
            };
            view! {
                <button class="btn small" type="button" aria-pressed=move || pressed().to_string() on:click=move |_| quick(to, picked_up)>
                    <ui_kit::Icon name=icon />
                    {move || quick_word(to, picked_up)}
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="panel milestone" novalidate=true on:submit=add aria-labelledby="add-milestone">
            <h3 id="add-milestone">{move || if delivered.get() { d().add_late } else { d().add_milestone }}</h3>
            <div class="quick" role="group" aria-label=move || d().what>{buttons}</div>
            <div class="formgrid">
                <Field id="ms-status" label=move || d().status>
                    <Select id="ms-status" options=choices value=status on_change=move |chosen| status.set(chosen) />
                </Field>
                <TextField id="ms-at" kind="datetime-local" label=move || (d().time_in)(&zone()) value=at error=change.at("timestamp") />
                <TextField id="ms-place" label=move || d().place value=place error=change.at("location") />
                <TextField id="ms-what" label=move || d().text hint=move || d().text_hint value=what longest=1000 error=change.at("description") />
                {move || arrives().then(|| view! {
                    <TextField id="ms-receiver" label=move || d().received_by value=receiver error=change.at("received_by") />
                })}
            </div>
            <Refused change=change on_newer=newer shown=shown />
            <div class="actions">
                <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || d().add_it}</Button>
            </div>
        </form>
    }
}

/// The milestone and, with a delivery, who took it. The same key writes the milestone once, however often it is sent.
async fn send(
    api: Api,
    id: i64,
    input: ShipmentEventInput,
    receiver: Option<String>,
    key: String,
) -> Result<Shipment, ApiError> {
    let path = format!("/api/shipments/{id}/events");
    let shipment: Shipment = api.create(&path, &input, &key).await?;
    let Some(receiver) = receiver else {
        return Ok(shipment);
    };
    let body = ShipmentPatch {
        received_by: Some(Some(receiver)),
        ..ShipmentPatch::default()
    };
    api.send_if(
        Method::PATCH,
        &format!("/api/shipments/{id}"),
        &body,
        &etag(shipment.id, shipment.version),
    )
    .await
}
