//! The shops: their list, and the page of one with its facts, orders, portal access and access log.

mod address;
mod directory;
mod facts;
mod keepers;
mod list;
mod page;
mod words;

pub use directory::directory;
pub use list::CustomersPage;
pub use page::CustomerPage;
pub use words::cw;

use ui_kit::http;

/// The form of a new shop.
pub const NEW: &str = "/admin/customers/new";
/// Many shops from one file.
pub const IMPORT: &str = "/admin/customers/import";

/// The page of one shop.
pub fn href(id: i64) -> String {
    format!("/admin/customers/{}", http::encoded(&id.to_string()))
}
