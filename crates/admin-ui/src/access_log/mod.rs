//! The portal's access log, for administrators: who signed in, what they looked at, what was refused. Lines are read
//! only; nothing here changes or removes one.

mod address;
mod agent;
mod line;
mod page;
mod recent;
mod what;
mod words;

pub use page::AccessLogPage;
pub use recent::RecentAccess;
pub use words::lw;
