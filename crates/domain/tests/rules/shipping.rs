//! Shipments and what they do to their order.

use chrono::{Duration, Utc};
use contract::{
    OrderStatus, Page, ShipmentStatus,
    orders::{Order, OrderInput, OrderLine},
    shipments::{ShipmentEventInput, ShipmentInput, ShipmentLine, ShipmentPatch},
};
use domain::{IdOrCode, Scope, orders, shipments};

use crate::support::{World, conflict, fields, is_forbidden, is_missing, is_stale};

on_both![
    an_order_leaves_in_two_parcels,
    no_more_leaves_than_was_ordered,
    held_lots_do_not_leave,
    unallocated_lines_do_not_leave,
    cancelled_orders_do_not_leave,
    late_milestones_are_only_written_down,
    shipments_follow_reach,
];

/// An order of Cedar & Salt, whom user 3 owns, over lots of two released batches.
async fn order(world: &World, lines: Vec<OrderLine>) -> Order {
    let input = OrderInput {
        customer_id: 2,
        items: lines,
        ..OrderInput::default()
    };
    orders::place(&world.admin(), &input)
        .await
        .expect("placed")
        .body
}

fn lot(product_id: i64, quantity: i32) -> OrderLine {
    OrderLine {
        product_id: Some(product_id),
        quantity,
        ..OrderLine::default()
    }
}

fn parcel(lines: &[(i64, i32)]) -> ShipmentInput {
    ShipmentInput {
        items: lines
            .iter()
            .map(|(order_item_id, quantity)| ShipmentLine {
                order_item_id: *order_item_id,
                quantity: *quantity,
            })
            .collect(),
        carrier: Some("DHL".into()),
        ..ShipmentInput::default()
    }
}

fn event(status: ShipmentStatus) -> ShipmentEventInput {
    ShipmentEventInput {
        status: Some(status),
        location: Some("Puerto Barrios".into()),
        ..ShipmentEventInput::default()
    }
}

fn to(status: ShipmentStatus) -> ShipmentPatch {
    ShipmentPatch {
        status: Some(status),
        ..ShipmentPatch::default()
    }
}

async fn read(scope: &Scope, id: i64) -> Order {
    orders::by_key(scope, &IdOrCode::Id(id))
        .await
        .expect("read")
}

async fn an_order_leaves_in_two_parcels(world: &World) {
    let user = world.user();
    let order = order(world, vec![lot(1, 10), lot(3, 4)]).await;
    let key = IdOrCode::Code(order.order_number.clone());
    let (first, second) = (order.items[0].id, order.items[1].id);

    let waiting = shipments::create(&user, &key, &parcel(&[(first, 6)]))
        .await
        .expect("packed")
        .body;
    assert_eq!(waiting.status, ShipmentStatus::Pending);
    assert_eq!(waiting.ship_to_city.as_deref(), Some("Seattle"));
    assert_eq!(waiting.timeline.len(), 1);
    let before = read(&user, order.id).await;
    assert_eq!(
        (before.items[0].quantity_shipped, before.version),
        (0, order.version)
    );

    let id = IdOrCode::Code(waiting.shipment_number.clone());
    assert!(is_stale(
        &shipments::change(&user, &id, &to(ShipmentStatus::InTransit), Some(9)).await
    ));
    let left = shipments::change(&user, &id, &to(ShipmentStatus::InTransit), Some(1))
        .await
        .expect("left");
    assert_eq!((left.version, left.timeline.len()), (2, 2));
    assert!(left.dispatch_date.is_some());
    let after = read(&user, order.id).await;
    assert_eq!(after.items[0].quantity_shipped, 6);
    assert_eq!(after.status, OrderStatus::Pending);
    assert!(after.version > order.version);
    conflict(shipments::change(&user, &id, &to(ShipmentStatus::Pending), None).await);

    let rest = ShipmentInput {
        status: Some(ShipmentStatus::InTransit),
        ..parcel(&[(first, 4), (second, 4)])
    };
    let rest = shipments::create(&user, &key, &rest)
        .await
        .expect("packed")
        .body;
    let after = read(&user, order.id).await;
    assert_eq!(after.status, OrderStatus::Shipped);
    assert!(after.items.iter().all(|line| line.status == "shipped"));

    let arrived = shipments::add_event(&user, &id, &event(ShipmentStatus::Delivered)).await;
    let arrived = arrived.expect("delivered").body;
    assert!(arrived.actual_delivery_date.is_some());
    assert_eq!(read(&user, order.id).await.status, OrderStatus::Shipped);
    let rest = IdOrCode::Id(rest.id);
    shipments::add_event(&user, &rest, &event(ShipmentStatus::Delivered))
        .await
        .expect("delivered");
    let after = read(&user, order.id).await;
    assert_eq!(after.status, OrderStatus::Delivered);
    conflict(shipments::change(&user, &rest, &to(ShipmentStatus::Exception), None).await);
    let sql = format!(
        "SELECT count(*) FROM order_events WHERE order_id = {} AND event IN ('shipped', 'delivered')",
        order.id
    );
    assert_eq!(world.count(&sql).await, 2);
    let page = shipments::of_order(&user, &key, Page::new(None, None))
        .await
        .expect("read");
    assert_eq!(page.pagination.total, 2);
    assert_eq!(page.shipments[0].id, waiting.id);
}

