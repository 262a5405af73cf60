//! `cargo xtask run`: everything from sources to a running demonstration on the embedded database.
//! Never touches a database other than the one under `data`, and that only when `--fresh` says so.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::options::Options;
use crate::{exec, front, interrupt, paths, say, tools};

/// First start: migrating, loading the demonstration data and hashing its passwords, on a slow machine.
const READY_WITHIN: Duration = Duration::from_secs(180);
/// The server itself finishes what is under way within less.
const STOP_WITHIN: Duration = Duration::from_secs(35);

const SIGN_INS: &str = "    staff   admin@cacaoixchel.example       admin
            manager@cacaoixchel.example     manager
            user@cacaoixchel.example        user
            viewer@cacaoixchel.example      viewer
            platform@ixchel.example         platform administrator
            admin@otra-tierra.example       admin of another organization
    shops   buyer@kakao-kontor.example      Hamburg
            buyer@harbor-cocoa.example      Portland, Maine
            buyer@shibuya-cacao.example     Tokyo
            buyer@empty-shelf.example       a shop without orders
            suspended@kakao-kontor.example  refused: suspended
            locked@harbor-cocoa.example     refused: locked
            buyer@stranger.example          a shop of the other organization
    Password of all: ixchel-demo-2026";

/// Builds what has changed, starts the server and stays until Ctrl-C.
pub fn run(mut options: Options) -> Result<()> {
    let port = options.port("--port", 8080)?;
    let portal_port = options.port("--portal-port", 8081)?;
    let fresh = options.flag("--fresh");
    let logs = options.flag("--logs");
    options.finish()?;
    for (name, number) in [("--port", port), ("--portal-port", portal_port)] {
        if TcpListener::bind(("127.0.0.1", number)).is_err() {
            bail!("port {number} is in use on 127.0.0.1; choose another with `{name} N`");
        }
    }
    tools::ensure_front()?;
    tools::wish_wasm_opt();
    front::ensure_all(None)?;
    build_server()?;
    let data = paths::root().join("data");
    if fresh {
        forget(&data)?;
    }
    fs::create_dir_all(&data)?;
    interrupt::listen()?;
    let log = data.join("ixchel.log");
    let mut server = start(&data, port, portal_port, (!logs).then_some(&log))?;
    let result = serve(&mut server, port, portal_port, &log, logs);
    let status = exec::stop(&mut server, STOP_WITHIN)?;
    result?;
    say::step(format!("stopped ({status})"));
    Ok(())
}

/// Compiles the server as `cargo xtask run` starts it.
pub fn build_server() -> Result<()> {
    say::step("server: building");
    let begun = Instant::now();
    exec::shown(
        "server",
        tools::cargo().args(["build", "--package", "api", "--bin", "ixchel"]),
    )?;
    say::step(format!(
        "server: built in {}",
        say::duration(begun.elapsed())
    ));
    Ok(())
}

/// Removes the demonstration's database, the e-mail it sent, and nothing beside them.
fn forget(data: &Path) -> Result<()> {
    for name in ["ixchel.db", "ixchel.db-wal", "ixchel.db-shm"] {
        let file = data.join(name);
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("{}", file.display()))?;
        }
    }
    let mail = data.join("mail");
    if mail.exists() {
        fs::remove_dir_all(&mail).with_context(|| format!("{}", mail.display()))?;
    }
    say::step("database: starting from nothing");
    Ok(())
}

fn start(data: &Path, port: u16, portal_port: u16, log: Option<&Path>) -> Result<Child> {
    use std::os::unix::process::CommandExt;

    let mut command = Command::new(paths::target().join("debug").join("ixchel"));
    command
        .arg("serve")
        .current_dir(paths::root())
        .env("IXCHEL_PROFILE", "demo")
        .env(
            "IXCHEL_DATABASE_URL",
            format!("sqlite://{}/ixchel.db", data.display()),
        )
        .env("IXCHEL_BIND", format!("127.0.0.1:{port}"))
        .env("IXCHEL_PORTAL_BIND", format!("127.0.0.1:{portal_port}"))
        .env("IXCHEL_PUBLIC_URL", format!("http://127.0.0.1:{port}"))
        .env(
            "IXCHEL_PORTAL_URL",
            format!("http://127.0.0.1:{portal_port}"),
        )
        .env("IXCHEL_PORTAL_DIR", paths::bundle("portal"))
        .env("IXCHEL_ADMIN_DIR", paths::bundle("admin"))
        .env(
            "IXCHEL_CORS_ALLOWED_ORIGINS",
            format!("http://127.0.0.1:{portal_port},http://localhost:{portal_port}"),
        )
        .stdin(Stdio::null())
        // Ctrl-C reaches us alone; we ask the server to stop and wait until it has.
        .process_group(0);
    if let Some(log) = log {
        let file = File::create(log).with_context(|| format!("{}", log.display()))?;
        command.stdout(file.try_clone()?).stderr(file);
    }
    command.spawn().context("the server does not start")
}

/// Waits until the server is ready, says where it is, and stays until it ends or somebody asks us to end.
fn serve(server: &mut Child, port: u16, portal_port: u16, log: &Path, shown: bool) -> Result<()> {
    say::step("server: starting");
    let begun = Instant::now();
    while !ready(port) {
        if let Some(status) = server.try_wait()? {
            if !shown {
                print_end(log);
            }
            bail!("the server ended with {status} before it was ready");
        }
        if interrupt::asked() {
            return Ok(());
        }
        if begun.elapsed() > READY_WITHIN {
            bail!(
                "the server is not ready after {} s; its log is {}",
                READY_WITHIN.as_secs(),
                log.display()
            );
        }
        thread::sleep(Duration::from_millis(100));
    }
    say::step("ready");
    println!(
        "
    Staff      http://127.0.0.1:{port}/admin/
    Shops      http://127.0.0.1:{portal_port}/
    API        http://127.0.0.1:{port}/api/docs
    E-mail     {mail}, a file each

{SIGN_INS}
",
        mail = log.with_file_name("mail").display()
    );
    if !shown {
        println!("    Log: {}", log.display());
    }
    println!("    Ctrl-C stops it. `cargo xtask run --fresh` starts with new data.\n");
    while !interrupt::asked() {
        if let Some(status) = server.try_wait()? {
            if !shown {
                print_end(log);
            }
            bail!("the server ended with {status}");
        }
        thread::sleep(Duration::from_millis(100));
    }
    say::step("stopping");
    Ok(())
}

/// Whether the server says that its database is reachable and migrated.
fn ready(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return false;
    };
    let limit = Some(Duration::from_secs(2));
    let request = b"GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    let mut start = [0; 12];
    stream.set_read_timeout(limit).is_ok()
        && stream.set_write_timeout(limit).is_ok()
        && stream.write_all(request).is_ok()
        && stream.read_exact(&mut start).is_ok()
        && &start == b"HTTP/1.1 200"
}

fn print_end(log: &Path) {
    let Ok(file) = File::open(log) else { return };
    let lines: Vec<String> = BufReader::new(file).lines().map_while(Result::ok).collect();
    for line in lines.iter().skip(lines.len().saturating_sub(20)) {
        eprintln!("    {line}");
    }
}
