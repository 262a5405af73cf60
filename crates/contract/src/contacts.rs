//! The people of a shop whom staff write to and telephone. Not sign-ins: those are portal users.

use chrono::{DateTime, Utc};

use crate::Pagination;

reply! {
    pub struct Contact {
        pub id: i64,
        pub customer_id: i64,
        pub customer_name: String,
        pub name: String,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub job_title: Option<String>,
        /// Whom to telephone first; at most one of a customer.
        pub is_primary: bool,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    /// The contacts of one customer, the primary one first, then by name.
    pub struct ContactPage {
        pub contacts: Vec<Contact>,
        pub pagination: Pagination,
    }
}

request! {
    /// A contact as written whole (POST, PUT). Making it primary takes that from the one before.
    pub struct ContactInput {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
        #[cfg_attr(feature = "server", schema(max_length = 254))]
        pub email: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 50))]
        pub phone: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub job_title: Option<String>,
        /// False unless said.
        #[serde(default)]
        pub is_primary: bool,
    }
}
