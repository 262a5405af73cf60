//! A shop's own orders, as the portal shows them: provenance, production, shipments, timeline. Nothing here selects
//! a cost, a bill of materials, a note or another customer's row.

mod detail;
mod list;

pub use detail::by_key;
pub use list::{Whole, list};
