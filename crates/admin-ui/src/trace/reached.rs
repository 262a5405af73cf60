//! What of a trace is lit, in numbers: shops, orders, countries, cartons; and where the cartons are. The table, the
//! panel, the bar and the CSV all tell these same facts. Pure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use contract::OrderStatus;
use contract::trace::{NodeKind, TraceProduct};
use ui_kit::loom::{Lit, Picture};

use super::chain::{Chain, key};

/// The lit nodes of a picture by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LitNodes {
    /// key → whether it is the focus or comes after it.
    nodes: HashMap<String, bool>,
}

impl LitNodes {
    /// Around the node with this key; everything, if the picture has no such node.
    pub fn around(picture: &Picture, focus: &str) -> Self {
        let lit = match picture.nodes.iter().position(|n| n.key == focus) {
            Some(at) => Lit::around(picture, &[at]),
            None => Lit::everything(picture),
        };
        let nodes = picture
            .nodes
            .iter()
            .enumerate()
            .filter(|(i, _)| lit.node(*i))
            .map(|(i, n)| (n.key.clone(), lit.after(i)));
        Self {
            nodes: nodes.collect(),
        }
    }

    pub fn has(&self, node: (NodeKind, i64)) -> bool {
        self.nodes.contains_key(&key(node))
    }

    fn after(&self, node: (NodeKind, i64)) -> bool {
        self.nodes.get(&key(node)).copied().unwrap_or(false)
    }

