//! The whole life of an order, played through by hand as staff would, and what its shop sees at each step.

use contract::{
    orders::Order,
    portal::{PortalOrder, PortalOrderPage, PortalShipmentDetail},
    shipments::Shipment,
    work_orders::WorkOrder,
};
use reqwest::Method;
use serde_json::json;
use tests::{Account, on_both_engines, png};

on_both_engines! {
    async fn an_order_lives(app) {
        let (admin, shop) = (app.as_account(Account::Admin).await, app.as_account(Account::Portland).await);
        let order = json!({"customer_id": 1, "customer_po_reference": "PO-LIFE", "requested_delivery_date": "2027-02-01",
                           "items": [{"product_id": 71, "quantity": 60}, {"sku": "LNQ-70-60", "quantity": 40}]});
        let order: Order = admin.post("/api/orders", &order).await.created();
        let at = format!("/api/orders/{}", order.id);
        let seen = async || shop.get(&format!("/api/portal/customer/orders/{}", order.order_number)).await.json::<PortalOrder>();
        let steps = |seen: &PortalOrder| -> Vec<(String, bool)> {
            seen.timeline.iter().map(|step| (step.event.clone(), step.occurred_at.is_some())).collect()
        };
        let way = |done: usize| -> Vec<(String, bool)> {
            ["created", "in_production", "shipped", "delivered"].iter().zip(0..).map(|(name, place)| ((*name).to_owned(), place < done)).collect()
        };

        // Placed: nothing has begun, one line has no lot yet.
        let first = seen().await;
        assert_eq!((first.status.as_str(), first.production_status.label.as_str(), first.total_items), ("pending", "Not started", 100));
        assert_eq!(steps(&first), way(1));
        assert!(first.line_items[0].provenance.is_some() && first.line_items[1].provenance.is_none());

        // Promised, planned, allocated.
        let patch = json!({"est_delivery_date": "2027-01-20", "allocations": [{"order_item_id": order.items[1].id, "product_id": 53}]});
        let promised: Order = admin.patch(&at, &patch).await.json();
        assert_eq!(promised.items[1].batch_code.as_deref(), Some("IXC-26-001"));
        let mut works = Vec::new();
        for (item, quantity) in [(&order.items[0], 60), (&order.items[1], 40)] {
            let body = json!({"order_id": order.id, "sku": item.sku, "product_name": item.product_name, "qty_planned": quantity,
                              "est_start": "2026-12-01", "est_completion": "2026-12-20"});
            works.push(admin.post("/api/work-orders", &body).await.created::<WorkOrder>());
        }
        let planned = seen().await;
        assert_eq!(planned.est_delivery_date.map(|day| day.to_string()).as_deref(), Some("2027-01-20"));
        assert_eq!(planned.timeline[3].expected_on, planned.est_delivery_date);
        assert_eq!(planned.production_status.label, "Not started");
        assert_eq!(planned.production_status.est_start.map(|day| day.to_string()).as_deref(), Some("2026-12-01"));
        assert_eq!(planned.line_items[1].provenance.as_ref().map(|origin| origin.farm_id), Some(1));

        // In production: begun, half done, done.
        let work = |index: usize| format!("/api/work-orders/{}", works[index].id);
        admin.patch(&at, &json!({"status": "in_production"})).await.ok();
        admin.patch(&work(0), &json!({"status": "in_progress", "qty_completed": 30})).await.ok();
        let begun = seen().await;
        assert_eq!((begun.status.as_str(), begun.production_status.label.as_str()), ("in_production", "In production"));
        assert_eq!(begun.production_status.work_orders.iter().map(|work| work.progress_percent).collect::<Vec<_>>(), [50, 0]);
        assert_eq!(steps(&begun), way(2));
        let completed: WorkOrder = admin.patch(&work(0), &json!({"status": "completed", "qty_completed": 60})).await.json();
        assert!(completed.completed_at.is_some());
        admin.patch(&work(0), &json!({"status": "in_progress"})).await.problem(409);
        assert_eq!(seen().await.production_status.label, "In production", "the other run is still to come");
        admin.patch(&work(1), &json!({"status": "in_progress"})).await.ok();
        admin.patch(&work(1), &json!({"status": "completed", "qty_completed": 40})).await.ok();
        let made = seen().await;
        assert_eq!(made.production_status.label, "Completed");
        assert!(made.production_status.work_orders.iter().all(|work| work.progress_percent == 100 && work.completed_at.is_some()));

        // Two parcels, each with its own tracking.
        let mut parcels = Vec::new();
        for (item, quantity, number) in [(0, 60, "MA-1"), (1, 40, "MA-2")] {
            let body = json!({"items": [{"order_item_id": order.items[item].id, "quantity": quantity}], "carrier": "Maya Air",
                              "tracking_number": number, "tracking_url": format!("https://maya.example/{number}"),
                              "est_delivery_date": "2027-01-18"});
            parcels.push(admin.post(&format!("{at}/shipments"), &body).await.created::<Shipment>());
        }
        let packed = seen().await;
        assert_eq!((packed.status.as_str(), packed.shipments.len()), ("in_production", 2), "what waits has not been shipped");
        assert!(packed.line_items.iter().all(|line| line.qty_shipped == 0));
        let milestones = async |parcel: &Shipment, status: &str, location: &str| {
            let body = json!({"status": status, "location": location, "description": "Noted by hand"});
            admin.post(&format!("/api/shipments/{}/events", parcel.id), &body).await.created::<Shipment>()
        };
        milestones(&parcels[0], "in_transit", "Guatemala City").await;
        let part = seen().await;
        assert_eq!(part.line_items.iter().map(|line| line.qty_shipped).collect::<Vec<_>>(), [60, 0]);
        assert_eq!(part.status.as_str(), "in_production", "half of it is still here");
        milestones(&parcels[1], "in_transit", "Guatemala City").await;
        let shipped = seen().await;
        assert_eq!(shipped.status.as_str(), "shipped");
        assert_eq!(steps(&shipped), way(3));
        milestones(&parcels[0], "out_for_delivery", "Portland").await;
        milestones(&parcels[0], "delivered", "Portland").await;
        assert_eq!(seen().await.status.as_str(), "shipped", "one parcel is still under way");

        // Delivered with its proof.
        let last = format!("/api/shipments/{}", parcels[1].id);
        let signed = admin.raw(Method::PUT, &format!("{last}/signature"), "image/png", png(60, 20)).await.json::<Shipment>();
        assert!(signed.has_signature && !signed.has_photo);
        admin.patch(&last, &json!({"status": "delivered", "received_by": "Ana Ruiz"})).await.ok();
        let done = seen().await;
        assert_eq!(done.status.as_str(), "delivered");
        assert_eq!(steps(&done), way(4));
        let parcel: PortalShipmentDetail = shop.get(&format!("/api/portal/customer/shipments/{}", parcels[1].id)).await.json();
        let proof = parcel.delivery_proof.expect("a proof");
        assert_eq!((proof.received_by.as_deref(), proof.photo), (Some("Ana Ruiz"), None));
        assert_eq!(shop.get(&proof.signature.expect("a signature")).await.status, 200);
        let other: PortalShipmentDetail = shop.get(&format!("/api/portal/customer/shipments/{}", parcels[0].id)).await.json();
        let way: Vec<&str> = other.timeline.iter().map(|step| step.status.as_str()).collect();
        assert_eq!(way, ["pending", "in_transit", "out_for_delivery", "delivered"]);
        assert_eq!(other.timeline[1].location.as_deref(), Some("Guatemala City"));
        let list: PortalOrderPage = shop.get("/api/portal/customer/orders?search=PO-LIFE").await.json();
        assert_eq!((list.orders[0].cartons_shipped, list.orders[0].total_items), (100, 100));
        // What has arrived stays so.
        admin.patch(&last, &json!({"status": "in_transit"})).await.problem(409);
        admin.patch(&at, &json!({"status": "cancelled"})).await.problem(409);
    }
}
