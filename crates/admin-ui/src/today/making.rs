//! Every open batch, and how far its thread has come.

use chrono::NaiveDate;
use contract::BatchStatus;
use contract::dashboard::{BatchProgress, BatchStage, Dashboard};
use contract::trace::NodeKind;
use leptos::prelude::*;
use ui_kit::weave::ThreadAt;
use ui_kit::{FarmMark, Ledger, Section, StatusTag, Thread, fmt};

use super::tw;
use crate::desk::batch_href;
use crate::roles::may_trace;
use crate::trace::Root;
use crate::words::w;

/// Pixels that a thread is long.
const LENGTH: u32 = 244;

#[component]
pub fn Making(today: Signal<Dashboard>) -> impl IntoView {
    let rows = move || {
        today.with(|today| {
            let day = fmt::local_day(today.as_of);
            today
                .batches
                .iter()
                .map(|batch| row(batch, day))
                .collect_view()
        })
    };
    let some = Memo::new(move |_| today.with(|today| !today.batches.is_empty()));
    view! {
        <Section id="making" title=move || tw().making lede=move || tw().making_lede>
            {move || if some.get() {
                view! {
                    <Ledger caption=move || tw().making class="making">
                        <thead>
                            <tr>
                                <th scope="col">{move || w().col_batch}</th>
                                <th scope="col">{move || w().col_farm}</th>
                                <th scope="col">
                                    <Stations />
                                    <span class="vh">{move || tw().where_thread}</span>
                                </th>
                                <th scope="col">{move || tw().now}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </Ledger>
                }.into_any()
            } else {
                view! { <p class="mut">{move || tw().making_none}</p> }.into_any()
            }}
        </Section>
    }
}

/// The five stations' names, each over its knot.
#[component]
fn Stations() -> impl IntoView {
    let places = [
        ("2", "start"),
        ("64", "middle"),
        ("122", "middle"),
        ("180", "middle"),
        ("242", "end"),
    ];
    let names = move || {
        tw().stations
            .into_iter()
            .zip(places)
            .map(|(name, (x, anchor))| view! { <text x=x y="12" text-anchor=anchor>{name}</text> })
            .collect_view()
    };
    view! { <svg class="stations" width=LENGTH height="15" aria-hidden="true">{names}</svg> }
}

fn row(batch: &BatchProgress, day: NaiveDate) -> AnyView {
    let href = if untrack(may_trace) {
        Root {
            kind: NodeKind::Batch,
            id: batch.code.clone(),
        }
        .href()
    } else {
        batch_href(&batch.code)
    };
    let held = batch.status == BatchStatus::OnHold;
    view! {
        <tr>
            <th scope="row"><a class="code" href=href>{batch.code.clone()}</a></th>
            <td><span class="farmcell"><FarmMark farm_id=batch.farm_id small=true /><span>{batch.farm_name.clone()}</span></span></td>
            <td class="c-th"><Thread at=thread(batch) width=LENGTH /></td>
            <td class="c-now s">
                {now(batch, day)}
                {held.then(|| view! { " " <StatusTag status=BatchStatus::OnHold /> })}
            </td>
        </tr>
    }
    .into_any()
}

fn thread(batch: &BatchProgress) -> ThreadAt {
    let knot = match batch.stage {
        BatchStage::Farm => 0,
        BatchStage::Batch => 1,
        BatchStage::Bar => 2,
        BatchStage::Order => 3,
        BatchStage::Shop => 4,
    };
    ThreadAt {
        knot,
        // All the way is not there yet: the next knot is reached by the stage.
        part: f64::from(batch.percent.clamp(0, 92)) / 100.0,
        cut: false,
    }
}

/// What happens to it now, in a few words.
fn now(batch: &BatchProgress, day: NaiveDate) -> String {
    let words = tw();
    match batch.stage {
        BatchStage::Farm => match batch.harvest_date {
            Some(date) => (words.harvest_on)(&fmt::date_near(date, day)),
            None => words.not_harvested.to_owned(),
        },
        BatchStage::Batch => before_bars(batch, day),
        BatchStage::Bar if batch.produced < batch.planned => {
            (words.made_of)(&fmt::number(batch.produced), &fmt::cartons(batch.planned))
        }
        BatchStage::Bar => (words.not_ordered)(&fmt::cartons(batch.produced - batch.ordered)),
        BatchStage::Order if batch.shipped < batch.ordered => {
            (words.to_leave)(&fmt::cartons(batch.ordered - batch.shipped))
        }
        BatchStage::Order => (words.on_the_road)(&fmt::cartons(batch.shipped - batch.delivered)),
        BatchStage::Shop => words.with_shops.to_owned(),
    }
}

/// Fermenting, drying, waiting for the roast.
fn before_bars(batch: &BatchProgress, day: NaiveDate) -> String {
    let words = tw();
    let ferments = i64::from(batch.fermentation_days.unwrap_or(0));
    let dries = i64::from(batch.drying_days.unwrap_or(0));
    let gone = batch.harvest_date.map_or(0, |date| (day - date).num_days());
    if gone < ferments {
        return (words.fermenting)(&fmt::number(gone + 1), &fmt::number(ferments));
    }
    if gone < ferments + dries {
        return (words.drying)(&fmt::number(gone - ferments + 1), &fmt::number(dries));
    }
    match batch.roast_date {
        Some(date) if date < day => (words.roasted)(&fmt::date_near(date, day)),
        Some(date) => (words.roast_on)(&fmt::date_near(date, day)),
        None => words.no_roast_date.to_owned(),
    }
}
