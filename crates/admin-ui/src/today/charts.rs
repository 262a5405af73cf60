//! How the last weeks went, in stitches and dots. Each figure's heading says what it shows; a picture says it again in
//! words for those who do not see it.

use contract::dashboard::{Dashboard, Delivery, WeekShipped};
use leptos::prelude::*;
use ui_kit::fmt;

use super::headline::count;
use super::tw;

/// The most stitches that stand on each other.
const TALLEST: i64 = 19;
/// Pixels from stitch to stitch, and from bar to bar.
const STITCH: f64 = 4.6;
const STEP: f64 = 30.0;
/// Dots in a row.
const ROW: usize = 15;

#[component]
pub fn Charts(today: Signal<Dashboard>) -> impl IntoView {
    view! {
        <aside class="charts" aria-label=move || tw().figures>
            {move || today.with(|today| weeks(&today.weeks))}
            {move || today.with(|today| on_time(&today.deliveries))}
        </aside>
    }
}

/// Cartons that one stitch stands for, so that the highest bar still fits.
fn cartons_a_stitch(most: i64) -> i64 {
    let least = (most + TALLEST - 1) / TALLEST;
    let mut tens = 1_i64;
    loop {
        for round in [1, 2, 5] {
            if round * tens >= least {
                return round * tens;
            }
        }
        tens = tens.saturating_mul(10);
    }
}

/// A bar of so many stitches from the ground up.
fn stitches(bar: usize, stitches: i64) -> String {
    let x = 4.0 + STEP * bar as f64;
    (0..stitches)
        .map(|n| format!("M{x} {:.1}h22", 102.0 - STITCH * n as f64))
        .collect()
}

fn weeks(weeks: &[WeekShipped]) -> AnyView {
    let words = tw();
    // The last one is not over yet: the one before it is the last that can be told.
    let last = weeks.len().saturating_sub(2);
    let most = weeks.iter().map(|week| week.cartons).max().unwrap_or(0);
    let (Some(told), true) = (weeks.get(last), most > 0) else {
        return view! { <figure><figcaption><h2 class="name">{words.none_left}</h2></figcaption></figure> }.into_any();
    };
    let record = weeks[..last].iter().all(|week| week.cartons < told.cartons);
    let title = match (told.cartons, record) {
        (0, _) => words.none_last_week.to_owned(),
        (cartons, true) => (words.left_most)(cartons, &fmt::cartons(cartons)),
        (cartons, false) => (words.left)(cartons, &fmt::cartons(cartons)),
    };
    let each = cartons_a_stitch(most);
    let height = |cartons: i64| (cartons + each - 1) / each;
    let bars = weeks
        .iter()
        .enumerate()
        .map(|(bar, week)| {
            let class = if bar == last { "hi" } else { "lo" };
            view! { <path class=class d=stitches(bar, height(week.cartons))></path> }
        })
        .collect_view();
    let label = {
        let x = 15.0 + STEP * last as f64;
        let y = 98.0 - STITCH * (height(told.cartons) - 1).max(0) as f64;
        view! { <text class="clabel" x=x y=y.max(10.0) text-anchor="middle">{fmt::number(told.cartons)}</text> }
    };
    let day = |week: Option<&WeekShipped>| week.map(|week| fmt::short_day(week.week));
    let said = weeks
        .iter()
        .map(|week| {
            format!(
                "{}: {}",
                fmt::short_day(week.week),
                fmt::number(week.cartons)
            )
        })
        .collect::<Vec<_>>()
        .join("; ");
    view! {
        <figure>
            <figcaption>
                <h2 class="name">{title}</h2>
                <p class="xs mut">{(words.stitch)(&fmt::cartons(each))}</p>
            </figcaption>
            <svg class="stitchchart" viewBox="0 0 360 124" role="img" aria-label=(words.weeks_label)(&said)>
                {bars}
                {label}
                <path class="axis" d="M0 107H360"></path>
                <text class="ax" x="0" y="121">{day(weeks.first())}</text>
                <text class="ax" x="360" y="121" text-anchor="end">{day(weeks.last())}</text>
            </svg>
        </figure>
    }
    .into_any()
}

fn on_time(deliveries: &[Delivery]) -> Option<AnyView> {
    if deliveries.is_empty() {
        return None;
    }
    let words = tw();
    let all = count(deliveries.len());
    let good = count(deliveries.iter().filter(|order| order.on_time).count());
    let title = (words.on_time)(good, all, &fmt::number(good), &fmt::number(all));
    let rows = deliveries.len().div_ceil(ROW);
    let place = |n: usize| {
        (
            9.0 + 24.2 * (n % ROW) as f64,
            12.0 + 26.0 * (n / ROW) as f64,
        )
    };
    let lines: String = (0..rows)
        .map(|row| {
            let last = (deliveries.len() - row * ROW).min(ROW) - 1;
            let (x, y) = place(row * ROW + last);
            format!("M9 {y}H{x}")
        })
        .collect();
    let dots = deliveries
        .iter()
        .enumerate()
        .map(|(n, order)| {
            let (x, y) = place(n);
            if order.on_time {
                return view! { <circle class="ok" cx=x cy=y r="6"></circle> }.into_any();
            }
            let mark = format!("M{x} {}v3.4M{x} {}v.1", y - 3.0, y + 3.0);
            view! { <g class="late"><circle cx=x cy=y r="6"></circle><path d=mark></path></g> }
                .into_any()
        })
        .collect_view();
    Some(
        view! {
            <figure>
                <figcaption>
                    <h2 class="name">{title.clone()}</h2>
                    <p class="xs mut">{words.dots}</p>
                </figcaption>
                <svg class="dotchart" viewBox=format!("0 0 360 {}", 26 * rows) role="img" aria-label=title>
                    <path class="dl" d=lines></path>
                    {dots}
                </svg>
            </figure>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stitch_stands_for_a_round_number_and_the_highest_bar_fits() {
        for (most, each) in [
            (1, 1),
            (19, 1),
            (20, 2),
            (77, 5),
            (1164, 100),
            (20_000, 2000),
        ] {
            assert_eq!(cartons_a_stitch(most), each, "{most}");
            assert!((most + each - 1) / each <= TALLEST);
        }
    }

    #[test]
    fn a_bar_has_its_stitches() {
        assert_eq!(stitches(0, 2), "M4 102.0h22M4 97.4h22");
        assert_eq!(stitches(3, 0), "");
    }
}
