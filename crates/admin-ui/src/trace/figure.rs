//! A chain as a weaving picture: who stands in which column under which words, and which strands tie them. Pure but
//! for the words, which come in the reader's language.

use std::collections::{BTreeMap, HashMap, HashSet};

use contract::OrderStatus;
use contract::trace::NodeKind;
use ui_kit::loom::{Column, Link, LinkStyle, Loose, Node, Picture, Shape};

use super::address::Root;
use super::chain::{Chain, key};
use crate::words::Words;

/// A number as the reader's language writes it.
pub type Written<'a> = &'a dyn Fn(i64) -> String;

struct Weaver<'a> {
    chain: &'a Chain,
    words: &'a Words,
    num: Written<'a>,
    picture: Picture,
    at: HashMap<(NodeKind, i64), usize>,
}

/// `lit` is kept out of "n more", as is the root.
pub fn picture(
    chain: &Chain,
    lit: Option<(NodeKind, i64)>,
    words: &Words,
    num: Written,
) -> Picture {
    let mut weaver = Weaver {
        chain,
        words,
        num,
        picture: Picture::default(),
        at: HashMap::new(),
    };
    let depths = chain.depths();
    let blends = depths.values().copied().max().unwrap_or(0);
    weaver.columns(&depths, blends);
    weaver.farms();
    weaver.batches(&depths);
    weaver.products(2 + blends);
    weaver.orders(3 + blends);
    weaver.customers(4 + blends);
    weaver.links();
    for pinned in [lit, Some(chain.trace.root())].into_iter().flatten() {
        if let Some(at) = weaver.at.get(&pinned) {
            weaver.picture.nodes[*at].pinned = true;
        }
    }
    weaver.picture
}

