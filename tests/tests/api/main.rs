//! The API over HTTP, each test on SQLite and on PostgreSQL: one module per resource or concern. Nothing in here
//! reaches into the server; what is checked behind its back is checked with plain SQL.

mod access;
mod account_life;
mod account_links;
mod account_mail;
mod account_refusals;
mod batches;
mod cookies;
mod cors;
mod customers;
mod envelope;
mod farms;
mod hostile;
mod idempotency;
mod isolation;
mod lists;
mod openapi;
mod order_placing;
mod orders;
mod portal;
mod portal_order;
mod postgres_policies;
mod products;
mod search;
mod sessions;
mod shipments;
mod tokens;
mod trace;
mod trace_access;
mod trace_blends;
mod trace_random;
mod work_orders;
