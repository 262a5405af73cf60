//! Builds the trace's reply from its rows: nodes once each, links with their cartons, the mass balance. Pure.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    str::FromStr,
};

use contract::{
    OrderStatus,
    trace::{
        Direction, NodeKind, NodeRef, Trace, TraceBatch, TraceCustomer, TraceFarm, TraceLink,
        TraceOrder, TraceProduct, TraceRoot, TraceShipment, TraceSummary,
    },
};

use super::rows::{Chain, ItemRow, Lots, OrderRoot};
use crate::{Error, Result};

/// Cartons along one piece of the thread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Flow {
    cartons: i64,
    shipped: i64,
    delivered: i64,
}

impl Flow {
    fn add(&mut self, other: Self) {
        self.cartons += other.cartons;
        self.shipped += other.shipped;
        self.delivered += other.delivered;
    }
}

/// One order item with what its shipments say.
struct Item<'a> {
    row: &'a ItemRow,
    flow: Flow,
}

pub(super) fn trace(root: TraceRoot, lots: &Lots, chain: Chain, took_ms: f64) -> Result<Trace> {
    let items = items(&chain.items)?;
    let farms = farms(&chain);
    let batches = batches(&chain)?;
    let products = products(&chain, &items);
    let orders = orders(&items)?;
    let customers = customers(&items);
    let shipments = shipments(&chain.items)?;
    let links = links(&root, lots, &chain, &items, &products);
    let summary = summary(&farms, &batches, &products, &orders, &customers, &items);
    Ok(Trace {
        root,
        farms,
        batches,
        products,
        orders,
        customers,
        shipments,
        links,
        summary,
        took_ms,
    })
}

/// An order of which nothing is allocated to a lot yet, with its shop: no cartons, but not forgotten.
pub(super) fn order_alone(trace: &mut Trace, row: OrderRoot) -> Result<()> {
    trace.orders.push(TraceOrder {
        id: row.id,
        order_number: row.order_number,
        customer_id: row.customer_id,
        status: parse(&row.status)?,
        order_date: row.order_date,
        cartons: 0,
        cartons_shipped: 0,
        cartons_delivered: 0,
    });
    trace.links.push(TraceLink {
        from: NodeRef {
            kind: NodeKind::Order,
            id: row.id,
        },
        to: NodeRef {
            kind: NodeKind::Customer,
            id: row.customer_id,
        },
        cartons: 0,
        cartons_shipped: 0,
        cartons_delivered: 0,
        kg: None,
        direction: Direction::Forward,
    });
    trace.summary.order_count = 1;
    trace.summary.customer_count = 1;
    trace.summary.countries.push(row.country.clone());
    trace.customers.push(TraceCustomer {
        id: row.customer_id,
        name: row.customer_name,
        city: row.city,
        country: row.country,
        cartons: 0,
        cartons_shipped: 0,
    });
    Ok(())
}

fn parse<T: FromStr<Err = String>>(text: &str) -> Result<T> {
    text.parse()
        .map_err(|message: String| Error::internal(message))
}

/// Items once each, though the rows repeat them for each shipment.
fn items(rows: &[ItemRow]) -> Result<Vec<Item<'_>>> {
    let mut items: Vec<Item<'_>> = Vec::new();
    for row in rows {
        if items
            .last()
            .is_none_or(|item| item.row.item_id != row.item_id)
        {
            let cancelled = parse::<OrderStatus>(&row.order_status)? == OrderStatus::Cancelled;
            let cartons = if cancelled {
                0
            } else {
                i64::from(row.quantity)
            };
            let shipped = i64::from(row.quantity_shipped);
            items.push(Item {
                row,
                flow: Flow {
                    cartons,
                    shipped,
                    delivered: 0,
                },
            });
        }
        if row.shipment_status.as_deref() == Some("delivered")
            && let Some(item) = items.last_mut()
        {
            item.flow.delivered += i64::from(row.cartons_in_shipment.unwrap_or(0));
        }
    }
    Ok(items)
}

fn farms(chain: &Chain) -> Vec<TraceFarm> {
    let farms: BTreeMap<i64, TraceFarm> = chain
        .rows
        .iter()
        .map(|row| {
            let farm = TraceFarm {
                id: row.farm_id,
                name: row.farm_name.clone(),
                producer_name: row.producer_name.clone(),
                region: row.region.clone(),
                country: row.country.clone(),
            };
            (row.farm_id, farm)
        })
        .collect();
    farms.into_values().collect()
}

fn batches(chain: &Chain) -> Result<Vec<TraceBatch>> {
    let mut batches: Vec<TraceBatch> = Vec::new();
    for row in &chain.rows {
        if batches.last().is_none_or(|batch| batch.id != row.batch_id) {
            batches.push(TraceBatch {
                id: row.batch_id,
                code: row.code.clone(),
                farm_id: row.farm_id,
                status: parse(&row.status)?,
                harvest_date: row.harvest_date,
                produced_kg: row.produced_kg,
            });
        }
    }
    Ok(batches)
}

