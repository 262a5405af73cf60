//! Customers: the shops.

use chrono::{DateTime, Utc};

use crate::{CustomerStatus, Pagination};

reply! {
    pub struct Customer {
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
        pub notes: Option<String>,
        pub erp_customer_id: Option<String>,
        pub external_customer_id: Option<String>,
        pub owner_user_id: Option<i64>,
        pub owner_name: Option<String>,
        pub team_id: Option<i64>,
        pub team_name: Option<String>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct CustomerList {
        pub customers: Vec<Customer>,
        pub next_cursor: Option<String>,
    }

    /// A shop that was sold something of a batch.
    pub struct BatchCustomer {
        pub id: i64,
        pub name: String,
        pub city: Option<String>,
        pub country: String,
        pub order_count: i64,
        /// Cartons of this batch, cancelled orders left out.
        pub cartons_ordered: i64,
        pub cartons_shipped: i64,
    }

    pub struct BatchCustomerPage {
        pub customers: Vec<BatchCustomer>,
        pub pagination: Pagination,
    }
}

query! {
    /// Query of the list of customers.
    pub struct CustomerQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `name`, `id`, with `-` in front for descending; `name` unless said.
        #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
        pub sort: Option<String>,
        pub status: Option<CustomerStatus>,
        /// ISO 3166-1 alpha-2.
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{2}$"), param(pattern = "^[A-Z]{2}$"))]
        pub country: Option<String>,
        /// Part of a name, city or id in another system.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }
}
