//! The README's commands are commands. Never runs them: the steps around it do.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{commands, paths};

/// The README names both commands of a fresh machine, and every `cargo xtask …` in it exists.
pub fn check() -> Result<()> {
    let text = fs::read_to_string(paths::root().join("README.md")).context("README.md")?;
    check_text(&text)
}

fn check_text(text: &str) -> Result<()> {
    let named = subcommands(text);
    for needed in ["run", "test"] {
        ensure!(
            named.contains(needed),
            "README.md does not name `cargo xtask {needed}`"
        );
    }
    for name in named {
        ensure!(
            commands::exists(&name),
            "README.md names `cargo xtask {name}`, which does not exist"
        );
    }
    Ok(())
}

/// The words that follow `cargo xtask`.
fn subcommands(text: &str) -> BTreeSet<String> {
    text.split("cargo xtask ")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mention_is_checked() {
        let both = "`cargo xtask run` and\n    cargo xtask test --only fmt";
        assert!(check_text(both).is_ok());
        assert!(check_text("`cargo xtask run`").is_err());
        assert!(check_text(&format!("{both} `cargo xtask fly`")).is_err());
    }
}
