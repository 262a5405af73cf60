//! The portal: a shop signs in, sees its own orders with their farms, and nobody else's.

use std::collections::BTreeSet;

use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, visit};

pub fn portal(app: &TestApp) -> &str {
    app.portal.as_deref().expect("the portal is served")
}

/// Every order number that can be read on the page.
pub async fn order_numbers(browser: &Browser) -> BTreeSet<String> {
    let found = browser
        .run("return document.body.innerText.match(/O-20\\d\\d-\\d{4}/g) || []")
        .await;
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|number| number.as_str().map(str::to_owned))
        .collect()
}

pub async fn signed_in(app: &TestApp, browser: &Browser, account: Account) {
    browser.open(portal(app)).await;
    browser.sign_in(account.email()).await;
    browser
        .until(
            "location.pathname === '/portal/customer/orders' && document.querySelector('main h1')",
        )
        .await;
}

#[tokio::test]
async fn a_shop_sees_its_own_orders_with_their_farms() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        browser.shows("O-2026-0117").await;
        let own: BTreeSet<String> = app
            .db
            .column::<String>("SELECT order_number FROM orders WHERE customer_id = 1")
            .await
            .into_iter()
            .collect();
        assert_eq!(
            order_numbers(browser).await,
            own,
            "its own, all of them and no other"
        );
        let text = browser.text().await;
        assert!(
            text.contains("Tz'unun") || text.contains("Tz’unun"),
            "the farms stand in the list: {text}"
        );

        browser
            .click("a[href$='/portal/customer/orders/O-2026-0117']")
            .await;
        browser.shows("IXC-26-001").await;
        let text = browser.text().await;
        assert!(
            text.contains("Harbor Cocoa") || text.contains("HCW-4471"),
            "{text}"
        );
        assert!(
            text.contains("Tz'unun") || text.contains("Tz’unun"),
            "{text}"
        );
        assert!(text.contains("Lanquín"), "{text}");
        assert!(!text.contains("INTERNAL"), "{text}");
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn another_shops_order_is_not_there() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        let mut pages = Vec::new();
        // Kakao Kontor's, the other maker's, and nobody's: one page.
        for number in ["O-2026-0098", "OT-2026-0001", "O-2026-9999", "134"] {
            browser
                .open(&format!("{}/portal/customer/orders/{number}", portal(app)))
                .await;
            browser.shows("This order is not among yours").await;
            let text = browser.text().await;
            assert!(
                !text.contains("Kakao Kontor") && !text.contains("IXC-"),
                "{text}"
            );
            pages.push(text.replace(number, "NUMBER"));
        }
        assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
        browser.open(&format!("{}/no/such/page", portal(app))).await;
        browser.shows("There is no such page").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn the_session_is_out_of_scripts_reach_and_ends_on_leaving() {
    visit(Screen::Desk, async |app, browser| {
        let order = format!("{}/portal/customer/orders/O-2026-0117", portal(app));
        // Whoever is not signed in comes back to where they were going.
        browser.open(&order).await;
        browser.sign_in(Account::Portland.email()).await;
        browser.until("location.pathname === '/portal/customer/orders/O-2026-0117'").await;
        browser.shows("IXC-26-001").await;
        let within_reach = browser.run("return document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)").await;
        let within_reach = within_reach.as_str().unwrap_or_default();
        assert!(!within_reach.contains("ey") && !within_reach.contains("session="), "{within_reach}");

        browser.sign_out().await;
        browser.find("#password").await;
        browser.open(&order).await;
        browser.find("#password").await;
        assert!(!browser.text().await.contains("HCW-4471"));
        let sessions = app.db.number("SELECT COUNT(*) FROM revoked_tokens").await;
        assert!(sessions >= 3, "leaving revokes the token");
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_says_so_and_nothing_more() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(portal(app)).await;
        browser.type_into("#email", Account::Portland.email()).await;
        browser.type_into("#password", "not the password").await;
        browser.click("form button[type=submit]").await;
        browser.shows("E-mail or password is wrong.").await;
        assert_eq!(
            browser.path().await.split('?').next(),
            Some("/portal/customer")
        );
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn japanese_on_a_phone() {
    visit(Screen::Phone, async |app, browser| {
        browser.open(portal(app)).await;
        browser.find("#email").await;
        browser.click(".menu.lang button[aria-haspopup=menu]").await;
        browser
            .click(".menu.lang [role=menuitemradio][lang=ja]")
            .await;
        browser.shows("メールアドレス").await;
        assert_eq!(
            browser.run("return document.documentElement.lang").await,
            "ja"
        );
        browser.sign_in(Account::Tokyo.email()).await;
        browser.shows("ご注文一覧").await;
        browser.shows("O-2026-0102").await;
        assert_fits(browser).await;
        // The choice outlives the page.
        browser
            .open(&format!(
                "{}/portal/customer/orders/O-2026-0102",
                portal(app)
            ))
            .await;
        browser.shows("IXC-26-001").await;
        assert_eq!(
            browser.run("return document.documentElement.lang").await,
            "ja"
        );
        let text = browser.text().await;
        assert!(text.contains("ご注文"), "{text}");
        assert_fits(browser).await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

/// The page itself never scrolls sideways.
pub async fn assert_fits(browser: &Browser) {
    let wider = browser
        .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await;
    assert_eq!(wider, 0, "wider than the phone");
}

#[tokio::test]
async fn a_page_asks_once() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        browser
            .open(&format!(
                "{}/portal/customer/orders/O-2026-0110",
                portal(app)
            ))
            .await;
        browser.shows("Finca Telemán").await;
        browser
            .until("performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/api/portal/customer/me'))")
            .await;
        let asked = browser
            .run("return performance.getEntriesByType('resource').filter(entry => entry.name.endsWith('/orders/O-2026-0110')).length")
            .await;
        assert_eq!(asked, 1, "what is asked twice is logged twice");
    })
    .await;
}
