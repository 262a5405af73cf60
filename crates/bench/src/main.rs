//! Measures the hot paths over HTTP beside the same queries in plain prepared SQL, and makes the data set at full
//! size. A program for a developer's machine: it is no part of the service and no test depends on its timings.

mod capture;
mod data;
mod http;
mod m2m;
mod plain;
mod portal;
mod report;
mod run;
mod server;

use clap::{Parser, Subcommand, ValueEnum};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Measuring and loading")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the trace, a shop's order page and an order's detail, on both engines and at both sizes.
    Bench(BenchOptions),
    /// Measure when the portal can be used on a slow phone, and each of its replies at full size.
    BenchPortal(portal::PortalOptions),
    /// Measure how fast other services find customers by words, typing errors among them, on both engines.
    BenchM2m(m2m::M2mOptions),
    /// Fill a migrated and seeded database with the full-capacity data set.
    Load(LoadOptions),
}

#[derive(clap::Args, Clone)]
struct BenchOptions {
    /// Which engines; PostgreSQL needs IXCHEL_BENCH_POSTGRES_URL (a superuser's), which `cargo xtask bench` sets.
    #[arg(long, value_delimiter = ',', default_value = "postgres,sqlite")]
    engines: Vec<Engine>,
    #[arg(long, value_delimiter = ',', default_value = "demo,full")]
    sizes: Vec<SizeName>,
    /// Seconds of measuring for each figure, after two of warming up.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    #[arg(long, default_value_t = 8)]
    clients: usize,
    #[command(flatten)]
    size: Size,
    /// Where databases and logs go.
    #[arg(long, env = "IXCHEL_BENCH_FOLDER", default_value = "target/bench")]
    folder: std::path::PathBuf,
    /// The release binary of the service.
    #[arg(long, env = "IXCHEL_BENCH_SERVER")]
    server: std::path::PathBuf,
    /// PostgreSQL's programs (psql, pgbench).
    #[arg(
        long,
        env = "IXCHEL_BENCH_POSTGRES_BIN",
        default_value = "/usr/lib/postgresql/15/bin"
    )]
    postgres_bin: std::path::PathBuf,
    /// A superuser's URL of a scratch cluster that logs as JSON.
    #[arg(long, env = "IXCHEL_BENCH_POSTGRES_URL")]
    postgres_url: Option<String>,
    /// The folder of that log.
    #[arg(long, env = "IXCHEL_BENCH_POSTGRES_LOG")]
    postgres_log: Option<std::path::PathBuf>,
}

#[derive(clap::Args, Clone)]
struct LoadOptions {
    /// `sqlite://…` or `postgres://…` (an owner that may skip triggers, such as a superuser, loads faster).
    #[arg(
        long,
        env = "IXCHEL_DATABASE_URL",
        default_value = "sqlite://data/ixchel.db"
    )]
    database_url: String,
    #[command(flatten)]
    size: Size,
}

/// How much there is at full size.
#[derive(clap::Args, Clone, Copy)]
struct Size {
    #[arg(long, default_value_t = 100_000)]
    customers: i64,
    #[arg(long, default_value_t = 1_000_000)]
    orders: i64,
    #[arg(long, default_value_t = 100_000)]
    batches: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Postgres,
    Sqlite,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SizeName {
    Demo,
    Full,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Bench(options) => run::bench(options).await,
        Command::BenchPortal(options) => portal::bench(options).await,
        Command::BenchM2m(options) => m2m::bench(options).await,
        Command::Load(options) => data::load(&options.database_url, options.size).await,
    }
}
