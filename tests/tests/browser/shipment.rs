//! A parcel's own page: reached from its order, followed to the carrier, kept up to date by itself, with the proof of its
//! delivery; and no other shop's.

use reqwest::Method;
use serde_json::json;
use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, visit};

fn portal(app: &TestApp) -> &str {
    app.portal.as_deref().expect("the portal is served")
}

fn page(app: &TestApp, number: &str) -> String {
    format!("{}/portal/customer/shipments/{number}", portal(app))
}

/// Opens a page that needs a session, and signs in on the way.
async fn open_as(app: &TestApp, browser: &Browser, account: Account, address: &str) {
    browser.open(portal(app)).await;
    browser.sign_in(account.email()).await;
    browser
        .until("location.pathname === '/portal/customer/orders'")
        .await;
    browser.open(address).await;
}

async fn number(browser: &Browser, script: &str) -> i64 {
    browser
        .run(&format!("return {script}"))
        .await
        .as_i64()
        .unwrap_or(-1)
}

/// A milestone, as the staff's tools or the carrier's connection report it.
async fn report(app: &TestApp, parcel: i64, status: &str, said: &str) {
    let reply = app
        .as_account(Account::Admin)
        .await
        .post(
            &format!("/api/shipments/{parcel}/events"),
            &json!({"status": status, "location": "Portland, US", "description": said}),
        )
        .await;
    assert_eq!(reply.status, 201, "{}", reply.text());
}

