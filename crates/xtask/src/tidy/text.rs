//! Checks over single lines and files. The words they look for are put together here so that this file passes them.

use super::{Complaints, Source};

const LONGEST: usize = 600;

fn is_rust(source: &Source) -> bool {
    source.ends_in(&["rs"]) && (source.is_in("crates") || source.is_in("tests"))
}

/// Lines of code that hold one of the words.
fn lines_with<'a>(source: &'a Source, words: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    source
        .code()
        .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        .map(|(number, line)| source.at(number, line))
}

pub fn short_files(sources: &[Source]) -> Complaints {
    sources
        .iter()
        .filter(|source| source.is_in("crates") || source.is_in("tests"))
        .filter(|source| source.ends_in(&["rs", "css", "js", "mjs"]))
        .filter_map(|source| {
            let lines = source.text.lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines", source.path))
        })
        .collect()
}

pub fn module_headers(sources: &[Source]) -> Complaints {
    sources
        .iter()
        .filter(|source| is_rust(source) && !source.text.starts_with("//!"))
        .map(|source| format!("{}: the first line is not `//!`", source.path))
        .collect()
}

pub fn nothing_unfinished(sources: &[Source]) -> Complaints {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
        concat!("db", "g!("),
    ];
    sources
        .iter()
        .filter(|source| {
            source.ends_in(&["rs", "css", "js", "mjs", "html", "toml", "sql", "sh", "md"])
        })
        .flat_map(|source| {
            // Comments too: that is where such words live.
            source
                .text
                .lines()
                .enumerate()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(number, line)| source.at(number + 1, line))
        })
        .collect()
}

/// SeaORM's `ModelEx` deletes related rows itself, whatever the foreign key says: an order's evidence would be gone
/// in spite of RESTRICT.
pub fn no_application_cascade(sources: &[Source]) -> Complaints {
    let words = ["ModelEx", "delete_cascade", "cascade_delete"];
    sources
        .iter()
        .filter(|source| is_rust(source))
        .filter(|source| source.is_in("crates/domain") || source.is_in("crates/api"))
        .flat_map(|source| lines_with(source, &words))
        .collect()
}

pub fn domain_without_http(sources: &[Source]) -> Complaints {
    sources
        .iter()
        .filter(|source| source.is_in("crates/domain") && source.ends_in(&["rs", "toml"]))
        .flat_map(|source| lines_with(source, &["actix"]))
        .collect()
}

pub fn no_web_storage(sources: &[Source]) -> Complaints {
    let words = [
        "localStorage",
        "local_storage",
        "sessionStorage",
        "session_storage",
        "indexedDB",
    ];
    sources
        .iter()
        .filter(|source| {
            [
                "crates/ui-kit",
                "crates/portal-ui",
                "crates/provenance-ui",
                "crates/admin-ui",
            ]
            .iter()
            .any(|folder| source.is_in(folder))
        })
        .filter(|source| source.ends_in(&["rs", "js", "mjs", "html"]))
        .flat_map(|source| lines_with(source, &words))
        .collect()
}

/// In builder form as in SQL: without a word the database's default would decide. The rule follows within a few lines.
pub fn named_on_delete(sources: &[Source]) -> Complaints {
    const NEAR: usize = 500;
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.is_in("crates/migration/src"))
    {
        for start in ["ForeignKey::create(", "REFERENCES "] {
            for (at, _) in source.text.match_indices(start) {
                let own = &source.text[at + start.len()..];
                let own = own.split(start).next().unwrap_or(own);
                let own: String = own.chars().take(NEAR).collect::<String>().to_lowercase();
                let line = source.text[..at].matches('\n').count();
                let comment = source.text.lines().nth(line);
                let is_comment = comment.is_some_and(|line| line.trim_start().starts_with("//"));
                if !is_comment && !own.contains("on_delete") && !own.contains("on delete") {
                    complaints.push(source.at(line + 1, start));
                }
            }
        }
    }
    complaints
}

