//! The rules of farms, batches, products, work orders, shipments and search, on SQLite in memory and, when
//! IXCHEL_TEST_POSTGRES_URL names the superuser of a scratch cluster, on PostgreSQL under its policies.

#[macro_use]
mod support;

mod catalogue;
mod listing;
mod numbering;
mod searching;
mod shipping;
