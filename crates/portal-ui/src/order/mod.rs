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
use ui_kit::{
    Api, Crumb, Crumbs, ErrorState, LinkButton, LoadState, PageHead, SkeletonRows, TextProp, http,
    load,
};

use crate::app::ORDERS;
use crate::frame::Inside;
use crate::maker::Maker;
use crate::words::w;
use head::{OrderFacts, OrderHead};
use lines::Lines;
use production::Production;
use provenance::ProvenancePanel;
use shipments::Shipments;
use timeline::Timeline;

#[component]
pub fn OrderPage() -> impl IntoView {
    view! { <Inside><OneOrder /></Inside> }
}

#[component]
fn OneOrder() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let order = load(
        move || Some(id.get()),
        move |id: String, abort| async move {
            let path = format!("/api/portal/customer/orders/{}", http::encoded(&id));
            api.get::<PortalOrder>(&path, abort.as_ref()).await
        },
    );
    move || match order.get() {
        LoadState::Ready(order) => view! { <OrderView order=order /> }.into_any(),
        LoadState::Failed(error) if error.is_not_found() => view! {
            <PageHead
                title=move || w().order_missing
                tab=Maker::here().tab(|| w().order_missing)
                crumbs=crumbs(id)
                lede=move || w().order_missing_text
            >
                <LinkButton href=ORDERS>{move || w().to_orders}</LinkButton>
            </PageHead>
        }
        .into_any(),
        LoadState::Failed(error) if error.status() != Some(401) => view! {
            <PageHead title=id_title(id) tab=Maker::here().tab(id_title(id)) crumbs=crumbs(id) />
            <ErrorState
                title=move || w().order_failed
                error=error
                busy=Signal::derive(move || order.busy())
                on_retry=move |()| order.retry()
            />
        }
        .into_any(),
        state => view! {
            <PageHead title=id_title(id) tab=Maker::here().tab(id_title(id)) crumbs=crumbs(id) />
            {(state != LoadState::Waiting).then(|| view! { <SkeletonRows rows=6 /> })}
        }
        .into_any(),
    }
}

fn id_title(id: Memo<String>) -> TextProp {
    TextProp::from(move || format!("{} {}", w().order, id.get()))
}

fn crumbs(id: Memo<String>) -> AnyView {
    let path = vec![Crumb {
        href: ORDERS,
        text: TextProp::from(|| w().orders),
    }];
    view! { <Crumbs label=move || w().breadcrumb path=path here=move || id.get() code=true /> }
        .into_any()
}

#[component]
fn OrderView(order: PortalOrder) -> impl IntoView {
    // Nothing is said about what will not come any more.
    let over = matches!(
        order.status,
        OrderStatus::Cancelled | OrderStatus::Delivered
    );
    let made = !over || !order.production_status.work_orders.is_empty();
    let sent = order.status != OrderStatus::Cancelled || !order.shipments.is_empty();
    let order = StoredValue::new(order);
    view! {
        <OrderHead order=order />
        <OrderFacts order=order />
        <ProvenancePanel order=order />
        <div class="split">
            <div>
                <Lines order=order />
                {made.then(|| view! { <Production order=order /> })}
            </div>
            <aside aria-label=move || w().side>
                {sent.then(|| view! { <Shipments order=order /> })}
                <Timeline order=order />
            </aside>
        </div>
    }
}
