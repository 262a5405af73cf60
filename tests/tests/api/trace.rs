//! The trace against counts made by hand, straight on the database, by statements that share nothing with the
//! service's own.

use std::collections::{BTreeMap, BTreeSet};

use contract::trace::{Direction, NodeKind, Trace, TraceLink};
use sea_orm::TryGetable;
use tests::{Account, TestApp, on_both_engines};

pub async fn trace(app: &TestApp, path: &str) -> Trace {
    app.as_account(Account::Admin).await.get(path).await.json()
}

/// A sum by hand; 0 where there is nothing to add up.
async fn sum(app: &TestApp, what: &str, rest: &str) -> i64 {
    app.db
        .number(&format!(
            "SELECT CAST(COALESCE(SUM({what}), 0) AS BIGINT) {rest}"
        ))
        .await
}

async fn map<T: TryGetable>(app: &TestApp, sql: &str) -> BTreeMap<i64, T> {
    let rows = app.db.rows(sql).await;
    rows.iter()
        .map(|row| {
            (
                row.try_get_by_index(0).expect("an id"),
                row.try_get_by_index(1).expect("a value"),
            )
        })
        .collect()
}

fn ids<T>(rows: &[T], id: impl Fn(&T) -> i64) -> Vec<i64> {
    let mut ids: Vec<i64> = rows.iter().map(id).collect();
    ids.sort_unstable();
    let mut once = ids.clone();
    once.dedup();
    assert_eq!(ids, once, "each node once");
    ids
}

fn between(trace: &Trace, from: NodeKind, to: NodeKind) -> Vec<&TraceLink> {
    trace
        .links
        .iter()
        .filter(|link| link.from.kind == from && link.to.kind == to)
        .collect()
}

/// What must hold within any trace, whatever its root.
pub fn assert_consistent(trace: &Trace) {
    let known: BTreeSet<(NodeKind, i64)> = trace
        .farms
        .iter()
        .map(|farm| (NodeKind::Farm, farm.id))
        .chain(
            trace
                .batches
                .iter()
                .map(|batch| (NodeKind::Batch, batch.id)),
        )
        .chain(
            trace
                .products
                .iter()
                .map(|product| (NodeKind::Product, product.id)),
        )
        .chain(trace.orders.iter().map(|order| (NodeKind::Order, order.id)))
        .chain(
            trace
                .customers
                .iter()
                .map(|customer| (NodeKind::Customer, customer.id)),
        )
        .chain(
            trace
                .shipments
                .iter()
                .map(|shipment| (NodeKind::Shipment, shipment.id)),
        )
        .collect();
    let mut pairs = BTreeSet::new();
    for link in &trace.links {
        for end in [&link.from, &link.to] {
            assert!(
                known.contains(&(end.kind, end.id)),
                "a link to nothing: {link:?}"
            );
        }
        assert!(
            pairs.insert((link.from.kind, link.from.id, link.to.kind, link.to.id)),
            "a link twice: {link:?}"
        );
        assert!(
            link.cartons_delivered <= link.cartons_shipped.max(link.cartons),
            "{link:?}"
        );
    }
    assert!(
        known.contains(&(trace.root.kind, trace.root.id)),
        "the root is part of its trace"
    );
    let summary = &trace.summary;
    assert_eq!(summary.farm_count as usize, trace.farms.len());
    assert_eq!(summary.batch_count as usize, trace.batches.len());
    assert_eq!(summary.product_count as usize, trace.products.len());
    assert_eq!(summary.order_count as usize, trace.orders.len());
    assert_eq!(summary.customer_count as usize, trace.customers.len());
    let countries: BTreeSet<&String> = trace
        .customers
        .iter()
        .map(|customer| &customer.country)
        .collect();
    assert_eq!(
        summary.countries.iter().collect::<Vec<_>>(),
        countries.into_iter().collect::<Vec<_>>()
    );
    for product in &trace.products {
        assert_eq!(
            product.cartons_unaccounted,
            product.cartons_produced - product.cartons_shipped - product.cartons_on_hand
        );
        if product.counted_at.is_none() {
            assert_eq!(
                product.cartons_on_hand,
                product.cartons_produced - product.cartons_shipped,
                "never counted"
            );
        }
    }
    assert_eq!(
        summary.cartons_unaccounted,
        summary.cartons_produced - summary.cartons_shipped - summary.cartons_on_hand
    );
    let to_customers = between(trace, NodeKind::Order, NodeKind::Customer);
    assert_eq!(
        to_customers.len(),
        trace.orders.len(),
        "each order leads to its shop"
    );
    for order in &trace.orders {
        let into: i64 = trace
            .links
            .iter()
            .filter(|link| link.to.kind == NodeKind::Order && link.to.id == order.id)
            .map(|link| link.cartons)
            .sum();
        assert_eq!(into, order.cartons, "{}", order.order_number);
    }
    for customer in &trace.customers {
        let into: i64 = to_customers
            .iter()
            .filter(|link| link.to.id == customer.id)
            .map(|link| link.cartons)
            .sum();
        assert_eq!(into, customer.cartons, "{}", customer.name);
    }
}

