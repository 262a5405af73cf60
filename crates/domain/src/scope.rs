//! Whom a piece of work is done for, and the only way to the database. A [`Scope`] is built from a [`Principal`];
//! every domain function takes one; on PostgreSQL its transactions tell the row-level policies who asks. Holds no
//! transaction across a body being read, an outgoing call or a stream.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use contract::StaffRole;
use sea_orm::DbBackend;
use sqlx::AssertSqlSafe;
use tokio::sync::Mutex;

use crate::{
    Db, Error, Result, Tx,
    db::{Pool, Turn},
    tx::Inner,
};

/// Somebody who proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// A person of a shop.
    Shop {
        user_id: i64,
        customer_id: i64,
        org_id: i64,
    },
    /// A person of the maker. For a platform_admin `org_id` is the organization named in the request.
    Staff {
        user_id: i64,
        org_id: i64,
        team_id: Option<i64>,
        role: StaffRole,
    },
    /// Another service.
    Machine {
        client_id: i64,
        org_id: i64,
        scopes: Vec<String>,
    },
    /// Background work inside one organization.
    System { org_id: i64 },
    /// Nobody in particular, reading what a maker tells everybody: its farms, batches and products.
    Public { org_id: i64 },
    /// The sign-in path: nobody yet. `org_id` is 0 until the organization is known.
    Auth { org_id: i64 },
}

/// What of the request every audit row keeps.
#[derive(Debug, Clone, Default)]
pub struct RequestInfo {
    pub request_id: String,
    pub ip: Option<IpAddr>,
    pub user_agent: Option<String>,
    /// `Idempotency-Key` and the hash of method, path and body.
    pub idempotency: Option<(String, String)>,
}

/// Which customers' rows the actor may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Organization,
    Team(i64),
    Owner(i64),
    Customer(i64),
    Nothing,
}

/// A principal within one request.
#[derive(Debug, Clone)]
pub struct Actor {
    principal: Principal,
    request: Arc<RequestInfo>,
}

impl Actor {
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    pub fn request(&self) -> &RequestInfo {
        &self.request
    }

    pub fn org_id(&self) -> i64 {
        match self.principal {
            Principal::Shop { org_id, .. }
            | Principal::Staff { org_id, .. }
            | Principal::Machine { org_id, .. }
            | Principal::System { org_id }
            | Principal::Public { org_id }
            | Principal::Auth { org_id } => org_id,
        }
    }

    pub fn reach(&self) -> Reach {
        match &self.principal {
            Principal::Shop { customer_id, .. } => Reach::Customer(*customer_id),
            Principal::Staff {
                role,
                user_id,
                team_id,
                ..
            } => match role {
                StaffRole::Viewer | StaffRole::Admin | StaffRole::PlatformAdmin => {
                    Reach::Organization
                }
                StaffRole::Manager => team_id.map_or(Reach::Nothing, Reach::Team),
                StaffRole::User => Reach::Owner(*user_id),
            },
            Principal::Machine { .. } | Principal::System { .. } => Reach::Organization,
            Principal::Public { .. } | Principal::Auth { .. } => Reach::Nothing,
        }
    }

    /// `shop:7`, `staff:3`, `machine:2`, `system`, `auth`: who did it, in audit rows and idempotency keys.
    pub fn label(&self) -> String {
        match &self.principal {
            Principal::Shop { user_id, .. } => format!("shop:{user_id}"),
            Principal::Staff { user_id, .. } => format!("staff:{user_id}"),
            Principal::Machine { client_id, .. } => format!("machine:{client_id}"),
            Principal::System { .. } => "system".into(),
            Principal::Public { .. } => "public".into(),
            Principal::Auth { .. } => "auth".into(),
        }
    }

    pub fn staff_user_id(&self) -> Option<i64> {
        match self.principal {
            Principal::Staff { user_id, .. } => Some(user_id),
            _ => None,
        }
    }

    pub fn portal_user_id(&self) -> Option<i64> {
        match self.principal {
            Principal::Shop { user_id, .. } => Some(user_id),
            _ => None,
        }
    }

    /// A person or a program, as opposed to signing in and background work.
    #[cfg(all(feature = "policies-alone", debug_assertions))]
    pub(crate) fn is_a_caller(&self) -> bool {
        matches!(
            self.principal,
            Principal::Shop { .. } | Principal::Staff { .. } | Principal::Machine { .. }
        )
    }

    #[cfg(all(feature = "policies-alone", debug_assertions))]
    pub(crate) fn with_filters_of(&self, principal: Principal) -> Self {
        Self {
            principal,
            request: Arc::clone(&self.request),
        }
    }

    /// The one statement that tells PostgreSQL's policies who asks. Only numbers and fixed words enter its text.
    fn settings(&self) -> String {
        let (principal, role, user, team, customer) = match &self.principal {
            Principal::Shop {
                user_id,
                customer_id,
                ..
            } => ("shop", "", Some(*user_id), None, Some(*customer_id)),
            Principal::Staff {
                user_id,
                team_id,
                role,
                ..
            } => ("staff", role.as_str(), Some(*user_id), *team_id, None),
            Principal::Machine { .. } => ("machine", "", None, None, None),
            Principal::System { .. } => ("system", "", None, None, None),
            // The policies know a shop without a customer: it sees the catalogue, which every shop sees, and no row
            // that belongs to a customer.
            Principal::Public { .. } => ("shop", "", None, None, None),
            Principal::Auth { .. } => ("auth", "", None, None, None),
        };
        let number = |n: Option<i64>| {
            n.filter(|n| *n != 0)
                .map_or_else(String::new, |n| n.to_string())
        };
        format!(
            "SELECT set_config('app.principal','{principal}',true),set_config('app.role','{role}',true),\
             set_config('app.org_id','{}',true),set_config('app.user_id','{}',true),\
             set_config('app.team_id','{}',true),set_config('app.customer_id','{}',true)",
            number(Some(self.org_id())),
            number(user),
            number(team),
            number(customer),
        )
    }
}

