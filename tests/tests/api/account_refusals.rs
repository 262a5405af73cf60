//! What access, passwords and links refuse, in which words, and that a refusal changes nothing.

use contract::{portal_users::PortalUser, session::ShopSession};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, PASSWORD, TestApp, on_both_engines};

const SHOP: &str = "/api/customers/14/portal-users";
const CHANGE: &str = "/api/portal/customer/password";
const OWN: &str = "hahnentritt-am-morgen";

async fn tries(app: &TestApp, table: &str, account: Account) -> (i32, String) {
    let email = account.email();
    let rows = app
        .db
        .rows(&format!(
            "SELECT login_attempts, status FROM {table} WHERE email = '{email}'"
        ))
        .await;
    (
        rows[0].try_get_by_index(0).expect("tries"),
        rows[0].try_get_by_index(1).expect("status"),
    )
}

on_both_engines! {
    async fn access_needs_an_address_a_name_and_a_shop(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let people = app.db.number("SELECT COUNT(*) FROM customer_portal_users").await;
        for email in ["", "x", "a@b", "a b@c.example", "a@b.example\r\nBcc: c@d.example", "a@b.example,c@d.example", "käthe@x.example", "a@1.2.3.4",
                      &format!("{}@x.example", "a".repeat(250))] {
            admin.post(SHOP, &json!({"email": email, "name": "N"})).await.wrong_fields(&["email"]);
        }
        for name in ["", "   ", "two\nlines", &"n".repeat(201)] {
            admin.post(SHOP, &json!({"email": "a@b.example", "name": name})).await.wrong_fields(&["name"]);
        }
        admin.post(SHOP, &json!({"email": "nobody", "name": " "})).await.wrong_fields(&["email", "name"]);
        admin.post(SHOP, &json!({"name": "N"})).await.wrong_fields(&["email"]);
        admin.post(SHOP, &json!({"email": "a@b.example", "name": "N", "password": "mine"})).await.wrong_fields(&["password"]);
        // Not there, and another maker's: the same.
        let body = json!({"email": "a@b.example", "name": "N"});
        for missing in ["/api/customers/999999/portal-users", "/api/customers/35/portal-users", "/api/customers/NOPE/portal-users"] {
            admin.post(missing, &body).await.problem(404);
            admin.get(missing).await.problem(404);
        }
        assert_eq!(app.db.fingerprint().await, before);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM customer_portal_users").await, people);
    }

    async fn an_address_is_taken_once(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        for (path, email) in [("/api/customers/13/portal-users", Account::Hamburg.email()), (SHOP, "BUYER@kakao-kontor.example")] {
            let refused = admin.post(path, &json!({"email": email, "name": "N"})).await;
            assert_eq!(refused.problem(409).detail, "Email already in use for this customer");
        }
        assert_eq!(app.db.fingerprint().await, before, "and nobody was written to");
        // Another maker's people are none of ours.
        let other = app.as_account(Account::OtherAdmin).await;
        other.post("/api/customers/35/portal-users", &json!({"email": Account::Hamburg.email(), "name": "N"})).await.created::<PortalUser>();
        // Of two at once one is made.
        let body = json!({"email": "both@shop.example", "name": "N"});
        let (one, two) = tokio::join!(admin.post(SHOP, &body), admin.post(SHOP, &body));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    }

    async fn a_repeated_request_is_done_once_and_its_reply_holds_no_secret(app) {
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"email": "once@shop.example", "name": "N"});
        let first = admin.post_once(SHOP, "access-1", &body).await;
        let made: PortalUser = first.created();
        let again = admin.post_once(SHOP, "access-1", &body).await;
        assert_eq!((again.status, &again.body, again.header("location")), (first.status, &first.body, first.header("location")));
        admin.post_once(SHOP, "access-1", &json!({"email": "other@shop.example", "name": "N"})).await.problem(409);
        let password = app.mail_to("once@shop.example", 1).await.password();
        let reset = format!("/api/portal-users/{}/password-resets", made.id);
        for _ in 0..2 {
            let request = admin.request(Method::POST, &reset).header("Idempotency-Key", "reset-1");
            admin.send(request).await.created::<PortalUser>();
        }
        let second = app.mail_to("once@shop.example", 2).await.password();
        assert_eq!(app.db.number("SELECT COUNT(*) FROM outbox_emails WHERE recipient = 'once@shop.example'").await, 2);
        let kept = app.db.column::<String>("SELECT COALESCE(reply, '') FROM idempotency_keys").await.concat();
        assert!(kept.contains("once@shop.example"));
        for secret in [password.as_str(), second.as_str(), "$2b$"] {
            assert!(!kept.contains(secret) && !first.text().contains(secret));
        }
    }

    async fn a_person_is_changed_only_as_known(app) {
        let admin = app.as_account(Account::Admin).await;
        let path = "/api/portal-users/1";
        let shown = admin.get(path).await;
        let tag = shown.header("etag").to_owned();
        let before: PortalUser = shown.json();
        let events = app.db.fingerprint().await;
        admin.patch(path, &json!({"status": "locked"})).await.wrong_fields(&["status"]);
        admin.patch(path, &json!({"status": "asleep"})).await.wrong_fields(&["status"]);
        admin.patch(path, &json!({"name": " "})).await.wrong_fields(&["name"]);
        admin.patch(path, &json!({"email": "new@x.example"})).await.wrong_fields(&["email"]);
        admin.if_match(Method::PATCH, path, "\"1-0\"", &json!({"name": "X"})).await.problem(412);
        assert_eq!(app.db.fingerprint().await, events);
        let changed = admin.if_match(Method::PATCH, path, &tag, &json!({"name": " Jürgen G. "})).await;
        let after: PortalUser = changed.json();
        assert_eq!((after.name.as_str(), after.version), ("Jürgen G.", before.version + 1));
        assert_ne!(changed.header("etag"), tag);
        admin.if_match(Method::PATCH, path, &tag, &json!({"status": "suspended"})).await.problem(412);
        for missing in ["/api/portal-users/999999", "/api/portal-users/x"] {
            admin.get(missing).await.problem(404);
            admin.patch(missing, &json!({"status": "active"})).await.problem(404);
            admin.post(&format!("{missing}/password-resets"), &json!({})).await.problem(404);
        }
    }

    async fn a_reset_takes_no_body(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let path = "/api/portal-users/1/password-resets";
        admin.post(path, &json!({"password": "mine"})).await.wrong_fields(&["password"]);
        for garbage in ["[]", "1", "null", "{", "x"] {
            let reply = admin.raw(Method::POST, path, "application/json", garbage.into()).await;
            assert!(!reply.problem(400).errors.is_empty(), "{garbage}");
        }
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn a_new_password_has_rules(app) {
        let session = app.as_account(Account::Hamburg).await;
        let staff = app.as_account(Account::Viewer).await;
        let before = app.db.fingerprint().await;
        for (new, why) in [("short", "too short"), ("password123", "common"), (PASSWORD, "the same"), (&"x".repeat(73), "too long"), (&"ü".repeat(37), "too many bytes")] {
            let body = json!({"current_password": PASSWORD, "new_password": new});
            session.put(CHANGE, &body).await.wrong_fields(&["new_password"]);
            assert_eq!(staff.put("/api/auth/password", &body).await.wrong_fields(&["new_password"]).errors.len(), 1, "{why}");
        }
        session.put(CHANGE, &json!({"new_password": OWN})).await.wrong_fields(&["current_password"]);
        session.put(CHANGE, &json!({"new_password": "short"})).await.wrong_fields(&["current_password", "new_password"]);
        session.put(CHANGE, &json!({"current_password": PASSWORD})).await.wrong_fields(&["new_password"]);
        session.put(CHANGE, &json!({"current_password": "", "new_password": ""})).await.wrong_fields(&["current_password", "new_password"]);
        assert_eq!(app.db.fingerprint().await, before);
        assert_eq!(tries(app, "customer_portal_users", Account::Hamburg).await, (0, "active".into()), "nothing was guessed yet");
        session.get("/api/portal/customer/me").await.ok();
    }

    async fn a_stolen_session_cannot_guess_the_password(app) {
        for (table, account, path) in [("customer_portal_users", Account::Hamburg, CHANGE), ("users", Account::Viewer, "/api/auth/password")] {
            let session = app.as_account(account).await;
            let wrong = json!({"current_password": "wrong", "new_password": OWN});
            for count in 1..=5 {
                let refused = session.put(path, &wrong).await.wrong_fields(&["current_password"]);
                assert_eq!(refused.errors[0].code, "mismatch");
                assert_eq!(tries(app, table, account).await.0, count);
            }
            assert_eq!(tries(app, table, account).await.1, "locked");
            // From now on even the right one is refused, in the same words; the session itself goes on.
            let right = json!({"current_password": PASSWORD, "new_password": OWN});
            let refused = session.put(path, &right).await;
            refused.wrong_fields(&["current_password"]);
            assert_eq!(refused.anonymous(), session.put(path, &wrong).await.anonymous());
            session.get(account.me_path()).await.ok();
            let login = json!({"email": account.email(), "password": PASSWORD});
            app.nobody().post(account.sign_in_path(), &login).await.problem(401);
            let audited = app.db.number(&format!("SELECT COUNT(*) FROM audit_logs WHERE action = 'password_refused' AND entity = '{table}'")).await;
            assert_eq!(audited, 7);
        }
    }

    async fn guesses_at_once_are_all_counted(app) {
        let session = app.as_account(Account::Tokyo).await;
        let wrong = json!({"current_password": "wrong", "new_password": OWN});
        for reply in futures_util::future::join_all((0..8).map(|_| session.put(CHANGE, &wrong))).await {
            reply.wrong_fields(&["current_password"]);
        }
        assert_eq!(tries(app, "customer_portal_users", Account::Tokyo).await, (5, "locked".into()));
    }

    async fn of_two_changes_at_once_one_holds(app) {
        let session = app.new_session(Account::Portland).await;
        let change = |new: &str| json!({"current_password": PASSWORD, "new_password": new});
        let (one, two) = (change("first-of-both-2026"), change("second-of-both-2026"));
        let (first, second) = tokio::join!(session.put(CHANGE, &one), session.put(CHANGE, &two));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert!(statuses[0] == 204 && [400, 401].contains(&statuses[1]), "{statuses:?}");
        let kept = if first.status == 204 { "first-of-both-2026" } else { "second-of-both-2026" };
        let body = json!({"email": Account::Portland.email(), "password": kept});
        app.nobody().post("/api/portal/customer/login", &body).await.json::<ShopSession>();
    }

    async fn each_door_has_its_own_password(app) {
        let body = json!({"current_password": PASSWORD, "new_password": OWN});
        app.as_account(Account::Admin).await.put(CHANGE, &body).await.problem(403);
        app.as_account(Account::Hamburg).await.put("/api/auth/password", &body).await.problem(403);
        app.nobody().put(CHANGE, &body).await.problem(401);
    }

    async fn staff_change_theirs_and_are_told(app) {
        for account in [Account::Viewer, Account::Manager] {
            let session = app.new_session(account).await;
            session.put("/api/auth/password", &json!({"current_password": PASSWORD, "new_password": OWN})).await.no_content();
            session.get("/api/auth/me").await.problem(401);
            let login = |password: &str| json!({"email": account.email(), "password": password});
            app.nobody().post("/api/auth/login", &login(PASSWORD)).await.problem(401);
            app.nobody().post("/api/auth/login", &login(OWN)).await.ok();
            assert!(app.mail_to(account.email(), 1).await.subject.contains("was changed"));
        }
        // A platform administrator belongs to no maker: an audit row and no e-mail.
        let platform = app.new_session(Account::Platform).await;
        platform.put("/api/auth/password", &json!({"current_password": PASSWORD, "new_password": OWN})).await.no_content();
        platform.get("/api/auth/me").await.problem(401);
        let audited = "SELECT COUNT(*) FROM audit_logs WHERE action = 'change_password' AND org_id IS NULL AND actor = 'staff:5'";
        assert_eq!(app.db.number(audited).await, 1);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM outbox_emails WHERE recipient = 'platform@ixchel.example'").await, 0);
    }

    async fn links_are_asked_for_and_redeemed_in_form(app) {
        let nobody = app.nobody();
        let ask = "/api/portal/customer/magic-links";
        for (body, field) in [(json!({}), "email"), (json!({"email": ""}), "email"), (json!({"email": "x".repeat(255)}), "email"),
                              (json!({"email": 7}), "email"), (json!({"email": "a@b.example", "organization": "o".repeat(64)}), "organization")] {
            nobody.post(ask, &body).await.wrong_fields(&[field]);
        }
        let redeem = "/api/portal/customer/magic-links/redeem";
        for token in [Value::Null, json!(""), json!("x".repeat(201)), json!(1)] {
            nobody.post(redeem, &json!({"token": token})).await.wrong_fields(&["token"]);
        }
        // The demonstration's expired link, by its hash and by nonsense.
        for token in ["7e74953c3c2e635d6572b0ecb3d6e518d4c74b80661be07313c328e0fc2acb7a", "'; DROP TABLE orders; --", "💥"] {
            assert_eq!(nobody.post(redeem, &json!({"token": token})).await.problem(401).detail, "Invalid credentials");
        }
    }
}
