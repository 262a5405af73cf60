//! One scratch PostgreSQL cluster for the tests: its own folder, a free loopback port, gone afterwards.
//! Never touches a cluster that is there already, and never runs as root.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::{exec, paths, say, system};

/// The oldest server that the migrations are written for.
const OLDEST: u32 = 15;
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Nothing in here outlives the run: durability would only cost time.
const ALWAYS: [&str; 6] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
];
const TESTING: [&str; 2] = ["max_locks_per_transaction=256", "autovacuum=off"];
const MEASURING: [&str; 7] = [
    "shared_buffers=1GB",
    "maintenance_work_mem=512MB",
    "max_wal_size=8GB",
    "logging_collector=on",
    "log_destination=jsonlog",
    "log_directory=../logs",
    "log_filename=server.log",
];

/// A running cluster; dropping it stops the server and removes its folder.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Installs PostgreSQL where it is missing and that is allowed, makes a cluster and starts it.
    pub fn start() -> Result<Self> {
        Self::start_with(&TESTING)
    }

    /// A cluster to measure on: more memory, tidied tables, and a JSON log that can tell what was sent.
    pub fn start_for_measuring() -> Result<Self> {
        Self::start_with(&MEASURING)
    }

    fn start_with(settings: &[&str]) -> Result<Self> {
        let bin = ensure_installed()?;
        let account = account();
        let folder = std::env::temp_dir().join(format!("ixchel-test-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let started = Self::start_in(&bin, &folder, account.as_deref(), settings);
        if started.is_err() {
            // The reason it did not start is the error worth showing.
            let _ = fs::remove_dir_all(&folder);
        }
        started
    }

    fn start_in(
        bin: &Path,
        folder: &Path,
        account: Option<&str>,
        settings: &[&str],
    ) -> Result<Self> {
        if let Some(account) = account {
            exec::output(Command::new("chown").arg(account).arg(folder))?;
        }
        let data = folder.join("data");
        exec::output(
            server_command(bin, "initdb", account)
                .args(["--auth=trust", "--username=postgres", "--encoding=UTF8"])
                .args([format!("--locale={}", locale()), "--no-sync".into()])
                .arg("--pgdata")
                .arg(&data)
                .current_dir(folder),
        )?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let log = fs::File::create(folder.join("log"))?;
        let server = server_command(bin, "postgres", account)
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string()])
            .args(
                ALWAYS
                    .iter()
                    .chain(settings)
                    .flat_map(|setting| ["-c", setting]),
            )
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("PostgreSQL does not start")?;
        let mut cluster = Self {
            server,
            folder: folder.to_path_buf(),
            port,
        };
        cluster.wait_until_ready(bin)?;
        say::step(format!("PostgreSQL: scratch cluster on port {port}"));
        Ok(cluster)
    }

    fn wait_until_ready(&mut self, bin: &Path) -> Result<()> {
        let begun = Instant::now();
        let port = self.port.to_string();
        let asked = ["-q", "-h", "127.0.0.1", "-p", &port];
        while !system::quiet_success(Command::new(bin.join("pg_isready")).args(asked)) {
            if let Some(status) = self.server.try_wait()? {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL ended with {status}: {}", log.trim());
            }
            ensure!(
                begun.elapsed() < READY_WITHIN,
                "PostgreSQL is not ready after a minute"
            );
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// Where a cluster for measuring writes its JSON log.
    pub fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// The superuser's URL, as the tests read it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients that have forgotten to leave.
        exec::signal("INT", self.server.id());
        if let Err(error) = exec::stop(&mut self.server, Duration::from_secs(20)) {
            eprintln!("PostgreSQL did not stop: {error:#}");
        }
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{} stays behind: {error}", self.folder.display());
        }
    }
}

/// `C.UTF-8` knows letters beyond ASCII and is on every Linux; macOS does not have it.
fn locale() -> &'static str {
    if cfg!(target_os = "linux") {
        "C.UTF-8"
    } else {
        "en_US.UTF-8"
    }
}

/// PostgreSQL refuses to run as root: then the account it runs under instead.
fn account() -> Option<String> {
    if !system::is_root() {
        return None;
    }
    let postgres = system::quiet_success(Command::new("id").args(["-u", "postgres"]));
    Some(if postgres { "postgres" } else { "nobody" }.into())
}

fn server_command(bin: &Path, program: &str, account: Option<&str>) -> Command {
    let Some(account) = account else {
        return Command::new(bin.join(program));
    };
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", account, "--regid", account, "--init-groups"])
        // Should xtask be killed outright, the server still goes with it.
        .args(["--pdeathsig", "INT", "--"])
        .arg(bin.join(program));
    command
}

/// The folder with PostgreSQL's programs.
pub fn bin() -> Result<PathBuf> {
    find().context("no PostgreSQL 15 or newer is installed")
}

fn ensure_installed() -> Result<PathBuf> {
    if let Some(bin) = find() {
        return Ok(bin);
    }
    system::install(&["postgresql"], "PostgreSQL 15 or newer (initdb, postgres)")?;
    find().context("PostgreSQL was installed, yet no initdb of version 15 or newer is found")
}

/// The folder with the programs of the oldest supported version, closest to what the service is written for.
fn find() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"]
        .iter()
        .filter_map(|place| fs::read_dir(place).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    folders.extend(paths::on_path("initdb").and_then(|file| Some(file.parent()?.to_path_buf())));
    folders
        .into_iter()
        .filter_map(|bin| Some((major_version(&bin)?, bin)))
        .filter(|(major, _)| *major >= OLDEST)
        .min()
        .map(|(_, bin)| bin)
}

fn major_version(bin: &Path) -> Option<u32> {
    bin.join("initdb").is_file().then_some(())?;
    let text = exec::output(Command::new(bin.join("postgres")).arg("--version")).ok()?;
    let version = text.split_whitespace().nth(2)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
