//! The headline is the page's promise: each case of the closed list, and the order in which they win.

use chrono::{DateTime, Utc};
use contract::portal::{
    PortalShipmentItem, PortalWorkOrder, ProductionStatus, Provenance, TimelineStep,
};

use super::*;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn line(id: i64, ordered: i32, allocated: bool) -> PortalLine {
    PortalLine {
        id,
        product_code: "LNQ-70-60".into(),
        product_name: "Lanquín 70% 60 g".into(),
        description: None,
        qty_ordered: ordered,
        qty_shipped: 0,
        unit: "carton".into(),
        status: "pending".into(),
        cacao_percent: Some(70.0),
        provenance: allocated.then(|| Provenance {
            batch_id: 1,
            batch_code: "IXC-26-001".into(),
            farm_id: 1,
            farm_name: "Finca Tz’unun".into(),
            region: "Lanquín".into(),
            harvest_date: None,
        }),
    }
}

pub(crate) fn shipment(
    id: i64,
    status: ShipmentStatus,
    cartons: i64,
    est: Option<&str>,
) -> PortalShipmentRow {
    PortalShipmentRow {
        id,
        shipment_number: format!("SH-{id}"),
        carrier: None,
        tracking_number: None,
        tracking_url: None,
        dispatch_date: None,
        est_delivery_date: est.map(day),
        actual_delivery_date: None,
        status,
        received_by: None,
        cartons,
        items: vec![PortalShipmentItem {
            order_item_id: 1,
            quantity: i32::try_from(cartons).unwrap(),
        }],
    }
}

fn run(status: WorkOrderStatus, start: Option<&str>, end: Option<&str>) -> PortalWorkOrder {
    PortalWorkOrder {
        wo_number: "WO-1".into(),
        product_name: "Lanquín 70% 60 g".into(),
        qty_planned: 10,
        qty_completed: 0,
        progress_percent: 0,
        status,
        est_start: start.map(day),
        est_completion: end.map(day),
        completed_at: None,
    }
}

pub(crate) fn order(status: OrderStatus) -> PortalOrder {
    PortalOrder {
        id: 1,
        order_number: "O-2026-0117".into(),
        order_date: day("2026-02-09"),
        customer_po_reference: None,
        status,
        est_delivery_date: None,
        requested_delivery_date: None,
        shipping_method: None,
        shipping_term: None,
        comments: None,
        total_items: 280,
        line_items: vec![line(1, 80, true), line(2, 200, true)],
        production_status: ProductionStatus {
            label: "Not started".into(),
            est_start: None,
            work_orders: Vec::new(),
        },
        shipments: Vec::new(),
        timeline: Vec::new(),
    }
}

const TODAY: &str = "2026-03-17";

fn headline(order: &PortalOrder) -> Headline {
    Headline::of(order, day(TODAY))
}

#[test]
fn the_next_arrival_wins() {
    let mut order = order(OrderStatus::InProduction);
    order.shipments = vec![
        shipment(1, ShipmentStatus::Delivered, 80, Some("2026-03-05")),
        shipment(2, ShipmentStatus::InTransit, 40, Some("2026-03-25")),
        shipment(3, ShipmentStatus::OutForDelivery, 60, Some("2026-03-19")),
    ];
    assert_eq!(
        headline(&order),
        Headline::Arriving {
            cartons: 60,
            on: day("2026-03-19")
        }
    );
    assert_eq!(
        Whereabouts::of(&order),
        Whereabouts {
            here: 80,
            on_the_way: 100,
            with_us: 100
        }
    );
}

#[test]
fn two_parcels_of_one_day_arrive_together() {
    let mut order = order(OrderStatus::Shipped);
    order.shipments = vec![
        shipment(1, ShipmentStatus::InTransit, 40, Some(TODAY)),
        shipment(2, ShipmentStatus::InTransit, 60, Some(TODAY)),
    ];
    assert_eq!(
        headline(&order),
        Headline::Arriving {
            cartons: 100,
            on: day(TODAY)
        }
    );
}

