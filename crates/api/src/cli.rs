//! The command line of `ixchel`. Settings come from arguments, then the environment, then `ixchel.toml`; a command prints
//! what it did and nothing secret, but for a password it made itself, once.

use std::{collections::BTreeMap, io::Read, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use contract::oauth::{OauthClientInput, OauthScope};
use domain::{
    customer_search, oauth, passwords,
    sessions::{self, NewStaff},
};
use migration::{Migrator, MigratorTrait};

use crate::{
    Application, Settings, audit_cli, prepare,
    settings::{Raw, options::SETTINGS},
    telemetry,
};

/// Runs the command that the process was started with.
pub async fn run() -> ExitCode {
    let matches = command().get_matches();
    match dispatch(&matches).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ixchel: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Command {
    let mut command = Command::new("ixchel")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Traceability from bean to bar: the API, its database and its front ends")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("config")
                .long("config")
                .global(true)
                .value_name("FILE")
                .help("Settings file [env: IXCHEL_CONFIG] [default: ixchel.toml where it exists]"),
        );
    for setting in SETTINGS {
        let default = setting
            .default
            .map_or_else(String::new, |default| format!(" [default: {default}]"));
        command = command.arg(
            Arg::new(setting.key)
                .long(setting.argument())
                .global(true)
                .value_name("VALUE")
                .help(format!(
                    "{} [env: {}]{default}",
                    setting.help,
                    setting.variable()
                )),
        );
    }
    command
        .subcommand(
            Command::new("serve")
                .about("Serves the API, and the front ends whose folders are given"),
        )
        .subcommand(
            Command::new("migrate")
                .about("Brings the database to this version")
                .subcommand(Command::new("up").about("Applies every pending step"))
                .subcommand(
                    Command::new("down")
                        .about("Takes the last step back; what it held is lost")
                        .arg(
                            Arg::new("steps")
                                .long("steps")
                                .default_value("1")
                                .value_parser(clap::value_parser!(u32)),
                        ),
                )
                .subcommand(Command::new("status").about("Lists the steps")),
        )
        .subcommand(
            Command::new("seed").about("Loads the demonstration data into an empty database"),
        )
        .subcommand(
            Command::new("user")
                .about("People of the maker")
                .subcommand_required(true)
                .subcommand(user_create()),
        )
        .subcommand(audit_cli::command())
        .subcommand(
            Command::new("client")
                .about("Programs that sign in")
                .subcommand_required(true)
                .subcommand(client_create()),
        )
        .subcommand(
            Command::new("config")
                .about("Settings")
                .subcommand_required(true)
                .subcommand(
                    Command::new("check").about("Names every mistake in the settings at once"),
                ),
        )
}

fn user_create() -> Command {
    let text = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("TEXT").help(help)
    };
    Command::new("create")
        .about("Makes a staff account; prints a password it made itself unless one is given")
        .arg(text("email", "E-mail address").required(true))
        .arg(text("name", "Name").required(true))
        .arg(text("role", "viewer, user, manager, admin or platform_admin").default_value("admin"))
        .arg(text(
            "organization",
            "Slug of the organization; none for platform_admin",
        ))
        .arg(text(
            "organization-name",
            "Makes the organization under this name if there is none",
        ))
        .arg(
            Arg::new("password-stdin")
                .long("password-stdin")
                .action(ArgAction::SetTrue)
                .help("Reads the password from standard input"),
        )
}

fn client_create() -> Command {
    let text = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("TEXT").help(help)
    };
    let list = |name: &'static str, help: &'static str| {
        text(name, help)
            .action(ArgAction::Append)
            .value_delimiter(',')
    };
    Command::new("create")
        .about("Makes a program's client; prints its secret, once")
        .arg(text("organization", "Slug of the organization").required(true))
        .arg(text("name", "What the program is").required(true))
        .arg(
            list(
                "scope",
                "customers:read or internal:write; several by commas",
            )
            .required(true),
        )
        .arg(list(
            "cidr",
            "A network that it may call from; several by commas [default: anywhere]",
        ))
}

async fn dispatch(matches: &ArgMatches) -> Result<ExitCode> {
    let (name, inner) = matches.subcommand().context("no command")?;
    // Global arguments may stand before or after the command; clap hands them to the innermost.
    let mut innermost = inner;
    while let Some((_, deeper)) = innermost.subcommand() {
        innermost = deeper;
    }
    let mut raw = gather(innermost);
    if name == "config" {
        return Ok(check(&mut raw));
    }
    let settings = match raw.settings() {
        Ok(settings) => settings,
        Err(mistakes) => bail!("the settings are wrong:\n  {}", mistakes.join("\n  ")),
    };
    match name {
        "serve" => serve(settings, &raw).await?,
        "migrate" => migrate(&settings, inner).await?,
        "seed" => seed(&settings).await?,
        "user" => create_user(&settings, innermost).await?,
        "audit" => return audit_cli::run(&settings, innermost).await,
        "client" => create_client(&settings, innermost).await?,
        other => bail!("there is no command {other}"),
    }
    Ok(ExitCode::SUCCESS)
}

