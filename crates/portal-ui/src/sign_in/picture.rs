//! The picture beside the sign-in form: undyed warp parts around one dyed bundle that leaves the spindle and runs
//! through farm, batch, bar and order into the shop. Drawn from a few numbers, because the drawing itself is 90 KB.

use leptos::prelude::*;

use crate::words::w;

const HEIGHT: (f64, f64) = (-20.0, 1030.0);
const STRANDS: i32 = 21;

/// The bundle's middle and half width at a height, from the drawing.
const SHAPE: [(f64, f64, f64); 39] = [
    (-20.0, 485.4, 5.0),
    (10.0, 489.8, 5.0),
    (26.0, 491.9, 5.0),
    (30.0, 492.5, 9.1),
    (34.0, 493.0, 17.4),
    (40.0, 493.8, 29.8),
    (48.0, 494.7, 40.8),
    (58.0, 495.9, 52.8),
    (70.0, 497.1, 64.3),
    (84.0, 498.5, 75.2),
    (100.0, 499.8, 84.9),
    (118.0, 500.9, 92.2),
    (138.0, 501.6, 97.2),
    (154.0, 502.0, 98.8),
    (170.0, 501.9, 98.5),
    (190.0, 501.5, 95.6),
    (212.0, 500.5, 89.6),
    (236.0, 498.8, 80.1),
    (262.0, 496.3, 66.7),
    (290.0, 493.1, 49.3),
    (310.0, 490.5, 35.3),
    (326.0, 488.3, 23.4),
    (338.0, 486.6, 14.1),
    (346.0, 485.4, 12.2),
    (352.0, 484.6, 11.8),
    (360.0, 483.4, 17.4),
    (370.0, 482.0, 27.7),
    (382.0, 480.2, 44.9),
    (394.0, 478.6, 63.1),
    (406.0, 476.9, 76.8),
    (420.0, 475.0, 85.5),
    (440.0, 472.6, 89.8),
    (470.0, 469.2, 90.9),
    (520.0, 464.9, 91.0),
    (600.0, 461.2, 91.0),
    (700.0, 459.0, 91.0),
    (800.0, 454.7, 91.0),
    (900.0, 446.5, 91.0),
    (1030.0, 437.6, 91.0),
];
/// Below the spindle's foot the strands lie side by side; above they lie around it.
const FOOT: f64 = 346.0;

/// Heights of the five tags.
const TAGS: [f64; 5] = [446.0, 570.0, 694.0, 818.0, 942.0];

/// Middle and half width at a height: a smooth line through [`SHAPE`].
fn shape(y: f64) -> (f64, f64) {
    let last = SHAPE.len() - 1;
    let at = SHAPE
        .iter()
        .rposition(|(top, ..)| *top <= y)
        .unwrap_or(0)
        .min(last - 1);
    let [p0, p1, p2, p3] =
        [at.saturating_sub(1), at, at + 1, (at + 2).min(last)].map(|index| SHAPE[index]);
    let t = ((y - p1.0) / (p2.0 - p1.0)).clamp(0.0, 1.0);
    // Slopes by the neighbours' distance, flat where the line turns: no overshoot at the spindle's neck.
    let curve = |v0: f64, v1: f64, v2: f64, v3: f64| {
        let span = p2.0 - p1.0;
        let rise = (v2 - v1) / span;
        let slope = |before: f64, after: f64| {
            if before * after <= 0.0 {
                0.0
            } else {
                2.0 * before * after / (before + after)
            }
        };
        let before = if p1.0 > p0.0 {
            (v1 - v0) / (p1.0 - p0.0)
        } else {
            rise
        };
        let after = if p3.0 > p2.0 {
            (v3 - v2) / (p3.0 - p2.0)
        } else {
            rise
        };
        let (m1, m2) = (slope(before, rise) * span, slope(rise, after) * span);
        let (t2, t3) = (t * t, t * t * t);
        (2.0 * t3 - 3.0 * t2 + 1.0) * v1
            + (t3 - 2.0 * t2 + t) * m1
            + (3.0 * t2 - 2.0 * t3) * v2
            + (t3 - t2) * m2
    };
    (curve(p0.1, p1.1, p2.1, p3.1), curve(p0.2, p1.2, p2.2, p3.2))
}

/// sin(x·π/2) for x from -1 to 1, to a thousandth. The exact one would bring 8 KB of tables to every visitor.
fn sine(x: f64) -> f64 {
    let square = x * x;
    x * (1.5704 + square * (-0.6427 + square * 0.0723))
}

