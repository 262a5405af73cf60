//! The maker's people and teams as an admin looks after them, and the first sign-in as an invited person lives it.

use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, beside, visit};

const PEOPLE: &str = "/admin/settings/people";
const TEAMS: &str = "/admin/settings/teams";
const NEWCOMER: &str = "lucia@cacaoixchel.example";
const OWN: &str = "cacao from six farms";

async fn staff(app: &TestApp, browser: &Browser, account: Account, path: &str) {
    browser.open(&format!("{}{path}", app.base)).await;
    browser.sign_in(account.email()).await;
    inside(browser).await;
}

async fn inside(browser: &Browser) {
    browser
        .until("document.querySelector('nav.side, .navmenu') && document.querySelector('main h1')")
        .await;
}

/// The row of a list that tells this text.
fn row_of(text: &str) -> String {
    format!(
        "[...document.querySelectorAll('main tbody tr')].find(row => row.innerText.includes('{text}'))"
    )
}

async fn press(browser: &Browser, text: &str, word: &str) {
    let button = format!(
        "[...{}.querySelectorAll('button')].find(b => b.innerText.trim() === '{word}')",
        row_of(text)
    );
    browser.until(&button).await;
    browser.run(&format!("{button}.click()")).await;
}

async fn says(browser: &Browser, text: &str, word: &str) {
    browser
        .until(&format!("{}.innerText.includes('{word}')", row_of(text)))
        .await;
}

async fn closed(browser: &Browser) {
    browser
        .until("!document.querySelector('.dialog[open]')")
        .await;
}

