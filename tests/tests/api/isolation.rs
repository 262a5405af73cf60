//! What is not one's own looks exactly like what does not exist.

use reqwest::Method;
use serde_json::json;
use tests::{Account, Caller, Reply, on_both_engines};

/// Byte for byte the same but for the request's number and the address asked for.
fn assert_indistinguishable(foreign: &Reply, missing: &Reply) {
    foreign.problem(404);
    missing.problem(404);
    assert_eq!(
        foreign.anonymous(),
        missing.anonymous(),
        "{} / {}",
        foreign.request,
        missing.request
    );
    assert_eq!(
        foreign.anonymous_headers(),
        missing.anonymous_headers(),
        "{}",
        foreign.request
    );
}

async fn ask(caller: &Caller, method: Method, path: &str) -> Reply {
    let request = caller
        .request(method.clone(), path)
        .header("X-Request-Id", "same-for-both");
    let request = if method == Method::GET {
        request
    } else {
        request.json(&json!({}))
    };
    caller.send(request).await
}

on_both_engines! {
    async fn another_shops_order_is_like_none(app) {
        // By id, by number, of the same organization and of the other one; ids of equal length, so that lengths agree.
        for (shop, foreign) in [(Account::Hamburg, ["150", "O-2026-0117"]), (Account::Portland, ["134", "O-2026-0098"]),
                                (Account::Stranger, ["134", "O-2026-0098"]), (Account::Hamburg, ["173", "O-2026-0042"]),
                                (Account::EmptyShelf, ["150", "O-2026-0117"])] {
            let caller = app.as_account(shop).await;
            for (foreign, missing) in foreign.into_iter().zip(["999", "O-2026-9999"]) {
                let path = "/api/portal/customer/orders/";
                let theirs = ask(&caller, Method::GET, &format!("{path}{foreign}")).await;
                let nobodys = ask(&caller, Method::GET, &format!("{path}{missing}")).await;
                assert_indistinguishable(&theirs, &nobodys);
                assert_eq!(theirs.body.len(), nobodys.body.len());
                // With the same request id only the address differs: byte for byte.
                assert_eq!(theirs.text().replace(foreign, missing), nobodys.text());
            }
        }
    }

    async fn another_organization_is_like_none(app) {
        let admin = app.as_account(Account::Admin).await;
        let shipment = app.db.number("SELECT MIN(id) FROM shipments WHERE org_id = 2").await;
        for (foreign, missing) in [
            ("/api/farms/7".to_owned(), "/api/farms/9"),
            ("/api/batches/61".to_owned(), "/api/batches/99"),
            ("/api/batches/OT-26-001".to_owned(), "/api/batches/OT-26-999"),
            ("/api/batches/61/trace".to_owned(), "/api/batches/99/trace"),
            ("/api/batches/61/orders".to_owned(), "/api/batches/99/orders"),
            ("/api/products/72".to_owned(), "/api/products/99"),
            ("/api/products/72/trace".to_owned(), "/api/products/99/trace"),
            ("/api/orders/173".to_owned(), "/api/orders/999"),
            ("/api/orders/173/trace".to_owned(), "/api/orders/999/trace"),
            ("/api/orders/173/shipments".to_owned(), "/api/orders/999/shipments"),
            ("/api/farms/7/trace".to_owned(), "/api/farms/9/trace"),
            ("/api/customers/35/orders".to_owned(), "/api/customers/99/orders"),
            (format!("/api/shipments/{shipment}"), "/api/shipments/999999"),
        ] {
            assert_indistinguishable(&ask(&admin, Method::GET, &foreign).await, &ask(&admin, Method::GET, missing).await);
        }
    }

    async fn the_same_code_leads_each_to_its_own(app) {
        let (ours, theirs) = (app.as_account(Account::Admin).await, app.as_account(Account::OtherAdmin).await);
        for path in ["/api/batches/IXC-26-001", "/api/batches/IXC-26-001/trace", "/api/orders/O-2026-0117",
                     "/api/orders/O-2026-0042", "/api/batches/IXC-26-090/trace", "/api/orders/O-2026-0042/trace"] {
            let (one, other) = (ours.get(path).await.ok(), theirs.get(path).await.ok());
            let id = |value: &serde_json::Value| value["id"].as_i64().or(value["root"]["id"].as_i64());
            assert_ne!(id(&one), id(&other), "{path}");
            for name in ["Stranger Chocolates", "Fremdkakao", "Finca Ajena"] {
                assert!(!one.to_string().contains(name), "{path} shows {name}");
            }
            for name in ["Kakao Kontor", "Shibuya Cacao", "Cedar & Salt"] {
                assert!(!other.to_string().contains(name), "{path} shows {name} to the other maker");
            }
        }
    }

    async fn writes_across_the_border_change_nothing(app) {
        let other = app.as_account(Account::OtherAdmin).await;
        let before = app.db.column::<i32>("SELECT version FROM orders WHERE org_id = 1 ORDER BY id").await;
        let prints = app.db.fingerprint().await;
        other.patch("/api/orders/150", &json!({"comments": "taken"})).await.problem(404);
        other.delete("/api/batches/59").await.problem(404);
        other.put("/api/batches/59", &json!({"code": "X", "farm_id": 8})).await.problem(404);
        other.patch("/api/work-orders/1", &json!({"qty_completed": 0})).await.problem(404);
        other.post("/api/orders/150/shipments", &json!({"items": [{"order_item_id": 337, "quantity": 1}]})).await.problem(404);
        other.delete("/api/products/71").await.problem(404);
        assert_eq!(app.db.column::<i32>("SELECT version FROM orders WHERE org_id = 1 ORDER BY id").await, before);
        assert_eq!(app.db.fingerprint().await, prints);
    }

    async fn a_platform_admin_names_an_organization(app) {
        let platform = app.as_account(Account::Platform).await;
        for (slug, id) in [("cacao-ixchel", 37), ("otra-tierra", 61)] {
            let request = platform.request(Method::GET, "/api/batches/IXC-26-001").header("X-Organization", slug);
            assert_eq!(platform.send(request).await.ok()["id"], id);
        }
        let unknown = platform.request(Method::GET, "/api/farms").header("X-Organization", "no-such-maker");
        let refused = platform.send(unknown).await;
        assert!([400, 403, 404].contains(&refused.status.as_u16()), "{}", refused.text());
        let unnamed = platform.get("/api/farms").await;
        assert!([400, 403].contains(&unnamed.status.as_u16()), "{}", unnamed.text());
        // Nobody else moves by naming one.
        let admin = app.as_account(Account::Admin).await;
        let request = admin.request(Method::GET, "/api/batches/IXC-26-001").header("X-Organization", "otra-tierra");
        let reply = admin.send(request).await;
        if reply.status.is_success() {
            assert_eq!(reply.ok()["id"], 37);
        }
    }
}
