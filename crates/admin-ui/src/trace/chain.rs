//! A trace as the explorer works with it: who hangs on whom, how many cartons, narrowed by what the reader filters.
//! Pure: no text, no pixel, no browser.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use contract::OrderStatus;
use contract::trace::{NodeKind, Trace};

/// What the reader narrows the picture and the table to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only cartons that have left the house.
    pub shipped_only: bool,
    /// ISO code; only cartons for shops there.
    pub country: Option<String>,
}

impl Filter {
    pub fn is_open(&self) -> bool {
        !self.shipped_only && self.country.is_none()
    }
}

/// Cartons of one lot (or of a batch, before a lot is chosen) in one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub source: (NodeKind, i64),
    pub order: i64,
    pub customer: i64,
    pub cartons: i64,
    pub shipped: i64,
    pub delivered: i64,
}

/// A batch made of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blend {
    pub input: i64,
    pub output: i64,
    pub kg: f64,
}

/// A filtered trace. The maps hold cartons by id, of the nodes that stay; ids sort as they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    pub trace: Arc<TraceData>,
    pub filter: Filter,
    /// Widths follow what reached orders, not what was made: a filter is on, or the trace starts from an order.
    pub by_orders: bool,
    pub pieces: Vec<Piece>,
    pub blends: Vec<Blend>,
    pub farms: BTreeMap<i64, i64>,
    pub batches: BTreeMap<i64, i64>,
    pub products: BTreeMap<i64, i64>,
    pub orders: BTreeMap<i64, i64>,
    pub customers: BTreeMap<i64, i64>,
}

/// The reply, with its nodes found by id.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceData {
    pub reply: Trace,
    farm: HashMap<i64, usize>,
    batch: HashMap<i64, usize>,
    product: HashMap<i64, usize>,
    order: HashMap<i64, usize>,
    customer: HashMap<i64, usize>,
}

impl Default for TraceData {
    fn default() -> Self {
        Self::new(Trace {
            root: contract::trace::TraceRoot {
                kind: NodeKind::Farm,
                id: 0,
                code: String::new(),
            },
            farms: Vec::new(),
            batches: Vec::new(),
            products: Vec::new(),
            orders: Vec::new(),
            customers: Vec::new(),
            shipments: Vec::new(),
            links: Vec::new(),
            summary: contract::trace::TraceSummary {
                farm_count: 0,
                batch_count: 0,
                product_count: 0,
                order_count: 0,
                customer_count: 0,
                cartons_produced: 0,
                cartons_allocated: 0,
                cartons_shipped: 0,
                cartons_delivered: 0,
                cartons_on_hand: 0,
                cartons_unaccounted: 0,
                countries: Vec::new(),
            },
            took_ms: 0.0,
        })
    }
}

macro_rules! finders {
    ($($name:ident $list:ident $kind:ident),*) => {
        $(pub fn $name(&self, id: i64) -> Option<&contract::trace::$kind> {
            self.$name.get(&id).map(|at| &self.reply.$list[*at])
        })*
    };
}

impl TraceData {
    pub fn new(reply: Trace) -> Self {
        fn by_id<T>(list: &[T], id: impl Fn(&T) -> i64) -> HashMap<i64, usize> {
            list.iter()
                .enumerate()
                .map(|(at, node)| (id(node), at))
                .collect()
        }
        Self {
            farm: by_id(&reply.farms, |n| n.id),
            batch: by_id(&reply.batches, |n| n.id),
            product: by_id(&reply.products, |n| n.id),
            order: by_id(&reply.orders, |n| n.id),
            customer: by_id(&reply.customers, |n| n.id),
            reply,
        }
    }

    finders!(farm farms TraceFarm, batch batches TraceBatch, product products TraceProduct, order orders TraceOrder, customer customers TraceCustomer);

    /// A node's human name: a code, or a name where there is no code. None for what the trace does not hold.
    pub fn title(&self, node: (NodeKind, i64)) -> Option<String> {
        match node.0 {
            NodeKind::Farm => self.farm(node.1).map(|n| n.name.clone()),
            NodeKind::Batch => self.batch(node.1).map(|n| n.code.clone()),
            NodeKind::Product => self.product(node.1).map(|n| n.name.clone()),
            NodeKind::Order => self.order(node.1).map(|n| n.order_number.clone()),
            NodeKind::Customer => self.customer(node.1).map(|n| n.name.clone()),
            NodeKind::Shipment | NodeKind::Complaint => None,
        }
    }

