//! The licences of everything we link against, from what cargo knows of it. Never asks a server.

use anyhow::{Context, Result, ensure};

use crate::{exec, say, tools};

/// Licences that ask for no more than a notice, plus the MPL, whose duties end at its own files.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Every package that is built here has a licence expression that the list above can satisfy.
pub fn check() -> Result<()> {
    let mut refused = Vec::new();
    let mut count = 0;
    for target in [tools::host()?, tools::WASM_TARGET.to_owned()] {
        let metadata = exec::output(
            tools::cargo()
                .args([
                    "metadata",
                    "--format-version",
                    "1",
                    "--locked",
                    "--filter-platform",
                ])
                .arg(target),
        )?;
        for (package, licence) in packages(&metadata)? {
            count += 1;
            if !acceptable(licence) {
                refused.push(format!("{package}: {licence}"));
            }
        }
    }
    refused.sort();
    refused.dedup();
    say::note(format!("{count} packages looked at"));
    ensure!(count > 0, "cargo metadata lists no package");
    ensure!(
        refused.is_empty(),
        "not on the list of licences:\n    {}",
        refused.join("\n    ")
    );
    Ok(())
}

/// Id and licence of each package. Only packages carry `"id"` followed by `"license"`, so no parser is needed.
fn packages(metadata: &str) -> Result<Vec<(&str, &str)>> {
    metadata
        .match_indices("\",\"license\":")
        .map(|(at, marker)| {
            let (_, id) = metadata[..at].rsplit_once('"').context("a package's id")?;
            let rest = &metadata[at + marker.len()..];
            let licence = rest
                .strip_prefix('"')
                .and_then(|text| text.split('"').next())
                .unwrap_or("none named");
            Ok((id.rsplit('/').next().unwrap_or(id), licence))
        })
        .collect()
}

/// Whether an SPDX expression (or the old `A/B`) can be satisfied from the list.
fn acceptable(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words) -> bool {
    let mut good = both(words);
    while words.next_if_eq(&"OR").is_some() {
        // Read in any case: the words behind must be used up.
        good |= both(words);
    }
    good
}

fn both(words: &mut Words) -> bool {
    let mut good = single(words);
    while words.next_if_eq(&"AND").is_some() {
        good &= single(words);
    }
    good
}

fn single(words: &mut Words) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let good = either(words);
        return words.next() == Some(")") && good;
    }
    let good = words.next().is_some_and(|name| ALLOWED.contains(&name));
    if words.next_if_eq(&"WITH").is_some() {
        // An exception only ever permits more.
        words.next();
    }
    good
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_understood() {
        for good in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(acceptable(good), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "none named", "", "(MIT"] {
            assert!(!acceptable(bad), "{bad}");
        }
    }

    #[test]
    fn packages_are_read_from_metadata() -> Result<()> {
        let text = r#"{"name":"a","version":"1.0.0","id":"registry+https://x/y#a@1.0.0","license":"MIT","license_file":null,"dependencies":[{"name":"b"}]},{"name":"c","version":"1.0.0","id":"path+file:///c#1.0.0","license":null}"#;
        let found = packages(text)?;
        assert_eq!(found, [("y#a@1.0.0", "MIT"), ("c#1.0.0", "none named")]);
        Ok(())
    }
}
