//! Programs sign in and are checked on every request: the grant, every refusal, what ends a token, and that no header
//! carries a program past its allowlist.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::{Method, RequestBuilder, header};
use serde_json::{Value, json};
use tests::{
    Account, Caller, Engine, Reply, TestApp,
    app::{self, decode},
    on_both_engines,
};

const TOKEN: &str = "/api/oauth/token";
const REVOKE: &str = "/api/oauth/revoke";
const SEARCH: &str = "/api/m2m/customers/search?q=cacao";
const DIRECTORY: (&str, &str) = ("demo-directory", "demo-directory-secret");

/// A form sent by nobody, to be dressed further.
fn form(caller: &Caller, path: &str, text: &str) -> RequestBuilder {
    caller
        .request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(text.to_owned())
}

async fn ask(app: &TestApp, (client, secret): (&str, &str), more: &str) -> Reply {
    let text =
        format!("grant_type=client_credentials&client_id={client}&client_secret={secret}{more}");
    app.nobody().send(form(&app.nobody(), TOKEN, &text)).await
}

/// A caller with a token of this client.
pub async fn machine(app: &TestApp, client: &str, secret: &str) -> Caller {
    let granted = ask(app, (client, secret), "").await.ok();
    app.with_token(granted["access_token"].as_str().expect("a token"))
}

/// A refusal in OAuth's form.
fn refused(reply: &Reply, status: u16, error: &str) {
    assert_eq!(reply.status, status, "{}: {}", reply.request, reply.text());
    assert!(reply.header("content-type").starts_with("application/json"));
    assert_eq!(reply.value()["error"], error, "{}", reply.text());
    assert_eq!(reply.header("pragma"), "no-cache");
    let asks = reply.header("www-authenticate").starts_with("Basic ");
    assert_eq!(asks, status == 401, "{}", reply.request);
}

