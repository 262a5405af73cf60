//! The maker's looks: what an admin sets is what shops see; and staff's own password.

use base64::Engine;
use tests::{Account, PASSWORD, TestApp};
use thirtyfour::By;

use crate::chrome::{Browser, Screen, visit};

/// A picture of 48 by 16 pixels, all one red.
const LOGO: &str = "iVBORw0KGgoAAAANSUhEUgAAADAAAAAQCAIAAADfzGvmAAAAJElEQVR42mPYrCY3qBDDqINGHTTqoFEHjTpo1EGjDhp1EH0RADTw5R/miXU9AAAAAElFTkSuQmCC";

async fn admin_at(app: &TestApp, browser: &Browser, path: &str) {
    browser.open(&format!("{}{path}", app.base)).await;
    browser.sign_in(Account::Admin.email()).await;
    browser
        .until("document.querySelector('nav.side') && document.querySelector('main h1')")
        .await;
}

const PAINTED: &str =
    "getComputedStyle(document.documentElement).getPropertyValue('--brand-primary').trim()";
const LOGO_THERE: &str = "document.querySelector('header .brand img.logo') && document.querySelector('header .brand img.logo').naturalWidth > 0";

#[tokio::test]
async fn a_logo_and_a_colour_reach_the_portal() {
    visit(Screen::Desk, async |app, browser| {
        admin_at(app, browser, "/admin/settings").await;
        browser.fill("#org-color", "#12").await;
        browser.find("#org-color-error").await;
        browser.fill("#org-color", "#b3261e").await;
        // The preview follows at once, in figures too; the page itself not before it is saved.
        browser.until("[...document.querySelectorAll('.brandcard')].every(card => card.style.getPropertyValue('--brand-primary') === '#b3261e')").await;
        browser.until("[...document.querySelectorAll('.contrasts td')].length === 4 && [...document.querySelectorAll('.contrasts td')].every(cell => parseFloat(cell.innerText) >= 4.5)").await;
        browser.until(&format!("{PAINTED} !== '#b3261e'")).await;
        // Leaving asks.
        browser.click("nav.side a[href='/admin/orders']").await;
        browser.shows("Leave without saving?").await;
        browser.click(".dialog[open] .btn.primary").await;
        browser.until("location.pathname === '/admin/settings' && !document.querySelector('.dialog[open]')").await;
        browser.click(".settingsform button[type=submit]").await;
        browser.shows("Settings are saved.").await;
        browser.until(&format!("{PAINTED} === '#b3261e'")).await;

        let file = std::env::temp_dir().join(format!("ixchel-logo-{}.png", uuid::Uuid::new_v4().simple()));
        let picture = base64::engine::general_purpose::STANDARD.decode(LOGO).expect("base64");
        std::fs::write(&file, picture).expect("a file");
        let input = browser.driver.find(By::Css("#logo-file")).await.expect("the input");
        input.send_keys(file.to_string_lossy()).await.expect("a file is chosen");
        browser.until("document.querySelector('.picked img') && document.querySelector('.picked img').naturalWidth === 48").await;
        browser.click(".logopanel .btn.primary").await;
        browser.shows("The logo is in place.").await;
        let _ = std::fs::remove_file(&file);
        browser.until(LOGO_THERE).await;

        browser.open(app.portal.as_deref().expect("the portal")).await;
        browser.find("#password").await;
        browser.until(&format!("{PAINTED} === '#b3261e'")).await;
        browser.sign_in(Account::Portland.email()).await;
        browser.shows("O-2026-0117").await;
        browser.until(LOGO_THERE).await;
        browser.assert_quiet(&[app.portal.as_deref().expect("the portal"), &app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_saved_is_not_overwritten() {
    visit(Screen::Desk, async |app, browser| {
        admin_at(app, browser, "/admin/settings").await;
        browser.fill("#org-weeks", "9").await;
        app.db
            .run("UPDATE organizations SET lead_time_weeks = 4, version = version + 1 WHERE slug = 'cacao-ixchel'")
            .await;
        browser.click(".settingsform button[type=submit]").await;
        browser.shows("Somebody else saved Settings").await;
        let kept = "SELECT lead_time_weeks FROM organizations WHERE slug = 'cacao-ixchel'";
        assert_eq!(app.db.number(kept).await, 4);
        browser.click(".settingsform [role=alert] button").await;
        browser.until("document.querySelector('#org-weeks').value === '4'").await;
        browser.fill("#org-weeks", "9").await;
        browser.click(".settingsform button[type=submit]").await;
        browser.shows("Settings are saved.").await;
        assert_eq!(app.db.number(kept).await, 9);
    })
    .await;
}

#[tokio::test]
async fn staff_choose_their_own_password() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(&format!("{}/admin/", app.base)).await;
        browser.sign_in(Account::User.email()).await;
        browser.find("main h1").await;
        browser.click(".menu.who button[aria-haspopup=menu]").await;
        browser
            .click(".menu.who li:first-child [role=menuitem]")
            .await;
        browser
            .until("location.pathname === '/admin/account'")
            .await;
        browser
            .type_into("#current-password", "not the password")
            .await;
        browser
            .type_into("#new-password", "threads of undyed cotton")
            .await;
        browser.click(".passwordform button[type=submit]").await;
        browser.shows("This is not your current password.").await;
        browser.fill("#current-password", PASSWORD).await;
        browser.click(".passwordform button[type=submit]").await;
        browser.shows("Your password is changed.").await;
        // Still inside, by a fresh session.
        browser.open(&format!("{}/admin/customers", app.base)).await;
        browser.until("document.querySelector('nav.side')").await;
        browser.sign_out().await;
        browser
            .sign_in_with(Account::User.email(), "threads of undyed cotton")
            .await;
        browser.until("document.querySelector('nav.side')").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