#[tokio::test]
async fn from_the_order_to_the_parcel_and_to_the_carrier() {
    visit(Screen::Desk, async |app, browser| {
        let order = format!("{}/portal/customer/orders/O-2026-0117", portal(app));
        open_as(app, browser, Account::Portland, &order).await;
        browser
            .click("a[href$='/portal/customer/shipments/SH-2026-0094']")
            .await;
        browser.shows("Every scan").await;
        assert_eq!(
            browser.path().await,
            "/portal/customer/shipments/SH-2026-0094"
        );
        let text = browser.text().await;
        for said in [
            "60 cartons",
            "Cahabón 72% 60 g",
            "IXC-26-004",
            "Picked up, 2 pallets",
            "Left the carrier’s terminal",
            "41 Wharf Lane",
            "United States",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        let link = browser.find(".facts a.ext").await;
        let href = link.attr("href").await.ok().flatten().unwrap_or_default();
        assert_eq!(
            href,
            "https://www.dhl.com/global-en/home/tracking.html?tracking-id=77104482915"
        );
        assert_eq!(
            link.attr("target").await.ok().flatten().as_deref(),
            Some("_blank")
        );
        assert_eq!(
            link.attr("rel").await.ok().flatten().as_deref(),
            Some("noopener noreferrer")
        );
        // Where it is now is one station of the way, and the tab's title is the parcel's.
        assert_eq!(
            number(
                browser,
                "document.querySelectorAll('.route [aria-current=step]').length"
            )
            .await,
            1
        );
        assert_eq!(
            browser
                .run("return document.title.includes('SH-2026-0094')")
                .await,
            true
        );
        // The way back is in the crumbs.
        browser
            .click(".crumbs a[href$='/portal/customer/orders/O-2026-0117']")
            .await;
        browser.shows("What you ordered").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_carriers_address_that_is_none_is_no_link() {
    visit(Screen::Desk, async |app, browser| {
        app.db
            .run("UPDATE shipments SET tracking_url = 'javascript:alert(1)' WHERE id = 156")
            .await;
        open_as(app, browser, Account::Portland, &page(app, "SH-2026-0094")).await;
        browser.shows("7710 4482 915").await;
        assert_eq!(
            number(
                browser,
                "document.querySelectorAll('main a[href^=javascript]').length"
            )
            .await,
            0
        );
        assert_eq!(
            number(browser, "document.querySelectorAll('.facts a.ext').length").await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_delivery_is_proved_by_its_pictures() {
    visit(Screen::Desk, async |app, browser| {
        let staff = app.as_account(Account::Admin).await;
        let parcel: i64 = app
            .db
            .number("SELECT id FROM shipments WHERE org_id = 1 AND shipment_number = 'SH-2026-0088'")
            .await;
        for (what, bytes) in [("signature", tests::pictures::png(320, 120)), ("photo", tests::pictures::png(640, 480))] {
            let path = format!("/api/shipments/{parcel}/{what}");
            let request = staff
                .request(Method::PUT, &path)
                .header("content-type", "image/png")
                .body(bytes);
            staff.send(request).await.ok();
        }
        open_as(app, browser, Account::Portland, &page(app, "SH-2026-0088")).await;
        browser.shows("Proof of delivery").await;
        // Shown with the session's cookie, from the API's own origin.
        browser
            .until("[...document.querySelectorAll('.proof img')].filter(i => i.complete && i.naturalWidth > 0).length === 2")
            .await;
        let named = browser
            .run("return [...document.querySelectorAll('.proof img')].every(i => i.alt.length > 8)")
            .await;
        assert_eq!(named, true, "each picture says what it shows");
        let text = browser.text().await;
        assert!(text.contains("Delivered on"), "{text}");
        assert!(text.contains("Received by"), "{text}");
        // Nothing moves any more: nothing is asked again.
        assert_eq!(number(browser, "document.querySelectorAll('.live').length").await, 0);

        // A picture that does not come leaves words.
        app.db
            .run(&format!("UPDATE shipments SET photo = NULL, photo_type = NULL WHERE id = {parcel}"))
            .await;
        browser
            .run("document.querySelector('.proof img.photo').src += '?again'; return true")
            .await;
        browser.shows("The picture did not load.").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

/// Counts the page's questions about the parcel; lets the test move the clock, hide the tab, cut the connection, and run
/// the page's own timer.
const WATCH: &str = "
    const now = Date.now.bind(Date);
    window.ahead = 0;
    Date.now = () => now() + window.ahead * 60000;
    window.unseen = false;
    Object.defineProperty(document, 'hidden', {get: () => window.unseen, configurable: true});
    window.asked = 0;
    window.broken = false;
    const ask = window.fetch;
    window.fetch = (request, ...rest) => {
        if (String(request.url || request).includes('/customer/shipments/')) {
            window.asked += 1;
            if (window.broken) return Promise.reject(new TypeError('cut off'));
        }
        return ask(request, ...rest);
    };
    const every = window.setInterval;
    window.setInterval = (tick, ms, ...rest) => {
        if (ms === 10000) window.tick = tick;
        return every(tick, ms, ...rest);
    };
    window.look = () => document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
    return true";

/// Does something in the page, lets what follows from it begin, and counts the questions so far.
async fn asked_after(browser: &Browser, done: &str) -> i64 {
    browser
        .promise(&format!(
            "({done}, new Promise(next => setTimeout(() => next(asked))))"
        ))
        .await
        .as_i64()
        .unwrap_or(-1)
}

#[tokio::test]
async fn a_parcel_under_way_keeps_itself_up_to_date() {
    visit(Screen::Desk, async |app, browser| {
        let order = format!("{}/portal/customer/orders/O-2026-0117", portal(app));
        open_as(app, browser, Account::Portland, &order).await;
        browser.shows("SH-2026-0094").await;
        browser.run(WATCH).await;
        browser
            .click("a[href$='/portal/customer/shipments/SH-2026-0094']")
            .await;
        browser.shows("Checked at").await;
        browser.shows("again in 5 min").await;
        assert_eq!(asked_after(browser, "0").await, 1);
        assert_eq!(
            asked_after(browser, "look(), tick()").await,
            1,
            "not before its time"
        );

        // Hidden: the time passes, nothing is asked.
        report(app, 156, "in_transit", "Handed to the courier").await;
        assert_eq!(
            asked_after(browser, "ahead = 6, unseen = true, look(), tick()").await,
            1
        );
        // Back: it catches up at once, and what was shown stayed there meanwhile.
        assert_eq!(
            asked_after(
                browser,
                "document.querySelector('h1').id = 'kept', unseen = false, look()"
            )
            .await,
            2
        );
        assert!(browser.text().await.contains("Every scan"));
        browser.shows("Handed to the courier").await;
        assert_eq!(
            number(browser, "document.querySelectorAll('h1#kept').length").await,
            1,
            "the head is not built anew"
        );

        // In front: the page's own timer asks again after five minutes.
        report(app, 156, "out_for_delivery", "On the van").await;
        assert_eq!(
            asked_after(browser, "ahead = 10, tick()").await,
            2,
            "four minutes later"
        );
        assert_eq!(asked_after(browser, "ahead = 12, tick()").await, 3);
        browser.shows("Out for delivery today").await;

        // Cut off: the old content stays, and words say how old it is.
        assert_eq!(
            asked_after(browser, "broken = true, ahead = 18, tick()").await,
            4
        );
        browser.shows("No connection.").await;
        browser.until("document.querySelector('.live.off')").await;
        assert!(browser.text().await.contains("On the van"));
        report(app, 156, "delivered", "Signed for").await;
        assert_eq!(
            asked_after(
                browser,
                "broken = false, dispatchEvent(new Event('online'))"
            )
            .await,
            5
        );

        // Delivered: the last word.
        browser.shows("Proof of delivery").await;
        browser.shows("Delivered on").await;
        assert_eq!(
            number(browser, "document.querySelectorAll('.live').length").await,
            0
        );
        assert_eq!(asked_after(browser, "ahead = 90, look(), tick()").await, 5);
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn an_order_refreshes_while_something_of_it_is_under_way() {
    visit(Screen::Desk, async |app, browser| {
        let order = format!("{}/portal/customer/orders/O-2026-0117", portal(app));
        open_as(app, browser, Account::Portland, &order).await;
        browser.shows("Checked at").await;
        browser.run(WATCH).await;
        report(app, 156, "delivered", "Signed for").await;
        browser.run("ahead = 6; look(); return true").await;
        browser
            .until("document.querySelectorAll('.shiplist .is-success').length === 2")
            .await;
        // Nothing of it is on the way any more.
        assert_eq!(
            number(browser, "document.querySelectorAll('.live').length").await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn another_shops_parcel_is_not_there() {
    visit(Screen::Desk, async |app, browser| {
        open_as(app, browser, Account::Portland, portal(app)).await;
        let mut pages = Vec::new();
        // Isar Kakao's by number and by id, nobody's, and something that is no number at all.
        for number in ["SH-2026-0098", "160", "SH-2026-9999", "x'y"] {
            browser.open(&page(app, number)).await;
            browser.shows("This shipment is not among yours").await;
            let text = browser.text().await;
            assert!(!text.contains("Isar") && !text.contains("München"), "{text}");
            let shown = browser.run("return document.querySelector('main h1').textContent + document.querySelector('main .lede').textContent").await;
            pages.push(shown);
        }
        assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_parcel_in_japanese_on_a_phone() {
    visit(Screen::Phone, async |app, browser| {
        browser.open(portal(app)).await;
        browser.find("#email").await;
        browser
            .run("document.cookie = 'ixchel_lang=ja; Path=/'; return true")
            .await;
        open_as(app, browser, Account::Portland, &page(app, "SH-2026-0094")).await;
        browser.shows("配送の記録").await;
        assert_eq!(
            browser.run("return document.documentElement.lang").await,
            "ja"
        );
        let text = browser.text().await;
        for said in ["お届け先", "アメリカ合衆国", "60箱", "輸送中"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(
            number(
                browser,
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            .await,
            0,
            "wider than the phone"
        );
        // The table's rows are cards; its head is still there for a screen reader.
        assert_eq!(
            browser
                .run("return getComputedStyle(document.querySelector('.scans tbody tr')).display")
                .await,
            "grid"
        );
        assert_eq!(
            number(
                browser,
                "document.querySelectorAll('.scans th[scope=col]').length"
            )
            .await,
            3
        );
    })
    .await;
}
