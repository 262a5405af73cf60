//! One bench run: for each engine and size a database, the service over it, each scenario through HTTP and then as
//! plain prepared SQL. PostgreSQL goes first: its log tells what the statements are.

use std::{collections::HashMap, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{
    BenchOptions, Engine, Size, SizeName,
    capture::{self, Statement},
    data, http,
    http::Connection,
    plain::{self, Draw},
    report,
    server::{self, Server},
};

const PASSWORD: &str = "ixchel-demo-2026";

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Scenario {
    Trace,
    OrderPage,
    OrderDetail,
}

impl Scenario {
    const ALL: [Self; 3] = [Self::Trace, Self::OrderPage, Self::OrderDetail];

    fn name(self) -> &'static str {
        match self {
            Self::Trace => "batch trace",
            Self::OrderPage => "shop's order page",
            Self::OrderDetail => "shop's order detail",
        }
    }

    /// The one request whose statements are read from the log: path, whose token, and the numbers that vary.
    fn sample(
        self,
        size: SizeName,
        scale: Size,
        demo: &Demo,
    ) -> (String, usize, Vec<(String, &'static str)>) {
        match (self, size) {
            (Self::Trace, SizeName::Demo) => (
                format!("/api/batches/{}/trace", demo.batch),
                ADMIN,
                vec![(demo.batch.to_string(), "id")],
            ),
            (Self::Trace, SizeName::Full) => {
                let id = data::BASE + 7;
                (
                    format!("/api/batches/{id}/trace"),
                    ADMIN,
                    vec![(id.to_string(), "id")],
                )
            }
            (Self::OrderPage, SizeName::Demo) => (
                "/api/portal/customer/orders".into(),
                0,
                vec![(demo.customer.to_string(), "shop")],
            ),
            (Self::OrderPage, SizeName::Full) => {
                let shop = data::BASE + 5;
                (
                    "/api/portal/customer/orders".into(),
                    5,
                    vec![(shop.to_string(), "shop")],
                )
            }
            (Self::OrderDetail, SizeName::Demo) => (
                format!("/api/portal/customer/orders/{}", demo.order),
                0,
                vec![
                    (demo.order.to_string(), "id"),
                    (demo.customer.to_string(), "shop"),
                ],
            ),
            (Self::OrderDetail, SizeName::Full) => {
                let id = data::order_id(scale, 5, 3);
                let shop = data::BASE + 5;
                (
                    format!("/api/portal/customer/orders/{id}"),
                    5,
                    vec![(id.to_string(), "id"), (shop.to_string(), "shop")],
                )
            }
        }
    }

    fn draw(self, size: SizeName, scale: Size, demo: &Demo) -> Draw {
        let (_, _, variables) = self.sample(size, scale, demo);
        let base = data::BASE;
        let (shops, last) = (data::SHOPS - 1, scale.orders / scale.customers - 1);
        let pgbench = match (self, size) {
            (Self::Trace, SizeName::Demo) => format!("\\set id {}", demo.batch),
            (Self::Trace, SizeName::Full) => {
                format!("\\set id random({base}, {})", base + scale.batches - 1)
            }
            (_, SizeName::Demo) => format!("\\set shop {}\n\\set id {}", demo.customer, demo.order),
            (_, SizeName::Full) => format!(
                "\\set shop random({base}, {})\n\\set nth random(0, {last})\n\\set id :shop + {} * :nth",
                base + shops,
                scale.customers
            ),
        };
        let rust: fn(u64, Size) -> Vec<i64> = match (self, size) {
            (_, SizeName::Demo) => |_, _| Vec::new(),
            (Self::Trace, SizeName::Full) => |n, scale| vec![data::BASE + n as i64 % scale.batches],
            (Self::OrderPage, SizeName::Full) => |n, _| vec![data::BASE + n as i64 % data::SHOPS],
            (Self::OrderDetail, SizeName::Full) => |n, scale| {
                let (shop, nth) = pick(n, scale);
                vec![data::order_id(scale, shop, nth), data::BASE + shop]
            },
        };
        Draw {
            pgbench,
            variables,
            rust,
        }
    }
}

pub fn pick(n: u64, scale: Size) -> (i64, i64) {
    let n = n as i64;
    (
        n % data::SHOPS,
        (n / data::SHOPS) % (scale.orders / scale.customers),
    )
}

/// The admin's place among the tokens; the shops come first.
const ADMIN: usize = usize::MAX;

/// Ids of the demonstration rows that stand for "ordinary" at that size.
pub struct Demo {
    batch: i64,
    customer: i64,
    order: i64,
}

pub struct Tokens {
    pub admin: String,
    pub shops: Vec<String>,
}

impl Tokens {
    fn get(&self, index: usize) -> &str {
        self.shops.get(index).map_or(&self.admin, String::as_str)
    }
}

pub async fn bench(options: BenchOptions) -> Result<()> {
    std::fs::create_dir_all(&options.folder)?;
    let mut rows = Vec::new();
    for size in &options.sizes {
        // The statements differ with the size only in their parameters; each size captures its own.
        let mut statements: HashMap<Scenario, Vec<Statement>> = HashMap::new();
        for engine in [Engine::Postgres, Engine::Sqlite] {
            if options.engines.contains(&engine) {
                rows.extend(one(&options, engine, *size, &mut statements).await?);
            }
        }
    }
    report::print(&rows, options.clients, options.seconds);
    Ok(())
}

async fn one(
    options: &BenchOptions,
    engine: Engine,
    size: SizeName,
    statements: &mut HashMap<Scenario, Vec<Statement>>,
) -> Result<Vec<report::Row>> {
    let names = match (engine, size) {
        (Engine::Postgres, SizeName::Demo) => ("PostgreSQL", "demonstration", "bench_demo"),
        (Engine::Postgres, SizeName::Full) => ("PostgreSQL", "full", "bench_full"),
        (Engine::Sqlite, SizeName::Demo) => ("SQLite", "demonstration", "bench_demo"),
        (Engine::Sqlite, SizeName::Full) => ("SQLite", "full", "bench_full"),
    };
    println!("── {} · {}", names.0, names.1);
    let database = prepare(options, engine, size, names.2).await?;
    let command = || {
        server::command(
            &options.server,
            &database.app,
            database.owner.as_deref(),
            &options.folder,
        )
    };
    let scale = options.size;
    if engine == Engine::Postgres {
        let log = options
            .postgres_log
            .as_deref()
            .context("IXCHEL_BENCH_POSTGRES_LOG is not set")?;
        psql(
            options,
            &database.superuser,
            "ALTER ROLE ixchel_app SET log_statement = 'all'",
        )?;
        let server = Server::start(command()).await?;
        let (tokens, demo) = sign_in(&server, size).await?;
        for scenario in Scenario::ALL {
            let (path, who, _) = scenario.sample(size, scale, &demo);
            let mut connection = Connection::open(server.address).await?;
            let mark = capture::mark(log)?;
            let reply = connection.get(&path, tokens.get(who)).await?;
            ensure!(reply.status == 200, "{path} answered {}", reply.status);
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            statements.insert(scenario, capture::since(log, &mark)?);
        }
        drop(server);
        psql(
            options,
            &database.superuser,
            "ALTER ROLE ixchel_app RESET log_statement",
        )?;
    }
    let server = Server::start(command()).await?;
    let (tokens, demo) = sign_in(&server, size).await?;
    let mut rows = Vec::new();
    for scenario in Scenario::ALL {
        let requests = requests(scenario, size, scale, &demo, &tokens);
        let http =
            http::measure(server.address, options.clients, options.seconds, requests).await?;
        let memory_mib = server.memory_mib()?;
        let found = statements.get(&scenario).filter(|list| !list.is_empty());
        let found = found
            .context("no statements: measure PostgreSQL in the same run, its log tells them")?;
        let draw = scenario.draw(size, scale, &demo);
        let plain = match engine {
            Engine::Postgres => {
                let settings = settings(scenario);
                plain::pgbench(options, &database.app, &settings, found, &draw)?
            }
            Engine::Sqlite => {
                let path = options.folder.join(format!("{}.db", names.2));
                plain::sqlite(&path, found, &draw, scale, options.clients, options.seconds).await?
            }
        };
        println!(
            "{:<22} HTTP {:>7.0}/s  p99 {:>7.2} ms   plain {:>7.0}/s   {:.0} MiB",
            scenario.name(),
            http.per_second,
            http.p99.as_secs_f64() * 1000.0,
            plain.per_second,
            memory_mib
        );
        rows.push(report::Row {
            engine: names.0,
            size: names.1,
            scenario: scenario.name(),
            http,
            plain,
            memory_mib,
        });
    }
    Ok(rows)
}

/// The `set_config` of the scoped transaction, its varying customer drawn by pgbench.
fn settings(scenario: Scenario) -> String {
    let (principal, role, customer) = match scenario {
        Scenario::Trace => ("staff", "admin", "''".to_owned()),
        _ => ("shop", "", ":shop".to_owned()),
    };
    format!(
        "SELECT set_config('app.principal', '{principal}', true), set_config('app.role', '{role}', true), \
         set_config('app.org_id', '1', true), set_config('app.user_id', '1', true), \
         set_config('app.team_id', '', true), set_config('app.customer_id', {customer}::text, true)"
    )
}

fn requests(
    scenario: Scenario,
    size: SizeName,
    scale: Size,
    demo: &Demo,
    tokens: &Tokens,
) -> impl Fn(u64) -> (String, String) + Send + Sync + Clone + 'static {
    let shops = tokens.shops.clone();
    let admin = tokens.admin.clone();
    let (batch, order) = (demo.batch, demo.order);
    move |n| match (scenario, size) {
        (Scenario::Trace, SizeName::Demo) => (format!("/api/batches/{batch}/trace"), admin.clone()),
        (Scenario::Trace, SizeName::Full) => (
            format!(
                "/api/batches/{}/trace",
                data::BASE + n as i64 % scale.batches
            ),
            admin.clone(),
        ),
        (Scenario::OrderPage, SizeName::Demo) => {
            ("/api/portal/customer/orders".into(), shops[0].clone())
        }
        (Scenario::OrderPage, SizeName::Full) => (
            "/api/portal/customer/orders".into(),
            shops[n as usize % shops.len()].clone(),
        ),
        (Scenario::OrderDetail, SizeName::Demo) => (
            format!("/api/portal/customer/orders/{order}"),
            shops[0].clone(),
        ),
        (Scenario::OrderDetail, SizeName::Full) => {
            let (shop, nth) = pick(n, scale);
            (
                format!(
                    "/api/portal/customer/orders/{}",
                    data::order_id(scale, shop, nth)
                ),
                shops[shop as usize].clone(),
            )
        }
    }
}

