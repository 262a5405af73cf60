//! One run: started, reported on carton by carton, completed or cancelled.

use contract::WorkOrderStatus;
use contract::work_orders::{WorkOrder, WorkOrderPatch};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::http::{Method, etag};
use ui_kit::{
    Api, Button, ButtonKind, IconName, Status, StatusTag, Toasts, VisuallyHidden, Yarn, fmt,
};

use super::Desk;
use crate::desk::roles::may_plan;
use crate::desk::{Change, Refused, d};

#[component]
pub fn Run(desk: Desk, runs: RwSignal<Vec<WorkOrder>>, id: i64) -> impl IntoView {
    let run = Memo::new(move |_| runs.with(|runs| runs.iter().find(|run| run.id == id).cloned()));
    let head = move || {
        let run = run.get()?;
        let status = Status::from(run.status);
        Some(view! {
            <div class="runhead">
                <h3>{run.product_name.clone()}</h3>
                <span class="code mut s">{run.wo_number.clone()}</span>
                <StatusTag status=status />
            </div>
        })
    };
    let cartons = Memo::new(move |_| {
        run.with(|run| {
            run.as_ref()
                .map_or((0, 0), |run| (run.qty_completed, run.qty_planned))
        })
    });
    let percent = Memo::new(move |_| {
        let (done, planned) = cartons.get();
        i64::from(done) * 100 / i64::from(planned.max(1))
    });
    view! {
        <li>
            {head}
            <Yarn percent=Signal::derive(move || percent.get() as f64) />
            <p class="runfoot num">
                <b>{move || fmt::percent(percent.get())}</b>
                <span>{move || {
                    let (done, planned) = cartons.get();
                    (d().of_cartons)(&fmt::number(i64::from(done)), &fmt::number(i64::from(planned)))
                }}</span>
                <span class="mut">{move || run.get().map(|run| when(&run))}</span>
            </p>
            {move || may_plan().then(|| view! { <Steps desk=desk run=run /> })}
        </li>
    }
}

/// "Estimated completion 27 Mar 2026". Empty where no day is known. Reactive.
fn when(run: &WorkOrder) -> String {
    let dated = |day: Option<chrono::NaiveDate>, say: fn(&str) -> String| {
        day.map_or_else(String::new, |day| say(&fmt::date(day)))
    };
    match run.status {
        WorkOrderStatus::Completed => dated(run.completed_at.map(fmt::local_day), d().run_done),
        WorkOrderStatus::Planned => dated(run.est_start, d().run_starts),
        WorkOrderStatus::InProgress => dated(run.est_completion, d().run_ready),
        WorkOrderStatus::Cancelled => String::new(),
    }
}

/// What may be done with the run next.
#[component]
fn Steps(desk: Desk, run: Memo<Option<WorkOrder>>) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let change = Change::default();
    let status = Memo::new(move |_| run.with(|run| run.as_ref().map(|run| run.status)));
    let send = move |body: WorkOrderPatch, said: fn() -> &'static str| {
        let Some(run) = run.get_untracked() else {
            return;
        };
        let (path, tag) = (
            format!("/api/work-orders/{}", run.id),
            etag(run.id, run.version),
        );
        change.run(
            async move {
                api.send_if::<_, WorkOrder>(Method::PATCH, &path, &body, &tag)
                    .await
            },
            move |_| {
                desk.runs.retry();
                toasts.done(said);
            },
        );
    };
    let become_ = move |status: WorkOrderStatus, said: fn() -> &'static str| {
        let body = WorkOrderPatch {
            status: Some(status),
            ..WorkOrderPatch::default()
        };
        send(body, said);
    };
    let newer = move |()| desk.runs.retry();
    view! {
        {move || match status.get() {
            Some(WorkOrderStatus::Planned) => view! {
                <div class="actions">
                    <Button small=true icon=IconName::Factory busy=change.busy() on_click=move |_| become_(WorkOrderStatus::InProgress, || d().run_started)>
                        {move || d().start_run}
                    </Button>
                    <CancelRun run=run on_sure=move |()| become_(WorkOrderStatus::Cancelled, || d().run_cancelled) change=change />
                </div>
            }
            .into_any(),
            Some(WorkOrderStatus::InProgress) => view! {
                <Report run=run change=change
                    on_report=move |made: i32| send(WorkOrderPatch { qty_completed: Some(made), ..WorkOrderPatch::default() }, || d().run_reported)
                    on_complete=move |made: i32| send(
                        WorkOrderPatch { qty_completed: Some(made), status: Some(WorkOrderStatus::Completed), ..WorkOrderPatch::default() },
                        || d().run_completed,
                    )
                />
                <div class="actions">
                    <CancelRun run=run on_sure=move |()| become_(WorkOrderStatus::Cancelled, || d().run_cancelled) change=change />
                </div>
            }
            .into_any(),
            _ => ().into_any(),
        }}
        <Refused change=change on_newer=newer />
    }
}

