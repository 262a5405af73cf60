//! What comes out of the printer: one A4 sheet with the maker's mark, outlined tags and no navigation.

use serde_json::json;
use tests::{Account, TestApp};
use thirtyfour::common::print::PrintParameters;

use crate::chrome::{Browser, Screen, visit};

fn portal(app: &TestApp) -> &str {
    app.portal.as_deref().expect("the portal is served")
}

/// How many sheets the page takes. Its own `@page` says A4.
async fn sheets(browser: &Browser) -> usize {
    let paper = PrintParameters {
        background: true,
        ..PrintParameters::default()
    };
    let pdf = browser.driver.print_page(paper).await.expect("a sheet");
    // Pages are plain objects in the file: `/Type /Page`, but not their tree, `/Type /Pages`.
    let text = String::from_utf8_lossy(&pdf);
    text.match_indices("/Type /Page")
        .filter(|(at, found)| !text[at + found.len()..].starts_with('s'))
        .count()
}

#[tokio::test]
async fn an_order_is_one_sheet() {
    visit(Screen::Desk, async |app, browser| {
        // The longest that is usual: twelve kinds.
        let skus: Vec<String> = app
            .db
            .column("SELECT sku FROM products WHERE org_id = 1 GROUP BY sku ORDER BY MAX(id) DESC LIMIT 12")
            .await;
        let items: Vec<_> = skus
            .iter()
            .map(|sku| json!({"sku": sku, "quantity": 12}))
            .collect();
        assert_eq!(items.len(), 12);
        let placed = app
            .as_account(Account::Portland)
            .await
            .post("/api/portal/customer/orders", &json!({"items": items}))
            .await
            .created::<serde_json::Value>();
        let long = placed["order_number"].as_str().expect("a number").to_owned();

        browser.open(portal(app)).await;
        browser.sign_in(Account::Portland.email()).await;
        browser.until("location.pathname === '/portal/customer/orders'").await;
        for number in ["O-2026-0117", long.as_str()] {
            browser
                .open(&format!("{}/portal/customer/orders/{number}", portal(app)))
                .await;
            browser.shows("What you ordered").await;
            assert_eq!(sheets(browser).await, 1, "{number}");
        }
    })
    .await;
}
