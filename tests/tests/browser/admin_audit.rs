//! The audit log as an admin reads it: who did what, narrowed by the address, with what changed.

use serde_json::{Value, json};
use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, visit};

async fn admin(app: &TestApp, browser: &Browser, path: &str) {
    browser.open(&format!("{}{path}", app.base)).await;
    browser.sign_in(Account::Admin.email()).await;
    browser.until("document.querySelector('main h1')").await;
}

async fn choose(browser: &Browser, id: &str, value: &str) {
    browser
        .until(&format!(
            "[...document.querySelector('#{id}').options].some(o => o.value === '{value}')"
        ))
        .await;
    browser
        .run(&format!(
            "const box = document.querySelector('#{id}'); box.value = '{value}'; box.dispatchEvent(new Event('change', {{bubbles: true}}))"
        ))
        .await;
}

#[tokio::test]
async fn a_change_is_found_read_and_saved() {
    visit(Screen::Desk, async |app, browser| {
        let caller = app.as_account(Account::Admin).await;
        let made = caller.post("/api/teams", &json!({"name": "Asia"})).await.created::<Value>();
        let path = format!("/api/teams/{}", made["id"]);
        let reply = caller.patch(&path, &json!({"name": "Asia Pacific"})).await;
        let request = reply.header("X-Request-Id").to_owned();
        reply.ok();

        admin(app, browser, "/admin/teams-of-old").await;
        browser.click("nav.side a[href='/admin/audit']").await;
        browser.until("document.querySelectorAll('.auditlist tbody tr').length > 2").await;
        choose(browser, "entity", "teams").await;
        browser.until("location.search === '?entity=teams'").await;
        browser.until("document.querySelectorAll('.auditlist tbody tr').length === 2").await;
        choose(browser, "action", "update").await;
        browser.until("document.querySelectorAll('.auditlist tbody tr').length === 1").await;
        assert_eq!(browser.path().await, "/admin/audit?action=update&entity=teams");
        browser.click(".auditlist button[aria-expanded=false]").await;
        browser.until("document.querySelector('.auditlist .auditmore del').innerText.includes('Asia')").await;
        browser.until("document.querySelector('.auditlist .auditmore ins').innerText.includes('Asia Pacific')").await;
        browser.shows(&request).await;
        // The file is the list as it is narrowed.
        browser.run("[...document.querySelectorAll('.pagehead button')].find(b => b.innerText.trim() === 'CSV').click()").await;
        let (_, bytes) = browser.saved(".csv").await;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(text.contains("Asia Pacific") && !text.contains("login"), "{text}");
        // By the number of the request, from the line itself.
        browser.click(".auditlist .auditmore .facts a.code").await;
        browser.until(&format!("location.search === '?request={request}'")).await;
        browser.until("document.querySelectorAll('.auditlist tbody tr:not(.auditmore)').length === 1").await;
        // How far it is sealed.
        browser.shows("ixchel audit verify").await;
        browser.find(".seal .copyable button").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
