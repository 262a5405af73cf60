//! Access as a shop's person lives it: the mailed password, a password of one's own, a link by e-mail, the account page.

use contract::portal_users::PortalUser;
use serde_json::json;
use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, visit};
use crate::portal::{assert_fits, portal, signed_in};

const NEWCOMER: &str = "new@harbor-cocoa.example";
const OWN: &str = "seven lamps over the harbor";

/// Opens access for a person of Harbor Cocoa; returns the password that was mailed.
async fn mailed_password(app: &TestApp) -> String {
    let admin = app.as_account(Account::Admin).await;
    let person = json!({"email": NEWCOMER, "name": "Nora Newcomer"});
    let made = admin.post("/api/customers/1/portal-users", &person).await;
    assert_eq!(made.created::<PortalUser>().email, NEWCOMER);
    app.mail_to(NEWCOMER, 1).await.password()
}

async fn is_there(browser: &Browser, css: &str) -> bool {
    let found = format!("return document.querySelector({}) !== null", json!(css));
    browser.run(&found).await == true
}

#[tokio::test]
async fn from_the_mailed_password_to_an_order() {
    visit(Screen::Desk, async |app, browser| {
        let mailed = mailed_password(app).await;
        // Wherever one was going: a password of one's own comes first.
        browser
            .open(&format!(
                "{}/portal/customer/orders?status=delivered",
                portal(app)
            ))
            .await;
        browser.sign_in_with(NEWCOMER, &mailed).await;
        browser
            .until("location.pathname === '/portal/customer/password'")
            .await;
        browser.find("#new-password").await;
        // What was typed a moment ago is not asked for again.
        assert!(!is_there(browser, "#current-password").await);
        browser.fill("#new-password", "short").await;
        browser.click("form button[type=submit]").await;
        browser.shows("At least 8 characters.").await;
        browser.fill("#new-password", "password").await;
        browser.shows("Easy to guess").await;
        browser.click("form button[type=submit]").await;
        browser.shows("Too many people use this password.").await;
        browser.fill("#new-password", &mailed).await;
        browser.click("form button[type=submit]").await;
        browser.shows("This is your current password.").await;
        browser.fill("#new-password", OWN).await;
        browser.shows("Very good").await;
        browser.click("form button[type=submit]").await;
        browser
            .shows("Your new password counts from now on.")
            .await;
        browser
            .until("location.pathname + location.search === '/portal/customer/orders?status=delivered'")
            .await;
        browser.shows("O-2026-0088").await;
        assert!(!browser.text().await.contains("O-2026-0117"));

        browser.fill("#q", "HCW-4449").await;
        browser
            .until("location.search.includes('search=HCW-4449') && document.querySelectorAll('.orders tbody tr').length === 1")
            .await;
        browser.click("a[href$='/orders/O-2026-0088']").await;
        browser.until("location.pathname.endsWith('/O-2026-0088') && document.querySelector('main h1')").await;
        browser.shows("HCW-4449").await;
        browser.sign_out().await;
        browser.find("#password").await;

        browser.sign_in_with(NEWCOMER, &mailed).await;
        browser.shows("E-mail or password is wrong.").await;
        browser.sign_in_with(NEWCOMER, OWN).await;
        browser
            .until("location.pathname === '/portal/customer/orders'")
            .await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_password_that_is_due_is_asked_for_in_the_middle_of_a_visit() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Portland).await;
        browser.shows("O-2026-0117").await;
        let due = "UPDATE customer_portal_users SET must_change_password = TRUE WHERE email = 'buyer@harbor-cocoa.example'";
        app.db.run(due).await;
        browser.click(".seg label:has([value=shipped])").await;
        browser.until("location.pathname === '/portal/customer/password'").await;
        browser.find("#current-password").await;
        // No way round it.
        browser.open(&format!("{}/portal/customer/account", portal(app))).await;
        browser.until("location.pathname === '/portal/customer/password'").await;
        browser.fill("#current-password", "not the one").await;
        browser.fill("#new-password", OWN).await;
        browser.click("form button[type=submit]").await;
        browser.shows("This is not your current password.").await;
        browser.fill("#current-password", tests::PASSWORD).await;
        browser.click("form button[type=submit]").await;
        browser.until("location.pathname === '/portal/customer/account'").await;
        browser.shows("Grace Whitcomb").await;
        // Nothing to choose any more: the page leads on.
        browser.open(&format!("{}/portal/customer/password", portal(app))).await;
        browser.until("location.pathname === '/portal/customer/account'").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_link_by_e_mail_signs_in_once() {
    visit(Screen::Desk, async |app, browser| {
        let email = Account::Portland.email();
        browser.open(portal(app)).await;
        browser.click("form .or + button").await;
        // An address that nobody has gets the same words.
        for address in ["nobody@nowhere.example", email] {
            browser.fill("#email", address).await;
            browser.click("form button[type=submit]").await;
            browser
                .shows(&format!("If {address} has access, a link is on its way. It works once, for 15 minutes."))
                .await;
        }
        let token = app.mail_to(email, 1).await.token();
        let link = format!("{}/portal/customer/link#{token}", portal(app));
        browser.open(&link).await;
        browser
            .until("location.pathname === '/portal/customer/orders' && document.querySelector('main h1')")
            .await;
        browser.shows("O-2026-0117").await;
        // The mailbox was proof enough for a new password.
        browser.click(".menu.who button[aria-haspopup=menu]").await;
        browser.click(".menu.who li:first-child [role=menuitem]").await;
        browser.until("location.pathname === '/portal/customer/account'").await;
        browser.shows(email).await;
        assert!(!is_there(browser, "#current-password").await);
        browser.fill("#new-password", OWN).await;
        browser.click("form button[type=submit]").await;
        browser.shows("Your new password counts from now on.").await;
        browser.find("#current-password").await;
        browser.sign_out().await;
        browser.find("#password").await;

        // The same link again, typed into the same tab: gone from the address at once, and of no more use.
        browser.open(&link).await;
        browser.shows("This link no longer works").await;
        assert_eq!(browser.run("return location.hash").await, "");
        browser.fill("#email", email).await;
        browser.click("form button[type=submit]").await;
        // The second one said that the password was changed.
        let again = app.mail_to(email, 3).await.token();
        assert_ne!(again, token);
        browser.run(&format!("location.hash = '{again}'")).await;
        browser.until("location.pathname === '/portal/customer/orders'").await;
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_first_visit_in_japanese_on_a_phone() {
    visit(Screen::Phone, async |app, browser| {
        let mailed = mailed_password(app).await;
        browser.open(portal(app)).await;
        browser.find("#email").await;
        browser.click(".menu.lang button[aria-haspopup=menu]").await;
        browser.click(".menu.lang [role=menuitemradio][lang=ja]").await;
        browser.shows("サインイン用リンクをメールで受け取る").await;
        assert_fits(browser).await;
        browser.sign_in_with(NEWCOMER, &mailed).await;
        browser.shows("パスワードの設定").await;
        assert_fits(browser).await;
        browser.fill("#new-password", "農園の朝と七つの灯").await;
        browser.shows("とても良い").await;
        browser.click("form button[type=submit]").await;
        browser.shows("新しいパスワードに変わりました。").await;
        browser.click(".toast button").await;
        browser.shows("ご注文一覧").await;
        browser.shows("O-2026-0117").await;
        assert_fits(browser).await;
        browser.run("const sort = document.getElementById('sort'); sort.value = '-total_items'; sort.dispatchEvent(new Event('change', {bubbles: true}))").await;
        browser.until("location.search === '?sort=-total_items'").await;
        browser.until("document.querySelector('.orders tbody a').innerText === 'O-2026-0070'").await;
        browser.click(".seg label:has([value=shipped])").await;
        browser.until("document.querySelectorAll('.orders tbody tr').length === 2").await;
        browser.click(".datefrom > button").await;
        browser.shows("過去90日").await;
        assert_fits(browser).await;
        browser.press(thirtyfour::Key::Escape).await;
        browser.click("a[href$='/orders/O-2026-0110']").await;
        browser.until("location.pathname.endsWith('/O-2026-0110') && document.querySelector('main h1')").await;
        assert_fits(browser).await;
        browser.click(".tabbar a[href='/portal/customer/account']").await;
        browser.shows(NEWCOMER).await;
        browser.shows("現在のパスワード").await;
        assert_fits(browser).await;
        browser.sign_out().await;
        browser.find("#password").await;
        assert_eq!(browser.run("return document.documentElement.lang").await, "ja");
        browser.assert_quiet(&[portal(app), &app.base]).await;
    })
    .await;
}
