//! From settings to a running server, for the binary and for tests alike. Everything shared is made here, once, before
//! any worker exists.

use std::{future::Future, net::SocketAddr, time::Duration};

use actix_web::{
    App, HttpServer,
    dev::{Server, ServerHandle},
    middleware::from_fn,
    web,
};
use anyhow::{Context, Result};
use domain::{Db, db::DbOptions};

use crate::{
    auth::{Keys, admit},
    http::{cors, envelope, unmatched},
    limits::SlidingWindow,
    routes,
    settings::Settings,
    state::State,
};

/// What is under way may take so long after a stop was asked for.
const FINISH_WITHIN_SECONDS: u64 = 20;

/// A server that listens already and serves once run.
pub struct Application {
    server: Server,
    address: SocketAddr,
    db: Db,
}

impl Application {
    pub async fn build(settings: Settings) -> Result<Self> {
        let options = DbOptions {
            min_connections: settings.db_min_connections,
            max_connections: settings.db_max_connections,
            ..DbOptions::default()
        };
        let db = Db::connect(&settings.database_url, &options).await?;
        let listener = std::net::TcpListener::bind(settings.bind)
            .with_context(|| format!("cannot listen on {}", settings.bind))?;
        let address = listener.local_addr()?;
        let keys = match &settings.jwt_key_file {
            Some(path) => Keys::read(path)?,
            None => anyhow::bail!("no key file"),
        };
        let public = if settings.public_url.is_empty() {
            format!("http://{address}")
        } else {
            settings.public_url.clone()
        };
        let state = web::Data::new(State {
            db: db.clone(),
            keys,
            https: public.starts_with("https://"),
            issuer: public.clone(),
            trusted_proxies: settings.trusted_proxies.clone(),
            origins: vec![public],
            sign_ins: SlidingWindow::new(settings.rate_limit_login_per_minute),
        });
        let allowed = settings.cors_allowed_origins.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(state.clone())
                .wrap(from_fn(admit))
                .wrap(cors(&allowed))
                .wrap(from_fn(envelope))
                .configure(routes::configure)
                .default_service(web::to(unmatched))
        })
        .workers(settings.workers)
        .client_request_timeout(Duration::from_secs(10))
        .shutdown_timeout(FINISH_WITHIN_SECONDS)
        .disable_signals()
        .listen(listener)?
        .run();
        Ok(Self {
            server,
            address,
            db,
        })
    }

    /// Where the API listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` resolves, finishes what is under way and closes the pool.
    pub async fn run_until(self, stop: impl Future<Output = ()>) -> Result<()> {
        let handle: ServerHandle = self.server.handle();
        let serving = self.server;
        tokio::pin!(serving);
        tokio::select! {
            ended = &mut serving => ended?,
            () = stop => {
                tracing::info!("stopping");
                let stopping = handle.stop(true);
                let (_, ended) = tokio::join!(stopping, serving);
                ended?;
            }
        }
        self.db.close().await;
        Ok(())
    }
}
