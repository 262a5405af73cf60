//! Programs that sign in by themselves, for administrators: what each may do, from where, and its secret, which is shown
//! once when it is made and kept nowhere: not here, and by the API only as a hash.

mod actions;
mod copy;
mod form;
mod input;
mod list;
mod page;
mod rotate;
mod secret;
mod words;

pub use copy::Copyable;
pub use page::ProgramsPage;
use words::gw;
