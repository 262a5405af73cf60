//! Where things lie: the workspace, the build folder and what xtask keeps in it.
//! Never creates or deletes a file.

use std::env;
use std::path::PathBuf;

/// The folder with the workspace's Cargo.toml.
pub fn root() -> PathBuf {
    // As cargo says now: with a shared build folder the binary may have been built in another checkout.
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).unwrap_or(&here).to_path_buf()
}

/// The build folder: CARGO_TARGET_DIR where it is set, else `target` in the workspace.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty()) {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Tools that xtask installs; nothing goes into the user's home.
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// A front end's finished bundle (`portal` or `admin`).
pub fn bundle(name: &str) -> PathBuf {
    target().join("front").join(name)
}

/// The program `name` on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|dir| dir.join(name))
        .find(|file| file.is_file())
}
