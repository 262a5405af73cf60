//! From a picture and a size in pixels to geometry: reeds for nodes, one path per bundle, loose ends. Pure and
//! deterministic: the same picture and size give the same drawing on every machine. It never asks the browser.

use super::fold::{Folded, FoldedLink, fold};
use super::model::{LinkStyle, Node, Picture, Shape};
use super::order::{Order, arrange};
use super::scale;
use super::strands::{self, Stop};
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
const MIN_GAP: f64 = 62.0;

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

/// A slot's vertical place.
#[derive(Clone, Copy, Default)]
struct Place {
    y: f64,
    height: f64,
}

pub fn layout(picture: &Picture, frame: &Frame) -> Drawing {
    let (nodes, links) = fold(picture, frame.shown);
    let is_empty = |i: usize| !nodes[i].more && nodes[i].members.first().is_some_and(|m| picture.nodes[*m].empty);
    let order = arrange(picture.columns.len(), &nodes, &links, &is_empty);
    let mut placed: Vec<PlacedNode> = nodes.iter().map(|node| describe(picture, node, frame)).collect();

    let (columns, width) = columns(picture, &placed, frame.width);
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
            (node.y, node.height) = (place.0, place.1);
            node.last_column = slot.column + 1 == columns.len();
            shorten(node);
        }
    }
    let places = places.into_iter().map(|(y, height)| Place { y, height }).collect::<Vec<_>>();
    let mut bundles = weave(picture, &nodes, &links, &order, &columns, &places, scale);
    let count: usize = bundles.iter().map(|(b, _)| strands_of(b.cartons, per_strand)).sum();
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
    let mut out: Vec<i64> = nodes.iter().map(|n| n.loose.iter().map(|l| l.0).sum()).collect();
    let mut into = vec![0; nodes.len()];
    for link in links {
        out[link.from] += link.cartons;
        into[link.to] += link.cartons;
    }
    (0..nodes.len()).map(|i| nodes[i].cartons.max(out[i]).max(into[i])).collect()
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

/// Columns as wide as their words need, the gaps sharing what is left.
fn columns(picture: &Picture, placed: &[PlacedNode], room: f64) -> (Vec<PlacedColumn>, f64) {
    let mut widths: Vec<f64> = picture.columns.iter().map(|c| (text::width(&c.heading, LABEL_PX) + 8.0).max(84.0)).collect();
    for node in placed {
        let inset = 2.0 * TEXT_INSET + if node.mark.is_some() { MARK_ROOM } else { 0.0 };
        let (label, sub) = (text::width(&node.label, LABEL_PX), text::width(&node.sub, SUB_PX));
        let words = match node.shape {
            Shape::Stack => label.max(sub),
            Shape::Row => label + 12.0 + sub,
        };
        widths[node.column] = widths[node.column].max((words + inset).min(176.0));
    }
    let gaps = widths.len().saturating_sub(1) as f64;
    let words: f64 = widths.iter().sum();
    let width = room.max(words + gaps * MIN_GAP + 2.0 * EDGE).round();
    let gap = if gaps > 0.0 { (width - 2.0 * EDGE - words) / gaps } else { 0.0 };
    let mut x = EDGE;
    let columns = widths
        .into_iter()
        .zip(&picture.columns)
        .map(|(width, column)| {
            let placed = PlacedColumn { x, width, heading: column.heading.clone() };
            x += width + gap;
            placed
        })
        .collect();
    (columns, width)
}

fn shorten(node: &mut PlacedNode) {
    let room = node.width - 2.0 * TEXT_INSET - if node.mark.is_some() { MARK_ROOM } else { 0.0 };
    match node.shape {
        Shape::Stack => {
            node.label = text::fit(&node.label, LABEL_PX, room + 4.0);
            node.sub = text::fit(&node.sub, SUB_PX, room + 4.0);
        }
        Shape::Row => {
            node.label = text::fit(&node.label, LABEL_PX, room - 8.0 - text::width(&node.sub, SUB_PX));
        }
    }
}

fn strands_of(cartons: i64, per_strand: i64) -> usize {
    if cartons <= 0 { 0 } else { usize::try_from((cartons + per_strand / 2) / per_strand).unwrap_or(usize::MAX).max(1) }
}

/// Where a bundle's line runs, kept until it is known how it is drawn.
enum Way {
    Through(Vec<Stop>),
    Loose { x: f64, reach: f64, upward: bool },
    Arc { x0: f64, x1: f64 },
}

impl Way {
    fn draw(&self, bundle: &mut Bundle, per_strand: i64, ribbons_only: bool) {
        let count = strands_of(bundle.cartons, per_strand);
        match self {
            Way::Through(stops) if bundle.kind == BundleKind::Dash => bundle.strands = strands::line(stops),
            Way::Through(stops) => {
                bundle.ribbon = strands::ribbon(stops, bundle.thickness);
                if !ribbons_only {
                    bundle.strands = strands::bundle(stops, bundle.thickness, count);
                }
            }
            // Loose ends are few however many cartons: at most as many strands as they have pixels to stand on.
            Way::Loose { x, reach, upward } => {
                let count = if ribbons_only { count.min(12) } else { count };
                bundle.strands = strands::loose(*x, bundle.y0, bundle.thickness, count, *reach, *upward);
            }
            Way::Arc { x0, x1 } => bundle.strands = strands::arc(*x0, bundle.y0, *x1, bundle.y1, 30.0),
        }
    }
}

