//! The order list: what it shows stands in its address, is saved as a file, and is worked by keyboard alone.

use serde_json::json;
use tests::{Account, TestApp};
use thirtyfour::Key;

use crate::chrome::{Browser, Screen, visit};
use crate::portal::{portal, signed_in};

/// Thirty old orders more: 42 in all, on three pages.
async fn thirty_more(app: &TestApp) {
    app.db
        .run(
            "INSERT INTO orders (org_id, customer_id, order_number, status, order_date, created_at, updated_at)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
            SELECT 1, 1, 'O-2023-00' || (10 + i), 'delivered', '2023-01-' || substr('0' || i, -2), '2023-01-01T00:00:00+00:00', '2023-01-01T00:00:00+00:00' FROM n",
        )
        .await;
}

/// The numbers in the list, in its order.
async fn listed(browser: &Browser) -> Vec<String> {
    let found = browser
        .run("return [...document.querySelectorAll('.orders tbody th a')].map(a => a.innerText)")
        .await;
    let numbers = found.as_array().into_iter().flatten();
    numbers
        .filter_map(|number| number.as_str().map(str::to_owned))
        .collect()
}

async fn until_first_is(browser: &Browser, number: &str) {
    browser
        .until(&format!(
            "document.querySelector('.orders tbody th a').innerText === {}",
            json!(number)
        ))
        .await;
}

