//! What nobody may do to staff accounts: above one's own rank, to oneself, to the last admin, across organizations.

use contract::{StaffRole, users::User};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, Caller, PASSWORD, Reply, TestApp, on_both_engines};

const USERS: &str = "/api/users";

async fn session(app: &TestApp, email: &str) -> Caller {
    let body = json!({"email": email, "password": PASSWORD});
    let reply = app.nobody().post("/api/auth/login", &body).await.ok();
    app.with_token(reply["token"].as_str().expect("a token"))
}

async fn in_ixchel(platform: &Caller, method: Method, path: &str, body: &Value) -> Reply {
    let request = platform
        .request(method, path)
        .header("X-Organization", "cacao-ixchel");
    platform.send(request.json(body)).await
}

on_both_engines! {
    async fn wrong_input_is_named_all_at_once(app) {
        let admin = app.as_account(Account::Admin).await;
        let prints = app.db.fingerprint().await;
        let wrong = admin.post(USERS, &json!({"email": "nobody", "name": " ", "password": "short"})).await;
        wrong.wrong_fields(&["email", "name", "password"]);
        for (body, field) in [
            (json!({"email": "a@b.example", "name": "A", "team_id": 3}), "team_id"),
            (json!({"email": "a@b.example", "name": "A", "team_id": 99}), "team_id"),
            (json!({"email": "a@b.example", "name": "A", "role": "owner"}), "role"),
            (json!({"email": "a@b.example", "name": "A", "password": "password123"}), "password"),
            (json!({"email": "a@b.example", "name": "A\nB"}), "name"),
            (json!({"email": "a@b.example"}), "name"),
            (json!({"email": "a@b.example", "name": "A", "status": "active"}), "status"),
        ] {
            assert_eq!(admin.post(USERS, &body).await.problem(400).errors[0].field, field, "{body}");
        }
        for (body, field) in [
            (json!({"status": "locked"}), "status"),
            (json!({"team_id": 3}), "team_id"),
            (json!({"name": ""}), "name"),
            (json!({"email": "other@b.example"}), "email"),
            (json!({"password": "something-long"}), "password"),
        ] {
            assert_eq!(admin.patch("/api/users/3", &body).await.problem(400).errors[0].field, field, "{body}");
        }
        admin.get("/api/users?sort=password_hash").await.problem(400);
        assert_eq!(app.db.fingerprint().await, prints);
    }

    async fn an_email_is_one_persons_everywhere(app) {
        let admin = app.as_account(Account::Admin).await;
        for email in [Account::User.email(), Account::OtherAdmin.email(), Account::Platform.email(), "USER@CacaoIxchel.example"] {
            let refused = admin.post(USERS, &json!({"email": email, "name": "A"})).await;
            assert_eq!(refused.problem(409).detail, "Email already in use", "{email}");
        }
    }

    async fn nobody_changes_their_own_role_or_suspends_themselves(app) {
        let admin = app.as_account(Account::Admin).await;
        // Even where there is another admin.
        app.db.run("UPDATE users SET role = 'admin' WHERE id = 2").await;
        for body in [json!({"role": "viewer"}), json!({"role": "user", "name": "M"}), json!({"status": "suspended"})] {
            admin.patch("/api/users/1", &body).await.problem(403);
        }
        admin.patch("/api/users/1", &json!({"role": "platform_admin"})).await.problem(403);
        let kept: User = admin.patch("/api/users/1", &json!({"role": "admin", "name": "Marco A."})).await.json();
        assert_eq!((kept.role, kept.name.as_str()), (StaffRole::Admin, "Marco A."));
    }

    async fn the_last_admin_stays_one(app) {
        let platform = app.as_account(Account::Platform).await;
        for body in [json!({"role": "manager"}), json!({"status": "suspended"})] {
            in_ixchel(&platform, Method::PATCH, "/api/users/1", &body).await.problem(409);
        }
        // A suspended one does not count.
        app.db.run("UPDATE users SET role = 'admin' WHERE id = 8").await;
        in_ixchel(&platform, Method::PATCH, "/api/users/1", &json!({"role": "user"})).await.problem(409);
        app.db.run("UPDATE users SET status = 'active' WHERE id = 8").await;
        in_ixchel(&platform, Method::PATCH, "/api/users/1", &json!({"role": "user"})).await.ok();
        in_ixchel(&platform, Method::PATCH, "/api/users/8", &json!({"status": "suspended"})).await.problem(409);
    }

    async fn of_two_admins_at_once_one_wins(app) {
        let marco = session(app, Account::Admin.email()).await;
        for round in 0..6 {
            app.db.run("UPDATE users SET role = 'admin', status = 'active' WHERE id IN (1, 2)").await;
            let sofia = session(app, Account::Manager.email()).await;
            let body = if round % 2 == 0 { json!({"role": "user"}) } else { json!({"status": "suspended"}) };
            let marco = if round == 0 { marco.clone() } else { session(app, Account::Admin.email()).await };
            let (one, other) = tokio::join!(marco.patch("/api/users/2", &body), sofia.patch("/api/users/1", &body));
            let won = [&one, &other].iter().filter(|reply| reply.status == 200).count();
            assert_eq!(won, 1, "{} / {}", one.text(), other.text());
            let admins = app.db.number("SELECT COUNT(*) FROM users WHERE org_id = 1 AND role = 'admin' AND status <> 'suspended'").await;
            assert_eq!(admins, 1);
        }
    }

    async fn only_a_platform_admin_makes_one_or_touches_one(app) {
        let admin = app.as_account(Account::Admin).await;
        let platform = app.as_account(Account::Platform).await;
        admin.post(USERS, &json!({"email": "p@cacaoixchel.example", "name": "P", "role": "platform_admin"})).await.problem(403);
        admin.patch("/api/users/3", &json!({"role": "platform_admin"})).await.problem(403);
        let granted = in_ixchel(&platform, Method::PATCH, "/api/users/3", &json!({"role": "platform_admin"})).await.ok();
        assert_eq!(granted["role"], "platform_admin");
        for body in [json!({"role": "viewer"}), json!({"status": "suspended"}), json!({"name": "X"})] {
            admin.patch("/api/users/3", &body).await.problem(403);
        }
        admin.post("/api/users/3/password-resets", &json!({})).await.problem(403);
        // At home it needs to name no organization; elsewhere it does.
        let diego = Caller { account: Some(Account::Platform), ..session(app, Account::User.email()).await };
        assert_eq!(diego.get("/api/batches/IXC-26-001").await.ok()["id"], 37);
        let elsewhere = diego.request(Method::GET, "/api/batches/IXC-26-001").header("X-Organization", "otra-tierra");
        assert_eq!(diego.send(elsewhere).await.ok()["id"], 61);
        let change = diego.request(Method::PUT, "/api/auth/password").header("X-Organization", "otra-tierra");
        let body = json!({"current_password": PASSWORD, "new_password": "hahnentritt-am-morgen"});
        diego.send(change.json(&body)).await.no_content();
    }

    async fn other_makers_people_are_not_there(app) {
        let other = app.as_account(Account::OtherAdmin).await;
        let versions = "SELECT version FROM users ORDER BY id";
        let before = app.db.column::<i32>(versions).await;
        for id in [1, 3, 5] {
            other.get(&format!("{USERS}/{id}")).await.problem(404);
            other.patch(&format!("{USERS}/{id}"), &json!({"role": "viewer"})).await.problem(404);
            other.post(&format!("{USERS}/{id}/password-resets"), &json!({})).await.problem(404);
        }
        assert_eq!(app.db.column::<i32>(versions).await, before);
    }

    async fn managers_look_and_do_not_touch(app) {
        let manager = app.as_account(Account::Manager).await;
        manager.get(USERS).await.ok();
        manager.get("/api/users/3").await.problem(403);
        manager.post(USERS, &json!({"email": "a@b.example", "name": "A"})).await.problem(403);
        manager.patch("/api/users/3", &json!({"name": "A"})).await.problem(403);
        app.as_account(Account::User).await.get(USERS).await.problem(403);
    }
}
