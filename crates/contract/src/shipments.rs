//! Shipments: what left the house, in which parcel, and how it arrived.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{Pagination, ShipmentStatus};

reply! {
    pub struct ShipmentItem {
        pub order_item_id: i64,
        pub sku: String,
        pub product_name: String,
        pub batch_code: Option<String>,
        /// Cartons.
        pub quantity: i32,
    }

    pub struct ShipmentEvent {
        pub status: ShipmentStatus,
        pub timestamp: DateTime<Utc>,
        pub location: Option<String>,
        pub description: Option<String>,
    }

    pub struct Shipment {
        pub id: i64,
        pub shipment_number: String,
        pub order_id: i64,
        pub order_number: String,
        pub customer_id: i64,
        pub customer_name: String,
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
        pub ship_to_country: Option<String>,
        pub received_by: Option<String>,
        /// There is an image of the signature under `…/signature`.
        #[serde(default)]
        pub has_signature: bool,
        /// There is a photo of the delivery under `…/photo`.
        #[serde(default)]
        pub has_photo: bool,
        pub items: Vec<ShipmentItem>,
        pub timeline: Vec<ShipmentEvent>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    /// The shipments of one order.
    pub struct ShipmentPage {
        pub shipments: Vec<Shipment>,
        pub pagination: Pagination,
    }
}

request! {
    pub struct ShipmentLine {
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub order_item_id: i64,
        /// Cartons.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 1_000_000))]
        pub quantity: i32,
    }

    /// A shipment of (part of) an order. `status` is `pending` unless said; a pending one does not count as shipped.
    /// The address is the customer's unless said.
    pub struct ShipmentInput {
        #[cfg_attr(feature = "server", schema(min_items = 1, max_items = 500))]
        pub items: Vec<ShipmentLine>,
        #[cfg_attr(feature = "server", schema(max_length = 100))]
        pub carrier: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 100))]
        pub tracking_number: Option<String>,
        /// An `https://` address.
        #[cfg_attr(feature = "server", schema(max_length = 500, pattern = "^https://"))]
        pub tracking_url: Option<String>,
        pub dispatch_date: Option<NaiveDate>,
        pub est_delivery_date: Option<NaiveDate>,
        pub status: Option<ShipmentStatus>,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub ship_to_name: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 300))]
        pub ship_to_street: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub ship_to_city: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 20))]
        pub ship_to_postal_code: Option<String>,
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{2}$"))]
        pub ship_to_country: Option<String>,
    }

    /// A change to a shipment. A member left out stays as it is; null clears it.
    pub struct ShipmentPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<ShipmentStatus>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 100))]
        pub carrier: Option<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 100))]
        pub tracking_number: Option<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 500, pattern = "^https://"))]
        pub tracking_url: Option<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<NaiveDate>))]
        pub dispatch_date: Option<Option<NaiveDate>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<NaiveDate>))]
        pub est_delivery_date: Option<Option<NaiveDate>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::patch::given")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 200))]
        pub received_by: Option<Option<String>>,
    }

    /// A milestone on the way. It also moves the shipment to its status.
    pub struct ShipmentEventInput {
        #[cfg_attr(feature = "server", schema(value_type = crate::ShipmentStatus))]
        pub status: Option<ShipmentStatus>,
        /// Now unless said.
        pub timestamp: Option<DateTime<Utc>>,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub location: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 1000))]
        pub description: Option<String>,
    }
}
