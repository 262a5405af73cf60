//! Who changed what, as admins read it.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

reply! {
    /// One recorded act. Rows are never changed or removed.
    pub struct AuditLog {
        pub id: i64,
        /// `staff:3`, `shop:7`, `machine:2`, `system`.
        pub actor: String,
        /// The person's or program's name as it is now; null when it is gone or was nobody in particular.
        pub actor_name: Option<String>,
        /// `create`, `update`, `delete`, `login`, …
        pub action: String,
        /// Table of the row: `orders`, `customers`, …
        pub entity: String,
        pub entity_id: Option<i64>,
        /// Whose row it was; null for the organization's own records.
        pub customer_id: Option<i64>,
        /// The row before, secrets left out.
        #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
        pub before: Option<Value>,
        /// The row after, secrets left out.
        #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
        pub after: Option<Value>,
        pub request_id: Option<String>,
        pub ip: Option<String>,
        pub occurred_at: DateTime<Utc>,
    }

    pub struct AuditLogList {
        pub audit_logs: Vec<AuditLog>,
        pub next_cursor: Option<String>,
    }

    /// How far the log is sealed. Comparing `head` with one noted elsewhere shows that nothing before it was changed since.
    pub struct AuditChain {
        /// Rows of the organization's log.
        pub rows: i64,
        /// Rows that the chain holds; the others are younger than a few seconds.
        pub sealed: i64,
        /// hex(SHA-256) of the newest link; null before the first.
        pub head: Option<String>,
        pub sealed_at: Option<DateTime<Utc>>,
    }
}

query! {
    /// Query of the log, newest first.
    pub struct AuditLogQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// As in the rows: `staff:3`.
        #[cfg_attr(feature = "server", schema(max_length = 60), param(max_length = 60))]
        pub actor: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 60), param(max_length = 60))]
        pub action: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 60), param(max_length = 60))]
        pub entity: Option<String>,
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub entity_id: Option<i64>,
        /// What concerned this customer: itself, its contacts, orders, people.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub customer_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(max_length = 128), param(max_length = 128))]
        pub request_id: Option<String>,
        /// On or after this day (UTC).
        pub date_from: Option<NaiveDate>,
        /// On or before this day (UTC).
        pub date_to: Option<NaiveDate>,
    }
}
