//! Where the API is and whose portal this is: read once at start from `/config.json` beside the bundle, so that one
//! build serves every deployment. Without that file the API is taken to be on this host's port 8080.

use gloo_net::http::Request;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Config {
    /// The API's origin, without a slash at the end.
    pub api_url: String,
    /// The slug of the organization whose portal this is, where an address serves just one.
    #[serde(default)]
    pub organization: Option<String>,
}

impl Config {
    /// The API on the page's own origin: the staff's application is served by it.
    pub fn same_origin() -> Self {
        Self {
            api_url: String::new(),
            organization: None,
        }
    }

    pub async fn load() -> Self {
        match fetch().await {
            Some(config) => Self {
                api_url: config.api_url.trim_end_matches('/').to_owned(),
                ..config
            },
            None => Self {
                api_url: neighbour(),
                organization: None,
            },
        }
    }
}

/// Starts an application: reads the configuration, takes the static shell (`#shell`) away and mounts in its place.
pub fn start<V: IntoView + 'static>(app: impl FnOnce(Config) -> V + 'static) {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    // Leptos has no executor before something is mounted.
    wasm_bindgen_futures::spawn_local(async {
        let config = Config::load().await;
        if let Some(shell) = document().get_element_by_id("shell") {
            shell.remove();
        }
        mount_to_body(move || app(config));
    });
}

async fn fetch() -> Option<Config> {
    let reply = Request::get("/config.json").send().await.ok()?;
    if !reply.ok() {
        return None;
    }
    serde_json::from_str(&reply.text().await.ok()?).ok()
}

fn neighbour() -> String {
    let location = window().location();
    let protocol = location.protocol().unwrap_or_else(|_| "http:".to_owned());
    let host = location
        .hostname()
        .unwrap_or_else(|_| "127.0.0.1".to_owned());
    format!("{protocol}//{host}:8080")
}
