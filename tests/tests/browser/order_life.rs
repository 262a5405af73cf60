//! The life of an order, played through by hand: placed, put onto a lot, made, packed, sent, delivered with its proof.
//! After each step the shop's portal is asked what the shop sees.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, TestApp};
use thirtyfour::{By, WebElement, prelude::ElementQueryable};

use crate::chrome::{Browser, Screen, visit};

/// As WebDriver writes the keys.
const ENTER: &str = "\u{e007}";
/// Selects everything in a field, so that typing replaces it.
const ALL: &str = "\u{e009}a\u{e000}";

/// One red pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// The button or link that says exactly this, once it can be seen.
async fn named(browser: &Browser, text: &str) -> WebElement {
    let path = format!(
        "//main//*[self::button or self::a or self::label][normalize-space(.)='{text}' or starts-with(@aria-label, '{text}')]"
    );
    let found = browser
        .driver
        .query(By::XPath(path))
        .wait(
            std::time::Duration::from_secs(30),
            std::time::Duration::from_millis(60),
        )
        .and_displayed()
        .and_enabled()
        .first()
        .await;
    match found {
        Ok(element) => element,
        Err(error) => panic!("{text}: {error}\n{}", browser.text().await),
    }
}

async fn press(browser: &Browser, text: &str) {
    // Several toasts in a row, quicker than people work, would lie over the button.
    browser
        .run("document.querySelectorAll('.toast .btn').forEach(button => button.click()); return true")
        .await;
    let button = named(browser, text).await;
    button
        .scroll_into_view()
        .await
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    button
        .click()
        .await
        .unwrap_or_else(|error| panic!("{text}: {error}"));
}

/// Types into a type-ahead and takes the first find with the keyboard.
async fn pick(browser: &Browser, id: &str, text: &str) {
    browser.type_into(&format!("#{id}"), text).await;
    browser
        .until(&format!(
            "document.querySelectorAll('#{id}-finds [role=option]').length > 0"
        ))
        .await;
    browser.type_into(&format!("#{id}"), ENTER).await;
    browser
        .until(&format!("!document.querySelector('#{id}-finds')"))
        .await;
}

async fn retype(browser: &Browser, css: &str, text: &str) {
    browser.type_into(css, &format!("{ALL}{text}")).await;
}

/// The last part of the address.
async fn last_part(browser: &Browser) -> String {
    let path = browser.path().await;
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// What the shop sees of an order.
async fn seen(app: &TestApp, number: &str) -> Value {
    let shop = app.as_account(Account::Portland).await;
    shop.get(&format!("/api/portal/customer/orders/{number}"))
        .await
        .ok()
}

async fn signed_in(app: &TestApp, browser: &Browser, account: Account, path: &str) {
    browser.open(&format!("{}{path}", app.base)).await;
    browser.sign_in(account.email()).await;
    browser.until("document.querySelector('main h1')").await;
}

#[tokio::test]
async fn an_order_is_played_through_by_hand() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Manager, "/admin/orders").await;
        let number = place(app, browser).await;
        produce(app, browser, &number).await;
        let shipment = send(app, browser, &number).await;
        prove(app, browser, &number, &shipment).await;

        browser.run("scrollTo(0, 0); return true").await;
        browser
            .click(&format!("nav.crumbs a[href$='/orders/{number}']"))
            .await;
        browser.shows("Everything is with Harbor Cocoa").await;
        browser.shows("12 of 12 shipped").await;
        let text = browser.text().await;
        for gone in ["Cancel the order", "Pack a shipment", "Other lot"] {
            assert!(!text.contains(gone), "{gone} in {text}");
        }
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

