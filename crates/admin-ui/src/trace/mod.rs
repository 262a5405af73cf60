//! The trace explorer: where cartons came from and where they went. `chain`, `figure`, `reached` and `csv` are the
//! facts and know no browser; the rest shows them.

mod address;
mod balance;
mod chain;
mod csv;
mod explorer;
mod figure;
mod lit;
mod page;
mod reached;
mod start;
mod table;

#[cfg(test)]
mod tests;

pub use address::Root;
pub use page::TracePage;
pub use start::StartPage;