pub async fn sign_in(server: &Server, size: SizeName) -> Result<(Tokens, Demo)> {
    let admin = token(server, "/api/auth/login", "admin@cacaoixchel.example").await?;
    let emails: Vec<String> = match size {
        SizeName::Demo => vec!["buyer@harbor-cocoa.example".into()],
        SizeName::Full => (0..data::SHOPS).map(data::shop_email).collect(),
    };
    let mut shops = Vec::new();
    for email in emails {
        shops.push(token(server, "/api/portal/customer/login", &email).await?);
    }
    let mut connection = Connection::open(server.address).await?;
    let batch = body(&mut connection, "/api/batches/IXC-26-001", &admin).await?;
    let order = match size {
        SizeName::Demo => {
            body(
                &mut connection,
                "/api/portal/customer/orders/O-2026-0117",
                &shops[0],
            )
            .await?
        }
        SizeName::Full => Value::Null,
    };
    let me = body(&mut connection, "/api/portal/customer/me", &shops[0]).await?;
    let number = |value: &Value| value.as_i64().unwrap_or(0);
    let demo = Demo {
        batch: number(&batch["id"]),
        customer: number(&me["customer_id"]),
        order: number(&order["id"]),
    };
    Ok((Tokens { admin, shops }, demo))
}

async fn body(connection: &mut Connection, path: &str, token: &str) -> Result<Value> {
    let reply = connection.get(path, token).await?;
    ensure!(reply.status == 200, "{path} answered {}", reply.status);
    Ok(serde_json::from_slice(&reply.body)?)
}

