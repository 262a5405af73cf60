//! Rules of this repository that neither the compiler nor clippy knows. Each is one check and counts as one test.
//! Never changes a file; a rule that needs an exception gets it here, with its reason.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::paths;
use crate::tally::Tally;

mod arrows;
mod text;

/// A file of the repository as the checks see it.
pub struct Source {
    /// Relative to the workspace, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// Whether the file lies in this folder.
    pub fn is_in(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    pub fn ends_in(&self, extensions: &[&str]) -> bool {
        let end = self.path.rsplit_once('.').map(|(_, end)| end);
        end.is_some_and(|end| extensions.contains(&end))
    }

    /// Numbered lines that are not comments alone.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(number, line)| (number + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// `path:line: text`, as an editor understands it.
    pub fn at(&self, line: usize, text: &str) -> String {
        format!("{}:{line}: {}", self.path, text.trim())
    }
}

/// What a check says: one line for each place that breaks the rule.
pub type Complaints = Vec<String>;

type Check = (&'static str, fn(&[Source]) -> Complaints);

const CHECKS: [Check; 12] = [
    ("no file is longer than 600 lines", text::short_files),
    (
        "every module says first what it is for",
        text::module_headers,
    ),
    ("nothing is left to be done later", text::nothing_unfinished),
    (
        "rows are deleted by the database's own rules",
        text::no_application_cascade,
    ),
    ("the domain knows no HTTP", text::domain_without_http),
    (
        "the front ends keep nothing in web storage",
        text::no_web_storage,
    ),
    (
        "every foreign key says what happens on delete",
        text::named_on_delete,
    ),
    ("no secrets in the repository", text::no_secrets),
    ("crates depend along the arrows", arrows::along_the_arrows),
    (
        "dependencies are named once, in the workspace",
        arrows::versions_in_one_place,
    ),
    (
        "migrations are numbered and listed",
        text::listed_migrations,
    ),
    (
        "every crate keeps the workspace's lints",
        arrows::common_lints,
    ),
];

/// Runs every check and prints what it has to say.
pub fn run() -> Tally {
    let mut tally = Tally::default();
    let sources = match read_all() {
        Ok(sources) => sources,
        Err(error) => {
            eprintln!("tidy: {error:#}");
            return Tally::one(false);
        }
    };
    for (rule, check) in CHECKS {
        let complaints = check(&sources);
        println!(
            "    {} {rule}",
            if complaints.is_empty() {
                "ok    "
            } else {
                "FAILED"
            }
        );
        for complaint in &complaints {
            println!("           {complaint}");
        }
        tally.add(Tally::one(complaints.is_empty()));
    }
    tally
}

/// Build output, data and other people's code are not ours to judge.
const SKIPPED: [&str; 5] = ["target", "node_modules", "data", "dist", ".git"];

fn read_all() -> Result<Vec<Source>> {
    let root = paths::root();
    let mut sources = Vec::new();
    walk(&root, &root, &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn walk(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let entry = entry?;
        let path: PathBuf = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !SKIPPED.iter().any(|name| entry.file_name() == *name) {
                walk(root, &path, sources)?;
            }
        } else if kind.is_file() {
            // Pictures and fonts are not text; they are listed with none, for the rules about names.
            let bytes = fs::read(&path).with_context(|| format!("{}", path.display()))?;
            let relative = path.strip_prefix(root).unwrap_or(&path);
            sources.push(Source {
                path: relative.to_string_lossy().replace('\\', "/"),
                text: String::from_utf8(bytes).unwrap_or_default(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
pub fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}
