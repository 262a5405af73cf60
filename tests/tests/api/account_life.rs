//! The whole life of a person's access: opened by an admin, first sign-in with the mailed password, a password of one's
//! own, suspension, lock, reset. Each as the person and the admin live it, on two servers of one database.

use contract::{
    AccountStatus, MailStatus,
    portal_users::{PortalUser, PortalUserPage},
    session::{ShopSession, ShopUser},
};
use reqwest::{Method, header};
use serde_json::json;
use tests::{Account, Caller, PASSWORD, Reply, TestApp, on_both_engines};

const ORDERS: &str = "/api/portal/customer/orders";
const ME: &str = "/api/portal/customer/me";
const CHANGE: &str = "/api/portal/customer/password";
const OWN: &str = "hahnentritt-am-morgen";
const UNSENT: &str = "SELECT COUNT(*) FROM outbox_emails WHERE status = 'queued' AND id > 31";

async fn login(app: &TestApp, email: &str, password: &str) -> Reply {
    let body = json!({"email": email, "password": password});
    app.nobody().post("/api/portal/customer/login", &body).await
}

/// Signs in with a session of its own.
async fn session(app: &TestApp, email: &str, password: &str) -> Caller {
    let session: ShopSession = login(app, email, password).await.json();
    app.with_token(&session.token.expect("a token"))
}

async fn open_access(app: &TestApp, customer: i64, email: &str, name: &str) -> PortalUser {
    let admin = app.as_account(Account::Admin).await;
    let path = format!("/api/customers/{customer}/portal-users");
    let made = admin
        .post(&path, &json!({"email": email, "name": name}))
        .await;
    made.created()
}

async fn patch(app: &TestApp, id: i64, body: &serde_json::Value) -> PortalUser {
    let admin = app.as_account(Account::Admin).await;
    admin
        .patch(&format!("/api/portal-users/{id}"), body)
        .await
        .json()
}

