//! `cargo xtask bench m2m`: how long other services wait for customers found by words, at a steady pace and with typing
//! errors among the questions, with the application's role and the row-level policies as in production. The index is the
//! service's own work; this only asks.

mod fill;
mod load;
mod questions;
mod report;
mod shops;
mod words;

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{
    BenchOptions, Engine, SizeName,
    data::Target,
    http::Connection,
    run,
    server::{self, Server},
};
use load::Caller;
use report::Outcome;

/// What is promised at the 95th percentile.
const PROMISE: Duration = Duration::from_millis(20);
const DATABASE: &str = "bench_m2m";

#[derive(clap::Args, Clone)]
pub struct M2mOptions {
    /// Questions a second at the steady pace.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..))]
    rate: u64,
    /// Seconds of the steady pace; `--seconds` is for full speed.
    #[arg(long, default_value_t = 60)]
    steady_seconds: u64,
    #[command(flatten)]
    common: BenchOptions,
}

pub async fn bench(options: M2mOptions) -> Result<()> {
    std::fs::create_dir_all(&options.common.folder)?;
    let mut outcomes = Vec::new();
    for (engine, name) in [(Engine::Postgres, "PostgreSQL"), (Engine::Sqlite, "SQLite")] {
        if options.common.engines.contains(&engine) {
            println!("── {name}");
            outcomes.push(one(&options, engine, name).await?);
        }
    }
    report::print(&options, &outcomes);
    let slowest = outcomes.iter().map(Outcome::p95).max().unwrap_or_default();
    if slowest > PROMISE {
        bail!(
            "the slowest p95 is {:.1} ms; the promise is {} ms",
            slowest.as_secs_f64() * 1000.0,
            PROMISE.as_millis()
        );
    }
    Ok(())
}

async fn one(options: &M2mOptions, engine: Engine, name: &'static str) -> Result<Outcome> {
    let common = &options.common;
    if engine == Engine::Sqlite {
        forget(common)?;
    }
    let database = run::prepare(common, engine, SizeName::Demo, DATABASE).await?;
    let command = || {
        server::command(
            &common.server,
            &database.app,
            database.owner.as_deref(),
            &common.folder,
        )
    };
    let mut target = Target::open(&database.superuser).await?;
    ensure!(
        target
            .number("SELECT COUNT(*) FROM customers WHERE id >= 1000000")
            .await?
            == 0,
        "the database {DATABASE} holds made customers already"
    );
    fill::fill(&mut target, common.size.customers).await?;
    analyze(&mut target).await?;
    // Closed while the service writes: both would want SQLite's only writer.
    drop(target);
    let begun = Instant::now();
    // Nothing to seed any more: this is the rebuild alone.
    run::run(command().arg("seed"))?;
    let rebuild = begun.elapsed();
    let mut target = Target::open(&database.superuser).await?;
    analyze(&mut target).await?;
    let without = target
        .number(
            "SELECT COUNT(*) FROM customers c WHERE NOT EXISTS
                (SELECT 1 FROM customer_terms t WHERE t.customer_id = c.id)",
        )
        .await?;
    ensure!(without == 0, "{without} customers were not indexed");
    let bytes = target
        .number(match engine {
            Engine::Postgres => "SELECT pg_database_size(current_database())",
            Engine::Sqlite => {
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            }
        })
        .await?;
    drop(target);
    println!("indexed in {:.1} s", rebuild.as_secs_f64());
    let (client, secret) = client(&mut command())?;
    let server = Server::start(command()).await?;
    let caller = Caller {
        address: server.address,
        connections: common.clients,
        token: token(&server, &client, &secret).await?,
        customers: common.size.customers,
    };
    let before_mib = server.memory_mib()?;
    let samples = caller
        .steadily(options.rate, options.steady_seconds)
        .await?;
    let after_steady_mib = server.memory_mib()?;
    let saturated = caller.at_full_speed(common.seconds).await?;
    Ok(Outcome {
        engine: name,
        samples,
        saturated,
        rebuild,
        bytes,
        before_mib,
        after_steady_mib,
        after_mib: server.memory_mib()?,
        peak_mib: server.peak_mib()?,
    })
}

/// What autovacuum would have done by then. SQLite has nobody who does it, nor does the service.
async fn analyze(target: &mut Target) -> Result<()> {
    match target {
        Target::Postgres(_) => target.analyze().await,
        Target::Sqlite(_) => Ok(()),
    }
}

/// Removes this program's own database of the run before: the rebuild is measured from nothing.
fn forget(common: &BenchOptions) -> Result<()> {
    for end in ["", "-wal", "-shm"] {
        let path = common.folder.join(format!("{DATABASE}.db{end}"));
        if path.exists() {
            std::fs::remove_file(&path).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// Makes a client on the command line; gives its public name and its secret.
fn client(command: &mut Command) -> Result<(String, String)> {
    let told = run::run(command.args([
        "client",
        "create",
        "--organization",
        "cacao-ixchel",
        "--name",
        "Bench",
        "--scope",
        "customers:read",
    ]))?;
    let word = |prefix: &str| {
        told.split_whitespace()
            .find(|word| word.starts_with(prefix))
            .map(str::to_owned)
    };
    word("ixc_")
        .zip(word("ixs_"))
        .context("the client's name and secret")
}

async fn token(server: &Server, client: &str, secret: &str) -> Result<String> {
    let mut connection = Connection::open(server.address).await?;
    let form = format!("grant_type=client_credentials&client_id={client}&client_secret={secret}");
    let reply = connection.post_form("/api/oauth/token", &form).await?;
    ensure!(
        reply.status == 200,
        "the token endpoint answered {}",
        reply.status
    );
    let told: Value = serde_json::from_slice(&reply.body)?;
    Ok(told["access_token"].as_str().context("a token")?.to_owned())
}
