//! The order's dates, reference and comments, in a dialog. Only what was changed is sent.

use contract::orders::{Order, OrderPatch};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::{Button, ButtonKind, Dialog, Toasts};

use super::Desk;
use super::moves::patch;
use crate::desk::{Change, DayField, Refused, TextField, WideField, d, given, parse_day};

fn shown(field: &str) -> bool {
    [
        "est_delivery_date",
        "requested_delivery_date",
        "customer_po_reference",
        "comments",
    ]
    .contains(&field)
}

/// A value that differs from what is written, as a PATCH says it.
fn changed<T: PartialEq>(now: Option<T>, before: &Option<T>) -> Option<Option<T>> {
    (now != *before).then_some(now)
}

#[component]
pub fn EditButton(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    let toasts = Toasts::here();
    let change = Change::default();
    let text = || RwSignal::new(String::new());
    let (est, wished, po, comments) = (text(), text(), text(), text());
    let fill = move || {
        desk.order.with_untracked(|order| {
            let day = |day: Option<chrono::NaiveDate>| {
                day.map_or_else(String::new, |day| day.to_string())
            };
            est.set(day(order.est_delivery_date));
            wished.set(day(order.requested_delivery_date));
            po.set(order.customer_po_reference.clone().unwrap_or_default());
            comments.set(order.comments.clone().unwrap_or_default());
        });
    };
    let show = move |_| {
        fill();
        change.clear();
        open.set(true);
    };
    let body = move |order: &Order| OrderPatch {
        est_delivery_date: changed(parse_day(&est.get_untracked()), &order.est_delivery_date),
        requested_delivery_date: changed(
            parse_day(&wished.get_untracked()),
            &order.requested_delivery_date,
        ),
        customer_po_reference: changed(given(&po.get_untracked()), &order.customer_po_reference),
        comments: changed(given(&comments.get_untracked()), &order.comments),
        ..OrderPatch::default()
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let body = desk.order.with_untracked(body);
        if body == OrderPatch::default() {
            open.set(false);
            return;
        }
        patch(desk, change, body, move |_| {
            open.set(false);
            toasts.done(|| d().saved);
        });
    };
    let newer = move |()| {
        open.set(false);
        desk.read_again();
    };
    view! {
        <Button on_click=show>{move || d().edit}</Button>
        <Dialog id="edit-order" open=open title=move || d().edit_order>
            <form class="dialogform" novalidate=true on:submit=save>
                <Refused change=change on_newer=newer shown=shown />
                <DayField id="edit-est" label=move || d().est_delivery value=est error=change.at("est_delivery_date") />
                <DayField id="edit-wished" label=move || d().requested value=wished error=change.at("requested_delivery_date") />
                <TextField id="edit-po" label=move || d().po value=po longest=100 error=change.at("customer_po_reference") />
                <WideField id="edit-comments" label=move || d().comments value=comments error=change.at("comments") />
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || d().back}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || d().save}</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn only_what_changed_is_sent_and_emptied_is_null() {
        assert_eq!(changed(Some(1), &Some(1)), None);
        assert_eq!(changed(Some(2), &Some(1)), Some(Some(2)));
        assert_eq!(changed(None, &Some(1)), Some(None));
        assert_eq!(changed::<i32>(None, &None), None);
    }
}
