//! One order as staff work on it: `/admin/orders/{number}`. What to do next stands first; its lines are put onto lots,
//! its bars are made and its parcels leave from here. What follows from a shipment is read from the server, never
//! reckoned here.

mod allocate;
mod edit;
mod facts;
mod head;
mod lines;
mod moves;
pub mod pack;
mod plan;
mod production;
mod run;
mod shipments;

use contract::orders::Order;
use contract::shipments::{Shipment, ShipmentPage};
use contract::work_orders::{WorkOrder, WorkOrderList};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui_kit::http::encoded;
use ui_kit::{Api, ApiError, Load, load_keeping};
use web_sys::AbortSignal;

use crate::desk::{d, page_of};
use head::OrderHead;
use lines::Lines;
use production::Production;
use shipments::Shipments;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Desk {
    pub order: RwSignal<Order>,
    pub runs: Load<Vec<WorkOrder>>,
    pub shipments: Load<Vec<Shipment>>,
    whole: Load<Order>,
}

impl Desk {
    /// Reads the order again: somebody else, or one of its parcels, has changed it.
    pub fn read_again(self) {
        self.whole.retry();
        self.runs.retry();
        self.shipments.retry();
    }

    /// An outside system owns it: nothing is changed here. Reactive.
    pub fn is_owned_elsewhere(self) -> bool {
        self.order.with(|order| order.external_order_id.is_some())
    }
}

#[component]
pub fn OrderPage() -> impl IntoView {
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
            api.get::<Order>(&format!("/api/orders/{}", encoded(&number)), abort.as_ref())
                .await
        },
    );
    page_of(
        whole,
        move || number.get(),
        || d().order_missing,
        move |order| view! { <OrderView order=order whole=whole /> }.into_any(),
    )
}

#[component]
fn OrderView(order: RwSignal<Order>, whole: Load<Order>) -> impl IntoView {
    let api = Api::here();
    let id = Memo::new(move |_| order.with(|order| order.id));
    let desk = Desk {
        order,
        whole,
        runs: load_keeping(
            move || Some(id.get()),
            move |id, abort| runs_of(api, id, abort),
        ),
        shipments: load_keeping(
            move || Some(id.get()),
            move |id, abort| shipments_of(api, id.to_string(), abort),
        ),
    };
    view! {
        <OrderHead desk=desk />
        <div class="split">
            <div>
                <Lines desk=desk />
                <Production desk=desk />
            </div>
            <aside aria-label=move || d().shipments>
                <Shipments desk=desk />
            </aside>
        </div>
    }
}

/// The runs planned for an order, the first one first.
async fn runs_of(
    api: Api,
    order: i64,
    abort: Option<AbortSignal>,
) -> Result<Vec<WorkOrder>, ApiError> {
    let path = format!("/api/work-orders?order_id={order}&sort=id&limit=100");
    let list: WorkOrderList = api.get(&path, abort.as_ref()).await?;
    Ok(list.work_orders)
}

/// The parcels of an order. `key` is its id or number.
pub async fn shipments_of(
    api: Api,
    key: String,
    abort: Option<AbortSignal>,
) -> Result<Vec<Shipment>, ApiError> {
    let path = format!("/api/orders/{}/shipments?limit=100", encoded(&key));
    let page: ShipmentPage = api.get(&path, abort.as_ref()).await?;
    Ok(page.shipments)
}
