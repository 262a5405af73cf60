//! Portal access as an admin gives and takes it, and the log of what was done with it.

use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, beside, visit};

const HARBOR_COCOA: &str = "/admin/customers/1?show=portal";
const NEWCOMER: &str = "june@harbor-cocoa.example";

async fn staff(app: &TestApp, browser: &Browser, account: Account, path: &str) {
    browser.open(&format!("{}{path}", app.base)).await;
    browser.sign_in(account.email()).await;
    browser
        .until("document.querySelector('nav.side, .navmenu') && document.querySelector('main h1')")
        .await;
}

fn portal(app: &TestApp) -> &str {
    app.portal.as_deref().expect("the portal is served")
}

/// The row of a person in the list of those with access.
fn row_of(email: &str) -> String {
    format!(
        "[...document.querySelectorAll('.people tbody tr')].find(row => row.innerText.includes('{email}'))"
    )
}

async fn press(browser: &Browser, email: &str, word: &str) {
    let button = format!(
        "[...{}.querySelectorAll('button')].find(b => b.innerText.trim() === '{word}')",
        row_of(email)
    );
    browser.until(&button).await;
    browser.run(&format!("{button}.click()")).await;
}

async fn says(browser: &Browser, email: &str, word: &str) {
    browser
        .until(&format!("{}.innerText.includes('{word}')", row_of(email)))
        .await;
}

#[tokio::test]
async fn access_goes_by_mail_and_ends_with_suspension() {
    visit(Screen::Desk, async |app, admin| {
        staff(app, admin, Account::Admin, "/admin/customers?search=Harbor").await;
        admin.click("a[href='/admin/customers/1']").await;
        admin.click(".views a[href$='show=portal']").await;
        admin.shows("Portal access").await;
        admin.click(".accesshead button").await;
        // Nothing written: each field says what it wants.
        admin.click(".dialog[open] button[type=submit]").await;
        admin.find("#access-email-error").await;
        admin.find("#access-name-error").await;
        // Somebody who has access already.
        admin.type_into("#access-email", Account::Portland.email()).await;
        admin.type_into("#access-name", "Twice").await;
        admin.click(".dialog[open] button[type=submit]").await;
        admin.shows("Somebody of this customer already has access with this e-mail.").await;
        admin.fill("#access-email", NEWCOMER).await;
        admin.click(".dialog[open] button[type=submit]").await;
        admin.until(&row_of(NEWCOMER)).await;
        let mail = app.mail_to(NEWCOMER, 1).await;
        let password = mail.password();
        says(admin, NEWCOMER, "must still choose a password").await;
        says(admin, NEWCOMER, "Sent").await;
        assert!(!admin.text().await.contains(&password), "a password is never shown");

        beside(Screen::Desk, async |shop| {
            shop.open(portal(app)).await;
            shop.sign_in_with(NEWCOMER, &password).await;
            shop.until("location.pathname === '/portal/customer/password'").await;
            shop.type_into("#new-password", "cacao from six farms").await;
            shop.click(".passwordform button[type=submit]").await;
            shop.until("location.pathname === '/portal/customer/orders'").await;
            shop.shows("O-2026-0117").await;

            admin.open(&format!("{}{HARBOR_COCOA}", app.base)).await;
            press(admin, NEWCOMER, "Suspend").await;
            // Asked about first, and nothing done by cancelling.
            admin.shows("Every session of this person ends at once").await;
            admin.run("[...document.querySelectorAll('.dialog[open] button')].find(b => b.innerText === 'Cancel').click()").await;
            admin.until("!document.querySelector('.dialog[open]')").await;
            let suspended = format!("SELECT COUNT(*) FROM customer_portal_users WHERE email = '{NEWCOMER}' AND status = 'suspended'");
            assert_eq!(app.db.number(&suspended).await, 0);
            press(admin, NEWCOMER, "Suspend").await;
            admin.click(".dialog[open] .btn.danger").await;
            says(admin, NEWCOMER, "Suspended").await;

            // The open session ends at its next request.
            shop.open(&format!("{}/portal/customer/orders/O-2026-0117", portal(app))).await;
            shop.find("#password").await;
            assert!(!shop.text().await.contains("HCW-4471"));

            press(admin, NEWCOMER, "Reinstate").await;
            says(admin, NEWCOMER, "Active").await;
            shop.sign_in_with(NEWCOMER, "cacao from six farms").await;
            shop.shows("HCW-4471").await;

            // A new password ends it again, and comes by mail.
            press(admin, NEWCOMER, "Reset password").await;
            admin.click(".dialog[open] .btn.primary").await;
            // The second one said that the password was changed.
            let again = app.mail_to(NEWCOMER, 3).await.password();
            assert_ne!(again, password);
            shop.open(&format!("{}/portal/customer/orders", portal(app))).await;
            shop.find("#password").await;
            shop.assert_quiet(&[portal(app), &app.base]).await;
        })
        .await;
        admin.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_locked_person_is_let_try_again() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(portal(app)).await;
        browser.find("#email").await;
        for _ in 0..5 {
            let reply = browser
                .promise(&format!(
                    "fetch('{}/api/portal/customer/login', {{method: 'POST', headers: {{'Content-Type': 'application/json'}},
                       body: JSON.stringify({{email: '{}', password: 'not the password'}})}}).then(r => r.status)",
                    app.base,
                    Account::Portland.email()
                ))
                .await;
            assert_eq!(reply, 401);
        }
        staff(app, browser, Account::Admin, HARBOR_COCOA).await;
        says(browser, Account::Portland.email(), "Locked").await;
        says(browser, Account::Portland.email(), "until ").await;
        press(browser, Account::Portland.email(), "Unlock").await;
        says(browser, Account::Portland.email(), "Active").await;
        browser.until("document.activeElement && document.activeElement.innerText.trim() === 'Suspend'").await;
        // The tries are in the log, with their reason.
        browser.shows("Tried to sign in").await;
        browser.shows("Wrong e-mail or password.").await;
    })
    .await;
}

