//! Settings, for administrators: the maker's name, colour, language, lead time and logo, and what they make of the
//! portal before they are saved.

mod form;
mod logo;
mod measure;
mod nav;
mod page;
mod preview;
mod words;

pub use nav::SettingsFrame;
pub use page::SettingsPage;
pub use words::sw;