on_both_engines! {
    async fn a_program_gets_a_token_and_reads_customers(app) {
        let reply = ask(app, DIRECTORY, "").await;
        let granted = reply.ok();
        assert_eq!(reply.header("pragma"), "no-cache");
        assert_eq!((&granted["token_type"], &granted["expires_in"]), (&json!("Bearer"), &json!(900)));
        assert_eq!(granted["scope"], "customers:read");
        let token = granted["access_token"].as_str().expect("a token");
        let (head, claims) = decode(token);
        assert_eq!((&head["typ"], &head["alg"]), (&json!("at+jwt"), &json!("EdDSA")));
        assert_eq!((&claims["sub"], &claims["client_id"]), (&json!("demo-directory"), &json!("demo-directory")));
        assert_eq!(claims["scope"], "customers:read");
        assert_ne!(claims["aud"], decode(app.as_account(Account::Viewer).await.token.as_deref().expect("a token")).1["aud"]);
        let lives = claims["exp"].as_f64().expect("exp") - claims["iat"].as_f64().expect("iat");
        assert!((lives - 900.0).abs() <= 1.0, "{lives}");
        let keys = app.nobody().get("/.well-known/jwks.json").await.ok();
        assert!(keys["keys"].as_array().expect("keys").iter().any(|key| key["kid"] == head["kid"]));
        let found = app.with_token(token).get(SEARCH).await.ok();
        assert!(!found["customers"].as_array().expect("customers").is_empty());
        assert_eq!(app.db.number("SELECT COUNT(*) FROM audit_logs WHERE entity = 'oauth_clients' AND action = 'login' AND actor = 'machine:1'").await, 1);
    }

    async fn the_secret_travels_by_basic_or_in_the_body(app) {
        app.db.run("UPDATE oauth_clients SET client_id = 'a:b c', secret_hash = 'f52fbd32b2b3b86ff88ef6c490628285f482af15ddcb29541f94bcf526a3f6c7' WHERE id = 1").await;
        // `hunter2`'s hash; the names inside are form-encoded (RFC 6749 §2.3.1).
        let basic = |text: &str| format!("Basic {}", STANDARD.encode(text));
        let nobody = app.nobody();
        let with = |value: String, text: &str| form(&nobody, TOKEN, text).header(header::AUTHORIZATION, value);
        let grant = "grant_type=client_credentials";
        nobody.send(with(basic("a%3Ab+c:hunter2"), grant)).await.ok();
        nobody.send(with(basic("a%3Ab%20c:%68unter2"), &format!("{grant}&client_id=a%3Ab+c"))).await.ok();
        nobody.send(form(&nobody, TOKEN, &format!("{grant}&client_id=a:b+c&client_secret=hunter2"))).await.ok();
        refused(&nobody.send(with(basic("a%3Ab+c:hunter2"), &format!("{grant}&client_secret=hunter2"))).await, 400, "invalid_request");
        refused(&nobody.send(with(basic("a%3Ab+c:hunter2"), &format!("{grant}&client_id=other"))).await, 400, "invalid_request");
        let twice = with(basic("a%3Ab+c:hunter2"), grant).header(header::AUTHORIZATION, basic("x:y"));
        refused(&nobody.send(twice).await, 400, "invalid_request");
        for value in [basic("a:b c:hunter2"), basic("a%3Ab+c:hunter3"), basic("nocolon"), "Basic %".into(), "Bearer x".into(), "Basic".into()] {
            refused(&nobody.send(with(value, grant)).await, 401, "invalid_client");
        }
    }

    async fn every_refusal_of_the_grant_has_its_code(app) {
        let nobody = app.nobody();
        let id = "client_id=demo-directory&client_secret=demo-directory-secret";
        for (text, status, error) in [
            (String::new(), 401, "invalid_client"),
            (id.into(), 400, "invalid_request"),
            (format!("grant_type=&{id}"), 400, "invalid_request"),
            (format!("grant_type=password&{id}"), 400, "unsupported_grant_type"),
            (format!("grant_type=client_credentials&grant_type=client_credentials&{id}"), 400, "invalid_request"),
            (format!("grant_type=client_credentials&{id}&scope=internal:write"), 400, "invalid_scope"),
            (format!("grant_type=client_credentials&{id}&scope=customers:read+internal:write"), 400, "invalid_scope"),
            (format!("grant_type=client_credentials&{id}&scope=everything"), 400, "invalid_scope"),
            (format!("grant_type=client_credentials&{id}&scope=%00"), 400, "invalid_scope"),
            (format!("grant_type=client_credentials&{id}&x=%zz"), 400, "invalid_request"),
            ("grant_type=client_credentials&client_id=demo-directory".into(), 401, "invalid_client"),
            ("grant_type=client_credentials&client_id=demo%00directory&client_secret=x".into(), 401, "invalid_client"),
            ("grant_type=client_credentials&client_id=demo-directory&client_secret=demo-directory-secreT".into(), 401, "invalid_client"),
        ] {
            refused(&nobody.send(form(&nobody, TOKEN, &text)).await, status, error);
        }
        let json = nobody.post(TOKEN, &json!({"grant_type": "client_credentials"})).await;
        refused(&json, 400, "invalid_request");
        // Fields nobody knows are ignored, as RFC 6749 wants.
        nobody.send(form(&nobody, TOKEN, &format!("grant_type=client_credentials&{id}&audience=x"))).await.ok();
        let large = format!("grant_type=client_credentials&{id}&x={}", "x".repeat(20_000));
        nobody.send(form(&nobody, TOKEN, &large)).await.problem(413);
    }

    async fn nobody_learns_which_clients_there_are(app) {
        let unknown = ask(app, ("nobody-at-all", "x"), "").await;
        refused(&unknown, 401, "invalid_client");
        for credentials in [("demo-directory", "wrong"), ("demo-expired", "demo-expired-secret"), ("demo-revoked", "demo-revoked-secret"),
                            ("demo-office-only", "wrong")] {
            let reply = ask(app, credentials, "").await;
            assert_eq!(reply.anonymous(), unknown.anonymous(), "{credentials:?}");
            assert_eq!(reply.anonymous_headers(), unknown.anonymous_headers(), "{credentials:?}");
        }
        let refusals = app.db.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'login_refused' AND entity = 'oauth_clients'").await;
        assert_eq!(refusals, 4);
    }

    async fn people_and_programs_are_never_taken_for_each_other(app) {
        for account in [Account::Admin, Account::Portland, Account::Platform] {
            app.as_account(account).await.get(SEARCH).await.problem(403);
        }
        let program = machine(app, DIRECTORY.0, DIRECTORY.1).await;
        for path in ["/api/customers", "/api/auth/me", "/api/portal/customer/me", "/api/oauth-clients"] {
            program.get(path).await.problem(403);
        }
        let integration = machine(app, "demo-integration", "demo-integration-secret").await;
        let refusal = integration.get(SEARCH).await;
        refusal.problem(403);
        assert!(refusal.header("www-authenticate").contains("insufficient_scope"));
        // As a cookie a program's token is nothing.
        let token = program.token.clone().expect("a token");
        let nobody = app.nobody();
        let cookie = nobody.request(Method::GET, SEARCH).header(header::COOKIE, format!("__Host-ixchel_session={token}"));
        nobody.send(cookie).await.problem(401);
        // Neither kind passes under the other's type or audience.
        let (head, claims) = decode(&token);
        let with = |value: &Value, name: &str, new: &str| {
            let mut value = value.clone();
            value[name] = new.into();
            value
        };
        app.with_token(&app.sign(&head, &claims)).get(SEARCH).await.ok();
        for (head, claims) in [
            (with(&head, "typ", "JWT"), claims.clone()),
            (head.clone(), with(&claims, "aud", "ixchel:people")),
            (head.clone(), with(&claims, "sub", "demo-integration")),
            (head.clone(), with(&claims, "client_id", "demo-integration")),
            (head.clone(), with(&claims, "iss", "https://elsewhere.example")),
            (with(&head, "kid", "other"), claims.clone()),
        ] {
            app.with_token(&app.sign(&head, &claims)).get(SEARCH).await.problem(401);
        }
        // A scope is never taken from the token alone.
        let raised = with(&decode(integration.token.as_deref().expect("a token")).1, "scope", "customers:read internal:write");
        app.with_token(&app.sign(&head, &raised)).get(SEARCH).await.problem(403);
        let mut elsewhere = claims.clone();
        elsewhere["org"] = json!(2);
        app.with_token(&app.sign(&head, &elsewhere)).get(SEARCH).await.problem(401);
    }

    async fn a_program_ends_its_own_tokens_and_no_others(app) {
        let nobody = app.nobody();
        let program = machine(app, DIRECTORY.0, DIRECTORY.1).await;
        let other = machine(app, DIRECTORY.0, DIRECTORY.1).await;
        let token = program.token.clone().expect("a token");
        let text = |client: &str, token: &str| format!("token={token}&client_id={client}&client_secret={client}-secret&token_type_hint=refresh_token");
        refused(&nobody.send(form(&nobody, REVOKE, &format!("token={token}"))).await, 401, "invalid_client");
        refused(&nobody.send(form(&nobody, REVOKE, "client_id=demo-directory&client_secret=demo-directory-secret")).await, 400, "invalid_request");
        let answer = async |text: String| {
            let reply = nobody.send(form(&nobody, REVOKE, &text)).await;
            assert_eq!((reply.status.as_u16(), reply.body.len()), (200, 0), "{}", reply.text());
        };
        answer(text("demo-integration", &token)).await;
        answer(text("demo-directory", "nonsense")).await;
        answer(text("demo-directory", app.as_account(Account::Viewer).await.token.as_deref().expect("a token"))).await;
        app.as_account(Account::Viewer).await.get("/api/auth/me").await.ok();
        program.get(SEARCH).await.ok();
        answer(text("demo-directory", &token)).await;
        program.get(SEARCH).await.problem(401);
        other.get(SEARCH).await.ok();
        answer(text("demo-directory", &token)).await;
    }

    async fn the_use_of_a_client_is_noted_at_most_once_a_minute(app) {
        let program = machine(app, DIRECTORY.0, DIRECTORY.1).await;
        let before: String = app.db.value("SELECT CAST(last_used_at AS text) FROM oauth_clients WHERE id = 1").await;
        assert!(before.starts_with("2026-11-20"), "a token alone is no use: {before}");
        program.get(SEARCH).await.ok();
        let noted: String = app.db.value("SELECT CAST(last_used_at AS text) FROM oauth_clients WHERE id = 1").await;
        program.get(SEARCH).await.ok();
        let again: String = app.db.value("SELECT CAST(last_used_at AS text) FROM oauth_clients WHERE id = 1").await;
        assert!(!noted.starts_with("2026-11-20"), "{noted}");
        assert_eq!(noted, again);
    }
}

