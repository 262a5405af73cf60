//! Created → In production → Shipped → Delivered, with times.

use contract::OrderStatus;
use contract::portal::{PortalOrder, TimelineStep};
use leptos::prelude::*;
use ui_kit::say::fixed;
use ui_kit::{Journey, Section, Station, StationState, Status, fmt};

use super::facts::{Whereabouts, has_left};
use crate::words::w;

#[component]
pub fn Timeline(order: Signal<PortalOrder>) -> impl IntoView {
    let stations = Signal::derive(move || order.with(stations));
    view! {
        <Section id="timeline" title=fixed(|| w().timeline)>
            <Journey stations=stations />
        </Section>
    }
}

/// The step one is at: the last that happened, unless it is the end.
fn states(steps: &[TimelineStep]) -> Vec<StationState> {
    let last = steps.iter().rposition(|step| step.occurred_at.is_some());
    steps
        .iter()
        .enumerate()
        .map(|(index, step)| match last {
            Some(last) if index == last && is_end(step) => StationState::Done,
            Some(last) if index == last => StationState::Now,
            Some(last) if index < last => StationState::Done,
            _ => StationState::Next,
        })
        .collect()
}

fn is_end(step: &TimelineStep) -> bool {
    matches!(step.event.as_str(), "delivered" | "cancelled")
}

/// Reactive in the language.
fn stations(order: &PortalOrder) -> Vec<Station> {
    let places = Whereabouts::of(order);
    let left = places.here + places.on_the_way;
    let in_part = left > 0 && places.with_us > 0 && order.status != OrderStatus::Delivered;
    order
        .timeline
        .iter()
        .zip(states(&order.timeline))
        .map(|(step, state)| {
            let in_part = in_part && step.event == "shipped" && step.occurred_at.is_some();
            let when = match (step.occurred_at, step.expected_on) {
                (Some(at), _) => fmt::date_time(at),
                (None, Some(day)) => (w().expected_on)(&fmt::date(day)),
                (None, None) => String::new(),
            };
            let when = if in_part {
                let when = days_sent(order).unwrap_or(when);
                let sent = (w().part_of)(&fmt::number(left), &fmt::cartons(order.total_items));
                format!("{when} · {sent}")
            } else {
                when
            };
            Station {
                state,
                what: event_word(&step.event, in_part),
                when,
                moving: None,
            }
        })
        .collect()
}

/// "26 Oct 2026 and 12 Nov 2026", where several parcels left on different days. Reactive.
fn days_sent(order: &PortalOrder) -> Option<String> {
    const NAMED: usize = 3;
    let left = order.shipments.iter().filter(|shipment| has_left(shipment));
    let mut days: Vec<chrono::NaiveDate> = Vec::new();
    for day in left.filter_map(|shipment| shipment.dispatch_date) {
        if !days.contains(&day) {
            let at = days.iter().filter(|known| **known < day).count();
            days.insert(at, day);
        }
    }
    let words: Vec<String> = days.into_iter().map(fmt::date).collect();
    (2..=NAMED)
        .contains(&words.len())
        .then(|| (w().list)(&words))
}

fn event_word(event: &str, in_part: bool) -> String {
    let word = match event {
        "created" => w().created,
        "in_production" => Status::InProduction.word(),
        "shipped" if in_part => w().shipped_in_part,
        "shipped" => Status::Shipped.word(),
        "delivered" => Status::Delivered.word(),
        "cancelled" => Status::Cancelled.word(),
        // A newer server may know more steps than this version.
        other => return other.replace('_', " "),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(event: &str, happened: bool) -> TimelineStep {
        let at = happened.then(|| "2026-02-09T08:14:00Z".parse().unwrap());
        TimelineStep {
            event: event.into(),
            occurred_at: at,
            expected_on: None,
        }
    }

    #[test]
    fn one_is_where_the_last_step_was() {
        use StationState::{Done, Next, Now};
        let way = [
            step("created", true),
            step("in_production", true),
            step("shipped", false),
            step("delivered", false),
        ];
        assert_eq!(states(&way), [Done, Now, Next, Next]);
        // A step that was skipped lies behind all the same.
        let way = [
            step("created", true),
            step("in_production", false),
            step("shipped", true),
            step("delivered", false),
        ];
        assert_eq!(states(&way), [Done, Done, Now, Next]);
        let end = [step("created", true), step("delivered", true)];
        assert_eq!(states(&end), [Done, Done]);
        assert_eq!(
            states(&[step("created", true), step("cancelled", true)]),
            [Done, Done]
        );
        assert_eq!(states(&[step("created", false)]), [Next]);
    }
}
