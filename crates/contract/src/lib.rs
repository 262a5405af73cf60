//! The API's vocabulary: request and reply types shared by the server, both front ends and the tests.
//! Knows nothing of HTTP, databases or screens; compiles to WebAssembly. With the `server` feature the types
//! also carry their JSON schemas (utoipa) and the rules a schema cannot express (validator).

#[macro_use]
mod macros;

pub mod audit_logs;
pub mod batches;
pub mod complaints;
pub mod contacts;
pub mod customers;
pub mod dashboard;
pub mod enums;
pub mod farms;
pub mod integration_logs;
pub mod lists;
pub mod m2m;
pub mod measurements;
pub mod oauth;
pub mod orders;
pub mod organization;
pub mod patch;
pub mod portal;
pub mod portal_users;
pub mod problem;
pub mod products;
pub mod provenance;
pub mod search;
pub mod session;
pub mod shipments;
pub mod trace;
pub mod users;
pub mod work_orders;

pub use enums::*;
pub use lists::{Cursor, Page, Pagination};
pub use problem::{FieldError, Problem};
