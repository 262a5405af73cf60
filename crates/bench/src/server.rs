//! Starts the release binary of the service on a free port over a database, and ends it by its process id.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::http::Connection;

/// A running service.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

/// The binary with the settings every call shares.
pub fn command(binary: &Path, database: &str, admin: Option<&str>, folder: &Path) -> Command {
    let mut command = Command::new(binary);
    command
        .env("IXCHEL_PROFILE", "demo")
        .env("IXCHEL_DATABASE_URL", database)
        .env("IXCHEL_JWT_KEY_FILE", folder.join("jwt.pem"))
        .env("IXCHEL_LOG", "warn")
        .env("IXCHEL_RATE_LIMIT_LOGIN_PER_MINUTE", "0")
        .env("IXCHEL_RATE_LIMIT_USER_PER_MINUTE", "0")
        .env("IXCHEL_RATE_LIMIT_ORG_PER_MINUTE", "0")
        .env("IXCHEL_RATE_LIMIT_MACHINE_PER_MINUTE", "0")
        .env("IXCHEL_DB_MIN_CONNECTIONS", "8")
        .env("IXCHEL_DB_MAX_CONNECTIONS", "10");
    if let Some(admin) = admin {
        command.env("IXCHEL_DATABASE_ADMIN_URL", admin);
    }
    command
}

impl Server {
    pub async fn start(mut command: Command) -> Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let child = command
            .args(["serve", "--bind", &address.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("the service does not start")?;
        let mut server = Self { child, address };
        let begun = Instant::now();
        loop {
            if let Ok(mut connection) = Connection::open(address).await
                && connection
                    .get("/health/ready", "")
                    .await
                    .is_ok_and(|reply| reply.status == 200)
            {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("the service ended with {status}");
            }
            if begun.elapsed() > Duration::from_secs(60) {
                bail!("the service is not ready after a minute");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Resident memory now, MiB.
    pub fn memory_mib(&self) -> Result<f64> {
        self.status_mib("VmRSS:")
    }

    /// The most that was resident since it started, MiB.
    pub fn peak_mib(&self) -> Result<f64> {
        self.status_mib("VmHWM:")
    }

    fn status_mib(&self, field: &'static str) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib: f64 = status
            .lines()
            .find_map(|line| line.strip_prefix(field))
            .and_then(|rest| rest.split_whitespace().next())
            .context(field)?
            .parse()?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Measuring is over: nothing is under way that a gentle end would save.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
