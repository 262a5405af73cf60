//! Read-only lists that lead to traces.

mod batches;
mod more;
mod orders;
mod typing;

pub use batches::BatchesPage;
pub use more::{MoreView, more};
pub use orders::OrdersPage;
pub use typing::typing;
