//! Carrier, tracking, dates and address; the first three can be changed.

use contract::shipments::{Shipment, ShipmentPatch};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::http::{Method, etag};
use ui_kit::{
    Api, Button, ButtonKind, Dialog, Fact, Facts, Icon, IconName, Toasts, VisuallyHidden, fmt,
};

use super::Parcel;
use crate::desk::roles::may_ship;
use crate::desk::{Change, DayField, Refused, TextField, d, given, parse_day};

#[component]
pub fn Details(parcel: Parcel) -> impl IntoView {
    view! {
        <div class="panel details">
            {move || parcel.shipment.with(|shipment| facts(shipment.clone()))}
            {move || may_ship().then(|| view! { <EditDetails parcel=parcel /> })}
        </div>
    }
}

fn facts(shipment: Shipment) -> impl IntoView {
    let (dispatch, est, there) = (
        shipment.dispatch_date,
        shipment.est_delivery_date,
        shipment.actual_delivery_date,
    );
    let unknown = |text: &Option<String>| text.clone().unwrap_or_else(|| fmt::UNKNOWN.to_owned());
    let town = [
        shipment.ship_to_postal_code.clone(),
        shipment.ship_to_city.clone(),
    ];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let country = shipment.ship_to_country.clone();
    let (carrier, name) = (unknown(&shipment.carrier), unknown(&shipment.ship_to_name));
    let (tracking, receiver) = (tracking(&shipment), shipment.received_by.clone());
    let street = shipment.ship_to_street;
    view! {
        <Facts class="one">
            <Fact name=move || d().carrier>{carrier}</Fact>
            <Fact name=move || d().tracking code=true>{tracking}</Fact>
            <Fact name=move || d().dispatch>{move || fmt::date_or_unknown(dispatch)}</Fact>
            <Fact name=move || d().est_delivery>{move || fmt::date_or_unknown(est)}</Fact>
            {there.map(|at| view! { <Fact name=move || d().delivered_on>{move || fmt::date_time(at)}</Fact> })}
            {receiver.map(|receiver| view! { <Fact name=move || d().received_by>{receiver}</Fact> })}
            <Fact name=move || d().deliver_to>
                {name}
                {street.map(|street| view! { <br />{street} })}
                {(!town.is_empty()).then(|| view! { <br />{town} })}
                {country.map(|code| view! { <br />{move || crate::words::country(&code)} })}
            </Fact>
        </Facts>
    }
}

fn tracking(shipment: &Shipment) -> AnyView {
    let Some(number) = shipment.tracking_number.clone() else {
        return fmt::UNKNOWN.into_any();
    };
    // Only an address of the web is a link, whatever the database holds.
    match shipment
        .tracking_url
        .clone()
        .filter(|url| url.starts_with("https://"))
    {
        Some(href) => view! {
            <a class="ext" href=href target="_blank" rel="noopener noreferrer">
                {number}
                <Icon name=IconName::ExternalLink />
                <VisuallyHidden>" (" {move || d().opens_carrier} ")"</VisuallyHidden>
            </a>
        }
        .into_any(),
        None => number.into_any(),
    }
}

fn shown(field: &str) -> bool {
    [
        "carrier",
        "tracking_number",
        "tracking_url",
        "dispatch_date",
        "est_delivery_date",
        "received_by",
    ]
    .contains(&field)
}

/// A value that differs from what is written, as a PATCH says it.
fn changed<T: PartialEq>(now: Option<T>, before: &Option<T>) -> Option<Option<T>> {
    (now != *before).then_some(now)
}

#[component]
fn EditDetails(parcel: Parcel) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let change = Change::default();
    let open = RwSignal::new(false);
    let text = || RwSignal::new(String::new());
    let (carrier, number, url) = (text(), text(), text());
    let (dispatch, est, receiver) = (text(), text(), text());
    let show = move |_| {
        parcel.shipment.with_untracked(|now| {
            let day = |day: Option<chrono::NaiveDate>| {
                day.map_or_else(String::new, |day| day.to_string())
            };
            carrier.set(now.carrier.clone().unwrap_or_default());
            number.set(now.tracking_number.clone().unwrap_or_default());
            url.set(now.tracking_url.clone().unwrap_or_default());
            dispatch.set(day(now.dispatch_date));
            est.set(day(now.est_delivery_date));
            receiver.set(now.received_by.clone().unwrap_or_default());
        });
        change.clear();
        open.set(true);
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let said = |text: RwSignal<String>| given(&text.get_untracked());
        let day = |text: RwSignal<String>| parse_day(&text.get_untracked());
        let (body, path, tag) = parcel.shipment.with_untracked(|now| {
            let body = ShipmentPatch {
                status: None,
                carrier: changed(said(carrier), &now.carrier),
                tracking_number: changed(said(number), &now.tracking_number),
                tracking_url: changed(said(url), &now.tracking_url),
                dispatch_date: changed(day(dispatch), &now.dispatch_date),
                est_delivery_date: changed(day(est), &now.est_delivery_date),
                received_by: changed(said(receiver), &now.received_by),
            };
            let path = format!("/api/shipments/{}", now.id);
            (body, path, etag(now.id, now.version))
        });
        if body == ShipmentPatch::default() {
            open.set(false);
            return;
        }
        change.run(
            async move {
                api.send_if::<_, Shipment>(Method::PATCH, &path, &body, &tag)
                    .await
            },
            move |shipment| {
                open.set(false);
                parcel.shipment.set(shipment);
                parcel.read_again();
                toasts.done(|| d().saved);
            },
        );
    };
    let newer = move |()| {
        open.set(false);
        parcel.read_again();
    };
    view! {
        <Button small=true on_click=show>{move || d().edit}</Button>
        <Dialog id="edit-shipment" open=open title=move || d().edit_shipment>
            <form class="dialogform" novalidate=true on:submit=save>
                <Refused change=change on_newer=newer shown=shown />
                <TextField id="edit-carrier" label=move || d().carrier value=carrier longest=100 error=change.at("carrier") />
                <TextField id="edit-tracking" label=move || d().tracking value=number longest=100 code=true error=change.at("tracking_number") />
                <TextField id="edit-url" kind="url" label=move || d().tracking_url hint=move || d().tracking_url_hint value=url longest=500 error=change.at("tracking_url") />
                <DayField id="edit-dispatch" label=move || d().dispatch value=dispatch error=change.at("dispatch_date") />
                <DayField id="edit-est" label=move || d().est_delivery value=est error=change.at("est_delivery_date") />
                <TextField id="edit-receiver" label=move || d().received_by value=receiver error=change.at("received_by") />
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || d().back}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || d().save}</Button>
                </div>
            </form>
        </Dialog>
    }
}
