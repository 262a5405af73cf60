//! Where the order's status may go by hand: pending and in production, or cancelled while nothing has left.

use contract::OrderStatus;
use contract::orders::{Order, OrderPatch};
use leptos::prelude::*;
use ui_kit::http::{Method, encoded, etag};
use ui_kit::{Api, Button, ButtonKind, Dialog, IconName, Status, Toasts};

use super::Desk;
use super::facts::{has_shipped, is_closed};
use crate::desk::{Change, Refused, d};

/// Sends a change of the order and shows what came of it.
pub fn patch(desk: Desk, change: Change, body: OrderPatch, done: impl FnOnce(&Order) + 'static) {
    let api = Api::here();
    let (path, tag) = desk.order.with_untracked(|order| {
        (
            format!("/api/orders/{}", encoded(&order.order_number)),
            etag(order.id, order.version),
        )
    });
    change.run(
        async move {
            api.send_if::<_, Order>(Method::PATCH, &path, &body, &tag)
                .await
        },
        move |order| {
            done(&order);
            desk.order.set(order);
            desk.read_again();
        },
    );
}

#[component]
pub fn Moves(desk: Desk) -> impl IntoView {
    let toasts = Toasts::here();
    let change = Change::default();
    let asking = RwSignal::new(false);
    let status = Memo::new(move |_| desk.order.with(|order| order.status));
    let too_late = Memo::new(move |_| desk.order.with(has_shipped));
    let closed = Memo::new(move |_| desk.order.with(is_closed));
    let become_ = move |status: OrderStatus| {
        let body = OrderPatch {
            status: Some(status),
            ..OrderPatch::default()
        };
        patch(desk, change, body, move |order| {
            let status = Status::from(order.status);
            asking.set(false);
            toasts.done(move || (d().order_is_now)(status.word()));
        });
    };
    let newer = move |()| {
        asking.set(false);
        desk.read_again();
    };
    view! {
        {move || (status.get() == OrderStatus::Pending).then(|| view! {
            <Button kind=ButtonKind::Primary icon=IconName::Factory busy=change.busy() on_click=move |_| become_(OrderStatus::InProduction)>
                {move || d().start_production}
            </Button>
        })}
        {move || (status.get() == OrderStatus::InProduction && !too_late.get()).then(|| view! {
            <Button busy=change.busy() on_click=move |_| become_(OrderStatus::Pending)>{move || d().back_to_pending}</Button>
        })}
        {move || (!closed.get()).then(|| view! {
            <Button icon=IconName::CircleX disabled=too_late on_click=move |_| { change.clear(); asking.set(true) }>{move || d().cancel_order}</Button>
        })}
        {move || (too_late.get() && !closed.get()).then(|| view! { <p class="mut s whynot">{move || d().cancel_too_late}</p> })}
        {move || (!asking.get()).then(|| view! { <Refused change=change on_newer=newer /> })}
        <Dialog id="cancel-order" open=asking title=move || desk.order.with(|order| (d().cancel_title)(&order.order_number))>
            <p>{move || d().cancel_text}</p>
            {move || asking.get().then(|| view! { <Refused change=change on_newer=newer /> })}
            <div class="actions">
                <Button on_click=move |_| asking.set(false)>{move || d().keep_order}</Button>
                <Button kind=ButtonKind::Danger busy=change.busy() on_click=move |_| become_(OrderStatus::Cancelled)>{move || d().cancel_order}</Button>
            </div>
        </Dialog>
    }
}
