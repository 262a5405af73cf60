//! A database for one test: a copy of one that was migrated and seeded once for the whole process. On PostgreSQL the
//! application gets a role that the row-level policies bind, as in production; the test itself looks in from above.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use migration::{Migrator, MigratorTrait};
use reqwest::Url;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Connector, DatabaseConnection, QueryResult,
    Statement, TryGetable, Value,
};
use tokio::sync::OnceCell;

use crate::{Engine, PASSWORD, engine::POSTGRES_URL};

const SEED: &str = include_str!("../../seed-data.sql");
/// Only for roles inside a scratch cluster.
const ROLE_PASSWORD: &str = "scratch";
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Dropped with [`Database::drop`]. On PostgreSQL the seeded original stays until the scratch cluster ends, or until
/// the next run on it clears up.
pub struct Database {
    pub engine: Engine,
    /// What the application connects to.
    pub url: String,
    /// What migrates; the same on SQLite.
    pub owner_url: String,
    /// Bound by no policy.
    pub conn: DatabaseConnection,
    place: Place,
}

enum Place {
    File(PathBuf),
    Named(String),
}

impl Database {
    pub async fn create(engine: Engine) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        match engine {
            Engine::Sqlite => Self::copy_file(number).await,
            Engine::Postgres => Self::copy_database(number).await,
        }
    }

    async fn copy_file(number: u32) -> Self {
        static SEEDED: OnceCell<Vec<u8>> = OnceCell::const_new();
        let seeded = SEEDED.get_or_init(seeded_file).await;
        let path = file_path(&number.to_string());
        std::fs::write(&path, seeded).expect("write the seeded file");
        let url = format!("sqlite://{}", path.display());
        Self {
            engine: Engine::Sqlite,
            owner_url: url.clone(),
            conn: connect(&url).await,
            url,
            place: Place::File(path),
        }
    }

    async fn copy_database(number: u32) -> Self {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let template = TEMPLATE.get_or_init(postgres_template).await;
        let name = format!("{}_{number}", template.trim_end_matches("_seed"));
        let admin = connect(cluster().as_str()).await;
        run(
            &admin,
            &format!("CREATE DATABASE {name} OWNER ixchel_owner TEMPLATE {template}"),
        )
        .await;
        close(admin).await;
        Self {
            engine: Engine::Postgres,
            url: role_url("ixchel_app", &name),
            owner_url: role_url("ixchel_owner", &name),
            conn: connect(&superuser_url(&name)).await,
            place: Place::Named(name),
        }
    }

    /// Another connection, as the role that serves requests (PostgreSQL) or just another one (SQLite).
    pub async fn connect_as_app(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    pub async fn drop(self) {
        close(self.conn).await;
        match self.place {
            Place::File(path) => {
                for end in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(format!("{}{end}", path.display()));
                }
            }
            Place::Named(name) => {
                let admin = connect(cluster().as_str()).await;
                run(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
                close(admin).await;
            }
        }
    }

    /// Runs statements; a failure names them.
    pub async fn run(&self, sql: &str) {
        run(&self.conn, sql).await;
    }

    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        rows(&self.conn, sql, Vec::new()).await
    }

    pub async fn rows_with(&self, sql: &str, values: Vec<Value>) -> Vec<QueryResult> {
        rows(&self.conn, sql, values).await
    }

    /// The first column of the only row.
    pub async fn value<T: TryGetable>(&self, sql: &str) -> T {
        let found = self.rows(sql).await;
        assert_eq!(found.len(), 1, "one row expected of: {sql}");
        found[0]
            .try_get_by_index(0)
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// A count or sum as the database calculates it.
    pub async fn number(&self, sql: &str) -> i64 {
        self.value(sql).await
    }

    /// The first column of every row.
    pub async fn column<T: TryGetable>(&self, sql: &str) -> Vec<T> {
        self.rows(sql)
            .await
            .iter()
            .map(|row| {
                row.try_get_by_index(0)
                    .unwrap_or_else(|error| panic!("{sql}: {error}"))
            })
            .collect()
    }

    /// How many rows the tables hold that a write would touch: equal before and after a refused one. What signing in
    /// and out leaves behind does not count.
    pub async fn fingerprint(&self) -> Vec<(String, i64)> {
        let mut counts = Vec::new();
        for table in WRITTEN {
            let counted = match *table {
                "audit_logs" => "audit_logs WHERE action NOT IN ('login', 'logout')",
                other => other,
            };
            let sql = format!("SELECT COUNT(*) FROM {counted}");
            counts.push(((*table).to_owned(), self.number(&sql).await));
        }
        counts
    }
}

const WRITTEN: &[&str] = &[
    "users",
    "teams",
    "farms",
    "batches",
    "batch_inputs",
    "products",
    "orders",
    "order_items",
    "order_events",
    "work_orders",
    "shipments",
    "shipment_items",
    "shipment_events",
    "events",
    "audit_logs",
    "outbox_emails",
    "idempotency_keys",
];

async fn rows(conn: &DatabaseConnection, sql: &str, values: Vec<Value>) -> Vec<QueryResult> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    conn.query_all_raw(statement)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
}

