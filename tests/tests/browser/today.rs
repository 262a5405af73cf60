//! The staff's start page: its answer, the ways it offers, and what each role is not offered.

use serde_json::Value;
use tests::Account;

use crate::chrome::{Browser, Screen, visit};

/// Every address that the page's own part leads to.
async fn ways(browser: &Browser) -> Vec<String> {
    let found = browser
        .run("return [...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))")
        .await;
    let Value::Array(list) = found else {
        panic!("no list: {found}");
    };
    list.iter()
        .map(|way| way.as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn the_most_urgent_thing_is_the_answer_and_leads_to_its_trace() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(&format!("{}/admin/", app.base)).await;
        browser.sign_in(Account::Admin.email()).await;
        browser.shows("2 complaints cannot wait").await;
        browser.until("document.title.startsWith('Today')").await;
        browser.until("document.querySelector('nav.side a[href=\"/admin/\"]').getAttribute('aria-current') === 'page'").await;
        for word in ["Bitter & Fein", "IXC-26-014", "O-2026-0135", "IXC-26-009", "On hold"] {
            browser.shows(word).await;
        }
        browser.click(".queue .first .btn").await;
        browser.until("location.pathname === '/admin/trace/batch/IXC-26-001'").await;
        browser.shows("Kakao Kontor").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_viewer_is_offered_what_it_may_open() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(&format!("{}/admin/", app.base)).await;
        browser.sign_in(Account::Viewer.email()).await;
        browser.shows("In the making").await;
        let ways = ways(browser).await;
        assert!(
            ways.iter().any(|way| way == "/admin/batches/IXC-26-014"),
            "{ways:?}"
        );
        assert!(
            ways.iter().all(|way| !way.starts_with("/admin/trace")),
            "{ways:?}"
        );
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
