//! Browser sessions: the token in a cookie that script cannot read, and what a write carried by it needs besides.

use reqwest::{Method, RequestBuilder, header};
use serde_json::json;
use tests::{Account, Caller, PASSWORD, TestApp, on_both_engines};

/// Signs in as a front end does and returns the cookie as `name=value`.
async fn cookie_of(app: &TestApp, account: Account) -> String {
    let nobody = app.nobody();
    let request = nobody
        .request(Method::POST, account.sign_in_path())
        .header("X-Session", "cookie")
        .header(header::ORIGIN, &app.portal_origin)
        .header("X-Requested-With", "ixchel")
        .json(&json!({"email": account.email(), "password": PASSWORD}));
    let reply = nobody.send(request).await;
    assert!(
        reply.ok()["token"].is_null(),
        "the token never reaches script"
    );
    let cookie = reply.header("set-cookie").to_owned();
    let mut parts = cookie.split(';').map(str::trim);
    let pair = parts.next().expect("a cookie").to_owned();
    assert!(pair.starts_with("__Host-ixchel_session=ey"), "{pair}");
    let attributes: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
    for wanted in ["httponly", "secure", "samesite=strict", "path=/"] {
        assert!(attributes.iter().any(|given| given == wanted), "{cookie}");
    }
    assert!(
        !attributes.iter().any(|given| given.starts_with("domain")),
        "{cookie}"
    );
    pair
}

fn write(caller: &Caller, cookie: &str) -> RequestBuilder {
    caller
        .request(Method::POST, "/api/orders")
        .header(header::COOKIE, cookie)
        .json(&json!({"customer_id": 1, "items": [{"sku": "LNQ-70-60", "quantity": 1}]}))
}

on_both_engines! {
    async fn a_cookie_session_reads(app) {
        for account in [Account::Hamburg, Account::Admin] {
            let cookie = cookie_of(app, account).await;
            let nobody = app.nobody();
            let me = nobody.request(Method::GET, account.me_path()).header(header::COOKIE, &cookie);
            nobody.send(me).await.ok();
            let other = nobody.request(Method::GET, account.me_path()).header(header::COOKIE, "__Host-ixchel_session=x");
            nobody.send(other).await.problem(401);
        }
    }

    async fn a_write_by_cookie_needs_origin_and_header(app) {
        let cookie = cookie_of(app, Account::Admin).await;
        let nobody = app.nobody();
        let before = app.db.fingerprint().await;
        let own = &app.portal_origin;
        let refused = [
            write(&nobody, &cookie),
            write(&nobody, &cookie).header("X-Requested-With", "ixchel"),
            write(&nobody, &cookie).header(header::ORIGIN, own),
            write(&nobody, &cookie).header(header::ORIGIN, own).header("X-Requested-With", "XMLHttpRequest"),
            write(&nobody, &cookie).header(header::ORIGIN, "null").header("X-Requested-With", "ixchel"),
            write(&nobody, &cookie).header(header::ORIGIN, "https://evil.example").header("X-Requested-With", "ixchel"),
            write(&nobody, &cookie).header(header::ORIGIN, format!("{own}.evil.example")).header("X-Requested-With", "ixchel"),
        ];
        for request in refused {
            nobody.send(request).await.problem(403);
        }
        assert_eq!(app.db.fingerprint().await, before);
        // The admin SPA lies on the API's own origin.
        for origin in [own.as_str(), app.base.as_str()] {
            let request = write(&nobody, &cookie).header(header::ORIGIN, origin).header("X-Requested-With", "ixchel");
            nobody.send(request).await.created::<contract::orders::Order>();
        }
    }

    async fn signing_out_takes_the_cookie_away(app) {
        let cookie = cookie_of(app, Account::Hamburg).await;
        let nobody = app.nobody();
        let request = nobody
            .request(Method::POST, Account::Hamburg.sign_out_path())
            .header(header::COOKIE, &cookie)
            .header(header::ORIGIN, &app.portal_origin)
            .header("X-Requested-With", "ixchel");
        let reply = nobody.send(request).await;
        reply.no_content();
        let cleared = reply.header("set-cookie").to_ascii_lowercase();
        assert!(cleared.starts_with("__host-ixchel_session=;") && cleared.contains("max-age=0"), "{cleared}");
        let me = nobody.request(Method::GET, Account::Hamburg.me_path()).header(header::COOKIE, &cookie);
        nobody.send(me).await.problem(401);
    }

    async fn bearers_need_neither(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"customer_id": 1, "items": [{"sku": "LNQ-70-60", "quantity": 1}]});
        admin.post("/api/orders", &body).await.created::<contract::orders::Order>();
    }
}
