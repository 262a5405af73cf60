//! A running server with a database of its own, for one test.

use std::{
    collections::HashMap, io::Write, os::unix::fs::OpenOptionsExt, panic::AssertUnwindSafe,
    path::PathBuf, time::Duration,
};

use api::{settings::Settings, startup::Application};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey, pkcs8::EncodePrivateKey};
use futures_util::FutureExt;
use reqwest::Client;
use serde_json::{Value, json};
use tokio::{
    sync::{Mutex, oneshot},
    task::JoinHandle,
};

use crate::{Account, Caller, Engine, PASSWORD, database::Database};

/// The origin on the allowlist: nothing listens there, only its name counts.
pub const PORTAL_ORIGIN: &str = "https://portal.cacaoixchel.test";

/// Tests wait for e-mail; people wait a second.
const MAIL_PAUSE: Duration = Duration::from_millis(100);

pub struct TestApp {
    /// `http://127.0.0.1:port`
    pub base: String,
    pub portal_origin: String,
    /// Where the portal's bundle is served, if it is.
    pub portal: Option<String>,
    pub db: Database,
    /// Where its e-mail is written to, unless the test chose another way.
    pub mail_dir: PathBuf,
    http: Client,
    key: SigningKey,
    key_file: PathBuf,
    sessions: Mutex<HashMap<Account, String>>,
    settings: Settings,
    server: Instance,
}

