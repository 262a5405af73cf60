//! Work orders: production runs. What they cost and what goes into them never leaves the database.

use chrono::{DateTime, NaiveDate, Utc};

use crate::WorkOrderStatus;

reply! {
    pub struct WorkOrder {
        pub id: i64,
        pub wo_number: String,
        pub order_id: Option<i64>,
        pub order_number: Option<String>,
        pub batch_id: Option<i64>,
        pub batch_code: Option<String>,
        pub sku: String,
        pub product_name: String,
        /// Cartons.
        pub qty_planned: i32,
        pub qty_completed: i32,
        pub unit: String,
        pub status: WorkOrderStatus,
        pub est_start: Option<NaiveDate>,
        pub est_completion: Option<NaiveDate>,
        pub completed_at: Option<DateTime<Utc>>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct WorkOrderList {
        pub work_orders: Vec<WorkOrder>,
        pub next_cursor: Option<String>,
    }
}

request! {
    pub struct WorkOrderInput {
        /// Made when left out.
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 64, pattern = "^([0-9]+[A-Za-z._-]|[A-Za-z])[A-Za-z0-9._-]*$"))]
        pub wo_number: Option<String>,
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub order_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub batch_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 64))]
        pub sku: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub product_name: String,
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 10_000_000))]
        pub qty_planned: i32,
        pub est_start: Option<NaiveDate>,
        pub est_completion: Option<NaiveDate>,
    }

    /// A change to a work order. A member left out stays as it is; null clears it.
    pub struct WorkOrderPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<WorkOrderStatus>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 10_000_000))]
        pub qty_planned: Option<i32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 10_000_000))]
        pub qty_completed: Option<i32>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<NaiveDate>))]
        pub est_start: Option<Option<NaiveDate>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<NaiveDate>))]
        pub est_completion: Option<Option<NaiveDate>>,
    }
}

query! {
    /// Query of the list of work orders.
    pub struct WorkOrderQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `wo_number`, `id`, with `-` in front for descending; `-id` unless said.
        #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
        pub sort: Option<String>,
        pub status: Option<WorkOrderStatus>,
        /// For this order.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub order_id: Option<i64>,
        /// Into this batch.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub batch_id: Option<i64>,
        /// Part of a number, SKU or product name.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }
}