/// Two clicks at once, one order; a line that was added in error is taken away with the keyboard's focus kept.
async fn place(app: &TestApp, browser: &Browser) -> String {
    press(browser, "New order").await;
    // Nothing filled in: every field says what it needs.
    press(browser, "Place the order").await;
    browser.shows("Choose a shop from the list.").await;
    browser.shows("Choose a product from the list.").await;
    browser
        .until("document.activeElement && document.activeElement.id === 'shop'")
        .await;

    pick(browser, "shop", "Harbor").await;
    browser.type_into("#po", "BY-HAND-1").await;
    pick(browser, "product-0", "LNQ-70-60").await;
    browser.type_into("#cartons-0", "12").await;
    browser.type_into("#cartons-0", ENTER).await;
    browser
        .until("document.activeElement && document.activeElement.id === 'product-1'")
        .await;
    press(browser, "Remove line 2").await;
    browser
        .until("document.querySelectorAll('.newline').length === 1")
        .await;
    browser.shows("1 line, 12 cartons").await;
    browser
        .run("const b = document.querySelector('form.deskform button[type=submit]'); b.click(); b.click(); return true")
        .await;
    browser
        .until("/^\\/admin\\/orders\\/O-/.test(location.pathname)")
        .await;
    browser.shows("12 cartons wait for a lot").await;
    let number = last_part(browser).await;
    let placed = app
        .db
        .number("SELECT COUNT(*) FROM orders WHERE customer_po_reference = 'BY-HAND-1'")
        .await;
    assert_eq!(placed, 1, "one order of two clicks");
    let order = seen(app, &number).await;
    assert_eq!(order["status"], "pending");
    assert_eq!(order["customer_po_reference"], "BY-HAND-1");

    press(browser, "Choose a lot").await;
    browser.find(".lotchoice input").await;
    browser
        .run("[...document.querySelectorAll('.lotchoice label')].find(l => l.innerText.includes('IXC-26-001')).click(); return true")
        .await;
    press(browser, "Save").await;
    browser.shows("The line is on lot IXC-26-001.").await;
    browser.shows("12 cartons can be packed").await;
    let order = seen(app, &number).await;
    assert_eq!(
        order["line_items"][0]["provenance"]["batch_code"],
        "IXC-26-001"
    );
    number
}

async fn produce(app: &TestApp, browser: &Browser, number: &str) {
    press(browser, "Start production").await;
    browser.shows("The order is now: In production.").await;
    assert_eq!(seen(app, number).await["status"], "in_production");

    press(browser, "Plan a run").await;
    retype(browser, "#plan-cartons", "12").await;
    press(browser, "Plan it").await;
    browser.find(".runs li").await;
    browser.shows("0 / 12 cartons").await;
    press(browser, "Start").await;
    press(browser, "10 more").await;
    press(browser, "Report").await;
    browser.shows("10 / 12 cartons").await;
    let run = seen(app, number).await["production_status"]["work_orders"][0].clone();
    assert_eq!(run["qty_completed"], 10, "{run}");
    assert_eq!(run["status"], "in_progress", "{run}");

    retype(browser, ".stepper input", "12").await;
    press(browser, "Complete with 12 cartons").await;
    browser.shows("The run is completed.").await;
    browser.shows("12 / 12 cartons").await;
    let production = seen(app, number).await["production_status"].clone();
    assert_eq!(production["label"], "Completed", "{production}");
}

async fn send(app: &TestApp, browser: &Browser, number: &str) -> String {
    press(browser, "Pack a shipment").await;
    browser.find(".packlines input").await;
    // The address is the shop's, the cartons what is left.
    browser
        .until("document.querySelector('#to-city').value === 'Portland'")
        .await;
    browser
        .until("document.querySelector('.packlines input').value === '12'")
        .await;
    retype(browser, ".packlines input", "13").await;
    browser.type_into("#carrier", "DHL Global Forwarding").await;
    browser.type_into("#tracking", "7710 1").await;
    browser
        .type_into("#tracking-url", "https://carrier.example/7710")
        .await;
    press(browser, "Pack it").await;
    browser
        .shows("Only 12 of 12 cartons ordered are left to ship.")
        .await;
    retype(browser, ".packlines input", "12").await;
    press(browser, "Pack it").await;
    browser
        .until("/^\\/admin\\/shipments\\/SH-/.test(location.pathname)")
        .await;
    browser.shows("Packed, waiting to leave").await;
    let shipment = last_part(browser).await;

    press(browser, "Picked up").await;
    browser.type_into("#ms-place", "Cobán, GT").await;
    press(browser, "Add").await;
    browser.shows("Added. The shipment is: In transit.").await;
    browser.find(".scans tbody tr:nth-child(2)").await;
    let order = seen(app, number).await;
    assert_eq!(order["status"], "shipped");
    assert_eq!(order["shipments"][0]["status"], "in_transit");
    assert_eq!(order["shipments"][0]["tracking_number"], "7710 1");

    press(browser, "Out for delivery").await;
    press(browser, "Add").await;
    browser
        .shows("Added. The shipment is: Out for delivery.")
        .await;
    press(browser, "Delivered").await;
    browser.type_into("#ms-receiver", "Owen Pelletier").await;
    press(browser, "Add").await;
    browser.shows("Added. The shipment is: Delivered.").await;
    let order = seen(app, number).await;
    assert_eq!(order["status"], "delivered");
    assert_eq!(order["shipments"][0]["received_by"], "Owen Pelletier");
    shipment
}

