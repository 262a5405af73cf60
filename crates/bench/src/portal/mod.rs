//! `cargo xtask bench portal`: when the sign-in form can be used on a slow phone, and how long a shop waits for each of
//! the portal's replies at full size. Measures the built portal and the release binary; changes neither.

mod driver;
mod page;
mod replies;

use anyhow::Result;
use clap::ValueEnum;

use crate::BenchOptions;

/// A part of the measuring.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    Page,
    Replies,
}

#[derive(clap::Args, Clone)]
pub struct PortalOptions {
    #[arg(long, value_delimiter = ',', default_value = "page,replies")]
    parts: Vec<Part>,
    /// Visits with an empty cache for each figure of the page.
    #[arg(long, default_value_t = 7)]
    visits: usize,
    /// The built portal.
    #[arg(long, env = "IXCHEL_BENCH_PORTAL_DIR")]
    portal_dir: std::path::PathBuf,
    #[arg(long, env = "IXCHEL_BENCH_CHROMEDRIVER")]
    chromedriver: std::path::PathBuf,
    #[arg(long, env = "IXCHEL_BENCH_CHROMIUM")]
    chromium: std::path::PathBuf,
    #[command(flatten)]
    common: BenchOptions,
}

pub async fn bench(options: PortalOptions) -> Result<()> {
    std::fs::create_dir_all(&options.common.folder)?;
    if options.parts.contains(&Part::Page) {
        page::measure(&options).await?;
    }
    if options.parts.contains(&Part::Replies) {
        replies::measure(&options.common).await?;
    }
    Ok(())
}
