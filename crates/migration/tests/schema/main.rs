//! The schema, tested on SQLite in memory and, when IXCHEL_TEST_POSTGRES_URL names the superuser of a scratch
//! cluster, on PostgreSQL.

mod agreement;
mod constraints;
mod entities_read;
mod isolation;
mod reversible;
mod support;
