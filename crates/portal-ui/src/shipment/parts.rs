//! What is in the parcel, every scan of it, who carries it where, and the proof that it arrived.

use contract::ShipmentStatus;
use contract::portal::{DeliveryProof, PortalParcelItem, PortalShipment, PortalShipmentDetail};
use leptos::prelude::*;
use ui_kit::say::{fixed, told};
use ui_kit::{
    Api, BarTile, Fact, Facts, Icon, IconName, Ledger, Note, Section, Status, StatusTag,
    VisuallyHidden, fmt,
};

use super::facts::web_address;
use super::words::sw;
use crate::words::w;
use ui_kit::Maker;

#[component]
pub fn Contents(detail: PortalShipmentDetail) -> impl IntoView {
    let rows = detail.shipment.items.into_iter().map(item).collect_view();
    view! {
        <Section id="inside" title=fixed(|| sw().inside)>
            <ul class="lines two">{rows}</ul>
        </Section>
    }
}

fn item(item: PortalParcelItem) -> impl IntoView {
    let from = item.provenance;
    let count = i64::from(item.quantity);
    let origin = match from.clone() {
        Some(from) => {
            let href = Maker::here().provenance_href(&from.batch_code, &item.product_code);
            view! {
                {fixed(|| sw().lot)}
                " "
                <span class="code">{from.batch_code}</span>
                " · "
                // Another application: the browser goes there, not the router.
                <a href=href rel="external">{from.farm_name}</a>
                ", "
                {from.region}
            }
            .into_any()
        }
        None => view! { {fixed(|| sw().lot_open)} }.into_any(),
    };
    view! {
        <li>
            <BarTile
                farm_id=from.as_ref().map(|from| from.farm_id)
                region=from.map(|from| from.region)
                product=item.product_name.clone()
                cacao_percent=item.cacao_percent
            />
            <div class="l1">
                <h3 class="name">{item.product_name}</h3>
                <p class="mut s">{origin}</p>
            </div>
            <div class="l3">
                <p class="num">
                    <b>{told(move || fmt::number(count))}</b>
                    {told(move || (w().unit)(count).to_owned())}
                </p>
            </div>
        </li>
    }
}