    pub fn root(&self) -> (NodeKind, i64) {
        (self.reply.root.kind, self.reply.root.id)
    }
}

impl Chain {
    pub fn new(trace: Arc<TraceData>, filter: Filter) -> Self {
        let reply = &trace.reply;
        let by_orders = !filter.is_open() || reply.root.kind == NodeKind::Order;
        let wanted = |customer: i64| {
            filter.country.as_ref().is_none_or(|country| {
                trace
                    .customer(customer)
                    .is_some_and(|c| c.country == *country)
            })
        };
        let mut chain = Self {
            by_orders,
            ..Self::default()
        };
        for link in &reply.links {
            match (link.from.kind, link.to.kind) {
                (NodeKind::Batch, NodeKind::Batch) => {
                    chain.blends.push(Blend {
                        input: link.from.id,
                        output: link.to.id,
                        kg: link.kg.unwrap_or_default(),
                    });
                }
                (NodeKind::Batch | NodeKind::Product, NodeKind::Order) => {
                    let Some(order) = trace.order(link.to.id).filter(|o| wanted(o.customer_id))
                    else {
                        continue;
                    };
                    let measure = if filter.shipped_only {
                        link.cartons_shipped
                    } else {
                        link.cartons
                    };
                    // A cancelled order stays visible with nothing in it, until the reader narrows.
                    if measure > 0 || (filter.is_open() && order.status == OrderStatus::Cancelled) {
                        chain.pieces.push(Piece {
                            source: (link.from.kind, link.from.id),
                            order: order.id,
                            customer: order.customer_id,
                            cartons: measure.max(0),
                            shipped: link.cartons_shipped.clamp(0, measure.max(0)),
                            delivered: link.cartons_delivered.clamp(0, link.cartons_shipped.max(0)),
                        });
                    }
                }
                _ => {}
            }
        }
        chain.filter = filter;
        chain.trace = trace;
        chain.measure();
        chain
    }

    fn measure(&mut self) {
        let trace = self.trace.clone();
        let mut sold: HashMap<(NodeKind, i64), i64> = HashMap::new();
        for piece in &self.pieces {
            *sold.entry(piece.source).or_default() += piece.cartons;
            *self.orders.entry(piece.order).or_default() += piece.cartons;
            *self.customers.entry(piece.customer).or_default() += piece.cartons;
        }
        let sold_of = |kind: NodeKind, id: i64| sold.get(&(kind, id)).copied().unwrap_or_default();
        let mut reached: HashSet<i64> = HashSet::new();
        for product in &trace.reply.products {
            let sold = sold_of(NodeKind::Product, product.id);
            if self.by_orders
                && sold == 0
                && !sold_from(&self.pieces, NodeKind::Product, product.id)
            {
                continue;
            }
            let cartons = if self.by_orders {
                sold
            } else {
                product.cartons_produced.max(sold)
            };
            self.products.insert(product.id, cartons);
            *self.batches.entry(product.batch_id).or_default() += cartons;
            reached.insert(product.batch_id);
        }
        for batch in &trace.reply.batches {
            let sold = sold_of(NodeKind::Batch, batch.id);
            if sold > 0 {
                reached.insert(batch.id);
            }
            *self.batches.entry(batch.id).or_default() += sold;
        }
        if self.by_orders {
            self.keep_what_feeds(reached);
        }
        // The root stays, whatever the filter leaves of it.
        let (kind, id) = trace.root();
        match kind {
            NodeKind::Batch => *self.batches.entry(id).or_default() += 0,
            NodeKind::Product => *self.products.entry(id).or_default() += 0,
            NodeKind::Order => *self.orders.entry(id).or_default() += 0,
            NodeKind::Farm => *self.farms.entry(id).or_default() += 0,
            NodeKind::Customer | NodeKind::Shipment | NodeKind::Complaint => {}
        }
        if let Some(product) = (kind == NodeKind::Product)
            .then(|| trace.product(id))
            .flatten()
        {
            self.batches.entry(product.batch_id).or_default();
        }
        if let Some(order) = (kind == NodeKind::Order).then(|| trace.order(id)).flatten() {
            self.customers.entry(order.customer_id).or_default();
        }
        for (batch, cartons) in &self.batches {
            if let Some(batch) = trace.batch(*batch) {
                *self.farms.entry(batch.farm_id).or_default() += cartons;
            }
        }
        self.farms.retain(|id, _| trace.farm(*id).is_some());
        self.batches.retain(|id, _| trace.batch(*id).is_some());
        self.customers.retain(|id, _| trace.customer(*id).is_some());
        let batches = &self.batches;
        self.blends.retain(|blend| {
            batches.contains_key(&blend.input) && batches.contains_key(&blend.output)
        });
    }

