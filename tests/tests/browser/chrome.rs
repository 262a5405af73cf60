//! One Chromium with an empty profile, and the service that it visits. What the console said and which addresses were
//! asked for is kept, so that a test can insist on silence.

use std::{panic::AssertUnwindSafe, path::PathBuf, process::Stdio, time::Duration};

use futures_util::FutureExt;
use serde_json::{Value, json};
use tests::{Engine, PASSWORD, TestApp, app::with_settings};
use thirtyfour::{By, Key, TypingData, WebDriver, WebElement, prelude::ElementQueryable};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(60);

/// In the profile.
const DOWNLOADS: &str = "downloads";

/// What `cargo xtask test` names.
const VARIABLES: [&str; 4] = [
    "IXCHEL_TEST_CHROMEDRIVER",
    "IXCHEL_TEST_CHROMIUM",
    "IXCHEL_TEST_PORTAL_DIR",
    "IXCHEL_TEST_ADMIN_DIR",
];

pub struct Browser {
    pub driver: WebDriver,
    chromedriver: Child,
    /// `http://127.0.0.1:port` of chromedriver.
    address: String,
    profile: PathBuf,
}

/// The size of the window: `phone` also has a touch screen and a phone's pixels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Desk,
    Phone,
}

/// Runs `test` with a service that serves both front ends, and a browser; ends both whatever happens.
pub async fn visit(screen: Screen, test: impl AsyncFnOnce(&TestApp, &Browser)) {
    let Some([driver, chromium, portal, admin]) = variables() else {
        return;
    };
    // The portal's origin must be on the allowlist before it listens.
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).and_then(|socket| socket.local_addr());
    let address = free.expect("a free port");
    let settings = move |settings: &mut api::Settings| {
        settings.portal_dir = Some(portal.into());
        settings.admin_dir = Some(admin.into());
        settings.portal_bind = address;
        settings.portal_url = format!("http://{address}");
        settings.cors_allowed_origins = vec![format!("http://{address}")];
    };
    with_settings(Engine::Sqlite, settings, async |app| {
        let browser = Browser::start(&driver, &chromium, screen).await;
        let outcome = AssertUnwindSafe(test(app, &browser)).catch_unwind().await;
        browser.end().await;
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    })
    .await;
}

