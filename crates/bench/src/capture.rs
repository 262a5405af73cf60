//! What the service really sends to PostgreSQL for one request, read from the server's own log, so that the baseline
//! is the same SQL and stays so when the code changes.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use regex::Regex;
use serde_json::Value;

/// One statement with its parameters as text, in order.
#[derive(Debug, Clone)]
pub struct Statement {
    pub sql: String,
    pub parameters: Vec<Option<String>>,
}

/// Where the log stood.
pub struct Mark(u64);

fn newest(folder: &Path) -> Result<std::path::PathBuf> {
    fs::read_dir(folder)?
        .filter_map(std::result::Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .max()
        .context("PostgreSQL writes no JSON log")
}

pub fn mark(folder: &Path) -> Result<Mark> {
    Ok(Mark(fs::metadata(newest(folder)?)?.len()))
}

/// The statements logged since, without what begins and ends transactions and without the session check, which the
/// baseline does not have.
pub fn since(folder: &Path, mark: &Mark) -> Result<Vec<Statement>> {
    let log = fs::read(newest(folder)?)?;
    let text =
        String::from_utf8_lossy(&log[usize::try_from(mark.0)?.min(log.len())..]).into_owned();
    let executed = Regex::new(r"(?s)^execute [^:]*: (.*)$")?;
    let parameter = Regex::new(r"\$(\d+) = (?:'((?:[^']|'')*)'|NULL)")?;
    let mut statements = Vec::new();
    for line in text.lines() {
        let Ok(entry) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let Some(sql) = entry["message"]
            .as_str()
            .and_then(|m| executed.captures(m))
            .map(|c| c[1].to_owned())
        else {
            continue;
        };
        if sql.contains("revoked_tokens") || !sql.to_uppercase().contains("SELECT") {
            continue;
        }
        let detail = entry["detail"].as_str().unwrap_or_default();
        let parameters = parameter
            .captures_iter(detail)
            .map(|c| c.get(2).map(|value| value.as_str().replace("''", "'")))
            .collect();
        statements.push(Statement {
            sql: sql.trim().to_owned(),
            parameters,
        });
    }
    Ok(statements)
}

/// The statement text with each `$n` replaced by what `value` makes of its parameter.
pub fn fill(statement: &Statement, value: impl Fn(Option<&str>) -> String) -> Result<String> {
    let placeholder = Regex::new(r"\$(\d+)")?;
    Ok(placeholder
        .replace_all(&statement.sql, |c: &regex::Captures<'_>| {
            let index = c[1].parse::<usize>().unwrap_or(1) - 1;
            value(statement.parameters.get(index).and_then(Option::as_deref))
        })
        .into_owned())
}
