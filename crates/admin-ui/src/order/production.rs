//! The runs this order's bars are made in. Managers and administrators plan and report; everybody reads.

use contract::work_orders::WorkOrder;
use leptos::prelude::*;
use ui_kit::Section;

use super::Desk;
use super::facts::is_closed;
use super::plan::PlanButton;
use super::run::Run;
use crate::desk::roles::may_plan;
use crate::desk::{d, part_of};

#[component]
pub fn Production(desk: Desk) -> impl IntoView {
    let closed = Memo::new(move |_| desk.order.with(is_closed));
    view! {
        <Section id="production" title=move || d().production lede=move || d().production_lede>
            {part_of(desk.runs, move |runs| view! { <Runs desk=desk runs=runs /> }.into_any())}
            {move || (may_plan() && !closed.get()).then(|| view! { <PlanButton desk=desk /> })}
        </Section>
    }
}

#[component]
fn Runs(desk: Desk, runs: RwSignal<Vec<WorkOrder>>) -> impl IntoView {
    let none = move || runs.with(Vec::is_empty);
    view! {
        {move || none().then(|| view! { <p class="mut nothing">{move || d().no_runs}</p> })}
        <ul class="runs">
            <For each=move || runs.with(|runs| runs.iter().map(|run| run.id).collect::<Vec<_>>()) key=|id| *id let:id>
                <Run desk=desk runs=runs id=id />
            </For>
        </ul>
    }
}
