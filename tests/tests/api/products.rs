//! Products: finished lots, each of one batch.

use contract::products::{Product, ProductList};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, on_both_engines};

fn product(sku: &str) -> Value {
    json!({
        "sku": sku, "name": "Probe 70 %", "batch_id": 59, "cacao_percent": 70, "net_weight_g": 60,
        "gtin": "4006381333931", "quantity_produced": 100, "unit_price_cents": 8400, "currency": "USD"
    })
}

on_both_engines! {
    async fn products_carry_their_batch_and_farm(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let product: Product = viewer.get("/api/products/53").await.json();
        assert_eq!(product.sku, "LNQ-70-60");
        assert_eq!((product.batch_code.as_str(), product.farm_name.as_str()), ("IXC-26-001", "Finca Tz'unun"));
        assert_eq!((product.quantity_produced, product.quantity_on_hand), (640, Some(40)));
        viewer.get("/api/products/72").await.problem(404);
        let list: ProductList = viewer.get("/api/products?limit=100").await.json();
        let expected = app.db.number("SELECT COUNT(*) FROM products WHERE org_id = 1").await;
        assert_eq!(list.products.len() as i64, expected.min(100));
    }

    async fn products_are_written_by_managers(app) {
        let manager = app.as_account(Account::Manager).await;
        let reply = manager.post("/api/products", &product("PRB-70-60")).await;
        let made: Product = reply.created();
        assert_eq!(manager.get(reply.header("location")).await.json::<Product>(), made);
        manager.post("/api/products", &product("PRB-70-60")).await.problem(409);
        let path = format!("/api/products/{}", made.id);
        let tag = manager.get(&path).await.header("etag").to_owned();
        let mut body = product("PRB-70-60");
        body["quantity_on_hand"] = 90.into();
        body["counted_at"] = "2026-11-20T12:00:00Z".into();
        let counted: Product = manager.if_match(Method::PUT, &path, &tag, &body).await.json();
        assert_eq!(counted.quantity_on_hand, Some(90));
        manager.if_match(Method::PUT, &path, &tag, &body).await.problem(412);
        manager.delete(&path).await.no_content();
        for account in [Account::User, Account::Viewer, Account::Tokyo] {
            app.as_account(account).await.post("/api/products", &product("PRB-70-61")).await.problem(403);
        }
        // Sold: evidence.
        manager.delete("/api/products/53").await.problem(409);
    }

    async fn wrong_fields_are_named(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let mut body = product("bad sku");
        body["batch_id"] = 61.into();
        body["cacao_percent"] = 100.5.into();
        body["gtin"] = "4006381333932".into();
        body["currency"] = "usd".into();
        body["quantity_produced"] = (-1).into();
        let problem = admin.post("/api/products", &body).await.problem(400);
        let named: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        for field in ["sku", "cacao_percent", "currency", "quantity_produced"] {
            assert!(named.contains(&field), "{field} in {named:?}");
        }
        for (field, value) in [("gtin", json!("4006381333932")), ("batch_id", json!(61)), ("batch_id", json!(999_999))] {
            let mut body = product("PRB-70-62");
            body[field] = value;
            admin.post("/api/products", &body).await.wrong_fields(&[field]);
        }
        assert_eq!(app.db.fingerprint().await, before);
    }
}
