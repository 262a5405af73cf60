//! Read-only lists that lead to traces.

mod batches;
mod more;
mod orders;

pub use batches::BatchesPage;
pub use orders::OrdersPage;