async fn token(server: &Server, path: &str, email: &str) -> Result<String> {
    let mut connection = Connection::open(server.address).await?;
    let reply = connection
        .post(
            path,
            &format!(r#"{{"email":"{email}","password":"{PASSWORD}"}}"#),
        )
        .await?;
    ensure!(
        reply.status == 200,
        "signing in {email} answered {}",
        reply.status
    );
    let session: Value = serde_json::from_slice(&reply.body)?;
    Ok(session["token"].as_str().context("a token")?.to_owned())
}

pub struct Database {
    pub app: String,
    pub owner: Option<String>,
    pub superuser: String,
}

/// Makes the database where it is missing: migrated, seeded and, at full size, loaded.
pub async fn prepare(
    options: &BenchOptions,
    engine: Engine,
    size: SizeName,
    name: &str,
) -> Result<Database> {
    let database = match engine {
        Engine::Postgres => {
            let url = options
                .postgres_url
                .as_deref()
                .context("IXCHEL_BENCH_POSTGRES_URL is not set")?;
            let (base, _) = url.rsplit_once('/').context("a database in the URL")?;
            let (_, host) = base.split_once('@').context("a user in the URL")?;
            let roles = Path::new("deploy/postgres-roles.sql");
            run(Command::new(options.postgres_bin.join("psql"))
                .args(["--quiet", "--no-psqlrc", "--variable"])
                .arg(format!("database={name}"))
                .arg("--file")
                .arg(roles)
                .arg(url))?;
            Database {
                app: format!("postgres://ixchel_app@{host}/{name}"),
                owner: Some(format!("postgres://ixchel_owner@{host}/{name}")),
                superuser: format!("{base}/{name}"),
            }
        }
        Engine::Sqlite => {
            let url = format!(
                "sqlite://{}",
                options.folder.join(format!("{name}.db")).display()
            );
            Database {
                app: url.clone(),
                owner: None,
                superuser: url,
            }
        }
    };
    for action in [&["migrate", "up"][..], &["seed"]] {
        run(server::command(
            &options.server,
            &database.app,
            database.owner.as_deref(),
            &options.folder,
        )
        .args(action))?;
    }
    if size == SizeName::Full {
        data::load(&database.superuser, options.size).await?;
    }
    Ok(database)
}

fn psql(options: &BenchOptions, url: &str, sql: &str) -> Result<()> {
    run(Command::new(options.postgres_bin.join("psql"))
        .args(["--quiet", "--no-psqlrc", "--command", sql])
        .arg(url))
    .map(drop)
}

/// What the program printed; an error when it failed.
pub fn run(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{:?} does not start", command.get_program()))?;
    ensure!(
        output.status.success(),
        "{:?}: {}{}",
        command.get_program(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}
