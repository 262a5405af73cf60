//! What was measured, as the Markdown tables of docs/benchmarks.md.

use std::time::Duration;

use super::{M2mOptions, load::Sample, questions::KINDS};
use crate::report::machine;

/// One engine's figures.
pub struct Outcome {
    pub engine: &'static str,
    pub samples: Vec<Sample>,
    /// Answers a second at full speed.
    pub saturated: f64,
    pub rebuild: Duration,
    pub bytes: i64,
    pub before_mib: f64,
    pub after_steady_mib: f64,
    /// After full speed.
    pub after_mib: f64,
    pub peak_mib: f64,
}

impl Outcome {
    pub fn p95(&self) -> Duration {
        at(&sorted(self.samples.iter()), 0.95)
    }
}

fn sorted<'a>(samples: impl Iterator<Item = &'a Sample>) -> Vec<Duration> {
    let mut waited: Vec<Duration> = samples.map(|sample| sample.waited).collect();
    waited.sort_unstable();
    waited
}

/// The smallest of which so large a share is no larger.
fn at(waited: &[Duration], share: f64) -> Duration {
    let place = (waited.len() as f64 * share).ceil() as usize;
    waited
        .get(place.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

fn quantiles(waited: &[Duration]) -> String {
    [0.50, 0.95, 0.99, 1.0]
        .map(|share| format!("{:.2}", at(waited, share).as_secs_f64() * 1000.0))
        .join(" | ")
}

fn found(samples: &[&Sample]) -> f64 {
    let found = samples.iter().filter(|sample| sample.found).count();
    100.0 * found as f64 / samples.len().max(1) as f64
}

pub fn print(options: &M2mOptions, outcomes: &[Outcome]) {
    println!(
        "\n{}; {} customers, {} connections, {}/s for {} s, then {} s at full speed\n",
        machine(),
        options.common.size.customers,
        options.common.clients,
        options.rate,
        options.steady_seconds,
        options.common.seconds
    );
    println!(
        "| engine | p50 ms | p95 ms | p99 ms | max ms | found | full speed /s | MiB before | after | after full speed | peak | rebuild s | database MiB |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for outcome in outcomes {
        let all: Vec<&Sample> = outcome.samples.iter().collect();
        println!(
            "| {} | {} | {:.0} % | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} | {:.0} |",
            outcome.engine,
            quantiles(&sorted(all.iter().copied())),
            found(&all),
            outcome.saturated,
            outcome.before_mib,
            outcome.after_steady_mib,
            outcome.after_mib,
            outcome.peak_mib,
            outcome.rebuild.as_secs_f64(),
            outcome.bytes as f64 / 1024.0 / 1024.0
        );
    }
    println!("\n| engine | question | asked | found | p50 ms | p95 ms | p99 ms | max ms |");
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    for outcome in outcomes {
        for (kind, (name, _)) in KINDS.iter().enumerate() {
            let of_kind: Vec<&Sample> = outcome
                .samples
                .iter()
                .filter(|sample| sample.kind == kind)
                .collect();
            println!(
                "| {} | {name} | {} | {:.0} % | {} |",
                outcome.engine,
                of_kind.len(),
                found(&of_kind),
                quantiles(&sorted(of_kind.iter().copied()))
            );
        }
    }
    println!();
}