/// What a second instance on the same database sees, at once.
async fn seen_by_another_instance(app: &TestApp) {
    let other = app.second_instance().await;
    let admin = app.as_account(Account::Admin).await;
    let input = json!({"name": "Twice", "scopes": ["customers:read", "internal:write"]});
    let made: Value = admin.post("/api/oauth-clients", &input).await.created();
    let path = format!("/api/oauth-clients/{}", made["id"]);
    let secret = made["client_secret"].as_str().expect("a secret");
    let client = made["client_id"].as_str().expect("a client");
    let program = other.caller(&machine(app, client, secret).await);
    program.get(SEARCH).await.ok();
    admin
        .patch(&path, &json!({"scopes": ["internal:write"]}))
        .await
        .ok();
    program.get(SEARCH).await.problem(403);
    admin
        .patch(&path, &json!({"scopes": ["customers:read"]}))
        .await
        .ok();
    program.get(SEARCH).await.ok();
    admin
        .patch(&path, &json!({"allowed_cidrs": ["192.0.2.0/24"]}))
        .await
        .ok();
    program.get(SEARCH).await.problem(403);
    admin.patch(&path, &json!({"allowed_cidrs": []})).await.ok();
    program.get(SEARCH).await.ok();
    admin.patch(&path, &json!({"status": "revoked"})).await.ok();
    program.get(SEARCH).await.problem(401);
    admin.patch(&path, &json!({"status": "active"})).await.ok();
    program.get(SEARCH).await.problem(401);
    let program = other.caller(&machine(app, client, secret).await);
    program.get(SEARCH).await.ok();
    let nobody = other.caller(&app.nobody());
    let token = program.token.clone().expect("a token");
    let text = format!("token={token}&client_id={client}&client_secret={secret}");
    let ended = nobody.send(form(&nobody, REVOKE, &text)).await;
    assert_eq!(ended.status, 200);
    app.with_token(&token).get(SEARCH).await.problem(401);
    let program = other.caller(&machine(app, client, secret).await);
    admin.delete(&path).await.no_content();
    program.get(SEARCH).await.problem(401);
    other.stop().await;
}

