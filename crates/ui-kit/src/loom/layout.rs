//! From a picture and a size in pixels to geometry: reeds for nodes, one path per bundle, loose ends. Pure and
//! deterministic: the same picture and size give the same drawing on every machine. It never asks the browser.

use super::bundles::{Loomwork, strands_of};
use super::fold::{Folded, FoldedLink, fold};
use super::model::{Node, Picture, Shape};
use super::order::{Order, arrange};
use super::scale;
use super::text;

/// Above so many strands in one picture each bundle is a plain ribbon.
pub const MAX_STRANDS: usize = 3_000;
/// Label and sub-label sizes; nothing smaller is ever written.
pub const LABEL_PX: f64 = 13.0;
pub const SUB_PX: f64 = 12.0;

/// Room for the headings above, and for loose ends below.
const TOP: f64 = 30.0;
const BOTTOM: f64 = 12.0;
/// A reed is longer than its bundle by this much at each end.
pub(super) const PAD: f64 = 4.0;
const EDGE: f64 = 3.0;
const TEXT_INSET: f64 = 10.0;
const MARK_ROOM: f64 = 28.0;
/// Between two columns; a picture with blends has more of them and keeps them closer.
const MIN_GAP: f64 = 62.0;
const MIN_GAP_OF_MANY: f64 = 36.0;
const MAX_COLUMN: f64 = 164.0;
/// A node of this height has room for a label of two lines above its sub-label.
const TWO_LINES: f64 = 54.0;
/// Columns of names become narrower than their words by so much at most.
const LEAST_FIT: f64 = 0.8;

