//! The maker's own people, for administrators: who may sign in as what, in which team, in which state, and what can be
//! done about it. A generated password goes by e-mail and is never shown or kept here; who may do what, the API decides.

mod actions;
mod address;
mod dialog;
mod list;
mod page;
mod refusal;
mod teams;
mod words;

pub use dialog::point_at_wrong;
pub use page::PeoplePage;
