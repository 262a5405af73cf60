//! Trunk's release hook: makes a built bundle small and fit for `script-src 'self' 'wasm-unsafe-eval'`.
//! Works only in the folder Trunk names; development builds (`trunk serve`) pass through untouched.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::{exec, paths, say, tools};

/// What rustc's WebAssembly uses today; `strip` takes the section that would say so.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What is smallest as sent. `-Oz` makes the module itself smaller by a fifteenth, but what it folds together brotli would have
/// folded better: measured 353 KB against 349 KB for the portal.
const OPTIMISATION: [&str; 4] = [
    "-O2",
    "--one-caller-inline-max-function-size",
    "1",
    "--reorder-locals",
];

/// Called by Trunk after a build, with the folder to work on in the environment.
pub fn run() -> Result<()> {
    let (Some(staging), Ok(url)) = (
        env::var_os("TRUNK_STAGING_DIR"),
        env::var("TRUNK_PUBLIC_URL"),
    ) else {
        bail!("finish-front is Trunk's hook; build the front ends with `cargo xtask front`");
    };
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    let staging = PathBuf::from(staging);
    let index = staging.join("index.html");
    let mut html = fs::read_to_string(&index).with_context(|| format!("{}", index.display()))?;
    html = optimise(&staging, html)?;
    for script in inline_scripts(&html)? {
        let name = format!("loader-{:016x}.js", fingerprint(script.body.as_bytes()));
        fs::write(staging.join(&name), script.body.trim())?;
        html = html.replace(
            &script.element,
            &format!("<script{} src=\"{url}{name}\"></script>", script.attributes),
        );
    }
    refuse_inline(&html)?;
    fs::write(&index, html)?;
    compress(&staging)
}

/// Runs wasm-opt where it is there and names the module by its new content; hands back the changed page.
fn optimise(staging: &Path, html: String) -> Result<String> {
    let Some(wasm_opt) = tools::find("wasm-opt") else {
        say::note(
            "wasm-opt is missing: the bundle works but is bigger to download than it need be",
        );
        return Ok(html);
    };
    let wasm = wasm_in(staging)?;
    let before = fs::metadata(&wasm)?.len();
    let scratch = staging.join("optimised.tmp");
    exec::output(
        Command::new(wasm_opt)
            .args(OPTIMISATION)
            .args(WASM_FEATURES)
            .arg(&wasm)
            .arg("-o")
            .arg(&scratch),
    )?;
    let bytes = fs::read(&scratch)?;
    let old = file_name(&wasm)?;
    let stem = old
        .strip_suffix("_bg.wasm")
        .and_then(|name| name.rsplit_once('-'))
        .map_or("app", |(stem, _)| stem);
    let new = format!("{stem}-{:016x}_bg.wasm", fingerprint(&bytes));
    fs::remove_file(&wasm)?;
    fs::rename(&scratch, staging.join(&new))?;
    say::note(format!(
        "wasm-opt: {} to {}",
        say::kilobytes(before),
        say::kilobytes(bytes.len() as u64)
    ));
    Ok(html.replace(&old, &new))
}

/// The bundle's one WebAssembly module.
pub fn wasm_in(dir: &Path) -> Result<PathBuf> {
    let mut found = None;
    for entry in fs::read_dir(dir).with_context(|| format!("{}", dir.display()))? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("wasm")) {
            ensure!(
                found.is_none(),
                "two WebAssembly modules in {}",
                dir.display()
            );
            found = Some(path);
        }
    }
    found.with_context(|| format!("no WebAssembly module in {}", dir.display()))
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(OsStr::to_str);
    Ok(name.context("a file name that is not UTF-8")?.to_owned())
}

#[derive(Debug, PartialEq)]
struct InlineScript {
    element: String,
    attributes: String,
    body: String,
}

/// Every script element without `src`, as Trunk writes them (lower case, closed).
fn inline_scripts(html: &str) -> Result<Vec<InlineScript>> {
    let mut scripts = Vec::new();
    for (start, _) in html.match_indices("<script") {
        let rest = &html[start..];
        let (open, after) = rest.split_once('>').context("an unfinished script tag")?;
        let (body, _) = after
            .split_once("</script>")
            .context("a script element without its end")?;
        let attributes = &open["<script".len()..];
        if !attributes.contains(" src=") {
            scripts.push(InlineScript {
                element: format!("{open}>{body}</script>"),
                attributes: attributes.to_owned(),
                body: body.to_owned(),
            });
        }
    }
    Ok(scripts)
}

/// Better a failed build than a page that the browser's policy silently breaks.
fn refuse_inline(html: &str) -> Result<()> {
    for forbidden in [
        "<style",
        " style=",
        " onload=",
        " onclick=",
        " onerror=",
        "javascript:",
    ] {
        ensure!(
            !html.contains(forbidden),
            "index.html holds `{forbidden}`, which the Content-Security-Policy refuses: move it into a file"
        );
    }
    Ok(())
}

fn compress(staging: &Path) -> Result<()> {
    if paths::on_path("node").is_none() {
        say::note("Node.js is missing: the bundle is served without precompressed copies");
        return Ok(());
    }
    exec::output(
        Command::new("node")
            .args(["--input-type=module", "-e", include_str!("compress.mjs")])
            .arg(staging),
    )?;
    Ok(())
}

/// FNV-1a: names files by content, stable over compilers; nothing here is a secret.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_found_and_linked_ones_left() -> Result<()> {
        let html = "<head><script src=\"a.js\"></script><script type=\"module\">\nimport 'x';\n</script></head>";
        let found = inline_scripts(html)?;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].attributes, " type=\"module\"");
        assert_eq!(found[0].body.trim(), "import 'x';");
        assert!(html.contains(&found[0].element));
        Ok(())
    }

    #[test]
    fn an_unclosed_script_is_an_error() {
        assert!(inline_scripts("<script>let a;").is_err());
    }

    #[test]
    fn inline_styles_and_handlers_are_refused() {
        assert!(refuse_inline("<p style=\"color:red\">").is_err());
        assert!(refuse_inline("<body onload=\"x()\">").is_err());
        assert!(refuse_inline("<link rel=\"stylesheet\" href=\"a.css\">").is_ok());
    }

    #[test]
    fn fingerprints_are_fnv1a() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