impl Weaver<'_> {
    fn columns(&mut self, depths: &HashMap<i64, usize>, blends: usize) {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (chain, w) = (self.chain, self.words);
        let mut head = |n: usize, say: crate::words::Counted| {
            self.picture.columns.push(Column {
                heading: say(count(n), &(self.num)(count(n))),
            });
        };
        head(chain.farms.len(), w.farms_n);
        head(depths.values().filter(|d| **d == 0).count(), w.batches_n);
        for depth in 1..=blends {
            head(depths.values().filter(|d| **d == depth).count(), w.blends_n);
        }
        head(chain.products.len(), w.products_n);
        head(chain.orders.len(), w.orders_n);
        head(chain.customers.len(), w.shops_n);
    }

    fn push(&mut self, node: (NodeKind, i64), mut own: Node) {
        own.key = key(node);
        if node == self.chain.trace.root() {
            own.root = true;
            own.name = format!("{}, {}", own.name, self.words.starts_here);
        }
        self.at.insert(node, self.picture.nodes.len());
        self.picture.nodes.push(own);
    }

    fn name(&self, kind: NodeKind, parts: &[&str]) -> String {
        let mut name = format!("{} {}", capital(self.words.kind(kind)), parts[0]);
        for part in parts[1..].iter().filter(|part| !part.is_empty()) {
            name.push_str(", ");
            name.push_str(part);
        }
        name
    }

    fn cartons(&self, n: i64) -> String {
        (self.words.cartons_n)(n, &(self.num)(n))
    }

    fn farms(&mut self) {
        for (id, cartons) in &self.chain.farms {
            let Some(farm) = self.chain.trace.farm(*id) else {
                continue;
            };
            let name = self.name(
                NodeKind::Farm,
                &[&farm.name, &farm.region, &self.cartons(*cartons)],
            );
            let own = Node {
                label: farm.name.clone(),
                sub: farm.region.clone(),
                name,
                cartons: *cartons,
                mark: Some(*id),
                href: Some(
                    Root {
                        kind: NodeKind::Farm,
                        id: id.to_string(),
                    }
                    .href(),
                ),
                ..Node::default()
            };
            self.push((NodeKind::Farm, *id), own);
        }
    }

    fn batches(&mut self, depths: &HashMap<i64, usize>) {
        let sold: HashSet<i64> = self
            .chain
            .pieces
            .iter()
            .filter_map(|p| self.batch_of(p.source))
            .collect();
        let mut into: BTreeMap<i64, i64> = BTreeMap::new();
        for blend in &self.chain.blends {
            into.entry(blend.input).or_insert(blend.output);
        }
        for (id, cartons) in &self.chain.batches {
            let Some(batch) = self.chain.trace.batch(*id) else {
                continue;
            };
            let (w, written) = (self.words, (self.num)(*cartons));
            let next = into
                .get(id)
                .and_then(|output| self.chain.trace.batch(*output));
            // A batch that all went into another has no product of its own, and is no loose end.
            let (sub, empty) = match (cartons, next) {
                (0, Some(next)) => ((w.goes_into)(&next.code), false),
                (0, None) => (w.no_products.to_owned(), true),
                _ if self.chain.by_orders => (self.cartons(*cartons), false),
                _ if !sold.contains(id) && next.is_none() => ((w.no_orders)(&written), false),
                _ => ((w.made_n)(&written), false),
            };
            let own = Node {
                column: 1 + depths.get(id).copied().unwrap_or(0),
                label: batch.code.clone(),
                name: self.name(NodeKind::Batch, &[&batch.code, &sub]),
                sub,
                cartons: *cartons,
                empty,
                code: true,
                href: Some(
                    Root {
                        kind: NodeKind::Batch,
                        id: batch.code.clone(),
                    }
                    .href(),
                ),
                ..Node::default()
            };
            self.push((NodeKind::Batch, *id), own);
        }
    }

    fn products(&mut self, column: usize) {
        let sold: HashSet<(NodeKind, i64)> = self.chain.pieces.iter().map(|p| p.source).collect();
        for (id, cartons) in &self.chain.products {
            let Some(product) = self.chain.trace.product(*id) else {
                continue;
            };
            let (w, all) = (self.words, (self.num)(*cartons));
            let unsold = self.chain.unsold(*id);
            let sub = match unsold {
                _ if self.chain.by_orders => self.cartons(*cartons),
                0 => self.cartons(*cartons),
                _ if !sold.contains(&(NodeKind::Product, *id))
                    && product.cartons_allocated == 0 =>
                {
                    (w.no_orders)(&all)
                }
                unsold => (w.unsold_n)(&all, &(self.num)(unsold)),
            };
            let own = Node {
                column,
                label: product.name.clone(),
                name: self.name(NodeKind::Product, &[&product.name, &sub, &product.sku]),
                sub,
                cartons: *cartons,
                loose: if unsold > 0 {
                    vec![Loose {
                        cartons: unsold,
                        tag: None,
                    }]
                } else {
                    Vec::new()
                },
                href: Some(
                    Root {
                        kind: NodeKind::Product,
                        id: id.to_string(),
                    }
                    .href(),
                ),
                ..Node::default()
            };
            self.push((NodeKind::Product, *id), own);
        }
    }

    fn orders(&mut self, column: usize) {
        let mut with_us: BTreeMap<i64, BTreeMap<(NodeKind, i64), i64>> = BTreeMap::new();
        for piece in &self.chain.pieces {
            *with_us
                .entry(piece.order)
                .or_default()
                .entry(piece.source)
                .or_default() += piece.cartons - piece.shipped;
        }
        for (id, cartons) in &self.chain.orders {
            let Some(order) = self.chain.trace.order(*id) else {
                continue;
            };
            let cancelled = order.status == OrderStatus::Cancelled && *cartons == 0;
            let shop = self
                .chain
                .trace
                .customer(order.customer_id)
                .map(|c| c.name.clone())
                .unwrap_or_default();
            let sub = if cancelled {
                self.words.cancelled.to_owned()
            } else {
                (self.num)(*cartons)
            };
            let said = if cancelled {
                self.words.cancelled.to_owned()
            } else {
                self.cartons(*cartons)
            };
            let loose = with_us
                .get(id)
                .into_iter()
                .flatten()
                .filter(|(_, n)| **n > 0);
            let loose = loose
                .map(|(source, n)| Loose {
                    cartons: *n,
                    tag: self.at.get(source).copied(),
                })
                .collect();
            let own = Node {
                column,
                label: order.order_number.clone(),
                name: self.name(NodeKind::Order, &[&order.order_number, &said, &shop]),
                sub,
                cartons: *cartons,
                loose,
                // The word needs a line of its own; a figure does not.
                shape: if cancelled { Shape::Stack } else { Shape::Row },
                empty: cancelled,
                code: true,
                href: Some(
                    Root {
                        kind: NodeKind::Order,
                        id: order.order_number.clone(),
                    }
                    .href(),
                ),
                ..Node::default()
            };
            self.push((NodeKind::Order, *id), own);
        }
    }

    fn customers(&mut self, column: usize) {
        let mut shipped: HashMap<i64, i64> = HashMap::new();
        for piece in &self.chain.pieces {
            *shipped.entry(piece.customer).or_default() += piece.shipped;
        }
        for (id, cartons) in &self.chain.customers {
            let Some(shop) = self.chain.trace.customer(*id) else {
                continue;
            };
            let place = place(shop.city.as_deref(), &shop.country);
            let left = shipped.get(id).copied().unwrap_or_default();
            let said = (self.words.shipped_of)(&(self.num)(left));
            let own = Node {
                column,
                label: shop.name.clone(),
                sub: format!("{place} · {}", (self.num)(*cartons)),
                name: self.name(
                    NodeKind::Customer,
                    &[
                        &shop.name,
                        &format!("{place} · {}", self.cartons(*cartons)),
                        &said,
                    ],
                ),
                cartons: *cartons,
                ..Node::default()
            };
            self.push((NodeKind::Customer, *id), own);
        }
    }

    fn batch_of(&self, source: (NodeKind, i64)) -> Option<i64> {
        match source {
            (NodeKind::Product, id) => self.chain.trace.product(id).map(|p| p.batch_id),
            (_, id) => Some(id),
        }
    }

    fn tie(
        &mut self,
        from: (NodeKind, i64),
        to: (NodeKind, i64),
        cartons: i64,
        style: LinkStyle,
    ) -> Option<&mut Link> {
        let (from, to) = (*self.at.get(&from)?, *self.at.get(&to)?);
        self.picture.links.push(Link {
            from,
            to,
            cartons,
            style,
            ..Link::default()
        });
        self.picture.links.last_mut()
    }

    fn links(&mut self) {
        let chain = self.chain;
        for (id, cartons) in &chain.batches {
            if let Some(batch) = chain.trace.batch(*id) {
                let style = if *cartons > 0 {
                    LinkStyle::Solid
                } else {
                    LinkStyle::Dash
                };
                self.tie(
                    (NodeKind::Farm, batch.farm_id),
                    (NodeKind::Batch, *id),
                    *cartons,
                    style,
                );
            }
        }
        for blend in &chain.blends {
            let kg = format!("{} kg", (self.num)(blend.kg.round() as i64));
            if let Some(link) = self.tie(
                (NodeKind::Batch, blend.input),
                (NodeKind::Batch, blend.output),
                0,
                LinkStyle::Dash,
            ) {
                link.note = kg;
            }
        }
        for (id, cartons) in &chain.products {
            if let Some(product) = chain.trace.product(*id) {
                let style = if *cartons > 0 {
                    LinkStyle::Solid
                } else {
                    LinkStyle::Dash
                };
                self.tie(
                    (NodeKind::Batch, product.batch_id),
                    (NodeKind::Product, *id),
                    *cartons,
                    style,
                );
            }
        }
        let mut left: HashMap<i64, i64> = HashMap::new();
        for piece in &chain.pieces {
            *left.entry(piece.order).or_default() += piece.shipped;
        }
        // An order's strands to its shop keep their lot, so that lighting one lot lights only its share.
        for piece in &chain.pieces {
            let order = (NodeKind::Order, piece.order);
            let style = if piece.cartons > 0 {
                LinkStyle::Solid
            } else {
                LinkStyle::Dash
            };
            self.tie(piece.source, order, piece.cartons, style);
            let tag = self.at.get(&piece.source).copied();
            let ways = [
                (piece.delivered, LinkStyle::Solid),
                (piece.shipped - piece.delivered, LinkStyle::Transit),
            ];
            for (cartons, style) in ways.into_iter().filter(|(cartons, _)| *cartons > 0) {
                if let Some(link) =
                    self.tie(order, (NodeKind::Customer, piece.customer), cartons, style)
                {
                    link.tag = tag;
                }
            }
            // Nothing of this lot has left yet: a thin line still says whose the order is.
            if piece.shipped == 0
                && let Some(link) = self.tie(
                    order,
                    (NodeKind::Customer, piece.customer),
                    0,
                    LinkStyle::Dash,
                )
            {
                link.tag = tag;
                link.shy = left.get(&piece.order).copied().unwrap_or_default() > 0;
            }
        }
    }
}

/// "Hamburg, DE"
pub fn place(city: Option<&str>, country: &str) -> String {
    match city.filter(|city| !city.is_empty()) {
        Some(city) => format!("{city}, {country}"),
        None => country.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
