//! Checks over the crates' Cargo.toml files, read line by line: the few forms the workspace uses need no parser.

use super::{Complaints, Source};

/// Which of our crates each may use: contract ← ui-kit ← the front ends; contract, entities ← domain ← api.
const ARROWS: [(&str, &[&str]); 14] = [
    ("contract", &[]),
    ("entities", &[]),
    ("migration", &[]),
    ("domain", &["contract", "entities"]),
    ("api", &["contract", "domain", "migration"]),
    ("integration", &["contract"]),
    ("ui-kit", &["contract"]),
    ("portal-ui", &["contract", "ui-kit"]),
    ("provenance-ui", &["contract", "ui-kit"]),
    ("admin-ui", &["contract", "ui-kit"]),
    ("xtask", &[]),
    ("bench", &["api", "contract", "domain", "migration"]),
    // They fill what the service itself fills beside the seed: the search index.
    ("tests", &["api", "contract", "domain", "migration"]),
    ("dist", &[]),
];

/// Tests of a crate may look further than the crate itself.
const IN_TESTS: [(&str, &[&str]); 2] = [("migration", &["entities"]), ("domain", &["migration"])];

fn allowed(
    table: &[(&str, &'static [&'static str])],
    name: &str,
) -> Option<&'static [&'static str]> {
    table
        .iter()
        .find(|(crate_name, _)| *crate_name == name)
        .map(|(_, uses)| *uses)
}

fn manifests(sources: &[Source]) -> impl Iterator<Item = (&str, &Source)> {
    sources.iter().filter_map(|source| {
        let folder = source.path.strip_suffix("/Cargo.toml")?;
        Some((folder.rsplit('/').next()?, source))
    })
}

/// The dependencies of a manifest: line number, section, name, the rest of the line.
fn dependencies(manifest: &Source) -> Vec<(usize, &str, &str, &str)> {
    let mut section = "";
    let mut found = Vec::new();
    for (number, line) in manifest.text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            if let Some((before, name)) = section.rsplit_once('.')
                && before.ends_with("dependencies")
            {
                found.push((number + 1, before, name, ""));
            }
        } else if section.ends_with("dependencies")
            && let Some((name, rest)) = line.split_once('=')
            && !line.starts_with('#')
        {
            found.push((
                number + 1,
                section,
                name.trim().trim_end_matches(".workspace"),
                rest,
            ));
        }
    }
    found
}

pub fn along_the_arrows(sources: &[Source]) -> Complaints {
    let mut complaints = Vec::new();
    for (crate_name, manifest) in manifests(sources) {
        let Some(uses) = allowed(&ARROWS, crate_name) else {
            complaints.push(format!("{}: this crate has no arrows yet", manifest.path));
            continue;
        };
        for (line, section, name, _) in dependencies(manifest) {
            let ours = allowed(&ARROWS, name).is_some();
            let in_tests = section.ends_with("dev-dependencies")
                && allowed(&IN_TESTS, crate_name).is_some_and(|more| more.contains(&name));
            if ours && !uses.contains(&name) && !in_tests {
                complaints.push(manifest.at(line, &format!("{crate_name} must not use {name}")));
            }
        }
    }
    complaints
}

pub fn versions_in_one_place(sources: &[Source]) -> Complaints {
    let mut complaints = Vec::new();
    for (_, manifest) in manifests(sources) {
        for (line, _, name, rest) in dependencies(manifest) {
            let text = manifest.text.lines().nth(line - 1).unwrap_or_default();
            if !rest.is_empty() && !text.contains("workspace = true") {
                complaints
                    .push(manifest.at(line, &format!("{name} is not taken from the workspace")));
            }
        }
    }
    complaints
}

pub fn common_lints(sources: &[Source]) -> Complaints {
    manifests(sources)
        .filter(|(_, manifest)| !manifest.text.contains("[lints]\nworkspace = true"))
        .map(|(_, manifest)| format!("{}: no `[lints] workspace = true`", manifest.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    #[test]
    fn a_front_end_must_not_see_entities() {
        let text = "[dependencies]\ncontract = { workspace = true }\nentities.workspace = true\n";
        let found = along_the_arrows(&[source("crates/portal-ui/Cargo.toml", text)]);
        assert_eq!(
            found,
            ["crates/portal-ui/Cargo.toml:3: portal-ui must not use entities"]
        );
    }

    #[test]
    fn tests_may_look_further() {
        let text = "[dev-dependencies]\nentities = { workspace = true }\n[dependencies.domain]\nworkspace = true\n";
        let found = along_the_arrows(&[source("crates/migration/Cargo.toml", text)]);
        assert_eq!(
            found,
            ["crates/migration/Cargo.toml:3: migration must not use domain"]
        );
    }

    #[test]
    fn a_version_of_its_own_is_found() {
        let text = "[dependencies]\nserde = { workspace = true }\nrand = \"0.9\"\n";
        let found = versions_in_one_place(&[source("crates/api/Cargo.toml", text)]);
        assert_eq!(
            found,
            ["crates/api/Cargo.toml:3: rand is not taken from the workspace"]
        );
    }
}
