//! What every answer has around it: request id, security headers, the one shape of refusal.

use reqwest::{Method, header};
use serde_json::json;
use tests::{Account, on_both_engines};

on_both_engines! {
    async fn a_sane_request_id_is_kept_and_another_replaced(app) {
        let nobody = app.nobody();
        for (given, kept) in [
            ("trace-7f3c.12_X", true),
            ("a b", false),
            ("x\"y", false),
            ("{}", false),
            (&"x".repeat(500), false),
        ] {
            let request = nobody.request(Method::GET, "/api/farms").header("X-Request-Id", given);
            let reply = nobody.send(request).await;
            assert_eq!(reply.header("x-request-id") == given, kept, "{given:?}");
            reply.problem(401);
        }
        let (one, two) = (nobody.get("/api/farms").await, nobody.get("/api/farms").await);
        assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    }

    async fn every_answer_carries_security_headers(app) {
        let admin = app.as_account(Account::Admin).await;
        let nobody = app.nobody();
        for reply in [
            admin.get("/api/farms").await,
            nobody.get("/api/farms").await,
            nobody.get("/api/nothing").await,
            nobody.get("/nothing").await,
            nobody.get("/health/live").await,
            nobody.raw(Method::POST, "/api/auth/login", "application/json", b"{".to_vec()).await,
        ] {
            assert_eq!(reply.header("x-content-type-options"), "nosniff", "{}", reply.request);
            assert_eq!(reply.header("referrer-policy"), "no-referrer", "{}", reply.request);
            assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"), "{}", reply.request);
            assert!(reply.header("server").is_empty() && reply.header("x-powered-by").is_empty(), "{}", reply.request);
        }
    }

    async fn unknown_places_and_methods_are_problems(app) {
        let admin = app.as_account(Account::Admin).await;
        admin.get("/api/nothing").await.problem(404);
        admin.get("/api/farms/1/nothing").await.problem(404);
        for (method, path) in [
            (Method::DELETE, "/api/farms"),
            (Method::PATCH, "/api/farms/1"),
            (Method::POST, "/api/batches/IXC-26-001/trace"),
            (Method::GET, "/api/auth/login"),
        ] {
            let reply = admin.send(admin.request(method, path)).await;
            reply.problem(405);
            assert!(!reply.header("allow").is_empty(), "{}: which methods are known", reply.request);
        }
    }

    async fn bodies_are_json_of_a_reasonable_size(app) {
        let admin = app.as_account(Account::Admin).await;
        admin.raw(Method::POST, "/api/farms", "text/plain", b"name=x".to_vec()).await.problem(415);
        admin.raw(Method::POST, "/api/farms", "application/x-www-form-urlencoded", b"name=x".to_vec()).await.problem(415);
        let none = admin.send(admin.request(Method::POST, "/api/farms")).await;
        assert!([400, 415].contains(&none.status.as_u16()), "{}", none.status);
        let long = json!({"name": "x".repeat(3_000_000)});
        admin.post("/api/farms", &long).await.problem(413);
    }

    async fn refusals_of_access_come_before_any_reading_of_the_body(app) {
        app.nobody().raw(Method::POST, "/api/farms", "application/json", b"{broken".to_vec()).await.problem(401);
        app.nobody().raw(Method::POST, "/api/farms", "text/plain", b"?".to_vec()).await.problem(401);
        let viewer = app.as_account(Account::Viewer).await;
        viewer.raw(Method::POST, "/api/farms", "application/json", b"{broken".to_vec()).await.problem(403);
        let shop = app.as_account(Account::Hamburg).await;
        shop.raw(Method::POST, "/api/farms", "application/json", b"{broken".to_vec()).await.problem(403);
    }

    async fn health_and_metrics_answer_operators(app) {
        let nobody = app.nobody();
        assert_eq!(nobody.get("/health/live").await.status, 200);
        assert_eq!(nobody.get("/health/ready").await.status, 200);
        nobody.get("/api/farms").await;
        let metrics = nobody.get("/metrics").await;
        assert_eq!(metrics.status, 200);
        assert!(metrics.text().contains("/api/farms"), "{}", metrics.text());
        assert!(!metrics.text().contains(Account::Admin.email()));
    }

    async fn a_head_is_a_get_without_its_body(app) {
        let admin = app.as_account(Account::Admin).await;
        let reply = admin.send(admin.request(Method::HEAD, "/api/farms/1")).await;
        assert_eq!(reply.status, 200);
        assert!(reply.body.is_empty() && !reply.header(header::ETAG.as_str()).is_empty());
    }

    async fn the_docs_fetch_nothing_from_elsewhere(app) {
        let nobody = app.nobody();
        let mut page = nobody.get("/api/docs").await;
        if page.status.is_redirection() {
            page = nobody.get(page.header("location")).await;
        }
        assert_eq!(page.status, 200);
        assert!(page.header("content-type").starts_with("text/html"));
        for outside in ["src=\"http", "href=\"http", "src='http", "href='http", "src=\"//", "href=\"//"] {
            assert!(!page.text().contains(outside), "{outside} in {}", page.text());
        }
    }
}