/// A principal, its request and the database: what every domain function takes.
pub struct Scope {
    db: Db,
    actor: Actor,
    /// A transaction begun while the session was checked, for the first read to go on with.
    warm: Mutex<Option<Tx>>,
}

impl Scope {
    pub fn new(db: &Db, principal: Principal, request: RequestInfo) -> Self {
        Self {
            db: db.clone(),
            actor: Actor {
                principal,
                request: Arc::new(request),
            },
            warm: Mutex::new(None),
        }
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whom a query's own filters are written for: the actor. A transaction says so itself ([`Tx::actor`]); this is for
    /// what is put together before there is one.
    pub(crate) fn filtering(&self) -> Actor {
        self.db.filtering(&self.actor)
    }

    /// Gives the scope a transaction to go on with; [`Scope::read`] takes it.
    pub(crate) async fn keep_warm(&self, tx: Tx) {
        *self.warm.lock().await = Some(tx);
    }

    /// Lets go of the transaction kept since the session check: before a body is read or a stream begins.
    pub async fn release(&self) {
        self.warm.lock().await.take();
    }

    /// Knows the body now: the same scope with its idempotency key.
    pub fn with_idempotency(mut self, key: Option<(String, String)>) -> Self {
        let mut request = (*self.actor.request).clone();
        request.idempotency = key;
        self.actor.request = Arc::new(request);
        self
    }

    /// A transaction to read in. Needs no commit.
    pub async fn read(&self) -> Result<Tx> {
        match self.warm.lock().await.take() {
            Some(tx) => Ok(tx),
            None => begin(&self.db, &self.actor, "BEGIN", None).await,
        }
    }

    /// A transaction to write in; nothing lasts without [`Tx::commit`]. On SQLite it takes the write lock at once,
    /// so that two writers wait for each other instead of failing.
    pub async fn write(&self) -> Result<Tx> {
        self.release().await;
        let statement = match self.db.backend() {
            DbBackend::Sqlite => "BEGIN IMMEDIATE",
            _ => "BEGIN",
        };
        let turn = self.db.turn().await?;
        begin(&self.db, &self.actor, statement, turn).await
    }

    /// A transaction to write what may be lost if the database's machine dies this very moment, such as a line of an
    /// access log: PostgreSQL does not wait for its disk. SQLite does not anyway.
    pub(crate) async fn write_unhurried(&self) -> Result<Tx> {
        self.release().await;
        let statement = match self.db.backend() {
            DbBackend::Sqlite => "BEGIN IMMEDIATE",
            _ => "BEGIN; SET LOCAL synchronous_commit TO off",
        };
        let turn = self.db.turn().await?;
        begin(&self.db, &self.actor, statement, turn).await
    }

    /// A transaction of the same request for another principal: sign-in knows one before there is a
    /// session, and the access log says whose the thing was that somebody asked for.
    pub(crate) fn become_principal(&self, principal: Principal) -> Self {
        Self {
            db: self.db.clone(),
            actor: Actor {
                principal,
                request: self.actor.request.clone(),
            },
            warm: Mutex::new(None),
        }
    }
}

/// A dead connection fails within milliseconds; an absent database takes the pool's whole patience.
const STALE_WITHIN: Duration = Duration::from_millis(500);

/// After the database was away, the pool still holds connections that died with it; each shows it at once when it is
/// used, and is gone then. Asking again is cheaper than asking each of them before every request.
async fn begin(db: &Db, actor: &Actor, statement: &str, turn: Turn) -> Result<Tx> {
    let begun = Instant::now();
    loop {
        match begin_once(db, actor, statement).await {
            Err(Error::Unavailable(cause)) if begun.elapsed() < STALE_WITHIN => {
                tracing::debug!(%cause, "a connection was dead");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            Err(error) => return Err(error),
            Ok((inner, backend)) => {
                return Ok(Tx {
                    inner: Mutex::new(inner),
                    backend,
                    actor: db.filtering(actor),
                    _turn: turn,
                });
            }
        }
    }
}

async fn begin_once(db: &Db, actor: &Actor, statement: &str) -> Result<(Inner, DbBackend)> {
    Ok(match &db.pool {
        Pool::Postgres(pool) => {
            // One round trip: both statements travel in one simple-protocol message.
            let sql = format!("{statement}; {}", actor.settings());
            (
                Inner::Postgres(pool.begin_with(AssertSqlSafe(sql)).await?),
                DbBackend::Postgres,
            )
        }
        Pool::Sqlite(pool) => {
            let tx = pool.begin_with(AssertSqlSafe(statement.to_owned())).await?;
            (Inner::Sqlite(tx), DbBackend::Sqlite)
        }
    })
}

impl From<Principal> for Reach {
    fn from(principal: Principal) -> Self {
        Actor {
            principal,
            request: Arc::default(),
        }
        .reach()
    }
}

/// Refuses staff roles that may not write the organization's own records (farms, batches, products, work orders).
pub fn may_write_catalogue(actor: &Actor) -> Result<()> {
    match actor.principal() {
        Principal::Staff {
            role: StaffRole::Manager | StaffRole::Admin | StaffRole::PlatformAdmin,
            ..
        }
        | Principal::System { .. } => Ok(()),
        _ => Err(Error::Forbidden(
            "Only managers and admins may change this.".into(),
        )),
    }
}