pub async fn run(conn: &DatabaseConnection, sql: &str) {
    if let Err(error) = conn.execute_unprepared(sql).await {
        let shown: String = sql.chars().take(300).collect();
        panic!("{shown}: {error}");
    }
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(1).sqlx_logging(false);
    Connector::connect(options)
        .await
        .unwrap_or_else(|error| panic!("connect to {url}: {error}"))
}

async fn close(conn: DatabaseConnection) {
    conn.close().await.expect("close the connection");
}

/// Databases carry the process's number, so that what a killed run left is known and cleared.
fn is_stale(pid: &str) -> bool {
    !Path::new("/proc").is_dir() || !Path::new("/proc").join(pid).exists()
}

fn file_path(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("ixchel-test-{}-{name}.db", std::process::id()))
}

/// The bytes of a migrated and seeded file.
async fn seeded_file() -> Vec<u8> {
    let path = file_path("seed");
    let conn = connect(&format!("sqlite://{}?mode=rwc", path.display())).await;
    run(&conn, "PRAGMA foreign_keys = ON").await;
    Migrator::up(&conn, None).await.expect("migrate SQLite");
    run(&conn, SEED).await;
    run(&conn, &quick_passwords()).await;
    // One file again, without a log beside it.
    index_customers(&format!("sqlite://{}", path.display())).await;
    run(&conn, "ANALYZE; PRAGMA journal_mode = DELETE").await;
    close(conn).await;
    let bytes = std::fs::read(&path).expect("read the seeded file");
    std::fs::remove_file(&path).expect("remove the seeded file");
    bytes
}

async fn postgres_template() -> String {
    let admin = connect(cluster().as_str()).await;
    // Several test programs may share a cluster: one at a time makes roles.
    run(&admin, "SELECT pg_advisory_lock(7249105)").await;
    run(&admin, &roles()).await;
    run(&admin, "SELECT pg_advisory_unlock(7249105)").await;
    drop_stale(&admin).await;
    let name = format!("ixchel_test_{}_seed", std::process::id());
    run(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await;
    run(
        &admin,
        &format!("CREATE DATABASE {name} OWNER ixchel_owner TEMPLATE template0 ENCODING 'UTF8'"),
    )
    .await;
    close(admin).await;

    let owner = connect(&role_url("ixchel_owner", &name)).await;
    Migrator::up(&owner, None)
        .await
        .expect("migrate PostgreSQL");
    migration::grant_app_role(&owner).await.expect("grants");
    close(owner).await;

    let superuser = connect(&superuser_url(&name)).await;
    run(&superuser, SEED).await;
    run(&superuser, &quick_passwords()).await;
    migration::align_identities(&superuser)
        .await
        .expect("identities");
    index_customers(&role_url("ixchel_owner", &name)).await;
    run(&superuser, "ANALYZE").await;
    close(superuser).await;
    name
}

/// The seed's customers become findable, as `ixchel seed` makes them.
async fn index_customers(url: &str) {
    let db = domain::Db::connect(url, &domain::db::DbOptions::default())
        .await
        .expect("connect");
    domain::customer_search::rebuild(&db).await.expect("index");
    db.close().await;
}

async fn drop_stale(admin: &DatabaseConnection) {
    let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE 'ixchel_test_%'";
    for row in rows(admin, sql, Vec::new()).await {
        let name: String = row.try_get_by_index(0).expect("a name");
        let pid = name.split('_').nth(2).unwrap_or_default();
        if is_stale(pid) {
            run(
                admin,
                &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            )
            .await;
        }
    }
}

/// The roles of `deploy/postgres-roles.sql`, in plain SQL.
fn roles() -> String {
    ["ixchel_owner", "ixchel_app", "ixchel_worker"]
        .map(|role| {
            format!(
                "DO $$ BEGIN
                   IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role}; END IF;
                 END $$;
                 ALTER ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION
                   PASSWORD '{ROLE_PASSWORD}';"
            )
        })
        .concat()
}

/// The same password at bcrypt's lowest cost: a sign-in takes 2 ms instead of 400. The shipped hashes have tests of
/// their own.
fn quick_passwords() -> String {
    let hash = bcrypt::hash(PASSWORD, 4).expect("bcrypt");
    format!(
        "UPDATE users SET password_hash = '{hash}'; UPDATE customer_portal_users SET password_hash = '{hash}'"
    )
}

/// The shipped hash of an account, as `seed-data.sql` has it.
pub fn shipped_hash(email: &str) -> &'static str {
    let line = SEED
        .lines()
        .find(|line| line.contains(&format!("'{email}'")) && line.contains("$2b$12$"))
        .unwrap_or_else(|| panic!("{email} is not in seed-data.sql"));
    let at = line.find("$2b$12$").expect("a hash");
    &line[at..at + 60]
}

fn cluster() -> Url {
    let text = std::env::var(POSTGRES_URL).expect("checked before");
    text.parse().expect("a postgres:// address")
}

fn superuser_url(database: &str) -> String {
    let mut url = cluster();
    url.set_path(database);
    url.into()
}

fn role_url(role: &str, database: &str) -> String {
    let mut url = cluster();
    url.set_path(database);
    url.set_username(role).expect("a role");
    url.set_password(Some(ROLE_PASSWORD)).expect("a password");
    url.into()
}
