//! A program's life by clicks: its secret is shown once, renewed with an overlap, revoked and let back in.

use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, visit};

const PROGRAMS: &str = "/admin/settings/programs";

async fn admin(app: &TestApp, browser: &Browser) {
    browser.open(&format!("{}{PROGRAMS}", app.base)).await;
    browser.sign_in(Account::Admin.email()).await;
    browser.shows("Register a program").await;
}

fn row_of(text: &str) -> String {
    format!(
        "[...document.querySelectorAll('.programlist tbody tr')].find(row => row.innerText.includes('{text}'))"
    )
}

async fn press(browser: &Browser, text: &str, word: &str) {
    let button = format!(
        "[...{}.querySelectorAll('button')].find(b => b.innerText.trim() === '{word}')",
        row_of(text)
    );
    browser.until(&button).await;
    browser.run(&format!("{button}.click()")).await;
}

async fn says(browser: &Browser, text: &str, word: &str) {
    browser
        .until(&format!("{}.innerText.includes('{word}')", row_of(text)))
        .await;
}

async fn closed(browser: &Browser) {
    browser
        .until("!document.querySelector('.dialog[open]')")
        .await;
}

/// Id and secret as the dialog tells them.
async fn told(browser: &Browser) -> (String, String) {
    browser.shows("This secret is shown only now").await;
    let found = browser
        .run("return [...document.querySelectorAll('.secret code')].map(code => code.innerText)")
        .await;
    let word = |at: usize| found[at].as_str().unwrap_or_default().to_owned();
    (word(0), word(1))
}

/// What the token endpoint answers these credentials.
async fn status(app: &TestApp, id: &str, secret: &str) -> u16 {
    let reply = reqwest::Client::new()
        .post(format!("{}/api/oauth/token", app.base))
        .basic_auth(id, Some(secret))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials&scope=customers%3Aread")
        .send()
        .await
        .expect("an answer");
    reply.status().as_u16()
}

#[tokio::test]
async fn a_secret_is_shown_once_renewed_and_ends() {
    visit(Screen::Desk, async |app, browser| {
        admin(app, browser).await;
        browser.click(".pagehead .btn.primary").await;
        browser
            .type_into(
                "#program-networks",
                "127.0.0.0/8\n10.0.0/8\n::1/128\n300.1.1.1",
            )
            .await;
        browser.type_into("#program-limit", "0").await;
        browser.click(".dialog[open] button[type=submit]").await;
        // Every wrong line is named, as is every other field.
        browser.shows("Line 2: “10.0.0/8” is not a network.").await;
        browser.shows("Line 4: “300.1.1.1” is not a network.").await;
        browser.shows("A whole number from 1 to 1,000,000.").await;
        browser.find("#program-name-error").await;
        browser.type_into("#program-name", "ERP, head office").await;
        browser
            .fill("#program-networks", "127.0.0.0/8\n::1/128")
            .await;
        browser.fill("#program-limit", "600").await;
        browser.click(".dialog[open] button[type=submit]").await;
        let (id, secret) = told(browser).await;
        assert!(id.len() > 5 && secret.len() > 20, "{id}");
        let page = browser.text().await;
        assert!(page.contains(&format!("curl -u '{id}:{secret}'")), "{page}");
        assert_eq!(status(app, &id, &secret).await, 200);
        browser.click(".dialog[open] > .actions .btn").await;
        closed(browser).await;
        says(browser, "ERP, head office", "Reads customers").await;
        says(browser, "ERP, head office", "600 requests a minute").await;
        let gone = format!("return !document.documentElement.outerHTML.includes('{secret}')");
        assert!(
            browser.run(&gone).await == true,
            "the secret stays in the page"
        );
        let kept = format!("SELECT COUNT(*) FROM oauth_clients WHERE secret_hash = '{secret}'");
        assert_eq!(app.db.number(&kept).await, 0);

        press(browser, "ERP, head office", "New secret").await;
        browser.click("[name=overlap][value='60']").await;
        browser.click(".dialog[open] button[type=submit]").await;
        let (same_id, renewed) = told(browser).await;
        assert_eq!(same_id, id);
        assert_ne!(renewed, secret);
        browser.shows("The old secret works until").await;
        assert_eq!(status(app, &id, &secret).await, 200);
        assert_eq!(status(app, &id, &renewed).await, 200);
        browser.click(".dialog[open] > .actions .btn").await;
        closed(browser).await;
        says(browser, "ERP, head office", "old secret works until").await;

        press(browser, "ERP, head office", "New secret").await;
        browser.click("[name=overlap][value='0']").await;
        browser.click(".dialog[open] button[type=submit]").await;
        let (_, last) = told(browser).await;
        browser.shows("The old secret has stopped working.").await;
        assert_eq!(status(app, &id, &renewed).await, 401);
        browser.click(".dialog[open] > .actions .btn").await;
        closed(browser).await;

        press(browser, "ERP, head office", "Revoke").await;
        browser.shows("Its tokens stop working at once").await;
        browser.click(".dialog[open] .btn.danger").await;
        closed(browser).await;
        says(browser, "ERP, head office", "Revoked").await;
        assert_eq!(status(app, &id, &last).await, 401);
        press(browser, "ERP, head office", "Let back in").await;
        browser.click(".dialog[open] .btn.primary").await;
        closed(browser).await;
        says(browser, "ERP, head office", "Active").await;
        assert_eq!(status(app, &id, &last).await, 200);

        press(browser, "ERP, head office", "Change").await;
        browser.fill("#program-name", "ERP").await;
        browser.click(".dialog[open] button[type=submit]").await;
        closed(browser).await;
        browser
            .until(&format!("!({})", row_of("ERP, head office")))
            .await;
        press(browser, "ERP", "Revoke").await;
        browser.click(".dialog[open] .btn.danger").await;
        closed(browser).await;
        press(browser, "ERP", "Delete").await;
        browser.click(".dialog[open] .btn.danger").await;
        closed(browser).await;
        browser.until(&format!("!({})", row_of(&id))).await;
        assert_eq!(status(app, &id, &last).await, 401);
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
