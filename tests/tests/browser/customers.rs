//! Customers as staff write them: added, changed, in conflict, with their people, deleted, imported.

use serde_json::json;
use tests::{Account, TestApp};
use thirtyfour::By;

use crate::chrome::{Browser, Screen, visit};

async fn signed_in(app: &TestApp, browser: &Browser, account: Account, path: &str) {
    browser.open(&format!("{}{path}", app.base)).await;
    browser.sign_in(account.email()).await;
    browser
        .until("document.querySelector('nav.side, .navmenu') && document.querySelector('main h1')")
        .await;
}

/// Presses the button or link inside `scope` that says exactly this, or is named so for assistive technology.
async fn press(browser: &Browser, scope: &str, word: &str) {
    let found = format!(
        "[...document.querySelectorAll({scope})].find(one => one.innerText.trim() === {word} || one.getAttribute('aria-label') === {word})",
        scope = json!(format!("{scope} button, {scope} a")),
        word = json!(word)
    );
    browser.until(&found).await;
    browser.run(&format!("{found}.click(); return true")).await;
}

async fn choose(browser: &Browser, id: &str, value: &str) {
    browser
        .until(&format!(
            "document.querySelector('#{id} option[value=\"{value}\"]')"
        ))
        .await;
    browser
        .run(&format!(
            "const box = document.querySelector('#{id}'); box.value = '{value}'; box.dispatchEvent(new Event('change', {{bubbles: true}})); return true"
        ))
        .await;
}

/// Hands a file to the page as if it had been chosen.
async fn give(browser: &Browser, name: &str, text: &str) {
    browser
        .until("document.querySelector('#import-file')")
        .await;
    browser
        .run(&format!(
            "const files = new DataTransfer(); files.items.add(new File([{}], {}, {{type: 'text/csv'}}));
             const input = document.querySelector('#import-file'); input.files = files.files;
             input.dispatchEvent(new Event('change', {{bubbles: true}})); return true",
            json!(text),
            json!(name)
        ))
        .await;
}

#[tokio::test]
async fn a_customer_is_added_and_changed_by_hand() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::User, "/admin/customers").await;
        press(browser, "main", "New customer").await;
        browser.until("location.pathname === '/admin/customers/new'").await;
        // Whoever only keeps own customers chooses nobody.
        browser.shows("You will look after this shop.").await;
        browser.click("form.customerform button[type=submit]").await;
        browser.shows("Write the shop’s name.").await;
        browser.find("#country-error").await;
        browser.until("document.activeElement.id === 'name'").await;
        browser.fill("#name", "Schokolade Süd").await;
        choose(browser, "country", "DE").await;
        browser.fill("#city", "München").await;
        // What only the server finds out is told at its field.
        browser.fill("#customer-email", "not an address").await;
        browser.click("form.customerform button[type=submit]").await;
        browser.find("#customer-email-error").await;
        browser.fill("#customer-email", "hallo@sued.example").await;
        browser.click("form.customerform button[type=submit]").await;
        browser
            .until("document.querySelector('main h1')?.innerText === 'Schokolade Süd' && /customers\\/[0-9]+$/.test(location.pathname)")
            .await;
        browser.shows("hallo@sued.example").await;
        let owner = "SELECT owner_user_id FROM customers WHERE name = 'Schokolade Süd'";
        assert_eq!(app.db.number(owner).await, 3);

        press(browser, "main", "Edit").await;
        browser.fill("#phone", "+49 89 555 0100").await;
        // Leaving is asked about while something is unsaved.
        press(browser, "form.customerform .actions", "Cancel").await;
        browser.shows("Leave without saving?").await;
        press(browser, ".dialog[open]", "Stay here").await;
        choose(browser, "status", "inactive").await;
        browser.click("form.customerform button[type=submit]").await;
        browser.shows("+49 89 555 0100").await;
        browser.shows("Inactive").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_saved_does_not_take_what_was_typed() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Admin, "/admin/customers/1/edit").await;
        browser.find("#phone").await;
        let admin = app.as_account(Account::Admin).await;
        let other = json!({"phone": "+1 207-555-9999", "city": "South Portland"});
        admin.patch("/api/customers/1", &other).await.ok();
        browser.fill("#phone", "+1 207-555-7777").await;
        browser.fill("#line2", "Dock 9").await;
        browser.click("form.customerform button[type=submit]").await;
        browser.shows("Somebody else saved this customer").await;
        press(browser, "form.customerform", "Load what is there now").await;
        browser.shows("Changed meanwhile: City.").await;
        browser.shows("Changed there and by you: Telephone.").await;
        browser.until("document.querySelector('#phone').value === '+1 207-555-7777' && document.querySelector('#city').value === 'South Portland'").await;
        browser.click("form.customerform button[type=submit]").await;
        browser.until("location.pathname === '/admin/customers/1'").await;
        let customer = admin.get("/api/customers/1").await.ok();
        assert_eq!(customer["phone"], "+1 207-555-7777");
        assert_eq!(customer["city"], "South Portland");
        assert_eq!(customer["address_line2"], "Dock 9");
        // The history tells both, readably.
        browser.open(&format!("{}/admin/customers/1?show=history", app.base)).await;
        browser.until("[...document.querySelectorAll('.history .diff')].some(diff => diff.innerText.includes('Telephone') && diff.innerText.includes('+1 207-555-9999'))").await;
        browser.shows("Portland").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