/// Gives every bundle its place along the reeds.
fn weave(
    picture: &Picture,
    nodes: &[Folded],
    links: &[FoldedLink],
    order: &Order,
    columns: &[PlacedColumn],
    places: &[Place],
    scale: f64,
) -> Vec<(Bundle, Way)> {
    let center = |slot: usize| places[slot].y + places[slot].height / 2.0;
    let sorted = |slot: usize, out: bool| {
        let mut own: Vec<usize> =
            (0..order.segments.len()).filter(|s| slot == if out { order.segments[*s].from } else { order.segments[*s].to }).collect();
        let far = |s: usize| if out { order.segments[s].to } else { order.segments[s].from };
        own.sort_by(|a, b| center(far(*a)).total_cmp(&center(far(*b))).then(a.cmp(b)));
        own
    };
    let mut leaves = vec![0.0; order.segments.len()];
    let mut arrives = vec![0.0; order.segments.len()];
    let mut bundles: Vec<(Bundle, Way)> = Vec::with_capacity(links.len());
    let mut ends: Vec<(Bundle, Way)> = Vec::new();
    for (slot, place) in places.iter().enumerate() {
        let column = order.slots[slot].column;
        let start = |total: f64| place.y + (place.height - total) / 2.0;
        let into = sorted(slot, false);
        let mut y = start(into.iter().map(|s| links[order.segments[*s].link].cartons as f64 * scale).sum());
        for segment in into {
            arrives[segment] = y;
            y += links[order.segments[segment].link].cartons as f64 * scale;
        }
        let out = sorted(slot, true);
        let loose = order.slots[slot].node.map(|n| nodes[n].loose.as_slice()).unwrap_or_default();
        let loose_total: i64 = loose.iter().map(|l| l.0).sum();
        let linked: i64 = out.iter().map(|s| links[order.segments[*s].link].cartons).sum();
        // The topmost node's loose ends rise above its other strands; everybody else's hang below them.
        let upward = linked > 0 && order.columns[column].len() > 1 && order.columns[column].first() == Some(&slot);
        let mut y = start((linked + loose_total) as f64 * scale);
        let mut hang = |y: &mut f64| {
            for (cartons, members) in loose {
                let gap = columns.get(column + 1).map_or(60.0, |next| next.x - columns[column].x - columns[column].width);
                let reach = (gap * if linked > 0 { 0.46 } else { 0.62 }).min(74.0);
                let bundle = Bundle {
                    kind: BundleKind::Loose,
                    members: members.iter().map(|(n, k)| Member::Loose(*n, *k)).collect(),
                    from: order.slots[slot].node.unwrap_or_default(),
                    cartons: *cartons,
                    y0: *y,
                    y1: *y,
                    thickness: *cartons as f64 * scale,
                    ..Bundle::default()
                };
                ends.push((bundle, Way::Loose { x: columns[column].x + columns[column].width, reach, upward }));
                *y += *cartons as f64 * scale;
            }
        };
        if upward {
            hang(&mut y);
        }
        for segment in out {
            leaves[segment] = y;
            y += links[order.segments[segment].link].cartons as f64 * scale;
        }
        if !upward {
            hang(&mut y);
        }
    }
    for (index, link) in links.iter().enumerate() {
        let right = |slot: usize| columns[order.slots[slot].column].x + columns[order.slots[slot].column].width;
        let mut bundle = Bundle {
            kind: if link.style == LinkStyle::Dash { BundleKind::Dash } else { BundleKind::Strands },
            transit: link.style == LinkStyle::Transit,
            members: link.members.iter().map(|l| Member::Link(*l)).collect(),
            from: link.from,
            to: Some(link.to),
            cartons: link.cartons,
            thickness: link.cartons as f64 * scale,
            ..Bundle::default()
        };
        let way = match order.ways[index].as_slice() {
            [] => {
                bundle.kind = BundleKind::Dash;
                (bundle.y0, bundle.y1) = (center(link.from), center(link.to));
                Way::Arc { x0: right(link.from), x1: right(link.to) }
            }
            [first, ..] => {
                let segments = &order.ways[index];
                let last = segments[segments.len() - 1];
                (bundle.y0, bundle.y1) = (leaves[*first], arrives[last]);
                let mut stops = vec![Stop { x0: 0.0, x1: right(link.from), y: leaves[*first] }];
                for segment in segments {
                    let slot = order.segments[*segment].to;
                    stops.push(Stop { x0: columns[order.slots[slot].column].x, x1: right(slot), y: arrives[*segment] });
                }
                Way::Through(stops)
            }
        };
        let note = link.members.iter().map(|l| picture.links[*l].note.as_str()).find(|note| !note.is_empty());
        if let (Some(note), Way::Through(stops)) = (note, &way) {
            bundle.note = Some(((stops[0].x1 + stops[1].x0) / 2.0, (stops[0].y + stops[1].y) / 2.0, note.to_owned()));
        }
        bundles.push((bundle, way));
    }
    bundles.append(&mut ends);
    bundles
}
