//! The whole life of a staff account: made by an admin, first sign-in with the mailed password, another role or team,
//! suspension, lock, reset. What is decided on one server holds on the other at the next request.

use contract::{
    AccountStatus, MailStatus, StaffRole,
    session::{StaffSession, StaffUser},
    users::{User, UserList},
};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, Caller, PASSWORD, Reply, TestApp, on_both_engines};

const ME: &str = "/api/auth/me";
const USERS: &str = "/api/users";
const OWN: &str = "hahnentritt-am-morgen";

async fn login(app: &TestApp, email: &str, password: &str) -> Reply {
    let body = json!({"email": email, "password": password});
    app.nobody().post("/api/auth/login", &body).await
}

/// Signs in with a session of its own.
async fn session(app: &TestApp, email: &str, password: &str) -> Caller {
    let session: StaffSession = login(app, email, password).await.json();
    app.with_token(&session.token.expect("a token"))
}

async fn make(app: &TestApp, body: &Value) -> User {
    app.as_account(Account::Admin)
        .await
        .post(USERS, body)
        .await
        .created()
}

async fn patch(app: &TestApp, id: i64, body: &Value) -> User {
    let admin = app.as_account(Account::Admin).await;
    admin.patch(&format!("{USERS}/{id}"), body).await.json()
}

async fn customers_seen(caller: &Caller) -> Vec<i64> {
    let list = caller.get("/api/customers?limit=100").await.ok();
    let mut ids: Vec<i64> = list["customers"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["id"].as_i64().expect("an id"))
        .collect();
    ids.sort_unstable();
    ids
}

async fn customers_of(app: &TestApp, condition: &str) -> Vec<i64> {
    app.db
        .column(&format!(
            "SELECT id FROM customers WHERE org_id = 1 AND {condition} ORDER BY id"
        ))
        .await
}

