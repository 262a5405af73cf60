//! A migrated database with the demonstration data for one test, on each engine that is here, and scopes of the people
//! in it. On PostgreSQL the domain connects in the role that the row-level policies bind.

use std::sync::atomic::{AtomicU32, Ordering};

use contract::StaffRole;
use domain::{Db, Error, Principal, RequestInfo, Scope, db::DbOptions};
use migration::{Migrator, MigratorTrait, align_identities, grant_app_role};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

const SEED: &str = include_str!("../../../../seed-data.sql");
const POSTGRES_URL: &str = "IXCHEL_TEST_POSTGRES_URL";
static NEXT: AtomicU32 = AtomicU32::new(0);

/// The roles of `deploy/postgres-roles.sql` belong to the cluster and may be there; tests run side by side.
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

/// One test's database.
pub struct World {
    pub db: Db,
    /// To drop on PostgreSQL: the cluster's superuser and the database's name.
    scratch: Option<(DatabaseConnection, String)>,
}

impl World {
    pub async fn sqlite() -> Self {
        let db = Db::connect("sqlite::memory:", &DbOptions::default())
            .await
            .expect("SQLite in memory");
        let conn = db.unscoped();
        Migrator::up(&conn, None).await.expect("migrate SQLite");
        run(&conn, SEED).await;
        Self { db, scratch: None }
    }

    /// None, with a line that says so, when no cluster is named.
    pub async fn postgres() -> Option<Self> {
        let Ok(url) = std::env::var(POSTGRES_URL) else {
            println!("left out on PostgreSQL: {POSTGRES_URL} is not set");
            return None;
        };
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("ixchel_rules_{}_{number}", std::process::id());
        let admin = connect(&url).await;
        run(&admin, ROLES).await;
        run(
            &admin,
            &format!("CREATE DATABASE {name} OWNER ixchel_owner"),
        )
        .await;
        let owner = connect(&as_role(&url, &name, "ixchel_owner")).await;
        Migrator::up(&owner, None)
            .await
            .expect("migrate PostgreSQL");
        let superuser = connect(&with_database(&url, &name)).await;
        run(&superuser, SEED).await;
        align_identities(&superuser)
            .await
            .expect("align identities");
        superuser.close().await.expect("close");
        grant_app_role(&owner).await.expect("grant");
        owner.close().await.expect("close");
        let db = Db::connect(&as_role(&url, &name, "ixchel_app"), &DbOptions::default())
            .await
            .expect("PostgreSQL");
        Some(Self {
            db,
            scratch: Some((admin, name)),
        })
    }

    /// The first maker's staff, by their ids in the demonstration data.
    pub fn admin(&self) -> Scope {
        self.staff(1, 1, None, StaffRole::Admin)
    }

    /// Sees the customers of team 1.
    pub fn manager(&self) -> Scope {
        self.staff(1, 2, Some(1), StaffRole::Manager)
    }

    /// Owns customers 1 to 4.
    pub fn user(&self) -> Scope {
        self.staff(1, 3, Some(1), StaffRole::User)
    }

    pub fn viewer(&self) -> Scope {
        self.staff(1, 4, None, StaffRole::Viewer)
    }

    /// An admin of the second maker.
    pub fn stranger(&self) -> Scope {
        self.staff(2, 10, Some(3), StaffRole::Admin)
    }

    pub fn staff(&self, org_id: i64, user_id: i64, team_id: Option<i64>, role: StaffRole) -> Scope {
        let principal = Principal::Staff {
            user_id,
            org_id,
            team_id,
            role,
        };
        Scope::new(&self.db, principal, RequestInfo::default())
    }

    /// A number as background work of the first maker counts it.
    pub async fn count(&self, sql: &str) -> i64 {
        let principal = Principal::System { org_id: 1 };
        let scope = Scope::new(&self.db, principal, RequestInfo::default());
        let tx = scope.read().await.expect("begin");
        tx.value(domain::Sql::new(sql))
            .await
            .expect("query")
            .expect("a row")
    }

    /// Changes rows as background work of the first maker.
    pub async fn change(&self, sql: &str) {
        let principal = Principal::System { org_id: 1 };
        let scope = Scope::new(&self.db, principal, RequestInfo::default());
        let tx = scope.write().await.expect("begin");
        tx.run(domain::Sql::new(sql)).await.expect("change");
        tx.commit().await.expect("commit");
    }

    pub async fn drop(self) {
        self.db.close().await;
        if let Some((admin, name)) = self.scratch {
            run(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// Makes a test of each engine out of an async function that takes a `&World`.
#[macro_export]
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                let world = $crate::support::World::sqlite().await;
                super::$test(&world).await;
                world.drop().await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(world) = $crate::support::World::postgres().await {
                    super::$test(&world).await;
                    world.drop().await;
                }
            }
        }
    )+};
}

/// The fields that a refusal names, in its order.
pub fn fields<T: std::fmt::Debug>(result: domain::Result<T>) -> Vec<String> {
    match result {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("invalid input expected, not {other:?}"),
    }
}

/// The sentence of a conflict.
pub fn conflict<T: std::fmt::Debug>(result: domain::Result<T>) -> String {
    match result {
        Err(Error::Conflict(words)) => words,
        other => panic!("a conflict expected, not {other:?}"),
    }
}

pub fn is_forbidden<T>(result: &domain::Result<T>) -> bool {
    matches!(result, Err(Error::Forbidden(_)))
}

pub fn is_missing<T>(result: &domain::Result<T>) -> bool {
    matches!(result, Err(Error::NotFound))
}

pub fn is_stale<T>(result: &domain::Result<T>) -> bool {
    matches!(result, Err(Error::Stale))
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("connect")
}

async fn run(conn: &DatabaseConnection, sql: &str) {
    if let Err(error) = conn.execute_unprepared(sql).await {
        let shown: String = sql.chars().take(200).collect();
        panic!("{shown}: {error}");
    }
}

/// The URL with its path replaced by another database.
fn with_database(url: &str, database: &str) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let authority = base.find("://").map_or(0, |at| at + 3);
    let end = base[authority..]
        .find('/')
        .map_or(base.len(), |at| authority + at);
    format!("{}/{database}?{query}", &base[..end])
}

/// Sessions of this URL act in the role, whose policies hold.
fn as_role(url: &str, database: &str, role: &str) -> String {
    format!("{}&options[role]={role}", with_database(url, database))
}
