//! `cargo xtask`: the project's commands. Reads the command line and hands over; never does the work itself.

use std::env;
use std::process::ExitCode;

mod bench;
mod browser;
mod commands;
mod exec;
mod finish;
mod front;
mod interrupt;
mod licences;
mod options;
mod paths;
mod postgres;
mod readme;
mod run;
mod say;
mod system;
mod tally;
mod test;
mod tidy;
mod tools;

fn main() -> ExitCode {
    say::start_clock();
    let arguments: Vec<String> = env::args().skip(1).collect();
    match commands::dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
