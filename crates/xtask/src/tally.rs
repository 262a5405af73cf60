//! Runs cargo's tests and counts them. Never decides what is run.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::{exec, interrupt, say};

/// A step that hangs must not hold a CI machine for ever.
const STEP_LIMIT: Duration = Duration::from_secs(50 * 60);

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// A step that is one test by itself.
    pub fn one(passed: bool) -> Self {
        Self {
            passed: passed.into(),
            failed: (!passed).into(),
        }
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Reads libtest's `test result: ok. 3 passed; 0 failed; …`.
    fn from_line(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("test result: ")?;
        let count = |word: &str| {
            let (before, _) = counts.split_once(word)?;
            before.rsplit([' ', '.']).next()?.parse().ok()
        };
        Some(Self {
            passed: count(" passed")?,
            failed: count(" failed")?,
        })
    }
}

/// Runs `cargo test …` with its output shown and sums its results; not compiling counts as one failed test.
pub fn cargo_tests(command: &mut Command) -> Result<Tally> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        // One group, so that test programs and what they started end with cargo.
        .process_group(0)
        .spawn()
        .context("cargo does not start")?;
    let pipe = child.stdout.take().context("cargo's output")?;
    let reader = thread::spawn(move || {
        let mut tally = Tally::default();
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            tally.add(Tally::from_line(&line).unwrap_or_default());
            println!("{line}");
        }
        tally
    });
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if interrupt::asked() || begun.elapsed() > STEP_LIMIT {
            exec::signal_group("TERM", child.id());
            thread::sleep(Duration::from_secs(2));
            exec::signal_group("KILL", child.id());
            child.wait()?;
            say::step("ended before it was finished");
            break None;
        }
        thread::sleep(Duration::from_millis(50));
    };
    let mut tally = reader.join().unwrap_or_default();
    if !status.is_some_and(|status| status.success()) && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        let tally = Tally {
            passed: 12,
            failed: 3,
        };
        assert_eq!(Tally::from_line(line), Some(tally));
        assert_eq!(Tally::from_line("test result_is_shown ... ok"), None);
    }
}
