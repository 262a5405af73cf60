//! Programs as admins manage them: made, changed, given new secrets, deleted; and that no secret is kept anywhere in clear.

use chrono::{Duration, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, TestApp, on_both_engines};

use crate::machines::machine;

const CLIENTS: &str = "/api/oauth-clients";

/// Whether a token is had for these credentials.
async fn signs_in(app: &TestApp, client: &str, secret: &str) -> bool {
    let text = format!("grant_type=client_credentials&client_id={client}&client_secret={secret}");
    let nobody = app.nobody();
    let form = "application/x-www-form-urlencoded";
    let reply = nobody
        .raw(Method::POST, "/api/oauth/token", form, text.into())
        .await;
    assert!(
        [200, 401].contains(&reply.status.as_u16()),
        "{}",
        reply.text()
    );
    reply.status == 200
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name}: {value}"))
}

on_both_engines! {
    async fn a_client_is_made_and_its_secret_told_once(app) {
        let admin = app.as_account(Account::Admin).await;
        let input = json!({"name": "  Directory ", "scopes": ["customers:read", "customers:read"],
                           "allowed_cidrs": ["127.0.0.77/8", "2001:DB8::1/32", "127.1.1.1/8"], "rate_limit_per_minute": 30,
                           "expires_at": Utc::now() + Duration::days(1)});
        let reply = admin.post_once(CLIENTS, "k1", &input).await;
        let made: Value = reply.created();
        let secret = text(&made, "client_secret").to_owned();
        assert!(secret.len() >= 43, "256 bits");
        assert_eq!(made["name"], "Directory");
        assert_eq!(made["scopes"], json!(["customers:read"]));
        assert_eq!(made["allowed_cidrs"], json!(["127.0.0.0/8", "2001:db8::/32"]));
        assert_eq!(made["rate_limit_per_minute"], 30);
        assert!(signs_in(app, text(&made, "client_id"), &secret).await);
        // The same request again: the same client, and no secret any more.
        let again: Value = admin.post_once(CLIENTS, "k1", &input).await.created();
        assert_eq!(again["id"], made["id"]);
        assert_eq!(again["client_secret"], Value::Null);
        let path = format!("{CLIENTS}/{}", made["id"]);
        let shown = admin.get(&path).await.ok();
        assert!(shown.get("client_secret").is_none() && shown.get("secret_hash").is_none());
        let listed = admin.get(&format!("{CLIENTS}?status=active&limit=100")).await.ok();
        assert!(listed["oauth_clients"].as_array().expect("clients").contains(&shown));
        let next: Value = admin.post_once(&format!("{path}/secrets"), "k2", &json!({})).await.created();
        let again: Value = admin.post_once(&format!("{path}/secrets"), "k2", &json!({})).await.created();
        assert_eq!(again["client_secret"], Value::Null);
        let newer = text(&next, "client_secret").to_owned();
        assert!(signs_in(app, text(&made, "client_id"), &newer).await, "a repeat makes no other secret");
        assert_nowhere_in_clear(app, &[&secret, &newer]).await;
    }

    async fn wrong_fields_are_all_named(app) {
        let admin = app.as_account(Account::Admin).await;
        let past = Utc::now() - Duration::seconds(1);
        let input = json!({"name": " ", "scopes": ["customers:read"], "allowed_cidrs": ["10.0.0.0/8", "10.0.0.0/33", "office"], "expires_at": past});
        admin.post(CLIENTS, &input).await.wrong_fields(&["name", "allowed_cidrs[1]", "allowed_cidrs[2]", "expires_at"]);
        let patch = json!({"name": " ", "allowed_cidrs": ["::/0", "::/129"], "expires_at": past});
        admin.patch("/api/oauth-clients/1", &patch).await.wrong_fields(&["name", "allowed_cidrs[1]", "expires_at"]);
        admin.post(CLIENTS, &json!({"name": "N", "scopes": []})).await.wrong_fields(&["scopes"]);
        admin.post(CLIENTS, &json!({"name": "N", "scopes": ["everything"]})).await.problem(400);
        admin.post("/api/oauth-clients/1/secrets", &json!({"overlap_minutes": -1})).await.wrong_fields(&["overlap_minutes"]);
    }

    async fn a_secret_is_changed_with_and_without_an_overlap(app) {
        let admin = app.as_account(Account::Admin).await;
        let made: Value = admin.post(CLIENTS, &json!({"name": "N", "scopes": ["customers:read"]})).await.created();
        let (client, first) = (text(&made, "client_id"), text(&made, "client_secret"));
        let secrets = format!("{CLIENTS}/{}/secrets", made["id"]);
        let program = machine(app, client, first).await;
        let second: Value = admin.post(&secrets, &json!({"overlap_minutes": 60})).await.created();
        let second_secret = text(&second, "client_secret");
        assert!(second["previous_secret_expires_at"].is_string());
        for secret in [first, second_secret] {
            assert!(signs_in(app, client, secret).await);
        }
        app.db.run("UPDATE oauth_clients SET previous_secret_expires_at = '2026-01-01 00:00:00+00:00' WHERE previous_secret_hash IS NOT NULL").await;
        assert!(!signs_in(app, client, first).await, "the overlap is over");
        assert!(signs_in(app, client, second_secret).await);
        let third: Value = admin.post(&secrets, &json!({"overlap_minutes": 60})).await.created();
        assert!(signs_in(app, client, second_secret).await);
        let fourth: Value = admin.post(&secrets, &json!({"overlap_minutes": 0})).await.created();
        assert_eq!(fourth["previous_secret_expires_at"], Value::Null);
        let (third, fourth) = (text(&third, "client_secret"), text(&fourth, "client_secret"));
        for secret in [first, second_secret, third] {
            assert!(!signs_in(app, client, secret).await, "stopped at once");
        }
        assert!(signs_in(app, client, fourth).await);
        // Tokens live their quarter of an hour whatever becomes of the secret.
        program.get("/api/m2m/customers/1").await.ok();
        assert_nowhere_in_clear(app, &[first, second_secret, third, fourth]).await;
    }

    async fn an_expiry_ends_tokens_too(app) {
        let admin = app.as_account(Account::Admin).await;
        let program = machine(app, "demo-directory", "demo-directory-secret").await;
        program.get("/api/m2m/customers/1").await.ok();
        app.db.run("UPDATE oauth_clients SET expires_at = '2026-01-01 00:00:00+00:00' WHERE id = 1").await;
        program.get("/api/m2m/customers/1").await.problem(401);
        admin.patch("/api/oauth-clients/1", &json!({"expires_at": null})).await.ok();
        program.get("/api/m2m/customers/1").await.ok();
    }

    async fn changes_ask_for_the_version_and_leave_their_trace(app) {
        let admin = app.as_account(Account::Admin).await;
        let path = "/api/oauth-clients/1";
        let tag = admin.get(path).await.header("etag").to_owned();
        let changed = admin.if_match(Method::PATCH, path, &tag, &json!({"name": "New name", "rate_limit_per_minute": 7})).await;
        assert_eq!(changed.ok()["rate_limit_per_minute"], 7);
        admin.if_match(Method::PATCH, path, &tag, &json!({"name": "Newer name"})).await.problem(412);
        admin.if_match(Method::DELETE, path, &tag, &json!({})).await.problem(412);
        admin.patch(path, &json!({"rate_limit_per_minute": null, "status": "revoked"})).await.ok();
        admin.post("/api/oauth-clients/1/secrets", &json!({})).await.problem(409);
        admin.delete(path).await.no_content();
        admin.get(path).await.problem(404);
        let actions: Vec<String> = app.db.column("SELECT action FROM audit_logs WHERE entity = 'oauth_clients' AND entity_id = 1 AND actor = 'staff:1' AND id > 20 ORDER BY id").await;
        assert_eq!(actions, ["update", "update", "delete"]);
        let texts: Vec<String> = app.db.column("SELECT COALESCE(CAST(before AS text), '') || COALESCE(CAST(after AS text), '') FROM audit_logs WHERE entity = 'oauth_clients' AND id > 20").await;
        assert!(texts.iter().all(|text| !text.contains("secret_hash")));
        assert!(texts.iter().any(|text| text.contains("New name")));
    }
}

/// Looks through every text of every table.
async fn assert_nowhere_in_clear(app: &TestApp, secrets: &[&str]) {
    let tables = [
        "oauth_clients",
        "audit_logs",
        "events",
        "outbox_emails",
        "integration_logs",
        "idempotency_keys",
        "revoked_tokens",
    ];
    for table in tables {
        let columns: Vec<String> = match app.db.engine {
            tests::Engine::Sqlite => {
                let list = format!("SELECT name FROM pragma_table_info('{table}')");
                app.db.column(&list).await
            }
            tests::Engine::Postgres => {
                let list = format!(
                    "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'"
                );
                app.db.column(&list).await
            }
        };
        assert!(columns.len() > 2, "{table}");
        for column in columns {
            for secret in secrets {
                let count = format!(
                    "SELECT COUNT(*) FROM {table} WHERE CAST({column} AS text) LIKE '%{secret}%'"
                );
                assert_eq!(app.db.number(&count).await, 0, "{table}.{column}");
            }
        }
    }
}
