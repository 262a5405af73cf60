//! Every option there is: its key in `ixchel.toml`, from which follow `--some-key` and `IXCHEL_SOME_KEY`, its default and
//! its explanation. What is not in this table cannot be set.

/// One option.
#[derive(Debug)]
pub struct Setting {
    pub key: &'static str,
    pub default: Option<&'static str>,
    pub help: &'static str,
}

impl Setting {
    /// `IXCHEL_DATABASE_URL`.
    pub fn variable(&self) -> String {
        format!("IXCHEL_{}", self.key.to_uppercase())
    }

    /// `database-url`.
    pub fn argument(&self) -> String {
        self.key.replace('_', "-")
    }
}

const fn setting(key: &'static str, default: Option<&'static str>, help: &'static str) -> Setting {
    Setting { key, default, help }
}

pub const SETTINGS: &[Setting] = &[
    setting(
        "profile",
        Some("production"),
        "demo: migrates, loads the demonstration data into an empty database, makes its own key; production: refuses \
         missing or weak secrets and demonstration data",
    ),
    setting(
        "bind",
        Some("127.0.0.1:8080"),
        "Address and port of the API; port 0 takes a free one",
    ),
    setting(
        "workers",
        None,
        "Threads that serve requests [default: one for each processor]",
    ),
    setting(
        "database_url",
        Some("sqlite://data/ixchel.db"),
        "sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME, as the role that serves requests",
    ),
    setting(
        "database_admin_url",
        None,
        "PostgreSQL as the role that owns the tables and migrates [default: the database URL]",
    ),
    setting(
        "db_min_connections",
        Some("10"),
        "Database connections kept open",
    ),
    setting(
        "db_max_connections",
        Some("50"),
        "Database connections at most",
    ),
    setting(
        "public_url",
        None,
        "The API's own address as callers see it, such as https://api.example.com [default: http:// and the bound address]",
    ),
    setting(
        "portal_url",
        Some("http://127.0.0.1:8081"),
        "The portal's address as callers see it",
    ),
    setting(
        "cors_allowed_origins",
        None,
        "Origins, separated by commas, whose pages may call the API [default: the portal's alone]",
    ),
    setting(
        "jwt_key_file",
        None,
        "Ed25519 key as PKCS#8 PEM, or a JWKS for rotation; the first private key signs. The demo profile makes one",
    ),
    setting(
        "trusted_proxies",
        None,
        "Networks (CIDR), separated by commas, whose X-Forwarded-For is believed",
    ),
    setting(
        "rate_limit_user_per_minute",
        Some("100"),
        "Requests a minute of one signed-in person; 0 turns the limit off",
    ),
    setting(
        "rate_limit_org_per_minute",
        Some("1000"),
        "Requests a minute of all signed-in people of one organization, its shops' included; 0 turns the limit off",
    ),
    setting(
        "rate_limit_machine_per_minute",
        Some("60"),
        "Requests a minute of a machine client that has no limit of its own; 0 turns the limit off",
    ),
    setting(
        "rate_limit_login_per_minute",
        Some("10"),
        "Sign-in tries a minute for one address; 0 turns the limit off",
    ),
    setting(
        "redis_url",
        None,
        "Redis that instances count requests in together, such as redis://HOST:6379/0 or rediss://USER:PASSWORD@HOST          [default: each instance counts by itself]",
    ),
    setting(
        "portal_dir",
        None,
        "Folder of the built portal; served when given",
    ),
    setting(
        "portal_bind",
        Some("127.0.0.1:8081"),
        "Address and port of the portal's files",
    ),
    setting(
        "admin_dir",
        None,
        "Folder of the built staff application; served under /admin/ when given",
    ),
    setting(
        "seed_file",
        Some("seed-data.sql"),
        "Demonstration data, loaded into an empty database by the demo profile and by `ixchel seed`",
    ),
    setting(
        "smtp_url",
        None,
        "Mail server, such as smtps://USER:PASSWORD@HOST:465 or smtp://HOST:587?tls=required",
    ),
    setting(
        "mail_dir",
        None,
        "Instead of a mail server: a folder that each e-mail is written to as an .eml file [demo: mail beside the database]",
    ),
    setting(
        "mail_from",
        None,
        "Sender of e-mail, such as portal@example.com or \"Portal <portal@example.com>\"; needed with smtp_url",
    ),
    setting(
        "log",
        Some("info,sqlx=warn"),
        "What is logged, as in info,domain=debug",
    ),
];

/// The option with this key.
pub fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}