#[tokio::test]
async fn looking_for_another_shops_order_is_logged() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(portal(app)).await;
        browser.sign_in(Account::Portland.email()).await;
        browser.shows("O-2026-0117").await;
        // Kakao Kontor's.
        browser.open(&format!("{}/portal/customer/orders/O-2026-0098", portal(app))).await;
        browser.shows("This order is not among yours").await;
        // Both applications share the API's host, and with it the session: out first.
        browser.sign_out().await;
        browser.find("#password").await;

        staff(app, browser, Account::Admin, "/admin/access-log").await;
        browser.shows("Another shop’s").await;
        let line = browser
            .run("return document.querySelector('.accesslog tr.foreign').innerText")
            .await;
        let line = line.as_str().unwrap_or_default().to_owned();
        for word in [Account::Portland.email(), "Order O-2026-0098", "It was refused; nothing was shown.", "Chrome"] {
            assert!(line.contains(word), "{word} in {line}");
        }
        // Narrowed by the filters, which are in the address.
        browser.run("const box = document.querySelector('#result'); box.value = 'success'; box.dispatchEvent(new Event('change', {bubbles: true}))").await;
        browser.until("location.search === '?status=success' && !document.querySelector('.accesslog tr.foreign')").await;
        browser.shows("Signed out").await;
        browser.open(&format!("{}/admin/access-log?event=page_view&status=error&customer=1", app.base)).await;
        browser.shows("O-2026-0098").await;
        assert!(!browser.text().await.contains("Signed in"));
        browser.open(&format!("{}/admin/access-log?customer=13", app.base)).await;
        browser.shows(Account::Hamburg.email()).await;
        assert!(!browser.text().await.contains(Account::Portland.email()));
        // On the shop's own page, too.
        browser.open(&format!("{}{HARBOR_COCOA}", app.base)).await;
        browser.until("document.querySelector('.accesslog tr.foreign')").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_no_admin_sees_no_access() {
    visit(Screen::Desk, async |app, browser| {
        staff(app, browser, Account::Viewer, HARBOR_COCOA).await;
        browser.shows("Recent orders").await;
        browser.shows("O-2026-0117").await;
        let text = browser.text().await;
        for word in ["Portal access", "Access log", "locked@harbor-cocoa.example", "Settings"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        let links = browser.run("return [...document.querySelectorAll('nav a')].map(a => a.getAttribute('href')).join(' ')").await;
        let links = links.as_str().unwrap_or_default().to_owned();
        assert!(links.contains("/admin/customers"), "{links}");
        assert!(!links.contains("access-log") && !links.contains("settings"), "{links}");
        // Typed all the same: refused, kindly.
        browser.open(&format!("{}/admin/access-log", app.base)).await;
        browser.shows("The access log is for administrators").await;
        browser.open(&format!("{}/admin/settings", app.base)).await;
        browser.shows("Settings are for administrators").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