on_both_engines! {
    async fn from_the_mailed_password_to_an_own_one(app) {
        let made = open_access(app, 14, "  Neue@Bitter-und-Fein.Example ", "Käthe Neu").await;
        assert_eq!(made.email, "neue@bitter-und-fein.example");
        assert_eq!((made.status, made.must_change_password, made.version), (AccountStatus::Active, true, 1));
        assert_eq!(made.mail_status, Some(MailStatus::Queued));
        assert_eq!(made.created_by_name.as_deref(), Some("Marco Aju"));
        assert_eq!(made.customer_id, 14);

        let mail = app.mail_to("neue@bitter-und-fein.example", 1).await;
        assert!(mail.subject.contains("Ihr Zugang zum Bestellportal von Cacao Ixchel"), "{}", mail.subject);
        assert!(mail.from.contains("Cacao Ixchel"), "{}", mail.from);
        assert!(mail.text.contains("Guten Tag Käthe Neu,") && mail.text.contains("https://portal.cacaoixchel.test/portal/customer"));
        let generated = mail.password();
        app.until_number("SELECT COUNT(*) FROM customer_portal_users WHERE email = 'neue@bitter-und-fein.example' AND mail_status = 'sent'", 1).await;

        // The generated password opens nothing but the way to an own one.
        let first = login(app, "neue@bitter-und-fein.example", &generated).await;
        let begun: ShopSession = first.json();
        assert!(begun.user.must_change_password && !begun.user.may_set_password);
        let person = app.with_token(&begun.token.expect("a token"));
        let me: ShopUser = person.get(ME).await.json();
        assert!(me.must_change_password);
        for path in [ORDERS, "/api/portal/customer/orders/134", "/api/customers/14/orders"] {
            assert_eq!(person.get(path).await.problem(403).detail, "Choose a new password first.");
        }
        let order = json!({"items": [{"sku": "LNQ-70-60", "quantity": 1}]});
        assert_eq!(person.post(ORDERS, &order).await.problem(403).detail, "Choose a new password first.");
        // What is not for shops stays so.
        person.get("/api/farms").await.problem(403);

        let other = session(app, "neue@bitter-und-fein.example", &generated).await;
        person.put(CHANGE, &json!({"current_password": generated, "new_password": OWN})).await.no_content();
        for old in [&person, &other] {
            old.get(ME).await.problem(401);
        }
        login(app, "neue@bitter-und-fein.example", &generated).await.problem(401);
        let own = session(app, "neue@bitter-und-fein.example", OWN).await;
        own.get(ORDERS).await.ok();
        let me: ShopUser = own.get(ME).await.json();
        assert!(!me.must_change_password);
        let notice = app.mail_to("neue@bitter-und-fein.example", 2).await;
        assert!(notice.subject.contains("Ihr Passwort bei Cacao Ixchel wurde geändert"), "{}", notice.subject);
        assert!(!notice.text.contains("http"), "no link to follow in a security notice");
    }

    async fn each_shop_is_written_to_in_its_language(app) {
        // Hamburg, Tokyo, Portland and a maker that writes Spanish where a shop says nothing.
        for (customer, email, words) in [(13, "a@hamburg.example", "Ihr Zugang"), (23, "a@tokyo.example", "ご利用案内"), (1, "a@portland.example", "Your access")] {
            open_access(app, customer, email, "A").await;
            let mail = app.mail_to(email, 1).await;
            assert!(mail.subject.contains(words), "{}", mail.subject);
        }
        app.db.run("UPDATE customers SET locale = NULL WHERE id = 35").await;
        let other = app.as_account(Account::OtherAdmin).await;
        let made = other.post("/api/customers/35/portal-users", &json!({"email": "a@madrid.example", "name": "A"})).await;
        made.created::<PortalUser>();
        let mail = app.mail_to("a@madrid.example", 1).await;
        assert!(mail.subject.contains("Su acceso al portal de pedidos de Otra Tierra"), "{}", mail.subject);
        assert!(mail.text.contains("/portal/customer?organization=otra-tierra"), "{}", mail.text);
    }

    async fn a_suspension_ends_every_session_on_every_server_for_good(app) {
        let second = app.second_instance().await;
        let here = app.as_account(Account::Hamburg).await;
        let there = second.caller(&here);
        for caller in [&here, &there] {
            caller.get(ME).await.ok();
        }
        assert_eq!(patch(app, 1, &json!({"status": "suspended"})).await.status, AccountStatus::Suspended);
        for caller in [&there, &here] {
            caller.get(ME).await.problem(401);
            caller.get(ORDERS).await.problem(401);
        }
        login(app, Account::Hamburg.email(), PASSWORD).await.problem(403);
        // Reinstating brings no session back, nor does a server that has just started.
        assert_eq!(patch(app, 1, &json!({"status": "active"})).await.status, AccountStatus::Active);
        let third = app.second_instance().await;
        for caller in [&here, &there, &third.caller(&here)] {
            caller.get(ME).await.problem(401);
        }
        let again = session(app, Account::Hamburg.email(), PASSWORD).await;
        for caller in [&again, &second.caller(&again), &third.caller(&again)] {
            caller.get(ORDERS).await.ok();
        }
        third.stop().await;
        second.stop().await;
    }

    async fn signing_out_here_is_signing_out_there(app) {
        let second = app.second_instance().await;
        let here = app.new_session(Account::Tokyo).await;
        second.caller(&here).post(Account::Tokyo.sign_out_path(), &json!({})).await.no_content();
        here.get(ME).await.problem(401);
        second.stop().await;
    }

    async fn a_lock_is_lifted_by_an_admin(app) {
        for _ in 0..5 {
            login(app, Account::Portland.email(), "wrong").await.problem(401);
        }
        let admin = app.as_account(Account::Admin).await;
        let locked: PortalUser = admin.get("/api/portal-users/2").await.json();
        assert_eq!((locked.status, locked.login_attempts), (AccountStatus::Locked, 5));
        assert!(locked.locked_until.is_some());
        login(app, Account::Portland.email(), PASSWORD).await.problem(401);
        let open = patch(app, 2, &json!({"status": "active"})).await;
        assert_eq!((open.status, open.login_attempts, open.locked_until), (AccountStatus::Active, 0, None));
        login(app, Account::Portland.email(), PASSWORD).await.ok();
        // A lock whose time is over is none.
        app.db.run("UPDATE customer_portal_users SET status = 'locked', login_attempts = 5, locked_until = '2026-01-01T00:00:00+00:00' WHERE id = 2").await;
        let over: PortalUser = admin.get("/api/portal-users/2").await.json();
        assert_eq!((over.status, over.login_attempts, over.locked_until), (AccountStatus::Active, 0, None));
    }

    async fn a_reset_mails_a_password_and_ends_every_session(app) {
        let session_before = app.as_account(Account::Tokyo).await;
        let admin = app.as_account(Account::Admin).await;
        let reply = admin.send(admin.request(Method::POST, "/api/portal-users/3/password-resets")).await;
        assert_eq!(reply.header("location"), "/api/portal-users/3");
        let reset: PortalUser = reply.created();
        assert!(reset.must_change_password && reset.version == 2 && reset.mail_status == Some(MailStatus::Queued));
        session_before.get(ME).await.problem(401);
        login(app, Account::Tokyo.email(), PASSWORD).await.problem(401);
        let mail = app.mail_to(Account::Tokyo.email(), 1).await;
        assert!(mail.subject.contains("新しいパスワード"), "{}", mail.subject);
        let person = session(app, Account::Tokyo.email(), &mail.password()).await;
        person.get(ORDERS).await.problem(403);
        person.put(CHANGE, &json!({"current_password": mail.password(), "new_password": OWN})).await.no_content();
        session(app, Account::Tokyo.email(), OWN).await.get(ORDERS).await.ok();
        // A locked person gets in again; a suspended one does not, and is told nothing.
        let locked: PortalUser = admin.post("/api/portal-users/5/password-resets", &json!({})).await.created();
        assert_eq!(locked.status, AccountStatus::Active);
        let mail = app.mail_to("locked@harbor-cocoa.example", 1).await;
        session(app, "locked@harbor-cocoa.example", &mail.password()).await;
        admin.post("/api/portal-users/4/password-resets", &json!({})).await.problem(409);
    }

    async fn a_browser_stays_in_with_a_fresh_cookie(app) {
        for (account, path) in [(Account::Hamburg, CHANGE), (Account::Admin, "/api/auth/password")] {
            let person = app.new_session(account).await;
            let request = person
                .request(Method::PUT, path)
                .header("X-Session", "cookie")
                .json(&json!({"current_password": PASSWORD, "new_password": OWN}));
            let reply = person.send(request).await;
            reply.no_content();
            let cookie = reply.header("set-cookie").split(';').next().expect("a cookie").to_owned();
            assert!(cookie.starts_with("__Host-ixchel_session=ey"), "{cookie}");
            person.get(account.me_path()).await.problem(401);
            let nobody = app.nobody();
            let me = nobody.request(Method::GET, account.me_path()).header(header::COOKIE, &cookie);
            nobody.send(me).await.ok();
        }
    }

    async fn the_people_of_a_shop_are_listed(app) {
        let admin = app.as_account(Account::Admin).await;
        let page: PortalUserPage = admin.get("/api/customers/13/portal-users").await.json();
        let names: Vec<&str> = page.portal_users.iter().map(|user| user.name.as_str()).collect();
        assert_eq!(names, ["Heinz Abel", "Jürgen Großmann"]);
        assert_eq!(page.pagination.total, 2);
        let second: PortalUserPage = admin.get("/api/customers/13/portal-users?page=2&limit=1").await.json();
        assert_eq!(second.portal_users.len(), 1);
        assert_eq!(second.portal_users[0].id, 1);
        let code: PortalUserPage = admin.get("/api/customers/CUS-2001/portal-users").await.json();
        assert!(code.portal_users.iter().all(|user| user.customer_id == 1) && !code.portal_users.is_empty());
        assert_eq!(admin.get("/api/customers/5/portal-users").await.ok()["portal_users"], json!([]));
    }

    async fn every_step_is_on_record_and_no_record_holds_a_secret(app) {
        let made = open_access(app, 14, "record@shop.example", "R").await;
        let first = app.mail_to("record@shop.example", 1).await.password();
        app.until_number(UNSENT, 0).await;
        for body in [json!({"name": "Renamed"}), json!({"status": "suspended"}), json!({"status": "active"})] {
            patch(app, made.id, &body).await;
        }
        let admin = app.as_account(Account::Admin).await;
        admin.post(&format!("/api/portal-users/{}/password-resets", made.id), &json!({})).await.created::<PortalUser>();
        let second = app.mail_to("record@shop.example", 2).await.password();
        app.until_number(UNSENT, 0).await;
        assert_ne!(first, second);
        let sql = |what: &str, table: &str| format!("SELECT {what} FROM {table} WHERE entity = 'customer_portal_users' AND entity_id = {} ORDER BY id", made.id);
        let actions = app.db.column::<String>(&sql("action", "audit_logs")).await;
        assert_eq!(actions, ["create", "update", "suspend", "reinstate", "reset_password"]);
        let actors = app.db.column::<String>(&sql("actor", "audit_logs")).await;
        assert!(actors.iter().all(|actor| actor == "staff:1"), "{actors:?}");
        let mut events = app.db.column::<String>(&sql("type", "events")).await;
        // Besides, the worker tells of each e-mail with a password that it sent.
        events.dedup();
        assert_eq!(events, [
            "customer_portal_user.created", "customer_portal_user.updated", "customer_portal_user.suspended",
            "customer_portal_user.reinstated", "customer_portal_user.updated",
        ]);
        for table in ["audit_logs", "events", "outbox_emails", "idempotency_keys", "integration_logs"] {
            let text = app.db.column::<String>(&format!("SELECT CAST({} AS text) FROM {table}", match table {
                "audit_logs" => "COALESCE(CAST(before AS text), '') || COALESCE(CAST(after AS text), '')",
                "events" => "payload",
                "outbox_emails" => "data",
                "idempotency_keys" => "COALESCE(reply, '')",
                _ => "COALESCE(error_message, '')",
            })).await.concat();
            for secret in [&first, &second] {
                assert!(!text.contains(secret.as_str()), "{table} holds a password");
            }
            assert!(!text.contains("$2b$"), "{table} holds a hash");
        }
    }
}
