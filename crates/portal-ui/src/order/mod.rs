//! One order: the answer first, then the facts, the way of its chocolate, what was ordered, made and sent. Read-only;
//! prints as one sheet.

mod facts;
mod head;
mod lines;
mod picture;
mod production;
mod provenance;
mod shipments;
mod timeline;

use contract::OrderStatus;
use contract::portal::PortalOrder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui_kit::say::fixed;
use ui_kit::{
    Absent, Api, Crumb, Crumbs, ErrorState, LinkButton, Live, PageHead, SkeletonRows, TextProp,
    http, live,
};

use crate::app::ORDERS;
use crate::frame::Inside;
use crate::shipment::moving;
use crate::words::w;
use head::{OrderFacts, OrderHead};
use lines::Lines;
use production::Production;
use provenance::ProvenancePanel;
use shipments::Shipments;
use timeline::Timeline;
use ui_kit::Maker;

#[component]
pub fn OrderPage() -> impl IntoView {
    view! { <Inside><OneOrder /></Inside> }
}

#[component]
fn OneOrder() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let order = live(
        move || Some(id.get()),
        move |id: String, abort| async move {
            let path = format!("/api/portal/customer/orders/{}", http::encoded(&id));
            api.get::<PortalOrder>(&path, abort.as_ref()).await
        },
        under_way,
    );
    order.view(
        move |shown| view! { <OrderView order=shown live=order /> }.into_any(),
        move |absent| match absent {
            Absent::Failed(error) if error.is_not_found() => view! {
                <PageHead
                    title=fixed(|| w().order_missing)
                    tab=Maker::here().tab(|| w().order_missing)
                    crumbs=crumbs(id)
                    lede=fixed(|| w().order_missing_text)
                >
                    <LinkButton href=ORDERS>{fixed(|| w().to_orders)}</LinkButton>
                </PageHead>
            }
            .into_any(),
            Absent::Failed(error) if error.status() != Some(401) => view! {
                <PageHead title=id_title(id) tab=Maker::here().tab(id_title(id)) crumbs=crumbs(id) />
                <ErrorState
                    title=fixed(|| w().order_failed)
                    error=error
                    busy=Signal::derive(move || order.busy())
                    on_retry=move |()| order.retry()
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

/// Something is on its way: the page keeps itself up to date.
fn under_way(order: &PortalOrder) -> bool {
    order
        .shipments
        .iter()
        .any(|shipment| moving(shipment.status))
}

fn id_title(id: Memo<String>) -> TextProp {
    TextProp::from(move || format!("{} {}", w().order, id.get()))
}

fn crumbs(id: Memo<String>) -> AnyView {
    let path = vec![Crumb {
        href: ORDERS,
        text: TextProp::from(|| w().orders),
    }];
    view! { <Crumbs label=fixed(|| w().breadcrumb) path=path here=move || id.get() code=true /> }
        .into_any()
}

#[component]
fn OrderView(order: Signal<PortalOrder>, live: Live<PortalOrder>) -> impl IntoView {
    // Nothing is said about what will not come any more.
    let over = move |order: &PortalOrder| {
        matches!(
            order.status,
            OrderStatus::Cancelled | OrderStatus::Delivered
        )
    };
    let made =
        move |order: &PortalOrder| !over(order) || !order.production_status.work_orders.is_empty();
    let sent =
        |order: &PortalOrder| order.status != OrderStatus::Cancelled || !order.shipments.is_empty();
    // The head stays when a newer answer comes; what is below is written anew.
    view! {
        <OrderHead order=order live=live />
        {move || view! { <OrderFacts order=order.get() /> }}
        <ProvenancePanel order=order />
        <div class="split">
            <div>
                {move || view! { <Lines order=order.get() /> }}
                {move || order.with(made).then(|| view! { <Production order=order.get() /> })}
            </div>
            <aside aria-label=fixed(|| w().side)>
                {move || order.with(sent).then(|| view! { <Shipments order=order.get() /> })}
                <Timeline order=order />
            </aside>
        </div>
    }
}
