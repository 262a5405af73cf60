//! What the code on a bar opens, for anybody: the farm, drawn by us, and the way from there. No sign-in, no third party,
//! nothing of any shop.

use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, visit};

fn portal(app: &TestApp) -> &str {
    app.portal.as_deref().expect("the portal is served")
}

async fn count(browser: &Browser, css: &str) -> i64 {
    browser
        .run(&format!(
            "return document.querySelectorAll(\"{css}\").length"
        ))
        .await
        .as_i64()
        .unwrap_or(-1)
}

#[tokio::test]
async fn anybody_reads_where_a_bar_comes_from() {
    visit(Screen::Desk, async |app, browser| {
        browser
            .open(&format!(
                "{}/provenance/IXC-26-001?sku=LNQ-70-60",
                portal(app)
            ))
            .await;
        browser.shows("From pod to bar").await;
        let text = browser.text().await;
        for said in [
            "Lanquín 70%",
            "IXC-26-001",
            "limestone slope",
            "410 m",
            "6.2 ha",
            "Fermentation",
            "Something wrong with this bar?",
            "(10) IXC-26-001",
            "Guatemala",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(
            !text.contains("Harbor") && !text.contains("Sign in"),
            "{text}"
        );
        // The map is a drawing with words, not a picture from somewhere.
        assert_eq!(
            count(browser, "figure.map svg[role=img][aria-label*='Lanquín']").await,
            1
        );
        assert_eq!(count(browser, "figure.map .relief").await, 1);
        assert_eq!(count(browser, "main img").await, 0);
        assert_eq!(
            browser.run("return document.title").await,
            "Lanquín 70%, Lot IXC-26-001 – Cacao Ixchel"
        );
        // The other bar of the lot is a click away.
        browser
            .click("#others ~ * a, section[aria-labelledby=others] a")
            .await;
        browser.until("location.search === '?sku=LNQ-70-NIB'").await;
        browser.shows("with nibs").await;
        // Four languages at a glance.
        browser.click(".langs [lang=de]").await;
        browser.shows("Von der Frucht zur Tafel").await;
        assert_eq!(
            browser.run("return document.documentElement.lang").await,
            "de"
        );
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_digital_link_opens_the_same_page() {
    visit(Screen::Desk, async |app, browser| {
        let gtin: Vec<String> = app
            .db
            .column("SELECT gtin FROM products WHERE org_id = 1 AND sku = 'LNQ-70-NIB' AND gtin IS NOT NULL")
            .await;
        let gtin = gtin.first().expect("a number");
        for path in [
            format!("/01/{gtin}/10/IXC-26-001"),
            format!("/01/{gtin}/10/IXC-26-001/21/0042?17=270331"),
            format!("/01/{gtin}/22/2A/10/IXC-26-001"),
            format!("/01/{gtin}/22/2A/10/IXC-26-001/21/0042"),
        ] {
            browser.open(&format!("{}{path}", portal(app))).await;
            browser.shows("From pod to bar").await;
            let title = browser.run("return document.querySelector('h1').textContent").await;
            assert_eq!(title, "Lanquín 70% with nibs", "{path}");
        }
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_recalled_lot_says_so_first() {
    visit(Screen::Phone, async |app, browser| {
        browser.open(&format!("{}/provenance/IXC-24-006", portal(app))).await;
        browser.shows("This lot has been recalled").await;
        let first = browser
            .run("return document.querySelector('main').innerText.trim().startsWith('This lot has been recalled')")
            .await;
        assert_eq!(first, true, "before anything else");
        assert!(browser.text().await.contains("do not eat"));
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_mistyped_code_is_helped_and_a_farm_off_the_map_needs_none() {
    visit(Screen::Desk, async |app, browser| {
        browser
            .open(&format!("{}/provenance/IXC-62-001", portal(app)))
            .await;
        browser.shows("We know no lot IXC-62-001").await;
        browser
            .run("document.querySelector('#lot').value = ''; return true")
            .await;
        browser.type_into("#lot", "IXC-26-001").await;
        browser.click("form.lookup button").await;
        browser
            .until("location.pathname === '/provenance/IXC-26-001'")
            .await;
        browser.shows("Finca Tz").await;

        app.db
            .run("UPDATE farms SET latitude = NULL, longitude = NULL WHERE id = 1")
            .await;
        browser
            .open(&format!("{}/provenance/IXC-26-001", portal(app)))
            .await;
        browser.shows("From pod to bar").await;
        assert_eq!(
            (
                count(browser, "figure.map").await,
                count(browser, "figure.cloth svg").await
            ),
            (0, 1)
        );
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn japanese_on_a_phone() {
    visit(Screen::Phone, async |app, browser| {
        browser.open(&format!("{}/provenance/IXC-26-001", portal(app))).await;
        browser.click(".langs [lang=ja]").await;
        browser.shows("実から板チョコレートまで").await;
        assert_eq!(browser.run("return document.documentElement.lang").await, "ja");
        let wider = browser
            .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            .await;
        assert_eq!(wider, 0, "wider than the phone");
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_shop_hands_on_a_link_with_nothing_of_its_own_in_it() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(portal(app)).await;
        browser.sign_in(Account::Portland.email()).await;
        browser.until("location.pathname === '/portal/customer/orders'").await;
        browser.open(&format!("{}/portal/customer/orders/O-2026-0117", portal(app))).await;
        browser.shows("What you ordered").await;
        browser
            .run(
                "Object.defineProperty(navigator, 'share', {value: undefined, configurable: true});
                 Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: async text => { window.copied = text; }}});
                 return true",
            )
            .await;
        browser.click(".lines .sharelot").await;
        browser.shows("Link copied.").await;
        let copied = browser.run("return window.copied").await;
        let link = format!("{}/provenance/IXC-26-001?sku=LNQ-70-60", portal(app));
        assert_eq!(copied, link.as_str());
        // The device's own sharing comes first where there is one.
        browser
            .run("Object.defineProperty(navigator, 'share', {configurable: true, value: async data => { window.shared = data.url; }}); return true")
            .await;
        browser.click(".lines .sharelot").await;
        browser.until("window.shared").await;
        assert_eq!(browser.run("return window.shared").await, link.as_str());
        // It opens without a session: the farm is linked in the line, too.
        browser.click(".lines a.farmname").await;
        browser.shows("From pod to bar").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}
