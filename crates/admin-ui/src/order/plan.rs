//! Planning a run for one of the order's lines.

use contract::orders::OrderItem;
use contract::work_orders::{WorkOrder, WorkOrderInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::http::once_key;
use ui_kit::{Api, Button, ButtonKind, Dialog, Field, IconName, Select, Toasts, fmt};

use super::Desk;
use crate::desk::{Change, DayField, NumberField, Refused, d, parse_day};

fn shown(field: &str) -> bool {
    ["qty_planned", "est_start", "est_completion"].contains(&field)
}

#[component]
pub fn PlanButton(desk: Desk) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let change = Change::default();
    let open = RwSignal::new(false);
    let key = RwSignal::new(once_key());
    let text = || RwSignal::new(String::new());
    let (line, cartons, start, end) = (text(), text(), text(), text());
    let item = move |id: &str| {
        desk.order.with_untracked(|order| {
            order
                .items
                .iter()
                .find(|item| item.id.to_string() == id)
                .cloned()
        })
    };
    let take = move |id: String| {
        if let Some(item) = item(&id) {
            cartons.set((item.quantity - item.quantity_shipped).max(1).to_string());
        }
        line.set(id);
    };
    let show = move |_| {
        key.set(once_key());
        change.clear();
        start.set(fmt::today().to_string());
        end.set(String::new());
        let first = desk
            .order
            .with_untracked(|order| order.items.first().map(|item| item.id.to_string()));
        take(first.unwrap_or_default());
        open.set(true);
    };
    let plan = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(OrderItem {
            sku,
            product_name,
            batch_id,
            ..
        }) = item(&line.get_untracked())
        else {
            return;
        };
        let Ok(qty_planned) = cartons.with_untracked(|text| text.trim().parse()) else {
            change.refuse(vec![contract::FieldError::new(
                "qty_planned",
                "required",
                d().write_cartons,
            )]);
            return;
        };
        let input = WorkOrderInput {
            wo_number: None,
            order_id: Some(desk.order.with_untracked(|order| order.id)),
            batch_id,
            sku,
            product_name,
            qty_planned,
            est_start: parse_day(&start.get_untracked()),
            est_completion: parse_day(&end.get_untracked()),
        };
        let key = key.get_untracked();
        change.run(
            async move {
                api.create::<_, WorkOrder>("/api/work-orders", &input, &key)
                    .await
            },
            move |run| {
                open.set(false);
                desk.runs.retry();
                toasts.done(move || (d().run_planned)(&run.wo_number));
            },
        );
    };
    let lines = Signal::derive(move || {
        desk.order.with(|order| {
            order
                .items
                .iter()
                .map(|item| (item.id.to_string(), item.product_name.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <p class="sectionfoot"><Button icon=IconName::Plus on_click=show>{move || d().plan_run}</Button></p>
        <Dialog id="plan-run" open=open title=move || d().plan_run>
            <form class="dialogform" novalidate=true on:submit=plan>
                <Refused change=change shown=shown />
                <Field id="plan-line" label=move || d().product>
                    <Select id="plan-line" options=lines value=line on_change=take />
                </Field>
                <NumberField id="plan-cartons" label=move || d().cartons value=cartons error=change.at("qty_planned") />
                <DayField id="plan-start" label=move || d().est_start value=start error=change.at("est_start") />
                <DayField id="plan-end" label=move || d().est_completion value=end error=change.at("est_completion") />
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || d().back}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || d().plan_it}</Button>
                </div>
            </form>
        </Dialog>
    }
}