/// Runs `test` with one more browser, of somebody else: no session, no cookie of the first.
pub async fn beside(screen: Screen, test: impl AsyncFnOnce(&Browser)) {
    let Some([driver, chromium, ..]) = variables() else {
        return;
    };
    let browser = Browser::start(&driver, &chromium, screen).await;
    let outcome = AssertUnwindSafe(test(&browser)).catch_unwind().await;
    browser.end().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

fn variables() -> Option<[String; 4]> {
    let mut values = VARIABLES.map(|name| std::env::var(name).unwrap_or_default());
    match values.iter().position(String::is_empty) {
        Some(missing) => {
            println!("left out: {} is not set", VARIABLES[missing]);
            None
        }
        None => Some(values.each_mut().map(std::mem::take)),
    }
}

impl Browser {
    async fn start(driver: &str, chromium: &str, screen: Screen) -> Self {
        let profile =
            std::env::temp_dir().join(format!("ixchel-profile-{}", uuid::Uuid::new_v4().simple()));
        let mut chromedriver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver starts");
        let output = chromedriver.stdout.take().expect("its output");
        let mut lines = BufReader::new(output).lines();
        let port = loop {
            let line = lines
                .next_line()
                .await
                .expect("its output")
                .expect("chromedriver says its port");
            if let Some((_, rest)) = line.split_once("started successfully on port ") {
                break rest.trim_end_matches('.').to_owned();
            }
        };
        // A full pipe would stop it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let address = format!("http://127.0.0.1:{port}");
        let capabilities = capabilities(chromium, &profile, screen);
        let driver = WebDriver::new(&address, capabilities)
            .await
            .expect("a browser");
        Self {
            driver,
            chromedriver,
            address,
            profile,
        }
    }

    async fn end(self) {
        // The browser goes with its driver, should it not answer any more.
        let _ = self.driver.quit().await;
        let mut chromedriver = self.chromedriver;
        let _ = chromedriver.kill().await;
        let _ = std::fs::remove_dir_all(&self.profile);
    }

    pub async fn open(&self, address: &str) {
        self.driver
            .goto(address)
            .await
            .unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// The first element that fits, once there is one that can be seen.
    pub async fn find(&self, css: &str) -> WebElement {
        // A page may draw an element anew while it is looked at.
        for _ in 0..20 {
            let found = self
                .driver
                .query(By::Css(css.to_owned()))
                .wait(PATIENCE, LOOK_AGAIN)
                .and_displayed()
                .first()
                .await;
            match found {
                Ok(element) => return element,
                Err(error) if error.to_string().contains("stale") => {}
                Err(error) => panic!("{css}: {error}\n{}", self.text().await),
            }
        }
        panic!("{css}: drawn anew again and again\n{}", self.text().await)
    }

    pub async fn click(&self, css: &str) {
        self.find(css)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    pub async fn type_into(&self, css: &str, text: &str) {
        self.find(css)
            .await
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Everything that can be read on the page.
    pub async fn text(&self) -> String {
        self.run("return document.body.innerText")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Runs a script and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        let result = self.driver.execute(script.to_owned(), Vec::new()).await;
        result
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// The value of a promise; its refusal's name.
    pub async fn promise(&self, promise: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve({promise}).then(value => done(value), error => done('refused: ' + error.name));"
        );
        let result = self.driver.execute_async(script, Vec::new()).await;
        result
            .unwrap_or_else(|error| panic!("{promise}: {error}"))
            .json()
            .clone()
    }

    /// Waits until a condition of the page holds.
    pub async fn until(&self, condition: &str) {
        let held = self
            .promise(&format!(
                "new Promise(done => {{
                   const end = Date.now() + 25000;
                   const look = () => {{
                     let held = false;
                     try {{ held = Boolean({condition}); }} catch (_) {{}}
                     if (held || Date.now() > end) done(held); else setTimeout(look, 40);
                   }};
                   look();
                 }})"
            ))
            .await;
        assert_eq!(held, true, "never: {condition}\n{}", self.text().await);
    }

    /// Waits until the page shows this text.
    pub async fn shows(&self, text: &str) {
        self.until(&format!(
            "document.body.innerText.includes({})",
            json!(text)
        ))
        .await;
    }

    pub async fn path(&self) -> String {
        self.run("return location.pathname + location.search")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Fills the sign-in form of either front end and sends it.
    pub async fn sign_in(&self, email: &str) {
        self.sign_in_with(email, PASSWORD).await;
    }

    pub async fn sign_in_with(&self, email: &str, password: &str) {
        self.fill("#email", email).await;
        self.fill("#password", password).await;
        self.click("form button[type=submit]").await;
    }

    /// Puts a text in place of what a field holds.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        // A modifier stays pressed for as long as one call goes on.
        for keys in [Key::Control + "a", text.into()] {
            field
                .send_keys(keys)
                .await
                .unwrap_or_else(|error| panic!("{css}: {error}"));
        }
    }

    /// Presses keys wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let focused = self.driver.active_element().await.expect("a focus");
        focused.send_keys(keys).await.expect("keys are taken");
    }

    /// Steps on with Tab until the focus is on what fits; a page ends somewhere.
    pub async fn tab_to(&self, css: &str) {
        for _ in 0..80 {
            self.press(Key::Tab).await;
            let there = format!("return document.activeElement.matches({})", json!(css));
            if self.run(&there).await == true {
                return;
            }
        }
        panic!("no Tab leads to {css}");
    }

    /// The file that was saved under a name that ends so, once it is whole.
    pub async fn saved(&self, ending: &str) -> (String, Vec<u8>) {
        let folder = self.profile.join(DOWNLOADS);
        let begun = std::time::Instant::now();
        let mut pace = tokio::time::interval(LOOK_AGAIN);
        loop {
            pace.tick().await;
            // The folder comes with the first file.
            let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            for file in files {
                let name = file.file_name().to_string_lossy().into_owned();
                let bytes = std::fs::read(file.path()).unwrap_or_default();
                if name.ends_with(ending) && !bytes.is_empty() {
                    return (name, bytes);
                }
            }
            assert!(begun.elapsed() < PATIENCE, "no file {ending}");
        }
    }

    pub async fn sign_out(&self) {
        self.click(".menu.who button[aria-haspopup=menu]").await;
        self.click(".menu.who li:last-child [role=menuitem]").await;
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let session = self.driver.session_id().to_string();
        let reply = reqwest::Client::new()
            .post(format!("{}/session/{session}/se/log", self.address))
            .json(&json!({"type": kind}))
            .send()
            .await
            .expect("chromedriver answers");
        let reply: Value = reply.json().await.expect("a log");
        reply["value"]
            .as_array()
            .cloned()
            .unwrap_or_else(|| panic!("{reply}"))
    }

    /// No error and no warning of the page's own in the console, no violation of its policy, no request to any origin
    /// but these. That an answer was a 401 or 404 the browser says by itself.
    pub async fn assert_quiet(&self, origins: &[&str]) {
        for entry in self.log("browser").await {
            let said = entry["message"].as_str().unwrap_or_default();
            let loud = matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING"));
            assert!(
                !loud || entry["source"] == "network",
                "the console says: {entry}"
            );
            assert!(!said.contains("Content Security Policy"), "{said}");
        }
        let mut asked = 0;
        for entry in self.log("performance").await {
            let message: Value = entry["message"]
                .as_str()
                .and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_default();
            let message = &message["message"];
            if message["method"] != "Network.requestWillBeSent" {
                continue;
            }
            let url = message["params"]["request"]["url"]
                .as_str()
                .unwrap_or_default();
            let own = origins
                .iter()
                .any(|origin| url.starts_with(&format!("{origin}/")));
            let inside = ["data:", "blob:", "about:", "chrome:", "chrome-extension:"]
                .iter()
                .any(|scheme| url.starts_with(scheme));
            assert!(own || inside, "a request to {url}");
            asked += usize::from(own);
        }
        assert!(asked > 3, "the requests were not recorded");
    }
}

fn capabilities(
    chromium: &str,
    profile: &std::path::Path,
    screen: Screen,
) -> serde_json::Map<String, Value> {
    let mut options = json!({
        "binary": chromium,
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-US",
            "--window-size=1440,1000", format!("--user-data-dir={}", profile.display()),
        ],
        "prefs": {
            "intl.accept_languages": "en-US,en",
            "download.default_directory": profile.join(DOWNLOADS),
            "download.prompt_for_download": false,
        },
    });
    if screen == Screen::Phone {
        options["mobileEmulation"] = json!({"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0, "touch": true, "mobile": true}});
    }
    let all = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    });
    all.as_object().cloned().unwrap_or_default()
}
