//! The two database engines, and which of them this run can reach.

/// Names the superuser's URL of a scratch PostgreSQL cluster. Databases and roles are made in it.
pub const POSTGRES_URL: &str = "IXCHEL_TEST_POSTGRES_URL";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// SQLite always; PostgreSQL where a cluster is given, otherwise a line says that it is left out.
    pub fn all() -> Vec<Self> {
        [Self::Sqlite, Self::Postgres]
            .into_iter()
            .filter(|engine| engine.is_here())
            .collect()
    }

    /// Whether this run can test on the engine; prints a line where it cannot.
    pub fn is_here(self) -> bool {
        let here = self == Self::Sqlite || std::env::var_os(POSTGRES_URL).is_some();
        if !here {
            println!("left out on PostgreSQL: {POSTGRES_URL} is not set");
        }
        here
    }
}
