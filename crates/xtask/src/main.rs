//! `cargo xtask`: the project's commands. Reads the command line and hands over; never does the work itself.

use anyhow::Result;

mod exec;
mod paths;
mod say;
mod system;
mod tools;

fn main() -> Result<()> {
    say::start_clock();
    tools::ensure_wasm_opt()?;
    tools::ensure_front()
}
