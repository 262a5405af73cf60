//! One order of a shop: what it is made of and where that came from, how far production is, its shipments.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{
    OrderStatus, WorkOrderStatus,
    portal::{
        PortalLine, PortalOrder, PortalShipmentItem, PortalShipmentRow, PortalWorkOrder,
        ProductionStatus, Provenance, TimelineStep,
    },
};
use sea_orm::FromQueryResult;

use crate::{Error, IdOrCode, Result, Scope, Sql, Tx, orders::word};

/// The order with one of its lines, or none.
#[derive(FromQueryResult)]
struct Row {
    id: i64,
    order_number: String,
    order_date: NaiveDate,
    customer_po_reference: Option<String>,
    status: String,
    est_delivery_date: Option<NaiveDate>,
    requested_delivery_date: Option<NaiveDate>,
    shipping_method: Option<String>,
    shipping_term: Option<String>,
    comments: Option<String>,
    created_at: DateTime<Utc>,
    item_id: Option<i64>,
    sku: Option<String>,
    product_name: Option<String>,
    description: Option<String>,
    quantity: Option<i32>,
    quantity_shipped: Option<i32>,
    unit: Option<String>,
    item_status: Option<String>,
    cacao_percent: Option<f64>,
    batch_id: Option<i64>,
    batch_code: Option<String>,
    harvest_date: Option<NaiveDate>,
    farm_id: Option<i64>,
    farm_name: Option<String>,
    region: Option<String>,
}

const ORDER: &str = "
SELECT o.id, o.order_number, o.order_date, o.customer_po_reference, o.status, o.est_delivery_date,
       o.requested_delivery_date, o.shipping_method, o.shipping_term, o.comments, o.created_at,
       i.id AS item_id, i.sku, i.product_name, i.description, i.quantity, i.quantity_shipped, i.unit,
       i.status AS item_status,
       COALESCE(p.cacao_percent, (SELECT x.cacao_percent FROM products x
                                  WHERE i.product_id IS NULL AND x.org_id = i.org_id AND x.sku = i.sku
                                  ORDER BY x.batch_id DESC LIMIT 1)) AS cacao_percent,
       b.id AS batch_id, b.code AS batch_code, b.harvest_date,
       f.id AS farm_id, f.name AS farm_name, f.region
FROM orders o
LEFT JOIN order_items i ON i.order_id = o.id
LEFT JOIN products p ON p.id = i.product_id
LEFT JOIN batches b ON b.id = i.batch_id
LEFT JOIN farms f ON f.id = b.farm_id
WHERE ";

/// One order of the asking shop, by id or order number.
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<PortalOrder> {
    let tx = scope.read().await?;
    let mut sql = Sql::new(ORDER);
    key.matches(&mut sql, "o.id", "o.order_number");
    sql.push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id")
        .push(" ORDER BY i.id");
    let rows: Vec<Row> = tx.all(sql).await?;
    let first = rows.first().ok_or(Error::NotFound)?;
    let id = first.id;
    let status: OrderStatus = word(&first.status)?;
    let events = tx.all::<EventRow>(Sql::with(EVENTS, [id.into()])).await?;
    Ok(PortalOrder {
        id,
        order_number: first.order_number.clone(),
        order_date: first.order_date,
        customer_po_reference: first.customer_po_reference.clone(),
        status,
        est_delivery_date: first.est_delivery_date,
        requested_delivery_date: first.requested_delivery_date,
        shipping_method: first.shipping_method.as_deref().map(word).transpose()?,
        shipping_term: first.shipping_term.as_deref().map(word).transpose()?,
        comments: first.comments.clone(),
        total_items: rows
            .iter()
            .map(|row| i64::from(row.quantity.unwrap_or(0)))
            .sum(),
        production_status: production(&tx, id).await?,
        shipments: shipments(&tx, id).await?,
        timeline: timeline(status, first.created_at, first.est_delivery_date, &events),
        line_items: rows.into_iter().filter_map(line).collect(),
    })
}