/// How many cartons are made: ten or one more or less, or the exact number.
#[component]
fn Report(
    run: Memo<Option<WorkOrder>>,
    change: Change,
    #[prop(into)] on_report: Callback<i32>,
    #[prop(into)] on_complete: Callback<i32>,
) -> impl IntoView {
    let known = Memo::new(move |_| run.with(|run| run.as_ref().map_or(0, |run| run.qty_completed)));
    let number = run.with_untracked(|run| {
        run.as_ref()
            .map(|run| run.wo_number.clone())
            .unwrap_or_default()
    });
    let text = RwSignal::new(String::new());
    Effect::new(move |_| text.set(known.get().to_string()));
    let typed = move || text.with(|text| text.trim().parse::<i32>().ok().filter(|n| *n >= 0));
    let by = move |step: i32| {
        let now = untrack(typed).unwrap_or_else(|| known.get_untracked());
        text.set(now.saturating_add(step).max(0).to_string());
    };
    let report = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(made) = untrack(typed) {
            on_report.run(made);
        }
    };
    let same = Signal::derive(move || typed().is_none_or(|made| made == known.get()));
    let step = move |step: i32| {
        let shown = if step > 0 {
            format!("+{step}")
        } else {
            format!("−{}", -step)
        };
        view! {
            <Button small=true class="num" label=move || (d().step)(step) on_click=move |_| by(step)>{shown}</Button>
        }
    };
    let id = format!("made-{number}");
    let of = id.clone();
    let finish = move || {
        let made = typed().unwrap_or_else(|| known.get());
        (d().complete_with)(&fmt::cartons(i64::from(made)))
    };
    view! {
        <form class="report" novalidate=true on:submit=report>
            <label class="s" for=of>{move || d().made_so_far} <VisuallyHidden>" " {number}</VisuallyHidden></label>
            <div class="stepper">
                {step(-10)} {step(-1)}
                <input class="input num" id=id type="number" inputmode="numeric" min="0" step="1" autocomplete="off"
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event)) />
                {step(1)} {step(10)}
            </div>
            <div class="actions">
                <Button small=true submit=true disabled=same busy=change.busy()>{move || d().report}</Button>
                <Button small=true icon=IconName::Check busy=change.busy()
                    on_click=move |_| on_complete.run(untrack(typed).unwrap_or_else(|| known.get_untracked()))>{finish}</Button>
            </div>
        </form>
    }
}

/// Asks once more in place: a cancelled run stays cancelled.
#[component]
fn CancelRun(
    run: Memo<Option<WorkOrder>>,
    #[prop(into)] on_sure: Callback<()>,
    change: Change,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let number = run.with_untracked(|run| {
        run.as_ref()
            .map(|run| run.wo_number.clone())
            .unwrap_or_default()
    });
    move || {
        let number = number.clone();
        if asking.get() {
            view! {
                <span class="s sure">{move || d().run_cancel_sure}</span>
                <Button small=true kind=ButtonKind::Danger busy=change.busy() on_click=move |_| on_sure.run(())>{move || d().cancel_run}</Button>
                <Button small=true on_click=move |_| asking.set(false)>{move || d().keep_run}</Button>
            }
            .into_any()
        } else {
            view! {
                <Button small=true kind=ButtonKind::Quiet label=move || format!("{} {number}", d().cancel_run) on_click=move |_| asking.set(true)>
                    {move || d().cancel_run}
                </Button>
            }
            .into_any()
        }
    }
}
