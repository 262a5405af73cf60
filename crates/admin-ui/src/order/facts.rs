//! What an order adds up to and what is to be done next. Plain functions over the API's answers.

use contract::orders::{Order, OrderItem};
use contract::shipments::Shipment;
use contract::work_orders::WorkOrder;
use contract::{OrderStatus, ShipmentStatus, WorkOrderStatus};
use ui_kit::Status;

/// Cartons of a line that are in parcels of a kind.
fn in_parcels(item: i64, shipments: &[Shipment], fits: fn(ShipmentStatus) -> bool) -> i32 {
    shipments
        .iter()
        .filter(|shipment| fits(shipment.status))
        .flat_map(|shipment| &shipment.items)
        .filter(|line| line.order_item_id == item)
        .map(|line| line.quantity)
        .sum()
}

/// Cartons of a line in parcels that have not left.
pub fn packed(item: &OrderItem, shipments: &[Shipment]) -> i32 {
    in_parcels(item.id, shipments, |status| {
        status == ShipmentStatus::Pending
    })
}

/// Cartons of a line that no parcel holds yet.
pub fn left(item: &OrderItem, shipments: &[Shipment]) -> i32 {
    (item.quantity - item.quantity_shipped - packed(item, shipments)).max(0)
}

/// Whether anything of it has left: then it can no longer be cancelled.
pub fn has_shipped(order: &Order) -> bool {
    order.items.iter().any(|item| item.quantity_shipped > 0)
}

/// Whether it is at its end.
pub fn is_closed(order: &Order) -> bool {
    matches!(
        order.status,
        OrderStatus::Cancelled | OrderStatus::Delivered
    )
}

pub fn ordered(order: &Order) -> i64 {
    order
        .items
        .iter()
        .map(|item| i64::from(item.quantity))
        .sum()
}

pub fn shipped(order: &Order) -> i64 {
    order
        .items
        .iter()
        .map(|item| i64::from(item.quantity_shipped))
        .sum()
}

/// Where a line stands.
pub fn line_status(item: &OrderItem, order: OrderStatus) -> Status {
    match (order, item.status.as_str()) {
        (OrderStatus::Cancelled, _) | (_, "cancelled") => Status::Cancelled,
        (_, "delivered") => Status::Delivered,
        (_, "shipped") => Status::Shipped,
        (_, "in_production") => Status::InProduction,
        (_, "packed" | "ready" | "completed") => Status::Packed,
        _ => Status::Pending,
    }
}

/// The closed list of headlines: what the order waits for. Numbers are cartons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Cancelled,
    Delivered,
    /// A carrier reported trouble.
    Trouble,
    NeedsLots(i64),
    Making {
        done: i64,
        planned: i64,
    },
    Pack(i64),
    HandOver(i64),
    OnTheWay(i64),
    /// Nothing is left to do and nothing moves: an order of the time before parcels were written down.
    Shipped,
}

impl Next {
    pub fn of(order: &Order, runs: &[WorkOrder], shipments: &[Shipment]) -> Self {
        let parcels = |fits: fn(ShipmentStatus) -> bool| -> i64 {
            order
                .items
                .iter()
                .map(|item| i64::from(in_parcels(item.id, shipments, fits)))
                .sum()
        };
        match order.status {
            OrderStatus::Cancelled => return Self::Cancelled,
            OrderStatus::Delivered => return Self::Delivered,
            _ => {}
        }
        if shipments
            .iter()
            .any(|shipment| shipment.status == ShipmentStatus::Exception)
        {
            return Self::Trouble;
        }
        let unallocated: i64 = order
            .items
            .iter()
            .filter(|item| item.batch_id.is_none())
            .map(|item| i64::from(item.quantity - item.quantity_shipped))
            .sum();
        if unallocated > 0 {
            return Self::NeedsLots(unallocated);
        }
        let open: Vec<_> = runs
            .iter()
            .filter(|run| {
                matches!(
                    run.status,
                    WorkOrderStatus::Planned | WorkOrderStatus::InProgress
                )
            })
            .collect();
        if !open.is_empty() {
            let sum = |of: fn(&WorkOrder) -> i32| open.iter().map(|run| i64::from(of(run))).sum();
            return Self::Making {
                done: sum(|run| run.qty_completed),
                planned: sum(|run| run.qty_planned),
            };
        }
        let to_pack: i64 = order
            .items
            .iter()
            .map(|item| i64::from(left(item, shipments)))
            .sum();
        if to_pack > 0 {
            return Self::Pack(to_pack);
        }
        let waiting = parcels(|status| status == ShipmentStatus::Pending);
        if waiting > 0 {
            return Self::HandOver(waiting);
        }
        match parcels(|status| {
            matches!(
                status,
                ShipmentStatus::InTransit | ShipmentStatus::OutForDelivery
            )
        }) {
            0 => Self::Shipped,
            moving => Self::OnTheWay(moving),
        }
    }
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
