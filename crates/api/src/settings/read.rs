//! From text to [`Settings`]: arguments before environment before file before defaults, every mistake gathered. Never
//! prints a value that could be a secret.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    str::FromStr,
};

use super::{
    Profile, Settings,
    options::{SETTINGS, find},
};
use crate::{auth::Keys, http::Networks, limits};

/// Text of each option that was given, by key, and where it came from.
#[derive(Debug, Default)]
pub struct Raw {
    values: BTreeMap<&'static str, (String, String)>,
    /// What is odd but not wrong.
    pub warnings: Vec<String>,
    mistakes: Vec<String>,
}

impl Raw {
    /// Takes everything that was said: `arguments` by key, the environment, then the file that `IXCHEL_CONFIG` names or
    /// `ixchel.toml` in the working folder where there is one.
    pub fn gather(
        arguments: BTreeMap<&'static str, String>,
        environment: impl Iterator<Item = (String, String)>,
        config: Option<&Path>,
    ) -> Self {
        let mut raw = Self::default();
        for (key, value) in arguments {
            let name = find(key).map(|setting| format!("--{}", setting.argument()));
            raw.give(key, value, name.unwrap_or_default());
        }
        let mut named = config.map(Path::to_path_buf);
        for (variable, value) in environment {
            let Some(rest) = variable.strip_prefix("IXCHEL_") else {
                continue;
            };
            // Of other programs of the project: the integration process, the tests.
            if rest.starts_with("INTEGRATION_") || rest.starts_with("TEST_") {
                continue;
            }
            if rest == "CONFIG" {
                named.get_or_insert_with(|| PathBuf::from(&value));
                continue;
            }
            match find(&rest.to_lowercase()).filter(|setting| setting.variable() == variable) {
                Some(setting) => raw.give(setting.key, value, variable),
                None => raw.warnings.push(format!(
                    "the variable {variable} is unknown and has no effect"
                )),
            }
        }
        raw.file(named);
        raw
    }

    fn give(&mut self, key: &'static str, value: String, source: String) {
        // An empty variable is the usual way to say "not set" in unit files.
        if !value.trim().is_empty() {
            self.values
                .entry(key)
                .or_insert((value.trim().to_owned(), source));
        }
    }

