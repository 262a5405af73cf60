//! Tokens: what is refused about them, and that every refusal is the same 401.

use chrono::Utc;
use reqwest::{Method, header};
use serde_json::{Value, json};
use tests::{
    Account, TestApp,
    app::{decode, encode},
    on_both_engines,
};

async fn refused(app: &TestApp, token: &str, why: &str) {
    let reply = app.with_token(token).get("/api/auth/me").await;
    assert_eq!(reply.status, 401, "{why}: {}", reply.text());
    reply.problem(401);
}

fn with(claims: &Value, name: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    if value.is_null() {
        claims.as_object_mut().expect("claims").remove(name);
    } else {
        claims[name] = value;
    }
    claims
}

on_both_engines! {
    async fn tampered_tokens_are_refused(app) {
        let token = app.as_account(Account::Viewer).await.token.expect("a token");
        let (head, claims) = decode(&token);
        assert_eq!(head["alg"], "EdDSA");
        let parts: Vec<&str> = token.split('.').collect();
        // The harness signs as the server does: otherwise the refusals below would prove nothing.
        app.with_token(&app.sign(&head, &claims)).get("/api/auth/me").await.ok();

        let raised = with(&claims, "role", "admin".into());
        refused(app, &format!("{}.{}.{}", parts[0], encode(&raised), parts[2]), "raised role").await;
        for (name, header) in [
            ("alg none", json!({"alg": "none", "typ": "JWT"})),
            ("alg None", json!({"alg": "None", "typ": "JWT", "kid": head["kid"]})),
            ("alg HS256", json!({"alg": "HS256", "typ": "JWT", "kid": head["kid"]})),
            ("alg RS256", json!({"alg": "RS256", "typ": "JWT", "kid": head["kid"]})),
            ("no alg", json!({"typ": "JWT", "kid": head["kid"]})),
        ] {
            refused(app, &format!("{}.{}.", encode(&header), parts[1]), name).await;
            refused(app, &format!("{}.{}.{}", encode(&header), parts[1], parts[2]), name).await;
            refused(app, &app.sign(&header, &claims), name).await;
        }
        for (name, header) in [
            ("an unknown key", with(&head, "kid", "other".into())),
            ("no key named", with(&head, "kid", Value::Null)),
            ("a key of its own", with(&head, "jwk", json!({"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}))),
            ("a machine's type", with(&head, "typ", "at+jwt".into())),
            ("critical extensions", with(&head, "crit", json!(["exp"]))),
        ] {
            let token = app.sign(&header, &claims);
            if name == "a key of its own" {
                // Signed with the right key all the same; the offered one is ignored.
                continue;
            }
            refused(app, &token, name).await;
        }
        let mut cut = token.clone();
        cut.pop();
        for nonsense in [cut.as_str(), "", "x", "a.b.c", "..", &token[..40], &format!("{token}.x"), &"A".repeat(6000)] {
            refused(app, nonsense, "nonsense").await;
        }
    }

    async fn times_and_names_are_checked(app) {
        let token = app.as_account(Account::Viewer).await.token.expect("a token");
        let (head, claims) = decode(&token);
        let now = Utc::now().timestamp();
        for (name, value, why) in [
            ("exp", json!(now - 61), "expired beyond the leeway"),
            ("exp", json!(now - 86_400), "expired"),
            ("exp", Value::Null, "never expires"),
            ("exp", json!("tomorrow"), "no number"),
            ("nbf", json!(now + 600), "not yet"),
            ("iat", json!(now + 600), "from the future"),
            ("aud", json!("ixchel:machines"), "for machines"),
            ("aud", Value::Null, "for nobody"),
            ("iss", json!("https://elsewhere.example"), "from elsewhere"),
            ("iss", Value::Null, "from nobody"),
            ("sub", json!("staff:999999"), "nobody's"),
            ("sub", json!("shop:1"), "a shop's"),
            ("sub", Value::Null, "no subject"),
            ("jti", Value::Null, "no number"),
        ] {
            refused(app, &app.sign(&head, &with(&claims, name, value)), why).await;
        }
        let late = with(&claims, "exp", json!(now - 30));
        app.with_token(&app.sign(&head, &late)).get("/api/auth/me").await.ok();
    }

    async fn the_database_knows_the_role_better_than_the_token(app) {
        let token = app.as_account(Account::Viewer).await.token.expect("a token");
        let (head, claims) = decode(&token);
        let raised = with(&with(&claims, "role", "admin".into()), "org", json!(1));
        let caller = app.with_token(&app.sign(&head, &raised));
        let reply = caller.get("/api/batches/IXC-26-001/trace").await;
        assert!([401, 403].contains(&reply.status.as_u16()), "{}", reply.status);
        let elsewhere = app.with_token(&app.sign(&head, &with(&claims, "org", json!(2))));
        let reply = elsewhere.get("/api/batches/61").await;
        assert!([401, 404].contains(&reply.status.as_u16()), "{}", reply.status);
    }

    async fn only_one_authorization_header_counts(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let admin = app.as_account(Account::Admin).await;
        let both = viewer.request(Method::GET, "/api/auth/me").bearer_auth(admin.token.as_deref().expect("a token"));
        viewer.send(both).await.problem(400);
        let nobody = app.nobody();
        let token = viewer.token.clone().expect("a token");
        for value in [format!("Basic {token}"), token.clone(), "Bearer".to_owned(), format!("Bearer  {token} x")] {
            let request = nobody.request(Method::GET, "/api/auth/me").header(header::AUTHORIZATION, value);
            nobody.send(request).await.problem(401);
        }
        let lower = nobody.request(Method::GET, "/api/auth/me").header(header::AUTHORIZATION, format!("bearer {token}"));
        nobody.send(lower).await.ok();
    }

    async fn a_token_in_the_address_is_nothing(app) {
        let token = app.as_account(Account::Viewer).await.token.expect("a token");
        for name in ["token", "access_token"] {
            app.nobody().get(&format!("/api/auth/me?{name}={token}")).await.problem(401);
        }
    }

    async fn refusals_say_how_to_sign_in(app) {
        let reply = app.nobody().get("/api/auth/me").await;
        reply.problem(401);
        assert!(reply.header("www-authenticate").starts_with("Bearer"));
    }

    async fn the_public_keys_are_published_without_their_private_halves(app) {
        let keys = app.nobody().get("/.well-known/jwks.json").await.ok();
        let token = app.as_account(Account::Viewer).await.token.expect("a token");
        let (head, _) = decode(&token);
        let key = keys["keys"].as_array().and_then(|keys| keys.iter().find(|key| key["kid"] == head["kid"]));
        let key = key.expect("the key that signed");
        assert_eq!((key["kty"].as_str(), key["crv"].as_str()), (Some("OKP"), Some("Ed25519")));
        assert!(!keys.to_string().contains("\"d\""));
    }
}

/// Ten tries a minute for one address, whatever they try.
#[tokio::test]
async fn sign_in_tries_are_limited() {
    tests::app::with_settings(
        tests::Engine::Sqlite,
        |settings| settings.rate_limit_login_per_minute = 10,
        async |app| {
            let body = json!({"email": "nobody@nowhere.example", "password": "wrong"});
            for _ in 0..10 {
                app.nobody()
                    .post("/api/auth/login", &body)
                    .await
                    .problem(401);
            }
            let refused = app.nobody().post("/api/portal/customer/login", &body).await;
            refused.problem(429);
            let wait: u64 = refused.header("retry-after").parse().expect("seconds");
            assert!((1..=60).contains(&wait), "{wait}");
        },
    )
    .await;
}
