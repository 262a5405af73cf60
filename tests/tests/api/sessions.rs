//! Signing in and out: who gets in, what refusals say, and when a session ends.

use chrono::{DateTime, Duration, Utc};
use contract::session::{ShopSession, StaffSession};
use serde_json::json;
use tests::{Account, PASSWORD, Reply, TestApp, database, on_both_engines};

async fn sign_in(app: &TestApp, path: &str, email: &str, password: &str) -> Reply {
    app.nobody()
        .post(path, &json!({"email": email, "password": password}))
        .await
}

async fn sign_in_as(app: &TestApp, account: Account, password: &str) -> Reply {
    sign_in(app, account.sign_in_path(), account.email(), password).await
}

/// The refusal that tells nothing.
fn assert_common_words(reply: &Reply, reference: &Reply) {
    reply.problem(401);
    assert_eq!(reply.anonymous(), reference.anonymous());
    assert_eq!(reply.anonymous_headers(), reference.anonymous_headers());
}

on_both_engines! {
    async fn a_shop_signs_in_and_is_told_who_it_is(app) {
        let reply = sign_in_as(app, Account::Hamburg, PASSWORD).await;
        let session: ShopSession = reply.json();
        assert_eq!(session.user.email, Account::Hamburg.email());
        assert_eq!(session.user.customer_id, 13);
        assert_eq!(session.user.customer_name, "Kakao Kontor");
        assert!(!session.user.must_change_password);
        let day = session.expires_at - Utc::now();
        assert!(day > Duration::hours(23) && day <= Duration::hours(24), "{day}");
        assert!(session.token.is_some());
        assert!(reply.header("set-cookie").is_empty(), "no cookie unless asked for");
        let me = app.as_account(Account::Hamburg).await.get("/api/portal/customer/me").await.ok();
        assert_eq!(me["email"].as_str().or(me["user"]["email"].as_str()), Some(Account::Hamburg.email()));
    }

    async fn staff_sign_in_and_are_told_their_role(app) {
        for (account, role) in [(Account::Admin, "admin"), (Account::Manager, "manager"), (Account::User, "user"),
                                (Account::Viewer, "viewer"), (Account::Platform, "platform_admin")] {
            let session: StaffSession = sign_in_as(app, account, PASSWORD).await.json();
            assert_eq!(session.user.role.as_str(), role);
            assert_eq!(session.user.org_id.is_some(), account != Account::Platform);
        }
    }

    async fn the_shipped_password_hashes_work(app) {
        for (table, account) in [("users", Account::Admin), ("customer_portal_users", Account::Tokyo)] {
            let hash = database::shipped_hash(account.email());
            let email = account.email();
            app.db.run(&format!("UPDATE {table} SET password_hash = '{hash}' WHERE email = '{email}'")).await;
            sign_in_as(app, account, PASSWORD).await.ok();
            sign_in_as(app, account, "ixchel-demo-2027").await.problem(401);
        }
    }

    async fn every_refusal_says_the_same_words(app) {
        for (path, account, other) in [
            ("/api/portal/customer/login", Account::Hamburg, Account::Admin),
            ("/api/auth/login", Account::Admin, Account::Hamburg),
        ] {
            let wrong = sign_in(app, path, account.email(), "not the password").await;
            wrong.problem(401);
            for (email, password) in [
                ("nobody@nowhere.example", PASSWORD),
                (account.email(), ""),
                (account.email(), "IXCHEL-DEMO-2026"),
                // 72 bytes are all that bcrypt reads: what follows must not be ignored.
                (account.email(), &format!("{PASSWORD}{}", "x".repeat(80))),
                // An account of the other door.
                (other.email(), PASSWORD),
            ] {
                if password.is_empty() {
                    sign_in(app, path, email, password).await.wrong_fields(&["password"]);
                    continue;
                }
                assert_common_words(&sign_in(app, path, email, password).await, &wrong);
            }
        }
        // A locked account can't be told from an unknown one, not even with its right password.
        let wrong = sign_in(app, "/api/portal/customer/login", "nobody@nowhere.example", "x").await;
        let locked = "locked@harbor-cocoa.example";
        assert_common_words(&sign_in(app, "/api/portal/customer/login", locked, PASSWORD).await, &wrong);
        assert_common_words(&sign_in(app, "/api/portal/customer/login", locked, "wrong").await, &wrong);
    }

    async fn a_suspended_account_is_told_so_only_with_its_password(app) {
        let suspended = "suspended@kakao-kontor.example";
        let path = "/api/portal/customer/login";
        let refusal = sign_in(app, path, suspended, PASSWORD).await.problem(403);
        assert_eq!(refusal.detail, "Account suspended. Contact manufacturer.");
        let unknown = sign_in(app, path, "nobody@nowhere.example", "wrong").await;
        assert_common_words(&sign_in(app, path, suspended, "wrong").await, &unknown);
        let staff = sign_in(app, "/api/auth/login", "julia.ramirez@cacaoixchel.example", PASSWORD).await.problem(403);
        assert_eq!(staff.detail, "Account suspended. Contact manufacturer.");
    }

    async fn five_wrong_passwords_lock_for_a_quarter_of_an_hour(app) {
        for (table, account) in [("customer_portal_users", Account::Hamburg), ("users", Account::Viewer)] {
            let open_session = app.as_account(account).await;
            let email = account.email();
            for _ in 0..4 {
                sign_in_as(app, account, "wrong").await.problem(401);
            }
            assert_eq!(status(app, table, email).await, "active", "four are not five");
            let fifth = sign_in_as(app, account, "wrong").await;
            assert_eq!(status(app, table, email).await, "locked");
            let until: DateTime<Utc> =
                app.db.value(&format!("SELECT locked_until FROM {table} WHERE email = '{email}'")).await;
            let wait = until - Utc::now();
            assert!(wait > Duration::minutes(14) && wait <= Duration::minutes(15), "{wait}");
            assert_common_words(&sign_in_as(app, account, PASSWORD).await, &fifth);
            // A lock refuses sign-in only.
            open_session.get(account.me_path()).await.ok();

            let past = Utc::now() - Duration::seconds(1);
            let sql = format!("UPDATE {table} SET locked_until = $1 WHERE email = $2");
            app.db.rows_with(&sql, vec![past.into(), email.into()]).await;
            sign_in_as(app, account, PASSWORD).await.ok();
            assert_eq!(status(app, table, email).await, "active");
            let tries = app.db.value::<i32>(&format!("SELECT login_attempts FROM {table} WHERE email = '{email}'")).await;
            assert_eq!(tries, 0, "the counter is cleared");
        }
    }

    async fn wrong_passwords_at_once_are_all_counted(app) {
        let tries = (0..8).map(|_| sign_in_as(app, Account::Tokyo, "wrong"));
        for reply in futures_util::future::join_all(tries).await {
            reply.problem(401);
        }
        assert_eq!(status(app, "customer_portal_users", Account::Tokyo.email()).await, "locked");
        sign_in_as(app, Account::Tokyo, PASSWORD).await.problem(401);
    }

    async fn a_right_password_clears_the_counter(app) {
        for _ in 0..2 {
            for _ in 0..4 {
                sign_in_as(app, Account::Portland, "wrong").await.problem(401);
            }
            sign_in_as(app, Account::Portland, PASSWORD).await.ok();
        }
    }

    async fn signing_out_ends_this_session_alone(app) {
        for account in [Account::Hamburg, Account::Admin] {
            let stays = app.new_session(account).await;
            let leaves = app.new_session(account).await;
            leaves.post(account.sign_out_path(), &json!({})).await.no_content();
            leaves.get(account.me_path()).await.problem(401);
            leaves.post(account.sign_out_path(), &json!({})).await.problem(401);
            stays.get(account.me_path()).await.ok();
        }
    }

    async fn suspending_an_account_ends_its_sessions(app) {
        for (table, account) in [("customer_portal_users", Account::Hamburg), ("users", Account::Admin)] {
            let session = app.as_account(account).await;
            session.get(account.me_path()).await.ok();
            let email = account.email();
            app.db.run(&format!("UPDATE {table} SET status = 'suspended' WHERE email = '{email}'")).await;
            session.get(account.me_path()).await.problem(401);
        }
    }

    async fn a_session_older_than_the_account_allows_is_over(app) {
        let session = app.as_account(Account::Admin).await;
        let soon = Utc::now() + Duration::minutes(5);
        let sql = "UPDATE users SET sessions_valid_from = $1 WHERE email = $2";
        app.db.rows_with(sql, vec![soon.into(), Account::Admin.email().into()]).await;
        session.get("/api/auth/me").await.problem(401);
    }

    async fn a_new_role_holds_from_the_next_request(app) {
        let session = app.as_account(Account::Admin).await;
        session.get("/api/batches/IXC-26-001/trace").await.ok();
        app.db.run("UPDATE users SET role = 'viewer' WHERE email = 'admin@cacaoixchel.example'").await;
        session.get("/api/batches/IXC-26-001/trace").await.problem(403);
        session.get("/api/batches/IXC-26-001").await.ok();
        app.db.run("DELETE FROM users WHERE email = 'viewer@cacaoixchel.example'").await;
    }

    async fn an_account_that_is_gone_has_no_session(app) {
        let session = app.as_account(Account::EmptyShelf).await;
        session.get("/api/portal/customer/me").await.ok();
        app.db.run("DELETE FROM customer_portal_users WHERE email = 'buyer@empty-shelf.example'").await;
        session.get("/api/portal/customer/me").await.problem(401);
    }

    async fn one_email_at_two_makers_says_which(app) {
        app.db.run(
            "UPDATE customer_portal_users SET email = 'buyer@kakao-kontor.example' WHERE email = 'buyer@stranger.example'",
        ).await;
        for (slug, customer) in [("cacao-ixchel", 13), ("otra-tierra", 35)] {
            let body = json!({"email": Account::Hamburg.email(), "password": PASSWORD, "organization": slug});
            let session: ShopSession = app.nobody().post("/api/portal/customer/login", &body).await.json();
            assert_eq!(session.user.customer_id, customer);
        }
        let body = json!({"email": Account::Hamburg.email(), "password": PASSWORD, "organization": "no-such-maker"});
        app.nobody().post("/api/portal/customer/login", &body).await.problem(401);
    }

    async fn a_generated_password_is_to_be_changed(app) {
        let session: ShopSession =
            sign_in(app, "/api/portal/customer/login", "neu@isar-kakao.example", PASSWORD).await.json();
        assert!(session.user.must_change_password);
    }

    async fn sign_ins_are_recorded(app) {
        let count = |status: &'static str| app.db.rows_with(
            "SELECT COUNT(*) FROM integration_logs WHERE event_type = 'login' AND external_system = $1 AND status = $2",
            vec![Account::Hamburg.email().into(), status.into()],
        );
        let number = |rows: Vec<sea_orm::QueryResult>| rows[0].try_get_by_index::<i64>(0).expect("a count");
        let before = (number(count("success").await), number(count("error").await));
        sign_in_as(app, Account::Hamburg, PASSWORD).await.ok();
        sign_in_as(app, Account::Hamburg, "wrong").await.problem(401);
        let after = (number(count("success").await), number(count("error").await));
        assert_eq!(after, (before.0 + 1, before.1 + 1));
    }
}