#[tokio::test]
async fn back_reload_and_a_shared_link_restore_the_list() {
    visit(Screen::Desk, async |app, browser| {
        thirty_more(app).await;
        signed_in(app, browser, Account::Portland).await;
        until_first_is(browser, "O-2026-0139").await;
        assert_eq!(listed(browser).await.len(), 20);
        browser.shows("1–20 of 42").await;

        browser.click(".seg label:has([value=delivered])").await;
        browser.shows("1–20 of 36").await;
        browser.click(".orders thead th:nth-child(1) button").await;
        browser.until("document.querySelector('.orders thead th:nth-child(1)').getAttribute('aria-sort') === 'descending'").await;
        browser.click(".orders thead th:nth-child(1) button").await;
        until_first_is(browser, "O-2023-0011").await;
        assert_eq!(browser.path().await, "/portal/customer/orders?status=delivered&sort=order_number");
        browser.run("window.scrollTo(0, document.body.scrollHeight)").await;
        browser.click(".pager button:last-child").await;
        until_first_is(browser, "O-2023-0031").await;
        browser.shows("21–36 of 36").await;
        // One reads on at the top of the new page.
        browser.until("scrollY === 0 && document.activeElement.matches('.results')").await;
        let address = browser.path().await;
        assert_eq!(address, "/portal/customer/orders?status=delivered&sort=order_number&page=2");
        let second = listed(browser).await;
        assert_eq!(second.len(), 16);

        browser.driver.refresh().await.expect("reloads");
        until_first_is(browser, "O-2023-0031").await;
        assert_eq!(listed(browser).await, second);
        assert_eq!(browser.run("return document.querySelector('input[name=status]:checked').value").await, "delivered");
        browser.click("a[href$='/orders/O-2023-0031']").await;
        browser.until("location.pathname.endsWith('/O-2023-0031')").await;
        browser.driver.back().await.expect("there is a page before");
        until_first_is(browser, "O-2023-0031").await;
        assert_eq!(browser.path().await, address);
        browser.driver.back().await.expect("there is a page before");
        until_first_is(browser, "O-2023-0011").await;
        browser.driver.back().await.expect("there is a page before");
        browser.driver.back().await.expect("there is a page before");
        until_first_is(browser, "O-2026-0088").await;
        browser.driver.back().await.expect("there is a page before");
        until_first_is(browser, "O-2026-0139").await;

        // Sent to a colleague, who has to sign in first; and a page that is no more is the last one.
        browser.sign_out().await;
        browser.find("#password").await;
        browser.open(&format!("{}{address}", portal(app))).await;
        browser.sign_in(Account::Portland.email()).await;
        until_first_is(browser, "O-2023-0031").await;
        browser.open(&format!("{}/portal/customer/orders?page=9", portal(app))).await;
        browser.shows("41–42 of 42").await;
        browser.until("location.search === '?page=3'").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn search_waits_for_the_last_key_and_days_count_when_asked_for() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        until_first_is(browser, "O-2026-0139").await;
        // Every question that goes out from here on.
        browser.run("window.asked = []; const real = window.fetch; window.fetch = (...a) => { window.asked.push(a[0].url || a[0]); return real(...a) }").await;
        browser.type_into("#q", "polochic").await;
        browser.until("location.search === '?search=polochic'").await;
        browser.shows("orders found").await;
        let asked = browser.run("return window.asked.filter(url => url.includes('/orders')).length").await;
        assert_eq!(asked, 1, "one question for eight keys");
        browser.press(Key::Escape).await;
        browser.until("location.search === ''").await;

        let days = "SELECT COUNT(*) FROM orders WHERE customer_id = 1 AND order_date BETWEEN '2026-05-01' AND '2026-09-30'";
        let within = app.db.number(days).await;
        browser.click(".datefrom > button").await;
        browser.until("document.activeElement.id === 'date-from'").await;
        for (id, day) in [("date-from", "2026-09-30"), ("date-to", "2026-05-01")] {
            browser
                .run(&format!("const field = document.getElementById('{id}'); field.value = '{day}'; field.dispatchEvent(new Event('input', {{bubbles: true}}))"))
                .await;
        }
        assert_eq!(browser.path().await, "/portal/customer/orders", "nothing is asked while one types");
        browser.press(Key::Enter).await;
        // The days were the wrong way round.
        browser.until("location.search === '?date_from=2026-05-01&date_to=2026-09-30'").await;
        browser.until(&format!("document.querySelectorAll('.orders tbody tr').length === {within}")).await;
        browser.shows("1 May 2026 – 30 Sept 2026").await;
        browser.click(".datefrom > button:last-child").await;
        browser.until("location.search === ''").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_shown_is_saved() {
    visit(Screen::Phone, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        browser
            .open(&format!(
                "{}/portal/customer/orders?status=delivered&sort=order_number",
                portal(app)
            ))
            .await;
        until_first_is(browser, "O-2026-0019").await;
        let shown = listed(browser).await;
        browser.click(".pagehead .actions button:first-child").await;
        browser.shows("is saved.").await;
        let (name, bytes) = browser.saved(".csv").await;
        assert!(
            name.contains("orders") || name.contains("harbor"),
            "the server's name: {name}"
        );
        let text = String::from_utf8(bytes).expect("UTF-8");
        let positions: Vec<usize> = shown
            .iter()
            .filter_map(|number| text.find(number.as_str()))
            .collect();
        assert_eq!(positions.len(), shown.len(), "{text}");
        assert!(positions.is_sorted(), "in the order that is shown: {text}");
        assert!(!text.contains("O-2026-0117"), "only what is shown: {text}");
        browser.click(".pagehead .actions button:last-child").await;
        let (_, bytes) = browser.saved(".xlsx").await;
        assert!(bytes.starts_with(b"PK"));

        // Nothing comes: the page says so, and stays.
        browser
            .run("window.fetch = () => Promise.reject(new TypeError('no way'))")
            .await;
        browser.click(".pagehead .actions button:first-child").await;
        browser.shows("The file did not come.").await;
        assert_eq!(listed(browser).await, shown);
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn by_keyboard_alone() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(portal(app)).await;
        browser.find("#email").await;
        browser.tab_to("#email").await;
        browser.press(Account::Portland.email()).await;
        browser.tab_to("#password").await;
        browser.press(tests::PASSWORD).await;
        browser.press(Key::Enter).await;
        until_first_is(browser, "O-2026-0139").await;

        browser.press("/").await;
        browser.until("document.activeElement.id === 'q'").await;
        browser.tab_to("input[name=status]").await;
        browser.press(Key::Right).await;
        browser.until("location.search === '?status=pending'").await;
        browser.press(Key::Left).await;
        browser.until("location.search === ''").await;
        browser.tab_to(".datefrom > button").await;
        browser.press(Key::Enter).await;
        browser
            .until("document.activeElement.id === 'date-from'")
            .await;
        browser.press("09012026").await;
        browser.press(Key::Enter).await;
        browser
            .until("location.search === '?date_from=2026-09-01'")
            .await;
        browser
            .until("document.activeElement.matches('.datefrom > button')")
            .await;
        browser.tab_to(".datefrom > button:last-child").await;
        browser.press(Key::Enter).await;
        browser.until("location.search === ''").await;

        browser.tab_to(".orders thead th:nth-child(4) button").await;
        browser.press(Key::Enter).await;
        until_first_is(browser, "O-2026-0070").await;
        // Whoever sorts stays at the column.
        let at = browser
            .run("return document.activeElement.closest('th').getAttribute('aria-sort')")
            .await;
        assert_eq!(at, "descending");
        browser.press(Key::Enter).await;
        browser
            .until("document.activeElement.closest('th').getAttribute('aria-sort') === 'ascending'")
            .await;
        browser.tab_to(".orders tbody a").await;
        browser.press(Key::Enter).await;
        browser
            .until("/orders\\/O-/.test(location.pathname) && document.activeElement.matches('h1')")
            .await;

        // The person's menu, by arrows; and out.
        browser.run("document.activeElement.blur()").await;
        browser.tab_to(".menu.who button").await;
        browser.press(Key::Enter).await;
        browser
            .until("document.activeElement.matches('[role=menuitem]')")
            .await;
        browser.press(Key::Enter).await;
        browser
            .until("location.pathname === '/portal/customer/account'")
            .await;
        browser.shows("Grace Whitcomb").await;
        browser.tab_to("input[name=language]").await;
        browser.press(Key::Right).await;
        browser.shows("Bisheriges Passwort").await;
        browser
            .tab_to(".menu.who button, main section:last-child .btn")
            .await;
        browser.press(Key::Enter).await;
        browser.find("#password").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_tab_that_was_away_for_long_is_up_to_date() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        until_first_is(browser, "O-2026-0139").await;
        browser
            .run(
                "window.away = false; window.later = 0; const now = Date.now.bind(Date); Date.now = () => now() + window.later;
                 Object.defineProperty(document, 'hidden', {get: () => window.away});
                 window.turn = away => { window.away = away; document.dispatchEvent(new Event('visibilitychange', {bubbles: true})) }",
            )
            .await;
        app.db.run("UPDATE orders SET customer_po_reference = 'HCW-NEW' WHERE order_number = 'O-2026-0139'").await;
        browser.run("turn(true); later += 30000; turn(false); turn(true); later += 61000; turn(false)").await;
        browser.shows("HCW-NEW").await;
        // The connection is gone for the next time: what is there stays.
        browser.run("window.fetch = () => Promise.reject(new TypeError('no way')); turn(true); later += 61000; turn(false)").await;
        browser.promise("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
        assert!(browser.text().await.contains("HCW-NEW"));
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}