/// The names in the list of contacts, the first one first.
const CONTACTS: &str = "[...document.querySelectorAll('.contacts tbody .shopname')].map(one => one.innerText).join('|')";

#[tokio::test]
async fn the_first_contact_changes_hands() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Manager, "/admin/customers/1").await;
        press(browser, "main", "Add a contact").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser.shows("Write a name.").await;
        browser.fill("#contact-name", "Zoe Quinn").await;
        browser.fill("#contact-phone", "+1 207 555 0142").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser
            .until(&format!("{CONTACTS}.endsWith('Zoe Quinn')"))
            .await;
        browser
            .until("document.querySelector('.contacts a[href=\"tel:+12075550142\"]')")
            .await;
        press(browser, ".contacts", "Make first: Zoe Quinn").await;
        browser
            .until(&format!("{CONTACTS}.startsWith('Zoe Quinn|')"))
            .await;
        let first = "SELECT COUNT(*) FROM contacts WHERE customer_id = 1 AND is_primary";
        assert_eq!(app.db.number(first).await, 1);
        press(browser, ".contacts", "Delete: Zoe Quinn").await;
        press(browser, ".dialog[open]", "Delete the contact").await;
        browser
            .until(&format!(
                "!{CONTACTS}.includes('Zoe Quinn') && !document.querySelector('.dialog[open]')"
            ))
            .await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn evidence_keeps_a_customer_and_a_new_one_goes() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Admin, "/admin/customers/1").await;
        press(browser, "main", "Delete").await;
        browser.shows("This customer stays.").await;
        press(browser, ".dialog[open]", "12 orders").await;
        browser.until("location.pathname === '/admin/orders' && location.search.startsWith('?customer=1')").await;

        let admin = app.as_account(Account::Admin).await;
        let body = json!({"name": "Short Stay", "country": "US"});
        let created = admin.post("/api/customers", &body).await.created::<serde_json::Value>();
        let id = created["id"].as_i64().expect("an id");
        let contact = json!({"name": "Ann"});
        admin.post(&format!("/api/customers/{id}/contacts"), &contact).await.created::<serde_json::Value>();
        browser.open(&format!("{}/admin/customers/{id}", app.base)).await;
        press(browser, "main", "Delete").await;
        browser.shows("1 contact").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser.shows("This is not the name.").await;
        let there = format!("SELECT COUNT(*) FROM customers WHERE id = {id}");
        assert_eq!(app.db.number(&there).await, 1);
        browser.fill("#delete-name", "Short Stay").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser.until("location.pathname === '/admin/customers'").await;
        assert_eq!(app.db.number(&there).await, 0);
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_with_faults_writes_nothing_and_a_right_one_all() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Manager, "/admin/customers").await;
        press(browser, "main", "Import").await;
        let before = app.db.number("SELECT COUNT(*) FROM customers").await;
        give(browser, "shops.csv", "name,country,city\nKakao Eins,DE,Köln\n,XX,Bonn\n").await;
        browser.until("document.querySelectorAll('.faults tbody tr').length === 2").await;
        let table = browser.run("return document.querySelector('.faults tbody').innerText").await;
        let table = table.as_str().unwrap_or_default().to_owned();
        for word in ["3", "country", "name"] {
            assert!(table.contains(word), "{word} in {table}");
        }
        assert!(!browser.text().await.contains("Import 1 customer"));
        give(browser, "shops.csv", "name,country,city,external_customer_id\nKakao Eins,DE,Köln,NEW-1\nChoc Two,US,Boston,NEW-2\n").await;
        browser.shows("shops.csv is in order").await;
        assert_eq!(app.db.number("SELECT COUNT(*) FROM customers").await, before);
        press(browser, "main", "Import 2 customers").await;
        browser.shows("2 customers are imported.").await;
        assert_eq!(app.db.number("SELECT COUNT(*) FROM customers").await, before + 2);
        // Once more, it is all there already.
        give(browser, "again.csv", "name,country,city,external_customer_id\nKakao Eins,DE,Köln,NEW-1\n").await;
        browser.shows("Everything in this file is there already").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn the_list_is_narrowed_sorted_and_saved() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Admin, "/admin/customers?country=JP&sort=-name").await;
        browser.until("document.querySelectorAll('.customerlist tbody tr').length > 2").await;
        let names = browser
            .run("return [...document.querySelectorAll('.customerlist .shopname')].map(one => one.innerText)")
            .await;
        let names: Vec<String> = serde_json::from_value(names).expect("names");
        let mut sorted = names.clone();
        sorted.sort_by(|a, b| b.cmp(a));
        assert_eq!(names, sorted);
        press(browser, "main", "CSV").await;
        let (_, bytes) = browser.saved(".csv").await;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(names.iter().all(|name| text.contains(name.as_str())), "{text}");
        assert!(!text.contains("Harbor Cocoa"), "{text}");
        // A second file in a row is kept only where somebody really clicked.
        let excel = By::XPath("//main//button[normalize-space(.)='Excel']");
        let excel = browser.driver.find(excel).await.expect("a button");
        excel.click().await.expect("a click");
        assert!(browser.saved(".xlsx").await.1.starts_with(b"PK"));
        choose(browser, "owner", "3").await;
        browser.until("location.search.includes('owner=3')").await;
        browser.shows("No shop fits").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_viewer_is_offered_no_change() {
    visit(Screen::Phone, async |app, browser| {
        signed_in(app, browser, Account::Viewer, "/admin/customers").await;
        browser.shows("Harbor Cocoa").await;
        let offered = "return [...document.querySelectorAll('main a, main button')].map(one => one.innerText.trim())";
        let words = browser.run(offered).await.to_string();
        assert!(!words.contains("New customer") && !words.contains("\"Import\""), "{words}");
        browser.open(&format!("{}/admin/customers/1", app.base)).await;
        browser.shows("Grace Whitcomb").await;
        let words = browser.run(offered).await.to_string();
        for word in ["\"Edit\"", "\"Delete\"", "Add a contact", "Portal", "History"] {
            assert!(!words.contains(word), "{word} in {words}");
        }
        // Typed all the same: refused, kindly.
        browser.open(&format!("{}/admin/customers/1/edit", app.base)).await;
        browser.shows("Your account reads customers").await;
        browser.open(&format!("{}/admin/customers/import", app.base)).await;
        browser.shows("Importing is for managers and administrators").await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

/// Its cadmium is 0.86 mg/kg, over the limit of 0.80.
const OVER: &str = "/admin/batches/IXC-26-009";

#[tokio::test]
async fn a_batch_over_the_limit_leaves_with_a_reason_alone() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Manager, OVER).await;
        browser.shows("0.86\u{a0}mg/kg is over the limit of 0.80\u{a0}mg/kg").await;
        browser.until("document.querySelector('.readingchart .limit')").await;
        press(browser, ".pagehead", "Release").await;
        browser.shows("only an administrator may release it").await;
        browser.until("!document.querySelector('.dialog[open] textarea') && !document.querySelector('.dialog[open] button[type=submit]')").await;
        press(browser, ".dialog[open]", "Close").await;
        browser.sign_out().await;
        browser.find("#password").await;

        signed_in(app, browser, Account::Admin, OVER).await;
        press(browser, ".pagehead", "Release").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser.shows("Write the reason.").await;
        let released = "SELECT COUNT(*) FROM batches WHERE code = 'IXC-26-009' AND org_id = 1 AND status = 'released'";
        assert_eq!(app.db.number(released).await, 0);
        browser.fill("#release-reason", "Second laboratory: 0.74 mg/kg.").await;
        browser.click(".dialog[open] button[type=submit]").await;
        browser.shows("Released all the same by Marco Aju").await;
        browser.shows("Second laboratory: 0.74 mg/kg.").await;
        assert_eq!(app.db.number(released).await, 1);
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}