async fn no_more_leaves_than_was_ordered(world: &World) {
    let admin = world.admin();
    let order = order(world, vec![lot(1, 10)]).await;
    let key = IdOrCode::Id(order.id);
    let line = order.items[0].id;
    // Line 1 of the demonstration data is another order's.
    let refused = shipments::create(&admin, &key, &parcel(&[(line, 11), (1, 1), (line, 1)])).await;
    assert_eq!(
        fields(refused),
        [
            "items[0].quantity",
            "items[1].order_item_id",
            "items[2].order_item_id"
        ]
    );
    shipments::create(&admin, &key, &parcel(&[(line, 6)]))
        .await
        .expect("packed");
    let refused = shipments::create(&admin, &key, &parcel(&[(line, 5)])).await;
    assert_eq!(fields(refused), ["items[0].quantity"]);
    shipments::create(&admin, &key, &parcel(&[(line, 4)]))
        .await
        .expect("packed");

    let order = self::order(world, vec![lot(1, 10)]).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (scope, key) = (world.admin(), IdOrCode::Id(order.id));
        let parcel = parcel(&[(order.items[0].id, 4)]);
        tasks.spawn(async move { shipments::create(&scope, &key, &parcel).await.is_ok() });
    }
    let packed = tasks.join_all().await.into_iter().filter(|ok| *ok).count();
    assert_eq!(packed, 2, "two parcels of four fit into ten cartons");
}

async fn held_lots_do_not_leave(world: &World) {
    let admin = world.admin();
    let order = order(world, vec![lot(1, 10)]).await;
    let (key, line) = (IdOrCode::Id(order.id), order.items[0].id);
    let waiting = shipments::create(&admin, &key, &parcel(&[(line, 4)]))
        .await
        .expect("packed")
        .body;
    for status in ["on_hold", "recalled"] {
        world
            .change(&format!(
                "UPDATE batches SET status = '{status}' WHERE id = 1"
            ))
            .await;
        let words = conflict(shipments::create(&admin, &key, &parcel(&[(line, 4)])).await);
        assert!(words.starts_with("Batch IXC-24-001 is "), "{words}");
        let id = IdOrCode::Id(waiting.id);
        conflict(shipments::change(&admin, &id, &to(ShipmentStatus::InTransit), None).await);
        conflict(shipments::add_event(&admin, &id, &event(ShipmentStatus::InTransit)).await);
    }
    assert_eq!(read(&admin, order.id).await.items[0].quantity_shipped, 0);
}

async fn unallocated_lines_do_not_leave(world: &World) {
    let admin = world.admin();
    let line = OrderLine {
        sku: Some("LNQ-70-60".into()),
        quantity: 3,
        ..OrderLine::default()
    };
    let order = order(world, vec![line]).await;
    let (key, line) = (IdOrCode::Id(order.id), order.items[0].id);
    let made = shipments::create(&admin, &key, &parcel(&[(line, 3)]))
        .await
        .expect("packed")
        .body;
    let id = IdOrCode::Id(made.id);
    conflict(shipments::change(&admin, &id, &to(ShipmentStatus::InTransit), None).await);
}

