//! Hands measuring and loading over to the crate `bench`, built for speed. Measures nothing itself.

use anyhow::Result;

use crate::postgres::{self, Postgres};
use crate::{browser, exec, front, paths, say, tools};

/// The commands that the crate brings, with what they explain of themselves.
pub const COMMANDS: [(&str, &str); 2] = [
    (
        "bench",
        "measures the hot paths over HTTP beside the same queries in plain prepared SQL\n  portal            the sign-in form on a slow phone, and the portal's replies at full size\n  m2m               other services' search among 100,000 customers, at 100 requests a second",
    ),
    ("load", "makes the full-capacity data set"),
];

/// Whether the crate is in this workspace.
pub fn is_there() -> bool {
    paths::root().join("crates/bench/Cargo.toml").is_file()
}

/// Runs it with the command's name and options as they came; `bench` gets the release binary and a scratch cluster.
pub fn run(arguments: &[String]) -> Result<()> {
    let measures = arguments.first().is_some_and(|name| name == "bench");
    let part = arguments.get(1).filter(|_| measures).map(String::as_str);
    let mut command = tools::cargo();
    command.args(["run", "--quiet", "--release", "--package", "bench", "--"]);
    if part == Some("portal") {
        tools::ensure_front()?;
        tools::ensure_wasm_opt()?;
        front::ensure_all(Some("portal"))?;
        let browser = browser::ensure()?;
        command
            .arg("bench-portal")
            .args(&arguments[2..])
            .env("IXCHEL_BENCH_PORTAL_DIR", paths::bundle("portal"))
            .env("IXCHEL_BENCH_CHROMEDRIVER", browser.driver)
            .env("IXCHEL_BENCH_CHROMIUM", browser.browser);
    } else if part == Some("m2m") {
        command.arg("bench-m2m").args(&arguments[2..]);
    } else {
        command.args(arguments);
    }
    let cluster = if measures {
        say::step("building the service for speed");
        exec::shown(
            "cargo build",
            tools::cargo().args(["build", "--release", "--package", "api"]),
        )?;
        let cluster = Postgres::start_for_measuring()?;
        command
            .env("IXCHEL_BENCH_FOLDER", paths::target().join("bench"))
            .env(
                "IXCHEL_BENCH_SERVER",
                paths::target().join("release/ixchel"),
            )
            .env("IXCHEL_BENCH_POSTGRES_URL", cluster.url())
            .env("IXCHEL_BENCH_POSTGRES_LOG", cluster.logs())
            .env("IXCHEL_BENCH_POSTGRES_BIN", postgres::bin()?);
        Some(cluster)
    } else {
        None
    };
    let ran = exec::shown("bench", &mut command);
    drop(cluster);
    ran
}
