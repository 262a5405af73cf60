//! Batches: cacao from one farm, processed together.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{BatchStatus, Pagination};

reply! {
    pub struct Batch {
        pub id: i64,
        pub code: String,
        pub farm_id: i64,
        pub farm_name: String,
        pub status: BatchStatus,
        pub harvest_date: Option<NaiveDate>,
        pub received_kg: Option<f64>,
        pub fermentation_days: Option<i32>,
        pub drying_days: Option<i32>,
        pub roast_date: Option<NaiveDate>,
        pub produced_kg: Option<f64>,
        pub notes: Option<String>,
        /// Why an admin released it above its cadmium limit; null otherwise.
        #[serde(default)]
        pub release_reason: Option<String>,
        #[serde(default)]
        pub released_by_user_id: Option<i64>,
        #[serde(default)]
        pub released_at: Option<DateTime<Utc>>,
        /// The batches this one was made of (blends, rework); empty for a batch of one farm's cacao alone.
        pub inputs: Vec<BatchInputView>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct BatchInputView {
        pub batch_id: i64,
        pub batch_code: String,
        pub kg: f64,
    }

    pub struct BatchList {
        pub batches: Vec<Batch>,
        pub next_cursor: Option<String>,
    }

    /// The batches of one farm.
    pub struct BatchPage {
        pub batches: Vec<Batch>,
        pub pagination: Pagination,
    }

    pub struct Measurement {
        pub id: i64,
        pub external_measurement_id: Option<String>,
        pub kind: String,
        pub value: f64,
        pub unit: String,
        pub measured_at: DateTime<Utc>,
        pub batch_id: Option<i64>,
        pub batch_code: Option<String>,
        pub customer_id: Option<i64>,
    }

    pub struct MeasurementPage {
        pub measurements: Vec<Measurement>,
        pub pagination: Pagination,
    }
}

request! {
    pub struct BatchInput {
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub batch_id: i64,
        /// Kilograms taken from it.
        #[cfg_attr(feature = "server", schema(exclusive_minimum = 0, maximum = 1_000_000))]
        pub kg: f64,
    }

    /// A batch as written whole (POST, PUT). `status` is `open` unless said; `recalled` comes from a recall alone.
    pub struct BatchBody {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 64, pattern = "^([0-9]+[A-Za-z._-]|[A-Za-z])[A-Za-z0-9._-]*$"))]
        pub code: String,
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub farm_id: i64,
        pub status: Option<BatchStatus>,
        pub harvest_date: Option<NaiveDate>,
        #[cfg_attr(feature = "server", schema(exclusive_minimum = 0, maximum = 10_000_000))]
        pub received_kg: Option<f64>,
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 365))]
        pub fermentation_days: Option<i32>,
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 365))]
        pub drying_days: Option<i32>,
        pub roast_date: Option<NaiveDate>,
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 10_000_000))]
        pub produced_kg: Option<f64>,
        #[cfg_attr(feature = "server", schema(max_length = 10_000))]
        pub notes: Option<String>,
        /// An admin's reason to release a batch whose cadmium is above its limit; needed only then.
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 1_000))]
        pub release_reason: Option<String>,
        /// Left out on PUT: the inputs stay as they are.
        #[cfg_attr(feature = "server", schema(max_items = 100))]
        pub inputs: Option<Vec<BatchInput>>,
    }
}

query! {
    /// Query of the list of batches.
    pub struct BatchQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `harvest_date`, `code`, `id`, with `-` in front for descending; `-harvest_date` unless said.
        #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
        pub sort: Option<String>,
        pub status: Option<BatchStatus>,
        /// Of this farm.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub farm_id: Option<i64>,
        /// Harvested on or after this day.
        pub date_from: Option<NaiveDate>,
        /// Harvested on or before this day.
        pub date_to: Option<NaiveDate>,
        /// Part of a code or a farm's name.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }
}
