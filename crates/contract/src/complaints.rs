//! Complaints of shops, as staff read them on a customer's page.

use chrono::{DateTime, Utc};

use crate::Pagination;

reply! {
    pub struct Complaint {
        pub id: i64,
        pub complaint_number: String,
        pub customer_id: i64,
        pub customer_name: String,
        pub batch_id: Option<i64>,
        pub batch_code: Option<String>,
        /// As the shop read it off the bar.
        pub lot_code: Option<String>,
        pub category: String,
        pub severity: String,
        pub description: String,
        pub status: String,
        pub status_reason: Option<String>,
        pub recall_id: Option<i64>,
        pub closed_at: Option<DateTime<Utc>>,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    /// The complaints of one customer, the newest first.
    pub struct ComplaintPage {
        pub complaints: Vec<Complaint>,
        pub pagination: Pagination,
    }
}
