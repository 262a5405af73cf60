//! Orders as staff see them, and the one form in which anybody places one.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{ErpStatus, OrderStatus, Pagination, ShippingMethod, ShippingTerm};

reply! {
    pub struct OrderItem {
        pub id: i64,
        pub sku: String,
        /// As it was called when it was ordered.
        pub product_name: String,
        pub description: Option<String>,
        /// Cartons.
        pub quantity: i32,
        pub quantity_shipped: i32,
        pub unit: String,
        pub status: String,
        pub product_id: Option<i64>,
        pub batch_id: Option<i64>,
        pub batch_code: Option<String>,
        pub farm_id: Option<i64>,
        pub farm_name: Option<String>,
    }

    pub struct OrderEvent {
        pub event: String,
        pub occurred_at: DateTime<Utc>,
        pub description: Option<String>,
    }

    pub struct Order {
        pub id: i64,
        pub order_number: String,
        pub customer_id: i64,
        pub customer_name: String,
        pub customer_po_reference: Option<String>,
        pub status: OrderStatus,
        pub order_date: NaiveDate,
        pub est_delivery_date: Option<NaiveDate>,
        pub requested_delivery_date: Option<NaiveDate>,
        pub shipping_method: Option<ShippingMethod>,
        pub shipping_term: Option<ShippingTerm>,
        pub comments: Option<String>,
        pub erp_status: Option<ErpStatus>,
        pub erp_order_number: Option<String>,
        pub submitted_to_erp_at: Option<DateTime<Utc>>,
        pub external_order_id: Option<String>,
        pub created_by_user_id: Option<i64>,
        pub created_by_portal_user_id: Option<i64>,
        pub items: Vec<OrderItem>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct OrderList {
        pub orders: Vec<Order>,
        pub next_cursor: Option<String>,
    }

    /// The orders of one customer or one batch, newest first.
    pub struct OrderPage {
        pub orders: Vec<Order>,
        pub pagination: Pagination,
    }
}

request! {
    /// One line: a lot (`product_id`), a batch (`batch_id`) or only what it is (`sku`, not yet allocated).
    pub struct OrderLine {
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub batch_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub product_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 64))]
        pub sku: Option<String>,
        /// Cartons.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 1_000_000))]
        pub quantity: i32,
    }

    /// What a shop orders for itself.
    pub struct PortalOrderInput {
        #[cfg_attr(feature = "server", schema(max_length = 100))]
        pub customer_po_reference: Option<String>,
        pub requested_delivery_date: Option<NaiveDate>,
        pub shipping_method: Option<ShippingMethod>,
        pub shipping_term: Option<ShippingTerm>,
        #[cfg_attr(feature = "server", schema(max_length = 2000))]
        pub comments: Option<String>,
        #[cfg_attr(feature = "server", schema(min_items = 1, max_items = 500))]
        pub items: Vec<OrderLine>,
    }

    /// What staff order for a customer.
    pub struct OrderInput {
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub customer_id: i64,
        #[cfg_attr(feature = "server", schema(max_length = 100))]
        pub customer_po_reference: Option<String>,
        pub requested_delivery_date: Option<NaiveDate>,
        pub shipping_method: Option<ShippingMethod>,
        pub shipping_term: Option<ShippingTerm>,
        #[cfg_attr(feature = "server", schema(max_length = 2000))]
        pub comments: Option<String>,
        #[cfg_attr(feature = "server", schema(min_items = 1, max_items = 500))]
        pub items: Vec<OrderLine>,
    }

    /// A change to an order. A member left out stays as it is; null clears it where it may be empty.
    pub struct OrderPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<OrderStatus>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 100))]
        pub customer_po_reference: Option<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<NaiveDate>))]
        pub est_delivery_date: Option<Option<NaiveDate>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<NaiveDate>))]
        pub requested_delivery_date: Option<Option<NaiveDate>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 2000))]
        pub comments: Option<Option<String>>,
        /// Which lot each line is taken from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(max_items = 500))]
        pub allocations: Option<Vec<Allocation>>,
    }

    /// Puts an order line onto a lot, or (both null) takes it off again.
    pub struct Allocation {
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub order_item_id: i64,
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub product_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub batch_id: Option<i64>,
    }
}

query! {
    /// Query of the organization's order list.
    pub struct OrderQuery {
        pub status: Option<OrderStatus>,
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub customer_id: Option<i64>,
        /// Ordered on or after this day.
        pub date_from: Option<NaiveDate>,
        /// Ordered on or before this day.
        pub date_to: Option<NaiveDate>,
        /// Part of an order number or PO reference.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
        /// `order_date`, `order_number` or `id`, with `-` in front for descending; `-order_date` unless said.
        pub sort: Option<String>,
        /// `next_cursor` of the last reply.
        pub cursor: Option<String>,
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
    }
}
