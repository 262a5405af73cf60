//! Contacts of a customer: who writes them, and that one alone is the primary one.

use contract::contacts::{Contact, ContactPage};
use reqwest::Method;
use serde_json::json;
use tests::{Account, on_both_engines};

on_both_engines! {
    async fn one_is_added_read_written_and_deleted(app) {
        let user = app.as_account(Account::User).await;
        let body = json!({"name": "  Ada Quist ", "email": " Ada@Harbor-Cocoa.example", "phone": "+1 207-555-0199", "job_title": "Tasting"});
        let reply = user.post("/api/customers/1/contacts", &body).await;
        let made: Contact = reply.created();
        assert_eq!((made.name.as_str(), made.email.as_deref()), ("Ada Quist", Some("ada@harbor-cocoa.example")));
        assert_eq!((made.customer_id, made.customer_name.as_str(), made.is_primary), (1, "Harbor Cocoa", false));
        let path = format!("/api/contacts/{}", made.id);
        assert_eq!(reply.header("location"), path);
        let shown = user.get(&path).await;
        assert_eq!(shown.json::<Contact>(), made);
        let tag = shown.header("etag").to_owned();
        let body = json!({"name": "Ada Quist-Lund"});
        let changed: Contact = user.if_match(Method::PUT, &path, &tag, &body).await.json();
        assert_eq!((changed.name.as_str(), changed.email, changed.phone, changed.version), ("Ada Quist-Lund", None, None, 2));
        user.if_match(Method::PUT, &path, &tag, &body).await.problem(412);
        user.if_match(Method::DELETE, &path, &tag, &json!({})).await.problem(412);
        user.delete(&path).await.no_content();
        user.get(&path).await.problem(404);
        user.delete(&path).await.problem(404);
        let actions = app.db.column::<String>(&format!(
            "SELECT action FROM audit_logs WHERE entity = 'contacts' AND entity_id = {} ORDER BY id", made.id)).await;
        assert_eq!(actions, ["create", "update", "delete"]);
        let events = app.db.column::<String>(&format!(
            "SELECT type FROM events WHERE entity = 'contacts' AND entity_id = {} AND customer_id = 1 ORDER BY id", made.id)).await;
        assert_eq!(events, ["contact.created", "contact.updated", "contact.deleted"]);
    }

    async fn at_most_one_is_primary(app) {
        let admin = app.as_account(Account::Admin).await;
        let first: ContactPage = admin.get("/api/customers/1/contacts").await.json();
        assert_eq!(first.pagination.total as usize, first.contacts.len());
        assert!(first.contacts[0].is_primary, "the primary one comes first");
        let old = first.contacts[0].id;
        let second = first.contacts.iter().find(|contact| !contact.is_primary).expect("another one").clone();
        let body = json!({"name": second.name, "email": second.email, "is_primary": true});
        assert!(admin.put(&format!("/api/contacts/{}", second.id), &body).await.json::<Contact>().is_primary);
        let made: Contact = admin.post("/api/customers/1/contacts", &json!({"name": "Third", "is_primary": true})).await.created();
        let now: ContactPage = admin.get("/api/customers/1/contacts").await.json();
        let primary: Vec<i64> = now.contacts.iter().filter(|contact| contact.is_primary).map(|contact| contact.id).collect();
        assert_eq!(primary, [made.id]);
        // Each loss is told, too.
        for id in [old, second.id] {
            let told = format!("SELECT COUNT(*) FROM audit_logs WHERE entity = 'contacts' AND entity_id = {id} AND action = 'update'");
            assert!(app.db.number(&told).await >= 1, "{id}");
        }
        // Another customer keeps its own.
        assert_eq!(app.db.number("SELECT COUNT(*) FROM contacts WHERE customer_id = 2 AND is_primary").await, 1);
    }

    async fn of_several_made_primary_at_once_one_stays(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"name": "At once", "is_primary": true});
        let replies = futures_util::future::join_all((0..4).map(|_| admin.post("/api/customers/2/contacts", &body))).await;
        for reply in replies {
            reply.created::<Contact>();
        }
        assert_eq!(app.db.number("SELECT COUNT(*) FROM contacts WHERE customer_id = 2 AND is_primary").await, 1);
    }

    async fn wrong_fields_are_named(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let post = async |body| admin.post("/api/customers/1/contacts", &body).await;
        post(json!({"name": "  ", "email": "nobody", "phone": "1\n2"})).await.wrong_fields(&["name", "email", "phone"]);
        post(json!({"name": "x".repeat(201)})).await.wrong_fields(&["name"]);
        post(json!({})).await.wrong_fields(&["name"]);
        post(json!({"name": "X", "mobile": "1"})).await.wrong_fields(&["mobile"]);
        admin.put("/api/contacts/1", &json!({"name": "X", "email": "a b@c.example"})).await.wrong_fields(&["email"]);
        admin.get("/api/customers/1/contacts?page=0").await.wrong_fields(&["page"]);
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn they_follow_their_customer(app) {
        let user = app.as_account(Account::User).await;
        let body = json!({"name": "Not mine"});
        // Customer 5 is the team's, not the user's; 35 another organization's.
        let foreign = app.db.number("SELECT MIN(id) FROM contacts WHERE customer_id = 5").await;
        for path in ["/api/customers/5/contacts", "/api/customers/35/contacts", "/api/customers/999999/contacts"] {
            user.get(path).await.problem(404);
            user.post(path, &body).await.problem(404);
        }
        let path = format!("/api/contacts/{foreign}");
        user.get(&path).await.problem(404);
        user.put(&path, &body).await.problem(404);
        user.delete(&path).await.problem(404);
        let manager = app.as_account(Account::Manager).await;
        manager.get(&path).await.ok();
        // Team 2's.
        let elsewhere = app.db.number("SELECT MIN(id) FROM contacts WHERE customer_id = 13").await;
        manager.put(&format!("/api/contacts/{elsewhere}"), &body).await.problem(404);
        let viewer = app.as_account(Account::Viewer).await;
        viewer.get(&path).await.ok();
        viewer.put(&path, &body).await.problem(403);
    }

    async fn a_repeated_request_adds_one(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"name": "Once"});
        let first: Contact = admin.post_once("/api/customers/1/contacts", "c-1", &body).await.created();
        let again: Contact = admin.post_once("/api/customers/1/contacts", "c-1", &body).await.created();
        assert_eq!(first, again);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM contacts WHERE name = 'Once'").await, 1);
    }
}
