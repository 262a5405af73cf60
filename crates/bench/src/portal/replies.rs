//! How long a shop waits for each of the portal's replies: every page's request, at full size, on both engines.

use std::time::Duration;

use anyhow::{Result, bail};

use crate::{
    BenchOptions, Engine, Size, SizeName, data, http, report,
    run::{self, Tokens, pick},
    server::{self, Server},
};

/// What is promised for every reply of the portal, sign-in aside.
const PROMISE: Duration = Duration::from_millis(50);

/// A request: the path for the nth of a shop's orders.
type Path = fn(Size, i64, i64) -> String;

const REQUESTS: [(&str, Path); 8] = [
    ("order list", |_, _, _| "/api/portal/customer/orders".into()),
    ("order list, page 2 of its status", |_, _, _| {
        "/api/portal/customer/orders?status=delivered&page=2&limit=5".into()
    }),
    ("order list, search and sort", |_, _, _| {
        "/api/portal/customer/orders?search=lanqu&sort=-total_items".into()
    }),
    ("order", |scale, shop, nth| {
        format!(
            "/api/portal/customer/orders/{}",
            data::order_id(scale, shop, nth)
        )
    }),
    ("shipment", |scale, shop, nth| {
        format!(
            "/api/portal/customer/shipments/{}",
            data::order_id(scale, sending(shop), nth)
        )
    }),
    ("who one is", |_, _, _| "/api/portal/customer/me".into()),
    ("branding", |_, _, _| "/api/portal/customer/branding".into()),
    ("provenance of a lot", |scale, shop, nth| {
        format!(
            "/api/provenance/L-{}",
            (shop * 31 + nth * 977) % scale.batches
        )
    }),
];

/// A shop whose orders are all shipped in the made data: those of ids that end in 0 to 7.
fn sending(shop: i64) -> i64 {
    shop % 8
}

pub async fn measure(options: &BenchOptions) -> Result<()> {
    let mut worst = Duration::ZERO;
    println!(
        "| engine | request | /s | p50 ms | p99 ms |  ({} clients, {} s each, {})",
        options.clients,
        options.seconds,
        report::machine()
    );
    println!("|---|---|--:|--:|--:|");
    for (engine, name) in [(Engine::Postgres, "PostgreSQL"), (Engine::Sqlite, "SQLite")] {
        if !options.engines.contains(&engine) {
            continue;
        }
        let database = run::prepare(options, engine, SizeName::Full, "bench_full").await?;
        let server = Server::start(server::command(
            &options.server,
            &database.app,
            database.owner.as_deref(),
            &options.folder,
        ))
        .await?;
        let (Tokens { shops, .. }, _) = run::sign_in(&server, SizeName::Full).await?;
        for (what, path) in REQUESTS {
            let (shops, scale) = (shops.clone(), options.size);
            let request = move |n: u64| {
                let (shop, nth) = pick(n, scale);
                let path = path(scale, shop, nth);
                let owner = if what == "shipment" {
                    sending(shop)
                } else {
                    shop
                };
                (path, shops[owner as usize % shops.len()].clone())
            };
            let figures =
                http::measure(server.address, options.clients, options.seconds, request).await?;
            println!(
                "| {name} | {what} | {:.0} | {:.2} | {:.2} |",
                figures.per_second,
                figures.p50.as_secs_f64() * 1000.0,
                figures.p99.as_secs_f64() * 1000.0
            );
            worst = worst.max(figures.p99);
        }
    }
    println!();
    if worst > PROMISE {
        bail!(
            "the slowest p99 is {} ms; the promise is {} ms",
            worst.as_millis(),
            PROMISE.as_millis()
        );
    }
    Ok(())
}
