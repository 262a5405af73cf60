//! Lists that lead to orders, batches and traces.

mod batches;
mod more;
mod orders;
mod typing;

pub use batches::BatchesPage;
pub use more::{More, MoreView, more};
pub use orders::OrdersPage;
pub use typing::typing;
