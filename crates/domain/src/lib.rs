//! What the business does, free of HTTP. Each capability is a module of free functions that take a [`Scope`];
//! nothing here knows a status code, a header or a route.

pub mod audit;
pub mod batches;
pub mod customers;
pub mod db;
pub mod error;
pub mod farms;
mod geojson;
mod gtin;
pub mod idempotency;
pub mod ids;
pub mod images;
pub mod lists;
pub mod measurements;
pub mod numbers;
pub mod orders;
pub mod passwords;
pub mod portal_orders;
pub mod portal_shipments;
pub mod products;
pub mod proofs;
pub mod scope;
pub mod search;
pub mod sessions;
pub mod shipments;
pub mod sql;
pub mod trace;
pub mod tx;
pub mod work_orders;
mod write;

pub use db::Db;
pub use error::{Error, Result};
pub use ids::IdOrCode;
pub use scope::{Actor, Principal, RequestInfo, Scope};
pub use sql::Sql;
pub use tx::Tx;
