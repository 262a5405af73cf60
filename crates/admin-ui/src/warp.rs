//! The picture beside the sign-in: a spindle among undyed threads, its strands led through farm, batch, product and
//! order to a shop. Decoration; computed, so that it costs no download.

use std::fmt::Write;

use contract::trace::NodeKind;
use leptos::prelude::*;

use crate::words::w;

const CENTRE: f64 = 470.0;
const BOTTOM: f64 = 1010.0;
const STRANDS: i32 = 17;
/// Where the five tags sit.
const TAGS: [(f64, NodeKind); 5] = [
    (446.0, NodeKind::Farm),
    (570.0, NodeKind::Batch),
    (694.0, NodeKind::Product),
    (818.0, NodeKind::Order),
    (942.0, NodeKind::Customer),
];

/// Half the dyed thread's width at a height: a line, the spindle's belly, its foot, the cloth.
fn half(y: f64) -> f64 {
    use std::f64::consts::{FRAC_PI_2, PI};
    const LINE: f64 = 6.0;
    const BELLY: f64 = 84.0;
    const CLOTH: f64 = 80.0;
    match y {
        y if y < 22.0 => LINE,
        // The belly hangs a little above its middle.
        y if y < 292.0 => {
            LINE + 3.0 * (y - 22.0) / 270.0
                + (BELLY - LINE) * (PI * ((y - 22.0) / 270.0).powf(0.86)).sin().powf(0.8)
        }
        y if y < 312.0 => LINE + 3.0,
        y if y < 372.0 => {
            LINE + 3.0 + (CLOTH - LINE - 3.0) * (FRAC_PI_2 * (y - 312.0) / 60.0).sin().powf(1.3)
        }
        _ => CLOTH,
    }
}

/// The line sways a little on its way down.
fn middle(y: f64) -> f64 {
    CENTRE + 8.0 * (y / 230.0).sin() - 0.02 * (y - 400.0)
}

fn line(d: &mut String, x: impl Fn(f64) -> f64) {
    let mut y = -20.0;
    let mut pen = 'M';
    while y <= BOTTOM {
        let _ = write!(d, "{pen}{:.1} {y}", x(y));
        pen = 'L';
        y += 7.0;
    }
}

fn undyed() -> String {
    let mut d = String::new();
    for k in -57..57 {
        let own = f64::from(k) * 9.4 + 4.7;
        line(&mut d, |y| {
            // Threads make room for what passes between them, the nearest most.
            let room = half(y) + 7.0;
            let off = (own * own + room * room).sqrt() - 0.35 * room * (-own.abs() / 60.0).exp();
            middle(y) + own.signum() * off.max(room)
        });
    }
    d
}

fn dyed() -> String {
    let mut d = String::new();
    for k in 0..STRANDS {
        let t = f64::from(k) / f64::from(STRANDS - 1) * 2.0 - 1.0;
        // Around the belly the outer strands lie closer, as on a round body.
        line(&mut d, |y| {
            let round = (1.0 - ((y - 300.0) / 40.0).clamp(0.0, 1.0)) * 0.35;
            middle(y)
                + half(y) * (t * (1.0 - round) + (t * std::f64::consts::FRAC_PI_2).sin() * round)
        });
    }
    d
}

#[component]
pub fn Warp() -> impl IntoView {
    let tags = TAGS
        .into_iter()
        .map(|(y, kind)| {
            view! {
                <g transform=format!("translate({:.1} {y})", middle(y))>
                    <rect class="tagbg" x="-100" y="-22" width="200" height="44"></rect>
                    <path class="reedh" d="M-94 -22H94M-94 22H94"></path>
                    <text class="st2" text-anchor="middle" y="6">{move || capital(w().kind(kind))}</text>
                </g>
            }
        })
        .collect_view();
    view! {
        <svg class="warp" viewBox="0 0 900 1000" preserveAspectRatio="xMidYMid slice">
            <path class="wu" d=undyed()></path>
            <path class="wl" d=dyed()></path>
            {tags}
        </svg>
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
