//! Whom a request counts for. Never a token, a header or a process: none of those gives anybody a second window.

use std::{fmt, net::IpAddr};

/// Somebody with a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A person of a shop.
    Shop(i64),
    /// A person of the maker.
    Staff(i64),
    Organization(i64),
    /// A machine client, whatever its token.
    Client(i64),
    /// An address as `http::limit_key` makes it.
    Address(IpAddr),
}

impl Key {
    /// The policy's name in the headers.
    pub fn policy(self) -> &'static str {
        match self {
            Self::Shop(_) | Self::Staff(_) => "user",
            Self::Organization(_) => "organization",
            Self::Client(_) => "client",
            Self::Address(_) => "sign-in",
        }
    }
}

/// The key in Redis.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shop(id) => write!(f, "ixchel:limit:shop:{id}"),
            Self::Staff(id) => write!(f, "ixchel:limit:staff:{id}"),
            Self::Organization(id) => write!(f, "ixchel:limit:organization:{id}"),
            Self::Client(id) => write!(f, "ixchel:limit:client:{id}"),
            Self::Address(address) => write!(f, "ixchel:limit:address:{address}"),
        }
    }
}
