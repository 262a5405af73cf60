//! What enters: bodies, queries, path ids and the headers that steer writes. Every offending field is named at once, and
//! nothing a caller sends becomes a 5xx.

mod body;
pub mod form;
mod headers;
mod json;
mod path;
mod query;
mod schema;
mod table;
mod upload;
mod violations;

pub use body::{Bodyless, Valid, read_body};
pub use headers::IfMatch;
pub use path::{PathCode, PathId};
pub use query::Params;
pub use table::CsvBody;
pub use upload::{LogoFile, PictureFile, Upload};
