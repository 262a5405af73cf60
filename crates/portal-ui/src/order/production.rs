//! The runs an order's bars are made in, each a measured length of thread.

use contract::WorkOrderStatus;
use contract::portal::{PortalOrder, PortalWorkOrder};
use leptos::prelude::*;
use ui_kit::say::{fixed, told};
use ui_kit::{Section, Status, StatusTag, Yarn, fmt};

use crate::words::w;

#[component]
pub fn Production(order: PortalOrder) -> impl IntoView {
    let status = order.production_status;
    let start = status.est_start;
    let runs = status.work_orders;
    let none = runs.is_empty().then(|| {
        view! {
            <p class="mut">
                {move || match start {
                    Some(day) => format!("{}. {}", Status::NotStarted.word(), (w().run_start)(&fmt::date(day))),
                    None => w().no_runs.to_owned(),
                }}
            </p>
        }
    });
    let runs = runs.into_iter().map(run).collect_view();
    view! {
        <Section id="production" title=fixed(|| w().production) lede=fixed(|| w().production_lede)>
            <ul class="runs">{runs}</ul>
            {none}
        </Section>
    }
}

/// "Completed 3 Mar 2026", "Estimated start 30 Mar 2026". Empty where no day is known. Reactive.
fn when(run: &PortalWorkOrder) -> String {
    let dated = |day: Option<chrono::NaiveDate>, say: fn(&str) -> String| {
        day.map_or_else(String::new, |day| say(&fmt::date(day)))
    };
    match run.status {
        WorkOrderStatus::Completed => dated(run.completed_at.map(fmt::local_day), w().run_done),
        WorkOrderStatus::Planned => dated(run.est_start, w().run_start),
        WorkOrderStatus::InProgress => dated(run.est_completion, w().run_ready),
        WorkOrderStatus::Cancelled => String::new(),
    }
}

fn run(run: PortalWorkOrder) -> impl IntoView {
    let percent = i64::from(run.progress_percent.clamp(0, 100));
    let (made, planned) = (i64::from(run.qty_completed), i64::from(run.qty_planned));
    view! {
        <li>
            <div class="runhead">
                <h3>{run.product_name.clone()}</h3>
                <span class="code mut s">{run.wo_number.clone()}</span>
                <StatusTag status=Status::from(run.status) />
            </div>
            <Yarn percent=percent as f64 />
            <p class="runfoot num">
                <b>{told(move || fmt::percent(percent))}</b>
                <span>{told(move || (w().of_cartons)(&fmt::number(made), &fmt::number(planned)))}</span>
                <span class="mut">{told(move || when(&run))}</span>
            </p>
        </li>
    }
}
