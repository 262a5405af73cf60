//! Who came from outside and what for: the portal's access log, later also what other systems sent.

use chrono::{DateTime, NaiveDate, Utc};

use crate::LogStatus;

reply! {
    /// One line. Lines are never changed or removed.
    pub struct IntegrationLog {
        pub id: i64,
        /// `customer_portal`, …
        pub integration_type: String,
        /// `login`, `logout`, `page_view`, …
        pub event_type: String,
        /// The person's e-mail, or the system's name.
        pub external_system: String,
        pub status: LogStatus,
        pub error_message: Option<String>,
        /// What was asked for: a path of the API.
        pub path: Option<String>,
        pub request_id: Option<String>,
        pub ip: Option<String>,
        pub user_agent: Option<String>,
        pub occurred_at: DateTime<Utc>,
    }

    pub struct IntegrationLogList {
        pub integration_logs: Vec<IntegrationLog>,
        pub next_cursor: Option<String>,
    }
}

query! {
    /// Query of the log, newest first.
    pub struct IntegrationLogQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        #[cfg_attr(feature = "server", schema(max_length = 60), param(max_length = 60))]
        pub integration_type: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 60), param(max_length = 60))]
        pub event_type: Option<String>,
        pub status: Option<LogStatus>,
        /// The lines of this customer's people.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub customer_id: Option<i64>,
        /// On or after this day (UTC).
        pub date_from: Option<NaiveDate>,
        /// On or before this day (UTC).
        pub date_to: Option<NaiveDate>,
        /// Part of an e-mail, a path or an error.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }
}
