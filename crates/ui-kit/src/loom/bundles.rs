//! Where bundles run: every strand's place along the reeds it leaves and enters, and the loose ends beside them.

use super::fold::{Folded, FoldedLink, LooseEnd};
use super::layout::{Bundle, BundleKind, Member, PlacedColumn};
use super::model::{LinkStyle, Picture};
use super::order::Order;
use super::strands::{self, Stop};
use crate::sorting::sort;

/// How far an arc swings out, and where its note stands.
const BULGE: f64 = 30.0;

/// A slot's vertical place.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub y: f64,
    pub height: f64,
}

/// All that a weaving starts from.
pub(super) struct Loomwork<'a> {
    pub picture: &'a Picture,
    pub nodes: &'a [Folded],
    pub links: &'a [FoldedLink],
    pub order: &'a Order,
    pub columns: &'a [PlacedColumn],
    pub places: &'a [Place],
    /// Cartons each node has room for.
    pub sizes: &'a [i64],
    pub scale: f64,
}

/// Where a bundle's line runs, kept until it is known how it is drawn.
pub(super) enum Way {
    Through(Vec<Stop>),
    Loose { x: f64, reach: f64, upward: bool },
    Arc { x0: f64, x1: f64 },
}

/// How many strands a bundle has: none without cartons, else at least one.
pub(super) fn strands_of(cartons: i64, per_strand: i64) -> usize {
    if cartons <= 0 {
        return 0;
    }
    let strands = (cartons + per_strand / 2) / per_strand;
    usize::try_from(strands).unwrap_or(usize::MAX).max(1)
}

impl Way {
    pub fn draw(&self, bundle: &mut Bundle, per_strand: i64, ribbons_only: bool) {
        let count = strands_of(bundle.cartons, per_strand);
        match self {
            Way::Through(stops) if bundle.kind == BundleKind::Dash => {
                bundle.strands = strands::line(stops);
            }
            Way::Through(stops) => {
                bundle.ribbon = strands::ribbon(stops, bundle.thickness);
                if !ribbons_only {
                    bundle.strands = strands::bundle(stops, bundle.thickness, count);
                }
            }
            Way::Loose { x, reach, upward } => {
                // Where nothing else is drawn strand by strand, a few say what they are.
                let count = if ribbons_only { count.min(12) } else { count };
                bundle.strands =
                    strands::loose(*x, bundle.y0, bundle.thickness, count, *reach, *upward);
            }
            Way::Arc { x0, x1 } => {
                bundle.strands = strands::arc(*x0, bundle.y0, *x1, bundle.y1, BULGE);
            }
        }
    }
}

/// Upper edges of the segments at both ends, and the loose ends met on the way.
struct Ports {
    leaves: Vec<f64>,
    arrives: Vec<f64>,
    ends: Vec<(Bundle, Way)>,
}

