//! What the commands print: progress lines that carry the seconds since the start.
//! Never decides anything and never runs anything.

use std::fmt::Display;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

static START: OnceLock<Instant> = OnceLock::new();

/// Starts the clock that every progress line shows.
pub fn start_clock() {
    START.get_or_init(Instant::now);
}

/// Time since the command was started.
pub fn elapsed() -> Duration {
    START.get_or_init(Instant::now).elapsed()
}

/// One progress line: `[  12 s] text`.
pub fn step(text: impl Display) {
    println!("[{:>4} s] {text}", elapsed().as_secs());
}

/// A line of detail below a progress line.
pub fn note(text: impl Display) {
    println!("         {text}");
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", time.as_secs_f64()),
        10..=119 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// A size for people, in thousands of bytes.
pub fn kilobytes(bytes: u64) -> String {
    format!("{:.0} KB", bytes as f64 / 1000.0)
}
