//! Batches by id and by code, what hangs on them, and how they are written.

use contract::{
    batches::{Batch, BatchList, MeasurementPage},
    customers::BatchCustomerPage,
    orders::OrderPage,
    products::ProductPage,
};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, on_both_engines};

fn batch(code: &str) -> Value {
    json!({"code": code, "farm_id": 1, "harvest_date": "2026-10-02", "received_kg": 900.5, "fermentation_days": 6})
}

on_both_engines! {
    async fn a_batch_is_found_by_id_and_by_code(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let by_code: Batch = viewer.get("/api/batches/IXC-26-001").await.json();
        let by_id: Batch = viewer.get(&format!("/api/batches/{}", by_code.id)).await.json();
        assert_eq!(by_code, by_id);
        assert_eq!((by_code.id, by_code.farm_name.as_str()), (37, "Finca Tz'unun"));
        // The other organization has the same code.
        let other: Batch = app.as_account(Account::OtherAdmin).await.get("/api/batches/IXC-26-001").await.json();
        assert_eq!(other.id, 61);
        app.as_account(Account::OtherAdmin).await.get("/api/batches/37").await.problem(404);
        viewer.get("/api/batches/61").await.problem(404);
        for nothing in ["0", "-1", "IXC-99-999", "ixc", "9223372036854775808", "%20", "1.0"] {
            viewer.get(&format!("/api/batches/{nothing}")).await.problem(404);
        }
    }

    async fn empty_relations_are_empty_lists(app) {
        let admin = app.as_account(Account::Admin).await;
        for code in ["IXC-26-090", "IXC-26-091"] {
            let orders: OrderPage = admin.get(&format!("/api/batches/{code}/orders")).await.json();
            assert_eq!((orders.orders.len(), orders.pagination.total, orders.pagination.pages), (0, 0, 0));
            let customers: BatchCustomerPage = admin.get(&format!("/api/batches/{code}/customers")).await.json();
            assert_eq!((customers.customers.len(), customers.pagination.total), (0, 0));
        }
        let products: ProductPage = admin.get("/api/batches/IXC-26-090/products").await.json();
        assert!(products.products.is_empty());
        let products: ProductPage = admin.get("/api/batches/IXC-26-091/products").await.json();
        assert_eq!(products.products.len(), 1);
        for part in ["products", "orders", "customers", "measurements"] {
            admin.get(&format!("/api/batches/IXC-99-999/{part}")).await.problem(404);
            admin.get(&format!("/api/batches/61/{part}")).await.problem(404);
        }
    }

    async fn one_batch_reaches_many_shops(app) {
        let admin = app.as_account(Account::Admin).await;
        let orders: OrderPage = admin.get("/api/batches/IXC-26-001/orders?limit=100").await.json();
        let expected = app.db.column::<String>(
            "SELECT DISTINCT o.order_number FROM orders o JOIN order_items i ON i.order_id = o.id WHERE i.batch_id = 37 ORDER BY 1",
        ).await;
        let mut found: Vec<String> = orders.orders.iter().map(|order| order.order_number.clone()).collect();
        found.sort();
        assert_eq!(found, expected);
        let customers: BatchCustomerPage = admin.get("/api/batches/IXC-26-001/customers?limit=100").await.json();
        assert_eq!(customers.customers.len(), 8);
        for customer in &customers.customers {
            let cartons = app.db.number(&format!(
                "SELECT CAST(SUM(i.quantity) AS BIGINT) FROM order_items i JOIN orders o ON o.id = i.order_id
                 WHERE i.batch_id = 37 AND o.status <> 'cancelled' AND o.customer_id = {}", customer.id)).await;
            assert_eq!(customer.cartons_ordered, cartons, "{}", customer.name);
        }
        let countries: std::collections::BTreeSet<&str> =
            customers.customers.iter().map(|customer| customer.country.as_str()).collect();
        assert_eq!(countries.into_iter().collect::<Vec<_>>(), ["DE", "JP", "US"]);
        let measurements: MeasurementPage = admin.get("/api/batches/IXC-26-001/measurements?limit=100").await.json();
        let expected = app.db.number("SELECT COUNT(*) FROM measurements WHERE batch_id = 37").await;
        assert_eq!(measurements.pagination.total as i64, expected);
    }

    async fn relations_show_only_what_the_role_may_see(app) {
        // The user owns customers 1 to 4, the manager's team has 1 to 12.
        for (account, condition) in [
            (Account::User, "owner_user_id = 3"),
            (Account::Manager, "team_id = 1"),
            (Account::Viewer, "org_id = 1"),
        ] {
            let staff = app.as_account(account).await;
            let expected = app.db.number(&format!(
                "SELECT COUNT(DISTINCT o.id) FROM orders o JOIN order_items i ON i.order_id = o.id
                 JOIN customers c ON c.id = o.customer_id WHERE i.batch_id = 37 AND c.{condition}")).await;
            let orders: OrderPage = staff.get("/api/batches/IXC-26-001/orders").await.json();
            assert_eq!(orders.pagination.total as i64, expected, "{account:?}");
            let expected = app.db.number(&format!(
                "SELECT COUNT(DISTINCT c.id) FROM orders o JOIN order_items i ON i.order_id = o.id
                 JOIN customers c ON c.id = o.customer_id WHERE i.batch_id = 37 AND c.{condition}")).await;
            let customers: BatchCustomerPage = staff.get("/api/batches/IXC-26-001/customers").await.json();
            assert_eq!(customers.pagination.total as i64, expected, "{account:?}");
        }
    }

    async fn batches_are_written_with_what_they_are_made_of(app) {
        let manager = app.as_account(Account::Manager).await;
        let mut body = batch("TEST-26-001");
        body["inputs"] = json!([{"batch_id": 37, "kg": 12.5}, {"batch_id": 59, "kg": 3}]);
        let reply = manager.post("/api/batches", &body).await;
        let made: Batch = reply.created();
        assert_eq!(made.status.as_str(), "open");
        let inputs: Vec<(i64, &str, f64)> =
            made.inputs.iter().map(|input| (input.batch_id, input.batch_code.as_str(), input.kg)).collect();
        assert_eq!(inputs, [(37, "IXC-26-001", 12.5), (59, "IXC-26-090", 3.0)]);
        assert_eq!(manager.get("/api/batches/TEST-26-001").await.json::<Batch>(), made);

        // PUT without inputs leaves them; with an empty list it takes them away.
        let kept: Batch = manager.put("/api/batches/TEST-26-001", &batch("TEST-26-001")).await.json();
        assert_eq!(kept.inputs, made.inputs);
        let mut body = batch("TEST-26-001");
        body["inputs"] = json!([]);
        let emptied: Batch = manager.put("/api/batches/TEST-26-001", &body).await.json();
        assert!(emptied.inputs.is_empty());
        manager.delete("/api/batches/TEST-26-001").await.no_content();
    }

    async fn references_to_nothing_are_named_and_nothing_is_stored(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let with = |field: &str, value: Value| {
            let mut body = batch("TEST-26-002");
            body[field] = value;
            body
        };
        for farm in [999_999, 7] {
            admin.post("/api/batches", &with("farm_id", farm.into())).await.wrong_fields(&["farm_id"]);
            admin.put("/api/batches/IXC-26-090", &with("farm_id", farm.into())).await.wrong_fields(&["farm_id"]);
        }
        for input in [999_999, 61] {
            let inputs = json!([{"batch_id": 37, "kg": 1}, {"batch_id": input, "kg": 1}]);
            admin.post("/api/batches", &with("inputs", inputs)).await.wrong_fields(&["inputs[1].batch_id"]);
        }
        admin.post("/api/batches", &with("inputs", json!([{"batch_id": 37, "kg": 0}]))).await.wrong_fields(&["inputs[0].kg"]);
        admin.post("/api/batches", &with("code", "has space".into())).await.wrong_fields(&["code"]);
        admin.post("/api/batches", &with("status", "ready".into())).await.wrong_fields(&["status"]);
        admin.post("/api/batches", &with("harvest_date", "2026-02-30".into())).await.wrong_fields(&["harvest_date"]);
        admin.post("/api/batches", &batch("IXC-26-001")).await.problem(409);
        // A recall alone recalls.
        let recalled = admin.post("/api/batches", &with("status", "recalled".into())).await;
        assert!([400, 409].contains(&recalled.status.as_u16()), "{}", recalled.text());
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn evidence_stays(app) {
        let admin = app.as_account(Account::Admin).await;
        admin.delete("/api/batches/IXC-26-091").await.problem(409);
        admin.delete("/api/batches/IXC-26-001").await.problem(409);
        // Nothing was made of it, and nothing was made from it.
        admin.delete("/api/batches/IXC-26-090").await.no_content();
        admin.get("/api/batches/IXC-26-090").await.problem(404);
        app.as_account(Account::OtherAdmin).await.get("/api/batches/IXC-26-090").await.ok();
    }

    async fn a_printed_code_and_its_farm_stay(app) {
        let admin = app.as_account(Account::Admin).await;
        let before: Batch = admin.get("/api/batches/IXC-26-091").await.json();
        let mut body = batch("IXC-26-091");
        body["farm_id"] = 2.into();
        admin.put("/api/batches/IXC-26-091", &body).await.problem(409);
        admin.put("/api/batches/IXC-26-091", &batch("RENAMED")).await.problem(409);
        assert_eq!(admin.get("/api/batches/IXC-26-091").await.json::<Batch>(), before);
        // Nothing was made of this one yet: a misread code may be put right.
        admin.put("/api/batches/IXC-26-090", &batch("IXC-26-092")).await.ok();
        admin.get("/api/batches/IXC-26-092").await.ok();
    }

    async fn stale_writes_are_refused(app) {
        let admin = app.as_account(Account::Admin).await;
        let tag = admin.get("/api/batches/IXC-26-090").await.header("etag").to_owned();
        admin.if_match(Method::PUT, "/api/batches/IXC-26-090", &tag, &batch("IXC-26-090")).await.ok();
        admin.if_match(Method::PUT, "/api/batches/IXC-26-090", &tag, &batch("IXC-26-090")).await.problem(412);
        admin.if_match(Method::DELETE, "/api/batches/IXC-26-090", &tag, &json!(null)).await.problem(412);
    }

    async fn batches_are_listed_and_filtered(app) {
        let viewer = app.as_account(Account::Viewer).await;
        for (query, condition) in [
            ("", "1 = 1"),
            ("&status=on_hold", "status = 'on_hold'"),
            ("&farm_id=1", "farm_id = 1"),
        ] {
            let list: BatchList = viewer.get(&format!("/api/batches?limit=100{query}")).await.json();
            let expected = app.db.number(&format!("SELECT COUNT(*) FROM batches WHERE org_id = 1 AND {condition}")).await;
            assert_eq!(list.batches.len() as i64, expected, "{query}");
        }
    }
}
