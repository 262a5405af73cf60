//! Shipments: what left the house, and how that moves the order along.

use contract::{
    orders::Order,
    shipments::{Shipment, ShipmentPage},
};
use reqwest::Method;
use serde_json::json;
use tests::{Account, TestApp, on_both_engines};

async fn order_of(app: &TestApp, quantity: i32) -> Order {
    let admin = app.as_account(Account::Admin).await;
    let body = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": quantity}]});
    admin.post("/api/orders", &body).await.created()
}

on_both_engines! {
    async fn an_orders_shipments_are_listed(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let page: ShipmentPage = viewer.get("/api/orders/O-2026-0117/shipments").await.json();
        let expected = app.db.number("SELECT COUNT(*) FROM shipments WHERE order_id = 150").await;
        assert_eq!((page.shipments.len() as i64, page.pagination.total as i64), (expected, expected));
        let one = &page.shipments[0];
        let found: Shipment = viewer.get(&format!("/api/shipments/{}", one.id)).await.json();
        assert_eq!(&found, one);
        let found: Shipment = viewer.get(&format!("/api/shipments/{}", one.shipment_number)).await.json();
        assert_eq!(found.id, one.id);
        let foreign = app.db.number("SELECT MIN(id) FROM shipments WHERE org_id = 2").await;
        viewer.get(&format!("/api/shipments/{foreign}")).await.problem(404);
    }

    async fn a_pending_shipment_does_not_count_and_a_moving_one_does(app) {
        let admin = app.as_account(Account::Admin).await;
        let order = order_of(app, 10).await;
        let path = format!("/api/orders/{}/shipments", order.order_number);
        let item = order.items[0].id;
        let line = |quantity: i32| json!({"items": [{"order_item_id": item, "quantity": quantity}], "carrier": "Maya Air"});
        let first: Shipment = admin.post(&path, &line(4)).await.created();
        assert_eq!(first.status.as_str(), "pending");
        assert_eq!(shipped(app, item).await, 0);
        let patch = |status: &str| json!({"status": status});
        let at = format!("/api/shipments/{}", first.id);
        admin.patch(&at, &patch("in_transit")).await.ok();
        assert_eq!(shipped(app, item).await, 4);
        // More than was ordered is refused, whole.
        let before = app.db.fingerprint().await;
        let refused = admin.post(&path, &line(7)).await;
        assert!([400, 409].contains(&refused.status.as_u16()), "{}", refused.text());
        assert_eq!(app.db.fingerprint().await, before);
        let second: Shipment = admin.post(&path, &line(6)).await.created();
        let milestone = json!({"status": "delivered", "location": "Portland", "description": "Received"});
        for id in [first.id, second.id] {
            let moved = admin.post(&format!("/api/shipments/{id}/events"), &milestone).await;
            assert!(moved.status.is_success(), "{}", moved.text());
        }
        assert_eq!(shipped(app, item).await, 10);
        let done: Order = admin.get(&format!("/api/orders/{}", order.id)).await.json();
        assert_eq!(done.status.as_str(), "delivered", "all of it has arrived");
    }

    async fn lines_of_other_orders_are_refused(app) {
        let admin = app.as_account(Account::Admin).await;
        let order = order_of(app, 10).await;
        let before = app.db.fingerprint().await;
        let path = format!("/api/orders/{}/shipments", order.id);
        let foreign = app.db.number("SELECT MIN(id) FROM order_items WHERE org_id = 2").await;
        for item in [337, foreign, 999_999] {
            let body = json!({"items": [{"order_item_id": item, "quantity": 1}]});
            admin.post(&path, &body).await.wrong_fields(&["items[0].order_item_id"]);
        }
        admin.post(&path, &json!({"items": []})).await.wrong_fields(&["items"]);
        let body = json!({"items": [{"order_item_id": order.items[0].id, "quantity": 1}], "tracking_url": "javascript:alert(1)"});
        admin.post(&path, &body).await.wrong_fields(&["tracking_url"]);
        assert_eq!(app.db.fingerprint().await, before);
        for account in [Account::Viewer, Account::Hamburg] {
            app.as_account(account).await.post(&path, &body).await.problem(403);
        }
    }

    async fn stale_changes_are_refused(app) {
        let admin = app.as_account(Account::Admin).await;
        let order = order_of(app, 2).await;
        let body = json!({"items": [{"order_item_id": order.items[0].id, "quantity": 1}]});
        let made: Shipment = admin.post(&format!("/api/orders/{}/shipments", order.id), &body).await.created();
        let path = format!("/api/shipments/{}", made.id);
        let tag = admin.get(&path).await.header("etag").to_owned();
        admin.if_match(Method::PATCH, &path, &tag, &json!({"carrier": "Quetzal Freight"})).await.ok();
        admin.if_match(Method::PATCH, &path, &tag, &json!({"carrier": "Another"})).await.problem(412);
    }
}

async fn shipped(app: &TestApp, item: i64) -> i32 {
    app.db
        .value(&format!(
            "SELECT quantity_shipped FROM order_items WHERE id = {item}"
        ))
        .await
}
