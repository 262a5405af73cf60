//! One headless Chromium behind chromedriver, spoken to in plain WebDriver and Chrome's own protocol. Ends with the value.

use std::{path::Path, process::Stdio};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

pub struct Driver {
    http: reqwest::Client,
    /// `http://127.0.0.1:port/session/ID`
    session: String,
    profile: std::path::PathBuf,
    /// Killed when dropped, and the browser with it.
    _chromedriver: Child,
}

impl Driver {
    pub async fn start(chromedriver: &Path, chromium: &Path, folder: &Path) -> Result<Self> {
        let mut child = Command::new(chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("chromedriver does not start")?;
        let mut lines = BufReader::new(child.stdout.take().context("its output")?).lines();
        let port = loop {
            let line = lines
                .next_line()
                .await?
                .context("chromedriver says no port")?;
            if let Some((_, rest)) = line.split_once("started successfully on port ") {
                break rest.trim_end_matches('.').to_owned();
            }
        };
        // A full pipe would stop it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let profile = folder.join(format!("profile-{}", std::process::id()));
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": chromium,
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--lang=en-US", format!("--user-data-dir={}", profile.display()),
                ],
                "mobileEmulation": {
                    "deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0, "touch": true, "mobile": true},
                },
            },
        }}});
        let http = reqwest::Client::builder().no_proxy().build()?;
        let base = format!("http://127.0.0.1:{port}/session");
        let reply: Value = http
            .post(&base)
            .json(&capabilities)
            .send()
            .await?
            .json()
            .await?;
        let id = reply["value"]["sessionId"]
            .as_str()
            .with_context(|| format!("no browser: {reply}"))?;
        Ok(Self {
            session: format!("{base}/{id}"),
            http,
            profile,
            _chromedriver: child,
        })
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, params: Value) -> Result<Value> {
        self.post(
            "goog/cdp/execute",
            json!({"cmd": command, "params": params}),
        )
        .await
    }

    pub async fn open(&self, url: &str) -> Result<()> {
        self.post("url", json!({"url": url})).await.map(drop)
    }

    /// What a script returns.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.post("execute/sync", json!({"script": script, "args": []}))
            .await
    }

    async fn post(&self, what: &str, body: Value) -> Result<Value> {
        let url = format!("{}/{what}", self.session);
        let reply: Value = self.http.post(url).json(&body).send().await?.json().await?;
        anyhow::ensure!(reply["value"]["error"].is_null(), "{what}: {reply}");
        Ok(reply["value"].clone())
    }

    pub async fn end(self) {
        // The browser goes with its driver, should it not answer any more.
        let _ = self.http.delete(&self.session).send().await;
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
