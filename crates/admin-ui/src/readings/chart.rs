//! One kind of reading over time, as a line with its knots. Drawn at its real size, so that its words stay 12 px; the
//! table beside it says the same to those who do not see it.

use contract::batches::Measurement;
use leptos::prelude::*;
use ui_kit::fmt;

use super::{amount, kind_word, rw};

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 132.0;
/// Room for the words of the limit and the axis above and below, and for half a knot left and right.
const TOP: f64 = 22.0;
const BOTTOM: f64 = 24.0;
const SIDE: f64 = 6.0;

/// A place in the drawing, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    x: f64,
    y: f64,
}

/// Where the values lie: times to the right, values upwards; with a limit from nothing up, so that near looks near. Times
/// and values are finite.
fn places(points: &[(f64, f64)], limit: Option<f64>) -> (Vec<Place>, Option<f64>) {
    let values = points
        .iter()
        .map(|(_, value)| *value)
        .chain(limit)
        .chain(limit.map(|_| 0.0));
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let (from, to) = (
        points.first().map_or(0.0, |(at, _)| *at),
        points.last().map_or(0.0, |(at, _)| *at),
    );
    let share = |value: f64, least: f64, most: f64| {
        // All the same: in the middle.
        if most > least {
            (value - least) / (most - least)
        } else {
            0.5
        }
    };
    let y = |value: f64| HEIGHT - BOTTOM - share(value, low, high) * (HEIGHT - TOP - BOTTOM);
    let places = points
        .iter()
        .map(|(at, value)| Place {
            x: SIDE + share(*at, from, to) * (WIDTH - 2.0 * SIDE),
            y: y(*value),
        })
        .collect();
    (places, limit.map(y))
}

/// `readings` are of one kind, the oldest first, at least one.
#[component]
pub fn Chart(kind: String, readings: Vec<Measurement>, limit: Option<f64>) -> impl IntoView {
    let Some((first, last)) = readings.first().zip(readings.last()) else {
        return ().into_any();
    };
    let (begun, newest, unit) = (first.measured_at, last.measured_at, last.unit.clone());
    let value = last.value;
    let many = readings.len() > 1;
    let (low, high) = readings
        .iter()
        .map(|one| one.value)
        .fold((value, value), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let points: Vec<(f64, f64)> = readings
        .iter()
        .map(|one| (one.measured_at.timestamp() as f64, one.value))
        .collect();
    let (places, line) = places(&points, limit);
    let path = places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let letter = if at == 0 { 'M' } else { 'L' };
            format!("{letter}{:.1} {:.1}", place.x, place.y)
        })
        .collect::<String>();
    let knots = places
        .iter()
        .zip(&readings)
        .map(|(place, one)| {
            let over = limit.is_some_and(|limit| one.value > limit);
            let (x, y) = (format!("{:.1}", place.x), format!("{:.1}", place.y));
            view! { <circle class="knot" class:over=over cx=x cy=y r="3.5"></circle> }
        })
        .collect_view();
    let count = i64::try_from(readings.len()).unwrap_or(i64::MAX);
    let (of_label, of_title) = (kind.clone(), kind);
    let (unit_label, unit_limit) = (unit.clone(), unit.clone());
    let label = move || {
        let name = kind_word(&of_label);
        let written = |value| amount(value, &unit_label);
        if many {
            (rw().chart)(&name, &fmt::number(count), &written(low), &written(high))
        } else {
            (rw().chart_one)(&name, &written(value))
        }
    };
    let limit_line = line.zip(limit).map(|(y, limit)| {
        // Its words stand above the line, or below where there is no room.
        let words_y = if y < TOP { y + 15.0 } else { y - 6.0 };
        view! {
            <line class="limit" x1="0" x2=WIDTH y1=y y2=y></line>
            <text class="limitword" x=WIDTH y=words_y text-anchor="end">{move || (rw().limit)(&amount(limit, &unit_limit))}</text>
        }
    });
    let base = HEIGHT - BOTTOM + 8.0;
    // One value beside nothing is no picture: its number says it all.
    let drawn = many || limit.is_some();
    view! {
        <figure class="readingchart">
            <figcaption>
                <b>{move || kind_word(&of_title)}</b>
                <span class="mut s">
                    {move || many.then(|| rw().newest)} " " <span class="num">{move || amount(value, &unit)}</span>
                </span>
            </figcaption>
            {drawn.then(|| view! {
            <svg width=WIDTH height=HEIGHT viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
                <line class="axis" x1="0" x2=WIDTH y1=base y2=base></line>
                {limit_line}
                <path class="way" d=path></path>
                {knots}
                <text x="0" y=HEIGHT - 2.0>{move || fmt::date(fmt::local_day(begun))}</text>
                {many.then(|| view! { <text x=WIDTH y=HEIGHT - 2.0 text-anchor="end">{move || fmt::date(fmt::local_day(newest))}</text> })}
            </svg>
            })}
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_right_and_more_goes_up() {
        let (found, limit) = places(&[(0.0, 1.0), (10.0, 2.0)], Some(3.0));
        assert!(found[0].x < found[1].x && found[0].y > found[1].y);
        assert!(limit.unwrap() < found[1].y, "the limit lies above both");
        for place in found {
            assert!((SIDE..=WIDTH - SIDE).contains(&place.x));
            assert!((TOP..=HEIGHT - BOTTOM).contains(&place.y));
        }
    }

    #[test]
    fn one_reading_stands_in_the_middle() {
        let (found, limit) = places(&[(5.0, 7.0)], None);
        assert_eq!(limit, None);
        assert_eq!(found[0].x, WIDTH / 2.0);
        assert!(found[0].y.is_finite());
    }
}
