//! The baselines: the captured statements as plain prepared SQL, by `pgbench -M prepared` inside the same scoped
//! transaction on PostgreSQL, and by the same driver without any of our code on SQLite.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use sqlx::{
    AssertSqlSafe, Connection, Row, SqliteConnection,
    sqlite::{SqliteArguments, SqliteConnectOptions},
};

use crate::{
    capture::{self, Statement},
    http::Figures,
};

/// How the varying numbers of a scenario are drawn: `\set` lines of pgbench, and the same in Rust.
pub struct Draw {
    pub pgbench: String,
    /// The captured value and the pgbench variable that takes its place.
    pub variables: Vec<(String, &'static str)>,
    pub rust: fn(u64, crate::Size) -> Vec<i64>,
}

/// Transactions a second and latencies of the statements in their scope, by pgbench.
pub fn pgbench(
    options: &crate::BenchOptions,
    url: &str,
    settings: &str,
    statements: &[Statement],
    draw: &Draw,
) -> Result<Figures> {
    let mut script = format!("{}\nBEGIN;\n{settings};\n", draw.pgbench);
    for statement in statements {
        let sql = capture::fill(statement, |value| match value {
            None => "NULL".to_owned(),
            Some(value) => match draw.variables.iter().find(|(sample, _)| sample == value) {
                Some((_, variable)) => format!(":{variable}"),
                None => format!("'{}'", value.replace('\'', "''")),
            },
        })?;
        script.push_str(&format!(
            "{};\n",
            sql.replace("::bigint", "\u{1}").replace("::", "\u{2}")
        ));
    }
    // pgbench takes `::name` for a variable only after a single colon; casts stay as they are.
    let script = script.replace('\u{1}', "::bigint").replace('\u{2}', "::") + "COMMIT;\n";
    let file = options.folder.join("script.sql");
    std::fs::write(&file, script)?;
    let logs = options.folder.join("pgbench");
    let _ = std::fs::remove_dir_all(&logs);
    std::fs::create_dir_all(&logs)?;
    let output = Command::new(options.postgres_bin.join("pgbench"))
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2", "--log"])
        .args([
            format!("--client={}", options.clients),
            format!("--time={}", options.seconds),
        ])
        .arg(format!("--log-prefix={}", logs.join("log").display()))
        .arg("--file")
        .arg(&file)
        .arg(url)
        .output()
        .context("pgbench does not start")?;
    ensure!(
        output.status.success(),
        "pgbench: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut latencies: Vec<u64> = Vec::new();
    for entry in std::fs::read_dir(&logs)? {
        for line in std::fs::read_to_string(entry?.path())?.lines() {
            latencies.extend(
                line.split(' ')
                    .nth(2)
                    .and_then(|micros| micros.parse::<u64>().ok()),
            );
        }
    }
    Ok(figures(latencies, options.seconds))
}

fn figures(mut micros: Vec<u64>, seconds: u64) -> Figures {
    micros.sort_unstable();
    let at = |share: f64| {
        Duration::from_micros(
            micros
                .get((micros.len() as f64 * share) as usize)
                .copied()
                .unwrap_or_default(),
        )
    };
    Figures {
        per_second: micros.len() as f64 / seconds as f64,
        p50: at(0.5),
        p99: at(0.99),
    }
}

/// The statements on SQLite, each client on its own connection.
pub async fn sqlite(
    path: &Path,
    statements: &[Statement],
    draw: &Draw,
    size: crate::Size,
    clients: usize,
    seconds: u64,
) -> Result<Figures> {
    let end = Instant::now() + Duration::from_secs(seconds);
    let statements: Vec<Statement> = statements.iter().map(for_sqlite).collect();
    let samples: Vec<String> = draw
        .variables
        .iter()
        .map(|(sample, _)| sample.clone())
        .collect();
    let drawn = draw.rust;
    let mut tasks = Vec::new();
    for client in 0..clients as u64 {
        let (statements, samples) = (statements.clone(), samples.clone());
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .statement_cache_capacity(256);
        tasks.push(tokio::spawn(async move {
            let mut connection = SqliteConnection::connect_with(&options).await?;
            let mut latencies = Vec::new();
            let mut n = client.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            while Instant::now() < end {
                n = n
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let values = drawn(n >> 33, size);
                let begun = Instant::now();
                for statement in &statements {
                    let rows = sqlx::query_with(
                        AssertSqlSafe(statement.sql.clone()),
                        arguments(statement, &samples, &values)?,
                    )
                    .fetch_all(&mut connection)
                    .await?;
                    std::hint::black_box(rows.iter().map(Row::len).sum::<usize>());
                }
                latencies.push(u64::try_from(begun.elapsed().as_micros())?);
            }
            anyhow::Ok(latencies)
        }));
    }
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    Ok(figures(latencies, seconds))
}

/// The one place where the engines' texts differ: a list of ids as one value.
fn for_sqlite(statement: &Statement) -> Statement {
    let lists = regex::Regex::new(r"= ANY\(string_to_array\((\$\d+), ','\)::bigint\[\]\)");
    let sql = lists.map_or_else(
        |_| statement.sql.clone(),
        |lists| {
            lists
                .replace_all(
                    &statement.sql,
                    "IN (SELECT value FROM json_each('[' || $1 || ']'))",
                )
                .into_owned()
        },
    );
    Statement {
        sql,
        parameters: statement.parameters.clone(),
    }
}

fn arguments(statement: &Statement, samples: &[String], values: &[i64]) -> Result<SqliteArguments> {
    use sqlx::Arguments;
    let mut arguments = SqliteArguments::default();
    for parameter in &statement.parameters {
        let added = match parameter {
            None => arguments.add(Option::<i64>::None),
            Some(text) => match samples.iter().position(|sample| sample == text) {
                Some(index) => arguments.add(values.get(index).copied()),
                None => match text.parse::<i64>() {
                    Ok(number) => arguments.add(number),
                    Err(_) => arguments.add(text.clone()),
                },
            },
        };
        added.map_err(|error| anyhow::anyhow!(error))?;
    }
    Ok(arguments)
}
