//! From settings to a running server, for the binary and for tests alike. Everything shared is made here, once, before
//! any worker exists. Changes no database; that is `prepare`.

use std::{
    future::Future,
    net::{SocketAddr, TcpListener},
    path::Path,
    time::Duration,
};

use actix_web::{App, HttpServer, dev::Server, middleware::from_fn, web};
use anyhow::{Context, Result};
use domain::{Db, db::DbOptions};

use crate::{
    auth::{Keys, admit},
    http::{cors, envelope, unmatched},
    limits::Limits,
    mailer::{Mailer, Worker},
    portal::{self, Portal, loopback_names},
    routes::{self, admin::AdminSite},
    sealer::Sealing,
    settings::Settings,
    site::Bundle,
    state::State,
};

/// What is under way may take so long after a stop was asked for.
const FINISH_WITHIN_SECONDS: u64 = 20;

/// A request's line and headers arrive within this, or the connection is closed.
const HEAD_WITHIN: Duration = Duration::from_secs(10);

/// A server that listens already and serves once run.
pub struct Application {
    servers: Vec<Server>,
    address: SocketAddr,
    portal_address: Option<SocketAddr>,
    db: Db,
    mail: Option<Mailer>,
    mail_pause: Duration,
    seal_pause: Duration,
}

impl Application {
    /// Opens the listeners and the pool. The database may be away: requests are answered 503 until it is there.
    ///
    /// # Errors
    /// A sentence for the operator: no key, a taken port, a folder without a front end.
    pub async fn build(settings: Settings) -> Result<Self> {
        let options = DbOptions {
            min_connections: settings.db_min_connections,
            max_connections: settings.db_max_connections,
            ..DbOptions::default()
        };
        let db = Db::connect(&settings.database_url, &options).await?;
        let key_file = settings.jwt_key_file.as_deref();
        let keys = Keys::read(key_file.context("no key file is set")?)?;
        let (listener, address) = listen(settings.bind)?;
        let public_url = if settings.public_url.is_empty() {
            format!("http://{address}")
        } else {
            settings.public_url.clone()
        };
        let mut servers = Vec::new();
        let portal_address = match &settings.portal_dir {
            Some(folder) => {
                let (server, address) = serve_portal(&settings, folder, &public_url)?;
                servers.push(server);
                Some(address)
            }
            None => None,
        };
        let mail = Mailer::from_settings(&settings, &public_url)?;
        let state = State {
            db: db.clone(),
            keys,
            portal_url: settings.portal_url.trim_end_matches('/').to_owned(),
            https: public_url.starts_with("https://"),
            trusted_proxies: settings.trusted_proxies.clone(),
            origins: [loopback_names(&public_url), settings.allowed_origins()].concat(),
            issuer: public_url,
            limits: Limits::from_settings(&settings)?,
        };
        servers.insert(0, serve_api(&settings, state, listener)?);
        Ok(Self {
            servers,
            address,
            portal_address,
            db,
            mail,
            mail_pause: settings.mail_pause,
            seal_pause: settings.seal_pause,
        })
    }

    /// Writes every query's own filters for an admin of this organization, whoever asks: [`Db::filter_as`].
    #[cfg(all(feature = "policies-alone", debug_assertions))]
    pub fn filter_as_admin_of(&self, org_id: i64) {
        self.db.filter_as(domain::Principal::Staff {
            user_id: 0,
            org_id,
            team_id: None,
            role: contract::StaffRole::Admin,
        });
    }

    /// Where the API listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the portal's files are served, if they are.
    pub fn portal_address(&self) -> Option<SocketAddr> {
        self.portal_address
    }

    /// Serves until SIGTERM or SIGINT.
    pub async fn run_until_stopped(self) -> Result<()> {
        self.run_until(signal()?).await
    }

    /// Serves, sends e-mail and seals the audit log until `stop` resolves, finishes what is under way and closes the pool.
    pub async fn run_until(self, stop: impl Future<Output = ()>) -> Result<()> {
        let (db, pause) = (self.db.clone(), self.mail_pause);
        let mail = self.mail.map(|mailer| Worker::start(mailer, db, pause));
        let sealing = Sealing::start(self.db.clone(), self.seal_pause);
        let handles: Vec<_> = self.servers.iter().map(Server::handle).collect();
        let serving = futures_util::future::try_join_all(self.servers);
        tokio::pin!(serving);
        let ended = tokio::select! {
            ended = &mut serving => ended,
            () = stop => {
                tracing::info!("stopping");
                let stopping = futures_util::future::join_all(handles.iter().map(|handle| handle.stop(true)));
                tokio::join!(stopping, serving).1
            }
        };
        if let Some(worker) = mail {
            worker.finish().await;
        }
        sealing.finish().await;
        self.db.close().await;
        ended?;
        Ok(())
    }
}

fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr)> {
    let listener =
        TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

fn serve_api(settings: &Settings, state: State, listener: TcpListener) -> Result<Server> {
    let admin = match &settings.admin_dir {
        Some(folder) => {
            let bundle = Bundle::read(folder, &[], state.https)?;
            Some(web::Data::new(AdminSite(bundle)))
        }
        None => None,
    };
    let state = web::Data::new(state);
    let allowed = settings.allowed_origins();
    let server = HttpServer::new(move || {
        let mut app = App::new()
            .app_data(state.clone())
            .wrap(from_fn(admit))
            .wrap(cors(&allowed))
            .wrap(from_fn(envelope))
            .configure(routes::configure)
            .default_service(web::to(unmatched));
        if let Some(admin) = &admin {
            app = app
                .app_data(admin.clone())
                .configure(routes::admin::configure);
        }
        app
    })
    .workers(settings.workers)
    .client_request_timeout(HEAD_WITHIN)
    .shutdown_timeout(FINISH_WITHIN_SECONDS)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(server)
}

fn serve_portal(
    settings: &Settings,
    folder: &Path,
    public_url: &str,
) -> Result<(Server, SocketAddr)> {
    let (listener, address) = listen(settings.portal_bind)?;
    let https = settings.portal_url.starts_with("https://");
    let portal = web::Data::new(Portal {
        bundle: Bundle::read(folder, &loopback_names(public_url), https)?,
        api_url: public_url.to_owned(),
    });
    let server = HttpServer::new(move || {
        App::new()
            .app_data(portal.clone())
            .wrap(from_fn(portal::head_as_get))
            .default_service(web::to(portal::serve))
    })
    .workers(1)
    .client_request_timeout(HEAD_WITHIN)
    .shutdown_timeout(FINISH_WITHIN_SECONDS)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok((server, address))
}

#[cfg(unix)]
fn signal() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn signal() -> Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler the process could only be killed.
        let _ = tokio::signal::ctrl_c().await;
    })
}
