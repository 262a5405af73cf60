//! Products: finished-goods lots, each a SKU made from one batch.

use chrono::{DateTime, NaiveDate, Utc};

use crate::Pagination;

reply! {
    pub struct Product {
        pub id: i64,
        pub sku: String,
        pub name: String,
        pub description: Option<String>,
        pub batch_id: i64,
        pub batch_code: String,
        pub farm_id: i64,
        pub farm_name: String,
        pub cacao_percent: Option<f64>,
        /// Net weight of one bar, grams.
        pub net_weight_g: Option<i32>,
        pub gtin: Option<String>,
        pub best_before: Option<NaiveDate>,
        /// Cartons.
        pub quantity_produced: i32,
        /// Cartons at the last stock count; null when never counted.
        pub quantity_on_hand: Option<i32>,
        pub counted_at: Option<DateTime<Utc>>,
        /// Per carton, in minor units of `currency`.
        pub unit_price_cents: Option<i64>,
        /// ISO 4217.
        pub currency: Option<String>,
        pub image_url: Option<String>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct ProductList {
        pub products: Vec<Product>,
        pub next_cursor: Option<String>,
    }

    /// The products of one batch.
    pub struct ProductPage {
        pub products: Vec<Product>,
        pub pagination: Pagination,
    }
}

request! {
    /// A product as written whole (POST, PUT).
    pub struct ProductInput {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 64, pattern = "^([0-9]+[A-Za-z._-]|[A-Za-z])[A-Za-z0-9._-]*$"))]
        pub sku: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
        #[cfg_attr(feature = "server", schema(max_length = 2000))]
        pub description: Option<String>,
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub batch_id: i64,
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 100))]
        pub cacao_percent: Option<f64>,
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100_000))]
        pub net_weight_g: Option<i32>,
        /// GTIN-8, -12, -13 or -14 with a right check digit.
        #[cfg_attr(feature = "server", schema(pattern = "^([0-9]{8}|[0-9]{12,14})$"))]
        pub gtin: Option<String>,
        pub best_before: Option<NaiveDate>,
        /// Cartons.
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 10_000_000))]
        pub quantity_produced: i32,
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 10_000_000))]
        pub quantity_on_hand: Option<i32>,
        pub counted_at: Option<DateTime<Utc>>,
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 1_000_000_000))]
        pub unit_price_cents: Option<i64>,
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{3}$"))]
        pub currency: Option<String>,
        /// An `https://` address.
        #[cfg_attr(feature = "server", schema(max_length = 500, pattern = "^https://"))]
        pub image_url: Option<String>,
    }
}

query! {
    /// Query of the list of products.
    pub struct ProductQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `name`, `id`, with `-` in front for descending; `name` unless said.
        #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
        pub sort: Option<String>,
        /// Of this batch.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub batch_id: Option<i64>,
        /// Of this farm's batches.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub farm_id: Option<i64>,
        /// Part of a SKU or a name.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }
}