fn products(chain: &Chain, items: &[Item<'_>]) -> Vec<TraceProduct> {
    let mut taken: HashMap<i64, Flow> = HashMap::new();
    match &chain.totals {
        Some(totals) => {
            for row in totals {
                let flow = Flow {
                    cartons: row.allocated,
                    shipped: row.shipped,
                    delivered: row.delivered,
                };
                taken.insert(row.product_id, flow);
            }
        }
        None => {
            for item in items {
                if let Some(id) = item.row.product_id {
                    taken.entry(id).or_default().add(item.flow);
                }
            }
        }
    }
    let mut products = Vec::new();
    for row in &chain.rows {
        let Some(id) = row.product_id else { continue };
        let flow = taken.get(&id).copied().unwrap_or_default();
        let produced = i64::from(row.quantity_produced.unwrap_or(0));
        let on_hand = row
            .quantity_on_hand
            .map_or(produced - flow.shipped, i64::from);
        products.push(TraceProduct {
            id,
            sku: row.sku.clone().unwrap_or_default(),
            name: row.product_name.clone().unwrap_or_default(),
            batch_id: row.batch_id,
            cartons_produced: produced,
            cartons_allocated: flow.cartons,
            cartons_shipped: flow.shipped,
            cartons_delivered: flow.delivered,
            cartons_on_hand: on_hand,
            counted_at: row.counted_at,
            cartons_unaccounted: produced - flow.shipped - on_hand,
        });
    }
    products
}

fn orders(items: &[Item<'_>]) -> Result<Vec<TraceOrder>> {
    let mut orders: Vec<TraceOrder> = Vec::new();
    for Item { row, flow } in items {
        if orders.last().is_none_or(|order| order.id != row.order_id) {
            orders.push(TraceOrder {
                id: row.order_id,
                order_number: row.order_number.clone(),
                customer_id: row.customer_id,
                status: parse(&row.order_status)?,
                order_date: row.order_date,
                cartons: 0,
                cartons_shipped: 0,
                cartons_delivered: 0,
            });
        }
        if let Some(order) = orders.last_mut() {
            order.cartons += flow.cartons;
            order.cartons_shipped += flow.shipped;
            order.cartons_delivered += flow.delivered;
        }
    }
    Ok(orders)
}

fn customers(items: &[Item<'_>]) -> Vec<TraceCustomer> {
    let mut customers: BTreeMap<i64, TraceCustomer> = BTreeMap::new();
    for Item { row, flow } in items {
        let customer = customers
            .entry(row.customer_id)
            .or_insert_with(|| TraceCustomer {
                id: row.customer_id,
                name: row.customer_name.clone(),
                city: row.city.clone(),
                country: row.country.clone(),
                cartons: 0,
                cartons_shipped: 0,
            });
        customer.cartons += flow.cartons;
        customer.cartons_shipped += flow.shipped;
    }
    customers.into_values().collect()
}

fn shipments(rows: &[ItemRow]) -> Result<Vec<TraceShipment>> {
    let mut shipments: BTreeMap<i64, TraceShipment> = BTreeMap::new();
    for row in rows {
        let (Some(id), Some(status)) = (row.shipment_id, &row.shipment_status) else {
            continue;
        };
        let status = parse(status)?;
        let shipment = shipments.entry(id).or_insert_with(|| TraceShipment {
            id,
            shipment_number: row.shipment_number.clone().unwrap_or_default(),
            order_id: row.order_id,
            status,
            carrier: row.carrier.clone(),
            tracking_number: row.tracking_number.clone(),
            dispatch_date: row.dispatch_date,
            actual_delivery_date: row.actual_delivery_date,
            cartons: 0,
        });
        shipment.cartons += i64::from(row.cartons_in_shipment.unwrap_or(0));
    }
    Ok(shipments.into_values().collect())
}

/// How far from the farm a kind stands; a link is followed back when it ends at the root's level or before.
fn level(kind: NodeKind) -> u8 {
    match kind {
        NodeKind::Farm => 0,
        NodeKind::Batch => 1,
        NodeKind::Product => 2,
        NodeKind::Order | NodeKind::Complaint => 3,
        NodeKind::Shipment => 4,
        NodeKind::Customer => 5,
    }
}

fn links(
    root: &TraceRoot,
    lots: &Lots,
    chain: &Chain,
    items: &[Item<'_>],
    products: &[TraceProduct],
) -> Vec<TraceLink> {
    use NodeKind::{Batch, Customer, Farm, Order, Product, Shipment};
    let mut flows: BTreeMap<(NodeKind, i64, NodeKind, i64), Flow> = BTreeMap::new();
    let mut add = |from: (NodeKind, i64), to: (NodeKind, i64), flow: Flow| {
        flows
            .entry((from.0, from.1, to.0, to.1))
            .or_default()
            .add(flow);
    };
    let farm_of: HashMap<i64, i64> = chain
        .rows
        .iter()
        .map(|row| (row.batch_id, row.farm_id))
        .collect();
    for (batch, farm) in &farm_of {
        add((Farm, *farm), (Batch, *batch), Flow::default());
    }
    // An order's chain carries the order's own cartons all the way back; any other carries whole lots.
    if !matches!(lots, Lots::Order(_)) {
        for product in products {
            let flow = Flow {
                cartons: product.cartons_produced,
                shipped: product.cartons_shipped,
                delivered: product.cartons_delivered,
            };
            add((Batch, product.batch_id), (Product, product.id), flow);
            if let Some(farm) = farm_of.get(&product.batch_id) {
                add((Farm, *farm), (Batch, product.batch_id), flow);
            }
        }
    }
    for Item { row, flow } in items {
        if matches!(lots, Lots::Order(_)) {
            if let Some(farm) = farm_of.get(&row.batch_id) {
                add((Farm, *farm), (Batch, row.batch_id), *flow);
            }
            if let Some(product) = row.product_id {
                add((Batch, row.batch_id), (Product, product), *flow);
            }
        }
        let source = row
            .product_id
            .map_or((Batch, row.batch_id), |id| (Product, id));
        add(source, (Order, row.order_id), *flow);
        add((Order, row.order_id), (Customer, row.customer_id), *flow);
    }
    for row in &chain.items {
        let (Some(shipment), Some(cartons)) = (row.shipment_id, row.cartons_in_shipment) else {
            continue;
        };
        let cartons = i64::from(cartons);
        let status = row.shipment_status.as_deref();
        let flow = Flow {
            cartons,
            shipped: if status == Some("pending") {
                0
            } else {
                cartons
            },
            delivered: if status == Some("delivered") {
                cartons
            } else {
                0
            },
        };
        add((Order, row.order_id), (Shipment, shipment), flow);
        add((Shipment, shipment), (Customer, row.customer_id), flow);
    }
    let mut links: Vec<TraceLink> = flows
        .into_iter()
        .map(|((from_kind, from_id, to_kind, to_id), flow)| TraceLink {
            from: NodeRef {
                kind: from_kind,
                id: from_id,
            },
            to: NodeRef {
                kind: to_kind,
                id: to_id,
            },
            cartons: flow.cartons,
            cartons_shipped: flow.shipped,
            cartons_delivered: flow.delivered,
            kg: None,
            direction: if level(to_kind) <= level(root.kind) {
                Direction::Back
            } else {
                Direction::Forward
            },
        })
        .collect();
    let forward: BTreeSet<i64> = chain
        .rows
        .iter()
        .filter(|row| row.forward)
        .map(|row| row.batch_id)
        .collect();
    links.extend(chain.edges.iter().map(|edge| {
        // Between two batches downstream of the root the cacao went forward; everything else leads back.
        let onward = forward.contains(&edge.batch_id)
            && forward.contains(&edge.input_batch_id)
            && matches!(lots, Lots::Farm(_) | Lots::Batch(_));
        TraceLink {
            from: NodeRef {
                kind: Batch,
                id: edge.input_batch_id,
            },
            to: NodeRef {
                kind: Batch,
                id: edge.batch_id,
            },
            cartons: 0,
            cartons_shipped: 0,
            cartons_delivered: 0,
            kg: Some(edge.kg),
            direction: if onward {
                Direction::Forward
            } else {
                Direction::Back
            },
        }
    }));
    links
}

fn summary(
    farms: &[TraceFarm],
    batches: &[TraceBatch],
    products: &[TraceProduct],
    orders: &[TraceOrder],
    customers: &[TraceCustomer],
    items: &[Item<'_>],
) -> TraceSummary {
    // Lines that name a batch and no product yet are allocated to the batch, not to a lot.
    let mut loose = Flow::default();
    for item in items.iter().filter(|item| item.row.product_id.is_none()) {
        loose.add(item.flow);
    }
    let sum = |of: fn(&TraceProduct) -> i64| products.iter().map(of).sum::<i64>();
    let countries: BTreeSet<String> = customers
        .iter()
        .map(|customer| customer.country.clone())
        .collect();
    let produced = sum(|p| p.cartons_produced);
    let shipped = sum(|p| p.cartons_shipped) + loose.shipped;
    let on_hand = sum(|p| p.cartons_on_hand);
    TraceSummary {
        farm_count: count(farms.len()),
        batch_count: count(batches.len()),
        product_count: count(products.len()),
        order_count: count(orders.len()),
        customer_count: count(customers.len()),
        cartons_produced: produced,
        cartons_allocated: sum(|p| p.cartons_allocated) + loose.cartons,
        cartons_shipped: shipped,
        cartons_delivered: sum(|p| p.cartons_delivered) + loose.delivered,
        cartons_on_hand: on_hand,
        cartons_unaccounted: produced - shipped - on_hand,
        countries: countries.into_iter().collect(),
    }
}

fn count(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX)
}