fn line(row: Row) -> Option<PortalLine> {
    let provenance = match (row.batch_id, row.batch_code, row.farm_id, row.farm_name) {
        (Some(batch_id), Some(batch_code), Some(farm_id), Some(farm_name)) => Some(Provenance {
            batch_id,
            batch_code,
            farm_id,
            farm_name,
            region: row.region.unwrap_or_default(),
            harvest_date: row.harvest_date,
        }),
        _ => None,
    };
    Some(PortalLine {
        id: row.item_id?,
        product_code: row.sku?,
        product_name: row.product_name?,
        description: row.description,
        qty_ordered: row.quantity?,
        qty_shipped: row.quantity_shipped?,
        unit: row.unit?,
        status: row.item_status?,
        cacao_percent: row.cacao_percent,
        provenance,
    })
}

#[derive(FromQueryResult)]
struct WorkOrderRow {
    wo_number: String,
    product_name: String,
    qty_planned: i32,
    qty_completed: i32,
    status: String,
    est_start: Option<NaiveDate>,
    est_completion: Option<NaiveDate>,
    completed_at: Option<DateTime<Utc>>,
}

const WORK_ORDERS: &str = "
SELECT wo_number, product_name, qty_planned, qty_completed, status, est_start, est_completion, completed_at
FROM work_orders
WHERE order_id = $1 AND status <> 'cancelled'
ORDER BY id";

