//! Farms: where the cacao comes from.

use chrono::{DateTime, Utc};
use serde_json::Value;

reply! {
    pub struct Farm {
        pub id: i64,
        pub name: String,
        pub producer_name: String,
        pub region: String,
        /// ISO 3166-1 alpha-2.
        pub country: String,
        /// WGS84 degrees.
        pub latitude: Option<f64>,
        pub longitude: Option<f64>,
        /// A GeoJSON geometry (Polygon or Point), WGS84, `[longitude, latitude]`.
        #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
        pub plot: Option<Value>,
        pub area_ha: Option<f64>,
        pub altitude_m: Option<i32>,
        pub varieties: Option<String>,
        pub certifications: Option<String>,
        pub story: Option<String>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct FarmList {
        pub farms: Vec<Farm>,
        pub next_cursor: Option<String>,
    }
}

request! {
    /// A farm as written whole (POST, PUT).
    pub struct FarmInput {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub producer_name: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub region: String,
        /// ISO 3166-1 alpha-2.
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{2}$"))]
        pub country: String,
        #[cfg_attr(feature = "server", schema(minimum = -90, maximum = 90))]
        pub latitude: Option<f64>,
        #[cfg_attr(feature = "server", schema(minimum = -180, maximum = 180))]
        pub longitude: Option<f64>,
        /// A GeoJSON geometry (Polygon or Point), WGS84, `[longitude, latitude]`.
        #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
        pub plot: Option<Value>,
        #[cfg_attr(feature = "server", schema(exclusive_minimum = 0, maximum = 1_000_000))]
        pub area_ha: Option<f64>,
        #[cfg_attr(feature = "server", schema(minimum = -500, maximum = 9000))]
        pub altitude_m: Option<i32>,
        #[cfg_attr(feature = "server", schema(max_length = 500))]
        pub varieties: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 500))]
        pub certifications: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 10_000))]
        pub story: Option<String>,
    }
}

query! {
    /// Query of the list of farms.
    pub struct FarmQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `name`, `id`, with `-` in front for descending; `name` unless said.
        #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
        pub sort: Option<String>,
        /// Part of a farm's name, producer or region.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }
}