/// sin(x) for any x.
fn wave(x: f64) -> f64 {
    let turn = x / std::f64::consts::TAU;
    let quarter = (turn - turn.floor()) * 4.0;
    sine(if quarter <= 1.0 {
        quarter
    } else if quarter <= 3.0 {
        2.0 - quarter
    } else {
        quarter - 4.0
    })
}

/// Where a dyed strand is; `lane` from -1 to 1.
fn dyed(lane: f64, y: f64) -> f64 {
    let (middle, half) = shape(y);
    let round = if y < FOOT {
        ((half - 5.0) / 94.0).clamp(0.0, 1.0)
    } else {
        0.0
    };
    middle + half * (lane + (sine(lane) - lane) * round)
}

/// Where an undyed strand is; `lane` is its distance from the middle where nothing pushes it.
fn undyed(lane: f64, y: f64) -> f64 {
    let (middle, half) = shape(y);
    let near = 1.0 / (1.0 + lane.abs() / 160.0);
    let rest = 480.0 + (middle - 480.0) * near;
    let push = (lane * lane + (half * 1.1).powi(2)).sqrt();
    let sway = 7.0 * wave(y * 0.0062 + lane * 0.011) * (1.0 - near);
    rest + push.copysign(lane) + sway
}

/// A smooth path through points at every `step` of the height.
fn path(step: f64, x: impl Fn(f64) -> f64) -> String {
    let mut y = HEIGHT.0;
    let mut d = format!("M{:.1} {y:.0}", x(y));
    while y + step < HEIGHT.1 {
        y += step;
        let next = (y + step).min(HEIGHT.1);
        let (here, there) = (x(y), x(next));
        d.push_str(&format!(
            "Q{here:.1} {y:.0} {:.1} {:.0}",
            (here + there) / 2.0,
            (y + next) / 2.0
        ));
    }
    d.push_str(&format!("L{:.1} {:.0}", x(HEIGHT.1), HEIGHT.1));
    d
}

fn warp() -> String {
    let left = (0..52).map(|n| -28.0 - 9.7 * f64::from(n));
    let right = (0..52).map(|n| 28.0 + 9.2 * f64::from(n));
    left.chain(right)
        .map(|lane| path(18.0, |y| undyed(lane, y)))
        .collect()
}

fn thread() -> String {
    (0..STRANDS)
        .map(|strand| {
            let lane = f64::from(strand) * 2.0 / f64::from(STRANDS - 1) - 1.0;
            path(6.0, |y| dyed(lane, y))
        })
        .collect()
}

#[component]
pub fn ThreadPicture() -> impl IntoView {
    let text = |index: usize| match index {
        0 => "Finca Tz’unun, Lanquín".to_owned(),
        1 => (w().batch_tag)("IXC-26-001"),
        2 => "Lanquín 70% 60 g".to_owned(),
        3 => w().your_order.to_owned(),
        _ => w().your_shop.to_owned(),
    };
    let tags = TAGS
        .into_iter()
        .enumerate()
        .map(|(index, y)| {
            view! {
                <g transform=format!("translate({:.1} {y})", shape(y).0)>
                    <rect class="tagbg" x="-102" y="-22" width="204" height="44"></rect>
                    <path class="reedh" d="M-98 -22H98M-98 22H98"></path>
                    <text class="st2" text-anchor="middle" y="6">
                        {move || text(index)}
                    </text>
                </g>
            }
        })
        .collect_view();
    view! {
        <svg class="warp" viewBox="0 0 900 1000" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            <path class="wu" d=warp()></path>
            <path class="wl" d=thread()></path>
            {tags}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_passes_through_its_points() {
        for (y, middle, half) in SHAPE {
            let (m, h) = shape(y);
            assert!(
                (m - middle).abs() < 0.01 && (h - half).abs() < 0.01,
                "at {y}: {m} {h}"
            );
        }
    }

    #[test]
    fn the_small_sine_is_near_enough() {
        for step in -100..=100 {
            let x = f64::from(step) * 0.13;
            assert!((wave(x) - x.sin()).abs() < 0.002, "at {x}: {}", wave(x));
        }
    }

    #[test]
    fn undyed_warp_never_crosses_the_thread() {
        for step in 0..105 {
            let y = HEIGHT.0 + f64::from(step) * 10.0;
            assert!(undyed(-28.0, y) < dyed(-1.0, y), "left at {y}");
            assert!(undyed(28.0, y) > dyed(1.0, y), "right at {y}");
        }
    }
}
