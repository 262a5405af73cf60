//! Everything that can be set, with its default. Built in code by tests, by `cli` from arguments, environment and file.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::http::Networks;

mod mail;
pub mod options;
pub mod read;

pub use read::Raw;

/// How careful to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Migrates, loads the demonstration data into an empty database, makes its own key.
    Demo,
    /// Refuses missing secrets and demonstration data.
    Production,
}

/// Settings of one process. Not to be printed: addresses hold passwords.
#[derive(Debug, Clone)]
pub struct Settings {
    pub profile: Profile,
    /// Port 0 takes any free one.
    pub bind: SocketAddr,
    pub workers: usize,
    pub database_url: String,
    /// The role that migrates; PostgreSQL only.
    pub database_admin_url: Option<String>,
    pub db_min_connections: u32,
    pub db_max_connections: u32,
    /// The API's own origin, without a slash at its end; empty: made from the bound address.
    pub public_url: String,
    /// The portal's origin.
    pub portal_url: String,
    /// Empty: the portal's origin alone.
    pub cors_allowed_origins: Vec<String>,
    /// Where the signing key is; a server does not start without one.
    pub jwt_key_file: Option<PathBuf>,
    pub trusted_proxies: Networks,
    /// Requests in any minute; 0 turns a limit off.
    pub rate_limit_user_per_minute: u32,
    pub rate_limit_org_per_minute: u32,
    /// For machine clients without a limit of their own.
    pub rate_limit_machine_per_minute: u32,
    pub rate_limit_login_per_minute: u32,
    /// Where instances count together; may hold a password.
    pub redis_url: Option<String>,
    /// The built portal, served on a listener of its own.
    pub portal_dir: Option<PathBuf>,
    pub portal_bind: SocketAddr,
    /// The built staff application, served under `/admin/`.
    pub admin_dir: Option<PathBuf>,
    /// SQL that a demonstration loads into an empty database.
    pub seed_file: Option<PathBuf>,
    /// The mail server; holds a password.
    pub smtp_url: Option<String>,
    /// Instead of a server: a folder that e-mail is written to.
    pub mail_dir: Option<PathBuf>,
    /// An address, or `Name <address>`; without a name e-mail bears the organization's.
    pub mail_from: String,
    /// How often the outbox is looked at.
    pub mail_pause: Duration,
    /// How often new rows of the audit log are sealed.
    pub seal_pause: Duration,
}

impl Default for Settings {
    /// A production instance on its usual ports with the embedded database.
    fn default() -> Self {
        Self {
            profile: Profile::Production,
            bind: SocketAddr::from(([127, 0, 0, 1], 8080)),
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            database_url: "sqlite://data/ixchel.db".to_owned(),
            database_admin_url: None,
            db_min_connections: 10,
            db_max_connections: 50,
            public_url: String::new(),
            portal_url: "http://127.0.0.1:8081".to_owned(),
            cors_allowed_origins: Vec::new(),
            jwt_key_file: None,
            trusted_proxies: Networks::default(),
            rate_limit_user_per_minute: 100,
            rate_limit_org_per_minute: 1000,
            rate_limit_machine_per_minute: 60,
            rate_limit_login_per_minute: 10,
            redis_url: None,
            portal_dir: None,
            portal_bind: SocketAddr::from(([127, 0, 0, 1], 8081)),
            admin_dir: None,
            seed_file: None,
            smtp_url: None,
            mail_dir: None,
            mail_from: "no-reply@localhost".to_owned(),
            mail_pause: Duration::from_secs(1),
            seal_pause: Duration::from_secs(1),
        }
    }
}

impl Settings {
    /// Where a demonstration keeps what it makes: the embedded database's folder.
    pub fn data_folder(&self) -> PathBuf {
        self.database_url
            .strip_prefix("sqlite:")
            .map(|rest| rest.trim_start_matches("//"))
            .map(|rest| rest.split('?').next().unwrap_or_default())
            .filter(|file| !file.starts_with(':'))
            .and_then(|file| Path::new(file).parent())
            .filter(|folder| !folder.as_os_str().is_empty())
            .map_or_else(|| PathBuf::from("data"), Path::to_path_buf)
    }

    /// The address that migrates.
    pub fn migrating_url(&self) -> &str {
        self.database_admin_url
            .as_deref()
            .unwrap_or(&self.database_url)
    }

    /// Origins whose pages may call the API.
    pub fn allowed_origins(&self) -> Vec<String> {
        if self.cors_allowed_origins.is_empty() {
            vec![self.portal_url.clone()]
        } else {
            self.cors_allowed_origins.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstration_keeps_its_key_beside_its_database() {
        let at = |database_url: &str| {
            let database_url = database_url.to_owned();
            Settings {
                database_url,
                ..Settings::default()
            }
            .data_folder()
        };
        assert_eq!(at("sqlite://data/ixchel.db"), Path::new("data"));
        assert_eq!(at("sqlite:///srv/ix/a.db?mode=rwc"), Path::new("/srv/ix"));
        assert_eq!(at("sqlite::memory:"), Path::new("data"));
        assert_eq!(at("postgres://db/ixchel"), Path::new("data"));
    }
}
