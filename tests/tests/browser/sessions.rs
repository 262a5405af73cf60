//! How a session ends, and what is then still on the screen: nothing.

use serde_json::json;
use tests::{Account, PASSWORD};

use crate::chrome::{Browser, Screen, visit};
use crate::portal::{order_numbers, portal, signed_in};

const EXPIRED: &str = "Session expired. Please log in again.";

/// The sign-in form, and nothing of an order anywhere in the page.
async fn assert_left(browser: &Browser) {
    browser.find("#password").await;
    let page = browser.run("return document.body.innerHTML").await;
    let page = page.as_str().unwrap_or_default();
    assert!(!page.contains("O-20") && !page.contains("HCW-"), "{page}");
}

#[tokio::test]
async fn an_expired_session_leads_back_to_its_page() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        browser.shows("O-2026-0117").await;
        browser.driver.delete_all_cookies().await.expect("no cookies");
        browser.click(".seg label:has([value=delivered])").await;
        browser.shows(EXPIRED).await;
        assert_left(browser).await;
        browser.sign_in(Account::Portland.email()).await;
        browser
            .until("location.pathname + location.search === '/portal/customer/orders?status=delivered'")
            .await;
        browser.shows("O-2026-0088").await;
        assert!(!browser.text().await.contains(EXPIRED));
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_suspended_person_is_out_at_the_next_request() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        browser.shows("O-2026-0117").await;
        app.db
            .run("UPDATE customer_portal_users SET status = 'suspended' WHERE email = 'buyer@harbor-cocoa.example'")
            .await;
        browser.click("a[href$='/orders/O-2026-0117']").await;
        browser.shows(EXPIRED).await;
        assert_left(browser).await;
        browser.sign_in(Account::Portland.email()).await;
        browser.shows("Account suspended. Contact manufacturer.").await;
        // With a wrong password nobody learns that.
        browser.sign_in_with(Account::Portland.email(), "something else").await;
        browser.shows("E-mail or password is wrong.").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn after_five_wrong_passwords_the_right_one_is_refused_alike() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(portal(app)).await;
        let tries = "SELECT login_attempts FROM customer_portal_users WHERE email = 'buyer@harbor-cocoa.example'";
        for count in 1..=5 {
            browser.sign_in_with(Account::Portland.email(), &format!("wrong {count}")).await;
            browser.until("!document.querySelector('form [aria-busy=true]') && document.querySelector('form .note')").await;
            browser.shows("E-mail or password is wrong.").await;
            assert_eq!(app.db.number(tries).await, count);
        }
        browser.sign_in_with(Account::Portland.email(), PASSWORD).await;
        browser.until("!document.querySelector('form [aria-busy=true]') && document.querySelector('form .note')").await;
        browser.shows("E-mail or password is wrong.").await;
        assert_eq!(browser.path().await, "/portal/customer");
        // A quarter of an hour later.
        app.db
            .run("UPDATE customer_portal_users SET locked_until = '2020-01-01T00:00:00+00:00' WHERE email = 'buyer@harbor-cocoa.example'")
            .await;
        browser.sign_in(Account::Portland.email()).await;
        browser.until("location.pathname === '/portal/customer/orders'").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn signing_out_in_one_tab_reaches_the_others() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        browser.click("a[href$='/orders/O-2026-0117']").await;
        browser.shows("IXC-26-001").await;
        let first = browser.driver.window().await.expect("a tab");
        let second = browser.driver.new_tab().await.expect("another tab");
        browser.driver.switch_to_window(second.clone()).await.expect("it is there");
        browser.open(&format!("{}/portal/customer/orders", portal(app))).await;
        browser.shows("O-2026-0117").await;
        browser.sign_out().await;
        assert_left(browser).await;

        browser.driver.switch_to_window(first.clone()).await.expect("it is there");
        assert_left(browser).await;
        assert!(!browser.text().await.contains(EXPIRED), "nobody's session ran out");
        browser.driver.back().await.expect("there is a page before");
        assert_left(browser).await;
        assert!(order_numbers(browser).await.is_empty());

        // Signing in reaches the others too.
        browser.sign_in(Account::Portland.email()).await;
        browser.shows("O-2026-0117").await;
        browser.driver.switch_to_window(second).await.expect("it is there");
        browser.until("location.pathname === '/portal/customer/orders'").await;
        browser.shows("O-2026-0117").await;

        // Somebody else's session, begun elsewhere in this browser: no page keeps the first one's orders.
        browser.driver.switch_to_window(first).await.expect("it is there");
        let login = json!({"email": Account::Hamburg.email(), "password": PASSWORD});
        browser
            .promise(&format!(
                "fetch('{}/api/portal/customer/login', {{method: 'POST', credentials: 'include', headers: {{'Content-Type': 'application/json', 'X-Session': 'cookie', 'X-Requested-With': 'ixchel'}}, body: JSON.stringify({login})}})
                   .then(() => new BroadcastChannel('ixchel-session').postMessage('in'))",
                app.base
            ))
            .await;
        browser.shows("O-2026-0098").await;
        assert!(!order_numbers(browser).await.contains("O-2026-0117"));
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}