#[tokio::test]
async fn from_an_invitation_to_a_role_and_out_again() {
    visit(Screen::Desk, async |app, admin| {
        staff(app, admin, Account::Admin, "/admin/settings").await;
        admin.click(".subnav a[href='/admin/settings/people']").await;
        says(admin, Account::Manager.email(), "Manager").await;
        admin.click(".pagehead .btn.primary").await;
        // Nothing written: each field says what it wants, and the first has the focus.
        admin.click(".dialog[open] button[type=submit]").await;
        admin.find("#person-email-error").await;
        admin.find("#person-name-error").await;
        admin.until("document.activeElement.id === 'person-email'").await;
        // A role only a platform administrator gives is not offered.
        admin.shows("Looks after their own customers").await;
        let offered = admin.run("return [...document.querySelectorAll('[name=person-role]')].map(i => i.value).join()").await;
        assert_eq!(offered, "viewer,user,manager,admin");
        admin.type_into("#person-email", Account::Viewer.email()).await;
        admin.type_into("#person-name", "Lucía Choc").await;
        admin.click(".dialog[open] button[type=submit]").await;
        admin.shows("Somebody already signs in with this e-mail.").await;
        admin.fill("#person-email", NEWCOMER).await;
        admin.click(".dialog[open] button[type=submit]").await;
        closed(admin).await;
        admin.until(&row_of(NEWCOMER)).await;
        let password = app.mail_to(NEWCOMER, 1).await.password();
        says(admin, NEWCOMER, "must still choose a password").await;
        says(admin, NEWCOMER, "Sent").await;
        assert!(!admin.text().await.contains(&password), "a password is never shown");

        beside(Screen::Desk, async |person| {
            // Wherever one was going: a password of one's own comes first, and nothing else is there.
            person.open(&format!("{}/admin/customers", app.base)).await;
            person.sign_in_with(NEWCOMER, &password).await;
            person.shows("Choose your own password").await;
            assert!(person.run("return document.querySelector('nav') === null").await == true);
            person.open(&format!("{}/admin/orders", app.base)).await;
            person.shows("Choose your own password").await;
            // The page is new: what was typed before is asked for again.
            person.fill("#current-password", &password).await;
            person.fill("#new-password", &password).await;
            person.click(".passwordform button[type=submit]").await;
            person.shows("This is your current password. Choose another.").await;
            person.fill("#new-password", OWN).await;
            person.click(".passwordform button[type=submit]").await;
            inside(person).await;
            person.until("location.pathname === '/admin/orders'").await;
            let has_settings = "document.querySelector('nav.side a[href=\"/admin/settings\"]') !== null";
            assert!(person.run(&format!("return {has_settings}")).await == false);

            // More to do, from the next look on.
            press(admin, NEWCOMER, "Change").await;
            admin.click("[name=person-role][value=admin]").await;
            admin.click(".dialog[open] button[type=submit]").await;
            // They changed meanwhile: said first, what was chosen stays.
            admin.shows("Somebody else changed this person a moment ago.").await;
            admin.click(".dialog[open] button[type=submit]").await;
            closed(admin).await;
            says(admin, NEWCOMER, "Administrator").await;
            person.open(&format!("{}{PEOPLE}", app.base)).await;
            person.until(has_settings).await;
            says(person, NEWCOMER, "(you)").await;
            // Nobody shuts themselves out.
            let own = person.run(&format!("return {}.innerText", row_of(NEWCOMER))).await;
            assert!(!own.as_str().unwrap_or_default().contains("Suspend"), "{own}");
            press(person, NEWCOMER, "Change").await;
            person.click("[name=person-role][value=viewer]").await;
            person.click(".dialog[open] button[type=submit]").await;
            person.shows("Your own role and access are changed by another administrator.").await;

            admin.open(&format!("{}{PEOPLE}?search=lucia", app.base)).await;
            press(admin, NEWCOMER, "Suspend").await;
            admin.shows("Every session of this person ends at once").await;
            admin.click(".dialog[open] .btn.danger").await;
            closed(admin).await;
            says(admin, NEWCOMER, "Suspended").await;
            person.open(&format!("{}/admin/orders", app.base)).await;
            person.find("#password").await;
            person.sign_in_with(NEWCOMER, OWN).await;
            person.until("document.querySelector('[role=alert] .note')").await;

            press(admin, NEWCOMER, "Reinstate").await;
            says(admin, NEWCOMER, "Active").await;
            person.sign_in_with(NEWCOMER, OWN).await;
            inside(person).await;
            person.assert_quiet(&[&app.base]).await;
        })
        .await;
        admin.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_at_sign_in_is_not_asked_for_again() {
    visit(Screen::Phone, async |app, browser| {
        staff(app, browser, Account::Admin, PEOPLE).await;
        browser.click(".pagehead .btn.primary").await;
        browser.type_into("#person-email", NEWCOMER).await;
        browser.type_into("#person-name", "Lucía Choc").await;
        browser.click(".dialog[open] button[type=submit]").await;
        closed(browser).await;
        let password = app.mail_to(NEWCOMER, 1).await.password();
        browser.sign_out().await;
        browser.sign_in_with(NEWCOMER, &password).await;
        browser.find("#new-password").await;
        assert!(
            browser
                .run("return document.querySelector('#current-password') === null")
                .await
                == true
        );
        browser.type_into("#new-password", OWN).await;
        browser.click(".passwordform button[type=submit]").await;
        inside(browser).await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn people_are_narrowed_by_the_address() {
    visit(Screen::Desk, async |app, browser| {
        staff(app, browser, Account::Admin, PEOPLE).await;
        says(browser, Account::Viewer.email(), "Viewer").await;
        browser.run("const box = document.querySelector('#role'); box.value = 'manager'; box.dispatchEvent(new Event('change', {bubbles: true}))").await;
        browser.until("location.search === '?role=manager'").await;
        browser.until(&format!("!({})", row_of(Account::Viewer.email()))).await;
        says(browser, Account::Manager.email(), "Manager").await;
        browser.fill("#people-search", "nobody-of-this-name").await;
        browser.shows("Nobody fits").await;
        browser.until("location.search === '?search=nobody-of-this-name&role=manager'").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_team_comes_changes_and_goes() {
    visit(Screen::Desk, async |app, browser| {
        staff(app, browser, Account::Admin, TEAMS).await;
        browser.click(".pagehead .btn.primary").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser.find("#team-name-error").await;
        browser.type_into("#team-name", "Asia").await;
        browser.click(".dialog[open] button[type=submit]").await;
        closed(browser).await;
        browser.until(&row_of("Asia")).await;
        press(browser, "Asia", "Rename").await;
        browser.until("document.querySelector('#team-name').value === 'Asia'").await;
        browser.fill("#team-name", "Asia Pacific").await;
        browser.click(".dialog[open] button[type=submit]").await;
        closed(browser).await;
        browser.until(&row_of("Asia Pacific")).await;
        // The same name twice is said at the name.
        browser.click(".pagehead .btn.primary").await;
        browser.type_into("#team-name", "Asia Pacific").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser.shows("There is already a team of this name.").await;
        browser.run("[...document.querySelectorAll('.dialog[open] button')].find(b => b.innerText === 'Cancel').click()").await;
        closed(browser).await;

        // Somebody joins it.
        browser.open(&format!("{}{PEOPLE}", app.base)).await;
        press(browser, Account::Viewer.email(), "Change").await;
        browser.until("[...document.querySelectorAll('#person-team option')].some(o => o.text === 'Asia Pacific')").await;
        browser.run("const box = document.querySelector('#person-team'); box.value = [...box.options].find(o => o.text === 'Asia Pacific').value; box.dispatchEvent(new Event('change', {bubbles: true}))").await;
        browser.click(".dialog[open] button[type=submit]").await;
        closed(browser).await;
        says(browser, Account::Viewer.email(), "Asia Pacific").await;

        browser.click(".subnav a[href='/admin/settings/teams']").await;
        press(browser, "Asia Pacific", "Delete").await;
        browser.shows("its members (1) and its customers (0) stay, without a team").await;
        browser.click(".dialog[open] .btn.danger").await;
        closed(browser).await;
        browser.until(&format!("!({})", row_of("Asia Pacific"))).await;
        browser.click(".subnav a[href='/admin/settings/people']").await;
        says(browser, Account::Viewer.email(), "No team").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_platform_administrator_says_where_to_act() {
    visit(Screen::Desk, async |app, browser| {
        browser.open(&format!("{}{PEOPLE}", app.base)).await;
        browser.sign_in(Account::Platform.email()).await;
        browser.shows("In which organization?").await;
        browser.type_into("#organization", "no-such-maker").await;
        browser.click("form button[type=submit]").await;
        browser
            .shows("There is no organization of this name.")
            .await;
        browser.fill("#organization", "cacao-ixchel").await;
        browser.click("form button[type=submit]").await;
        says(browser, Account::Manager.email(), "Manager").await;
        // A reload, and another page, stay there.
        browser.open(&format!("{}/admin/customers", app.base)).await;
        browser.shows("Kakao Kontor").await;
        // An address may name another.
        browser
            .open(&format!("{}{PEOPLE}?organization=otra-tierra", app.base))
            .await;
        says(browser, Account::OtherAdmin.email(), "Administrator").await;
        assert!(!browser.text().await.contains(Account::Manager.email()));
        browser.sign_out().await;
        browser.find("#password").await;
        // The next person starts without it.
        browser.sign_in(Account::Admin.email()).await;
        inside(browser).await;
        browser.open(&format!("{}{PEOPLE}", app.base)).await;
        says(browser, Account::Manager.email(), "Manager").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn administration_is_refused_kindly() {
    visit(Screen::Desk, async |app, browser| {
        staff(app, browser, Account::Manager, "/admin/customers").await;
        let links = browser.run("return [...document.querySelectorAll('nav a')].map(a => a.getAttribute('href')).join(' ')").await;
        let links = links.as_str().unwrap_or_default().to_owned();
        assert!(!links.contains("audit") && !links.contains("settings"), "{links}");
        for path in [PEOPLE, TEAMS, "/admin/settings/programs"] {
            browser.open(&format!("{}{path}", app.base)).await;
            browser.shows("Settings are for administrators").await;
        }
        browser.open(&format!("{}/admin/audit", app.base)).await;
        browser.shows("The audit log is for administrators").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
