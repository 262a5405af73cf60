//! Sign-in links: by e-mail, once, for a quarter of an hour, five an hour; and what a session that one began may do.

use chrono::{Duration, Utc};
use contract::session::{ShopSession, ShopUser};
use reqwest::{Method, header};
use serde_json::json;
use tests::{Account, Caller, PASSWORD, Reply, TestApp, mail::eventually, on_both_engines};

const ASK: &str = "/api/portal/customer/magic-links";
const REDEEM: &str = "/api/portal/customer/magic-links/redeem";
const ME: &str = "/api/portal/customer/me";
const CHANGE: &str = "/api/portal/customer/password";
const OWN: &str = "hahnentritt-am-morgen";

async fn ask(app: &TestApp, email: &str) -> Reply {
    let reply = app.nobody().post(ASK, &json!({"email": email})).await;
    assert_eq!(reply.status, 202, "{}", reply.text());
    assert!(reply.body.is_empty());
    reply
}

async fn redeem(app: &TestApp, token: &str) -> Reply {
    app.nobody().post(REDEEM, &json!({"token": token})).await
}

async fn session(app: &TestApp, token: &str) -> Caller {
    let session: ShopSession = redeem(app, token).await.json();
    app.with_token(&session.token.expect("a token"))
}

/// How often links were sent to, or refused, this account.
async fn noted(app: &TestApp, action: &str, id: i64, wanted: i64) {
    let sql =
        format!("SELECT COUNT(*) FROM audit_logs WHERE action = '{action}' AND entity_id = {id}");
    app.until_number(&sql, wanted).await;
}

async fn links(app: &TestApp) -> i64 {
    app.db
        .number("SELECT COUNT(*) FROM outbox_emails WHERE template = 'magic_link'")
        .await
}

async fn access_log(app: &TestApp, status: &str) -> i64 {
    app.db.number(&format!("SELECT COUNT(*) FROM integration_logs WHERE event_type = 'login' AND status = '{status}' AND external_system = 'buyer@kakao-kontor.example'")).await
}

