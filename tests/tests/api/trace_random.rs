//! Traces of random graphs, always the same ones, against a calculation in memory that knows no SQL.

use std::collections::{BTreeMap, BTreeSet};

use contract::trace::Trace;
use tests::{TestApp, on_both_engines};

use crate::trace::{assert_consistent, trace};

/// A small generator of numbers: the same ones on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % limit).expect("small")
    }
}

#[derive(Default)]
struct World {
    /// batch → farm
    batches: BTreeMap<i64, i64>,
    /// (batch, input)
    blends: BTreeSet<(i64, i64)>,
    /// product → (batch, produced, on hand)
    products: BTreeMap<i64, (i64, i64, Option<i64>)>,
    /// order → (customer, cancelled)
    orders: BTreeMap<i64, (i64, bool)>,
    items: Vec<Item>,
}

struct Item {
    order: i64,
    batch: Option<i64>,
    product: Option<i64>,
    quantity: i64,
    shipped: i64,
}

const BASE: i64 = 50_000;
const AT: &str = "'2026-11-01T00:00:00+00:00', '2026-11-01T00:00:00+00:00'";

fn build(seed: u64) -> World {
    let mut dice = Dice(seed);
    let mut world = World::default();
    for n in 0..30 {
        world.batches.insert(BASE + n, 1 + dice.below(6));
    }
    for _ in 0..35 {
        let (batch, input) = (BASE + dice.below(30), BASE + dice.below(30));
        if batch != input {
            world.blends.insert((batch, input));
        }
    }
    for n in 0..40 {
        let counted = (dice.below(3) == 0).then(|| dice.below(50));
        world
            .products
            .insert(BASE + n, (BASE + dice.below(30), dice.below(500), counted));
    }
    for n in 0..60 {
        world
            .orders
            .insert(BASE + n, (1 + dice.below(34), dice.below(8) == 0));
        for _ in 0..=dice.below(3) {
            let product = BASE + dice.below(40);
            let kind = dice.below(10);
            let quantity = 1 + dice.below(90);
            world.items.push(Item {
                order: BASE + n,
                batch: (kind > 0).then(|| world.products[&product].0),
                product: (kind > 1).then_some(product),
                quantity,
                shipped: if kind > 0 {
                    dice.below(quantity as u64 + 1)
                } else {
                    0
                },
            });
        }
    }
    world
}

