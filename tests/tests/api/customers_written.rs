//! Customers are written: by whom, what is refused, and what follows a reassignment or a deletion.

use contract::customers::{Customer, CustomerDeletion, CustomerList};
use reqwest::Method;
use serde_json::json;
use tests::{Account, on_both_engines};

on_both_engines! {
    async fn one_is_added_changed_and_deleted(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({
            "name": " Nordlys Kakao ", "country": "NO", "city": "Bergen", "address_line1": "  ", "email": "Hei@Nordlys.example",
            "locale": "de", "erp_customer_id": "ERP-N1", "external_customer_id": "CUS-N1", "owner_user_id": 7, "team_id": 2,
        });
        let reply = admin.post("/api/customers", &body).await;
        let made: Customer = reply.created();
        let path = format!("/api/customers/{}", made.id);
        assert_eq!(reply.header("location"), path);
        assert_eq!((made.name.as_str(), made.status.as_str(), made.country.as_str()), ("Nordlys Kakao", "active", "NO"));
        assert_eq!((made.email.as_deref(), made.address_line1.as_deref()), (Some("hei@nordlys.example"), None));
        assert_eq!((made.owner_name.as_deref(), made.team_name.as_deref()), (Some("田中 由紀"), Some("Europe & Asia")));
        let shown = admin.get(&path).await;
        let tag = shown.header("etag").to_owned();
        assert_eq!(shown.json::<Customer>(), made);

        let patched = admin.if_match(Method::PATCH, &path, &tag, &json!({"status": "inactive", "city": null})).await;
        let after: Customer = patched.json();
        assert_eq!((after.status.as_str(), after.city.as_deref(), after.version), ("inactive", None, 2));
        assert_eq!((after.email, after.owner_user_id), (made.email, Some(7)), "the rest stays");
        admin.if_match(Method::PATCH, &path, &tag, &json!({"city": "Oslo"})).await.problem(412);
        admin.if_match(Method::PUT, &path, &tag, &json!({"name": "X", "country": "NO"})).await.problem(412);
        admin.if_match(Method::DELETE, &path, &tag, &json!({})).await.problem(412);

        let whole: Customer = admin.if_match(Method::PUT, &path, patched.header("etag"), &json!({"name": "Nordlys", "country": "SE"})).await.json();
        assert_eq!((whole.name.as_str(), whole.country.as_str(), whole.status.as_str()), ("Nordlys", "SE", "inactive"));
        assert_eq!((whole.email, whole.erp_customer_id, whole.owner_user_id, whole.team_id), (None, None, None, None));

        admin.delete(&path).await.no_content();
        admin.get(&path).await.problem(404);
        let of = format!("entity = 'customers' AND entity_id = {}", made.id);
        let actions = app.db.column::<String>(&format!("SELECT action FROM audit_logs WHERE {of} ORDER BY id")).await;
        assert_eq!(actions, ["create", "update", "update", "delete"]);
        let events = app.db.column::<String>(&format!("SELECT type FROM events WHERE {of} AND customer_id = {} ORDER BY id", made.id)).await;
        assert_eq!(events, ["customer.created", "customer.updated", "customer.updated", "customer.deleted"]);
    }

    async fn every_wrong_field_is_named(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let post = async |body| admin.post("/api/customers", &body).await;
        post(json!({"name": "   ", "country": "XX", "email": "nobody@", "owner_user_id": 999_999, "team_id": 999_999}))
            .await.wrong_fields(&["name", "country", "email", "owner_user_id", "team_id"]);
        // Another organization's are as little there.
        post(json!({"name": "X", "country": "UK", "owner_user_id": 10, "team_id": 3}))
            .await.wrong_fields(&["country", "owner_user_id", "team_id"]);
        // A platform administrator belongs to no organization.
        post(json!({"name": "X", "country": "US", "owner_user_id": 5})).await.wrong_fields(&["owner_user_id"]);
        post(json!({"name": "a\nb", "country": "US", "phone": "1\u{7}"})).await.wrong_fields(&["name", "phone"]);
        post(json!({"name": "X", "country": "us", "locale": "fr", "status": "gone"})).await.wrong_fields(&["country", "locale", "status"]);
        post(json!({"name": "X"})).await.wrong_fields(&["country"]);
        post(json!({"name": "X", "country": "US", "vip": true})).await.wrong_fields(&["vip"]);
        post(json!({"name": "x".repeat(201), "country": "US"})).await.wrong_fields(&["name"]);
        admin.patch("/api/customers/1", &json!({"country": "ZZ", "email": "x", "name": " "})).await.wrong_fields(&["country", "email", "name"]);
        admin.patch("/api/customers/1", &json!({"country": null, "name": null, "status": null})).await.wrong_fields(&["country", "name", "status"]);
        admin.put("/api/customers/1", &json!({"name": "X", "country": "EU"})).await.wrong_fields(&["country"]);
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn what_stays_as_it_was_is_not_judged_anew(app) {
        app.db.run("UPDATE customers SET email = 'by telephone', country = 'XK' WHERE id = 2").await;
        let admin = app.as_account(Account::Admin).await;
        let after: Customer = admin.patch("/api/customers/2", &json!({"city": "Tacoma"})).await.json();
        assert_eq!((after.city.as_deref(), after.email.as_deref()), (Some("Tacoma"), Some("by telephone")));
        admin.patch("/api/customers/2", &json!({"email": "by fax"})).await.wrong_fields(&["email"]);
    }

    async fn ids_in_other_systems_are_unique(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = |erp: &str, external: &str| json!({"name": "X", "country": "US", "erp_customer_id": erp, "external_customer_id": external});
        let problem = admin.post("/api/customers", &body("ERP-1002", "CUS-X")).await.problem(409);
        assert!(problem.detail.contains("erp_customer_id ERP-1002"), "{}", problem.detail);
        let problem = admin.post("/api/customers", &body("ERP-X", "CUS-2002")).await.problem(409);
        assert!(problem.detail.contains("external_customer_id CUS-2002"), "{}", problem.detail);
        admin.patch("/api/customers/1", &json!({"erp_customer_id": "ERP-1002"})).await.problem(409);
        admin.patch("/api/customers/2", &json!({"erp_customer_id": "ERP-1002"})).await.ok();
        // Another organization counts by itself, and a customer found by its code is the same.
        let other = app.as_account(Account::OtherAdmin).await;
        other.post("/api/customers", &body("ERP-1012", "CUS-2012")).await.created::<Customer>();
        assert_eq!(admin.patch("/api/customers/CUS-2002", &json!({"city": "Kent"})).await.json::<Customer>().id, 2);
    }

    async fn a_user_keeps_what_it_adds(app) {
        let user = app.as_account(Account::User).await;
        let made: Customer = user.post("/api/customers", &json!({"name": "Mine", "country": "US"})).await.created();
        assert_eq!((made.owner_user_id, made.team_id), (Some(3), Some(1)));
        let path = format!("/api/customers/{}", made.id);
        let before = app.db.fingerprint().await;
        for body in [
            json!({"name": "X", "country": "US", "owner_user_id": 2}),
            json!({"name": "X", "country": "US", "team_id": 2}),
        ] {
            let problem = user.post("/api/customers", &body).await.problem(403);
            assert!(problem.detail.starts_with("You ") || problem.detail.starts_with("Only "), "{}", problem.detail);
            user.put(&path, &body).await.problem(403);
        }
        for body in [json!({"owner_user_id": 2}), json!({"owner_user_id": null}), json!({"team_id": 2}), json!({"team_id": null})] {
            user.patch(&path, &body).await.problem(403);
        }
        // What is somebody else's is not there, whoever it should belong to.
        user.patch("/api/customers/5", &json!({"owner_user_id": 3})).await.problem(404);
        user.put("/api/customers/5", &json!({"name": "X", "country": "US"})).await.problem(404);
        user.delete("/api/customers/5").await.problem(404);
        assert_eq!(app.db.fingerprint().await, before);
        let whole: Customer = user.put(&path, &json!({"name": "Mine still", "country": "US"})).await.json();
        assert_eq!((whole.owner_user_id, whole.team_id), (Some(3), Some(1)));
        user.delete(&path).await.no_content();
    }

    async fn a_manager_hands_out_within_the_team(app) {
        let manager = app.as_account(Account::Manager).await;
        let user = app.as_account(Account::User).await;
        let made: Customer = manager.post("/api/customers", &json!({"name": "Ours", "country": "US"})).await.created();
        assert_eq!((made.owner_user_id, made.team_id), (None, Some(1)));
        let path = format!("/api/customers/{}", made.id);
        user.get(&path).await.problem(404);
        manager.patch(&path, &json!({"owner_user_id": 3})).await.ok();
        user.get(&path).await.ok();
        manager.patch(&path, &json!({"owner_user_id": 2})).await.ok();
        user.get(&path).await.problem(404);
        assert!(user.get("/api/customers?limit=100").await.json::<CustomerList>().customers.iter().all(|one| one.id != made.id));
        let before = app.db.fingerprint().await;
        // 7 is of the other team, 1 of none, 10 of another organization.
        for owner in [7, 1, 10, 999_999] {
            manager.patch(&path, &json!({"owner_user_id": owner})).await.wrong_fields(&["owner_user_id"]);
        }
        for team in [json!(2), json!(3), json!(null)] {
            manager.patch(&path, &json!({"team_id": team})).await.wrong_fields(&["team_id"]);
        }
        manager.post("/api/customers", &json!({"name": "X", "country": "US", "owner_user_id": 7, "team_id": 2}))
            .await.wrong_fields(&["owner_user_id", "team_id"]);
        manager.patch("/api/customers/13", &json!({"owner_user_id": 3})).await.problem(404);
        assert_eq!(app.db.fingerprint().await, before);
        let whole: Customer = manager.put(&path, &json!({"name": "Ours", "country": "US"})).await.json();
        assert_eq!((whole.owner_user_id, whole.team_id), (None, Some(1)), "nobody's, and still the team's");
    }

    async fn a_manager_without_a_team_writes_nothing(app) {
        app.db.run("UPDATE users SET team_id = NULL WHERE id = 2").await;
        let manager = app.as_account(Account::Manager).await;
        manager.post("/api/customers", &json!({"name": "X", "country": "US"})).await.problem(403);
        manager.patch("/api/customers/1", &json!({"city": "X"})).await.problem(404);
    }

    async fn an_admin_moves_a_customer_to_another_team(app) {
        let (admin, manager, user) = (app.as_account(Account::Admin).await, app.as_account(Account::Manager).await, app.as_account(Account::User).await);
        for caller in [&manager, &user] {
            caller.get("/api/customers/1").await.ok();
            caller.get("/api/contacts/1").await.ok();
        }
        let orders = |list: serde_json::Value| list["orders"].as_array().map_or(0, Vec::len);
        admin.patch("/api/customers/1", &json!({"owner_user_id": 7, "team_id": 2})).await.ok();
        for caller in [&manager, &user] {
            caller.get("/api/customers/1").await.problem(404);
            caller.get("/api/contacts/1").await.problem(404);
            caller.get("/api/customers/1/orders").await.problem(404);
            caller.get("/api/orders/150").await.problem(404);
            caller.patch("/api/customers/1", &json!({"owner_user_id": 3})).await.problem(404);
        }
        admin.patch("/api/customers/1", &json!({"owner_user_id": 3, "team_id": 1})).await.ok();
        for caller in [&manager, &user] {
            assert!(orders(caller.get("/api/customers/1/orders").await.ok()) > 0);
        }
    }

    async fn evidence_keeps_a_customer(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let meets: CustomerDeletion = admin.get("/api/customers/1/deletion").await.json();
        let mut named = Vec::new();
        for one in meets.refused_by.iter().chain(&meets.removed_with_it).chain(&meets.left_without_it) {
            let count = app.db.number(&format!("SELECT COUNT(*) FROM {} WHERE customer_id = 1", one.entity)).await;
            assert_eq!(one.count, count, "{}", one.entity);
            named.push(one.entity.as_str());
        }
        for table in ["orders", "contacts", "customer_portal_users", "measurements"] {
            assert!(named.contains(&table), "{named:?}");
        }
        let problem = admin.delete("/api/customers/1").await.problem(409);
        assert!(problem.detail.contains("orders") && problem.detail.ends_with("still refer to this customer."), "{}", problem.detail);
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn what_belongs_to_it_goes_with_it(app) {
        let admin = app.as_account(Account::Admin).await;
        let shop = app.as_account(Account::EmptyShelf).await;
        app.db.run("INSERT INTO measurements (id, org_id, customer_id, kind, value, unit, measured_at) VALUES (90001, 1, 4, 'storage_temperature', 16, '°C', '2026-11-20T06:00:00+00:00')").await;
        let meets: CustomerDeletion = admin.get("/api/customers/4/deletion").await.json();
        assert!(meets.refused_by.is_empty(), "{meets:?}");
        assert!(meets.removed_with_it.iter().any(|one| one.entity == "customer_portal_users" && one.count == 1), "{meets:?}");
        assert!(meets.left_without_it.iter().any(|one| one.entity == "measurements"), "{meets:?}");
        shop.get("/api/portal/customer/me").await.ok();
        admin.delete("/api/customers/4").await.no_content();
        shop.get("/api/portal/customer/me").await.problem(401);
        for table in ["contacts", "customer_portal_users", "stock_levels", "measurements"] {
            assert_eq!(app.db.number(&format!("SELECT COUNT(*) FROM {table} WHERE customer_id = 4")).await, 0, "{table}");
        }
        assert_eq!(app.db.number("SELECT COUNT(*) FROM measurements WHERE id = 90001").await, 1);
        let snapshot = app.db.value::<serde_json::Value>("SELECT before FROM audit_logs WHERE entity = 'customers' AND entity_id = 4 AND action = 'delete'").await;
        assert_eq!(snapshot["name"], "Empty Shelf");
    }

    async fn a_repeated_request_adds_one(app) {
        let user = app.as_account(Account::User).await;
        let body = json!({"name": "Once only", "country": "US"});
        let first: Customer = user.post_once("/api/customers", "cu-1", &body).await.created();
        assert_eq!(first, user.post_once("/api/customers", "cu-1", &body).await.created());
        user.post_once("/api/customers", "cu-1", &json!({"name": "Twice", "country": "US"})).await.problem(409);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM customers WHERE name = 'Once only'").await, 1);
    }
}
