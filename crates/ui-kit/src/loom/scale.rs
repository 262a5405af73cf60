//! How many pixels a carton gets, how many cartons a strand is, and where that puts every node of a column.

use super::bundles::Place;
use super::layout::{PAD, PlacedNode};
use super::model::Shape;
use super::order::Order;

/// No carton is thicker than this, however few there are.
const MAX_SCALE: f64 = 4.0;
const PITCH: std::ops::RangeInclusive<f64> = 2.5..=4.0;

/// What decides a slot's height: room for words, and for cartons with their padding.
struct Row {
    least: f64,
    cartons: f64,
    padding: f64,
}

impl Row {
    fn height(&self, scale: f64) -> f64 {
        self.least.max(self.cartons * scale + self.padding)
    }
}

struct Stack {
    rows: Vec<Row>,
    /// Between two rows.
    gap: f64,
}

impl Stack {
    fn height(&self, scale: f64) -> f64 {
        let rows: f64 = self.rows.iter().map(|row| row.height(scale)).sum();
        rows + self.gap * self.rows.len().saturating_sub(1) as f64
    }
}

/// The heights of all columns, as far as they are known before the scale is.
pub(super) struct Heights {
    columns: Vec<Stack>,
}

impl Heights {
    pub fn new(order: &Order, sizes: &[i64], placed: &[PlacedNode]) -> Self {
        let row = |slot: &usize| match order.slots[*slot].node {
            Some(node) => Row {
                least: least(&placed[node]),
                cartons: sizes[node] as f64,
                padding: 2.0 * PAD,
            },
            None => Row {
                least: 0.0,
                cartons: order.slots[*slot].cartons as f64,
                padding: 0.0,
            },
        };
        let stack = |slots: &Vec<usize>| Stack {
            rows: slots.iter().map(row).collect(),
            gap: match slots.len() {
                0..=4 => 28.0,
                5..=8 => 16.0,
                9..=14 => 10.0,
                _ => 7.0,
            },
        };
        Self {
            columns: order.columns.iter().map(stack).collect(),
        }
    }

    /// Height of the tallest column.
    pub fn tallest(&self, scale: f64) -> f64 {
        let heights = self.columns.iter().map(|column| column.height(scale));
        heights.fold(0.0, f64::max)
    }

    /// The largest scale at which every column fits into `room`, or into what its words alone need and a quarter
    /// more, so that quantities stay visible where nodes are many.
    pub fn scale(&self, room: f64) -> f64 {
        let room = room.max(self.tallest(0.0) * 1.25);
        let (mut low, mut high) = (0.0, MAX_SCALE);
        if self.tallest(high) <= room {
            low = high;
        }
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if self.tallest(middle) <= room {
                low = middle
            } else {
                high = middle
            }
        }
        // Between 2 and 2.5 neither one nor two cartons make a strand of the right pitch.
        if low > 2.0 && low < *PITCH.start() {
            2.0
        } else {
            low
        }
    }

    /// Where every slot stands; columns are centred on `content` pixels below `top`.
    pub fn places(&self, order: &Order, scale: f64, top: f64, content: f64) -> Vec<Place> {
        let mut places = vec![Place::default(); order.slots.len()];
        for (slots, column) in order.columns.iter().zip(&self.columns) {
            let mut y = top + (content - column.height(scale)) / 2.0;
            for (slot, row) in slots.iter().zip(&column.rows) {
                let height = row.height(scale);
                places[*slot] = Place { y, height };
                y += height + column.gap;
            }
        }
        places
    }
}

/// Room for a node's words.
fn least(node: &PlacedNode) -> f64 {
    match node.shape {
        Shape::Stack if node.root && node.mark.is_some() => 56.0,
        Shape::Stack => 40.0,
        Shape::Row => 30.0,
    }
}

/// The roundest number of cartons that puts strands 2.5 to 4 pixels apart.
pub(super) fn cartons_per_strand(scale: f64) -> i64 {
    if scale <= 0.0 {
        return 1;
    }
    let mut best: Option<(u8, i64)> = None;
    let mut power = 1_i64;
    while power <= 1_000_000_000 {
        // Lower is rounder: 10 before 20 and 50, before 25 and 40, before 30.
        for (tenths, rank) in [
            (10, 0),
            (20, 1),
            (50, 1),
            (25, 2),
            (40, 2),
            (30, 3),
            (60, 3),
            (80, 3),
            (15, 4),
            (12, 4),
        ] {
            if power * tenths % 10 != 0 {
                continue;
            }
            let cartons = power * tenths / 10;
            if PITCH.contains(&(cartons as f64 * scale)) && best.is_none_or(|b| (rank, cartons) < b)
            {
                best = Some((rank, cartons));
            }
        }
        power *= 10;
    }
    best.map_or_else(|| ((3.0 / scale).round() as i64).max(1), |b| b.1)
}