/// A signature drawn with the mouse, a photo from a file; then the photo is taken away again.
async fn prove(app: &TestApp, browser: &Browser, number: &str, shipment: &str) {
    press(browser, "Draw it").await;
    let pad = browser.find("canvas.pad").await;
    pad.scroll_into_view().await.expect("the pad is there");
    browser
        .driver
        .action_chain()
        .move_to_element_center(&pad)
        .click_and_hold()
        .move_by_offset(60, 20)
        .release()
        .perform()
        .await
        .expect("the mouse draws");
    press(browser, "Use it").await;
    press(browser, "Keep this picture").await;
    browser.shows("The picture is kept.").await;
    browser
        .until("document.querySelector('.proofimg.ink').naturalWidth > 100")
        .await;

    let file = std::env::temp_dir().join(format!("ixchel-{}.png", uuid::Uuid::new_v4().simple()));
    std::fs::write(&file, STANDARD.decode(PIXEL).expect("base64")).expect("a file");
    let input = browser.driver.find(By::Css("#file-photo")).await;
    input
        .expect("the field for a photo")
        .send_keys(file.display().to_string())
        .await
        .expect("the file is chosen");
    press(browser, "Keep this picture").await;
    browser
        .until("document.querySelectorAll('.proofimg').length === 2 && [...document.querySelectorAll('.proofimg')].every(i => i.src.includes('/api/') && i.naturalWidth > 0)")
        .await;
    let _ = std::fs::remove_file(&file);

    let shop = app.as_account(Account::Portland).await;
    let id = seen(app, number).await["shipments"][0]["id"].clone();
    let parcel = shop
        .get(&format!("/api/portal/customer/shipments/{id}"))
        .await
        .ok();
    let proof = &parcel["delivery_proof"];
    assert_eq!(proof["received_by"], "Owen Pelletier", "{parcel}");
    for picture in ["signature", "photo"] {
        let path = proof[picture].as_str().unwrap_or_default();
        assert_eq!(shop.get(path).await.status, 200, "{picture} of {parcel}");
    }

    press(browser, "Remove: Photo").await;
    press(browser, "Yes, remove it").await;
    browser.shows("The picture is removed.").await;
    let parcel = shop
        .get(&format!("/api/portal/customer/shipments/{id}"))
        .await
        .ok();
    assert_eq!(parcel["delivery_proof"]["photo"], Value::Null, "{shipment}");
}

