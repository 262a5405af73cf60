//! The list of commands: what each is called, what it explains of itself and where it goes.

use anyhow::{Result, bail};

use crate::options::Options;
use crate::{bench, finish, front, run, say, test, tools};

struct Command {
    name: &'static str,
    help: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const COMMANDS: [Command; 5] = [
    Command {
        name: "run",
        help: "\
builds both front ends and the server, migrates, loads the demonstration data and starts it all
  --port N          the API and the staff's application (8080)
  --portal-port N   the shops' portal (8081)
  --fresh           starts with new demonstration data
  --logs            shows the server's log here instead of writing it to data/ixchel.log",
        run: |rest| run::run(Options::new(rest)),
    },
    Command {
        name: "test",
        help: "\
runs every check: format, lints, unit tests, schema and API on SQLite and PostgreSQL, front ends, browser
  --only a,b        only these steps: {steps}",
        run: |rest| test::run(Options::new(rest)),
    },
    Command {
        name: "front",
        help: "\
builds the front ends into the build folder, where something has changed
  portal | provenance | admin    only that one (portal brings the page of a lot with it)",
        run: build_front,
    },
    Command {
        name: "tools",
        help: "\
installs what the front ends are built with into the build folder; `run` and `test` do so by themselves",
        run: |rest| {
            Options::new(rest).finish()?;
            tools::ensure_front()?;
            tools::ensure_wasm_opt()?;
            say::step(format!("tools are in {}", crate::paths::tools().join("bin").display()));
            Ok(())
        },
    },
    Command {
        name: "help",
        help: "shows this",
        run: |_| {
            help();
            Ok(())
        },
    },
];

/// Whether `cargo xtask NAME` is there for people.
pub fn exists(name: &str) -> bool {
    COMMANDS.iter().any(|command| command.name == name)
        || (bench::is_there() && bench::COMMANDS.iter().any(|(command, _)| *command == name))
}

/// Runs what the command line asks for.
pub fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        help();
        return Ok(());
    };
    if let Some(command) = COMMANDS.iter().find(|command| command.name == name) {
        return (command.run)(rest);
    }
    match name.as_str() {
        "--help" | "-h" => {
            help();
            Ok(())
        }
        // Trunk's hook, not for people: see Trunk.toml.
        "finish-front" => finish::run(),
        _ if exists(name) => bench::run(arguments),
        _ => bail!("no command `{name}`; `cargo xtask help` lists them"),
    }
}

fn help() {
    println!("cargo xtask COMMAND\n");
    for command in &COMMANDS {
        explain(
            command.name,
            &command.help.replace("{steps}", &test::keys()),
        );
    }
    if bench::is_there() {
        for (name, help) in bench::COMMANDS {
            explain(name, help);
        }
    }
}

fn explain(name: &str, help: &str) {
    println!("{name:<8}{}", help.replace('\n', "\n        "));
}

fn build_front(rest: &[String]) -> Result<()> {
    let only = rest.first().map(String::as_str);
    if let Some(name) = only.filter(|name| front::FRONTS.iter().all(|front| front.name != *name)) {
        bail!("no front end `{name}`: there are portal, provenance and admin");
    }
    tools::ensure_front()?;
    tools::wish_wasm_opt();
    front::ensure_all(only)
}
