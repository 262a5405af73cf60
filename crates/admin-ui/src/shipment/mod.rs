//! One parcel as staff follow it: `/admin/shipments/{number}`. Milestones move it, and with it the order; the proof of
//! delivery is kept here. A parcel that has left never comes back.

mod details;
mod head;
mod milestones;
mod pad;
mod proof;

use contract::shipments::Shipment;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui_kit::http::encoded;
use ui_kit::{Api, Load, Section, fmt, load_keeping};

use crate::desk::{batch_href, d, page_of};
use details::Details;
use head::ShipmentHead;
use milestones::Milestones;
use proof::ProofPanel;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Parcel {
    pub shipment: RwSignal<Shipment>,
    whole: Load<Shipment>,
}

impl Parcel {
    pub fn read_again(self) {
        self.whole.retry();
    }
}

#[component]
pub fn ShipmentPage() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let number = Memo::new(move |_| {
        params
            .with(|params| params.get("number"))
            .unwrap_or_default()
    });
    let whole = load_keeping(
        move || Some(number.get()),
        move |number: String, abort| async move {
            api.get::<Shipment>(
                &format!("/api/shipments/{}", encoded(&number)),
                abort.as_ref(),
            )
            .await
        },
    );
    page_of(
        whole,
        move || number.get(),
        || d().shipment_missing,
        move |shipment| {
            let parcel = Parcel { shipment, whole };
            view! {
                <ShipmentHead parcel=parcel />
                <div class="split">
                    <div>
                        <Contents parcel=parcel />
                        <Milestones parcel=parcel />
                    </div>
                    <aside aria-label=move || d().details>
                        <Details parcel=parcel />
                        <ProofPanel parcel=parcel />
                    </aside>
                </div>
            }
            .into_any()
        },
    )
}

#[component]
fn Contents(parcel: Parcel) -> impl IntoView {
    let rows = move || {
        parcel.shipment.with(|shipment| {
            shipment
                .items
                .iter()
                .map(|item| {
                    let n = i64::from(item.quantity);
                    let lot = item.batch_code.clone().map(|code| {
                        let href = batch_href(&code);
                        view! { " · " {move || d().lot} " " <a class="code" href=href>{code}</a> }
                    });
                    view! {
                        <li>
                            <div class="l1">
                                <h3 class="name">{item.product_name.clone()}</h3>
                                <p class="mut s"><span class="code">{item.sku.clone()}</span> {lot}</p>
                            </div>
                            <p class="num">{move || fmt::cartons(n)}</p>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <Section id="contents" title=move || d().contents>
            <ul class="packlines">{rows}</ul>
        </Section>
    }
}