on_both_engines! {
    async fn a_link_signs_in_once(app) {
        ask(app, "Buyer@Kakao-Kontor.Example").await;
        let mail = app.mail_to(Account::Hamburg.email(), 1).await;
        assert!(mail.subject.contains("Anmelden im Bestellportal"), "{}", mail.subject);
        assert!(mail.text.contains("https://portal.cacaoixchel.test/portal/customer/link#"), "{}", mail.text);
        let token = mail.token();
        assert!(token.len() >= 43, "256 bits");
        let hash = app.db.value::<String>("SELECT magic_token_hash FROM customer_portal_users WHERE id = 1").await;
        assert!(hash.len() == 64 && hash != token);

        let before = (access_log(app, "success").await, access_log(app, "error").await);
        let reply = redeem(app, &token).await;
        let begun: ShopSession = reply.json();
        assert_eq!((begun.user.id, begun.user.customer_id), (1, 13));
        assert!(begun.user.may_set_password && !begun.user.must_change_password);
        let day = begun.expires_at - Utc::now();
        assert!(day > Duration::hours(23) && day <= Duration::hours(24), "{day}");
        let person = app.with_token(&begun.token.expect("a token"));
        person.get("/api/portal/customer/orders").await.ok();
        let me: ShopUser = person.get(ME).await.json();
        assert!(me.may_set_password);
        let used = redeem(app, &token).await;
        assert_eq!(used.problem(401).detail, "Invalid credentials");
        assert_eq!(access_log(app, "success").await, before.0 + 1);
        // Nobody's any more: the log cannot say whose it was.
        assert_eq!(access_log(app, "error").await, before.1);
        let lost = "SELECT COUNT(*) FROM integration_logs WHERE event_type = 'login' AND external_system IS NULL AND error_message = 'Invalid credentials'";
        assert_eq!(app.db.number(lost).await, 1);
    }

    async fn of_many_at_once_one_gets_in(app) {
        ask(app, Account::Tokyo.email()).await;
        let token = app.mail_to(Account::Tokyo.email(), 1).await.token();
        let tries = (0..6).map(|_| redeem(app, &token));
        let replies = futures_util::future::join_all(tries).await;
        let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401, 401, 401]);
    }

    async fn a_link_expires(app) {
        ask(app, Account::Hamburg.email()).await;
        let token = app.mail_to(Account::Hamburg.email(), 1).await.token();
        let past = Utc::now() - Duration::seconds(1);
        app.db.rows_with("UPDATE customer_portal_users SET magic_expires_at = $1 WHERE id = 1", vec![past.into()]).await;
        let errors = access_log(app, "error").await;
        assert_eq!(redeem(app, &token).await.problem(401).detail, "Invalid credentials");
        assert_eq!(access_log(app, "error").await, errors + 1);
        let soon = Utc::now() + Duration::seconds(60);
        app.db.rows_with("UPDATE customer_portal_users SET magic_expires_at = $1 WHERE id = 1", vec![soon.into()]).await;
        redeem(app, &token).await.ok();
    }

    async fn a_newer_link_takes_the_older_ones_place(app) {
        ask(app, Account::Hamburg.email()).await;
        let first = app.mail_to(Account::Hamburg.email(), 1).await.token();
        ask(app, Account::Hamburg.email()).await;
        let second = app.mail_to(Account::Hamburg.email(), 2).await.token();
        redeem(app, &first).await.problem(401);
        redeem(app, &second).await.ok();
    }

    async fn the_answer_tells_nothing(app) {
        let known = ask(app, Account::Hamburg.email()).await;
        for email in ["nobody@nowhere.example", "suspended@kakao-kontor.example", Account::Admin.email(), "no address at all"] {
            let other = ask(app, email).await;
            assert_eq!(other.anonymous_headers(), known.anonymous_headers(), "{email}");
            assert_eq!(other.body, known.body);
        }
        let elsewhere = app.nobody().post(ASK, &json!({"email": Account::Hamburg.email(), "organization": "otra-tierra"})).await;
        assert_eq!(elsewhere.status, 202);
        noted(app, "send_link", 1, 1).await;
        noted(app, "refuse_link", 4, 1).await;
        assert_eq!(links(app).await, 1, "only one of them was sent a link");
    }

    async fn one_mailbox_gets_five_an_hour_however_many_servers(app) {
        let second = app.second_instance().await;
        let (here, there) = (app.nobody(), second.caller(&app.nobody()));
        let body = json!({"email": Account::Tokyo.email()});
        let asked = (0..8).map(|n| if n % 2 == 0 { here.post(ASK, &body) } else { there.post(ASK, &body) });
        for reply in futures_util::future::join_all(asked).await {
            assert_eq!(reply.status, 202);
        }
        noted(app, "send_link", 3, 5).await;
        noted(app, "refuse_link", 3, 3).await;
        assert_eq!(links(app).await, 5);
        // Another mailbox is not concerned, and an hour later it is open again.
        ask(app, Account::Hamburg.email()).await;
        noted(app, "send_link", 1, 1).await;
        let past = Utc::now() - Duration::minutes(61);
        app.db.rows_with("UPDATE outbox_emails SET created_at = $1 WHERE template = 'magic_link'", vec![past.into()]).await;
        ask(app, Account::Tokyo.email()).await;
        noted(app, "send_link", 3, 6).await;
        second.stop().await;
    }

    async fn no_link_opens_a_locked_or_suspended_account(app) {
        ask(app, Account::Hamburg.email()).await;
        let token = app.mail_to(Account::Hamburg.email(), 1).await.token();
        for change in ["status = 'locked', locked_until = '2099-01-01T00:00:00+00:00'", "status = 'suspended', locked_until = NULL"] {
            app.db.run(&format!("UPDATE customer_portal_users SET {change} WHERE id = 1")).await;
            assert_eq!(redeem(app, &token).await.problem(401).detail, "Invalid credentials");
        }
        // The token itself was never the reason.
        app.db.run("UPDATE customer_portal_users SET status = 'active', locked_until = NULL WHERE id = 1").await;
        redeem(app, &token).await.ok();
    }

    async fn a_suspension_closes_an_open_link(app) {
        ask(app, Account::Hamburg.email()).await;
        let token = app.mail_to(Account::Hamburg.email(), 1).await.token();
        let admin = app.as_account(Account::Admin).await;
        for status in ["suspended", "active"] {
            admin.patch("/api/portal-users/1", &json!({"status": status})).await.ok();
        }
        redeem(app, &token).await.problem(401);
    }

    async fn a_link_lets_one_set_a_password_without_the_present_one(app) {
        // Whoever has forgotten the generated password is let in, too.
        let email = "neu@isar-kakao.example";
        ask(app, email).await;
        let person = session(app, &app.mail_to(email, 1).await.token()).await;
        person.get("/api/portal/customer/orders").await.ok();
        person.put(CHANGE, &json!({"new_password": PASSWORD})).await.wrong_fields(&["new_password"]);
        person.put(CHANGE, &json!({"current_password": "wrong", "new_password": OWN})).await.wrong_fields(&["current_password"]);
        person.put(CHANGE, &json!({"new_password": OWN})).await.no_content();
        person.get(ME).await.problem(401);
        let body = json!({"email": email, "password": OWN});
        let session: ShopSession = app.nobody().post("/api/portal/customer/login", &body).await.json();
        assert!(!session.user.must_change_password && !session.user.may_set_password);
        // A session by password needs the present one, whatever it claims.
        let plain = app.with_token(&session.token.expect("a token"));
        plain.put(CHANGE, &json!({"new_password": "another-one-2026"})).await.wrong_fields(&["current_password"]);
    }

    async fn a_quarter_of_an_hour_later_a_link_session_needs_the_present_password(app) {
        ask(app, Account::Hamburg.email()).await;
        let person = session(app, &app.mail_to(Account::Hamburg.email(), 1).await.token()).await;
        let (head, mut claims) = tests::app::decode(person.token.as_deref().expect("a token"));
        assert_eq!(claims["via"], "link");
        claims["iat"] = json!((Utc::now() - Duration::minutes(16)).timestamp());
        let later = app.with_token(&app.sign(&head, &claims));
        let me: ShopUser = later.get(ME).await.json();
        assert!(!me.may_set_password);
        later.put(CHANGE, &json!({"new_password": OWN})).await.wrong_fields(&["current_password"]);
        later.put(CHANGE, &json!({"current_password": PASSWORD, "new_password": OWN})).await.no_content();
    }

    async fn a_browser_gets_the_session_as_a_cookie(app) {
        ask(app, Account::Hamburg.email()).await;
        let token = app.mail_to(Account::Hamburg.email(), 1).await.token();
        let nobody = app.nobody();
        let request = nobody.request(Method::POST, REDEEM).header("X-Session", "cookie").json(&json!({"token": token}));
        let reply = nobody.send(request).await;
        let begun: ShopSession = reply.json();
        assert!(begun.token.is_none());
        let cookie = reply.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        let me = nobody.request(Method::GET, ME).header(header::COOKIE, &cookie);
        let me: ShopUser = nobody.send(me).await.json();
        assert!(me.may_set_password);
        // A new password, and the browser stays in.
        let change = nobody
            .request(Method::PUT, CHANGE)
            .header(header::COOKIE, &cookie)
            .header(header::ORIGIN, &app.portal_origin)
            .header("X-Requested-With", "ixchel")
            .header("X-Session", "cookie")
            .json(&json!({"new_password": OWN}));
        let changed = nobody.send(change).await;
        changed.no_content();
        let fresh = changed.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        for (cookie, status) in [(&cookie, 401), (&fresh, 200)] {
            let me = nobody.request(Method::GET, ME).header(header::COOKIE, cookie);
            assert_eq!(nobody.send(me).await.status, status);
        }
    }

    async fn a_link_of_another_maker_says_so(app) {
        ask(app, Account::Stranger.email()).await;
        let mail = app.mail_to(Account::Stranger.email(), 1).await;
        assert!(mail.text.contains("/portal/customer/link?organization=otra-tierra#"), "{}", mail.text);
        let begun: ShopSession = redeem(app, &mail.token()).await.json();
        assert_eq!(begun.user.customer_id, 35);
    }
}

