//! Lab and sensor readings across the organization, and what they mean for a batch.

use chrono::{DateTime, NaiveDate, Utc};

use crate::batches::Measurement;

enumeration! {
    /// Which maximum level of Regulation (EU) 2023/915 applies to cadmium in a product.
    CadmiumClass {
        MilkUnder30 = "milk_chocolate_under_30",
        ChocolateUnder50 = "chocolate_under_50",
        ChocolateFrom50 = "chocolate_from_50",
        CocoaPowder = "cocoa_powder",
    }
}

reply! {
    pub struct MeasurementList {
        pub measurements: Vec<Measurement>,
        pub next_cursor: Option<String>,
    }

    /// A batch's newest cadmium reading beside the lowest maximum level among its products.
    pub struct CadmiumCheck {
        /// mg/kg of the newest reading; null before there was one.
        pub value_mg_per_kg: Option<f64>,
        pub measured_at: Option<DateTime<Utc>>,
        /// The newest reading's unit where it cannot be compared with mg/kg, so that nothing is known; null otherwise.
        #[serde(default)]
        pub not_comparable_unit: Option<String>,
        /// mg/kg, Regulation (EU) 2023/915, Annex I, 3.2.
        pub limit_mg_per_kg: f64,
        /// The class that the limit is of.
        pub class: CadmiumClass,
        /// The product that the limit comes from; null where the batch has none yet.
        pub product_id: Option<i64>,
        pub sku: Option<String>,
        /// Above the limit: released only with an admin's recorded reason.
        pub over: bool,
        /// Why an admin released it all the same.
        pub release_reason: Option<String>,
        pub released_by_name: Option<String>,
        pub released_at: Option<DateTime<Utc>>,
    }
}

query! {
    /// Query of the readings, newest first.
    pub struct MeasurementQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `cadmium`, `moisture`, …
        #[cfg_attr(feature = "server", schema(max_length = 60), param(max_length = 60))]
        pub kind: Option<String>,
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub batch_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub customer_id: Option<i64>,
        /// On or after this day (UTC).
        pub date_from: Option<NaiveDate>,
        /// On or before this day (UTC).
        pub date_to: Option<NaiveDate>,
    }

    /// Query of the readings of one batch or customer.
    pub struct OwnMeasurementQuery {
        /// From 1.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 1_000_000), param(minimum = 1, maximum = 1_000_000))]
        pub page: Option<u64>,
        /// Rows a page, 20 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `cadmium`, `moisture`, …
        #[cfg_attr(feature = "server", schema(max_length = 60), param(max_length = 60))]
        pub kind: Option<String>,
    }
}
