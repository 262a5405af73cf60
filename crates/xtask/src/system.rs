//! What only the operating system can bring: Debian packages, as root or through sudo without a password.
//! Never asks for a password and never touches another system's package manager.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::{exec, paths, say};

/// Who may install Debian packages here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Apt {
    Root,
    Sudo,
    No,
}

static APT: OnceLock<Apt> = OnceLock::new();

fn apt() -> Apt {
    *APT.get_or_init(|| {
        if !Path::new("/etc/debian_version").exists() || paths::on_path("apt-get").is_none() {
            Apt::No
        } else if is_root() {
            Apt::Root
        } else if quiet_success(Command::new("sudo").args(["-n", "true"])) {
            Apt::Sudo
        } else {
            Apt::No
        }
    })
}

/// Whether this process runs as root.
pub fn is_root() -> bool {
    exec::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Whether the command starts and ends well; what it prints is dropped.
pub fn quiet_success(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Installs Debian packages where that is allowed; otherwise the error says what to install.
pub fn install(packages: &[&str], elsewhere: &str) -> Result<()> {
    let names = packages.join(" ");
    if apt() == Apt::No {
        bail!("missing: {elsewhere}. On Debian: `sudo apt-get install {names}`");
    }
    exec::quietly("package lists", apt_get().args(["update", "-q"]))?;
    exec::quietly(
        &format!("Debian packages {names}"),
        apt_get()
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(packages),
    )
}

/// Redis for the tests that share rate limits over it, if it can be had: they are left out without it.
pub fn wish_redis() {
    let there =
        paths::on_path("redis-server").is_some() || Path::new("/usr/bin/redis-server").exists();
    if !there && let Err(error) = install(&["redis-server"], "Redis (redis-server)") {
        say::step(format!("going on without Redis: {error:#}"));
    }
}

fn apt_get() -> Command {
    let mut command = if apt() == Apt::Sudo {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        Command::new("apt-get")
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