#[tokio::test]
async fn what_has_left_is_not_cancelled_and_a_stale_page_says_so() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Admin, "/admin/orders/O-2026-0117").await;
        browser
            .shows("Part of it has been shipped: it can no longer be cancelled.")
            .await;
        browser
            .until("[...document.querySelectorAll('main button')].find(b => b.innerText.trim() === 'Cancel the order').disabled")
            .await;

        let staff = app.as_account(Account::Admin).await;
        let order = json!({"customer_id": 1, "items": [{"sku": "LNQ-70-60", "quantity": 3}]});
        let placed: Value = staff.post("/api/orders", &order).await.created();
        let number = placed["order_number"].as_str().unwrap_or_default().to_owned();
        browser
            .open(&format!("{}/admin/orders/{number}", app.base))
            .await;
        browser.shows("3 cartons wait for a lot").await;
        // Somebody else was first.
        let path = format!("/api/orders/{number}");
        staff.patch(&path, &json!({"comments": "By pallet."})).await.ok();
        press(browser, "Cancel the order").await;
        browser.shows("A cancelled order stays cancelled.").await;
        browser.click("dialog[open] .btn.danger").await;
        browser
            .shows("Somebody changed this while you were writing.")
            .await;
        press(browser, "Load the newer version").await;
        browser.shows("By pallet.").await;
        assert_eq!(staff.get(&path).await.ok()["status"], "pending");

        press(browser, "Cancel the order").await;
        browser.click("dialog[open] .btn.danger").await;
        browser.until("document.querySelector('main h1').innerText === 'Cancelled'").await;
        assert_eq!(seen(app, &number).await["status"], "cancelled");
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_lot_on_hold_cannot_be_chosen() {
    visit(Screen::Desk, async |app, browser| {
        let sku: Vec<String> = app
            .db
            .column("SELECT p.sku FROM products p JOIN batches b ON b.id = p.batch_id WHERE b.code = 'IXC-26-009' AND b.org_id = 1 ORDER BY p.id")
            .await;
        let sku = sku.first().expect("a product of the batch on hold");
        signed_in(app, browser, Account::User, "/admin/orders/new").await;
        pick(browser, "product-0", sku).await;
        browser
            .until("[...document.querySelectorAll('#lot-0 option')].some(o => o.text.includes('IXC-26-009') && o.text.includes('on hold') && o.disabled)")
            .await;
        browser
            .until("[...document.querySelectorAll('#lot-0 option')].filter(o => o.value && !o.text.includes('IXC-26-009')).every(o => o.disabled === /recalled|on hold/.test(o.text))")
            .await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_role_is_offered_only_what_it_may() {
    visit(Screen::Phone, async |app, browser| {
        signed_in(app, browser, Account::Viewer, "/admin/orders").await;
        browser.shows("O-2026-0117").await;
        assert!(!browser.text().await.contains("New order"));
        browser
            .open(&format!("{}/admin/orders/new", app.base))
            .await;
        browser.shows("Your account reads orders").await;
        for (path, content, offers) in [
            (
                "/admin/orders/O-2026-0117",
                "WO-2026-0031",
                &[
                    "Edit",
                    "Cancel the order",
                    "Choose a lot",
                    "Plan a run",
                    "Report",
                    "Pack a shipment",
                ][..],
            ),
            (
                "/admin/shipments/SH-2026-0094",
                "Proof of delivery",
                &["Edit", "Add a milestone", "Choose a file"][..],
            ),
        ] {
            browser.open(&format!("{}{path}", app.base)).await;
            browser.shows(content).await;
            let text = browser.text().await;
            for offer in offers {
                assert!(!text.contains(offer), "{offer} in {text}");
            }
            assert_fits(browser).await;
        }
        browser.sign_out().await;

        // Who owns the shop packs and follows; runs are the managers'.
        browser.find("#password").await;
        signed_in(app, browser, Account::User, "/admin/orders/O-2026-0117").await;
        browser.shows("WO-2026-0031").await;
        browser.shows("Pack a shipment").await;
        let text = browser.text().await;
        assert!(
            !text.contains("Plan a run") && !text.contains("Report"),
            "{text}"
        );
        assert_fits(browser).await;
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

#[tokio::test]
async fn a_lots_label_carries_its_code() {
    visit(Screen::Desk, async |app, browser| {
        signed_in(app, browser, Account::Viewer, "/admin/batches").await;
        browser.click("a[href$='/batches/IXC-26-001']").await;
        press(browser, "QR code: Lanquín 70% 60 g").await;
        browser.shows("Labels on an A4 sheet").await;
        browser
            .until("document.querySelectorAll('.lotlabel').length === 12")
            .await;
        browser
            .until("[...document.querySelectorAll('.lotlabel .qr')].every(i => i.naturalWidth > 0)")
            .await;
        browser
            .run("document.querySelector('input[name=per-sheet][value=\"24\"]').click(); return true")
            .await;
        browser
            .until("document.querySelectorAll('.lotlabel').length === 24")
            .await;
        let text = browser.text().await;
        assert!(text.contains("(01) 07401234567896 (10) IXC-26-001"), "{text}");
        let public = app
            .nobody()
            .request(Method::GET, "/api/provenance/IXC-26-001?sku=LNQ-70-60");
        let public = app.nobody().send(public).await.ok();
        let link = browser.find(".pagehead a[target=_blank]").await;
        assert_eq!(
            link.attr("href").await.ok().flatten().as_deref(),
            public["product"]["link"].as_str()
        );
        browser.assert_quiet(&[&app.base]).await;
    })
    .await;
}

/// The page itself never scrolls sideways.
async fn assert_fits(browser: &Browser) {
    let wider = browser
        .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await;
    assert_eq!(wider, 0, "wider than the phone");
}