#[test]
fn a_day_that_is_past_is_not_promised() {
    let mut order = order(OrderStatus::Shipped);
    order.shipments = vec![shipment(
        1,
        ShipmentStatus::InTransit,
        40,
        Some("2026-03-10"),
    )];
    assert_eq!(
        headline(&order),
        Headline::Overdue {
            cartons: 40,
            since: day("2026-03-10")
        }
    );
    order
        .shipments
        .push(shipment(2, ShipmentStatus::InTransit, 5, None));
    assert_eq!(headline(&order), Headline::OnTheWay { cartons: 45 });
}

#[test]
fn trouble_on_the_way_is_told() {
    let mut order = order(OrderStatus::Shipped);
    order.shipments = vec![shipment(
        1,
        ShipmentStatus::Exception,
        40,
        Some("2026-03-19"),
    )];
    assert_eq!(headline(&order), Headline::Held);
    // It has left us all the same.
    assert_eq!(Whereabouts::of(&order).on_the_way, 40);
}

#[test]
fn a_parcel_being_packed_has_not_left() {
    let mut order = order(OrderStatus::InProduction);
    order.shipments = vec![shipment(1, ShipmentStatus::Pending, 80, Some("2026-03-19"))];
    assert_eq!(headline(&order), Headline::Making { ready: None });
    assert_eq!(
        Whereabouts::of(&order),
        Whereabouts {
            here: 0,
            on_the_way: 0,
            with_us: 280
        }
    );
}

#[test]
fn an_order_at_its_end_says_since_when() {
    let at = moment("2026-03-05T16:22:00Z");
    let mut done = order(OrderStatus::Delivered);
    assert_eq!(headline(&done), Headline::Here { at: None });
    done.shipments = vec![shipment(1, ShipmentStatus::Delivered, 280, None)];
    done.shipments[0].actual_delivery_date = Some(at);
    assert_eq!(headline(&done), Headline::Here { at: Some(at) });

    let mut cancelled = order(OrderStatus::Cancelled);
    assert_eq!(headline(&cancelled), Headline::Cancelled { at: None });
    cancelled.timeline = vec![TimelineStep {
        event: "cancelled".into(),
        occurred_at: Some(at),
        expected_on: None,
    }];
    assert_eq!(headline(&cancelled), Headline::Cancelled { at: Some(at) });
}

#[test]
fn production_speaks_while_nothing_moves() {
    let mut order = order(OrderStatus::InProduction);
    let runs = &mut order.production_status.work_orders;
    *runs = vec![
        run(WorkOrderStatus::InProgress, None, Some("2026-03-27")),
        run(
            WorkOrderStatus::Planned,
            Some("2026-03-30"),
            Some("2026-04-02"),
        ),
        run(WorkOrderStatus::Cancelled, None, Some("2027-01-01")),
    ];
    assert_eq!(
        headline(&order),
        Headline::Making {
            ready: Some(day("2026-04-02"))
        }
    );
    order.production_status.work_orders = vec![run(WorkOrderStatus::Completed, None, None)];
    assert_eq!(headline(&order), Headline::Ready);
}

#[test]
fn an_order_not_begun_says_what_it_waits_for() {
    let mut order = order(OrderStatus::Pending);
    assert_eq!(headline(&order), Headline::Queued { start: None });
    order.production_status.est_start = Some(day("2026-04-01"));
    assert_eq!(
        headline(&order),
        Headline::Queued {
            start: Some(day("2026-04-01"))
        }
    );
    order.line_items[1].provenance = None;
    assert_eq!(headline(&order), Headline::WaitingForBatch);
}

#[test]
fn a_line_is_where_its_cartons_are() {
    let mut order = order(OrderStatus::InProduction);
    assert_eq!(line_status(&order.line_items[0], &order), Status::Pending);
    order.line_items[0].status = "packed".into();
    assert_eq!(line_status(&order.line_items[0], &order), Status::Packed);
    order.shipments = vec![shipment(1, ShipmentStatus::InTransit, 80, None)];
    assert_eq!(line_status(&order.line_items[0], &order), Status::InTransit);
    order.shipments[0].status = ShipmentStatus::Delivered;
    assert_eq!(line_status(&order.line_items[0], &order), Status::Delivered);
    order.status = OrderStatus::Cancelled;
    assert_eq!(line_status(&order.line_items[0], &order), Status::Cancelled);
}
