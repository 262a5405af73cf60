//! `Idempotency-Key`: a creating request sent twice is done once.

use chrono::{Duration, Utc};
use contract::orders::Order;
use serde_json::json;
use tests::{Account, on_both_engines};

on_both_engines! {
    async fn the_first_reply_is_given_again(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]});
        let first = admin.post_once("/api/orders", "k-1", &body).await;
        let made: Order = first.created();
        let before = app.db.number("SELECT COUNT(*) FROM orders").await;
        let again = admin.post_once("/api/orders", "k-1", &body).await;
        assert_eq!(again.created::<Order>(), made);
        assert_eq!(again.body, first.body);
        assert_eq!(again.header("location"), first.header("location"));
        // Another session of the same person, and a changed order: still the first reply.
        admin.patch(&format!("/api/orders/{}", made.id), &json!({"comments": "changed"})).await.ok();
        let later = app.new_session(Account::Admin).await;
        assert_eq!(later.post_once("/api/orders", "k-1", &body).await.body, first.body);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM orders").await, before);
    }

    async fn another_body_is_a_conflict(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = |quantity: i32| json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": quantity}]});
        admin.post_once("/api/orders", "k-2", &body(1)).await.created::<Order>();
        admin.post_once("/api/orders", "k-2", &body(2)).await.problem(409);
        // The same key at another address is another request too.
        let farm = json!({"name": "F", "producer_name": "P", "region": "R", "country": "GT"});
        admin.post_once("/api/farms", "k-2", &farm).await.problem(409);
        // Somebody else's key is their own.
        let manager = app.as_account(Account::Manager).await;
        manager.post_once("/api/orders", "k-2", &body(2)).await.created::<Order>();
    }

    async fn a_refused_request_does_not_use_the_key_up(app) {
        let admin = app.as_account(Account::Admin).await;
        let wrong = json!({"customer_id": 999_999, "items": [{"product_id": 71, "quantity": 1}]});
        admin.post_once("/api/orders", "k-3", &wrong).await.wrong_fields(&["customer_id"]);
        let right = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]});
        admin.post_once("/api/orders", "k-3", &right).await.created::<Order>();
    }

    async fn of_two_at_once_one_is_done(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]});
        let before = app.db.number("SELECT COUNT(*) FROM orders").await;
        for round in 0..3 {
            let key = format!("k-4-{round}");
            let replies = futures_util::future::join_all((0..5).map(|_| admin.post_once("/api/orders", &key, &body))).await;
            let made: Vec<i64> = replies.iter().map(|reply| reply.created::<Order>().id).collect();
            assert!(made.iter().all(|id| *id == made[0]), "{made:?}");
        }
        assert_eq!(app.db.number("SELECT COUNT(*) FROM orders").await, before + 3);
    }

    async fn a_key_is_forgotten_after_a_day(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]});
        let first: Order = admin.post_once("/api/orders", "k-5", &body).await.created();
        let past = Utc::now() - Duration::seconds(1);
        app.db.rows_with("UPDATE idempotency_keys SET expires_at = $1 WHERE key LIKE '%k-5'", vec![past.into()]).await;
        let second: Order = admin.post_once("/api/orders", "k-5", &body).await.created();
        assert_ne!(first.id, second.id);
    }

    async fn other_resources_honour_keys_too(app) {
        let admin = app.as_account(Account::Admin).await;
        let farms = app.db.number("SELECT COUNT(*) FROM farms").await;
        let farm = json!({"name": "Twice", "producer_name": "P", "region": "R", "country": "GT"});
        let batch = json!({"code": "TWICE-1", "farm_id": 1});
        let product = json!({"sku": "TWICE-1", "name": "Twice", "batch_id": 59, "quantity_produced": 1});
        let work = json!({"sku": "TWICE-1", "product_name": "Twice", "qty_planned": 1});
        for (path, body) in [("/api/farms", &farm), ("/api/batches", &batch), ("/api/products", &product), ("/api/work-orders", &work)] {
            let key = format!("k-6{}", path.replace('/', "-"));
            let first = admin.post_once(path, &key, body).await;
            let again = admin.post_once(path, &key, body).await;
            assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201), "{path}: {}", again.text());
            assert_eq!(first.body, again.body, "{path}");
        }
        assert_eq!(app.db.number("SELECT COUNT(*) FROM farms").await, farms + 1);
        let shop = app.as_account(Account::Tokyo).await;
        let body = json!({"items": [{"sku": "LNQ-70-60", "quantity": 1}]});
        let first = shop.post_once("/api/portal/customer/orders", "k-7", &body).await;
        assert_eq!(first.status, 201, "{}", first.text());
        assert_eq!(shop.post_once("/api/portal/customer/orders", "k-7", &body).await.body, first.body);
    }

    async fn a_platform_admins_key_counts_in_one_organization(app) {
        let platform = app.as_account(Account::Platform).await;
        let farm = json!({"name": "Twice", "producer_name": "P", "region": "R", "country": "GT"});
        let mut made = Vec::new();
        for slug in ["cacao-ixchel", "otra-tierra", "cacao-ixchel"] {
            let request = platform
                .request(reqwest::Method::POST, "/api/farms")
                .header("X-Organization", slug)
                .header("Idempotency-Key", "k-8")
                .json(&farm);
            made.push(platform.send(request).await.created::<contract::farms::Farm>().id);
        }
        assert_eq!(made[0], made[2]);
        assert_ne!(made[0], made[1]);
    }

    async fn nonsense_keys_are_refused(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]});
        let before = app.db.fingerprint().await;
        admin.post_once("/api/orders", &"k".repeat(5000), &body).await.problem(400);
        admin.post_once("/api/orders", "", &body).await.problem(400);
        assert_eq!(app.db.fingerprint().await, before);
    }
}
