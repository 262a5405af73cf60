//! The staff's application under `/admin/`: from a code read off a bar to the chain with its quantities.

use crate::chrome::{Screen, visit};
use tests::Account;

/// As WebDriver writes the key.
const ENTER: &str = "\u{e007}";

#[tokio::test]
async fn an_admin_traces_a_lot() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(&format!("{}/admin/", app.base)).await;
        browser.sign_in(Account::Admin.email()).await;
        browser.until("document.querySelector('.adminmain h1')").await;
        browser.find("input[role=combobox]").await;
        // "/" brings the search box, wherever the focus is.
        browser.run("document.activeElement && document.activeElement.blur()").await;
        browser.type_into("body", "/").await;
        browser.until("document.activeElement && document.activeElement.getAttribute('role') === 'combobox'").await;
        browser.type_into("input[role=combobox]", "IXC-26-001").await;
        browser.until("[...document.querySelectorAll('[role=option]')].some(o => o.innerText.includes('IXC-26-001'))").await;
        browser.type_into("input[role=combobox]", ENTER).await;
        browser.until("/^\\/admin\\/trace\\/batch/.test(location.pathname)").await;
        browser.shows("Kakao Kontor").await;
        let text = browser.text().await;
        // 840 cartons were made: 652 are delivered, 64 on their way, 56 held for orders and 56 free in store; 12 are
        // unaccounted for.
        for word in ["IXC-26-001", "840", "652", "64", "56", "12", "Shibuya Cacao", "Harbor Cocoa", "O-2026-0098"] {
            assert!(text.contains(word), "{word} in {text}");
        }
        assert!(!text.contains("Stranger Chocolates"), "{text}");

        // The same view from its address alone.
        let address = browser.path().await;
        browser.open("about:blank").await;
        browser.open(&format!("{}{address}", app.base)).await;
        browser.shows("Kakao Kontor").await;
        for word in ["IXC-26-001", "840", "716"] {
            browser.shows(word).await;
        }
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn lots_never_sold_are_shown() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(&format!("{}/admin/trace/batch/IXC-26-090", app.base)).await;
        browser.sign_in(Account::Admin.email()).await;
        // Signing in leads on to where the address pointed.
        browser.until("location.pathname === '/admin/trace/batch/IXC-26-090'").await;
        browser.until("document.querySelector('main h1') && document.querySelector('main h1').innerText.includes('IXC-26-090')").await;
        browser.open(&format!("{}/admin/trace/batch/IXC-26-091", app.base)).await;
        browser.until("document.querySelector('main h1') && document.querySelector('main h1').innerText.includes('IXC-26-091')").await;
        browser.shows("160").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_role_that_may_not_trace_is_not_offered_it() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(&format!("{}/admin/", app.base)).await;
        browser.sign_in(Account::Viewer.email()).await;
        browser.until("document.querySelector('.adminmain h1')").await;
        browser.shows("O-2026").await;
        let links = browser.run("return [...document.querySelectorAll('nav a')].map(a => a.getAttribute('href')).join(' ')").await;
        assert!(!links.as_str().unwrap_or_default().contains("/admin/trace"), "{links}");
        // Typed all the same: refused.
        browser.open(&format!("{}/admin/trace/batch/IXC-26-001", app.base)).await;
        browser.until("document.querySelector('main h1')").await;
        assert!(!browser.text().await.contains("Kakao Kontor"));
        browser.sign_out().await;
        browser.find("#password").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
