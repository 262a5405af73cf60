//! The browser and its driver for the end-to-end tests. Never starts them: the tests do, with their own profile.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{paths, system};

/// Both programs, of one version as long as they come from one place.
pub struct Browser {
    pub driver: PathBuf,
    pub browser: PathBuf,
}

/// Finds Chromium (or Chrome) and chromedriver, installing Debian's where that is allowed.
pub fn ensure() -> Result<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    system::install(
        &["chromium", "chromium-driver"],
        "Chromium (or Chrome) and the chromedriver of its version, both on PATH",
    )?;
    find().context("Chromium was installed, yet chromium and chromedriver are not on PATH")
}

fn find() -> Option<Browser> {
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];
    Some(Browser {
        driver: paths::on_path("chromedriver")?,
        browser: names.iter().find_map(|name| paths::on_path(name))?,
    })
}
