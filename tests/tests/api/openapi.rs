//! The API's description of itself: complete, resolvable, and true to the replies.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, Reply, on_both_engines};

use crate::machines::machine;

/// The schema of one reply as a JSON schema that stands alone.
fn schema(document: &Value, method: &Method, path: &str, status: &str) -> Value {
    let operation = &document["paths"][path][method.as_str().to_ascii_lowercase()];
    let content = &operation["responses"][status]["content"];
    let media = content.as_object().and_then(|media| media.values().next());
    let found = media
        .map(|media| &media["schema"])
        .unwrap_or_else(|| panic!("{method} {path} {status} has no schema"));
    let mut schema = found.clone();
    schema["components"] = document["components"].clone();
    schema
}

fn assert_valid(document: &Value, method: &Method, path: &str, reply: &Reply) {
    let schema = schema(document, method, path, reply.status.as_str());
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    let value = reply.value();
    let broken: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(broken.is_empty(), "{}: {broken:?}", reply.request);
}

fn references(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                into.push(reference.clone());
            }
            members.values().for_each(|value| references(value, into));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, into)),
        _ => {}
    }
}

on_both_engines! {
    async fn the_document_is_whole(app) {
        let document = app.nobody().get("/api/openapi.json").await.ok();
        assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
        let mut found = Vec::new();
        references(&document, &mut found);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads elsewhere"));
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("operations") {
                let name = format!("{method} {path}");
                let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{name} has no operationId"));
                if let Some(other) = ids.insert(id.to_owned(), name.clone()) {
                    panic!("{name} and {other} share the operationId {id}");
                }
                assert!(operation["summary"].is_string() || operation["description"].is_string(), "{name} says nothing");
                for part in path.split('/').filter(|part| part.starts_with('{')) {
                    let part = part.trim_matches(['{', '}']);
                    let named = operation["parameters"].as_array().is_some_and(|list| {
                        list.iter().any(|parameter| parameter["name"] == part && parameter["in"] == "path")
                    });
                    assert!(named, "{name} does not describe {part}");
                }
            }
        }
    }

    async fn replies_are_as_described(app) {
        let document = app.nobody().get("/api/openapi.json").await.ok();
        let admin = app.as_account(Account::Admin).await;
        let shop = app.as_account(Account::Portland).await;
        for (pattern, path) in [
            ("/api/farms", "/api/farms?limit=100"),
            ("/api/farms/{id}", "/api/farms/1"),
            ("/api/farms/{id}/batches", "/api/farms/1/batches?limit=100"),
            ("/api/farms/{id}/trace", "/api/farms/3/trace"),
            ("/api/batches", "/api/batches?limit=100"),
            ("/api/batches/{id}", "/api/batches/IXC-26-013"),
            ("/api/batches/{id}/trace", "/api/batches/IXC-26-001/trace"),
            ("/api/batches/{id}/trace", "/api/batches/IXC-26-013/trace"),
            ("/api/batches/{id}/trace", "/api/batches/IXC-26-090/trace"),
            ("/api/batches/{id}/products", "/api/batches/37/products"),
            ("/api/batches/{id}/customers", "/api/batches/37/customers"),
            ("/api/batches/{id}/orders", "/api/batches/37/orders"),
            ("/api/batches/{id}/measurements", "/api/batches/37/measurements"),
            ("/api/products", "/api/products?limit=100"),
            ("/api/products/{id}/trace", "/api/products/53/trace"),
            ("/api/orders", "/api/orders?limit=100"),
            ("/api/orders/{id}", "/api/orders/O-2026-0117"),
            ("/api/orders/{id}/trace", "/api/orders/O-2026-0120/trace"),
            ("/api/orders/{id}/shipments", "/api/orders/O-2026-0120/shipments"),
            ("/api/work-orders", "/api/work-orders?limit=100"),
            ("/api/customers", "/api/customers?limit=100"),
            ("/api/customers/{id}", "/api/customers/1"),
            ("/api/customers/{id}/orders", "/api/customers/13/orders?limit=100"),
            ("/api/search", "/api/search?q=IXC"),
            ("/api/dashboard", "/api/dashboard"),
            ("/api/auth/me", "/api/auth/me"),
            ("/api/organization", "/api/organization"),
            ("/api/oauth-clients", "/api/oauth-clients?limit=100"),
            ("/api/oauth-clients/{id}", "/api/oauth-clients/3"),
            ("/api/integration-logs", "/api/integration-logs?limit=100"),
            ("/api/provenance/{code}", "/api/provenance/IXC-26-001"),
            ("/api/provenance/{code}", "/api/provenance/IXC-25-013"),
            ("/api/provenance/{code}", "/api/provenance/IXC-26-090"),
        ] {
            assert_valid(&document, &Method::GET, pattern, &admin.get(path).await);
        }
        for (pattern, path) in [
            ("/api/portal/customer/orders", "/api/portal/customer/orders?limit=100"),
            ("/api/portal/customer/orders/{id}", "/api/portal/customer/orders/O-2026-0117"),
            ("/api/portal/customer/me", "/api/portal/customer/me"),
            ("/api/portal/customer/branding", "/api/portal/customer/branding"),
        ] {
            assert_valid(&document, &Method::GET, pattern, &shop.get(path).await);
        }
        for id in app.db.column::<i64>("SELECT id FROM orders WHERE customer_id = 1").await {
            let reply = shop.get(&format!("/api/portal/customer/orders/{id}")).await;
            assert_valid(&document, &Method::GET, "/api/portal/customer/orders/{id}", &reply);
        }
        let parcels = "SELECT s.id FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.customer_id = 1";
        for id in app.db.column::<i64>(parcels).await {
            let reply = shop.get(&format!("/api/portal/customer/shipments/{id}")).await;
            assert_valid(&document, &Method::GET, "/api/portal/customer/shipments/{id}", &reply);
        }
    }

    async fn what_programs_get_is_as_described(app) {
        let document = app.nobody().get("/api/openapi.json").await.ok();
        let program = machine(app, "demo-directory", "demo-directory-secret").await;
        for (pattern, path) in [
            ("/api/m2m/customers/search", "/api/m2m/customers/search?limit=100"),
            ("/api/m2m/customers/search", "/api/m2m/customers/search?q=cacao"),
            ("/api/m2m/customers/search", "/api/m2m/customers/search?q=x&limit=0"),
            ("/api/m2m/customers/{id}", "/api/m2m/customers/13"),
        ] {
            assert_valid(&document, &Method::GET, pattern, &program.get(path).await);
        }
        let post = Method::POST;
        for form in ["grant_type=client_credentials&client_id=demo-directory&client_secret=demo-directory-secret",
                     "grant_type=password", "grant_type=client_credentials&client_id=x&client_secret=y"] {
            let reply = app.nobody().raw(post.clone(), "/api/oauth/token", "application/x-www-form-urlencoded", form.into()).await;
            assert_valid(&document, &post, "/api/oauth/token", &reply);
        }
        for path in ["/api/m2m/customers/search", "/api/m2m/customers/{id}"] {
            assert_eq!(document["paths"][path]["get"]["security"], json!([{"oauth2": ["customers:read"]}]));
        }
        let flow = &document["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"];
        assert_eq!(flow["tokenUrl"], "/api/oauth/token");
        let admin = app.as_account(Account::Admin).await;
        let input = json!({"name": "N", "scopes": ["customers:read"]});
        let made = admin.post("/api/oauth-clients", &input).await;
        assert_valid(&document, &post, "/api/oauth-clients", &made);
        let made = admin.post("/api/oauth-clients/1/secrets", &json!({})).await;
        assert_valid(&document, &post, "/api/oauth-clients/{id}/secrets", &made);
    }

    async fn refusals_and_writes_are_as_described(app) {
        let document = app.nobody().get("/api/openapi.json").await.ok();
        let admin = app.as_account(Account::Admin).await;
        let post = Method::POST;
        let order = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]});
        assert_valid(&document, &post, "/api/orders", &admin.post("/api/orders", &order).await);
        assert_valid(&document, &post, "/api/orders", &admin.post("/api/orders", &json!({"x": 1})).await);
        assert_valid(&document, &post, "/api/orders", &app.nobody().post("/api/orders", &order).await);
        assert_valid(&document, &post, "/api/orders", &app.as_account(Account::Viewer).await.post("/api/orders", &order).await);
        assert_valid(&document, &Method::GET, "/api/orders/{id}", &admin.get("/api/orders/O-0").await);
        let patch = Method::PATCH;
        let changed = admin.patch("/api/orders/150", &json!({"comments": "x"})).await;
        assert_valid(&document, &patch, "/api/orders/{id}", &changed);
        let stale = admin.if_match(patch.clone(), "/api/orders/150", "\"150-0\"", &json!({"comments": "x"})).await;
        stale.problem(412);
        assert_valid(&document, &patch, "/api/orders/{id}", &stale);
        let login = json!({"email": Account::Tokyo.email(), "password": "wrong"});
        let refused = app.nobody().post("/api/portal/customer/login", &login).await;
        assert_valid(&document, &post, "/api/portal/customer/login", &refused);
    }
}
