//! A page on another origin, in the browser of somebody who is signed in: it reads nothing and writes nothing.

use tests::{Account, TestApp};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::chrome::{Browser, Screen, visit};

/// Serves one page of somebody else's to whoever comes; ends with the test's runtime.
async fn elsewhere() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let _ = socket.read(&mut head).await;
            let page = "<!doctype html><title>Elsewhere</title><p>Elsewhere";
            let reply = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                page.len()
            );
            let _ = socket.write_all(reply.as_bytes()).await;
        }
    });
    format!("http://{address}")
}

async fn fetch(browser: &Browser, address: &str, options: &str) -> String {
    let reply = browser
        .promise(&format!(
            "fetch('{address}', {options}).then(r => 'status ' + r.status + ' ' + r.type)"
        ))
        .await;
    reply.as_str().unwrap_or_default().to_owned()
}

const ORDER: &str = r#"{"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]}"#;

async fn orders(app: &TestApp) -> i64 {
    app.db.number("SELECT COUNT(*) FROM orders").await
}

#[tokio::test]
async fn a_foreign_page_reads_and_writes_nothing() {
    visit(Screen::Desk, async |app, browser| {
        // Signed in as an admin: the cookie is in the browser.
        browser.open(&format!("{}/admin/", app.base)).await;
        browser.sign_in(Account::Admin.email()).await;
        browser.until("document.querySelector('.adminmain h1')").await;
        let inside = fetch(browser, "/api/auth/me", "{credentials: 'include'}").await;
        assert_eq!(inside, "status 200 basic", "the session works where it belongs");

        let foreign = elsewhere().await;
        let before = (orders(app).await, app.db.fingerprint().await);
        browser.open(&foreign).await;
        browser.shows("Elsewhere").await;
        for path in ["/api/auth/me", "/api/orders", "/api/batches/IXC-26-001/trace", "/api/portal/customer/branding"] {
            for options in ["{}", "{credentials: 'include'}", "{headers: {Authorization: 'Bearer x'}}"] {
                let reply = fetch(browser, &format!("{}{path}", app.base), options).await;
                assert_eq!(reply, "refused: TypeError", "{path} with {options}");
            }
        }
        // Writes: with a preflight, and those that a browser sends without one.
        for options in [
            format!("{{method: 'POST', credentials: 'include', body: '{ORDER}', headers: {{'Content-Type': 'application/json', 'X-Requested-With': 'ixchel'}}}}"),
            format!("{{method: 'POST', credentials: 'include', body: '{ORDER}', headers: {{'Content-Type': 'application/json'}}}}"),
            format!("{{method: 'POST', credentials: 'include', body: '{ORDER}', headers: {{'Content-Type': 'text/plain'}}}}"),
        ] {
            let reply = fetch(browser, &format!("{}/api/orders", app.base), &options).await;
            assert_eq!(reply, "refused: TypeError", "{options}");
        }
        // Blind writes, which no preflight announces: whatever the page is told, nothing changes. Signing somebody out
        // is a write, too.
        for path in ["/api/orders", "/api/auth/logout"] {
            let options = format!("{{method: 'POST', mode: 'no-cors', credentials: 'include', body: '{ORDER}', headers: {{'Content-Type': 'text/plain'}}}}");
            let reply = fetch(browser, &format!("{}{path}", app.base), &options).await;
            assert!(["status 0 opaque", "refused: TypeError"].contains(&reply.as_str()), "{reply}");
        }
        // A form, as from an ordinary page.
        browser.run(&format!(
            "const form = document.createElement('form'); form.method = 'post'; form.enctype = 'text/plain';
             form.action = '{}/api/orders'; document.body.append(form); form.submit()", app.base)).await;
        browser.until("!location.href.startsWith('about:') && document.readyState === 'complete'").await;
        assert_eq!((orders(app).await, app.db.fingerprint().await), before, "nothing was written");

        browser.open(&format!("{}/admin/", app.base)).await;
        browser.until("document.querySelector('.adminmain h1')").await;
        browser.find("input[role=combobox]").await;
    })
    .await;
}

/// The portal's own page may do what a foreign one may not.
#[tokio::test]
async fn the_portals_page_is_let_in() {
    visit(Screen::Desk, async |app, browser| {
        let portal = app.portal.as_deref().expect("the portal is served");
        browser.open(portal).await;
        browser.sign_in(Account::Hamburg.email()).await;
        browser.shows("O-2026-0098").await;
        let read = fetch(browser, &format!("{}/api/portal/customer/orders", app.base), "{credentials: 'include'}").await;
        assert_eq!(read, "status 200 cors");
        let body = r#"{"items": [{"sku": "LNQ-70-60", "quantity": 1}]}"#;
        let with = |headers: &str| format!("{{method: 'POST', credentials: 'include', body: '{body}', headers: {{'Content-Type': 'application/json'{headers}}}}}");
        let address = format!("{}/api/portal/customer/orders", app.base);
        let before = orders(app).await;
        assert_eq!(fetch(browser, &address, &with("")).await, "status 403 cors", "without the header that scripts alone send");
        assert_eq!(fetch(browser, &address, &with(", 'X-Requested-With': 'ixchel'")).await, "status 201 cors");
        assert_eq!(orders(app).await, before + 1);
    })
    .await;
}
