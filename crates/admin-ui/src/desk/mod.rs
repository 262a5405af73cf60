//! What the pages that change orders, parcels and lots share: one way to send a change and tell why it was refused, the
//! type-ahead, the states of a page, the texts. Nothing here decides what is allowed: the server does.

mod change;
mod days;
mod fields;
pub mod lots;
mod page;
mod picker;
mod reasons;
pub mod roles;
pub mod words;

pub use change::{Change, Refused};
pub use days::{local_input, moment, parse_day, zone};
pub use fields::{Aimed, ChoiceField, DayField, NumberField, TextField, WideField};
pub use page::{NoRole, page_of, part_of};
pub use picker::{Found, Picker};
pub use reasons::field as field_reason;
pub use words::d;

/// Where an order is worked on.
pub fn order_href(number: &str) -> String {
    format!("/admin/orders/{}", ui_kit::http::encoded(number))
}

/// Where a parcel is worked on.
pub fn shipment_href(number: &str) -> String {
    format!("/admin/shipments/{}", ui_kit::http::encoded(number))
}

/// Where a batch and its lots are.
pub fn batch_href(code: &str) -> String {
    format!("/admin/batches/{}", ui_kit::http::encoded(code))
}

/// A text that may be left out: trimmed, None when nothing is left.
pub fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
