//! The whole chain of a lot, both ways: farm, batches, products, orders, customers, shipments, and how many
//! cartons went along each link.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{BatchStatus, OrderStatus, ShipmentStatus};

enumeration! {
    /// What a node of the chain is.
    NodeKind {
        Farm = "farm",
        Batch = "batch",
        Product = "product",
        Order = "order",
        Customer = "customer",
        Shipment = "shipment",
        Complaint = "complaint",
    }
}

enumeration! {
    /// Which way a link was followed from the root: `back` towards the origin, `forward` towards the shops.
    Direction { Back = "back", Forward = "forward" }
}

reply! {
    pub struct TraceRoot {
        pub kind: NodeKind,
        pub id: i64,
        pub code: String,
    }

    pub struct NodeRef {
        pub kind: NodeKind,
        pub id: i64,
    }

    pub struct TraceFarm {
        pub id: i64,
        pub name: String,
        pub producer_name: String,
        pub region: String,
        pub country: String,
    }

    /// A batch of the chain, also when nothing was made of it.
    pub struct TraceBatch {
        pub id: i64,
        pub code: String,
        pub farm_id: i64,
        pub status: BatchStatus,
        pub harvest_date: Option<NaiveDate>,
        pub produced_kg: Option<f64>,
    }

    /// A product of the chain, also when it was never sold. Quantities in cartons.
    pub struct TraceProduct {
        pub id: i64,
        pub sku: String,
        pub name: String,
        pub batch_id: i64,
        pub cartons_produced: i64,
        /// Of all orders, cancelled ones left out.
        pub cartons_allocated: i64,
        pub cartons_shipped: i64,
        pub cartons_delivered: i64,
        /// By the last count; never counted: produced − shipped.
        pub cartons_on_hand: i64,
        pub counted_at: Option<DateTime<Utc>>,
        /// produced − shipped − on hand. Negative when more left the house than was made.
        pub cartons_unaccounted: i64,
    }

    /// An order of the chain; `cartons` are those of the chain's lots, not of the whole order.
    pub struct TraceOrder {
        pub id: i64,
        pub order_number: String,
        pub customer_id: i64,
        pub status: OrderStatus,
        pub order_date: NaiveDate,
        pub cartons: i64,
        pub cartons_shipped: i64,
        pub cartons_delivered: i64,
    }

    pub struct TraceCustomer {
        pub id: i64,
        pub name: String,
        pub city: Option<String>,
        pub country: String,
        pub cartons: i64,
        pub cartons_shipped: i64,
    }

    pub struct TraceShipment {
        pub id: i64,
        pub shipment_number: String,
        pub order_id: i64,
        pub status: ShipmentStatus,
        pub carrier: Option<String>,
        pub tracking_number: Option<String>,
        pub dispatch_date: Option<NaiveDate>,
        pub actual_delivery_date: Option<DateTime<Utc>>,
        /// Of the chain's lots.
        pub cartons: i64,
    }

    /// A piece of the thread. `cartons` follow the chain's lots only; between batches (blends, rework) the amount
    /// is `kg` and `cartons` is 0. Cancelled orders keep their link, with 0 cartons.
    pub struct TraceLink {
        pub from: NodeRef,
        pub to: NodeRef,
        pub cartons: i64,
        /// How many of them have left the house, on the links to orders, shipments and customers.
        pub cartons_shipped: i64,
        pub cartons_delivered: i64,
        pub kg: Option<f64>,
        pub direction: Direction,
    }

    /// Counts and mass balance. The balance is over the chain's lots, whoever got them: a trace of one order
    /// shows what became of the whole lots it drew from.
    pub struct TraceSummary {
        pub farm_count: i64,
        pub batch_count: i64,
        pub product_count: i64,
        pub order_count: i64,
        pub customer_count: i64,
        pub cartons_produced: i64,
        pub cartons_allocated: i64,
        pub cartons_shipped: i64,
        pub cartons_delivered: i64,
        pub cartons_on_hand: i64,
        pub cartons_unaccounted: i64,
        /// ISO 3166-1 alpha-2 of the customers reached, sorted.
        pub countries: Vec<String>,
    }

    pub struct Trace {
        pub root: TraceRoot,
        pub farms: Vec<TraceFarm>,
        pub batches: Vec<TraceBatch>,
        pub products: Vec<TraceProduct>,
        pub orders: Vec<TraceOrder>,
        pub customers: Vec<TraceCustomer>,
        pub shipments: Vec<TraceShipment>,
        pub links: Vec<TraceLink>,
        pub summary: TraceSummary,
        /// Time the database part took, milliseconds.
        pub took_ms: f64,
    }
}
