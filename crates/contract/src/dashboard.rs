//! What staff see first: what needs somebody, what is in the making, how the last weeks went. Each caller's own reach.

use chrono::{DateTime, NaiveDate, Utc};

use crate::BatchStatus;

enumeration! {
    /// How far a batch's thread has come.
    BatchStage { Farm = "farm", Batch = "batch", Bar = "bar", Order = "order", Shop = "shop" }
}

reply! {
    pub struct Dashboard {
        /// When this was true.
        pub as_of: DateTime<Utc>,
        /// Complaints that nobody has settled, the worst and then the oldest first; at most 10.
        pub complaints: Vec<OpenComplaint>,
        pub complaint_count: i64,
        /// Orders past their estimated delivery, the latest first; at most 10.
        pub late_orders: Vec<LateOrder>,
        pub late_order_count: i64,
        /// Orders that the ERP refused; at most 10.
        pub refused_orders: Vec<RefusedOrder>,
        pub refused_order_count: i64,
        /// Batches on hold; at most 10.
        pub held_batches: Vec<HeldBatch>,
        pub drill: Drill,
        /// Batches whose cartons have not all reached the shops, the newest harvest first; at most 12.
        pub batches: Vec<BatchProgress>,
        /// Cartons that left in each of the last twelve weeks, the oldest first; weeks begin on Monday (UTC).
        pub weeks: Vec<WeekShipped>,
        /// The last 30 delivered orders that had a date, the oldest first.
        pub deliveries: Vec<Delivery>,
    }

    pub struct OpenComplaint {
        pub id: i64,
        pub complaint_number: String,
        pub customer_id: i64,
        pub customer_name: String,
        pub customer_city: Option<String>,
        pub batch_id: Option<i64>,
        pub lot_code: Option<String>,
        pub category: String,
        pub severity: String,
        pub description: String,
        pub created_at: DateTime<Utc>,
    }

    pub struct LateOrder {
        pub id: i64,
        pub order_number: String,
        pub customer_name: String,
        pub est_delivery_date: NaiveDate,
    }

    pub struct RefusedOrder {
        pub id: i64,
        pub order_number: String,
        pub customer_name: String,
    }

    pub struct HeldBatch {
        pub id: i64,
        pub code: String,
        pub farm_name: String,
        pub updated_at: DateTime<Utc>,
    }

    /// The yearly recall drill (BRCGS 3.11, SQF 2.6.3: at least once a year).
    pub struct Drill {
        /// When the last one began.
        pub last_started_at: Option<DateTime<Utc>>,
        /// Seconds from its start to the full trace.
        pub last_trace_seconds: Option<i64>,
        /// A year after the last one; null when there never was one: it is due now.
        pub due_on: Option<NaiveDate>,
    }

    pub struct BatchProgress {
        pub id: i64,
        pub code: String,
        pub farm_id: i64,
        pub farm_name: String,
        pub status: BatchStatus,
        pub stage: BatchStage,
        /// Share of the way to the next station, 0 to 100.
        pub percent: i32,
        pub harvest_date: Option<NaiveDate>,
        pub fermentation_days: Option<i32>,
        pub drying_days: Option<i32>,
        pub roast_date: Option<NaiveDate>,
        /// Cartons.
        pub planned: i64,
        pub produced: i64,
        pub ordered: i64,
        pub shipped: i64,
        pub delivered: i64,
    }

    pub struct WeekShipped {
        /// Its Monday.
        pub week: NaiveDate,
        pub cartons: i64,
    }

    pub struct Delivery {
        pub order_id: i64,
        pub order_number: String,
        pub est_delivery_date: NaiveDate,
        pub delivered_on: NaiveDate,
        pub on_time: bool,
    }
}
