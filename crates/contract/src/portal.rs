//! What a shop sees of its own orders. No cost, bill of materials, note or other customer's fact has a field here.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    OrderStatus, Pagination, ShipmentStatus, ShippingMethod, ShippingTerm, WorkOrderStatus,
    shipments::ShipmentEvent,
};

reply! {
    /// Where a bar comes from.
    pub struct Provenance {
        pub batch_id: i64,
        pub batch_code: String,
        pub farm_id: i64,
        pub farm_name: String,
        pub region: String,
        pub harvest_date: Option<NaiveDate>,
    }

    /// A farm named in a list.
    pub struct FarmMention {
        pub id: i64,
        pub name: String,
        pub region: String,
    }

    /// The bar that stands for an order in a list: its first line.
    pub struct LeadProduct {
        pub sku: String,
        pub name: String,
        pub cacao_percent: Option<f64>,
        /// Null until a lot is chosen.
        pub farm: Option<FarmMention>,
    }

    pub struct PortalOrderRow {
        pub id: i64,
        pub order_number: String,
        pub order_date: NaiveDate,
        pub customer_po_reference: Option<String>,
        pub status: OrderStatus,
        /// Cartons.
        pub total_items: i64,
        pub cartons_shipped: i64,
        pub est_delivery_date: Option<NaiveDate>,
        /// "Lanquín 70% 60 g, +2 more".
        pub products_summary: String,
        pub lead_product: Option<LeadProduct>,
        /// The farms of all its lines, each once, in the order of the lines.
        pub farms: Vec<FarmMention>,
    }

    #[derive(Default)]
    pub struct StatusCounts {
        pub pending: u64,
        pub in_production: u64,
        pub shipped: u64,
        pub delivered: u64,
        pub cancelled: u64,
    }

    pub struct PortalOrderPage {
        pub orders: Vec<PortalOrderRow>,
        pub pagination: Pagination,
        /// How many there are of each status under the same dates and search, whatever status is filtered by.
        pub status_counts: StatusCounts,
    }

    pub struct PortalLine {
        pub id: i64,
        pub product_code: String,
        pub product_name: String,
        pub description: Option<String>,
        /// Cartons.
        pub qty_ordered: i32,
        pub qty_shipped: i32,
        pub unit: String,
        pub status: String,
        pub cacao_percent: Option<f64>,
        /// Null until a lot is chosen.
        pub provenance: Option<Provenance>,
    }

    pub struct PortalWorkOrder {
        pub wo_number: String,
        pub product_name: String,
        pub qty_planned: i32,
        pub qty_completed: i32,
        /// 0 to 100, rounded down: 100 means all.
        pub progress_percent: i32,
        pub status: WorkOrderStatus,
        pub est_start: Option<NaiveDate>,
        pub est_completion: Option<NaiveDate>,
        pub completed_at: Option<DateTime<Utc>>,
    }

    /// `label` is "Not started", "In production" or "Completed".
    pub struct ProductionStatus {
        pub label: String,
        /// When nothing runs yet: the day it should begin, where known.
        pub est_start: Option<NaiveDate>,
        pub work_orders: Vec<PortalWorkOrder>,
    }

    pub struct PortalShipmentItem {
        pub order_item_id: i64,
        /// Cartons.
        pub quantity: i32,
    }

    pub struct PortalShipmentRow {
        pub id: i64,
        pub shipment_number: String,
        pub carrier: Option<String>,
        pub tracking_number: Option<String>,
        pub tracking_url: Option<String>,
        pub dispatch_date: Option<NaiveDate>,
        pub est_delivery_date: Option<NaiveDate>,
        pub actual_delivery_date: Option<DateTime<Utc>>,
        pub status: ShipmentStatus,
        pub received_by: Option<String>,
        /// Cartons.
        pub cartons: i64,
        pub items: Vec<PortalShipmentItem>,
    }

    /// A line of a parcel.
    pub struct PortalParcelItem {
        pub order_item_id: i64,
        pub product_code: String,
        pub product_name: String,
        pub cacao_percent: Option<f64>,
        /// Cartons.
        pub quantity: i32,
        /// Null until a lot is chosen.
        pub provenance: Option<Provenance>,
    }

    pub struct PortalShipment {
        pub id: i64,
        pub shipment_number: String,
        pub order_id: i64,
        pub order_number: String,
        pub carrier: Option<String>,
        pub tracking_number: Option<String>,
        pub tracking_url: Option<String>,
        pub dispatch_date: Option<NaiveDate>,
        pub est_delivery_date: Option<NaiveDate>,
        pub actual_delivery_date: Option<DateTime<Utc>>,
        pub status: ShipmentStatus,
        pub ship_to_name: Option<String>,
        pub ship_to_street: Option<String>,
        pub ship_to_city: Option<String>,
        pub ship_to_postal_code: Option<String>,
        /// ISO 3166-1 alpha-2.
        pub ship_to_country: Option<String>,
        /// Cartons.
        pub cartons: i64,
        pub items: Vec<PortalParcelItem>,
        pub updated_at: DateTime<Utc>,
    }

    /// Who took a delivery, and the pictures of it: paths on the API's origin, or null where there is none.
    pub struct DeliveryProof {
        pub received_by: Option<String>,
        pub signature: Option<String>,
        pub photo: Option<String>,
    }

    /// One parcel with its milestones, oldest first. `delivery_proof` is there once it is delivered.
    pub struct PortalShipmentDetail {
        pub shipment: PortalShipment,
        pub timeline: Vec<ShipmentEvent>,
        pub delivery_proof: Option<DeliveryProof>,
    }

    /// A station of an order's way: `created`, `in_production`, `shipped`, `delivered` (or `cancelled`).
    pub struct TimelineStep {
        pub event: String,
        /// Null while it is still to come.
        pub occurred_at: Option<DateTime<Utc>>,
        /// For a step still to come, where known.
        pub expected_on: Option<NaiveDate>,
    }

    pub struct PortalOrder {
        pub id: i64,
        pub order_number: String,
        pub order_date: NaiveDate,
        pub customer_po_reference: Option<String>,
        pub status: OrderStatus,
        pub est_delivery_date: Option<NaiveDate>,
        pub requested_delivery_date: Option<NaiveDate>,
        pub shipping_method: Option<ShippingMethod>,
        pub shipping_term: Option<ShippingTerm>,
        pub comments: Option<String>,
        /// Cartons.
        pub total_items: i64,
        pub line_items: Vec<PortalLine>,
        pub production_status: ProductionStatus,
        pub shipments: Vec<PortalShipmentRow>,
        pub timeline: Vec<TimelineStep>,
    }
}

/// Query of a shop's order list.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(
    feature = "server",
    derive(utoipa::ToSchema, utoipa::IntoParams, validator::Validate)
)]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PortalOrderQuery {
    pub status: Option<OrderStatus>,
    /// Ordered on or after this day.
    pub date_from: Option<NaiveDate>,
    /// Ordered on or before this day.
    pub date_to: Option<NaiveDate>,
    /// Part of an order number, PO reference or product name.
    #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
    pub search: Option<String>,
    /// `order_date`, `order_number`, `est_delivery_date`, `total_items` or `status` (its place in an order's life), with
    /// `-` in front for descending; `-order_date` unless said.
    #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
    pub sort: Option<String>,
    #[cfg_attr(
        feature = "server",
        schema(minimum = 1, maximum = 1_000_000),
        param(minimum = 1, maximum = 1_000_000)
    )]
    pub page: Option<u64>,
    #[cfg_attr(
        feature = "server",
        schema(minimum = 1, maximum = 100),
        param(minimum = 1, maximum = 100)
    )]
    pub limit: Option<u64>,
}