async fn store(app: &TestApp, world: &World) {
    let mut sql = String::new();
    for (id, farm) in &world.batches {
        sql += &format!(
            "INSERT INTO batches (id, org_id, farm_id, code, status, created_at, updated_at) VALUES ({id}, 1, {farm}, 'RND-{id}', 'open', {AT});"
        );
    }
    for (batch, input) in &world.blends {
        sql += &format!(
            "INSERT INTO batch_inputs (org_id, batch_id, input_batch_id, kg, created_at) VALUES (1, {batch}, {input}, 1.5, '2026-11-01T00:00:00+00:00');"
        );
    }
    for (id, (batch, produced, counted)) in &world.products {
        let (count, at) = counted.map_or(("NULL".into(), "NULL"), |count| {
            (count.to_string(), "'2026-11-02T00:00:00+00:00'")
        });
        sql += &format!(
            "INSERT INTO products (id, org_id, batch_id, sku, name, quantity_produced, quantity_on_hand, counted_at, created_at, updated_at)
             VALUES ({id}, 1, {batch}, 'RND-{id}', 'Random', {produced}, {count}, {at}, {AT});");
    }
    for (id, (customer, cancelled)) in &world.orders {
        let status = if *cancelled {
            "cancelled"
        } else {
            "in_production"
        };
        sql += &format!(
            "INSERT INTO orders (id, org_id, customer_id, order_number, status, order_date, created_at, updated_at)
             VALUES ({id}, 1, {customer}, 'RND-{id}', '{status}', '2026-11-01', {AT});");
    }
    for (n, item) in world.items.iter().enumerate() {
        let or_null = |id: Option<i64>| id.map_or("NULL".to_owned(), |id| id.to_string());
        sql += &format!(
            "INSERT INTO order_items (id, org_id, order_id, product_id, batch_id, sku, product_name, quantity, quantity_shipped, status, created_at, updated_at)
             VALUES ({}, 1, {}, {}, {}, 'RND', 'Random', {}, {}, 'pending', {AT});",
            BASE + n as i64, item.order, or_null(item.product), or_null(item.batch), item.quantity, item.shipped);
    }
    app.db.run(&sql).await;
}

impl World {
    /// Everything reachable from `roots` by `step`.
    fn reach(
        &self,
        roots: BTreeSet<i64>,
        step: impl Fn(&(i64, i64)) -> (i64, i64),
    ) -> BTreeSet<i64> {
        let (mut seen, mut fresh) = (roots.clone(), roots);
        while !fresh.is_empty() {
            let next: BTreeSet<i64> = self
                .blends
                .iter()
                .map(&step)
                .filter(|(from, to)| fresh.contains(from) && !seen.contains(to))
                .map(|(_, to)| to)
                .collect();
            seen.extend(&next);
            fresh = next;
        }
        seen
    }

    fn down(&self, roots: BTreeSet<i64>) -> BTreeSet<i64> {
        self.reach(roots, |(batch, input)| (*input, *batch))
    }

    fn up(&self, roots: BTreeSet<i64>) -> BTreeSet<i64> {
        self.reach(roots, |(batch, input)| (*batch, *input))
    }

    /// Compares a trace with what memory says: the batches, the products, and which items belong.
    fn assert_same(
        &self,
        trace: &Trace,
        batches: &BTreeSet<i64>,
        products: &BTreeSet<i64>,
        items: &[&Item],
    ) {
        assert_consistent(trace);
        let code = &trace.root.code;
        assert_eq!(
            trace
                .batches
                .iter()
                .map(|row| row.id)
                .collect::<BTreeSet<_>>(),
            *batches,
            "batches of {code}"
        );
        let farms: BTreeSet<i64> = batches.iter().map(|batch| self.batches[batch]).collect();
        assert_eq!(
            trace
                .farms
                .iter()
                .map(|row| row.id)
                .collect::<BTreeSet<_>>(),
            farms,
            "farms of {code}"
        );
        assert_eq!(
            trace
                .products
                .iter()
                .map(|row| row.id)
                .collect::<BTreeSet<_>>(),
            *products,
            "products of {code}"
        );
        let mut orders: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        let mut customers: BTreeMap<i64, i64> = BTreeMap::new();
        for item in items {
            let (customer, cancelled) = self.orders[&item.order];
            let cartons = if cancelled { 0 } else { item.quantity };
            let order = orders.entry(item.order).or_default();
            *order = (order.0 + cartons, order.1 + item.shipped);
            *customers.entry(customer).or_default() += cartons;
        }
        let found = trace
            .orders
            .iter()
            .map(|row| (row.id, (row.cartons, row.cartons_shipped)))
            .collect::<BTreeMap<_, _>>();
        assert_eq!(found, orders, "orders of {code}");
        let found = trace
            .customers
            .iter()
            .map(|row| (row.id, row.cartons))
            .collect::<BTreeMap<_, _>>();
        assert_eq!(found, customers, "customers of {code}");
        for row in &trace.products {
            let (_, produced, counted) = self.products[&row.id];
            let of_lot = || {
                self.items
                    .iter()
                    .filter(|item| item.product == Some(row.id))
            };
            let shipped: i64 = of_lot().map(|item| item.shipped).sum();
            let allocated: i64 = of_lot()
                .filter(|item| !self.orders[&item.order].1)
                .map(|item| item.quantity)
                .sum();
            assert_eq!(
                (
                    row.cartons_produced,
                    row.cartons_shipped,
                    row.cartons_allocated,
                    row.cartons_on_hand
                ),
                (
                    produced,
                    shipped,
                    allocated,
                    counted.unwrap_or(produced - shipped)
                ),
                "{}",
                row.sku
            );
        }
    }
}

on_both_engines! {
    async fn random_graphs_are_traced_as_memory_says(app) {
        let world = build(0x1e1);
        store(app, &world).await;
        for root in world.batches.keys() {
            let down = world.down(BTreeSet::from([*root]));
            let batches: BTreeSet<i64> = down.union(&world.up(BTreeSet::from([*root]))).copied().collect();
            let products = world.products.iter().filter(|(_, (batch, _, _))| down.contains(batch)).map(|(id, _)| *id).collect();
            let items: Vec<&Item> = world.items.iter().filter(|item| item.batch.is_some_and(|batch| down.contains(&batch))).collect();
            world.assert_same(&trace(app, &format!("/api/batches/{root}/trace")).await, &batches, &products, &items);
        }
        for (root, (batch, _, _)) in world.products.iter().take(12) {
            let batches = world.up(BTreeSet::from([*batch]));
            let items: Vec<&Item> = world.items.iter().filter(|item| item.product == Some(*root)).collect();
            world.assert_same(&trace(app, &format!("/api/products/{root}/trace")).await, &batches, &BTreeSet::from([*root]), &items);
        }
        for root in world.orders.keys().take(20) {
            let items: Vec<&Item> = world.items.iter().filter(|item| item.order == *root && item.batch.is_some()).collect();
            let batches = world.up(items.iter().filter_map(|item| item.batch).collect());
            let products = items.iter().filter_map(|item| item.product).collect();
            let found = trace(app, &format!("/api/orders/{root}/trace")).await;
            if items.is_empty() {
                // Nothing allocated yet: there is no lot to follow, the order itself is all.
                assert_consistent(&found);
                assert!(found.batches.is_empty() && found.products.is_empty());
                assert_eq!((found.orders.len(), found.orders[0].cartons), (1, 0));
                continue;
            }
            world.assert_same(&found, &batches, &products, &items);
        }
    }
}