#[tokio::test]
async fn another_instance_sees_every_change_at_once_sqlite() {
    app::with(Engine::Sqlite, async |app| {
        seen_by_another_instance(app).await
    })
    .await;
}

#[tokio::test]
async fn another_instance_sees_every_change_at_once_postgres() {
    app::with(Engine::Postgres, async |app| {
        seen_by_another_instance(app).await
    })
    .await;
}

/// Headers by which proxies say where a request comes from, each naming the office.
fn tricks() -> Vec<Vec<(&'static str, Vec<u8>)>> {
    let one = |name, value: &str| vec![(name, value.as_bytes().to_vec())];
    let mut tricks = vec![
        one("x-forwarded-for", "192.0.2.10"),
        one("x-forwarded-for", "192.0.2.10, 192.0.2.11"),
        one("x-forwarded-for", "192.0.2.10:80"),
        one("x-forwarded-for", "::ffff:192.0.2.10"),
        one("x-forwarded-for", "[2001:db8::1]:443"),
        vec![
            ("x-forwarded-for", b"192.0.2.10".to_vec()),
            ("x-forwarded-for", b"192.0.2.11".to_vec()),
        ],
        vec![("x-forwarded-for", b"192.0.2.10, \xff".to_vec())],
        one("forwarded", "for=192.0.2.10;proto=https"),
        one("forwarded", "for=\"[2001:db8::1]\""),
        one("x-forwarded", "192.0.2.10"),
    ];
    for name in [
        "x-real-ip",
        "true-client-ip",
        "cf-connecting-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-original-forwarded-for",
        "fastly-client-ip",
    ] {
        tricks.push(one(name, "192.0.2.10"));
    }
    tricks
}

async fn with_headers(app: &TestApp, headers: &[(&str, Vec<u8>)]) -> Reply {
    let nobody = app.nobody();
    let text = "grant_type=client_credentials&client_id=demo-office-only&client_secret=demo-office-only-secret";
    let mut request = form(&nobody, TOKEN, text);
    for (name, value) in headers {
        request = request.header(*name, value.as_slice());
    }
    nobody.send(request).await
}

