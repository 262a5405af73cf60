//! What an order adds up to, and the one sentence that answers "where is it". Plain functions over the API's answer.

use chrono::NaiveDate;
use contract::portal::{PortalLine, PortalOrder, PortalShipmentRow};
use contract::{OrderStatus, ShipmentStatus, WorkOrderStatus};
use ui_kit::Status;

/// Where the cartons of an order are. The three add up to the order, unless more was sent than ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whereabouts {
    pub here: i64,
    pub on_the_way: i64,
    pub with_us: i64,
}

/// Left the house: a pending shipment is still being packed.
pub fn has_left(shipment: &PortalShipmentRow) -> bool {
    shipment.status != ShipmentStatus::Pending
}

impl Whereabouts {
    pub fn of(order: &PortalOrder) -> Self {
        let sum = |delivered: bool| -> i64 {
            let of = order
                .shipments
                .iter()
                .filter(|s| has_left(s) && (s.status == ShipmentStatus::Delivered) == delivered);
            of.map(|s| s.cartons).sum()
        };
        let (here, on_the_way) = (sum(true), sum(false));
        Self {
            here,
            on_the_way,
            with_us: (order.total_items - here - on_the_way).max(0),
        }
    }
}

/// The closed list of headlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    Arriving {
        cartons: i64,
        on: NaiveDate,
    },
    /// On the way, the day not known.
    OnTheWay {
        cartons: i64,
    },
    /// On the way, the day past.
    Overdue {
        cartons: i64,
        since: NaiveDate,
    },
    /// A carrier reported trouble and nothing else is on its way.
    Held,
    /// `at` is the last delivery; told in the reader's own time.
    Here {
        at: Option<chrono::DateTime<chrono::Utc>>,
    },
    Making {
        ready: Option<NaiveDate>,
    },
    /// All runs are done, nothing has left.
    Ready,
    /// Lots are chosen, nothing has begun.
    Queued {
        start: Option<NaiveDate>,
    },
    WaitingForBatch,
    Cancelled {
        at: Option<chrono::DateTime<chrono::Utc>>,
    },
}

impl Headline {
    pub fn of(order: &PortalOrder, today: NaiveDate) -> Self {
        let event = |name: &str| {
            order
                .timeline
                .iter()
                .find(|step| step.event == name)
                .and_then(|step| step.occurred_at)
        };
        if order.status == OrderStatus::Cancelled {
            return Self::Cancelled {
                at: event("cancelled"),
            };
        }
        let last_delivery = || {
            order
                .shipments
                .iter()
                .filter_map(|s| s.actual_delivery_date)
                .max()
        };
        if order.status == OrderStatus::Delivered {
            return Self::Here {
                at: event("delivered").or_else(last_delivery),
            };
        }
        if let Some(moving) = Self::of_shipments(order, today) {
            return moving;
        }
        Self::of_production(order)
    }

    fn of_shipments(order: &PortalOrder, today: NaiveDate) -> Option<Self> {
        use ShipmentStatus::{Exception, InTransit, OutForDelivery};
        let moving: Vec<_> = order
            .shipments
            .iter()
            .filter(|s| matches!(s.status, InTransit | OutForDelivery))
            .collect();
        let all = moving.iter().map(|s| s.cartons).sum();
        // What comes next is what the reader wants to know: the earliest day not past, and all that comes with it.
        if let Some(on) = moving
            .iter()
            .filter_map(|s| s.est_delivery_date)
            .filter(|day| *day >= today)
            .min()
        {
            let cartons = moving
                .iter()
                .filter(|s| s.est_delivery_date == Some(on))
                .map(|s| s.cartons)
                .sum();
            return Some(Self::Arriving { cartons, on });
        }
        if moving.iter().any(|s| s.est_delivery_date.is_none()) {
            return Some(Self::OnTheWay { cartons: all });
        }
        if let Some(since) = moving.iter().filter_map(|s| s.est_delivery_date).min() {
            return Some(Self::Overdue {
                cartons: all,
                since,
            });
        }
        order
            .shipments
            .iter()
            .any(|s| s.status == Exception)
            .then_some(Self::Held)
    }

    fn of_production(order: &PortalOrder) -> Self {
        let runs: Vec<_> = order
            .production_status
            .work_orders
            .iter()
            .filter(|run| run.status != WorkOrderStatus::Cancelled)
            .collect();
        let begun = runs
            .iter()
            .any(|run| run.status != WorkOrderStatus::Planned)
            || order.status == OrderStatus::InProduction;
        if begun {
            let open: Vec<_> = runs
                .iter()
                .filter(|run| run.status != WorkOrderStatus::Completed)
                .collect();
            return match open.is_empty() && !runs.is_empty() {
                true => Self::Ready,
                false => Self::Making {
                    ready: open.iter().filter_map(|run| run.est_completion).max(),
                },
            };
        }
        if order
            .line_items
            .iter()
            .any(|line| line.provenance.is_none())
        {
            return Self::WaitingForBatch;
        }
        let start = runs
            .iter()
            .filter_map(|run| run.est_start)
            .min()
            .or(order.production_status.est_start);
        Self::Queued { start }
    }
}

/// Where a line stands: what left tells more than what the line says of itself.
pub fn line_status(line: &PortalLine, order: &PortalOrder) -> Status {
    if order.status == OrderStatus::Cancelled {
        return Status::Cancelled;
    }
    let cartons = |shipment: &PortalShipmentRow| -> i64 {
        shipment
            .items
            .iter()
            .filter(|item| item.order_item_id == line.id)
            .map(|item| i64::from(item.quantity))
            .sum()
    };
    let delivered: i64 = order
        .shipments
        .iter()
        .filter(|s| s.status == ShipmentStatus::Delivered)
        .map(cartons)
        .sum();
    let left: i64 = order
        .shipments
        .iter()
        .filter(|s| has_left(s))
        .map(cartons)
        .sum();
    let ordered = i64::from(line.qty_ordered);
    if ordered > 0 && delivered >= ordered {
        return Status::Delivered;
    }
    if ordered > 0 && left.max(i64::from(line.qty_shipped)) >= ordered {
        // What was sent without a parcel of its own (older orders) arrived with the order.
        return if order.status == OrderStatus::Delivered {
            Status::Delivered
        } else {
            Status::InTransit
        };
    }
    match line.status.as_str() {
        "in_production" | "in_progress" => Status::InProduction,
        "packed" | "ready" | "completed" => Status::Packed,
        "shipped" => Status::InTransit,
        "delivered" => Status::Delivered,
        "cancelled" => Status::Cancelled,
        _ => Status::Pending,
    }
}

#[cfg(test)]
#[path = "facts_tests.rs"]
pub(super) mod tests;