/// Ten tries a minute for one address: links, redemptions, passwords and sign-ins together.
#[tokio::test]
async fn links_and_passwords_are_tries_of_their_address() {
    let limited = |settings: &mut api::Settings| settings.rate_limit_login_per_minute = 10;
    tests::app::with_settings(tests::Engine::Sqlite, limited, async |app| {
        let person = app.new_session(Account::Hamburg).await;
        let wrong = json!({"current_password": "wrong", "new_password": OWN});
        for _ in 0..3 {
            ask(app, "nobody@nowhere.example").await;
            redeem(app, "x").await.problem(401);
            person
                .put(CHANGE, &wrong)
                .await
                .wrong_fields(&["current_password"]);
        }
        let nobody = app.nobody();
        nobody
            .post(ASK, &json!({"email": "a@b.example"}))
            .await
            .problem(429);
        redeem(app, "x").await.problem(429);
        let refused = person.put(CHANGE, &wrong).await;
        refused.problem(429);
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=60).contains(&wait), "{wait}");
    })
    .await;
}

/// What it takes to find and write to somebody never shows in the time of the answer: not even a database that is held.
#[tokio::test]
async fn the_answer_does_not_wait() {
    tests::app::with(tests::Engine::Sqlite, async |app| {
        app.db.run("BEGIN IMMEDIATE").await;
        ask(app, Account::Hamburg.email()).await;
        assert_eq!(links(app).await, 0, "nothing could be written yet");
        app.db.run("ROLLBACK").await;
        eventually("the link", async || (links(app).await == 1).then_some(())).await;
    })
    .await;
}
