//! Placing orders: what is checked, what is named, and that a refused order leaves nothing behind.

use contract::orders::Order;
use serde_json::{Value, json};
use tests::{Account, Caller, TestApp, on_both_engines};

const PATH: &str = "/api/orders";

fn order(items: Value) -> Value {
    json!({"customer_id": 1, "customer_po_reference": "HC-1", "items": items})
}

async fn id(app: &TestApp, sql: &str) -> i64 {
    app.db.number(sql).await
}

/// Asserts a 400 that names exactly these fields, and that no row was written.
async fn refused(app: &TestApp, caller: &Caller, body: &Value, fields: &[&str]) {
    let before = app.db.fingerprint().await;
    caller.post(PATH, body).await.wrong_fields(fields);
    assert_eq!(
        app.db.fingerprint().await,
        before,
        "a refused order leaves nothing: {body}"
    );
}

on_both_engines! {
    async fn an_order_is_placed_whole(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let body = json!({
            "customer_id": 1, "customer_po_reference": "HC-4711", "requested_delivery_date": "2027-01-15",
            "shipping_method": "urgent", "shipping_term": "FOB", "comments": "Süße Grüße 東京",
            "items": [
                {"product_id": 71, "quantity": 3},
                {"batch_id": 60, "quantity": 2},
                {"batch_id": 37, "sku": "LNQ-70-NIB", "quantity": 1},
                {"sku": "LNQ-70-60", "quantity": 4}
            ]
        });
        let reply = admin.post(PATH, &body).await;
        let made: Order = reply.created();
        assert_eq!(reply.header("location"), format!("/api/orders/{}", made.id));
        assert!(made.order_number.starts_with("O-20"), "{}", made.order_number);
        assert_eq!((made.status.as_str(), made.customer_name.as_str()), ("pending", "Harbor Cocoa"));
        assert_eq!(made.comments.as_deref(), Some("Süße Grüße 東京"));
        assert_eq!(made.created_by_user_id, Some(1));
        let lines: Vec<(Option<i64>, Option<i64>, &str, i32)> = made.items.iter()
            .map(|item| (item.product_id, item.batch_id, item.sku.as_str(), item.quantity)).collect();
        assert_eq!(lines, [
            (Some(71), Some(60), "LNQ-85-60", 3),
            // The batch's only lot is what is meant.
            (Some(71), Some(60), "LNQ-85-60", 2),
            (Some(54), Some(37), "LNQ-70-NIB", 1),
            // Not yet allocated.
            (None, None, "LNQ-70-60", 4),
        ]);
        assert_eq!(made.items[0].farm_name.as_deref(), Some("Finca Tz'unun"));
        assert_eq!(admin.get(reply.header("location")).await.json::<Order>(), made);
        let after = app.db.fingerprint().await;
        let grown: Vec<(&str, i64)> = after.iter().zip(&before)
            .filter(|(now, then)| now.1 != then.1).map(|(now, then)| (now.0.as_str(), now.1 - then.1)).collect();
        assert_eq!(grown, [("orders", 1), ("order_items", 4), ("order_events", 1), ("events", 1), ("audit_logs", 1)]);
    }

    async fn a_customer_that_is_not_there_is_named(app) {
        let admin = app.as_account(Account::Admin).await;
        let mut body = order(json!([{"product_id": 71, "quantity": 1}]));
        for customer in [999_999, 35, 0, -1] {
            body["customer_id"] = customer.into();
            refused(app, &admin, &body, &["customer_id"]).await;
        }
        // Within the organization, but not the user's.
        body["customer_id"] = 13.into();
        let user = app.as_account(Account::User).await;
        refused(app, &user, &body, &["customer_id"]).await;
    }

    async fn a_batch_or_product_that_is_not_there_is_named_by_its_line(app) {
        let admin = app.as_account(Account::Admin).await;
        let good = json!({"product_id": 71, "quantity": 1});
        for (line, field) in [
            (json!({"batch_id": 999_999, "quantity": 1}), "items[1].batch_id"),
            (json!({"batch_id": 61, "quantity": 1}), "items[1].batch_id"),
            (json!({"product_id": 999_999, "quantity": 1}), "items[1].product_id"),
            (json!({"product_id": 72, "quantity": 1}), "items[1].product_id"),
            (json!({"sku": "NO-SUCH-SKU", "quantity": 1}), "items[1].sku"),
            (json!({"quantity": 1}), "items[1]"),
            (json!({"product_id": 71, "quantity": 0}), "items[1].quantity"),
            (json!({"product_id": 71, "quantity": -5}), "items[1].quantity"),
            (json!({"product_id": 71, "quantity": 1_000_001}), "items[1].quantity"),
            (json!({"product_id": 71, "quantity": 1.5}), "items[1].quantity"),
            (json!({"product_id": 71, "quantity": "1"}), "items[1].quantity"),
            (json!({"product_id": 71}), "items[1].quantity"),
            (json!({"product_id": 71, "quantity": 1, "price": 0}), "items[1].price"),
        ] {
            refused(app, &admin, &order(json!([good, line])), &[field]).await;
        }
        refused(app, &admin, &order(json!([])), &["items"]).await;
    }

    async fn a_product_is_of_the_batch_it_is_named_with(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let body = order(json!([{"product_id": 71, "batch_id": 37, "quantity": 1}]));
        let problem = admin.post(PATH, &body).await.problem(400);
        assert!(problem.errors.iter().all(|error| error.field.starts_with("items[0].")), "{problem:?}");
        assert!(!problem.errors.is_empty());
        let body = order(json!([{"sku": "LNQ-85-60", "batch_id": 37, "quantity": 1}]));
        admin.post(PATH, &body).await.wrong_fields(&["items[0].sku"]);
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn every_wrong_line_is_named_at_once(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"customer_id": 999_999, "items": [
            {"batch_id": 999_999, "quantity": 1}, {"product_id": 71, "quantity": 1}, {"product_id": 72, "quantity": 1}
        ]});
        refused(app, &admin, &body, &["customer_id", "items[0].batch_id", "items[2].product_id"]).await;
        let body = json!({"items": [{"quantity": "many"}], "shipping_term": "EXW", "requested_delivery_date": "soon"});
        let problem = admin.post(PATH, &body).await.problem(400);
        let named: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        for field in ["customer_id", "items[0].quantity", "shipping_term", "requested_delivery_date"] {
            assert!(named.contains(&field), "{field} in {named:?}");
        }
    }

    async fn batches_on_hold_or_recalled_cannot_be_ordered(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        for status in ["on_hold", "recalled"] {
            let batch = id(app, &format!("SELECT MIN(b.id) FROM batches b JOIN products p ON p.batch_id = b.id
                                          WHERE b.org_id = 1 AND b.status = '{status}'")).await;
            let product = id(app, &format!("SELECT MIN(id) FROM products WHERE batch_id = {batch}")).await;
            for line in [json!({"batch_id": batch, "quantity": 1}), json!({"product_id": product, "quantity": 1}),
                         json!({"product_id": product, "batch_id": batch, "quantity": 1})] {
                let good = json!({"product_id": 71, "quantity": 1});
                let problem = admin.post(PATH, &order(json!([good, line]))).await.problem(409);
                assert!(problem.detail.contains("items[1]"), "says which line: {}", problem.detail);
            }
        }
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn viewers_may_not_and_shops_order_elsewhere(app) {
        let body = order(json!([{"product_id": 71, "quantity": 1}]));
        app.as_account(Account::Viewer).await.post(PATH, &body).await.problem(403);
        let shop = app.as_account(Account::Portland).await;
        shop.post(PATH, &body).await.problem(403);
        let own = json!({"items": [{"product_id": 71, "quantity": 2}], "customer_po_reference": "HC-9"});
        let reply = shop.post("/api/portal/customer/orders", &own).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        let number = reply.value()["order_number"].as_str().expect("a number").to_owned();
        let customer = id(app, &format!("SELECT customer_id FROM orders WHERE org_id = 1 AND order_number = '{number}'")).await;
        assert_eq!(customer, 1);
        shop.get(reply.header("location")).await.ok();
        // A shop can't order for another one.
        shop.post("/api/portal/customer/orders", &body).await.wrong_fields(&["customer_id"]);
        app.as_account(Account::Admin).await.post("/api/portal/customer/orders", &own).await.problem(403);
    }

    async fn orders_placed_at_once_get_numbers_of_their_own(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = order(json!([{"product_id": 71, "quantity": 1}]));
        let replies = futures_util::future::join_all((0..8).map(|_| admin.post(PATH, &body))).await;
        let mut numbers: Vec<String> = replies.iter().map(|reply| reply.created::<Order>().order_number).collect();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 8);
    }
}