    pub fn count(&self, kind: NodeKind) -> usize {
        let prefix = format!("{}:", kind.as_str());
        self.nodes
            .keys()
            .filter(|key| key.starts_with(&prefix))
            .count()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct OrderLine {
    pub id: i64,
    pub number: String,
    pub date: NaiveDate,
    pub status: OrderStatus,
    pub cartons: i64,
    pub shipped: i64,
    pub delivered: i64,
    /// Codes of the batches its lit cartons come from, sorted.
    pub batches: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ShopRow {
    pub id: i64,
    pub name: String,
    pub city: Option<String>,
    pub country: String,
    /// By order number.
    pub orders: Vec<OrderLine>,
    pub cartons: i64,
    pub shipped: i64,
    pub delivered: i64,
}

/// Shops that lit cartons reached or are meant for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reached {
    pub shops: Vec<ShopRow>,
    pub cartons: i64,
    pub shipped: i64,
    pub delivered: i64,
    pub countries: BTreeSet<String>,
}

impl Reached {
    pub fn of(chain: &Chain, lit: &LitNodes) -> Self {
        let mut orders: BTreeMap<i64, OrderLine> = BTreeMap::new();
        for piece in &chain.pieces {
            let order_node = (NodeKind::Order, piece.order);
            // A cancelled order took nothing: the picture shows it, but nobody was reached by it.
            if piece.cartons == 0 || !lit.has(piece.source) || !lit.has(order_node) {
                continue;
            }
            let Some(order) = chain.trace.order(piece.order) else {
                continue;
            };
            let line = orders.entry(piece.order).or_insert_with(|| OrderLine {
                id: order.id,
                number: order.order_number.clone(),
                date: order.order_date,
                status: order.status,
                cartons: 0,
                shipped: 0,
                delivered: 0,
                batches: Vec::new(),
            });
            line.cartons += piece.cartons;
            line.shipped += piece.shipped;
            line.delivered += piece.delivered;
            let batch = match piece.source {
                (NodeKind::Product, id) => chain.trace.product(id).map(|p| p.batch_id),
                (_, id) => Some(id),
            };
            if let Some(code) = batch
                .and_then(|id| chain.trace.batch(id))
                .map(|b| b.code.clone())
                && let Err(at) = line.batches.binary_search(&code)
            {
                line.batches.insert(at, code);
            }
        }
        let mut shops: BTreeMap<i64, ShopRow> = BTreeMap::new();
        let mut reached = Self::default();
        for (id, line) in orders {
            let Some(customer) = chain
                .trace
                .order(id)
                .and_then(|o| chain.trace.customer(o.customer_id))
            else {
                continue;
            };
            let shop = shops.entry(customer.id).or_insert_with(|| ShopRow {
                id: customer.id,
                name: customer.name.clone(),
                city: customer.city.clone(),
                country: customer.country.clone(),
                orders: Vec::new(),
                cartons: 0,
                shipped: 0,
                delivered: 0,
            });
            shop.cartons += line.cartons;
            shop.shipped += line.shipped;
            shop.delivered += line.delivered;
            reached.cartons += line.cartons;
            reached.shipped += line.shipped;
            reached.delivered += line.delivered;
            reached.countries.insert(customer.country.clone());
            shop.orders.push(line);
        }
        reached.shops = shops.into_values().collect();
        for shop in &mut reached.shops {
            shop.orders.sort_by(|a, b| a.number.cmp(&b.number));
        }
        reached.sort(Sort::default());
        reached
    }

    pub fn order_count(&self) -> usize {
        self.shops.iter().map(|s| s.orders.len()).sum()
    }

    pub fn sort(&mut self, sort: Sort) {
        self.shops.sort_by(|a, b| {
            let by = match sort.by {
                Column::Shop => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
                Column::Orders => a.orders.len().cmp(&b.orders.len()),
                Column::Shipped => a.shipped.cmp(&b.shipped),
            };
            let by = if sort.down { by.reverse() } else { by };
            by.then_with(|| a.name.cmp(&b.name)).then(a.id.cmp(&b.id))
        });
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    Shop,
    Orders,
    #[default]
    Shipped,
}

/// How the table is sorted; in an address `-shipped`, `shop`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub by: Column,
    pub down: bool,
}

impl Default for Sort {
    /// Most shipped first: whom to call first.
    fn default() -> Self {
        Self {
            by: Column::Shipped,
            down: true,
        }
    }
}

impl Sort {
    pub fn parse(text: &str) -> Option<Self> {
        let (down, name) = text
            .strip_prefix('-')
            .map_or((false, text), |name| (true, name));
        let by = match name {
            "shop" => Column::Shop,
            "orders" => Column::Orders,
            "shipped" => Column::Shipped,
            _ => return None,
        };
        Some(Self { by, down })
    }

    /// None for the default: it needs no place in the address.
    pub fn written(self) -> Option<String> {
        let name = match self.by {
            Column::Shop => "shop",
            Column::Orders => "orders",
            Column::Shipped => "shipped",
        };
        (self != Self::default()).then(|| {
            if self.down {
                format!("-{name}")
            } else {
                name.to_owned()
            }
        })
    }

    /// A press on a column's head: sorts by it, or the other way round. Numbers start with the largest.
    pub fn pressed(self, by: Column) -> Self {
        Self {
            by,
            down: if self.by == by {
                !self.down
            } else {
                by != Column::Shop
            },
        }
    }
}

/// Where cartons are. `held` and `store` are on hand: promised to somebody, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    pub produced: i64,
    pub delivered: i64,
    pub transit: i64,
    pub held: i64,
    pub store: i64,
    /// Negative: more left the house (or was counted) than was made.
    pub unaccounted: i64,
}

impl Balance {
    /// Of what is lit: whole lots after a farm, batch or product; its own cartons for an order or a shop.
    pub fn of(chain: &Chain, lit: &LitNodes, focus: (NodeKind, i64), reached: &Reached) -> Self {
        match focus.0 {
            NodeKind::Farm | NodeKind::Batch | NodeKind::Product => {
                let products = chain
                    .trace
                    .reply
                    .products
                    .iter()
                    .filter(|p| lit.after((NodeKind::Product, p.id)));
                products
                    .map(Self::of_product)
                    .fold(Self::default(), Self::plus)
            }
            _ => Self {
                produced: reached.cartons,
                delivered: reached.delivered,
                transit: reached.shipped - reached.delivered,
                held: (reached.cartons - reached.shipped).max(0),
                store: 0,
                unaccounted: 0,
            },
        }
    }

    fn of_product(p: &TraceProduct) -> Self {
        let on_hand = p.cartons_on_hand.max(0);
        let held = (p.cartons_allocated - p.cartons_shipped).clamp(0, on_hand);
        Self {
            produced: p.cartons_produced,
            delivered: p.cartons_delivered,
            transit: (p.cartons_shipped - p.cartons_delivered).max(0),
            held,
            store: on_hand - held,
            unaccounted: p.cartons_unaccounted,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            produced: self.produced + other.produced,
            delivered: self.delivered + other.delivered,
            transit: self.transit + other.transit,
            held: self.held + other.held,
            store: self.store + other.store,
            unaccounted: self.unaccounted + other.unaccounted,
        }
    }
}
