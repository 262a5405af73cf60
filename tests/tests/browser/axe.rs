//! What axe-core finds on every page of both front ends: nothing, in light and dark, on a desk and on a phone. A new page
//! gets a row here.

use serde_json::{Value, json};
use tests::{Account, TestApp};

use crate::chrome::{Browser, Screen, visit};

/// An address and the text that says that its content has come.
struct Page {
    path: &'static str,
    shows: &'static str,
}

const fn page(path: &'static str, shows: &'static str) -> Page {
    Page { path, shows }
}

/// Seen without a session.
const OUTSIDE: &[Page] = &[
    page("/portal/customer", "Sign in"),
    page("/portal/customer/link", "This link no longer works"),
    page("/no/such/page", "There is no such page"),
    page("/provenance/IXC-26-001", "From pod to bar"),
    page("/provenance/IXC-24-006", "This lot has been recalled"),
    page("/provenance/IXC-99-999", "We know no lot"),
];

/// Harbor Cocoa's.
const PORTAL: &[Page] = &[
    page("/portal/customer/orders", "O-2026-0117"),
    page(
        "/portal/customer/orders?search=nothing-like-it",
        "Nothing matches",
    ),
    page(
        "/portal/customer/orders?status=delivered&date_from=2026-01-01&sort=-total_items",
        "O-2026-0070",
    ),
    page("/portal/customer/account", "Grace Whitcomb"),
    page("/portal/customer/orders/O-2026-0117", "IXC-26-001"),
    page("/portal/customer/orders/O-2026-0094", "Cancelled"),
    page("/portal/customer/orders/O-2026-0098", "not among yours"),
    page("/portal/customer/shipments/SH-2026-0094", "Every scan"),
    page(
        "/portal/customer/shipments/SH-2026-0088",
        "Proof of delivery",
    ),
    page("/portal/customer/shipments/SH-2026-0098", "not among yours"),
];

/// The admin's.
const ADMIN: &[Page] = &[
    page("/admin/", "In the making"),
    page("/admin/trace", "IXC-"),
    page("/admin/trace/batch/IXC-26-001", "Kakao Kontor"),
    page("/admin/trace/farm/1", "Finca Tz"),
    page("/admin/batches", "IXC-26-001"),
    page("/admin/batches/IXC-26-001", "LNQ-70-NIB"),
    page("/admin/products/1/label", "Labels on an A4 sheet"),
    page("/admin/orders", "O-2026-0117"),
    page("/admin/orders/new", "Add a line"),
    page("/admin/orders/O-2026-0117", "WO-2026-0031"),
    page("/admin/orders/O-2026-0117/pack", "Carrier and dates"),
    page("/admin/orders/O-2026-9999", "no such order"),
    page("/admin/shipments/SH-2026-0094", "Proof of delivery"),
    page("/admin/customers", "Kakao Kontor"),
    page("/admin/customers?search=nothing-like-it", "No shop fits"),
    page("/admin/customers/new", "Add the customer"),
    page("/admin/customers/import", "Download a template"),
    page("/admin/customers/1", "Grace Whitcomb"),
    page("/admin/customers/1/edit", "Save the changes"),
    page("/admin/customers/25?show=quality", "C-2026-0024"),
    page("/admin/customers/2?show=portal", "Portal access"),
    page("/admin/customers/1?show=history", "Who did what"),
    page("/admin/batches/IXC-26-009", "is over the limit"),
    page("/admin/customers/999999", "There is no such customer"),
    page("/admin/access-log", "Access log"),
    page("/admin/settings", "Lead time in weeks"),
    page("/admin/settings/people", "manager@cacaoixchel.example"),
    page(
        "/admin/settings/people?search=nobody-like-it",
        "Nobody fits",
    ),
    page("/admin/settings/teams", "Add a team"),
    page("/admin/settings/programs", "Register a program"),
    page("/admin/audit", "Every kind of thing"),
    page("/admin/account", "New password"),
    page("/admin/no-such-page", "no such page"),
];

/// A cluttered page is findings enough: their rules and the elements they were found at.
async fn findings(browser: &Browser, axe: &str) -> Vec<String> {
    browser.run(&format!("{axe}; return true")).await;
    let found = browser
        .promise(
            "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.map(rule =>
                rule.id + ' ' + rule.nodes.map(node => node.target.join(' ') + ' ' + node.html.slice(0, 160)).join(' | ')))",
        )
        .await;
    let Value::Array(list) = found else {
        panic!("axe did not run: {found}");
    };
    list.iter()
        .map(|rule| rule.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// That it would find something: a picture without words on the page that is open.
async fn sees(browser: &Browser, axe: &str) {
    browser
        .run("const image = new Image(); image.id = 'nameless'; document.body.append(image); return true")
        .await;
    let found = findings(browser, axe).await;
    assert!(
        found.iter().any(|rule| rule.starts_with("image-alt")),
        "axe sees nothing: {found:?}"
    );
    browser
        .run("document.querySelector('#nameless').remove(); return true")
        .await;
}

async fn check(browser: &Browser, origin: &str, pages: &[Page], faults: &mut Vec<String>) {
    let Ok(file) = std::env::var("IXCHEL_TEST_AXE") else {
        println!("left out: IXCHEL_TEST_AXE is not set");
        return;
    };
    let axe = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    sees(browser, &axe).await;
    for theme in ["light", "dark"] {
        browser
            .run(&format!(
                "document.cookie = {}; return true",
                json!(format!("ixchel_theme={theme}; Path=/"))
            ))
            .await;
        for page in pages {
            browser.open(&format!("{origin}{}", page.path)).await;
            browser.shows(page.shows).await;
            // A thread that takes colour is no text to be judged half-way.
            browser
                .until("document.getAnimations().every(a => a.playState !== 'running' || a.effect.getTiming().iterations === Infinity)")
                .await;
            for finding in findings(browser, &axe).await {
                faults.push(format!("{theme} {}: {finding}", page.path));
            }
        }
    }
}

async fn portal(screen: Screen) {
    visit(screen, async |app: &TestApp, browser| {
        let origin = app.portal.as_deref().expect("the portal is served");
        let mut faults = Vec::new();
        browser.open(&format!("{origin}/portal/customer")).await;
        check(browser, origin, OUTSIDE, &mut faults).await;
        browser.open(&format!("{origin}/portal/customer")).await;
        browser.sign_in(Account::Portland.email()).await;
        browser.shows("O-2026-0117").await;
        check(browser, origin, PORTAL, &mut faults).await;
        assert!(faults.is_empty(), "axe found:\n{}", faults.join("\n"));
        browser.assert_quiet(&[origin, &app.base]).await;
    })
    .await;
}

async fn admin(screen: Screen) {
    visit(screen, async |app: &TestApp, browser| {
        let mut faults = Vec::new();
        let sign_in = [page("/admin/", "Sign in")];
        browser.open(&format!("{}/admin/", app.base)).await;
        check(browser, &app.base, &sign_in, &mut faults).await;
        browser.sign_in(Account::Admin.email()).await;
        browser
            .until("document.querySelector('.adminmain h1')")
            .await;
        check(browser, &app.base, ADMIN, &mut faults).await;
        assert!(faults.is_empty(), "axe found:\n{}", faults.join("\n"));
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_on_the_portal_at_a_desk() {
    portal(Screen::Desk).await;
}

#[tokio::test]
async fn axe_finds_nothing_on_the_portal_on_a_phone() {
    portal(Screen::Phone).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_staff_application_at_a_desk() {
    admin(Screen::Desk).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_staff_application_on_a_phone() {
    admin(Screen::Phone).await;
}
