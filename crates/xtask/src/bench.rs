//! Hands measuring and loading over to the crate `bench`, built for speed. Measures nothing itself.

use std::process::Command;

use anyhow::Result;

use crate::{exec, paths, tools};

/// The commands that the crate brings, with what they explain of themselves.
pub const COMMANDS: [(&str, &str); 2] = [
    (
        "bench",
        "measures the hot paths over HTTP beside the same queries in plain prepared SQL",
    ),
    ("load", "makes the full-capacity data set"),
];

/// Whether the crate is in this workspace.
pub fn is_there() -> bool {
    paths::root().join("crates/bench/Cargo.toml").is_file()
}

/// Runs it with the command's name and options as they came.
pub fn run(arguments: &[String]) -> Result<()> {
    exec::shown(
        "bench",
        Command::new(tools::cargo())
            .args(["run", "--quiet", "--release", "--package", "bench", "--"])
            .args(arguments)
            .current_dir(paths::root()),
    )
}