on_both_engines! {
    async fn the_whole_chain_of_ixc_26_001(app) {
        let trace = trace(app, "/api/batches/IXC-26-001/trace").await;
        assert_consistent(&trace);
        assert_eq!((trace.root.kind, trace.root.id, trace.root.code.as_str()), (NodeKind::Batch, 37, "IXC-26-001"));
        assert_eq!(ids(&trace.batches, |batch| batch.id), [37]);
        assert_eq!(trace.farms[0].name, "Finca Tz'unun");

        let orders = map::<i64>(app,
            "SELECT order_id, CAST(SUM(CASE WHEN (SELECT status FROM orders WHERE id = order_id) = 'cancelled' THEN 0 ELSE quantity END) AS BIGINT)
             FROM order_items WHERE batch_id = 37 GROUP BY order_id").await;
        assert_eq!(trace.orders.iter().map(|order| (order.id, order.cartons)).collect::<BTreeMap<_, _>>(), orders);
        let shipped = map::<i64>(app,
            "SELECT order_id, CAST(SUM(quantity_shipped) AS BIGINT) FROM order_items WHERE batch_id = 37 GROUP BY order_id").await;
        assert_eq!(trace.orders.iter().map(|order| (order.id, order.cartons_shipped)).collect::<BTreeMap<_, _>>(), shipped);
        let customers = map::<i64>(app,
            "SELECT customer_id, CAST(SUM(quantity) AS BIGINT) FROM orders, order_items
             WHERE order_items.order_id = orders.id AND batch_id = 37 AND orders.status <> 'cancelled' GROUP BY customer_id").await;
        assert_eq!(trace.customers.iter().map(|customer| (customer.id, customer.cartons)).collect::<BTreeMap<_, _>>(), customers);
        let shipments = map::<i64>(app,
            "SELECT shipment_id, CAST(SUM(quantity) AS BIGINT) FROM shipment_items
             WHERE order_item_id IN (SELECT id FROM order_items WHERE batch_id = 37) GROUP BY shipment_id").await;
        assert_eq!(trace.shipments.iter().map(|shipment| (shipment.id, shipment.cartons)).collect::<BTreeMap<_, _>>(), shipments);
        let products = map::<i64>(app,
            "SELECT product_id, CAST(SUM(quantity) AS BIGINT) FROM order_items WHERE batch_id = 37
             AND order_id NOT IN (SELECT id FROM orders WHERE status = 'cancelled') GROUP BY product_id").await;
        assert_eq!(trace.products.iter().map(|product| (product.id, product.cartons_allocated)).collect::<BTreeMap<_, _>>(), products);

        // The balance, by hand and as the seed file says in words.
        let summary = &trace.summary;
        assert_eq!(summary.cartons_produced, sum(app, "quantity_produced", "FROM products WHERE batch_id = 37").await);
        assert_eq!(summary.cartons_shipped, sum(app, "quantity_shipped", "FROM order_items WHERE batch_id = 37").await);
        assert_eq!(summary.cartons_delivered, sum(app, "quantity",
            "FROM shipment_items WHERE order_item_id IN (SELECT id FROM order_items WHERE batch_id = 37)
             AND shipment_id IN (SELECT id FROM shipments WHERE status = 'delivered')").await);
        assert_eq!(
            (summary.cartons_produced, summary.cartons_allocated, summary.cartons_shipped, summary.cartons_delivered,
             summary.cartons_on_hand, summary.cartons_unaccounted),
            (840, 772, 716, 652, 112, 12)
        );
        assert_eq!((summary.farm_count, summary.batch_count, summary.product_count), (1, 1, 2));
        assert_eq!((summary.order_count, summary.customer_count), (8, 8));
        assert_eq!(summary.countries, ["DE", "JP", "US"]);
        assert!(trace.took_ms >= 0.0);

        // The thread: cartons along each piece.
        let to_orders = between(&trace, NodeKind::Product, NodeKind::Order);
        let expected = app.db.rows(
            "SELECT product_id, order_id, CAST(SUM(quantity) AS BIGINT) FROM order_items WHERE batch_id = 37 GROUP BY product_id, order_id").await;
        assert_eq!(to_orders.len(), expected.len());
        for row in expected {
            let (product, order): (i64, i64) = (row.try_get_by_index(0).expect("product"), row.try_get_by_index(1).expect("order"));
            let link = to_orders.iter().find(|link| link.from.id == product && link.to.id == order).expect("a link");
            assert_eq!(link.cartons, row.try_get_by_index::<i64>(2).expect("cartons"));
        }
        assert!(between(&trace, NodeKind::Farm, NodeKind::Batch).iter().all(|link| link.direction == Direction::Back));
        for to in [NodeKind::Product, NodeKind::Order, NodeKind::Customer] {
            assert!(trace.links.iter().filter(|link| link.to.kind == to).all(|link| link.direction == Direction::Forward));
        }
        let by_id = app.as_account(Account::Admin).await.get("/api/batches/37/trace").await.json::<Trace>();
        assert_eq!((by_id.links, by_id.summary), (trace.links, trace.summary));
    }

    async fn what_was_never_sold_is_part_of_the_answer(app) {
        let nothing_made = trace(app, "/api/batches/IXC-26-090/trace").await;
        assert_consistent(&nothing_made);
        assert_eq!(ids(&nothing_made.batches, |batch| batch.id), [59]);
        assert_eq!(nothing_made.farms.len(), 1);
        assert!(nothing_made.products.is_empty() && nothing_made.orders.is_empty() && nothing_made.customers.is_empty());
        assert_eq!(nothing_made.summary.order_count, 0);
        assert_eq!(nothing_made.links.len(), 1, "farm to batch");

        let never_sold = trace(app, "/api/batches/IXC-26-091/trace").await;
        assert_consistent(&never_sold);
        assert_eq!(ids(&never_sold.products, |product| product.id), [71]);
        assert_eq!((never_sold.summary.order_count, never_sold.summary.customer_count), (0, 0));
        assert_eq!(never_sold.summary.cartons_produced, 160);
        assert_eq!((never_sold.summary.cartons_on_hand, never_sold.summary.cartons_unaccounted), (160, 0));
    }

    async fn an_inner_join_drops_what_the_trace_keeps(app) {
        let inner = app.db.column::<String>(
            "SELECT DISTINCT b.code FROM farms f JOIN batches b ON b.farm_id = f.id JOIN products p ON p.batch_id = b.id
             JOIN order_items i ON i.product_id = p.id JOIN orders o ON o.id = i.order_id WHERE f.id = 1 ORDER BY b.code").await;
        let outer = app.db.column::<String>("SELECT code FROM batches WHERE farm_id = 1 ORDER BY code").await;
        let trace = trace(app, "/api/farms/1/trace").await;
        assert_consistent(&trace);
        let ours: BTreeSet<String> = trace.batches.iter().map(|batch| batch.code.clone()).collect();
        for code in &outer {
            assert!(ours.contains(code), "{code} is missing");
        }
        let dropped: Vec<&String> = outer.iter().filter(|code| !inner.contains(code)).collect();
        println!("an inner join over the same data drops: {dropped:?}");
        assert!(dropped.iter().any(|code| *code == "IXC-26-090"), "{dropped:?}");
        assert!(dropped.iter().any(|code| *code == "IXC-26-091"), "{dropped:?}");
        let products = app.db.column::<i64>(
            "SELECT p.id FROM products p LEFT JOIN batches b ON b.id = p.batch_id WHERE b.farm_id = 1 ORDER BY p.id").await;
        for product in products {
            assert!(trace.products.iter().any(|found| found.id == product), "product {product} is missing");
        }
    }

    async fn a_farm_leads_to_every_shop_it_reached(app) {
        let trace = trace(app, "/api/farms/1/trace").await;
        assert_eq!((trace.root.kind, trace.root.code.as_str()), (NodeKind::Farm, "Finca Tz'unun"));
        let of_farm = "SELECT id FROM batches WHERE farm_id = 1";
        let chain = format!(
            "WITH RECURSIVE made(id) AS ({of_farm} UNION SELECT bi.batch_id FROM batch_inputs bi JOIN made m ON m.id = bi.input_batch_id)");
        for (found, sql) in [
            (ids(&trace.batches, |batch| batch.id), format!("{chain} SELECT id FROM made ORDER BY id")),
            (ids(&trace.products, |product| product.id),
             format!("{chain} SELECT p.id FROM products p WHERE p.batch_id IN (SELECT id FROM made) ORDER BY p.id")),
            (ids(&trace.orders, |order| order.id),
             format!("{chain} SELECT DISTINCT order_id FROM order_items WHERE batch_id IN (SELECT id FROM made) ORDER BY 1")),
            (ids(&trace.customers, |customer| customer.id),
             format!("{chain} SELECT DISTINCT o.customer_id FROM orders o JOIN order_items i ON i.order_id = o.id
                      WHERE i.batch_id IN (SELECT id FROM made) ORDER BY 1")),
        ] {
            assert_eq!(found, app.db.column::<i64>(&sql).await, "{sql}");
        }
        let empty = app.as_account(Account::Admin).await;
        let body = serde_json::json!({"name": "New", "producer_name": "P", "region": "R", "country": "GT"});
        let farm: contract::farms::Farm = empty.post("/api/farms", &body).await.created();
        let alone: Trace = empty.get(&format!("/api/farms/{}/trace", farm.id)).await.json();
        assert_consistent(&alone);
        assert_eq!((alone.farms.len(), alone.batches.len(), alone.links.len()), (1, 0, 0));
    }

    async fn a_product_leads_back_to_its_farm_and_forward_to_its_shops(app) {
        let trace = trace(app, "/api/products/54/trace").await;
        assert_consistent(&trace);
        assert_eq!((trace.root.kind, trace.root.code.as_str()), (NodeKind::Product, "LNQ-70-NIB"));
        assert_eq!(ids(&trace.products, |product| product.id), [54], "this lot alone");
        let orders = app.db.column::<i64>("SELECT DISTINCT order_id FROM order_items WHERE product_id = 54 ORDER BY 1").await;
        assert_eq!(ids(&trace.orders, |order| order.id), orders);
        assert_eq!(trace.summary.cartons_shipped, sum(app, "quantity_shipped", "FROM order_items WHERE product_id = 54").await);
        assert_eq!((trace.summary.cartons_produced, trace.summary.cartons_on_hand), (200, 72));
        assert_eq!(trace.farms.len(), 1);
    }

    async fn an_order_leads_back_to_every_farm_in_it(app) {
        for order in ["O-2026-0117", "O-2026-0120"] {
            let trace = trace(app, &format!("/api/orders/{order}/trace")).await;
            assert_consistent(&trace);
            assert_eq!((trace.root.kind, trace.root.code.as_str()), (NodeKind::Order, order));
            assert_eq!((trace.orders.len(), trace.customers.len()), (1, 1));
            let id = trace.root.id;
            let chain = format!(
                "WITH RECURSIVE used(id) AS (SELECT batch_id FROM order_items WHERE order_id = {id} AND batch_id IS NOT NULL
                   UNION SELECT bi.input_batch_id FROM batch_inputs bi JOIN used u ON u.id = bi.batch_id)");
            let batches = app.db.column::<i64>(&format!("{chain} SELECT id FROM used ORDER BY id")).await;
            assert_eq!(ids(&trace.batches, |batch| batch.id), batches);
            let farms = app.db.column::<i64>(&format!("{chain} SELECT DISTINCT farm_id FROM batches WHERE id IN (SELECT id FROM used) ORDER BY 1")).await;
            assert_eq!(ids(&trace.farms, |farm| farm.id), farms);
            assert_eq!(trace.orders[0].cartons, sum(app, "quantity", &format!("FROM order_items WHERE order_id = {id} AND batch_id IS NOT NULL")).await);
            let shipments = app.db.number(&format!("SELECT COUNT(DISTINCT s.id) FROM shipments s JOIN shipment_items si ON si.shipment_id = s.id
                JOIN order_items i ON i.id = si.order_item_id WHERE s.order_id = {id} AND i.batch_id IS NOT NULL")).await;
            assert_eq!(trace.shipments.len() as i64, shipments);
        }
    }

    async fn an_order_without_a_lot_stands_alone(app) {
        // O-2026-0139 is Harbor Cocoa's, and nothing of it is allocated.
        let trace = trace(app, "/api/orders/O-2026-0139/trace").await;
        assert_consistent(&trace);
        assert!(trace.farms.is_empty() && trace.batches.is_empty() && trace.products.is_empty());
        assert_eq!((trace.orders[0].id, trace.customers[0].name.as_str()), (170, "Harbor Cocoa"));
        assert_eq!((trace.summary.order_count, trace.summary.cartons_allocated), (1, 0));
        assert_eq!(trace.summary.countries, ["US"]);
    }

    async fn a_cancelled_order_takes_nothing(app) {
        app.db.run("UPDATE orders SET status = 'cancelled' WHERE id = 143").await;
        let trace = trace(app, "/api/batches/IXC-26-001/trace").await;
        assert_consistent(&trace);
        let order = trace.orders.iter().find(|order| order.id == 143).expect("still part of the story");
        assert_eq!(order.cartons, 0);
        assert_eq!(trace.summary.cartons_allocated, 772 - 72);
    }

    async fn one_shop_is_reached_through_several_batches(app) {
        let mut through = 0;
        for code in app.db.column::<String>("SELECT code FROM batches WHERE org_id = 1 ORDER BY id").await {
            let trace = trace(app, &format!("/api/batches/{code}/trace")).await;
            assert_consistent(&trace);
            through += usize::from(trace.customers.iter().any(|customer| customer.id == 13));
        }
        assert!(through > 3, "Kakao Kontor is reached from {through} batches");
    }
}
