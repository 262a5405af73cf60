//! Where the arrow keys lead in a drawing: up and down within a column, left and right along the thread.

use super::layout::Drawing;
use crate::sorting::sort;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    First,
    Last,
}

impl Step {
    /// From a keyboard event's `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "ArrowLeft" => Step::Left,
            "ArrowRight" => Step::Right,
            "Home" => Step::First,
            "End" => Step::Last,
            _ => return None,
        })
    }
}

/// The placed node to focus after `from`, or `from` itself at an edge. Sideways it follows the thickest bundle;
/// without one it goes to the nearest node of the next column that has any.
pub fn step(drawing: &Drawing, from: usize, to: Step) -> usize {
    let Some(node) = drawing.nodes.get(from) else {
        return 0;
    };
    let middle = |i: usize| drawing.nodes[i].y + drawing.nodes[i].height / 2.0;
    let in_column = |column: usize| {
        let mut nodes: Vec<usize> = (0..drawing.nodes.len())
            .filter(|i| drawing.nodes[*i].column == column)
            .collect();
        sort(&mut nodes, &|a, b| middle(a) < middle(b));
        nodes
    };
    let found = match to {
        Step::Up => in_column(node.column)
            .into_iter()
            .rfind(|i| middle(*i) < middle(from)),
        Step::Down => in_column(node.column)
            .into_iter()
            .find(|i| middle(*i) > middle(from)),
        Step::First => in_column(node.column).first().copied(),
        Step::Last => in_column(node.column).last().copied(),
        Step::Left | Step::Right => {
            let forward = to == Step::Right;
            let tied = drawing.bundles.iter().filter_map(|b| {
                let (own, other) = if forward {
                    (b.from, b.to?)
                } else {
                    (b.to?, b.from)
                };
                let ahead = if forward {
                    drawing.nodes[other].column > node.column
                } else {
                    drawing.nodes[other].column < node.column
                };
                (own == from && ahead).then_some((b.cartons, other))
            });
            let thickest = tied
                .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
                .map(|t| t.1);
            thickest.or_else(|| {
                let columns: Vec<usize> = if forward {
                    (node.column + 1..drawing.columns.len()).collect()
                } else {
                    (0..node.column).rev().collect()
                };
                columns
                    .into_iter()
                    .map(in_column)
                    .find(|nodes| !nodes.is_empty())
                    .and_then(|nodes| {
                        nodes.into_iter().min_by(|a, b| {
                            (middle(*a) - middle(from))
                                .abs()
                                .total_cmp(&(middle(*b) - middle(from)).abs())
                        })
                    })
            })
        }
    };
    found.unwrap_or(from)
}
