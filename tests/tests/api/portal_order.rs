//! One order as its shop sees it: provenance, production, shipments, timeline, and nothing that is the maker's own.

use contract::portal::PortalOrder;
use serde_json::Value;
use tests::{Account, on_both_engines};

const LIST: &str = "/api/portal/customer/orders";

/// Every member's name at any depth.
fn member_names(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                into.push(name.clone());
                member_names(value, into);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| member_names(value, into)),
        _ => {}
    }
}

on_both_engines! {
    async fn lines_say_where_the_cacao_grew(app) {
        let shop = app.as_account(Account::Portland).await;
        let order: PortalOrder = shop.get(&format!("{LIST}/O-2026-0117")).await.json();
        assert_eq!(order.id, 150);
        assert_eq!(shop.get(&format!("{LIST}/150")).await.json::<PortalOrder>(), order);
        let rows = app.db.rows(
            "SELECT i.id, i.quantity, i.quantity_shipped, b.code, f.name, f.region FROM order_items i
             LEFT JOIN batches b ON b.id = i.batch_id LEFT JOIN farms f ON f.id = b.farm_id WHERE i.order_id = 150 ORDER BY i.id").await;
        assert_eq!(order.line_items.len(), rows.len());
        for (line, row) in order.line_items.iter().zip(&rows) {
            assert_eq!(line.id, row.try_get_by_index::<i64>(0).expect("id"));
            assert_eq!(line.qty_ordered, row.try_get_by_index::<i32>(1).expect("quantity"));
            assert_eq!(line.qty_shipped, row.try_get_by_index::<i32>(2).expect("shipped"));
            let provenance = line.provenance.as_ref();
            assert_eq!(provenance.map(|p| p.batch_code.clone()), row.try_get_by_index::<Option<String>>(3).expect("code"));
            assert_eq!(provenance.map(|p| p.farm_name.clone()), row.try_get_by_index::<Option<String>>(4).expect("farm"));
            assert_eq!(provenance.map(|p| p.region.clone()), row.try_get_by_index::<Option<String>>(5).expect("region"));
        }
        assert!(order.line_items.iter().any(|line| line.provenance.is_none()), "a line not yet allocated");
        assert_eq!(order.total_items, order.line_items.iter().map(|line| i64::from(line.qty_ordered)).sum::<i64>());
    }

    async fn production_and_shipments_add_up(app) {
        let shop = app.as_account(Account::Portland).await;
        for id in app.db.column::<i64>("SELECT id FROM orders WHERE customer_id = 1").await {
            let order: PortalOrder = shop.get(&format!("{LIST}/{id}")).await.json();
            let works = app.db.number(&format!("SELECT COUNT(*) FROM work_orders WHERE order_id = {id} AND status <> 'cancelled'")).await;
            assert_eq!(order.production_status.work_orders.len() as i64, works);
            for work in &order.production_status.work_orders {
                assert!((0..=100).contains(&work.progress_percent));
            }
            if works == 0 {
                assert_eq!(order.production_status.label, "Not started");
            }
            let shipments = app.db.number(&format!("SELECT COUNT(*) FROM shipments WHERE order_id = {id}")).await;
            assert_eq!(order.shipments.len() as i64, shipments);
            for shipment in &order.shipments {
                let cartons = app.db.number(&format!(
                    "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM shipment_items WHERE shipment_id = {}", shipment.id)).await;
                assert_eq!(shipment.cartons, cartons);
            }
            assert_eq!(order.timeline.first().map(|step| step.event.as_str()), Some("created"));
        }
        let partial: PortalOrder = shop.get(&format!("{LIST}/O-2026-0117")).await.json();
        assert_eq!(partial.shipments.len(), 2, "partial shipments, each with its own tracking");
        let tracks: std::collections::HashSet<_> = partial.shipments.iter().map(|s| s.tracking_number.clone()).collect();
        assert_eq!(tracks.len(), 2);
    }

    async fn nothing_of_the_makers_own_at_any_depth(app) {
        // The canaries are in the data; the reply must hold none of them (the harness looks for them, too).
        app.db.run(
            "UPDATE batches SET notes = 'INTERNAL: canary'; UPDATE customers SET notes = 'INTERNAL: canary';
             UPDATE work_orders SET bill_of_materials = '{\"note\": \"INTERNAL-BOM-CANARY\"}', internal_cost_cents = 987654321").await;
        for account in Account::SHOPS {
            let shop = app.as_account(account).await;
            let customer = account.customer_id().expect("a shop");
            for id in app.db.column::<i64>(&format!("SELECT id FROM orders WHERE customer_id = {customer}")).await {
                let reply = shop.get(&format!("{LIST}/{id}")).await;
                assert!(!reply.text().contains("987654321"), "a cost got out");
                assert!(!reply.text().contains("INTERNAL"), "a note got out");
                let mut names = Vec::new();
                member_names(&reply.ok(), &mut names);
                for name in names {
                    let suspicious = ["cost", "price", "cents", "material", "note", "erp", "internal", "org_id", "customer_id",
                                      "owner", "team", "created_by", "hash", "version"];
                    assert!(!suspicious.iter().any(|word| name.contains(word)), "{name} in {}", reply.request);
                }
            }
        }
    }
}
