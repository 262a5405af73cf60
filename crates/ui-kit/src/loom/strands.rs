//! Turns a bundle's place into SVG path data: strands side by side, a ribbon's outline, loose ends, one broken line.

use std::fmt::Write;

/// A bundle's way: it leaves each stop at its right edge and enters the next at its left. The first stop's
/// `x0` and the last one's `x1` are not used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stop {
    pub x0: f64,
    pub x1: f64,
    /// The bundle's upper edge.
    pub y: f64,
}

/// Parallel strands through all stops, evenly spread over `width`.
pub(super) fn bundle(stops: &[Stop], width: f64, strands: usize) -> String {
    let mut d = String::with_capacity(strands * 44 * stops.len());
    for k in 0..strands {
        curve(&mut d, stops, width * (k as f64 + 0.5) / strands as f64);
    }
    d
}

/// One line along the bundle's upper edge.
pub(super) fn line(stops: &[Stop]) -> String {
    let mut d = String::new();
    curve(&mut d, stops, 0.0);
    d
}

/// The outline of the whole bundle.
pub(super) fn ribbon(stops: &[Stop], width: f64) -> String {
    let mut d = String::new();
    curve(&mut d, stops, 0.0);
    if let Some(last) = stops.last() {
        let _ = write!(d, "V{}", num(last.y + width));
    }
    for pair in stops.windows(2).rev() {
        let (a, b) = (pair[0], pair[1]);
        let mid = num((a.x1 + b.x0) / 2.0);
        let _ = write!(
            d,
            "C{mid} {} {mid} {} {} {}",
            num(b.y + width),
            num(a.y + width),
            num(a.x1),
            num(a.y + width)
        );
        if a.x0 < a.x1 && pair[0] != stops[0] {
            let _ = write!(d, "H{}", num(a.x0));
        }
    }
    d.push('Z');
    d
}

/// Parts of the whole reach. (A cosine would do as well, and bring 8 KB of tables to every visitor.)
const UNEVEN: [f64; 10] = [1.0, 0.79, 0.71, 0.97, 0.88, 0.68, 0.9, 0.96, 0.7, 0.8];

/// Strands that end in the air: `upward` at a node's head, otherwise at its foot. Lengths vary, always alike.
pub(super) fn loose(
    x: f64,
    y: f64,
    width: f64,
    strands: usize,
    reach: f64,
    upward: bool,
) -> String {
    let mut d = String::with_capacity(strands * 44);
    for k in 0..strands {
        let from = y + width * (k as f64 + 0.5) / strands as f64;
        let length = reach * UNEVEN[k % UNEVEN.len()];
        // The outermost strand bends most; none bends so far that it meets the next bundle's way.
        let nth = if upward { strands - 1 - k } else { k } as f64;
        let bend = (2.0 + 0.5 * nth).min(12.0) * if upward { -1.0 } else { 1.0 };
        let _ = write!(
            d,
            "M{} {}C{} {} {} {} {} {}",
            num(x),
            num(from),
            num(x + 0.5 * length),
            num(from),
            num(x + 0.7 * length),
            num(from + 0.58 * bend),
            num(x + length),
            num(from + bend)
        );
    }
    d
}

/// A line to a node that does not lie further right: it bulges to the right of both.
pub(super) fn arc(x0: f64, y0: f64, x1: f64, y1: f64, bulge: f64) -> String {
    let out = num(x0.max(x1) + bulge);
    format!(
        "M{} {}C{out} {} {out} {} {} {}",
        num(x0),
        num(y0),
        num(y0),
        num(y1),
        num(x1),
        num(y1)
    )
}

fn curve(d: &mut String, stops: &[Stop], offset: f64) {
    let Some(first) = stops.first() else { return };
    let _ = write!(d, "M{} {}", num(first.x1), num(first.y + offset));
    for (k, pair) in stops.windows(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        if k > 0 {
            let _ = write!(d, "H{}", num(a.x1));
        }
        let mid = num((a.x1 + b.x0) / 2.0);
        let _ = write!(
            d,
            "C{mid} {} {mid} {} {} {}",
            num(a.y + offset),
            num(b.y + offset),
            num(b.x0),
            num(b.y + offset)
        );
    }
}

/// A coordinate with one decimal at most.
pub(super) fn num(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}
