//! Who stands above whom: barycentre sweeps over the columns, keeping the order with the fewest crossings (each
//! counted by the cartons that cross). Long links pass through the columns between as placeholders.

use super::fold::{Folded, FoldedLink};
use crate::sorting::sort;

/// One place in a column: a node, or a link passing through on its way further right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slot {
    pub column: usize,
    pub node: Option<usize>,
    /// Cartons that pass.
    pub cartons: i64,
    /// 0 an ordinary node or a passing link, 1 an empty node, 2 "n more": later ones stay below.
    rank: u8,
}

/// A piece of a link between neighbouring columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    pub link: usize,
    pub from: usize,
    pub to: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Order {
    pub slots: Vec<Slot>,
    /// Slots of each column from top to bottom.
    pub columns: Vec<Vec<usize>>,
    pub segments: Vec<Segment>,
    /// For each link its segments from left to right; empty for a link that leads back or stays in its column.
    pub ways: Vec<Vec<usize>>,
}

const SWEEPS: usize = 6;
/// Above so many pieces in one gap crossings are no longer counted; two sweeps must do.
const COUNT_UP_TO: usize = 1_500;

pub(super) fn arrange(
    columns: usize,
    nodes: &[Folded],
    links: &[FoldedLink],
    is_empty: &dyn Fn(usize) -> bool,
) -> Order {
    let mut order = Order {
        columns: vec![Vec::new(); columns],
        ..Order::default()
    };
    for (index, node) in nodes.iter().enumerate() {
        let rank = if node.more {
            2
        } else {
            u8::from(is_empty(index))
        };
        order.columns[node.column].push(order.slots.len());
        order.slots.push(Slot {
            column: node.column,
            node: Some(index),
            cartons: node.cartons,
            rank,
        });
    }
    for (index, link) in links.iter().enumerate() {
        let (start, end) = (nodes[link.from].column, nodes[link.to].column);
        let mut way = Vec::new();
        if end > start {
            let mut from = link.from;
            for column in start + 1..end {
                let slot = order.slots.len();
                order.slots.push(Slot {
                    column,
                    node: None,
                    cartons: link.cartons,
                    rank: 0,
                });
                order.columns[column].push(slot);
                way.push(order.segments.len());
                order.segments.push(Segment {
                    link: index,
                    from,
                    to: slot,
                });
                from = slot;
            }
            way.push(order.segments.len());
            order.segments.push(Segment {
                link: index,
                from,
                to: link.to,
            });
        }
        order.ways.push(way);
    }
    sweep(&mut order, links);
    order
}

fn sweep(order: &mut Order, links: &[FoldedLink]) {
    let weight = |segment: &Segment| links[segment.link].cartons as f64 + 1.0;
    let counted = order.segments.len() <= COUNT_UP_TO;
    let mut best = order.columns.clone();
    let mut fewest = if counted {
        crossings(order, &weight)
    } else {
        f64::INFINITY
    };
    for round in 0..if counted { SWEEPS } else { 1 } {
        for column in 1..order.columns.len() {
            settle(order, column, true, &weight);
        }
        for column in (0..order.columns.len().saturating_sub(1)).rev() {
            settle(order, column, false, &weight);
        }
        let now = if counted {
            crossings(order, &weight)
        } else {
            0.0
        };
        if now < fewest {
            fewest = now;
            best.clone_from(&order.columns);
        }
        if fewest == 0.0 && round > 0 {
            break;
        }
    }
    order.columns = best;
}

/// Sorts one column by the mean place of what it is tied to on its left (or right).
fn settle(order: &mut Order, column: usize, left: bool, weight: &dyn Fn(&Segment) -> f64) {
    let mut place = vec![0.0; order.slots.len()];
    for slots in &order.columns {
        for (k, slot) in slots.iter().enumerate() {
            place[*slot] = (k as f64 + 0.5) / slots.len() as f64;
        }
    }
    let (mut sum, mut total) = (vec![0.0; order.slots.len()], vec![0.0; order.slots.len()]);
    for segment in &order.segments {
        let (own, other) = if left {
            (segment.to, segment.from)
        } else {
            (segment.from, segment.to)
        };
        if order.slots[own].column == column {
            sum[own] += place[other] * weight(segment);
            total[own] += weight(segment);
        }
    }
    let key = |slot: usize| {
        if total[slot] > 0.0 {
            sum[slot] / total[slot]
        } else {
            place[slot]
        }
    };
    let slots = &order.slots;
    sort(&mut order.columns[column], &|a, b| {
        let by_rank = slots[a].rank.cmp(&slots[b].rank);
        by_rank.then(key(a).total_cmp(&key(b))).is_lt()
    });
}

/// Cartons × cartons over all crossing pairs.
fn crossings(order: &Order, weight: &dyn Fn(&Segment) -> f64) -> f64 {
    let mut place = vec![0usize; order.slots.len()];
    for slots in &order.columns {
        for (k, slot) in slots.iter().enumerate() {
            place[*slot] = k;
        }
    }
    let mut gaps: Vec<Vec<(usize, usize, f64)>> = vec![Vec::new(); order.columns.len()];
    for segment in &order.segments {
        gaps[order.slots[segment.from].column].push((
            place[segment.from],
            place[segment.to],
            weight(segment),
        ));
    }
    let mut sum = 0.0;
    for gap in &gaps {
        for (k, a) in gap.iter().enumerate() {
            for b in &gap[k + 1..] {
                if (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1) {
                    sum += a.2 * b.2;
                }
            }
        }
    }
    sum
}
