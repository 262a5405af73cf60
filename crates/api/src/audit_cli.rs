//! `ixchel audit verify`: goes through the chains and says what it found, a line an organization. Changes nothing.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Arg, ArgMatches, Command};
use domain::audit::{self, Report};

use crate::{Settings, prepare};

pub fn command() -> Command {
    Command::new("audit")
        .about("The audit log")
        .subcommand_required(true)
        .subcommand(
            Command::new("verify")
                .about("Makes every link of the audit log's chains anew and names the first that does not fit")
                .arg(
                    Arg::new("organization")
                        .long("organization")
                        .value_name("SLUG")
                        .help("This organization's chain alone"),
                )
                .arg(
                    Arg::new("head")
                        .long("head")
                        .value_name("HEX")
                        .help("A link noted earlier, from GET /api/audit-chain or the service's log: it must still be there"),
                ),
        )
}

/// Runs the command.
pub async fn run(settings: &Settings, matches: &ArgMatches) -> Result<ExitCode> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (lines, whole) = verify(settings, text("organization"), text("head")).await?;
    for line in lines {
        println!("{line}");
    }
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What there is to say, and whether everything fits.
///
/// # Errors
/// A sentence for the operator: no such organization, no database.
pub async fn verify(
    settings: &Settings,
    organization: Option<&str>,
    head: Option<&str>,
) -> Result<(Vec<String>, bool)> {
    let head = head.map(str::to_lowercase);
    let owner = prepare::as_owner(settings).await?;
    let outcome = audit::verify(&owner, organization, head.as_deref()).await;
    owner.close().await;
    let reports = match outcome {
        Ok(reports) => reports,
        Err(domain::Error::NotFound) => bail!("there is no such organization"),
        Err(error) => return Err(error.into()),
    };
    let mut lines: Vec<String> = reports.iter().map(line).collect();
    let whole = reports.iter().all(|report| report.fault.is_none());
    let held = head.is_none() || reports.iter().any(|report| report.holds_head);
    if !held {
        lines.push("BROKEN: the head that was given is a link of none of these chains".into());
    }
    Ok((lines, whole && held))
}

fn line(report: &Report) -> String {
    let name = report
        .organization
        .as_deref()
        .unwrap_or("(no organization)");
    let (rows, sealed) = (report.rows, report.sealed);
    let head = report.head.as_deref().unwrap_or("none");
    let Some(fault) = &report.fault else {
        return format!("{name}: {rows} rows, {sealed} sealed, head {head}");
    };
    let place = |word: &str, number: Option<i64>| {
        number.map_or_else(String::new, |number| format!(", {word} {number}"))
    };
    format!(
        "{name}: BROKEN{}{}: {}. {rows} rows, {sealed} links fit, head {head}",
        place("link", fault.seq),
        place("row", fault.row),
        fault.what
    )
}

#[cfg(test)]
mod tests {
    use domain::audit::Fault;

    use super::*;

    #[test]
    fn a_line_names_the_place() {
        let mut report = Report {
            organization: Some("cacao-ixchel".into()),
            rows: 7,
            sealed: 5,
            head: Some("ab".into()),
            fault: None,
            holds_head: false,
        };
        assert_eq!(line(&report), "cacao-ixchel: 7 rows, 5 sealed, head ab");
        report.fault = Some(Fault {
            seq: Some(6),
            row: Some(9),
            what: "the row was changed",
        });
        assert_eq!(
            line(&report),
            "cacao-ixchel: BROKEN, link 6, row 9: the row was changed. 7 rows, 5 links fit, head ab"
        );
    }
}
