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

    /// What deleting a customer would meet. With a refusal nothing is deleted.
    pub struct CustomerDeletion {
        /// Evidence that keeps the customer: orders, complaints, recall notices.
        pub refused_by: Vec<Referring>,
        /// What goes with it: contacts, portal users, stock levels.
        pub removed_with_it: Vec<Referring>,
        /// What stays and names no customer any more: measurements.
        pub left_without_it: Vec<Referring>,
    }

    pub struct Referring {
        /// The table: `orders`, `contacts`, …
        pub entity: String,
        pub count: i64,
    }

    /// What an import did, or would do.
    pub struct CustomerImport {
        /// Lines with a customer.
        pub rows: i64,
        pub created: i64,
        /// Known by `external_customer_id` or `erp_customer_id`.
        pub updated: i64,
        pub unchanged: i64,
        /// Nothing was written.
        pub dry_run: bool,
    }

    pub struct BatchCustomerPage {
        pub customers: Vec<BatchCustomer>,
        pub pagination: Pagination,
    }
}

request! {
    /// A customer as written whole (POST, PUT).
    pub struct CustomerInput {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
        /// `active` unless said.
        pub status: Option<CustomerStatus>,
        /// ISO 3166-1 alpha-2.
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{2}$"))]
        pub country: String,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub address_line1: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub address_line2: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub city: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 200))]
        pub region: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 20))]
        pub postal_code: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 254))]
        pub email: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 50))]
        pub phone: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 10_000))]
        pub notes: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 100))]
        pub erp_customer_id: Option<String>,
        #[cfg_attr(feature = "server", schema(max_length = 100))]
        pub external_customer_id: Option<String>,
        /// `en`, `de`, `ja` or `es`; null: the organization's.
        #[cfg_attr(feature = "server", schema(pattern = "^(en|de|ja|es)$"))]
        pub locale: Option<String>,
        /// Who looks after it. Left out by the role `user`: itself.
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub owner_user_id: Option<i64>,
        /// Left out by the role `manager`: its own team.
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub team_id: Option<i64>,
    }

    /// A change to a customer. A member left out stays as it is; null empties it.
    pub struct CustomerPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200, nullable = false))]
        pub name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(nullable = false))]
        pub status: Option<CustomerStatus>,
        /// ISO 3166-1 alpha-2.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{2}$", nullable = false))]
        pub country: Option<String>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 200))]
        pub address_line1: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 200))]
        pub address_line2: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 200))]
        pub city: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 200))]
        pub region: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 20))]
        pub postal_code: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 254))]
        pub email: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 50))]
        pub phone: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 10_000))]
        pub notes: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 100))]
        pub erp_customer_id: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, max_length = 100))]
        pub external_customer_id: Option<Option<String>>,
        /// `en`, `de`, `ja` or `es`.
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<String>, pattern = "^(en|de|ja|es)$"))]
        pub locale: Option<Option<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<i64>, minimum = 1))]
        pub owner_user_id: Option<Option<i64>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<i64>, minimum = 1))]
        pub team_id: Option<Option<i64>>,
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
        /// `name`, `created_at`, `updated_at`, `id`, with `-` in front for descending; `name` unless said.
        #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
        pub sort: Option<String>,
        pub status: Option<CustomerStatus>,
        /// Looked after by this staff user.
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub owner_user_id: Option<i64>,
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub team_id: Option<i64>,
        /// ISO 3166-1 alpha-2.
        #[cfg_attr(feature = "server", schema(pattern = "^[A-Z]{2}$"), param(pattern = "^[A-Z]{2}$"))]
        pub country: Option<String>,
        /// Words or their beginnings: of a name, a city, a contact, an e-mail, an id in another system. Accents, case and width
        /// do not matter, small typing errors are forgiven.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }

    /// Query of an import.
    pub struct CustomerImportQuery {
        /// Checks everything and writes nothing.
        pub dry_run: Option<bool>,
    }
}
