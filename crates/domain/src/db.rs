//! The database handle: which engine, how its connections are set up. Hands out no connection: only
//! [`crate::Scope`] begins transactions.

use std::{str::FromStr, sync::Arc, time::Duration};

use sea_orm::{
    ConnAcquireErr, DatabaseConnection, DbBackend, DbErr, SqlxPostgresConnector,
    SqlxSqliteConnector,
};
use sqlx::{
    ConnectOptions, PgPool, SqlitePool,
    pool::PoolOptions,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{Actor, Error, Result};

/// How many connections, and how long to wait for one.
#[derive(Debug, Clone)]
pub struct DbOptions {
    pub min_connections: u32,
    pub max_connections: u32,
    /// A request waits no longer than this for a connection before it is answered 503.
    pub acquire_timeout: Duration,
}

impl Default for DbOptions {
    fn default() -> Self {
        Self {
            min_connections: 1,
            max_connections: 10,
            acquire_timeout: Duration::from_secs(2),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Postgres(PgPool),
    Sqlite(SqlitePool),
}

/// A pool of connections to one database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) pool: Pool,
    /// SQLite lets one writer in at a time, and lets the others try again after ever longer naps. Standing in line here
    /// is fair and wakes the next one at once.
    writing: Arc<Mutex<()>>,
    /// Whom the queries' own filters are written for instead of the true principal, once a test has said so.
    #[cfg(all(feature = "policies-alone", debug_assertions))]
    filters: Arc<std::sync::OnceLock<crate::Principal>>,
}

/// A writer's place at the head of the line; None where the engine needs no line.
pub(crate) type Turn = Option<OwnedMutexGuard<()>>;

/// A writer waits no longer; SQLite's own patience with other processes is the same.
const WRITE_WITHIN: Duration = Duration::from_secs(2);

impl Db {
    /// Opens the database that `url` names (`sqlite://path`, `sqlite::memory:` or `postgres://…`).
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it can't be reached, [`Error::Internal`] for an address that makes no sense.
    pub async fn connect(url: &str, options: &DbOptions) -> Result<Self> {
        let pool = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let connect = PgConnectOptions::from_str(url)?
                .application_name("ixchel")
                // The policies make planning dear (milliseconds a statement) and estimates large: a plan is made once
                // for each statement, never compiled.
                .options([("jit", "off"), ("plan_cache_mode", "force_generic_plan")])
                .disable_statement_logging();
            Pool::Postgres(pool_options(options).connect_lazy_with(connect))
        } else if url.starts_with("sqlite:") {
            let memory = url.contains(":memory:");
            let connect = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(Duration::from_secs(2))
                .statement_cache_capacity(256)
                .disable_statement_logging();
            let mut options = options.clone();
            if memory {
                // Every connection to `:memory:` would be a database of its own.
                options.max_connections = 1;
            }
            Pool::Sqlite(pool_options(&options).connect_lazy_with(connect))
        } else {
            return Err(Error::internal(
                "the database address must begin with sqlite: or postgres://",
            ));
        };
        Ok(Self {
            pool,
            writing: Arc::default(),
            #[cfg(all(feature = "policies-alone", debug_assertions))]
            filters: Arc::default(),
        })
    }

    /// From now on every query of people and programs is filtered as if `principal` asked, while PostgreSQL's policies
    /// are told the truth: what is then seen, the policies alone let through. For tests; there is no way back.
    #[cfg(all(feature = "policies-alone", debug_assertions))]
    pub fn filter_as(&self, principal: crate::Principal) {
        let _ = self.filters.set(principal);
    }

    /// Whom a transaction of `actor` writes its filters for: the actor.
    pub(crate) fn filtering(&self, actor: &Actor) -> Actor {
        #[cfg(all(feature = "policies-alone", debug_assertions))]
        if let Some(other) = self.filters.get()
            && actor.is_a_caller()
        {
            return actor.with_filters_of(other.clone());
        }
        actor.clone()
    }

    /// Waits until it may write.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the line does not move.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        if self.backend() != DbBackend::Sqlite {
            return Ok(None);
        }
        let turn = tokio::time::timeout(WRITE_WITHIN, Arc::clone(&self.writing).lock_owned()).await;
        match turn {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(Error::Unavailable(DbErr::ConnectionAcquire(
                ConnAcquireErr::Timeout,
            ))),
        }
    }

    pub fn backend(&self) -> DbBackend {
        match self.pool {
            Pool::Postgres(_) => DbBackend::Postgres,
            Pool::Sqlite(_) => DbBackend::Sqlite,
        }
    }

    /// For migrations, backups and tests: a connection without a scope. On PostgreSQL it sees no tenant's row
    /// unless its role is above the policies. No request handler may use it.
    pub fn unscoped(&self) -> DatabaseConnection {
        match &self.pool {
            Pool::Postgres(pool) => SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone()),
            Pool::Sqlite(pool) => SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.clone()),
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        match &self.pool {
            Pool::Postgres(pool) => sqlx::query("SELECT 1").execute(pool).await.map(drop)?,
            Pool::Sqlite(pool) => sqlx::query("SELECT 1").execute(pool).await.map(drop)?,
        }
        Ok(())
    }

    /// Connections open and, of these, idle.
    pub fn pool_use(&self) -> (u32, usize) {
        match &self.pool {
            Pool::Postgres(pool) => (pool.size(), pool.num_idle()),
            Pool::Sqlite(pool) => (pool.size(), pool.num_idle()),
        }
    }

    pub async fn close(&self) {
        match &self.pool {
            Pool::Postgres(pool) => pool.close().await,
            Pool::Sqlite(pool) => pool.close().await,
        }
    }
}

fn pool_options<D: sqlx::Database>(options: &DbOptions) -> PoolOptions<D> {
    PoolOptions::new()
        .min_connections(options.min_connections)
        .max_connections(options.max_connections)
        .acquire_timeout(options.acquire_timeout)
        // A dead connection is found out by its first statement; a ping before every request costs a round trip.
        .test_before_acquire(false)
}
