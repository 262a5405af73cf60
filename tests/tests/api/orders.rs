//! Orders as staff read and change them.

use contract::orders::{Order, OrderList};
use reqwest::Method;
use serde_json::json;
use tests::{Account, on_both_engines};

on_both_engines! {
    async fn each_role_sees_the_orders_of_its_customers(app) {
        for (account, condition) in [
            (Account::Admin, "o.org_id = 1"),
            (Account::Viewer, "o.org_id = 1"),
            (Account::Manager, "o.org_id = 1 AND c.team_id = 1"),
            (Account::User, "o.org_id = 1 AND c.owner_user_id = 3"),
            (Account::OtherAdmin, "o.org_id = 2"),
        ] {
            let staff = app.as_account(account).await;
            let mut seen = Vec::new();
            let mut cursor = String::new();
            loop {
                let page: OrderList = staff.get(&format!("/api/orders?limit=100{cursor}")).await.json();
                seen.extend(page.orders.iter().map(|order| order.id));
                match page.next_cursor {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            seen.sort_unstable();
            let sql = format!("SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE {condition} ORDER BY 1");
            assert_eq!(seen, app.db.column::<i64>(&sql).await, "{account:?}");
        }
        let user = app.as_account(Account::User).await;
        user.get("/api/orders/150").await.ok();
        user.get("/api/orders/134").await.problem(404);
        user.patch("/api/orders/134", &json!({"comments": "mine?"})).await.problem(404);
        user.get("/api/orders/134/shipments").await.problem(404);
    }

    async fn an_order_carries_its_items_with_their_origin(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let order: Order = viewer.get("/api/orders/O-2026-0117").await.json();
        assert_eq!((order.id, order.customer_name.as_str()), (150, "Harbor Cocoa"));
        assert_eq!(order.items.len(), 5);
        let allocated = order.items.iter().find(|item| item.batch_id == Some(37)).expect("a line of IXC-26-001");
        assert_eq!(allocated.batch_code.as_deref(), Some("IXC-26-001"));
        assert_eq!((allocated.farm_id, allocated.farm_name.as_deref()), (Some(1), Some("Finca Tz'unun")));
        let open = order.items.iter().find(|item| item.batch_id.is_none()).expect("a line not yet allocated");
        assert_eq!((open.product_id, open.farm_id), (None, None));
        assert_eq!(viewer.get("/api/orders/150").await.json::<Order>(), order);
        // The same number at the other maker is another order.
        let other: Order = app.as_account(Account::OtherAdmin).await.get("/api/orders/O-2026-0117").await.json();
        assert_eq!(other.id, 174);
        viewer.get("/api/orders/174").await.problem(404);
        // One item, and many.
        let many: Order = viewer.get("/api/orders/O-2026-0120").await.json();
        assert_eq!(many.items.len(), 14);
    }

    async fn orders_are_filtered(app) {
        let admin = app.as_account(Account::Admin).await;
        for (query, condition) in [
            ("status=cancelled", "status = 'cancelled'"),
            ("customer_id=13", "customer_id = 13"),
            ("status=pending&customer_id=1", "status = 'pending' AND customer_id = 1"),
            ("date_from=2026-10-01&date_to=2026-10-31", "order_date >= '2026-10-01' AND order_date <= '2026-10-31'"),
            ("search=O-2026-0117", "order_number = 'O-2026-0117'"),
            ("search=hcw-4471", "customer_po_reference = 'HCW-4471'"),
            ("search=%25", "1 = 0"),
        ] {
            let list: OrderList = admin.get(&format!("/api/orders?limit=100&{query}")).await.json();
            let expected = app.db.number(&format!("SELECT COUNT(*) FROM orders WHERE org_id = 1 AND {condition}")).await;
            assert_eq!(list.orders.len() as i64, expected, "{query}");
        }
        admin.get("/api/orders?customer_id=35").await.json::<OrderList>().orders.is_empty().then_some(()).expect("nothing");
        for (query, field) in [
            ("status=lost", "status"), ("date_from=yesterday", "date_from"), ("customer_id=x", "customer_id"),
            ("sort=total", "sort"), ("colour=brown", "colour"),
        ] {
            admin.get(&format!("/api/orders?{query}")).await.wrong_fields(&[field]);
        }
    }

    async fn an_order_changes_under_rules(app) {
        let user = app.as_account(Account::User).await;
        let path = "/api/orders/O-2026-0139";
        let reply = user.get(path).await;
        let (before, tag) = (reply.json::<Order>(), reply.header("etag").to_owned());
        assert_eq!(before.status.as_str(), "pending");
        let patch = json!({"status": "in_production", "est_delivery_date": "2026-12-24", "comments": null});
        let after: Order = user.if_match(Method::PATCH, path, &tag, &patch).await.json();
        assert_eq!(after.status.as_str(), "in_production");
        assert_eq!(after.est_delivery_date.map(|date| date.to_string()).as_deref(), Some("2026-12-24"));
        assert_eq!((after.comments, after.version), (None, before.version + 1));
        assert_eq!(after.customer_po_reference, before.customer_po_reference, "what was left out stays");
        user.if_match(Method::PATCH, path, &tag, &patch).await.problem(412);
        for (status, order) in [("shipped", path), ("delivered", path), ("cancelled", "/api/orders/O-2026-0117"),
                                ("pending", "/api/orders/O-2026-0088")] {
            user.patch(order, &json!({"status": status})).await.problem(409);
        }
        user.patch(path, &json!({"status": "eaten"})).await.wrong_fields(&["status"]);
        user.patch(path, &json!({"order_number": "O-1"})).await.wrong_fields(&["order_number"]);
        app.as_account(Account::Viewer).await.patch(path, &json!({"comments": "x"})).await.problem(403);
        app.as_account(Account::Portland).await.patch(path, &json!({"comments": "x"})).await.problem(403);
        // An order of an outside system is changed there.
        app.as_account(Account::Admin).await.patch("/api/orders/11", &json!({"comments": "x"})).await.problem(409);
    }

    async fn lines_are_put_onto_lots(app) {
        let admin = app.as_account(Account::Admin).await;
        let order: Order = admin.get("/api/orders/O-2026-0139").await.json();
        let line = order.items.iter().find(|item| item.sku == "LNQ-70-60").expect("a line");
        let put = |product: i64| json!({"allocations": [{"order_item_id": line.id, "product_id": product}]});
        let before = app.db.fingerprint().await;
        admin.patch("/api/orders/O-2026-0139", &put(999_999)).await.wrong_fields(&["allocations[0].product_id"]);
        admin.patch("/api/orders/O-2026-0139", &put(72)).await.wrong_fields(&["allocations[0].product_id"]);
        admin.patch("/api/orders/O-2026-0139", &put(54)).await.wrong_fields(&["allocations[0].product_id"]);
        let both = json!({"allocations": [{"order_item_id": line.id, "product_id": 53, "batch_id": 59}]});
        admin.patch("/api/orders/O-2026-0139", &both).await.wrong_fields(&["allocations[0].batch_id"]);
        let alien = json!({"allocations": [{"order_item_id": 337, "product_id": 53}]});
        admin.patch("/api/orders/O-2026-0139", &alien).await.wrong_fields(&["allocations[0].order_item_id"]);
        assert_eq!(app.db.fingerprint().await, before);
        let allocated: Order = admin.patch("/api/orders/O-2026-0139", &put(53)).await.json();
        let item = allocated.items.iter().find(|item| item.id == line.id).expect("the line");
        assert_eq!((item.batch_code.as_deref(), item.farm_id), (Some("IXC-26-001"), Some(1)));
        let off = json!({"allocations": [{"order_item_id": line.id, "product_id": null, "batch_id": null}]});
        let taken_off: Order = admin.patch("/api/orders/O-2026-0139", &off).await.json();
        assert_eq!(taken_off.items.iter().find(|item| item.id == line.id).and_then(|item| item.batch_id), None);
    }

    async fn a_shipped_line_keeps_its_lot(app) {
        let admin = app.as_account(Account::Admin).await;
        let order: Order = admin.get("/api/orders/O-2026-0117").await.json();
        let line = order.items.iter().find(|item| item.quantity_shipped > 0).expect("a shipped line");
        let put = |product: Option<i64>, batch: Option<i64>| {
            json!({"allocations": [{"order_item_id": line.id, "product_id": product, "batch_id": batch}]})
        };
        for (product, batch) in [(None, None), (None, Some(50)), (Some(54), None)] {
            let reply = admin.patch("/api/orders/O-2026-0117", &put(product, batch)).await;
            assert!([400, 409].contains(&reply.status.as_u16()), "{}", reply.text());
        }
        admin.patch("/api/orders/O-2026-0117", &put(None, None)).await.problem(409);
        let after: Order = admin.get("/api/orders/O-2026-0117").await.json();
        assert_eq!(after.items, order.items);
        // Saying the same again changes nothing.
        admin.patch("/api/orders/O-2026-0117", &put(line.product_id, line.batch_id)).await.ok();
    }
}
