//! Batches made of batches: followed both ways, at any depth, and out of a circle.

use std::collections::BTreeSet;

use contract::trace::{Direction, NodeKind, Trace};
use tests::{Account, TestApp, on_both_engines};

use crate::trace::{assert_consistent, trace};

fn batches(trace: &Trace) -> BTreeSet<i64> {
    trace.batches.iter().map(|batch| batch.id).collect()
}

/// The links between batches: from, to, kilograms, direction.
fn blends(trace: &Trace) -> BTreeSet<(i64, i64, i64, Direction)> {
    trace
        .links
        .iter()
        .filter(|link| link.from.kind == NodeKind::Batch && link.to.kind == NodeKind::Batch)
        .map(|link| {
            assert_eq!(link.cartons, 0, "between batches it is kilograms");
            (
                link.from.id,
                link.to.id,
                link.kg.expect("kilograms").round() as i64,
                link.direction,
            )
        })
        .collect()
}

/// In the data: 38, 35 and 40 went into 46; 46 and 34 went into 49.
const INTO_46: [(i64, i64, i64); 3] = [(38, 46, 60), (35, 46, 110), (40, 46, 75)];
const INTO_49: [(i64, i64, i64); 2] = [(46, 49, 300), (34, 49, 195)];

fn directed(
    links: &[(i64, i64, i64)],
    direction: Direction,
) -> BTreeSet<(i64, i64, i64, Direction)> {
    links
        .iter()
        .map(|(from, to, kg)| (*from, *to, *kg, direction))
        .collect()
}

async fn orders_of(app: &TestApp, batches: &str) -> BTreeSet<i64> {
    let sql = format!("SELECT DISTINCT order_id FROM order_items WHERE batch_id IN ({batches})");
    app.db.column::<i64>(&sql).await.into_iter().collect()
}

on_both_engines! {
    async fn a_blend_is_followed_back_to_all_its_farms(app) {
        let trace = trace(app, "/api/batches/49/trace").await;
        assert_consistent(&trace);
        assert_eq!(batches(&trace), BTreeSet::from([34, 35, 38, 40, 46, 49]));
        let expected: BTreeSet<_> = directed(&INTO_46, Direction::Back).into_iter().chain(directed(&INTO_49, Direction::Back)).collect();
        assert_eq!(blends(&trace), expected);
        let farms = app.db.column::<i64>("SELECT DISTINCT farm_id FROM batches WHERE id IN (34, 35, 38, 40, 46, 49) ORDER BY 1").await;
        assert_eq!(trace.farms.iter().map(|farm| farm.id).collect::<Vec<_>>(), farms);
        // Its own bars only: what else its ingredients went into is not this lot's story.
        assert_eq!(trace.orders.iter().map(|order| order.id).collect::<BTreeSet<_>>(), orders_of(app, "49").await);
        assert!(trace.products.iter().all(|product| product.batch_id == 49));
    }

    async fn an_ingredient_is_followed_forward_to_all_that_was_made_of_it(app) {
        let trace = trace(app, "/api/batches/35/trace").await;
        assert_consistent(&trace);
        assert_eq!(batches(&trace), BTreeSet::from([35, 46, 49]));
        assert_eq!(blends(&trace), directed(&[INTO_46[1], INTO_49[0]], Direction::Forward));
        let orders = orders_of(app, "35, 46, 49").await;
        assert_eq!(trace.orders.iter().map(|order| order.id).collect::<BTreeSet<_>>(), orders);
        assert!(orders.is_superset(&orders_of(app, "49").await));
    }

    async fn a_blend_in_the_middle_goes_both_ways(app) {
        let trace = trace(app, "/api/batches/46/trace").await;
        assert_consistent(&trace);
        assert_eq!(batches(&trace), BTreeSet::from([35, 38, 40, 46, 49]));
        let expected: BTreeSet<_> =
            directed(&INTO_46, Direction::Back).into_iter().chain(directed(&INTO_49[..1], Direction::Forward)).collect();
        assert_eq!(blends(&trace), expected);
    }

    async fn a_circle_ends(app) {
        // No form allows it; a mistaken import might.
        app.db.run("INSERT INTO batch_inputs (org_id, batch_id, input_batch_id, kg, created_at) VALUES (1, 35, 49, 5, '2026-11-01T00:00:00+00:00')").await;
        for root in [35, 46, 49] {
            let trace = trace(app, &format!("/api/batches/{root}/trace")).await;
            assert_consistent(&trace);
            assert_eq!(batches(&trace), BTreeSet::from([34, 35, 38, 40, 46, 49]), "from {root}");
            let orders = orders_of(app, "35, 46, 49").await;
            assert_eq!(trace.orders.iter().map(|order| order.id).collect::<BTreeSet<_>>(), orders, "from {root}");
        }
        for path in ["/api/farms/1/trace", "/api/orders/O-2026-0117/trace", "/api/products/53/trace"] {
            assert_consistent(&trace(app, path).await);
        }
    }

    async fn a_circle_cannot_be_written(app) {
        let admin = app.as_account(Account::Admin).await;
        let before: contract::batches::Batch = admin.get("/api/batches/35").await.json();
        for input in [35, 46, 49] {
            let body = serde_json::json!({"code": before.code, "farm_id": before.farm_id, "inputs": [{"batch_id": input, "kg": 1}]});
            let refused = admin.put("/api/batches/35", &body).await;
            assert!([400, 409].contains(&refused.status.as_u16()), "{input}: {}", refused.text());
        }
    }

    async fn depth_has_no_limit(app) {
        let mut sql = String::new();
        for n in 0..200_i64 {
            let id = 10_000 + n;
            sql.push_str(&format!(
                "INSERT INTO batches (id, org_id, farm_id, code, status, created_at, updated_at)
                 VALUES ({id}, 1, 1, 'DEEP-{n}', 'open', '2026-11-01T00:00:00+00:00', '2026-11-01T00:00:00+00:00');"));
            if n > 0 {
                sql.push_str(&format!(
                    "INSERT INTO batch_inputs (org_id, batch_id, input_batch_id, kg, created_at)
                     VALUES (1, {id}, {}, 1, '2026-11-01T00:00:00+00:00');", id - 1));
            }
        }
        app.db.run(&sql).await;
        for root in ["DEEP-0", "DEEP-100", "DEEP-199"] {
            let trace = trace(app, &format!("/api/batches/{root}/trace")).await;
            assert_eq!(trace.batches.len(), 200, "{root}");
            assert_eq!(blends(&trace).len(), 199, "{root}");
        }
    }
}
