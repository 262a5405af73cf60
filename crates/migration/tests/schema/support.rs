//! Databases for the schema's tests: SQLite in memory, and a PostgreSQL database of a random name that is dropped
//! afterwards. Nothing here touches a database it did not make.

use migration::{Migrator, MigratorTrait, align_identities, grant_app_role};
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, QueryResult, Statement,
};

/// SQLite in memory, one connection, foreign keys on, no step applied yet.
pub async fn sqlite() -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.expect("SQLite in memory");
    db.execute_unprepared("PRAGMA foreign_keys = ON")
        .await
        .expect("foreign keys on");
    db
}

/// SQLite with every step applied.
pub async fn migrated_sqlite() -> DatabaseConnection {
    let db = sqlite().await;
    Migrator::up(&db, None).await.expect("migrate SQLite");
    db
}

/// Two organizations with at least one row in every table; see `fixture.sql`.
const FIXTURE: &str = include_str!("fixture.sql");

/// SQLite with every step applied and the fixture loaded.
pub async fn filled_sqlite() -> DatabaseConnection {
    let db = migrated_sqlite().await;
    run(&db, FIXTURE).await;
    db
}

/// A PostgreSQL database of its own.
pub struct Scratch {
    admin_url: String,
    admin: DatabaseConnection,
    name: String,
    pub db: DatabaseConnection,
}

impl Scratch {
    /// None, with a line that says so, when IXCHEL_TEST_POSTGRES_URL does not name a cluster's superuser.
    pub async fn create() -> Option<Self> {
        let Ok(admin_url) = std::env::var("IXCHEL_TEST_POSTGRES_URL") else {
            println!("skipped on PostgreSQL: IXCHEL_TEST_POSTGRES_URL is not set");
            return None;
        };
        let name = format!("ixchel_schema_{}", uuid::Uuid::new_v4().simple());
        let admin = connect(&admin_url).await;
        run(&admin, &format!("CREATE DATABASE {name}")).await;
        let db = connect(&with_database(&admin_url, &name)).await;
        Some(Self {
            admin_url,
            admin,
            name,
            db,
        })
    }

    /// With every step applied.
    pub async fn migrated() -> Option<Self> {
        let scratch = Self::create().await?;
        Migrator::up(&scratch.db, None)
            .await
            .expect("migrate PostgreSQL");
        Some(scratch)
    }

    /// With every step applied by `ixchel_owner`, the fixture loaded and the application's role granted its rights.
    pub async fn filled() -> Option<Self> {
        let scratch = Self::create().await?;
        run(&scratch.admin, ROLES).await;
        let name = &scratch.name;
        run(
            &scratch.db,
            &format!("ALTER DATABASE {name} OWNER TO ixchel_owner"),
        )
        .await;
        run(&scratch.db, "ALTER SCHEMA public OWNER TO ixchel_owner").await;
        let owner = scratch.connect_as("ixchel_owner").await;
        Migrator::up(&owner, None)
            .await
            .expect("migrate PostgreSQL");
        run(
            &owner,
            "SELECT set_config('app.principal', 'system', false)",
        )
        .await;
        run(&owner, FIXTURE).await;
        align_identities(&owner).await.expect("align identities");
        grant_app_role(&owner).await.expect("grant");
        owner.close().await.expect("close");
        Some(scratch)
    }

    /// Another connection to the database, as this role.
    pub async fn connect_as(&self, role: &str) -> DatabaseConnection {
        let db = connect(&with_database(&self.admin_url, &self.name)).await;
        run(&db, &format!("SET SESSION AUTHORIZATION {role}")).await;
        db
    }

    /// Drops the database. A test that panics leaves it to the scratch cluster's end.
    pub async fn drop(self) {
        self.db.close().await.expect("close");
        run(
            &self.admin,
            &format!("DROP DATABASE {} WITH (FORCE)", self.name),
        )
        .await;
    }
}

/// The roles of `deploy/postgres-roles.sql`, which are the cluster's and may be there; tests run side by side.
const ROLES: &str = "DO $$
DECLARE role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['ixchel_owner', 'ixchel_app', 'ixchel_worker'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I LOGIN', role);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
END $$";

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("connect")
}

/// The URL with its path replaced by another database.
fn with_database(url: &str, database: &str) -> String {
    let (base, query) = match url.split_once('?') {
        Some((base, query)) => (base, format!("?{query}")),
        None => (url, String::new()),
    };
    let authority = base.find("://").map_or(0, |at| at + 3);
    let end = base[authority..]
        .find('/')
        .map_or(base.len(), |at| authority + at);
    format!("{}/{database}{query}", &base[..end])
}

/// Runs one or several statements; a failure names them.
pub async fn run(db: &DatabaseConnection, sql: &str) {
    if let Err(error) = db.execute_unprepared(sql).await {
        panic!("{sql}: {error}");
    }
}

/// All rows of a query; a failure names it.
pub async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    match db.query_all_raw(statement).await {
        Ok(rows) => rows,
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// The first column of every row, as text.
pub async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    rows(db, sql)
        .await
        .iter()
        .map(|row| row.try_get_by_index(0).expect("text"))
        .collect()
}

/// The first column of the only row.
pub async fn count(db: &DatabaseConnection, sql: &str) -> i64 {
    let rows = rows(db, sql).await;
    rows[0].try_get_by_index(0).expect("number")
}
