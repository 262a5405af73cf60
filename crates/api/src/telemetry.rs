//! Logs: one JSON line an event, in bunyan's form, to standard output.

use tracing_bunyan_formatter::{BunyanFormattingLayer, JsonStorageLayer};
use tracing_subscriber::{EnvFilter, Registry, layer::SubscriberExt};

/// Sends every log line of the process to standard output; `filter` as in `info,sqlx=warn`. Does nothing the second time.
pub fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let layer = BunyanFormattingLayer::new("ixchel".into(), std::io::stdout)
        .skip_fields(["file", "line", "target"].into_iter());
    let Ok(layer) = layer else {
        return;
    };
    let subscriber = Registry::default()
        .with(filter)
        .with(JsonStorageLayer)
        .with(layer);
    // A second start, as between tests, is harmless.
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        let _ = tracing_log::LogTracer::init();
    }
}