async fn status(app: &TestApp, table: &str, email: &str) -> String {
    app.db
        .value(&format!(
            "SELECT status FROM {table} WHERE email = '{email}'"
        ))
        .await
}

/// An unknown e-mail takes as long as a wrong password: the hash is calculated either way.
#[tokio::test]
async fn refusals_take_the_same_time() {
    tests::app::with(tests::Engine::Sqlite, async |app| {
        let hash = database::shipped_hash(Account::Hamburg.email());
        app.db
            .run(&format!(
                "UPDATE customer_portal_users SET login_attempts = 0, password_hash = '{hash}'"
            ))
            .await;
        let mut best = [f64::MAX; 2];
        for _ in 0..3 {
            for (slot, email) in [Account::Hamburg.email(), "nobody@nowhere.example"]
                .into_iter()
                .enumerate()
            {
                let begun = std::time::Instant::now();
                sign_in(app, "/api/portal/customer/login", email, "wrong")
                    .await
                    .problem(401);
                best[slot] = best[slot].min(begun.elapsed().as_secs_f64());
            }
        }
        let ratio = best[0] / best[1];
        assert!(
            (0.4..2.5).contains(&ratio),
            "wrong password {:.3} s, unknown e-mail {:.3} s",
            best[0],
            best[1]
        );
    })
    .await;
}
