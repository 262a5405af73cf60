//! `cargo xtask test`: every check, one step after the other, a table and one line at the end.
//! A failing step never hides the ones behind it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::options::Options;
use crate::postgres::Postgres;
use crate::tally::{self, Tally};
use crate::{browser, exec, front, interrupt, licences, paths, readme, say, system, tidy, tools};

/// What a shop on a slow connection may have to load before its first page, as sent.
const PORTAL_LIMIT: u64 = 350_000;

/// What several steps need, made when the first one asks.
#[derive(Default)]
struct Shared {
    postgres: Option<Postgres>,
}

impl Shared {
    fn postgres_url(&mut self) -> Result<String> {
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start()?);
        }
        Ok(self.postgres.as_ref().context("the scratch cluster")?.url())
    }
}

struct Step {
    key: &'static str,
    title: &'static str,
    run: fn(&mut Shared) -> Result<Tally>,
}

const STEPS: [Step; 13] = [
    Step {
        key: "fmt",
        title: "format",
        run: format,
    },
    Step {
        key: "tidy",
        title: "tidy checks",
        run: |_| Ok(tidy::run()),
    },
    Step {
        key: "readme",
        title: "README commands",
        run: |_| single(readme::check()),
    },
    Step {
        key: "licences",
        title: "licences",
        run: |_| single(licences::check()),
    },
    Step {
        key: "clippy",
        title: "lints, native",
        run: clippy_native,
    },
    Step {
        key: "clippy-wasm",
        title: "lints, front ends",
        run: clippy_wasm,
    },
    Step {
        key: "unit",
        title: "unit tests",
        run: unit,
    },
    Step {
        key: "unit-front",
        title: "unit tests, front ends",
        run: unit_front,
    },
    Step {
        key: "rules",
        title: "schema and rules, both engines",
        run: rules,
    },
    Step {
        key: "api-sqlite",
        title: "API, SQLite",
        run: api_sqlite,
    },
    Step {
        key: "api-postgres",
        title: "API, PostgreSQL",
        run: api_postgres,
    },
    Step {
        key: "front",
        title: "front ends and their size",
        run: front_ends,
    },
    Step {
        key: "browser",
        title: "browser end to end",
        run: browser_tests,
    },
];

/// The names that `--only` takes.
pub fn keys() -> String {
    STEPS.map(|step| step.key).join(", ")
}

struct Outcome {
    title: &'static str,
    tally: Tally,
    time: Duration,
}

/// Runs the steps and prints the count; an error means that something failed.
pub fn run(mut options: Options) -> Result<()> {
    let only = options.value("--only")?;
    options.finish()?;
    let chosen = choose(only.as_deref())?;
    interrupt::listen()?;
    let mut shared = Shared::default();
    let mut outcomes = Vec::new();
    for step in chosen {
        if interrupt::asked() {
            break;
        }
        say::step(format!("== {} ({})", step.title, step.key));
        let begun = Instant::now();
        let tally = (step.run)(&mut shared).unwrap_or_else(|error| {
            eprintln!("{}: {error:#}", step.title);
            Tally::one(false)
        });
        outcomes.push(Outcome {
            title: step.title,
            tally,
            time: begun.elapsed(),
        });
    }
    // Stops the scratch cluster before the last lines are printed.
    drop(shared);
    summarise(&outcomes)
}

fn choose(only: Option<&str>) -> Result<Vec<&'static Step>> {
    let Some(only) = only else {
        return Ok(STEPS.iter().collect());
    };
    for key in only.split(',') {
        ensure!(
            STEPS.iter().any(|step| step.key == key),
            "no step `{key}`; the steps are: {}",
            keys()
        );
    }
    Ok(STEPS
        .iter()
        .filter(|step| only.split(',').any(|key| key == step.key))
        .collect())
}

fn summarise(outcomes: &[Outcome]) -> Result<()> {
    let mut sum = Tally::default();
    println!();
    for outcome in outcomes {
        sum.add(outcome.tally);
        let verdict = if outcome.tally.failed == 0 {
            "ok"
        } else {
            "FAILED"
        };
        println!(
            "{:<32}{:>7}{:>7} passed{:>6} failed{:>16}",
            outcome.title,
            verdict,
            outcome.tally.passed,
            outcome.tally.failed,
            say::duration(outcome.time)
        );
    }
    println!("{:<32}{:>45}\n", "in all", say::duration(say::elapsed()));
    if interrupt::asked() {
        println!("interrupted: the steps behind did not run");
        sum.failed += 1;
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    // The line above is the last one on purpose; the exit code says the rest.
    std::process::exit(if sum.failed == 0 { 0 } else { 1 });
}

/// A step that passes or fails as a whole.
fn single(result: Result<()>) -> Result<Tally> {
    result.map(|()| Tally::one(true))
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = tools::cargo();
    command.args(arguments);
    command
}

fn format(_: &mut Shared) -> Result<Tally> {
    tools::ensure_lints()?;
    single(exec::shown(
        "format",
        &mut cargo(&["fmt", "--all", "--", "--check", "-l"]),
    ))
}

fn clippy_native(_: &mut Shared) -> Result<Tally> {
    tools::ensure_lints()?;
    let arguments = ["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"];
    single(exec::shown("clippy", &mut cargo(&arguments)))
}

const FRONT_PACKAGES: [&str; 8] = [
    "-p",
    "ui-kit",
    "-p",
    "portal-ui",
    "-p",
    "provenance-ui",
    "-p",
    "admin-ui",
];

fn clippy_wasm(_: &mut Shared) -> Result<Tally> {
    tools::ensure_lints()?;
    tools::ensure_wasm_target()?;
    let mut command = cargo(&["clippy", "--quiet", "--target", tools::WASM_TARGET]);
    command.args(FRONT_PACKAGES).args(["--", "-D", "warnings"]);
    single(exec::shown("clippy", &mut command))
}

/// All `cargo test` calls of the native side name the same packages (the default members), so that each dependency is
/// compiled once, with one set of features; they differ in the targets only.
fn native_tests(targets: &[String]) -> Command {
    let mut command = cargo(&["test", "--no-fail-fast"]);
    command.args(targets);
    // A URL from outside must never reach a step that is meant to run without it.
    command.env_remove("IXCHEL_TEST_POSTGRES_URL");
    command
}

/// `--test NAME` for every test file of the crates in these folders.
fn test_targets(
    folders: &[impl AsRef<Path>],
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for folder in folders {
        let tests = paths::root().join(folder).join("tests");
        if !tests.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&tests)? {
            let path = entry?.path();
            let name = path.file_stem().and_then(|stem| stem.to_str());
            let is_target =
                path.extension().is_some_and(|end| end == "rs") || path.join("main.rs").is_file();
            if let Some(name) = name.filter(|name| is_target && wanted(name)) {
                targets.extend(["--test".to_owned(), name.to_owned()]);
            }
        }
    }
    Ok(targets)
}

