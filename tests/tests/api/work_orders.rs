//! Work orders: production runs, without what they cost.

use contract::work_orders::{WorkOrder, WorkOrderList};
use serde_json::json;
use tests::{Account, on_both_engines};

on_both_engines! {
    async fn every_role_reads_work_orders(app) {
        let expected = app.db.number("SELECT COUNT(*) FROM work_orders WHERE org_id = 1").await;
        for account in [Account::Viewer, Account::Admin] {
            let list: WorkOrderList = app.as_account(account).await.get("/api/work-orders?limit=100").await.json();
            assert_eq!(list.work_orders.len() as i64, expected.min(100));
        }
    }

    async fn managers_plan_and_report_progress(app) {
        let manager = app.as_account(Account::Manager).await;
        let body = json!({"sku": "LNQ-70-60", "product_name": "Lanquín 70 %", "qty_planned": 100, "batch_id": 59});
        let made: WorkOrder = manager.post("/api/work-orders", &body).await.created();
        assert!(made.wo_number.starts_with("WO-"), "{}", made.wo_number);
        assert_eq!(made.batch_code.as_deref(), Some("IXC-26-090"));
        let path = format!("/api/work-orders/{}", made.id);
        let begun: WorkOrder =
            manager.patch(&path, &json!({"status": "in_progress", "qty_completed": 40})).await.json();
        assert_eq!((begun.status.as_str(), begun.qty_completed), ("in_progress", 40));
        let refused = manager.patch(&path, &json!({"qty_planned": null, "status": "never"})).await.problem(400);
        assert!(refused.errors.iter().any(|error| error.field == "status"), "{refused:?}");
        for account in [Account::User, Account::Viewer, Account::Hamburg] {
            let other = app.as_account(account).await;
            other.post("/api/work-orders", &body).await.problem(403);
            other.patch(&path, &json!({"qty_completed": 1})).await.problem(403);
        }
    }

    async fn references_stay_inside_the_organization(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        for (field, value) in [("batch_id", 61), ("batch_id", 999_999), ("order_id", 173), ("order_id", 999_999)] {
            let mut body = json!({"sku": "LNQ-70-60", "product_name": "x", "qty_planned": 1});
            body[field] = value.into();
            admin.post("/api/work-orders", &body).await.wrong_fields(&[field]);
        }
        let foreign = app.db.number("SELECT MIN(id) FROM work_orders WHERE org_id = 2").await;
        admin.patch(&format!("/api/work-orders/{foreign}"), &json!({"qty_completed": 1})).await.problem(404);
        assert_eq!(app.db.fingerprint().await, before);
    }
}
