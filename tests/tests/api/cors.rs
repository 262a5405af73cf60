//! Cross-origin rules: the portal's origin alone is answered, echoed exactly; any other gets no CORS header at all.

use reqwest::{Method, header};
use tests::{Account, Reply, TestApp, on_both_engines};

async fn preflight(app: &TestApp, origin: &str) -> Reply {
    let nobody = app.nobody();
    let request = nobody
        .request(Method::OPTIONS, "/api/portal/customer/orders")
        .header(header::ORIGIN, origin)
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(
            header::ACCESS_CONTROL_REQUEST_HEADERS,
            "content-type,x-requested-with,x-session,idempotency-key",
        );
    nobody.send(request).await
}

fn strangers(portal: &str) -> Vec<String> {
    let bare = portal.split_once("://").map_or(portal, |(_, host)| host);
    let other_scheme = if portal.starts_with("https") {
        "http"
    } else {
        "https"
    };
    vec![
        "null".into(),
        "https://evil.example".into(),
        format!("{portal}.evil.example"),
        format!("{other_scheme}://{bare}"),
        format!("{portal}:8443"),
        portal.replace("://", "://www."),
        portal.replace("://", "://evil"),
        format!("{portal}/"),
        portal.to_uppercase(),
        format!("{portal}@evil.example"),
        String::new(),
    ]
}

fn assert_no_cors_header(reply: &Reply, origin: &str) {
    for (name, _) in &reply.headers {
        assert!(
            !name.as_str().starts_with("access-control-"),
            "{origin:?} got {name}: {:?}",
            reply.headers
        );
    }
}

on_both_engines! {
    async fn the_portal_is_let_in(app) {
        let portal = &app.portal_origin;
        let reply = preflight(app, portal).await;
        assert!(reply.status.is_success(), "{}", reply.status);
        assert_eq!(reply.header("access-control-allow-origin"), portal);
        assert_eq!(reply.header("access-control-allow-credentials"), "true");
        assert!(reply.header("access-control-allow-methods").contains("POST"));
        let allowed = reply.header("access-control-allow-headers").to_ascii_lowercase();
        for name in ["content-type", "x-requested-with", "x-session", "idempotency-key", "if-match", "authorization"] {
            assert!(allowed.contains(name), "{allowed}");
        }
        assert!(reply.header("access-control-max-age").parse::<u32>().expect("seconds") > 0);
        let vary = reply.header("vary").to_ascii_lowercase();
        assert!(vary.contains("origin"), "{vary}");

        let shop = app.as_account(Account::Hamburg).await;
        for path in ["/api/portal/customer/orders", "/api/portal/customer/orders/O-0000-0000", "/api/no/such/place"] {
            let reply = shop.send(shop.request(Method::GET, path).header(header::ORIGIN, portal)).await;
            assert_eq!(reply.header("access-control-allow-origin"), portal, "{path} ({})", reply.status);
            assert!(reply.header("access-control-expose-headers").to_ascii_lowercase().contains("x-request-id"));
        }
        // Refusals reach the page's script too.
        let nobody = app.nobody();
        let refused = nobody.request(Method::GET, "/api/portal/customer/orders").header(header::ORIGIN, portal);
        let reply = nobody.send(refused).await;
        reply.problem(401);
        assert_eq!(reply.header("access-control-allow-origin"), portal);
    }

    async fn nobody_else_is(app) {
        let shop = app.as_account(Account::Hamburg).await;
        for origin in strangers(&app.portal_origin) {
            assert_no_cors_header(&preflight(app, &origin).await, &origin);
            let request = shop.request(Method::GET, "/api/portal/customer/orders").header(header::ORIGIN, &origin);
            assert_no_cors_header(&shop.send(request).await, &origin);
        }
        let without = shop.get("/api/portal/customer/orders").await;
        assert!(without.headers.get("access-control-allow-origin").is_none());
    }
}
