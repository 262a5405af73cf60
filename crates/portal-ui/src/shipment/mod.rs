//! One parcel: when it comes, its way so far, what is inside, who took it. Keeps itself up to date while it moves;
//! read-only; prints as one sheet.

mod facts;
mod head;
mod parts;
mod words;

use contract::portal::PortalShipmentDetail;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui_kit::say::fixed;
use ui_kit::{
    Absent, Api, Crumb, Crumbs, ErrorState, LinkButton, Live, PageHead, SkeletonRows, TextProp,
    http, live,
};

use crate::app::ORDERS;
use crate::frame::Inside;
use crate::words::w;
pub use facts::{moving, web_address};
use head::{Route, ShipmentHead};
use parts::{Contents, Particulars, Proof, Scans};
use ui_kit::Maker;
use words::sw;

#[component]
pub fn ShipmentPage() -> impl IntoView {
    view! { <Inside><OneShipment /></Inside> }
}

#[component]
fn OneShipment() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let shipment = live(
        move || Some(id.get()),
        move |id: String, abort| async move {
            let path = format!("/api/portal/customer/shipments/{}", http::encoded(&id));
            api.get::<PortalShipmentDetail>(&path, abort.as_ref()).await
        },
        |detail| moving(detail.shipment.status),
    );
    shipment.view(
        move |detail| view! { <ShipmentView detail=detail live=shipment /> }.into_any(),
        move |absent| match absent {
            Absent::Failed(error) if error.is_not_found() => view! {
                <PageHead
                    title=fixed(|| sw().missing)
                    tab=Maker::here().tab(|| sw().missing)
                    crumbs=crumbs(id)
                    lede=fixed(|| sw().missing_text)
                >
                    <LinkButton href=ORDERS>{fixed(|| w().to_orders)}</LinkButton>
                </PageHead>
            }
            .into_any(),
            Absent::Failed(error) if error.status() != Some(401) => view! {
                <PageHead title=id_title(id) tab=Maker::here().tab(id_title(id)) crumbs=crumbs(id) />
                <ErrorState
                    title=fixed(|| sw().failed)
                    error=error
                    busy=Signal::derive(move || shipment.busy())
                    on_retry=move |()| shipment.retry()
                />
            }
            .into_any(),
            absent => view! {
                <PageHead title=id_title(id) tab=Maker::here().tab(id_title(id)) crumbs=crumbs(id) />
                {(absent != Absent::Waiting).then(|| view! { <SkeletonRows rows=6 /> })}
            }
            .into_any(),
        },
    )
}

fn id_title(id: Memo<String>) -> TextProp {
    TextProp::from(move || format!("{} {}", sw().shipment, id.get()))
}

fn to_orders() -> Vec<Crumb> {
    vec![Crumb {
        href: ORDERS,
        text: TextProp::from(|| w().orders),
    }]
}

fn crumbs(id: Memo<String>) -> AnyView {
    view! { <Crumbs label=fixed(|| w().breadcrumb) path=to_orders() here=move || id.get() code=true /> }
        .into_any()
}

#[component]
fn ShipmentView(
    detail: Signal<PortalShipmentDetail>,
    live: Live<PortalShipmentDetail>,
) -> impl IntoView {
    view! {
        <ShipmentHead detail=detail live=live />
        <Route detail=detail />
        <div class="split shipsplit">
            <div>
                {move || view! { <Contents detail=detail.get() /> }}
                {move || view! { <Scans detail=detail.get() /> }}
            </div>
            <aside aria-label=fixed(|| sw().side)>
                {move || view! { <Particulars detail=detail.get() /> }}
                {move || view! { <Proof detail=detail.get() /> }}
            </aside>
        </div>
    }
}
