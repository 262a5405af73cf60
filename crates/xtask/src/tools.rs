//! The tools that build the front ends: WebAssembly target, Trunk, wasm-bindgen, wasm-opt.
//! Everything lands under the build folder; a tool of the right version is never installed twice.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{exec, paths, say, system};

/// The version the bundles are built with; newer ones ask for a newer compiler than the workspace does.
const TRUNK: &str = "0.21.14";
/// Debian's own wasm-opt is too old for the code that today's compiler writes.
const BINARYEN: &str = "132";
/// Pinned to a minor version: a newer one may know more rules.
const AXE: &str = "4.14";
/// Where the front ends run.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure of everything that `trunk build` needs. Only wasm-opt may be missing afterwards.
pub fn ensure_front() -> Result<()> {
    ensure_wasm_target()?;
    ensure_trunk()?;
    ensure_wasm_bindgen()
}

/// Makes sure that rustc has the standard library of the front ends' target.
pub fn ensure_wasm_target() -> Result<()> {
    let asked = ["--print", "target-libdir", "--target", WASM_TARGET];
    let there = exec::output(Command::new("rustc").args(asked))
        .is_ok_and(|dir| Path::new(dir.trim()).is_dir());
    if there {
        return Ok(());
    }
    if paths::on_path("rustup").is_none() {
        bail!("the Rust target {WASM_TARGET} is missing: install it with your Rust, or use rustup");
    }
    exec::quietly(
        &format!("Rust target {WASM_TARGET}"),
        Command::new("rustup").args(["target", "add", WASM_TARGET]),
    )
}

fn ensure_trunk() -> Result<()> {
    if version_of("trunk").as_deref() == Some(TRUNK) {
        return Ok(());
    }
    cargo_install("trunk", TRUNK, &["--locked"])
}

fn ensure_wasm_bindgen() -> Result<()> {
    let wanted = locked_wasm_bindgen()?;
    if version_of("wasm-bindgen").as_deref() == Some(wanted.as_str()) {
        return Ok(());
    }
    // Not `--locked`: its lock file names crates that not every registry mirror has yet.
    cargo_install("wasm-bindgen-cli", &wanted, &[])
}

/// The command-line tool must be of the library's very version: the two share an unversioned format.
fn locked_wasm_bindgen() -> Result<String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock")).context("Cargo.lock")?;
    lock.split("[[package]]")
        .find(|package| package.contains("name = \"wasm-bindgen\"\n"))
        .and_then(|package| package.split("version = \"").nth(1)?.split('"').next())
        .map(str::to_owned)
        .context("Cargo.lock names no wasm-bindgen")
}

/// The version that `NAME --version` names: its first word that begins with a digit.
fn version_of(name: &str) -> Option<String> {
    let program = find(name)?;
    let text = exec::output(Command::new(program).arg("--version")).ok()?;
    text.split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

/// A tool of ours, else the system's.
pub fn find(name: &str) -> Option<PathBuf> {
    let ours = paths::tools().join("bin").join(name);
    if ours.is_file() {
        return Some(ours);
    }
    paths::on_path(name)
}

/// PATH with our tools in front.
pub fn path_variable() -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let ours = paths::tools().join("bin");
    Ok(env::join_paths(
        std::iter::once(ours).chain(env::split_paths(&rest)),
    )?)
}

fn cargo_install(name: &str, version: &str, options: &[&str]) -> Result<()> {
    say::step(format!(
        "{name} {version} is missing: compiling it into the build folder, once, some minutes"
    ));
    // A build folder of its own, so that no other build waits for this one's lock.
    let scratch = paths::tools().join("build");
    exec::quietly(
        &format!("{name} {version}"),
        cargo()
            .args(["install", name, "--version", version, "--force", "--root"])
            .arg(paths::tools())
            .args(options)
            .env("CARGO_TARGET_DIR", &scratch)
            // The tools run for seconds a day: link-time optimisation would only cost minutes here.
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    )?;
    fs::remove_dir_all(&scratch).with_context(|| format!("{}", scratch.display()))
}

/// The triple that the compiler builds for by itself.
pub fn host() -> Result<String> {
    let text = exec::output(Command::new("rustc").arg("-vV").current_dir(paths::root()))?;
    text.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .context("rustc does not name its host")
}

/// Makes sure of rustfmt and clippy, which a minimal toolchain lacks.
pub fn ensure_lints() -> Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if system::quiet_success(
            Command::new(program)
                .arg("--version")
                .current_dir(paths::root()),
        ) {
            continue;
        }
        if paths::on_path("rustup").is_none() {
            bail!("{component} is missing: install it with your Rust");
        }
        exec::quietly(
            component,
            Command::new("rustup")
                .args(["component", "add", component])
                .current_dir(paths::root()),
        )?;
    }
    Ok(())
}

/// The cargo that started us, else the one on PATH, at the top of the workspace.
pub fn cargo() -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    forget_ourselves(&mut command);
    command
}

/// Takes away what `cargo run` told us about the package xtask. Build scripts that read such variables (ring's does)
/// would take them for a change, and compile everything above themselves again at each turn between
/// `cargo xtask …` and `cargo …`.
pub fn forget_ourselves(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

/// wasm-opt from the npm package binaryen.
pub fn ensure_wasm_opt() -> Result<()> {
    let package = npm_package(
        "binaryen",
        BINARYEN,
        "Node.js with npm, which brings wasm-opt (binaryen)",
    )?;
    let link = paths::tools().join("bin/wasm-opt");
    if !link.exists() {
        let bin = link.parent().context("tools folder")?;
        fs::create_dir_all(bin)?;
        // A dangling link counts as absent above and would be in the way below.
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(package.join("bin/wasm-opt"), &link)
            .with_context(|| format!("{}", link.display()))?;
    }
    Ok(())
}

/// An npm package in the build folder, installed where its version (or its beginning) is not there yet; npm comes from
/// Debian where that is allowed.
fn npm_package(name: &str, version: &str, wish: &str) -> Result<PathBuf> {
    // A folder for each: npm would take one package away when it installs another without a list of both.
    let modules = paths::tools().join(format!("npm-{name}"));
    let package = modules.join("node_modules").join(name);
    let installed = fs::read_to_string(package.join("package.json"))
        .is_ok_and(|text| text.contains(&format!("\"version\": \"{version}.")));
    if !installed {
        if paths::on_path("npm").is_none() {
            system::install(&["npm"], wish)?;
        }
        fs::create_dir_all(&modules)?;
        exec::quietly(
            &format!("npm package {name} {version}"),
            Command::new("npm")
                .args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--no-save",
                    "--prefix",
                ])
                .arg(&modules)
                .arg(format!("{name}@{version}"))
                .current_dir(&modules),
        )?;
    }
    Ok(package)
}

/// axe-core's one file, which judges pages for the browser tests. An npm package like wasm-opt; nothing of ours links to it.
pub fn ensure_axe() -> Result<PathBuf> {
    let file =
        npm_package("axe-core", AXE, "Node.js with npm, which brings axe-core")?.join("axe.min.js");
    if !file.is_file() {
        bail!("the npm package axe-core {AXE} has no axe.min.js");
    }
    Ok(file)
}

/// wasm-opt if it can be had: without it the bundles work, only bigger.
pub fn wish_wasm_opt() {
    if let Err(error) = ensure_wasm_opt() {
        say::step(format!("going on without wasm-opt: {error:#}"));
    }
}
