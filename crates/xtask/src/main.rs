//! `cargo xtask`: the project's commands. Reads the command line and hands over; never does the work itself.

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::options::Options;

mod exec;
mod finish;
mod front;
mod interrupt;
mod options;
mod paths;
mod run;
mod say;
mod system;
mod tools;

fn main() -> ExitCode {
    say::start_clock();
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "front" => {
            tools::ensure_front()?;
            if let Err(error) = tools::ensure_wasm_opt() {
                say::step(format!("going on without wasm-opt: {error:#}"));
            }
            front::ensure_all(rest.first().map(String::as_str))
        }
        "run" => run::run(Options::new(rest)),
        "finish-front" => finish::run(),
        other => bail!("no command `{other}`; `cargo xtask help` lists them"),
    }
}
