//! Builds the front ends with Trunk into the build folder, and only when something they are made of has changed.
//! Never writes into the source tree.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::{exec, finish, paths, say, tools};

/// One of the two applications.
#[derive(Clone, Copy, Debug)]
pub struct Front {
    /// The bundle's name under `<target>/front`.
    pub name: &'static str,
    /// The crate's folder.
    source: &'static str,
    /// The folder whose Trunk.toml builds it.
    config: &'static str,
}

/// The three applications: the shops', the public page of a lot, the staff's.
pub const FRONTS: [Front; 3] = [
    Front {
        name: "portal",
        source: "crates/portal-ui",
        config: ".",
    },
    Front {
        name: LOT,
        source: "crates/provenance-ui",
        config: "crates/provenance-ui",
    },
    Front {
        name: "admin",
        source: "crates/admin-ui",
        config: "crates/admin-ui",
    },
];

/// The public page of a lot: built by itself, then put into the portal's folder, whose origin it shares.
const LOT: &str = "provenance";

/// What every bundle is made of besides its own crate.
const SHARED: [&str; 9] = [
    "crates/contract",
    "crates/ui-kit",
    "crates/xtask/src/finish.rs",
    "crates/xtask/src/compress.mjs",
    "crates/xtask/src/front.rs",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "rust-toolchain.toml",
];

/// Builds the applications whose sources have changed since their last build.
pub fn ensure_all(only: Option<&str>) -> Result<()> {
    for front in FRONTS {
        let wanted =
            only.is_none_or(|name| name == front.name || (name == "portal" && front.name == LOT));
        if wanted {
            ensure(front)?;
        }
    }
    join()
}

/// Puts the page of a lot into the portal's folder, as `lot/`, where both are built.
pub fn join() -> Result<()> {
    let (portal, lot) = (paths::bundle("portal"), paths::bundle(LOT));
    if !portal.is_dir() || !lot.is_dir() {
        return Ok(());
    }
    let place = portal.join("lot");
    if place.exists() {
        fs::remove_dir_all(&place).with_context(|| format!("{}", place.display()))?;
    }
    copy(&lot, &place)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("{}", target.display()))?;
        }
    }
    Ok(())
}

/// Builds one application unless its bundle is up to date.
pub fn ensure(front: Front) -> Result<()> {
    let bundle = paths::bundle(front.name);
    let stamp = bundle.with_extension("stamp");
    // Taken before the build: a file saved while it runs makes the next run build again.
    let state = state(front)?;
    let fresh = bundle.join("index.html").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|old| old == state);
    if fresh {
        say::step(format!(
            "{} front end: up to date, {}",
            front.name,
            sizes(&bundle)?
        ));
        return Ok(());
    }
    say::step(format!("{} front end: building", front.name));
    let begun = Instant::now();
    fs::create_dir_all(&bundle)?;
    // Fetched here with cargo's own progress, so that Trunk's build is compiling only.
    exec::shown("fetching crates", tools::cargo().args(["fetch", "--quiet"]))?;
    let mut trunk = Command::new(tools::find("trunk").context("trunk is missing")?);
    tools::forget_ourselves(&mut trunk);
    trunk
        .args([
            "--log",
            "warn",
            "build",
            "--release",
            "--skip-version-check",
            "--dist",
        ])
        .arg(&bundle)
        .current_dir(paths::root().join(front.config))
        .env("PATH", tools::path_variable()?)
        // Trunk reads any value but `true` and `false` as a mistake.
        .env_remove("NO_COLOR");
    exec::shown(&format!("{} front end", front.name), &mut trunk)?;
    fs::write(&stamp, state)?;
    say::step(format!(
        "{} front end: built in {}, {}",
        front.name,
        say::duration(begun.elapsed()),
        sizes(&bundle)?
    ));
    Ok(())
}

/// What a visitor downloads: the module's bytes as sent (brotli) where a compressed copy is there.
fn sizes(bundle: &Path) -> Result<String> {
    let wasm = finish::wasm_in(bundle)?;
    let plain = fs::metadata(&wasm)?.len();
    Ok(match sent_size(bundle)? {
        Some(sent) => format!(
            "WebAssembly {} as sent (brotli), {} unpacked",
            say::kilobytes(sent),
            say::kilobytes(plain)
        ),
        None => format!("WebAssembly {}, not compressed", say::kilobytes(plain)),
    })
}

/// Bytes of the brotli copy of the bundle's module; None where there is none.
pub fn sent_size(bundle: &Path) -> Result<Option<u64>> {
    let mut name = finish::wasm_in(bundle)?.into_os_string();
    name.push(".br");
    Ok(fs::metadata(name).ok().map(|file| file.len()))
}

/// A fingerprint of everything the bundle is made of. Contents, not times: a fresh checkout with a kept build folder
/// is up to date, and a build never misses a change whose time lies in the past.
fn state(front: Front) -> Result<String> {
    let root = paths::root();
    let mut files = Vec::new();
    for part in SHARED.iter().chain([&front.source]) {
        collect(&root.join(part), &mut files)?;
    }
    files.sort();
    let mut state = exec::output(Command::new("rustc").arg("--version").current_dir(&root))?;
    for tool in ["wasm-opt", "node"] {
        state += &format!("{tool}: {}\n", tools::find(tool).is_some());
    }
    for file in files {
        let bytes = fs::read(&file).with_context(|| format!("{}", file.display()))?;
        let name = file.strip_prefix(&root).unwrap_or(&file);
        state += &format!("{} {:016x}\n", name.display(), finish::fingerprint(&bytes));
    }
    Ok(state)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name();
            // Build output and editors' leftovers are not sources.
            if name != "target" && name != "dist" && !name.to_string_lossy().starts_with('.') {
                collect(&entry.path(), files)?;
            }
        }
    }
    Ok(())
}