fn gather(matches: &ArgMatches) -> Raw {
    let mut arguments = BTreeMap::new();
    for setting in SETTINGS {
        if let Some(value) = matches.get_one::<String>(setting.key) {
            arguments.insert(setting.key, value.clone());
        }
    }
    let config = matches.get_one::<String>("config").map(PathBuf::from);
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Raw::gather(arguments, environment, config.as_deref())
}

fn check(raw: &mut Raw) -> ExitCode {
    let outcome = raw.settings();
    for warning in &raw.warnings {
        println!("warning: {warning}");
    }
    match outcome {
        Ok(_) => {
            println!("The settings are in order.");
            ExitCode::SUCCESS
        }
        Err(mistakes) => {
            for mistake in mistakes {
                println!("mistake: {mistake}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn serve(settings: Settings, raw: &Raw) -> Result<()> {
    telemetry::start(&raw.log_filter());
    for warning in &raw.warnings {
        tracing::warn!("{warning}");
    }
    prepare::before_serving(&settings).await?;
    let application = Application::build(settings).await?;
    tracing::info!(api = %application.address(), portal = application.portal_address().map(tracing::field::display), "listening");
    application.run_until_stopped().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn migrate(settings: &Settings, matches: &ArgMatches) -> Result<()> {
    let owner = prepare::as_owner(settings).await?;
    let connection = owner.unscoped();
    match matches.subcommand() {
        None | Some(("up", _)) => {
            prepare::migrate(&connection).await?;
            prepare::index_customers(&owner).await?;
            customer_search::forget_unused_words(&owner).await?;
        }
        Some(("down", inner)) => {
            let steps = inner.get_one::<u32>("steps").copied();
            Migrator::down(&connection, steps).await?;
        }
        Some(("status", _)) => {}
        Some((other, _)) => bail!("there is no command migrate {other}"),
    }
    let migrations = Migrator::get_migration_with_status(&connection).await?;
    for migration in migrations {
        println!("{:10} {}", migration.status().to_string(), migration.name());
    }
    owner.close().await;
    Ok(())
}

async fn seed(settings: &Settings) -> Result<()> {
    let owner = prepare::as_owner(settings).await?;
    let loaded = prepare::seed(&owner.unscoped(), settings).await?;
    prepare::index_customers(&owner).await?;
    owner.close().await;
    if loaded {
        println!("The demonstration data is loaded.");
    } else {
        println!("The database holds data already: nothing was changed.");
    }
    Ok(())
}

async fn create_user(settings: &Settings, matches: &ArgMatches) -> Result<()> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (password, made) = if matches.get_flag("password-stdin") {
        let mut given = String::new();
        std::io::stdin()
            .lock()
            .take(1024)
            .read_to_string(&mut given)?;
        (given.trim_end_matches(['\r', '\n']).to_owned(), false)
    } else {
        (passwords::generate(), true)
    };
    let role = text("role").unwrap_or_default();
    let staff = NewStaff {
        email: text("email").unwrap_or_default(),
        name: text("name").unwrap_or_default(),
        role: role
            .parse()
            .map_err(|_| anyhow::anyhow!("there is no role {role}"))?,
        organization: text("organization"),
        organization_name: text("organization-name"),
        password: &password,
    };
    let owner = prepare::as_owner(settings).await?;
    let outcome = sessions::create_staff(&owner, &staff).await;
    owner.close().await;
    match outcome {
        Ok(id) => println!("User {id} is made."),
        Err(domain::Error::Invalid(errors)) => bail!("{}", lines(&errors)),
        Err(domain::Error::Conflict(_)) => bail!("there is a user with this e-mail already"),
        Err(error) => return Err(error.into()),
    }
    if made {
        println!("Password, shown this once: {password}");
    }
    Ok(())
}

fn lines(errors: &[contract::FieldError]) -> String {
    let lines: Vec<String> = errors
        .iter()
        .map(|error| format!("{}: {}", error.field, error.message))
        .collect();
    lines.join("\n")
}

async fn create_client(settings: &Settings, matches: &ArgMatches) -> Result<()> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let list = |name: &str| -> Vec<String> {
        let given = matches.get_many::<String>(name);
        given.into_iter().flatten().cloned().collect()
    };
    let scopes: Result<Vec<OauthScope>, String> =
        list("scope").iter().map(|name| name.parse()).collect();
    let input = OauthClientInput {
        name: text("name").unwrap_or_default(),
        scopes: scopes
            .map_err(|_| anyhow::anyhow!("the scopes there are: customers:read, internal:write"))?,
        allowed_cidrs: list("cidr"),
        rate_limit_per_minute: None,
        expires_at: None,
    };
    let organization = text("organization").unwrap_or_default();
    let owner = prepare::as_owner(settings).await?;
    let outcome = oauth::create_for(&owner, &organization, &input).await;
    owner.close().await;
    match outcome {
        Ok(made) => {
            println!("Client {} is made.", made.client.client_id);
            println!(
                "Secret, shown this once: {}",
                made.client_secret.unwrap_or_default()
            );
            Ok(())
        }
        Err(domain::Error::Invalid(errors)) => bail!("{}", lines(&errors)),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }
}
