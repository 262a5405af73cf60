//! The shops: their list, the form of one, many at once from a file, and the page of one with its people, orders,
//! measurements, complaints, portal access and history.

mod address;
mod complaint_words;
mod complaints;
mod contacts;
mod delete;
mod delete_words;
mod directory;
mod facts;
mod form;
mod history;
mod history_words;
mod import;
mod keepers;
mod list;
mod measured;
mod orders;
mod page;
mod there;
mod words;

pub use directory::directory;
pub use form::{EditCustomerPage, NewCustomerPage};
pub use import::ImportPage;
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

/// The form of one shop.
pub fn edit_href(id: i64) -> String {
    format!("{}/edit", href(id))
}