async fn cancelled_orders_do_not_leave(world: &World) {
    let admin = world.admin();
    let order = order(world, vec![lot(1, 10)]).await;
    let (key, line) = (IdOrCode::Id(order.id), order.items[0].id);
    let made = shipments::create(&admin, &key, &parcel(&[(line, 3)]))
        .await
        .expect("packed")
        .body;
    world
        .change(&format!(
            "UPDATE orders SET status = 'cancelled' WHERE id = {}",
            order.id
        ))
        .await;
    let words = conflict(shipments::create(&admin, &key, &parcel(&[(line, 1)])).await);
    assert_eq!(words, format!("Order {} is cancelled.", order.order_number));
    let id = IdOrCode::Id(made.id);
    conflict(shipments::change(&admin, &id, &to(ShipmentStatus::InTransit), None).await);
    // What is written on it may still be put right.
    let patch = ShipmentPatch {
        carrier: Some(None),
        tracking_number: Some(Some("00340434161094000000".into())),
        ..ShipmentPatch::default()
    };
    let changed = shipments::change(&admin, &id, &patch, None)
        .await
        .expect("changed");
    assert_eq!(
        (changed.carrier, changed.tracking_number.is_some()),
        (None, true)
    );
}

async fn late_milestones_are_only_written_down(world: &World) {
    let admin = world.admin();
    let order = order(world, vec![lot(1, 10)]).await;
    let key = IdOrCode::Id(order.id);
    let made = shipments::create(&admin, &key, &parcel(&[(order.items[0].id, 10)])).await;
    let id = IdOrCode::Id(made.expect("packed").body.id);
    let at = |status, hours: i64| ShipmentEventInput {
        timestamp: Some(Utc::now() - Duration::hours(hours)),
        ..event(status)
    };
    // It left before it was written down here.
    let left = shipments::add_event(&admin, &id, &at(ShipmentStatus::InTransit, 30)).await;
    assert_eq!(left.expect("left").body.status, ShipmentStatus::InTransit);
    shipments::add_event(&admin, &id, &at(ShipmentStatus::Delivered, 2))
        .await
        .expect("delivered");
    let late = shipments::add_event(&admin, &id, &at(ShipmentStatus::OutForDelivery, 5)).await;
    let late = late.expect("written down").body;
    assert_eq!(late.status, ShipmentStatus::Delivered);
    let seen: Vec<_> = late.timeline.iter().map(|event| event.status).collect();
    assert_eq!(
        seen,
        [
            ShipmentStatus::InTransit,
            ShipmentStatus::OutForDelivery,
            ShipmentStatus::Delivered,
            ShipmentStatus::Pending
        ]
    );
    assert_eq!(read(&admin, order.id).await.status, OrderStatus::Delivered);
    conflict(shipments::add_event(&admin, &id, &at(ShipmentStatus::Exception, 1)).await);
    let refused = shipments::add_event(&admin, &id, &at(ShipmentStatus::Exception, -25)).await;
    assert_eq!(fields(refused), ["timestamp"]);
    let refused = shipments::add_event(&admin, &id, &ShipmentEventInput::default()).await;
    assert_eq!(fields(refused), ["status"]);
}

async fn shipments_follow_reach(world: &World) {
    let order = order(world, vec![lot(1, 10)]).await;
    let (key, line) = (IdOrCode::Id(order.id), order.items[0].id);
    let made = shipments::create(&world.user(), &key, &parcel(&[(line, 3)])).await;
    let id = IdOrCode::Id(made.expect("packed").body.id);
    let other = world.staff(1, 7, Some(2), contract::StaffRole::User);
    for scope in [&other, &world.stranger()] {
        assert!(is_missing(&shipments::by_key(scope, &id).await));
        assert!(is_missing(
            &shipments::of_order(scope, &key, Page::new(None, None)).await
        ));
        assert!(is_missing(
            &shipments::create(scope, &key, &parcel(&[(line, 1)])).await
        ));
        assert!(is_missing(
            &shipments::change(scope, &id, &to(ShipmentStatus::InTransit), None).await
        ));
    }
    let viewer = world.viewer();
    shipments::by_key(&viewer, &id).await.expect("read");
    assert!(is_forbidden(
        &shipments::create(&viewer, &key, &parcel(&[(line, 1)])).await
    ));
    assert!(is_forbidden(
        &shipments::change(&viewer, &id, &to(ShipmentStatus::InTransit), None).await
    ));
    assert!(is_forbidden(
        &shipments::add_event(&viewer, &id, &event(ShipmentStatus::InTransit)).await
    ));
}
