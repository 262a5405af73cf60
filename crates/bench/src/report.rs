//! The figures as a Markdown table, and what machine they come from.

use std::time::Duration;

use crate::http::Figures;

/// One line of the table.
pub struct Row {
    pub engine: &'static str,
    pub size: &'static str,
    pub scenario: &'static str,
    pub http: Figures,
    pub plain: Figures,
    pub memory_mib: f64,
}

fn ms(duration: Duration) -> String {
    format!("{:.2}", duration.as_secs_f64() * 1000.0)
}

/// The table of docs/benchmarks.md.
pub fn print(rows: &[Row], clients: usize, seconds: u64) {
    println!("\n{}, {clients} clients, {seconds} s each\n", machine());
    println!(
        "| engine | size | request | HTTP /s | p50 ms | p99 ms | plain SQL /s | p99 ms | HTTP ÷ plain | API MiB |"
    );
    println!("|---|---|---|--:|--:|--:|--:|--:|--:|--:|");
    for row in rows {
        println!(
            "| {} | {} | {} | {:.0} | {} | {} | {:.0} | {} | {:.0} % | {:.0} |",
            row.engine,
            row.size,
            row.scenario,
            row.http.per_second,
            ms(row.http.p50),
            ms(row.http.p99),
            row.plain.per_second,
            ms(row.plain.p99),
            100.0 * row.http.per_second / row.plain.per_second.max(f64::MIN_POSITIVE),
            row.memory_mib,
        );
    }
}

/// The processor and its cores.
pub fn machine() -> String {
    let model = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            text.lines()
                .find_map(|line| {
                    line.strip_prefix("model name")
                        .and_then(|rest| rest.split_once(": "))
                })
                .map(|(_, name)| name.to_owned())
        });
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!(
        "{} ({cores} cores)",
        model.unwrap_or_else(|| "unknown processor".into())
    )
}