    fn file(&mut self, named: Option<PathBuf>) {
        let (path, wanted) = match named {
            Some(path) => (path, true),
            None => (PathBuf::from("ixchel.toml"), false),
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if wanted || path.exists() => {
                self.mistakes
                    .push(format!("{} cannot be read: {error}", path.display()));
                return;
            }
            Err(_) => return,
        };
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                // The message would show the line, and the line may hold a password.
                let place = error.span().map_or(0, |span| {
                    text[..span.start.min(text.len())].lines().count().max(1)
                });
                self.mistakes
                    .push(format!("{} is no TOML: see line {place}", path.display()));
                return;
            }
        };
        for (key, value) in table {
            let source = format!("{key} in {}", path.display());
            let Some(setting) = find(&key) else {
                self.mistakes
                    .push(format!("{source}: there is no such option"));
                continue;
            };
            match plain(&value) {
                Some(text) => self.give(setting.key, text, source),
                None => self
                    .mistakes
                    .push(format!("{source}: give text, a number or a list of texts")),
            }
        }
    }

    pub(super) fn text(&self, key: &'static str) -> Option<&str> {
        self.values
            .get(key)
            .map(|(value, _)| value.as_str())
            .or_else(|| find(key)?.default)
    }

    pub(super) fn mistake(&mut self, key: &'static str, words: &str) {
        let source = self
            .values
            .get(key)
            .map_or_else(|| key.to_owned(), |(_, source)| source.clone());
        self.mistakes.push(format!("{source}: {words}"));
    }

    fn parsed<T: FromStr>(&mut self, key: &'static str, words: &str, instead: T) -> T {
        match self.text(key).map(str::parse) {
            Some(Ok(value)) => value,
            Some(Err(_)) => {
                self.mistake(key, words);
                instead
            }
            None => instead,
        }
    }

    fn path(&self, key: &'static str) -> Option<PathBuf> {
        self.text(key).map(PathBuf::from)
    }

    fn origin(&mut self, key: &'static str) -> String {
        let text = self.text(key).unwrap_or_default().trim_end_matches('/');
        let text = text.to_owned();
        if !text.is_empty() && !is_origin(&text) {
            self.mistake(
                key,
                "give an origin such as https://api.example.com, without a path",
            );
        }
        text
    }

    /// What was asked for in the log's filter.
    pub fn log_filter(&self) -> String {
        self.text("log").unwrap_or("info").to_owned()
    }

    /// The settings, or every mistake in them.
    pub fn settings(&mut self) -> Result<Settings, Vec<String>> {
        let defaults = Settings::default();
        let profile = match self.text("profile") {
            Some("demo") => Profile::Demo,
            Some("production") => Profile::Production,
            _ => {
                self.mistake("profile", "give demo or production");
                Profile::Production
            }
        };
        let address = "give an address and port such as 127.0.0.1:8080";
        let bind: SocketAddr = self.parsed("bind", address, defaults.bind);
        let portal_bind = self.parsed("portal_bind", address, defaults.portal_bind);
        let number = "give a whole number";
        let mut settings = Settings {
            profile,
            bind,
            portal_bind,
            workers: self.parsed("workers", number, defaults.workers),
            database_url: self.text("database_url").unwrap_or_default().to_owned(),
            database_admin_url: self.text("database_admin_url").map(str::to_owned),
            db_min_connections: self.parsed("db_min_connections", number, 10),
            db_max_connections: self.parsed("db_max_connections", number, 50),
            public_url: self.origin("public_url"),
            portal_url: self.origin("portal_url"),
            cors_allowed_origins: self.origins(),
            jwt_key_file: self.path("jwt_key_file"),
            trusted_proxies: self.parsed(
                "trusted_proxies",
                "give networks such as 10.0.0.0/8, separated by commas",
                Networks::default(),
            ),
            rate_limit_user_per_minute: self.parsed("rate_limit_user_per_minute", number, 100),
            rate_limit_org_per_minute: self.parsed("rate_limit_org_per_minute", number, 1000),
            rate_limit_machine_per_minute: self.parsed("rate_limit_machine_per_minute", number, 60),
            rate_limit_login_per_minute: self.parsed("rate_limit_login_per_minute", number, 10),
            redis_url: self.text("redis_url").map(str::to_owned),
            portal_dir: self.path("portal_dir"),
            admin_dir: self.path("admin_dir"),
            seed_file: self.path("seed_file"),
            smtp_url: self.text("smtp_url").map(str::to_owned),
            mail_dir: self.path("mail_dir"),
            mail_from: self
                .text("mail_from")
                .unwrap_or(&defaults.mail_from)
                .to_owned(),
            mail_pause: defaults.mail_pause,
            seal_pause: defaults.seal_pause,
        };
        self.check_database(&settings);
        self.check_folders(&settings);
        self.check_key(&mut settings);
        self.check_mail(&mut settings);
        let redis = settings.redis_url.as_deref();
        if redis.is_some_and(|url| !limits::is_server(url)) {
            self.mistake(
                "redis_url",
                "give redis://HOST:6379/0 or rediss://USER:PASSWORD@HOST:6379/0",
            );
        }
        if settings.workers == 0 {
            self.mistake("workers", "at least one");
        }
        if self.mistakes.is_empty() {
            Ok(settings)
        } else {
            Err(std::mem::take(&mut self.mistakes))
        }
    }

    fn origins(&mut self) -> Vec<String> {
        let listed: Vec<String> = self
            .text("cors_allowed_origins")
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|origin| !origin.is_empty())
            .map(str::to_owned)
            .collect();
        if !listed.iter().all(|origin| is_origin(origin)) {
            self.mistake(
                "cors_allowed_origins",
                "give origins such as https://portal.example.com, separated by commas; `*` is not one",
            );
        }
        listed
    }

    fn check_database(&mut self, settings: &Settings) {
        let url = settings.database_url.as_str();
        let postgres = is_postgres(url);
        if !postgres && !url.starts_with("sqlite:") {
            self.mistake("database_url", "must begin with sqlite: or postgres://");
        }
        let admin = settings.database_admin_url.as_deref();
        if admin.is_some_and(|admin| is_postgres(admin) != postgres) {
            self.mistake(
                "database_admin_url",
                "must name the same database as the database URL",
            );
        }
        if settings.db_max_connections == 0
            || settings.db_min_connections > settings.db_max_connections
        {
            self.mistake(
                "db_max_connections",
                "at least one, and no fewer than db_min_connections",
            );
        }
        if settings.profile == Profile::Production {
            for (key, url) in [("database_url", Some(url)), ("database_admin_url", admin)] {
                if url.is_some_and(has_weak_password) {
                    self.mistake(key, "its password is one that everybody tries first");
                }
            }
            if !postgres {
                self.warnings.push(
                    "SQLite in production serves one instance on one machine; PostgreSQL serves several".into(),
                );
            }
        }
    }

    fn check_folders(&mut self, settings: &Settings) {
        for (key, folder) in [
            ("portal_dir", &settings.portal_dir),
            ("admin_dir", &settings.admin_dir),
        ] {
            let Some(folder) = folder else {
                continue;
            };
            if !folder.join("index.html").is_file() {
                self.mistake(key, "there is no index.html in this folder");
            }
        }
    }

    fn check_key(&mut self, settings: &mut Settings) {
        match (&settings.jwt_key_file, settings.profile) {
            (Some(path), Profile::Production) => {
                if let Err(error) = Keys::read(path) {
                    self.mistake("jwt_key_file", &format!("{error:#}"));
                }
            }
            (None, Profile::Production) => self.mistake(
                "jwt_key_file",
                "production needs a key: `openssl genpkey -algorithm ed25519 -out FILE`, mode 0600",
            ),
            (Some(_), Profile::Demo) => {}
            (None, Profile::Demo) => {
                settings.jwt_key_file = Some(settings.data_folder().join("jwt-key.pem"));
            }
        }
        if settings.profile == Profile::Production && settings.public_url.starts_with("http://") {
            self.warnings.push(
                "public_url is plain HTTP: browsers keep the session cookie over HTTPS only".into(),
            );
        }
    }
}

