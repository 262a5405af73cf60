//! Customers as other services read them: found by words, forgiving small typing errors.

use chrono::{DateTime, Utc};

use crate::CustomerStatus;

reply! {
    /// A customer for another service: what it needs to know whom it deals with, no notes, owners or teams.
    pub struct M2mCustomer {
        pub id: i64,
        pub name: String,
        pub status: CustomerStatus,
        /// ISO 3166-1 alpha-2.
        pub country: String,
        pub address_line1: Option<String>,
        pub address_line2: Option<String>,
        pub city: Option<String>,
        pub region: Option<String>,
        pub postal_code: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub locale: Option<String>,
        pub erp_customer_id: Option<String>,
        pub external_customer_id: Option<String>,
        pub contacts: Vec<M2mContact>,
        pub version: i32,
        pub updated_at: DateTime<Utc>,
    }

    pub struct M2mContact {
        pub id: i64,
        pub name: String,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub job_title: Option<String>,
        pub is_primary: bool,
    }

    /// The best first.
    pub struct M2mCustomerList {
        pub customers: Vec<M2mCustomer>,
        pub next_cursor: Option<String>,
    }
}

query! {
    /// Query of the search.
    pub struct M2mCustomerQuery {
        /// Words or their beginnings: of a name, a city, a contact, an e-mail, an id. Small typing errors, accents, case and
        /// width do not matter.
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200), param(min_length = 1, max_length = 200))]
        pub q: Option<String>,
        /// ISO 3166-1 alpha-2.
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{2}$"), param(pattern = "^[A-Z]{2}$"))]
        pub country: Option<String>,
        pub status: Option<CustomerStatus>,
        /// Rows a page, 20 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
    }
}
