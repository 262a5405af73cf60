//! The first visit on a slow phone: from the start of the navigation until the sign-in form is painted and takes keys.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::{PortalOptions, driver::Driver};
use crate::server::{self, Server};

/// A connection as DevTools throttles it: bits a second and the latency added to each request.
struct Network {
    name: &'static str,
    down: f64,
    up: f64,
    latency_ms: f64,
}

/// Chromium's own presets of these names (front_end/core/sdk/NetworkManager.ts): 9 Mbit/s less 10 %, and 1.6 Mbit/s less
/// 10 %, with latencies adjusted for throttling by the request instead of by the packet.
const NETWORKS: [Network; 2] = [
    Network {
        name: "4G (DevTools' Fast 4G)",
        down: 9e6 * 0.9,
        up: 1.5e6 * 0.9,
        latency_ms: 60.0 * 2.75,
    },
    Network {
        name: "poor 4G (DevTools' Slow 4G)",
        down: 1.6e6 * 0.9,
        up: 0.75e6 * 0.9,
        latency_ms: 150.0 * 3.75,
    },
];

const SLOWDOWN: f64 = 4.0;

/// What the specification promises on 4G.
const PROMISE: Duration = Duration::from_millis(2500);

/// Notes the moment when the form stands, has been painted and the main thread is free for a key.
const WATCH: &str = "
const watch = new MutationObserver(() => {
  const box = document.querySelector('#email');
  if (!box || box.disabled || !document.querySelector('form button[type=submit]')) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
});
watch.observe(document, {childList: true, subtree: true, attributes: true});";

const FIGURES: &str = "
const paint = performance.getEntriesByName('first-contentful-paint')[0];
const files = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
return {
  usable: window.usableAt || null,
  paint: paint ? paint.startTime : null,
  bytes: files.reduce((sum, file) => sum + file.transferSize, 0),
  requests: files.length,
};";

pub async fn measure(options: &PortalOptions) -> Result<()> {
    let portal = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    let common = &options.common;
    let database = common.folder.join("bench_portal_page.db");
    let mut command = server::command(
        &common.server,
        &format!("sqlite://{}", database.display()),
        None,
        &common.folder,
    );
    command
        .env("IXCHEL_PORTAL_DIR", &options.portal_dir)
        .env("IXCHEL_PORTAL_BIND", portal.to_string())
        .env("IXCHEL_PORTAL_URL", format!("http://{portal}"))
        .env("IXCHEL_CORS_ALLOWED_ORIGINS", format!("http://{portal}"));
    let server = Server::start(command).await?;
    let url = format!("http://{portal}/portal/customer");
    println!(
        "── sign-in form, first visit, {SLOWDOWN}× CPU slowdown, {} visits\n",
        options.visits
    );
    println!(
        "| connection | usable ms: min | median | max | first paint | KB as sent | requests |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let mut kept = true;
    for (place, network) in NETWORKS.iter().enumerate() {
        let mut visits = Vec::new();
        for _ in 0..options.visits {
            visits.push(visit(options, network, &url).await?);
        }
        let median = print(network, &visits);
        kept &= place > 0 || median < PROMISE.as_secs_f64() * 1000.0;
    }
    drop(server);
    println!();
    if !kept {
        bail!("the form is usable later than {} ms", PROMISE.as_millis());
    }
    Ok(())
}

/// One visit with a browser of its own: nothing is cached or warm.
async fn visit(options: &PortalOptions, network: &Network, url: &str) -> Result<Value> {
    let common = &options.common;
    let driver = Driver::start(&options.chromedriver, &options.chromium, &common.folder).await?;
    let figures = async {
        driver.devtools("Network.enable", json!({})).await?;
        driver
            .devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({"source": WATCH}),
            )
            .await?;
        driver
            .devtools("Emulation.setCPUThrottlingRate", json!({"rate": SLOWDOWN}))
            .await?;
        driver
            .devtools(
                "Network.emulateNetworkConditions",
                json!({
                    "offline": false, "latency": network.latency_ms,
                    "downloadThroughput": network.down / 8.0, "uploadThroughput": network.up / 8.0,
                }),
            )
            .await?;
        driver.open(url).await?;
        let begun = Instant::now();
        loop {
            let figures = driver.run(FIGURES).await?;
            if figures["usable"].is_number() {
                return Ok(figures);
            }
            if begun.elapsed() > Duration::from_secs(60) {
                bail!("the sign-in form does not come: {figures}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    .await;
    driver.end().await;
    figures
}

/// Prints the row and gives the median in milliseconds.
fn print(network: &Network, visits: &[Value]) -> f64 {
    let sorted = |name: &str| {
        let mut values: Vec<f64> = visits
            .iter()
            .filter_map(|visit| visit[name].as_f64())
            .collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let middle = |values: &[f64]| values.get(values.len() / 2).copied().unwrap_or(f64::NAN);
    let usable = sorted("usable");
    println!(
        "| {} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} |",
        network.name,
        usable.first().copied().unwrap_or(f64::NAN),
        middle(&usable),
        usable.last().copied().unwrap_or(f64::NAN),
        middle(&sorted("paint")),
        middle(&sorted("bytes")) / 1000.0,
        middle(&sorted("requests")),
    );
    middle(&usable)
}
