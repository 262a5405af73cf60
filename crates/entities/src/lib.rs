//! The tables as SeaORM entities: one file a table, with its columns, its foreign keys and their ON DELETE as in
//! the migration (a test compares the two), and finders narrowed to an organization. No rules live here, and nothing
//! here cascades: what hangs on a row is the database's business.

pub mod enums;
pub mod prelude;
mod registry;
mod scope;

pub mod audit_chain;
pub mod audit_logs;
pub mod batch_inputs;
pub mod batches;
pub mod complaint_photos;
pub mod complaints;
pub mod contacts;
pub mod customer_portal_users;
pub mod customer_terms;
pub mod customers;
pub mod events;
pub mod farms;
pub mod idempotency_keys;
pub mod integration_jobs;
pub mod integration_logs;
pub mod measurements;
pub mod oauth_clients;
pub mod order_events;
pub mod order_items;
pub mod orders;
pub mod organizations;
pub mod outbox_emails;
pub mod products;
pub mod recall_batches;
pub mod recall_notice_lines;
pub mod recall_notices;
pub mod recalls;
pub mod revoked_tokens;
pub mod search_variants;
pub mod shipment_events;
pub mod shipment_items;
pub mod shipments;
pub mod stock_levels;
pub mod teams;
pub mod users;
pub mod work_orders;

pub use registry::{Enumeration, ForeignKey, Table, all, enumerations};
pub use scope::OrgScoped;
