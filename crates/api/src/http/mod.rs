//! What surrounds every request: its number, its log line, its headers, its limits. Decides nothing about who may do
//! what; that is `auth`.

mod address;
mod cors;
mod envelope;
mod headers;
mod log;
mod unmatched;
mod unread;

pub use address::{Networks, client_address, limit_key};
pub use cors::cors;
pub use envelope::{OwnForm, envelope};
pub use log::{RequestLog, request_id};
pub use unmatched::unmatched;
pub use unread::Unread;

pub(crate) use headers::{Site, api_headers, site_headers};
