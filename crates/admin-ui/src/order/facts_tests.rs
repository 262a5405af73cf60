//! What is left, and which headline wins.

use super::*;
use serde_json::{from_value, json};

fn order(status: &str, lines: &[(i64, i32, i32, bool)]) -> Order {
    let items: Vec<_> = lines
        .iter()
        .map(|(id, quantity, shipped, has_lot)| {
            json!({
                "id": id, "sku": "LNQ-70-60", "product_name": "Lanquín 70% 60 g", "quantity": quantity,
                "quantity_shipped": shipped, "unit": "carton", "status": "pending", "batch_id": has_lot.then_some(1),
            })
        })
        .collect();
    from_value(json!({
        "id": 1, "order_number": "O-1", "customer_id": 1, "customer_name": "Harbor Cocoa", "status": status,
        "order_date": "2026-02-09", "items": items, "version": 1,
        "created_at": "2026-02-09T00:00:00Z", "updated_at": "2026-02-09T00:00:00Z",
    }))
    .unwrap()
}

fn shipment(status: &str, item: i64, quantity: i32) -> Shipment {
    from_value(json!({
        "id": 1, "shipment_number": "SH-1", "order_id": 1, "order_number": "O-1", "customer_id": 1,
        "customer_name": "Harbor Cocoa", "status": status, "timeline": [], "version": 1,
        "items": [{"order_item_id": item, "sku": "LNQ-70-60", "product_name": "x", "quantity": quantity}],
        "created_at": "2026-02-09T00:00:00Z", "updated_at": "2026-02-09T00:00:00Z",
    }))
    .unwrap()
}

fn run(status: &str, done: i32, planned: i32) -> WorkOrder {
    from_value(json!({
        "id": 1, "wo_number": "WO-1", "sku": "LNQ-70-60", "product_name": "x", "qty_planned": planned,
        "qty_completed": done, "unit": "carton", "status": status, "version": 1,
        "created_at": "2026-02-09T00:00:00Z", "updated_at": "2026-02-09T00:00:00Z",
    }))
    .unwrap()
}

#[test]
fn what_is_packed_is_not_left() {
    let order = order("in_production", &[(1, 100, 30, true)]);
    let parcels = [shipment("pending", 1, 20), shipment("in_transit", 1, 30)];
    assert_eq!(packed(&order.items[0], &parcels), 20);
    assert_eq!(left(&order.items[0], &parcels), 50);
    // Another line's parcel is another line's.
    assert_eq!(left(&order.items[0], &[shipment("pending", 2, 20)]), 70);
    assert!(has_shipped(&order));
}

#[test]
fn the_headline_is_what_is_to_be_done() {
    let none = order("pending", &[(1, 100, 0, true), (2, 40, 0, false)]);
    assert_eq!(Next::of(&none, &[], &[]), Next::NeedsLots(40));
    let all = order("in_production", &[(1, 100, 0, true)]);
    assert_eq!(
        Next::of(
            &all,
            &[run("in_progress", 30, 100), run("completed", 5, 5)],
            &[]
        ),
        Next::Making {
            done: 30,
            planned: 100
        }
    );
    assert_eq!(
        Next::of(&all, &[run("completed", 100, 100)], &[]),
        Next::Pack(100)
    );
    assert_eq!(
        Next::of(&all, &[], &[shipment("pending", 1, 100)]),
        Next::HandOver(100)
    );
    assert_eq!(
        Next::of(&all, &[], &[shipment("exception", 1, 100)]),
        Next::Trouble
    );
    let gone = order("shipped", &[(1, 100, 100, true)]);
    assert_eq!(
        Next::of(&gone, &[], &[shipment("out_for_delivery", 1, 100)]),
        Next::OnTheWay(100)
    );
    assert_eq!(Next::of(&gone, &[], &[]), Next::Shipped);
    assert_eq!(
        Next::of(&order("cancelled", &[(1, 1, 0, false)]), &[], &[]),
        Next::Cancelled
    );
}
