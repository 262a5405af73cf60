//! The one error type of the domain, and how a database's refusal becomes it. No message here names SQL, a table's
//! internals or a path: the cause travels as a source and is logged once, at the edge.

use contract::FieldError;
use sea_orm::{DbErr, RuntimeErr};

pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not there, or not the caller's: deliberately the same.
    #[error("not found")]
    NotFound,
    /// Nobody, or no longer anybody.
    #[error("not signed in")]
    Unauthenticated(&'static str),
    /// Known, and may not.
    #[error("forbidden: {0}")]
    Forbidden(String),
    /// Every offending field of the input.
    #[error("invalid input")]
    Invalid(Vec<FieldError>),
    /// A duplicate, a row still referred to, or a wrong state; the sentence says which.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The row has changed since the caller read it (`If-Match`).
    #[error("changed since it was read")]
    Stale,
    /// The database is away or too busy.
    #[error("the database is away")]
    Unavailable(#[source] DbErr),
    /// Ours to mend.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// One offending field.
    pub fn field(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, message)])
    }

    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }
}

/// Which rule of the database refused a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// PostgreSQL names the constraint; SQLite the columns (`batches.org_id, batches.code`).
    Unique(String),
    /// SQLite does not say which.
    ForeignKey(String),
    Check(String),
}

/// Reads the named constraint out of a driver's error. SQLite reports RESTRICT as extended code 1811, which no
/// library maps.
pub fn violation(err: &DbErr) -> Option<Violation> {
    let db = match err {
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => {
            e.as_database_error()?
        }
        _ => return None,
    };
    let name = db.constraint().map(str::to_owned);
    let code = db.code().unwrap_or_default();
    match code.as_ref() {
        "23505" => Some(Violation::Unique(name.unwrap_or_default())),
        "23503" | "23001" => Some(Violation::ForeignKey(name.unwrap_or_default())),
        "23514" => Some(Violation::Check(name.unwrap_or_default())),
        "2067" | "1555" => Some(Violation::Unique(after_colon(db.message()))),
        "787" | "1811" | "3091" => Some(Violation::ForeignKey(String::new())),
        "275" => Some(Violation::Check(after_colon(db.message()))),
        _ => None,
    }
}

fn after_colon(message: &str) -> String {
    message
        .rsplit_once(": ")
        .map_or(message, |(_, tail)| tail)
        .to_owned()
}

impl From<DbErr> for Error {
    fn from(err: DbErr) -> Self {
        if is_outage(&err) {
            return Self::Unavailable(err);
        }
        match violation(&err) {
            Some(Violation::Unique(_)) => {
                Self::Conflict("Something with the same key exists already.".into())
            }
            Some(Violation::ForeignKey(_)) => {
                Self::Conflict("Something still refers to it.".into())
            }
            Some(Violation::Check(rule)) => Self::field(
                rule.rsplit_once("__")
                    .map_or(rule.as_str(), |(_, column)| column)
                    .to_owned(),
                "range",
                "The database does not allow this value.",
            ),
            None if is_data_exception(&err) => {
                Self::field("body", "format", "The database cannot hold this value.")
            }
            None => Self::internal(err),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(err: sqlx::Error) -> Self {
        Self::from(DbErr::Query(RuntimeErr::SqlxError(err.into())))
    }
}

/// A value that no column takes (PostgreSQL's class 22): input that slipped through the checks before.
fn is_data_exception(err: &DbErr) -> bool {
    match err {
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => e
            .as_database_error()
            .and_then(|db| db.code())
            .is_some_and(|code| code.len() == 5 && code.starts_with("22")),
        _ => false,
    }
}

/// Connection trouble and exhaustion, as opposed to a refusal.
fn is_outage(err: &DbErr) -> bool {
    use sqlx::Error as E;
    match err {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => {
            match e.as_ref() {
                E::Io(_)
                | E::PoolTimedOut
                | E::PoolClosed
                | E::WorkerCrashed
                | E::Tls(_)
                | E::Protocol(_)
                | E::BeginFailed => true,
                // 57P0x: the server is going down or starting; 53xxx: out of connections or memory; 08xxx: connection;
                // 40001/40P01: serialization and deadlock; 5/261/517: SQLite busy.
                E::Database(db) => db.code().is_some_and(|c| {
                    c.starts_with("57P")
                        || c.starts_with("53")
                        || c.starts_with("08")
                        || c == "40001"
                        || c == "40P01"
                        || c == "5"
                        || c == "261"
                        || c == "517"
                        || c == "57014"
                }),
                _ => false,
            }
        }
        _ => false,
    }
}
