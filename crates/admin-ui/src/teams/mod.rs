//! The maker's teams, for administrators: who is how many, and names. A team that is deleted takes nobody with it.

mod dialogs;
mod page;
mod words;

pub use page::TeamsPage;
use words::tw;