fn unit(_: &mut Shared) -> Result<Tally> {
    let targets = ["--lib", "--bins"].map(str::to_owned);
    let mut tally = tally::cargo_tests(&mut native_tests(&targets))?;
    // Examples in documentation are tests as well; cargo runs them only by themselves.
    tally.add(tally::cargo_tests(&mut native_tests(
        &["--doc".to_owned()],
    ))?);
    Ok(tally)
}

fn unit_front(_: &mut Shared) -> Result<Tally> {
    tally::cargo_tests(cargo(&["test", "--no-fail-fast"]).args(FRONT_PACKAGES))
}

/// The crates' own test files: the schema and the rules beneath HTTP, each engine in one run.
fn rules(shared: &mut Shared) -> Result<Tally> {
    let folders = ["contract", "entities", "migration", "domain", "api"];
    let folders = folders.map(|name| format!("crates/{name}"));
    let targets = test_targets(&folders, |_| true)?;
    let url = shared.postgres_url()?;
    at_least_one(native_tests(&targets).env("IXCHEL_TEST_POSTGRES_URL", url))
}

fn is_browser_test(name: &str) -> bool {
    name.starts_with("browser")
}

fn api_targets() -> Result<Vec<String>> {
    let targets = test_targets(&["tests"], |name| !is_browser_test(name))?;
    ensure!(!targets.is_empty(), "no test of the API is there");
    Ok(targets)
}

/// Tests that run on both engines are called `…::sqlite` and `…::postgres`; those that need no engine run here too.
fn api_sqlite(_: &mut Shared) -> Result<Tally> {
    system::wish_redis();
    at_least_one(native_tests(&api_targets()?).args(["--", "--skip", "::postgres"]))
}

fn api_postgres(shared: &mut Shared) -> Result<Tally> {
    system::wish_redis();
    let url = shared.postgres_url()?;
    at_least_one(
        native_tests(&api_targets()?)
            .env("IXCHEL_TEST_POSTGRES_URL", url)
            .args(["--", "::postgres"]),
    )
}

/// A filter that matches nothing must not look like success.
fn at_least_one(command: &mut Command) -> Result<Tally> {
    let tally = tally::cargo_tests(command)?;
    ensure!(tally.passed + tally.failed > 0, "no test was found");
    Ok(tally)
}

fn front_ends(_: &mut Shared) -> Result<Tally> {
    tools::ensure_front()?;
    tools::ensure_wasm_opt()?;
    let mut tally = Tally::default();
    for application in front::FRONTS {
        match front::ensure(application) {
            Ok(()) => tally.add(Tally::one(true)),
            Err(error) => {
                eprintln!("{error:#}");
                tally.add(Tally::one(false));
            }
        }
    }
    front::join()?;
    match small_enough(&paths::bundle("portal")) {
        Ok(()) => tally.add(Tally::one(true)),
        Err(error) => {
            eprintln!("{error:#}");
            tally.add(Tally::one(false));
        }
    }
    Ok(tally)
}

fn small_enough(portal: &Path) -> Result<()> {
    match front::sent_size(portal)? {
        Some(size) if size <= PORTAL_LIMIT => Ok(()),
        Some(size) => bail!(
            "the portal's WebAssembly is {} as sent; the limit is {}",
            say::kilobytes(size),
            say::kilobytes(PORTAL_LIMIT)
        ),
        None => bail!("the portal's WebAssembly has no compressed copy"),
    }
}

fn browser_tests(_: &mut Shared) -> Result<Tally> {
    let targets = test_targets(&["tests"], is_browser_test)?;
    ensure!(!targets.is_empty(), "no browser test is there");
    for name in ["portal", "admin"] {
        let index = paths::bundle(name).join("index.html");
        ensure!(
            index.is_file(),
            "the {name} front end is not built: run the step `front`"
        );
    }
    let browser = browser::ensure()?;
    let axe = tools::ensure_axe()?;
    let mut command = native_tests(&targets);
    command
        .env("IXCHEL_TEST_CHROMEDRIVER", browser.driver)
        .env("IXCHEL_TEST_CHROMIUM", browser.browser)
        .env("IXCHEL_TEST_AXE", axe)
        .env("IXCHEL_TEST_PORTAL_DIR", paths::bundle("portal"))
        .env("IXCHEL_TEST_ADMIN_DIR", paths::bundle("admin"));
    at_least_one(&mut command)
}