async fn production(tx: &Tx, order_id: i64) -> Result<ProductionStatus> {
    let rows: Vec<WorkOrderRow> = tx.all(Sql::with(WORK_ORDERS, [order_id.into()])).await?;
    let work_orders = rows
        .into_iter()
        .map(|row| {
            Ok(PortalWorkOrder {
                progress_percent: progress(row.qty_completed, row.qty_planned),
                wo_number: row.wo_number,
                product_name: row.product_name,
                qty_planned: row.qty_planned,
                qty_completed: row.qty_completed,
                status: word(&row.status)?,
                est_start: row.est_start,
                est_completion: row.est_completion,
                completed_at: row.completed_at,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let all = |status| work_orders.iter().all(|wo| wo.status == status);
    let label = if all(WorkOrderStatus::Planned) {
        "Not started"
    } else if all(WorkOrderStatus::Completed) {
        "Completed"
    } else {
        "In production"
    };
    Ok(ProductionStatus {
        label: label.to_owned(),
        est_start: work_orders.iter().filter_map(|wo| wo.est_start).min(),
        work_orders,
    })
}

/// Per cent done, rounded down so that 100 means all, and never more.
fn progress(completed: i32, planned: i32) -> i32 {
    let percent = i64::from(completed) * 100 / i64::from(planned.max(1));
    i32::try_from(percent.clamp(0, 100)).unwrap_or(100)
}

/// A shipment with one of its items, or none.
#[derive(FromQueryResult)]
struct ShipmentRow {
    id: i64,
    shipment_number: String,
    carrier: Option<String>,
    tracking_number: Option<String>,
    tracking_url: Option<String>,
    dispatch_date: Option<NaiveDate>,
    est_delivery_date: Option<NaiveDate>,
    actual_delivery_date: Option<DateTime<Utc>>,
    status: String,
    received_by: Option<String>,
    order_item_id: Option<i64>,
    quantity: Option<i32>,
}

const SHIPMENTS: &str = "
SELECT s.id, s.shipment_number, s.carrier, s.tracking_number, s.tracking_url, s.dispatch_date, s.est_delivery_date,
       s.actual_delivery_date, s.status, s.received_by, si.order_item_id, si.quantity
FROM shipments s
LEFT JOIN shipment_items si ON si.shipment_id = s.id
WHERE s.order_id = $1
ORDER BY s.id DESC, si.id";

async fn shipments(tx: &Tx, order_id: i64) -> Result<Vec<PortalShipmentRow>> {
    let mut shipments: Vec<PortalShipmentRow> = Vec::new();
    for row in tx
        .all::<ShipmentRow>(Sql::with(SHIPMENTS, [order_id.into()]))
        .await?
    {
        if shipments
            .last()
            .is_none_or(|shipment| shipment.id != row.id)
        {
            shipments.push(PortalShipmentRow {
                id: row.id,
                shipment_number: row.shipment_number,
                carrier: row.carrier,
                tracking_number: row.tracking_number,
                tracking_url: row.tracking_url,
                dispatch_date: row.dispatch_date,
                est_delivery_date: row.est_delivery_date,
                actual_delivery_date: row.actual_delivery_date,
                status: word(&row.status)?,
                received_by: row.received_by,
                cartons: 0,
                items: Vec::new(),
            });
        }
        if let (Some(shipment), Some(order_item_id), Some(quantity)) =
            (shipments.last_mut(), row.order_item_id, row.quantity)
        {
            shipment.cartons += i64::from(quantity);
            shipment.items.push(PortalShipmentItem {
                order_item_id,
                quantity,
            });
        }
    }
    Ok(shipments)
}

#[derive(FromQueryResult)]
struct EventRow {
    event: String,
    occurred_at: DateTime<Utc>,
}

const EVENTS: &str =
    "SELECT event, occurred_at FROM order_events WHERE order_id = $1 ORDER BY occurred_at, id";

/// Created → in production → shipped → delivered, each with its first time; a cancelled order ends with that.
fn timeline(
    status: OrderStatus,
    created_at: DateTime<Utc>,
    expected: Option<NaiveDate>,
    events: &[EventRow],
) -> Vec<TimelineStep> {
    let first = |name: &str| {
        events
            .iter()
            .find(|event| event.event == name)
            .map(|event| event.occurred_at)
    };
    let step = |event: &str, occurred_at, expected_on| TimelineStep {
        event: event.to_owned(),
        occurred_at,
        expected_on,
    };
    let mut steps = vec![step("created", first("created").or(Some(created_at)), None)];
    let cancelled = status == OrderStatus::Cancelled;
    for name in ["in_production", "shipped", "delivered"] {
        let at = first(name);
        if cancelled && at.is_none() {
            continue;
        }
        let to_come = name == "delivered" && at.is_none();
        steps.push(step(name, at, expected.filter(|_| to_come)));
    }
    if cancelled {
        let last = events.iter().rev().find(|event| event.event == "cancelled");
        steps.push(step("cancelled", last.map(|event| event.occurred_at), None));
    }
    steps
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn progress_is_full_only_when_all_is_done() {
        assert_eq!(progress(500, 1000), 50);
        assert_eq!(progress(999, 1000), 99);
        assert_eq!(progress(1000, 1000), 100);
        assert_eq!(progress(1200, 1000), 100);
        assert_eq!(progress(i32::MAX, 1), 100);
    }

    #[test]
    fn a_timeline_shows_what_is_to_come_and_where_it_ended() {
        let at = |day| Utc.with_ymd_and_hms(2026, 2, day, 8, 0, 0).unwrap();
        let event = |name: &str, day| EventRow {
            event: name.into(),
            occurred_at: at(day),
        };
        let expected = NaiveDate::from_ymd_opt(2026, 4, 9);
        let events = [event("created", 9), event("in_production", 16)];
        let steps = timeline(OrderStatus::InProduction, at(9), expected, &events);
        let names: Vec<&str> = steps.iter().map(|step| step.event.as_str()).collect();
        assert_eq!(names, ["created", "in_production", "shipped", "delivered"]);
        assert_eq!(steps[1].occurred_at, Some(at(16)));
        assert_eq!(
            (steps[3].occurred_at, steps[3].expected_on),
            (None, expected)
        );

        let events = [event("created", 9), event("cancelled", 12)];
        let steps = timeline(OrderStatus::Cancelled, at(9), expected, &events);
        let names: Vec<&str> = steps.iter().map(|step| step.event.as_str()).collect();
        assert_eq!(names, ["created", "cancelled"]);
    }
}