on_both_engines! {
    async fn from_the_mailed_password_to_an_own_one(app) {
        let email = "neu@cacaoixchel.example";
        let made = make(app, &json!({"email": " Neu@CacaoIxchel.Example", "name": "Ana Choc", "role": "manager", "team_id": 1})).await;
        assert_eq!((made.email.as_str(), made.role, made.team_id), (email, StaffRole::Manager, Some(1)));
        assert_eq!((made.status, made.must_change_password, made.version), (AccountStatus::Active, true, 1));
        assert_eq!((made.mail_status, made.team_name.as_deref(), made.customer_count), (Some(MailStatus::Queued), Some("Americas"), 0));

        let mail = app.mail_to(email, 1).await;
        assert!(mail.subject.contains("Your account for the work at Cacao Ixchel"), "{}", mail.subject);
        assert!(mail.text.contains("/admin/"), "{}", mail.text);
        let generated = mail.password();
        app.until_number("SELECT COUNT(*) FROM users WHERE email = 'neu@cacaoixchel.example' AND mail_status = 'sent'", 1).await;

        // The generated password opens nothing but the way to an own one.
        let begun: StaffSession = login(app, email, &generated).await.json();
        assert!(begun.user.must_change_password);
        let person = app.with_token(&begun.token.expect("a token"));
        let me: StaffUser = person.get(ME).await.json();
        assert!(me.must_change_password);
        for path in ["/api/farms", "/api/orders", "/api/customers/1/orders", USERS] {
            assert_eq!(person.get(path).await.problem(403).detail, "Choose a new password first.");
        }
        let refused = person.post("/api/farms", &json!({"name": "F"})).await;
        assert_eq!(refused.problem(403).detail, "Choose a new password first.");
        let other = session(app, email, &generated).await;
        person.put("/api/auth/password", &json!({"current_password": generated, "new_password": OWN})).await.no_content();
        for old in [&person, &other] {
            old.get(ME).await.problem(401);
        }
        login(app, email, &generated).await.problem(401);
        let own = session(app, email, OWN).await;
        own.get("/api/farms").await.ok();
        let me: StaffUser = own.get(ME).await.json();
        assert!(!me.must_change_password);
        // The secret is nowhere any more.
        for sql in ["SELECT COUNT(*) FROM outbox_emails WHERE CAST(data AS text) LIKE '%password\":%' AND user_id IS NOT NULL",
                    "SELECT COUNT(*) FROM audit_logs WHERE CAST(after AS text) LIKE '%$2b$%'"] {
            assert_eq!(app.db.number(sql).await, 0, "{sql}");
        }
    }

    async fn a_given_password_is_not_mailed_and_need_not_be_changed(app) {
        let made = make(app, &json!({"email": "given@cacaoixchel.example", "name": "Given", "password": OWN})).await;
        assert_eq!((made.role, made.must_change_password, made.mail_status), (StaffRole::User, false, None));
        session(app, "given@cacaoixchel.example", OWN).await.get("/api/farms").await.ok();
        assert_eq!(app.db.number(&format!("SELECT COUNT(*) FROM outbox_emails WHERE user_id = {}", made.id)).await, 0);
    }

    async fn each_maker_writes_in_its_language(app) {
        for (locale, words) in [("de", "Ihr Konto"), ("es", "Su cuenta"), ("ja", "業務用アカウント")] {
            app.db.run(&format!("UPDATE organizations SET default_locale = '{locale}' WHERE id = 1")).await;
            let email = format!("{locale}@cacaoixchel.example");
            make(app, &json!({"email": email, "name": "A"})).await;
            let mail = app.mail_to(&email, 1).await;
            assert!(mail.subject.contains(words), "{}", mail.subject);
        }
    }

    async fn a_reset_ends_every_session_and_mails_a_password(app) {
        let admin = app.as_account(Account::Admin).await;
        let old = session(app, Account::User.email(), PASSWORD).await;
        let done: User = admin.post("/api/users/3/password-resets", &json!({})).await.created();
        assert!(done.must_change_password);
        old.get(ME).await.problem(401);
        login(app, Account::User.email(), PASSWORD).await.problem(401);
        let mail = app.mail_to(Account::User.email(), 1).await;
        assert!(mail.subject.contains("A new password for your account"), "{}", mail.subject);
        let begun: StaffSession = login(app, Account::User.email(), &mail.password()).await.json();
        assert!(begun.user.must_change_password);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'reset_password' AND entity = 'users' AND entity_id = 3").await, 1);
        // Whoever is suspended gets none.
        admin.post("/api/users/8/password-resets", &json!({})).await.problem(409);
    }

    async fn a_suspension_ends_every_session_on_every_server_for_good(app) {
        let second = app.second_instance().await;
        let here = session(app, Account::User.email(), PASSWORD).await;
        let there = second.caller(&here);
        for caller in [&here, &there] {
            caller.get("/api/orders").await.ok();
        }
        assert_eq!(patch(app, 3, &json!({"status": "suspended"})).await.status, AccountStatus::Suspended);
        for caller in [&there, &here] {
            caller.get(ME).await.problem(401);
            caller.get("/api/orders").await.problem(401);
        }
        login(app, Account::User.email(), PASSWORD).await.problem(403);
        patch(app, 3, &json!({"status": "active"})).await;
        for caller in [&there, &here] {
            caller.get(ME).await.problem(401);
        }
        let again = session(app, Account::User.email(), PASSWORD).await;
        second.caller(&again).get("/api/orders").await.ok();
        second.stop().await;
        let actions = app.db.column::<String>("SELECT action FROM audit_logs WHERE entity = 'users' AND entity_id = 3 AND actor = 'staff:1' ORDER BY id").await;
        assert_eq!(actions, ["suspend", "reinstate"]);
    }

    async fn signing_out_here_is_signing_out_there(app) {
        let second = app.second_instance().await;
        let here = session(app, Account::Manager.email(), PASSWORD).await;
        second.caller(&here).post("/api/auth/logout", &json!({})).await.no_content();
        here.get(ME).await.problem(401);
        second.stop().await;
    }

    async fn another_role_holds_on_every_server_from_the_next_request(app) {
        let second = app.second_instance().await;
        let there = second.caller(&session(app, Account::User.email(), PASSWORD).await);
        assert_eq!(customers_seen(&there).await, customers_of(app, "owner_user_id = 3").await);
        there.post("/api/farms", &json!({})).await.problem(403);
        patch(app, 3, &json!({"role": "manager"})).await;
        assert_eq!(customers_seen(&there).await, customers_of(app, "team_id = 1").await);
        there.post("/api/farms", &json!({})).await.problem(400);
        patch(app, 3, &json!({"role": "viewer"})).await;
        assert_eq!(customers_seen(&there).await, customers_of(app, "1 = 1").await);
        there.patch("/api/orders/150", &json!({"comments": "x"})).await.problem(403);
        patch(app, 3, &json!({"role": "admin"})).await;
        there.get("/api/organization").await.ok();
        patch(app, 3, &json!({"role": "user"})).await;
        there.get("/api/organization").await.problem(403);
        second.stop().await;
    }

    async fn another_team_or_owner_holds_on_every_server_from_the_next_request(app) {
        let second = app.second_instance().await;
        let manager = second.caller(&session(app, Account::Manager.email(), PASSWORD).await);
        let user = second.caller(&session(app, Account::User.email(), PASSWORD).await);
        patch(app, 2, &json!({"team_id": 2})).await;
        assert_eq!(customers_seen(&manager).await, customers_of(app, "team_id = 2").await);
        manager.get("/api/customers/1").await.problem(404);
        patch(app, 2, &json!({"team_id": null})).await;
        assert_eq!(customers_seen(&manager).await, Vec::<i64>::new());
        user.get("/api/customers/1").await.ok();
        app.db.run("UPDATE customers SET owner_user_id = 2 WHERE id = 1").await;
        user.get("/api/customers/1").await.problem(404);
        app.db.run("UPDATE customers SET owner_user_id = 3 WHERE id = 13").await;
        user.get("/api/customers/13").await.ok();
        second.stop().await;
    }

    async fn a_lock_is_seen_and_taken_away(app) {
        let admin = app.as_account(Account::Admin).await;
        let locked: User = admin.get("/api/users/9").await.json();
        assert_eq!((locked.status, locked.login_attempts), (AccountStatus::Locked, 5));
        assert!(locked.locked_until.is_some());
        let unlocked = patch(app, 9, &json!({"status": "active"})).await;
        assert_eq!((unlocked.status, unlocked.login_attempts, unlocked.locked_until), (AccountStatus::Active, 0, None));
        session(app, "tomas.cuc@cacaoixchel.example", PASSWORD).await.get(ME).await.ok();
        assert_eq!(app.db.value::<String>("SELECT action FROM audit_logs WHERE entity = 'users' AND entity_id = 9 AND actor = 'staff:1'").await, "unlock");
    }

    async fn lists_are_sorted_filtered_and_counted(app) {
        let admin = app.as_account(Account::Admin).await;
        let all: UserList = admin.get("/api/users?limit=100").await.json();
        assert_eq!(all.users.len() as i64, app.db.number("SELECT COUNT(*) FROM users WHERE org_id = 1").await);
        for user in &all.users {
            let own = app.db.number(&format!("SELECT COUNT(*) FROM customers WHERE owner_user_id = {}", user.id)).await;
            assert_eq!(user.customer_count, own, "{}", user.name);
        }
        let ids = async |query: &str| {
            let list: UserList = admin.get(&format!("{USERS}?{query}")).await.json();
            list.users.iter().map(|user| user.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("sort=-id&limit=3").await, [9, 8, 7]);
        assert_eq!(ids("role=manager&sort=id").await, [2, 6]);
        assert_eq!(ids("status=suspended").await, [8]);
        assert_eq!(ids("status=locked").await, [9]);
        assert_eq!(ids("status=active&team_id=1&sort=id").await, [2, 3]);
        assert_eq!(ids("search=BRANDT").await, [6]);
        assert_eq!(ids("search=yuki.tanaka").await, [7]);
        let mut walked = Vec::new();
        let mut cursor = String::new();
        loop {
            let page: UserList = admin.get(&format!("{USERS}?sort=email&limit=2{cursor}")).await.json();
            walked.extend(page.users.iter().map(|user| user.email.clone()));
            let Some(next) = page.next_cursor else { break };
            cursor = format!("&cursor={next}");
        }
        let mut emails: Vec<String> = all.users.iter().map(|user| user.email.clone()).collect();
        emails.sort();
        assert_eq!(walked, emails);
        // A manager sees its team alone, and counts what it sees.
        let manager = app.as_account(Account::Manager).await;
        let team: UserList = manager.get("/api/users?sort=id").await.json();
        assert_eq!(team.users.iter().map(|user| user.id).collect::<Vec<_>>(), [2, 3, 8]);
        app.db.run("UPDATE users SET team_id = NULL WHERE id = 2").await;
        let none: UserList = manager.get(USERS).await.json();
        assert!(none.users.is_empty());
    }

    async fn a_version_is_kept_and_a_request_sent_twice_is_one(app) {
        let admin = app.as_account(Account::Admin).await;
        let found = admin.get("/api/users/3").await;
        let tag = found.header("etag");
        let renamed: User = admin.if_match(Method::PATCH, "/api/users/3", tag, &json!({"name": "Diego X."})).await.json();
        assert_eq!(renamed.name, "Diego X.");
        admin.if_match(Method::PATCH, "/api/users/3", tag, &json!({"name": "Late"})).await.problem(412);
        let body = json!({"email": "once@cacaoixchel.example", "name": "Once"});
        let first = admin.post_once(USERS, "user-1", &body).await;
        let again = admin.post_once(USERS, "user-1", &body).await;
        assert_eq!(first.created::<User>(), again.created::<User>());
        assert_eq!(app.mails_to("once@cacaoixchel.example", 1).await.len(), 1);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM outbox_emails WHERE recipient = 'once@cacaoixchel.example'").await, 1);
        let reset = "/api/users/3/password-resets";
        let first = admin.post_once(reset, "reset-1", &json!({})).await;
        let again = admin.post_once(reset, "reset-1", &json!({})).await;
        assert_eq!(first.created::<User>(), again.created::<User>());
    }
}
