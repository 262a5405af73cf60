//! Orders: placed once, changed under rules, never deleted (they are evidence).

mod change;
mod place;
mod view;

pub use change::change;
pub use place::{place, place_for_shop};
pub(crate) use view::word;
pub use view::{by_key, list, of_batch, of_customer};