#[component]
pub fn Scans(detail: PortalShipmentDetail) -> impl IntoView {
    let none = detail.timeline.is_empty();
    let rows = detail
        .timeline
        .into_iter()
        .rev()
        .map(|event| {
            let (at, status) = (event.timestamp, Status::from(event.status));
            let what = match event.description {
                Some(text) => text.into_any(),
                None => view! { {told(move || status.word().to_owned())} }.into_any(),
            };
            view! {
                <tr>
                    <td class="num nw">{told(move || fmt::short_moment(at))}</td>
                    <td class="mut">{event.location.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}</td>
                    <td>{what}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <Ledger caption=fixed(|| sw().scans) class="scans">
            <thead>
                <tr>
                    <th scope="col">{fixed(|| sw().when)}</th>
                    <th scope="col">{fixed(|| sw().place)}</th>
                    <th scope="col">{fixed(|| sw().what)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Ledger>
    };
    view! {
        <Section id="scans" title=fixed(|| sw().scans)>
            {match none {
                true => view! { <p class="mut">{fixed(|| sw().no_scans)}</p> }.into_any(),
                false => table.into_any(),
            }}
        </Section>
    }
}

/// Street before town, the town as its country writes it.
fn address(shipment: &PortalShipment) -> Vec<String> {
    let town = match (&shipment.ship_to_postal_code, &shipment.ship_to_city) {
        (Some(code), Some(city)) if shipment.ship_to_country.as_deref() == Some("US") => {
            Some(format!("{city} {code}"))
        }
        (Some(code), Some(city)) => Some(format!("{code} {city}")),
        (code, city) => city.clone().or_else(|| code.clone()),
    };
    let lines = [
        shipment.ship_to_name.clone(),
        shipment.ship_to_street.clone(),
        town,
    ];
    lines
        .into_iter()
        .flatten()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

#[component]
pub fn Particulars(detail: PortalShipmentDetail) -> impl IntoView {
    let shipment = detail.shipment;
    let lines = address(&shipment);
    let country = shipment.ship_to_country.clone();
    let place = (!lines.is_empty() || country.is_some()).then(|| {
        let lines = lines
            .into_iter()
            .map(|line| view! { {line} <br /> })
            .collect_view();
        view! {
            <Fact name=fixed(|| sw().deliver_to)>
                {lines} {move || country.as_deref().map(fmt::country)}
            </Fact>
        }
    });
    let link = web_address(shipment.tracking_url.as_deref());
    let tracking = shipment.tracking_number.map(|number| {
        let shown = match link {
            Some(href) => view! {
                <a class="ext code" href=href target="_blank" rel="noopener noreferrer">
                    {number}
                    <Icon name=IconName::ExternalLink />
                    <VisuallyHidden>" (" {fixed(|| w().opens_carrier)} ")"</VisuallyHidden>
                </a>
            }
            .into_any(),
            None => view! { <span class="code">{number}</span> }.into_any(),
        };
        view! { <Fact name=fixed(|| sw().tracking)>{shown}</Fact> }
    });
    let (left, due, here) = (
        shipment.dispatch_date,
        shipment.est_delivery_date,
        shipment.actual_delivery_date,
    );
    let pending = shipment.status == ShipmentStatus::Pending;
    view! {
        <Facts class="one panel">
            <Fact name=fixed(|| sw().status)>
                <StatusTag status=Status::from(shipment.status) />
            </Fact>
            {shipment.carrier.map(|carrier| view! { <Fact name=fixed(|| sw().carrier)>{carrier}</Fact> })}
            {tracking}
            {left
                .filter(|_| !pending)
                .map(|day| view! { <Fact name=fixed(|| sw().dispatched)>{told(move || fmt::date(day))}</Fact> })}
            {here
                .is_none()
                .then(|| view! { <Fact name=fixed(|| sw().estimated)>{told(move || fmt::date_or_unknown(due))}</Fact> })}
            {here.map(|at| view! { <Fact name=fixed(|| sw().delivered)>{told(move || fmt::date_time(at))}</Fact> })}
            {place}
        </Facts>
    }
}

/// A picture of the delivery, from the API's own origin; words where it does not come.
#[component]
fn Picture(
    /// A path on the API.
    path: String,
    #[prop(into)] alt: Signal<String>,
    class: &'static str,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let source = Api::here().url(&path);
    move || {
        if failed.get() {
            return view! { <p class="mut s">{fixed(|| sw().picture_failed)}</p> }.into_any();
        }
        // The session's cookie is asked for, and the answer must allow this very origin.
        view! {
            <img
                class=class
                src=source.clone()
                crossorigin="use-credentials"
                alt=move || alt.get()
                on:error=move |_| failed.set(true)
            />
        }
        .into_any()
    }
}

#[component]
pub fn Proof(detail: PortalShipmentDetail) -> impl IntoView {
    if detail.shipment.status != ShipmentStatus::Delivered {
        return view! {
            <Note icon=IconName::PackageCheck>{fixed(|| sw().proof_to_come)}</Note>
        }
        .into_any();
    }
    let own = |path: Option<String>| path.filter(|path| path.starts_with("/api/"));
    let (name, signature, photo) = match detail.delivery_proof {
        Some(DeliveryProof {
            received_by,
            signature,
            photo,
        }) => (received_by, own(signature), own(photo)),
        None => (None, None, None),
    };
    let nothing = name.is_none() && signature.is_none() && photo.is_none();
    let signed = name.clone();
    let facts = (!nothing).then(|| {
        view! {
            <Facts class="one">
                {name.map(|name| view! { <Fact name=fixed(|| sw().received_by)>{name}</Fact> })}
                {signature
                    .map(|path| {
                        view! {
                            <Fact name=fixed(|| sw().signature)>
                                <Picture
                                    path=path
                                    alt=Signal::derive(move || (sw().signature_alt)(signed.as_deref()))
                                    class="signature"
                                />
                            </Fact>
                        }
                    })}
                {photo
                    .map(|path| {
                        view! {
                            <Fact name=fixed(|| sw().photo)>
                                <Picture
                                    path=path
                                    alt=Signal::derive(|| sw().photo_alt.to_owned())
                                    class="photo"
                                />
                            </Fact>
                        }
                    })}
            </Facts>
        }
    });
    view! {
        <section class="panel proof" aria-labelledby="proof">
            <h2 id="proof" class="name">{fixed(|| sw().proof)}</h2>
            {nothing.then(|| view! { <p class="mut s">{fixed(|| sw().no_proof)}</p> })}
            {facts}
        </section>
    }
    .into_any()
}
