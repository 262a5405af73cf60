//! Who calls: tokens and their keys, the session check before any body is read, and the extractors that say in a
//! handler's signature who may call it. What somebody may see is the domain's business, by its scope.

mod admit;
mod credentials;
mod extract;
mod keys;
mod machines;
mod tokens;

pub use admit::admit;
pub use credentials::{clear_cookie, session_cookie, wants_cookie};
pub use extract::{
    Admin, Anyone, Caller, CustomersRead, InternalWrite, Machine, Manager, OfMaker, OfShop, Person,
    Rank, ScopeName, Shop, Staff, StaffOrShop, User, Viewer, Who,
};
pub use keys::{Keys, make_key_file};
pub use machines::{issue_machine, read_machine, scope_text};
pub use tokens::{issue, verify};
