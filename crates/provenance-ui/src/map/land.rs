//! The land as a cloth of threads that the mountains lift: heights from a few ridges and a little roughness, drawn row
//! behind row from the south, each row hidden where one before it stands higher. Only arithmetic that WebAssembly has
//! itself: tables for sines and powers would be downloaded by every visitor.

use super::places::{COBAN, Place};

pub const WIDTH: f64 = 960.0;
pub const HEIGHT: f64 = 452.0;
/// Pixels a degree. Fewer to the north than to the east: one looks at the land from the south, not from above.
const EAST: f64 = 675.0;
const NORTH: f64 = 557.0;
/// Where the workshop lies on the flat sheet.
const ORIGIN: (f64, f64) = (171.4, 262.0);
/// Between two rows of thread, and between two points of a row.
const ROW: f64 = 5.6;
const STEP: usize = 8;
const COLUMNS: usize = WIDTH as usize / STEP + 1;

/// A chain of mountains: its ends on the flat sheet, how far it reaches, how high it lifts (both in pixels).
struct Ridge(f64, f64, f64, f64, f64, f64);

const RIDGES: [Ridge; 6] = [
    // Sierra de las Minas.
    Ridge(380.0, 436.0, 850.0, 372.0, 58.0, 58.0),
    // Santa Cruz.
    Ridge(706.0, 214.0, 960.0, 168.0, 44.0, 26.0),
    // Chamá.
    Ridge(0.0, 150.0, 420.0, 112.0, 62.0, 32.0),
    // Xucaneb, between the two rivers.
    Ridge(240.0, 302.0, 520.0, 286.0, 30.0, 40.0),
    // The heights above Tactic.
    Ridge(0.0, 412.0, 250.0, 416.0, 60.0, 44.0),
    // North of Cahabón.
    Ridge(500.0, 118.0, 820.0, 96.0, 50.0, 22.0),
];

/// A place on the flat sheet.
pub fn flat((north, east): Place) -> (f64, f64) {
    (
        ORIGIN.0 + (east - COBAN.1) * EAST,
        ORIGIN.1 - (north - COBAN.0) * NORTH,
    )
}

/// A place on the lifted sheet.
pub fn lifted(place: Place) -> (f64, f64) {
    let (x, y) = flat(place);
    (x, y - height(x, y))
}

fn ridge(r: &Ridge, x: f64, y: f64) -> f64 {
    let Ridge(x1, y1, x2, y2, reach, lift) = *r;
    let (dx, dy) = (x2 - x1, y2 - y1);
    let along = (((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    let (ex, ey) = (x - x1 - dx * along, y - y1 - dy * along);
    let near = 1.0 + (ex * ex + ey * ey) / (reach * reach);
    lift / (near * near)
}

/// From -1 to 1, the same for the same corner.
fn corner(x: i32, y: i32) -> f64 {
    let mut n = (x as u32)
        .wrapping_mul(0x9e37_79b1)
        .wrapping_add((y as u32).wrapping_mul(0x85eb_ca77));
    n = (n ^ (n >> 15)).wrapping_mul(0x2c1b_3c6d);
    n = (n ^ (n >> 12)).wrapping_mul(0x297a_2d39);
    f64::from((n ^ (n >> 15)) & 0xffff) / 32768.0 - 1.0
}

/// Smooth between the corners of a grid.
fn rough(x: f64, y: f64) -> f64 {
    let (left, top) = (x.floor(), y.floor());
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (tx, ty) = (ease(x - left), ease(y - top));
    let (ix, iy) = (left as i32, top as i32);
    let row = |y: i32| corner(ix, y) * (1.0 - tx) + corner(ix + 1, y) * tx;
    row(iy) * (1.0 - ty) + row(iy + 1) * ty
}

/// How far the mountains lift a point of the flat sheet, in pixels.
pub fn height(x: f64, y: f64) -> f64 {
    let chains: f64 = RIDGES.iter().map(|chain| ridge(chain, x, y)).sum();
    // The plains towards the lake are smooth, the highlands of the west are not.
    let west = (1.15 - x / WIDTH).clamp(0.25, 1.0);
    let wild = 0.4 * west + chains / 44.0;
    let detail = rough(x / 58.0, y / 26.0) * 10.0
        + rough(x / 25.0 + 31.0, y / 13.0) * 5.5
        + rough(x / 13.0 + 57.0, y / 9.0) * 2.5;
    (chains + detail * wild.min(1.1)).max(0.0)
}

/// Path data of every thread that can be seen.
pub fn threads() -> String {
    let mut path = String::with_capacity(60_000);
    let mut highest = [f64::MAX; COLUMNS];
    let mut base = HEIGHT + 60.0;
    while base > 40.0 {
        let mut drawing = false;
        for (column, top) in highest.iter_mut().enumerate() {
            let x = (column * STEP) as f64;
            let y = base - height(x, base);
            let seen = y < *top - 1.0;
            *top = top.min(y);
            if seen && y < HEIGHT {
                path.push_str(&format!("{}{x:.0} {y:.1}", if drawing { 'L' } else { 'M' }));
            }
            drawing = seen && y < HEIGHT;
        }
        base -= ROW;
    }
    path
}

/// Path data of a smooth line through places, laid on the land.
pub fn line(places: &[Place]) -> String {
    const PIECES: usize = 7;
    let at = |index: usize| flat(places[index.min(places.len() - 1)]);
    let mut path = String::new();
    for index in 0..places.len().saturating_sub(1) {
        let corners = [
            at(index.saturating_sub(1)),
            at(index),
            at(index + 1),
            at(index + 2),
        ];
        for piece in 0..PIECES {
            let t = piece as f64 / PIECES as f64;
            draw_to(&mut path, between(corners, t));
        }
    }
    if !places.is_empty() {
        draw_to(&mut path, at(places.len() - 1));
    }
    path
}

fn draw_to(path: &mut String, (x, y): (f64, f64)) {
    let pen = if path.is_empty() { 'M' } else { 'L' };
    path.push_str(&format!("{pen}{x:.1} {:.1}", y - height(x, y)));
}

/// Catmull and Rom's curve between the middle two of four points.
fn between([a, b, c, d]: [(f64, f64); 4], t: f64) -> (f64, f64) {
    let one = |a: f64, b: f64, c: f64, d: f64| {
        0.5 * (2.0 * b
            + (c - a) * t
            + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
            + (3.0 * b - a - 3.0 * c + d) * t * t * t)
    };
    (one(a.0, b.0, c.0, d.0), one(a.1, b.1, c.1, d.1))
}