/// The names of all options, for the report of `config check`.
pub fn known_keys() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|setting| setting.key)
}

fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        toml::Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}

pub(super) fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// Scheme, host and perhaps a port, and nothing else.
fn is_origin(text: &str) -> bool {
    let Some(host) = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
    else {
        return false;
    };
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte);
    !host.is_empty() && host.bytes().all(allowed)
}

/// `postgres://user:password@host/…` with a password equal to its user or on the common list.
fn has_weak_password(url: &str) -> bool {
    let credentials = url
        .split_once("://")
        .and_then(|(_, rest)| rest.rsplit_once('@'))
        .and_then(|(credentials, _)| credentials.split_once(':'));
    let Some((user, password)) = credentials else {
        return false;
    };
    password == user || domain::passwords::is_common(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(environment: &[(&str, &str)]) -> Raw {
        let pairs = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let nothing = std::env::temp_dir().join("ixchel-no-such-config.toml");
        let mut raw = Raw::gather(BTreeMap::new(), pairs, Some(&nothing));
        raw.mistakes.clear();
        raw
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let mut raw = raw(&[
            ("IXCHEL_BIND", "everywhere"),
            ("IXCHEL_PROFILE", "test"),
            ("IXCHEL_CORS_ALLOWED_ORIGINS", "*"),
            ("IXCHEL_DATABASE_URL", "mysql://x"),
        ]);
        let mistakes = raw.settings().expect_err("mistakes").join("\n");
        for named in [
            "IXCHEL_BIND",
            "IXCHEL_PROFILE",
            "IXCHEL_CORS_ALLOWED_ORIGINS",
            "IXCHEL_DATABASE_URL",
            "jwt_key_file",
        ] {
            assert!(mistakes.contains(named), "{named} in {mistakes}");
        }
    }

    #[test]
    fn arguments_come_before_the_environment() {
        let environment = [("IXCHEL_BIND".to_owned(), "127.0.0.1:1".to_owned())].into_iter();
        let arguments = BTreeMap::from([("bind", "127.0.0.1:2".to_owned())]);
        let raw = Raw::gather(arguments, environment, None);
        assert_eq!(raw.text("bind"), Some("127.0.0.1:2"));
    }

    #[test]
    fn unknown_variables_are_warned_of_and_not_fatal() {
        let mut raw = raw(&[
            ("IXCHEL_COLOUR", "blue"),
            ("IXCHEL_INTEGRATION_X", "y"),
            ("IXCHEL_PROFILE", "demo"),
        ]);
        assert!(raw.settings().is_ok());
        assert_eq!(raw.warnings.len(), 1, "{:?}", raw.warnings);
        assert!(raw.warnings[0].contains("IXCHEL_COLOUR"));
    }

    #[test]
    fn weak_database_passwords_are_known() {
        assert!(has_weak_password(
            "postgres://ixchel_app:ixchel_app@db/ixchel"
        ));
        assert!(has_weak_password(
            "postgres://ixchel_app:postgres@db/ixchel"
        ));
        assert!(!has_weak_password(
            "postgres://ixchel_app:Xo4-lanquin-88@db/ixchel"
        ));
        assert!(!has_weak_password("postgres:///ixchel"));
    }

    #[test]
    fn origins_are_scheme_host_and_port() {
        for good in [
            "https://portal.example.com",
            "http://127.0.0.1:8081",
            "http://[::1]:8081",
        ] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "*",
            "portal.example.com",
            "https://a/b",
            "https://A.example",
            "null",
            "https://",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