    /// Drops batches that nothing of what is left was made of; a blend's inputs stay with it.
    fn keep_what_feeds(&mut self, mut reached: HashSet<i64>) {
        let mut todo: Vec<i64> = reached.iter().copied().collect();
        while let Some(batch) = todo.pop() {
            for blend in self.blends.iter().filter(|b| b.output == batch) {
                if reached.insert(blend.input) {
                    todo.push(blend.input);
                }
            }
        }
        self.batches.retain(|id, _| reached.contains(id));
    }

    /// How many batches deep each batch stands: 0 for one of a farm's cacao alone, more for blends. A ring of rework
    /// counts each batch once. Three columns of blends are as many as can be read; among many batches one is, since a
    /// column more for each turn would push the shops off the screen: a blend of blends is then tied by an arc.
    pub fn depths(&self) -> HashMap<i64, usize> {
        const FEW: usize = 8;
        let most = if self.batches.len() <= FEW { 3 } else { 1 };
        let mut inputs: HashMap<i64, Vec<i64>> = HashMap::new();
        for blend in &self.blends {
            inputs.entry(blend.output).or_default().push(blend.input);
        }
        fn depth(
            id: i64,
            inputs: &HashMap<i64, Vec<i64>>,
            known: &mut HashMap<i64, usize>,
            on_way: &mut Vec<i64>,
        ) -> usize {
            if let Some(depth) = known.get(&id) {
                return *depth;
            }
            if on_way.contains(&id) {
                return 0;
            }
            on_way.push(id);
            let own = inputs.get(&id).map_or(0, |from| {
                from.iter()
                    .filter(|i| **i != id)
                    .map(|i| depth(*i, inputs, known, on_way) + 1)
                    .max()
                    .unwrap_or(0)
            });
            on_way.pop();
            known.insert(id, own);
            own
        }
        let mut known = HashMap::new();
        for id in self.batches.keys() {
            depth(*id, &inputs, &mut known, &mut Vec::new());
        }
        known
            .values_mut()
            .for_each(|depth| *depth = (*depth).min(most));
        known
    }

    /// Cartons made in a product's lot that nobody has ordered; none where widths follow orders.
    pub fn unsold(&self, product: i64) -> i64 {
        match self.trace.product(product) {
            Some(p) if !self.by_orders => {
                let here = self.products.get(&product).copied().unwrap_or_default();
                (here - p.cartons_allocated).clamp(0, p.cartons_produced.max(0))
            }
            _ => 0,
        }
    }
}

fn sold_from(pieces: &[Piece], kind: NodeKind, id: i64) -> bool {
    pieces.iter().any(|piece| piece.source == (kind, id))
}

/// `batch:3`: a node in addresses and in the picture.
pub fn key(node: (NodeKind, i64)) -> String {
    format!("{}:{}", node.0.as_str(), node.1)
}

pub fn parse_key(key: &str) -> Option<(NodeKind, i64)> {
    let (kind, id) = key.split_once(':')?;
    Some((kind.parse().ok()?, id.parse().ok()?))
}

/// As the address of a trace names it; None for what cannot be a root.
pub fn plural(kind: NodeKind) -> Option<&'static str> {
    match kind {
        NodeKind::Farm => Some("farms"),
        NodeKind::Batch => Some("batches"),
        NodeKind::Product => Some("products"),
        NodeKind::Order => Some("orders"),
        NodeKind::Customer | NodeKind::Shipment | NodeKind::Complaint => None,
    }
}