/// A running server.
pub struct Instance {
    /// `http://127.0.0.1:port`
    pub base: String,
    portal: Option<String>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Instance {
    async fn start(settings: Settings) -> Self {
        Self::run(Self::build(settings).await)
    }

    async fn build(settings: Settings) -> Application {
        Application::build(settings)
            .await
            .expect("the application starts")
    }

    fn run(application: Application) -> Self {
        let base = format!("http://{}", application.address());
        let portal = application
            .portal_address()
            .map(|address| format!("http://{address}"));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(application.run_until(async {
            let _ = stopped.await;
        }));
        Self {
            base,
            portal,
            stop,
            task,
        }
    }

    /// The same caller with the same session, asking this server.
    pub fn caller(&self, like: &Caller) -> Caller {
        Caller {
            base: self.base.clone(),
            ..like.clone()
        }
    }

    pub async fn stop(self) {
        let _ = self.stop.send(());
        self.task
            .await
            .expect("the server's task")
            .expect("the server ends well");
    }
}

/// Runs `test` on an application of its own; stops it and drops its database whatever happens. Passes with a printed
/// line where the engine is not there.
pub async fn with(engine: Engine, test: impl AsyncFnOnce(&TestApp)) {
    with_settings(engine, |_| {}, test).await;
}

/// The same with other settings than the tests' usual ones.
pub async fn with_settings(
    engine: Engine,
    adjust: impl FnOnce(&mut Settings),
    test: impl AsyncFnOnce(&TestApp),
) {
    if !engine.is_here() {
        return;
    }
    let app = TestApp::start(engine, adjust).await;
    let outcome = AssertUnwindSafe(test(&app)).catch_unwind().await;
    app.stop().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

impl TestApp {
    /// Limits are off, two workers, the portal's made-up origin allowed; `adjust` changes what a test needs otherwise.
    pub async fn start(engine: Engine, adjust: impl FnOnce(&mut Settings)) -> Self {
        let db = Database::create(engine).await;
        let random = *uuid::Uuid::new_v4().as_bytes();
        let key = SigningKey::from_bytes(&[random, random].concat().try_into().expect("32 bytes"));
        let key_file = key_file(&key);
        let mail_dir = mail_dir();
        let mut settings = Settings {
            bind: ([127, 0, 0, 1], 0).into(),
            workers: 2,
            database_url: db.url.clone(),
            database_admin_url: Some(db.owner_url.clone()),
            db_min_connections: 0,
            db_max_connections: 8,
            portal_url: PORTAL_ORIGIN.to_owned(),
            cors_allowed_origins: vec![PORTAL_ORIGIN.to_owned()],
            jwt_key_file: Some(key_file.clone()),
            rate_limit_user_per_minute: 0,
            rate_limit_org_per_minute: 0,
            rate_limit_machine_per_minute: 0,
            rate_limit_login_per_minute: 0,
            mail_dir: Some(mail_dir.clone()),
            mail_pause: MAIL_PAUSE,
            seal_pause: MAIL_PAUSE,
            ..Settings::default()
        };
        adjust(&mut settings);
        let portal_origin = settings
            .cors_allowed_origins
            .first()
            .cloned()
            .unwrap_or_default();
        let server = Instance::start(settings.clone()).await;
        let http = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        Self {
            base: server.base.clone(),
            portal_origin,
            portal: server.portal.clone(),
            db,
            mail_dir,
            http,
            key,
            key_file,
            sessions: Mutex::default(),
            settings,
            server,
        }
    }

    /// A second server on the same database, as behind a load balancer or after a restart; stop it before the test ends.
    pub async fn second_instance(&self) -> Instance {
        Instance::start(self.second_settings()).await
    }

    /// A second server whose queries filter as if an admin of this organization asked, whoever does, while PostgreSQL's
    /// policies are told the truth: what it shows, the policies alone let through.
    #[cfg(debug_assertions)]
    pub async fn policies_alone(&self, org_id: i64) -> Instance {
        let application = Instance::build(self.second_settings()).await;
        application.filter_as_admin_of(org_id);
        Instance::run(application)
    }

    fn second_settings(&self) -> Settings {
        let mut settings = self.settings.clone();
        if settings.public_url.is_empty() {
            settings.public_url = self.base.clone();
        }
        settings.portal_dir = None;
        settings.admin_dir = None;
        settings
    }

    /// What `ixchel audit verify` says, and whether everything fits.
    pub async fn verify_audit(&self, head: Option<&str>) -> (bool, String) {
        let (lines, whole) = api::audit_cli::verify(&self.settings, None, head)
            .await
            .expect("the chains can be read");
        (whole, lines.join("\n"))
    }

    pub async fn stop(self) {
        drop(self.http);
        self.server.stop().await;
        let _ = std::fs::remove_file(&self.key_file);
        let _ = std::fs::remove_dir_all(&self.mail_dir);
        self.db.drop().await;
    }

    pub fn nobody(&self) -> Caller {
        self.caller(None, None)
    }

    /// With any text as its token.
    pub fn with_token(&self, token: &str) -> Caller {
        self.caller(None, Some(token.to_owned()))
    }

    /// The account with the one session that this application's tests share.
    pub async fn as_account(&self, account: Account) -> Caller {
        let mut sessions = self.sessions.lock().await;
        let token = match sessions.get(&account) {
            Some(token) => token.clone(),
            None => {
                let token = self.token(account).await;
                sessions.insert(account, token.clone());
                token
            }
        };
        self.caller(Some(account), Some(token))
    }

    /// The account with a session of its own.
    pub async fn new_session(&self, account: Account) -> Caller {
        let token = self.token(account).await;
        self.caller(Some(account), Some(token))
    }

    fn caller(&self, account: Option<Account>, token: Option<String>) -> Caller {
        Caller {
            http: self.http.clone(),
            base: self.base.clone(),
            account,
            token,
        }
    }

    async fn token(&self, account: Account) -> String {
        let body = json!({"email": account.email(), "password": PASSWORD});
        let reply = self.nobody().post(account.sign_in_path(), &body).await.ok();
        reply["token"].as_str().expect("a token").to_owned()
    }

    /// A token as this application's key signs it.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let text = format!("{}.{}", encode(header), encode(claims));
        let signature = self.key.sign(text.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

/// A JSON value as a token's part.
pub fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A token's header and claims.
pub fn decode(token: &str) -> (Value, Value) {
    let mut parts = token.split('.').map(|part| {
        let bytes = URL_SAFE_NO_PAD.decode(part).expect("base64url");
        serde_json::from_slice::<Value>(&bytes).unwrap_or(Value::Null)
    });
    (
        parts.next().expect("a header"),
        parts.next().expect("claims"),
    )
}

fn mail_dir() -> PathBuf {
    let name = format!("ixchel-test-mail-{}", uuid::Uuid::new_v4().simple());
    std::env::temp_dir().join(name)
}

fn key_file(key: &SigningKey) -> PathBuf {
    let path =
        std::env::temp_dir().join(format!("ixchel-test-key-{}", uuid::Uuid::new_v4().simple()));
    let pem = key.to_pkcs8_pem(Default::default()).expect("a key");
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .and_then(|mut file| file.write_all(pem.as_bytes()))
        .expect("write the key");
    path
}