impl Loomwork<'_> {
    /// Every bundle in the order of the links, then the loose ends.
    pub fn weave(&self) -> Vec<(Bundle, Way)> {
        let mut ports = self.ports();
        let mut bundles: Vec<(Bundle, Way)> = (0..self.links.len())
            .map(|index| self.bundle(index, &ports))
            .collect();
        bundles.append(&mut ports.ends);
        bundles
    }

    fn center(&self, slot: usize) -> f64 {
        self.places[slot].y + self.places[slot].height / 2.0
    }

    fn right(&self, slot: usize) -> f64 {
        let column = &self.columns[self.order.slots[slot].column];
        column.x + column.width
    }

    fn cartons(&self, segment: usize) -> i64 {
        self.links[self.order.segments[segment].link].cartons
    }

    fn thickness(&self, segment: usize) -> f64 {
        self.cartons(segment) as f64 * self.scale
    }

    /// For each slot its segments on one side, sorted by where their far ends stand.
    fn sides(&self, out: bool) -> Vec<Vec<usize>> {
        let mut sides = vec![Vec::new(); self.places.len()];
        let mut far = vec![0.0; self.order.segments.len()];
        for (index, segment) in self.order.segments.iter().enumerate() {
            let (own, other) = if out {
                (segment.from, segment.to)
            } else {
                (segment.to, segment.from)
            };
            far[index] = self.center(other);
            sides[own].push(index);
        }
        for side in &mut sides {
            sort(side, &|a, b| {
                far[a].total_cmp(&far[b]).then(a.cmp(&b)).is_lt()
            });
        }
        sides
    }

    fn ports(&self) -> Ports {
        let (into, out) = (self.sides(false), self.sides(true));
        let mut ports = Ports {
            leaves: vec![0.0; self.order.segments.len()],
            arrives: vec![0.0; self.order.segments.len()],
            ends: Vec::new(),
        };
        for (slot, place) in self.places.iter().enumerate() {
            let own = &self.order.slots[slot];
            let size = own.node.map_or(own.cartons, |node| self.sizes[node]);
            // All that a node could hold is centred on it; what there is hangs from the top, so that what comes in
            // stands level with the same cartons going out.
            let start = place.y + (place.height - size as f64 * self.scale) / 2.0;
            let from = |cartons: i64| {
                if cartons == 0 {
                    self.center(slot)
                } else {
                    start
                }
            };

            let mut y = from(into[slot].iter().map(|s| self.cartons(*s)).sum());
            for segment in &into[slot] {
                ports.arrives[*segment] = y;
                y += self.thickness(*segment);
            }

            let loose: i64 = self.loose(slot).iter().map(|end| end.0).sum();
            let linked: i64 = out[slot].iter().map(|s| self.cartons(*s)).sum();
            // The topmost node's loose ends rise above its other strands; everybody else's hang below them.
            let column = &self.order.columns[own.column];
            let upward = linked > 0 && column.len() > 1 && column.first() == Some(&slot);
            let mut y = from(linked + loose);
            if upward {
                self.hang(slot, &mut y, true, true, &mut ports.ends);
            }
            for segment in &out[slot] {
                ports.leaves[*segment] = y;
                y += self.thickness(*segment);
            }
            if !upward {
                self.hang(slot, &mut y, false, linked > 0, &mut ports.ends);
            }
        }
        ports
    }

    fn loose(&self, slot: usize) -> &[LooseEnd] {
        match self.order.slots[slot].node {
            Some(node) => &self.nodes[node].loose,
            None => &[],
        }
    }

    /// Places a slot's loose ends from `y` down. Beside linked strands they are shorter.
    fn hang(
        &self,
        slot: usize,
        y: &mut f64,
        upward: bool,
        beside: bool,
        ends: &mut Vec<(Bundle, Way)>,
    ) {
        let x = self.right(slot);
        let next = self.columns.get(self.order.slots[slot].column + 1);
        let gap = next.map_or(60.0, |next| next.x - x);
        let reach = (gap * if beside { 0.46 } else { 0.62 }).min(74.0);
        for (cartons, members) in self.loose(slot) {
            let thickness = *cartons as f64 * self.scale;
            let bundle = Bundle {
                kind: BundleKind::Loose,
                members: members.iter().map(|(n, k)| Member::Loose(*n, *k)).collect(),
                from: self.order.slots[slot].node.unwrap_or_default(),
                cartons: *cartons,
                y0: *y,
                y1: *y,
                thickness,
                ..Bundle::default()
            };
            ends.push((bundle, Way::Loose { x, reach, upward }));
            *y += thickness;
        }
    }

    fn bundle(&self, index: usize, ports: &Ports) -> (Bundle, Way) {
        let link = &self.links[index];
        let of_picture = || link.members.iter().map(|l| &self.picture.links[*l]);
        let mut bundle = Bundle {
            kind: match link.style {
                LinkStyle::Dash => BundleKind::Dash,
                LinkStyle::Solid | LinkStyle::Transit => BundleKind::Strands,
            },
            transit: link.style == LinkStyle::Transit,
            shy: of_picture().all(|link| link.shy),
            members: link.members.iter().map(|l| Member::Link(*l)).collect(),
            from: link.from,
            to: Some(link.to),
            cartons: link.cartons,
            thickness: link.cartons as f64 * self.scale,
            ..Bundle::default()
        };
        let (way, note_at) = match self.order.ways[index].as_slice() {
            [] => {
                // Back, or within its column: a node's slot has the node's own number.
                bundle.kind = BundleKind::Dash;
                (bundle.y0, bundle.y1) = (self.center(link.from), self.center(link.to));
                let (x0, x1) = (self.right(link.from), self.right(link.to));
                let middle = (bundle.y0 + bundle.y1) / 2.0;
                (Way::Arc { x0, x1 }, (x0.max(x1) + BULGE, middle))
            }
            [first, .., last] | [first @ last] => {
                (bundle.y0, bundle.y1) = (ports.leaves[*first], ports.arrives[*last]);
                let mut stops = vec![Stop {
                    x0: 0.0,
                    x1: self.right(link.from),
                    y: bundle.y0,
                }];
                stops.extend(self.order.ways[index].iter().map(|segment| {
                    let slot = self.order.segments[*segment].to;
                    Stop {
                        x0: self.columns[self.order.slots[slot].column].x,
                        x1: self.right(slot),
                        y: ports.arrives[*segment],
                    }
                }));
                let note_at = (
                    (stops[0].x1 + stops[1].x0) / 2.0,
                    (stops[0].y + stops[1].y) / 2.0,
                );
                (Way::Through(stops), note_at)
            }
        };
        let note = of_picture()
            .map(|link| link.note.as_str())
            .find(|note| !note.is_empty());
        bundle.note = note.map(|note| (note_at.0, note_at.1, note.to_owned()));
        (bundle, way)
    }
}