/// What the drawing is to fit.
pub struct Frame<'a> {
    /// Pixels there are from side to side. A picture that needs more takes more.
    pub width: f64,
    /// Pixels it should be high. Many nodes take more, few cartons less.
    pub height: f64,
    /// How many nodes of a column to show at least when it is folded.
    pub shown: &'a dyn Fn(usize) -> usize,
    /// Words of the node that stands for the hidden ones: (column, how many, cartons) → (label, sub-label, name).
    pub more: &'a dyn Fn(usize, usize, i64) -> (String, String, String),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub columns: Vec<PlacedColumn>,
    pub nodes: Vec<PlacedNode>,
    pub bundles: Vec<Bundle>,
    /// Cartons that one strand stands for.
    pub per_strand: i64,
    /// Pixels a carton takes.
    pub scale: f64,
    /// Too many strands to draw each: bundles have outlines only.
    pub ribbons_only: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedColumn {
    pub x: f64,
    pub width: f64,
    pub heading: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedNode {
    pub key: String,
    /// Indices in the picture; several for "n more".
    pub members: Vec<usize>,
    pub column: usize,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// Shortened to fit.
    pub label: String,
    /// The label's second line, mostly empty.
    pub label_on: String,
    pub sub: String,
    pub name: String,
    pub shape: Shape,
    pub empty: bool,
    pub more: bool,
    pub root: bool,
    pub dest: bool,
    pub code: bool,
    pub last_column: bool,
    pub mark: Option<i64>,
    pub href: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BundleKind {
    #[default]
    Strands,
    Loose,
    Dash,
}

/// What of the picture a bundle draws; it is lit when any of them is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    Link(usize),
    /// (node, index among its loose ends)
    Loose(usize, usize),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    pub kind: BundleKind,
    pub transit: bool,
    /// Drawn only where it is lit.
    pub shy: bool,
    pub members: Vec<Member>,
    /// Placed nodes it ties together; the second is absent for loose ends.
    pub from: usize,
    pub to: Option<usize>,
    pub cartons: i64,
    /// All strands in one path; empty when `ribbons_only`.
    pub strands: String,
    /// Outline of the whole bundle; empty for a broken line.
    pub ribbon: String,
    /// Upper edge where it leaves and where it arrives, and its thickness, in pixels.
    pub y0: f64,
    pub y1: f64,
    pub thickness: f64,
    /// Where to write, and what: "300 kg".
    pub note: Option<(f64, f64, String)>,
}

pub fn layout(picture: &Picture, frame: &Frame) -> Drawing {
    let (nodes, links) = fold(picture, frame.shown);
    let is_empty = |i: usize| {
        !nodes[i].more
            && nodes[i]
                .members
                .first()
                .is_some_and(|m| picture.nodes[*m].empty)
    };
    let order = arrange(picture.columns.len(), &nodes, &links, &is_empty);
    let mut placed: Vec<PlacedNode> = nodes
        .iter()
        .map(|node| describe(picture, node, frame))
        .collect();

    let (columns, width) = columns(picture, &placed, &order, frame.width);
    let sizes = through(&nodes, &links);
    let heights = scale::Heights::new(&order, &sizes, &placed);
    let scale = heights.scale(frame.height - TOP - BOTTOM);
    let per_strand = scale::cartons_per_strand(scale);
    let content = heights.tallest(scale);
    let places = heights.places(&order, scale, TOP, content);

    for (slot, place) in order.slots.iter().zip(&places) {
        if let Some(index) = slot.node {
            let column = &columns[slot.column];
            let node = &mut placed[index];
            (node.x, node.width) = (column.x, column.width);
            (node.y, node.height) = (place.y, place.height);
            node.last_column = slot.column + 1 == columns.len();
            shorten(node);
        }
    }
    let work = Loomwork {
        picture,
        nodes: &nodes,
        links: &links,
        order: &order,
        columns: &columns,
        places: &places,
        sizes: &sizes,
        scale,
    };
    let mut bundles = work.weave();
    let count: usize = bundles
        .iter()
        .map(|(b, _)| strands_of(b.cartons, per_strand))
        .sum();
    let ribbons_only = count > MAX_STRANDS;
    for (bundle, path) in &mut bundles {
        path.draw(bundle, per_strand, ribbons_only);
    }
    Drawing {
        width,
        height: TOP + content + BOTTOM,
        columns,
        nodes: placed,
        bundles: bundles.into_iter().map(|(bundle, _)| bundle).collect(),
        per_strand,
        scale,
        ribbons_only,
    }
}

/// Cartons a node must have room for: its own, or what its links carry if they say more.
fn through(nodes: &[Folded], links: &[FoldedLink]) -> Vec<i64> {
    let mut out: Vec<i64> = nodes
        .iter()
        .map(|n| n.loose.iter().map(|l| l.0).sum())
        .collect();
    let mut into = vec![0; nodes.len()];
    for link in links {
        out[link.from] += link.cartons;
        into[link.to] += link.cartons;
    }
    (0..nodes.len())
        .map(|i| nodes[i].cartons.max(out[i]).max(into[i]))
        .collect()
}

fn describe(picture: &Picture, node: &Folded, frame: &Frame) -> PlacedNode {
    if node.more {
        let (label, sub, name) = (frame.more)(node.column, node.members.len(), node.cartons);
        return PlacedNode {
            key: format!("more:{}", node.column),
            members: node.members.clone(),
            column: node.column,
            label,
            sub,
            name,
            more: true,
            ..PlacedNode::default()
        };
    }
    let own: &Node = &picture.nodes[node.members[0]];
    PlacedNode {
        key: own.key.clone(),
        members: node.members.clone(),
        column: node.column,
        label: own.label.clone(),
        sub: own.sub.clone(),
        name: own.name.clone(),
        shape: own.shape,
        empty: own.empty,
        root: own.root,
        dest: own.dest,
        code: own.code,
        mark: own.mark,
        href: own.href.clone(),
        ..PlacedNode::default()
    }
}

/// Columns as wide as their words need; of what is left the gaps with many bundles get more, so that these can turn.
fn columns(
    picture: &Picture,
    placed: &[PlacedNode],
    order: &Order,
    room: f64,
) -> (Vec<PlacedColumn>, f64) {
    let mut widths: Vec<f64> = picture
        .columns
        .iter()
        .map(|c| (text::width(&c.heading, LABEL_PX) + 8.0).max(84.0))
        .collect();
    for node in placed {
        let inset = 2.0 * TEXT_INSET + if node.mark.is_some() { MARK_ROOM } else { 0.0 };
        let (label, sub) = (
            text::width(&node.label, LABEL_PX),
            text::width(&node.sub, SUB_PX),
        );
        let words = match node.shape {
            Shape::Stack => label.max(sub),
            Shape::Row => label + 12.0 + sub,
        };
        widths[node.column] = widths[node.column].max((words + inset).min(MAX_COLUMN));
    }
    let count = widths.len().saturating_sub(1);
    let least = if widths.len() > 5 {
        MIN_GAP_OF_MANY
    } else {
        MIN_GAP
    };
    // Rather cut some names than have the picture scroll for a little. Codes are never cut.
    let mut coded = vec![false; widths.len()];
    for node in placed.iter().filter(|node| node.code) {
        coded[node.column] = true;
    }
    let sum = |codes: bool| -> f64 {
        let own = widths
            .iter()
            .zip(&coded)
            .filter(|(_, coded)| **coded == codes);
        own.map(|(width, _)| width).sum()
    };
    let fit = (room - 2.0 * EDGE - count as f64 * least - sum(true)) / sum(false).max(1.0);
    if (LEAST_FIT..1.0).contains(&fit) {
        for (width, _) in widths.iter_mut().zip(&coded).filter(|(_, coded)| !**coded) {
            *width *= fit;
        }
    }
    let words: f64 = widths.iter().sum();
    let width = room.max(words + count as f64 * least + 2.0 * EDGE).round();
    let mut shares = vec![1.0; count];
    for segment in &order.segments {
        if let Some(share) = shares.get_mut(order.slots[segment.from].column) {
            *share = f64::min(*share + 0.06, 2.0);
        }
    }
    let spare =
        (width - 2.0 * EDGE - words - count as f64 * least) / shares.iter().sum::<f64>().max(1.0);
    let mut x = EDGE;
    let columns = widths
        .into_iter()
        .zip(&picture.columns)
        .enumerate()
        .map(|(at, (width, column))| {
            let placed = PlacedColumn {
                x,
                width,
                heading: column.heading.clone(),
            };
            x += width + shares.get(at).map_or(0.0, |share| least + spare * share);
            placed
        })
        .collect();
    (columns, width)
}

/// Cuts a node's words to its place. A label that is too long goes on in a second line where the node is high enough.
fn shorten(node: &mut PlacedNode) {
    let mark = if node.mark.is_some() { MARK_ROOM } else { 0.0 };
    let room = node.width - 2.0 * TEXT_INSET - mark;
    match node.shape {
        Shape::Stack => {
            let room = room + 4.0;
            if node.height >= TWO_LINES && node.mark.is_none() {
                (node.label, node.label_on) = text::wrap(&node.label, LABEL_PX, room);
            } else {
                node.label = text::fit(&node.label, LABEL_PX, room);
            }
            node.sub = text::fit(&node.sub, SUB_PX, room);
        }
        Shape::Row => {
            let left = room - 8.0 - text::width(&node.sub, SUB_PX);
            node.label = text::fit(&node.label, LABEL_PX, left);
        }
    }
}