#[tokio::test]
async fn no_header_carries_a_stranger_past_the_allowlist() {
    app::with(Engine::Sqlite, async |app| {
        refused(&with_headers(app, &[]).await, 401, "invalid_client");
        for headers in tricks() {
            refused(&with_headers(app, &headers).await, 401, "invalid_client");
        }
        // Nor a request with a token that was got before the list was drawn.
        app.db.run("UPDATE oauth_clients SET allowed_cidrs = '[\"127.0.0.0/8\"]' WHERE id = 3").await;
        let program = machine(app, "demo-office-only", "demo-office-only-secret").await;
        program.get(SEARCH).await.ok();
        app.db.run("UPDATE oauth_clients SET allowed_cidrs = '[\"192.0.2.0/24\", \"2001:db8::/32\"]' WHERE id = 3").await;
        for headers in tricks() {
            let mut request = program.request(Method::GET, SEARCH);
            for (name, value) in &headers {
                request = request.header(*name, value.as_slice());
            }
            program.send(request).await.problem(403);
        }
    })
    .await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_only_its_own_word_counts() {
    let trust = |settings: &mut api::settings::Settings| {
        settings.trusted_proxies = "127.0.0.0/8".parse().expect("networks");
    };
    app::with_settings(Engine::Sqlite, trust, async |app| {
        let told = |value: &[u8]| vec![("x-forwarded-for", value.to_vec())];
        let from_office = [
            &b"192.0.2.10"[..],
            b"192.0.2.10:4711",
            b"203.0.113.9, 192.0.2.10",
            b"::ffff:192.0.2.10",
            b"[2001:db8::7]:80",
            b"192.0.2.10, 127.0.0.9",
            b"\xff\xfe, 192.0.2.10",
        ];
        for value in from_office {
            with_headers(app, &told(value)).await.ok();
        }
        // What stands left of the address that the proxy wrote was written by the stranger.
        let from_elsewhere = [
            &b"192.0.2.10, 203.0.113.9"[..],
            b"203.0.113.9",
            b"192.0.2.10, 203.0.113.9, 127.0.0.9",
            b"192.0.2.10, nonsense",
            b"192.0.2.10, \xff",
            b"192.0.2.10, unknown",
            b"",
            b"192.0.2.10, ::1",
            b"192.0.2.10, 192.0.2",
            b"192.0.2.10;203.0.113.9",
        ];
        for value in from_elsewhere {
            refused(
                &with_headers(app, &told(value)).await,
                401,
                "invalid_client",
            );
        }
        let two = [
            ("x-forwarded-for", b"192.0.2.10".to_vec()),
            ("x-forwarded-for", b"203.0.113.9".to_vec()),
        ];
        refused(&with_headers(app, &two).await, 401, "invalid_client");
        for headers in tricks()
            .iter()
            .filter(|headers| headers[0].0 != "x-forwarded-for")
        {
            refused(&with_headers(app, headers).await, 401, "invalid_client");
        }
        // An allowlist that holds the proxy's own network is no door for addresses it did not understand.
        app.db
            .run("UPDATE oauth_clients SET allowed_cidrs = '[\"127.0.0.0/8\"]' WHERE id = 3")
            .await;
        with_headers(app, &[]).await.ok();
        for value in [&b"nonsense"[..], b"\xff", b"unknown"] {
            refused(
                &with_headers(app, &told(value)).await,
                401,
                "invalid_client",
            );
        }
    })
    .await;
}

#[tokio::test]
async fn asking_for_tokens_counts_as_signing_in() {
    let few = |settings: &mut api::settings::Settings| settings.rate_limit_login_per_minute = 3;
    app::with_settings(Engine::Sqlite, few, async |app| {
        for _ in 0..3 {
            refused(
                &ask(app, ("demo-directory", "wrong"), "").await,
                401,
                "invalid_client",
            );
        }
        let limited = ask(app, DIRECTORY, "").await;
        limited.problem(429);
        assert!(!limited.header("retry-after").is_empty());
    })
    .await;
}