/// Every `mNNNN_….rs` is a module of the migrator: a step that is forgotten in the list never runs.
pub fn listed_migrations(sources: &[Source]) -> Complaints {
    let folder = "crates/migration/src/";
    let Some(list) = sources
        .iter()
        .find(|source| source.path == format!("{folder}lib.rs"))
    else {
        return vec![format!("{folder}lib.rs is missing")];
    };
    sources
        .iter()
        .filter_map(|source| source.path.strip_prefix(folder)?.strip_suffix(".rs"))
        .filter(|name| name.starts_with('m') && name[1..].starts_with(|c: char| c.is_ascii_digit()))
        .filter(|name| {
            !list.text.contains(&format!("mod {name};"))
                || list.text.matches(&format!("{name}::")).count() == 0
        })
        .map(|name| format!("{folder}{name}.rs is not in the migrator's list"))
        .collect()
}

pub fn no_secrets(sources: &[Source]) -> Complaints {
    let key = concat!("PRIVATE", " KEY-----");
    let mut complaints = Vec::new();
    for source in sources {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let is_key_file =
            source.ends_in(&["pem", "key", "p12", "pfx", "jks"]) || name.starts_with("id_rsa");
        if is_key_file || name == ".env" {
            complaints.push(format!(
                "{}: keys and settings with secrets stay outside",
                source.path
            ));
        }
        for (number, line) in source.text.lines().enumerate() {
            if line.contains(key) || holds_access_key(line) {
                complaints.push(source.at(number + 1, "a key"));
            }
        }
    }
    complaints
}

/// The cloud keys that most often slip in: `AKIA` and sixteen capitals, GitHub's `ghp_` and thirty-six characters.
fn holds_access_key(line: &str) -> bool {
    let follows = |prefix: &str, count: usize, wanted: fn(&char) -> bool| {
        line.match_indices(prefix)
            .any(|(at, _)| line[at + prefix.len()..].chars().take_while(wanted).count() >= count)
    };
    follows(concat!("AK", "IA"), 16, |c| {
        c.is_ascii_uppercase() || c.is_ascii_digit()
    }) || follows(concat!("gh", "p_"), 36, char::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    #[test]
    fn long_files_and_missing_headers_are_named() {
        let long = [source("crates/x/src/a.rs", &"//! a\n".repeat(601))];
        assert_eq!(short_files(&long).len(), 1);
        assert!(module_headers(&long).is_empty());
        assert_eq!(
            module_headers(&[source("tests/tests/b.rs", "use x;")]).len(),
            1
        );
    }

    #[test]
    fn comments_may_name_what_code_may_not() {
        let text = "//! Knows no actix.\nuse actix_web::web;\n";
        let found = domain_without_http(&[source("crates/domain/src/a.rs", text)]);
        assert_eq!(found, ["crates/domain/src/a.rs:2: use actix_web::web;"]);
    }

    #[test]
    fn a_foreign_key_without_a_rule_is_found() {
        let path = "crates/migration/src/m0001_a.rs";
        let good = "ForeignKey::create().on_delete(ForeignKeyAction::Cascade).to_owned();";
        let sql = "REFERENCES farms (id) ON DELETE RESTRICT, REFERENCES teams (id)";
        assert!(named_on_delete(&[source(path, good)]).is_empty());
        assert_eq!(
            named_on_delete(&[source(path, "ForeignKey::create().to_owned();")]).len(),
            1
        );
        assert_eq!(named_on_delete(&[source(path, sql)]).len(), 1);
    }

    #[test]
    fn keys_are_found() {
        let pem = format!("-----BEGIN {}", concat!("PRIVATE", " KEY-----"));
        assert_eq!(no_secrets(&[source("a.txt", &pem)]).len(), 1);
        assert_eq!(no_secrets(&[source("deploy/.env", "")]).len(), 1);
        assert!(no_secrets(&[source("docs/a.md", "the key file is made by openssl")]).is_empty());
    }

    #[test]
    fn forgotten_migrations_are_found() {
        let list = source(
            "crates/migration/src/lib.rs",
            "mod m0001_a;\nvec![Box::new(m0001_a::Migration)]",
        );
        let first = source("crates/migration/src/m0001_a.rs", "");
        let second = source("crates/migration/src/m0002_b.rs", "");
        assert_eq!(listed_migrations(&[list, first, second]).len(), 1);
    }
}
