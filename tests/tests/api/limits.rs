//! Requests a minute: exact whatever the number of workers, by person and by organization, and told truthfully. The
//! minute itself passes in the unit tests of the window, which have a clock of their own.

use api::settings::Settings;
use futures_util::future::join_all;
use reqwest::{Method, header};
use serde_json::json;
use tests::{
    Account, Caller, Engine, Reply, TestApp,
    app::{PORTAL_ORIGIN, with_settings},
};

/// `name::sqlite` and `name::postgres`, each with an application of its own under these limits.
macro_rules! limited {
    ($(async fn $name:ident($app:ident, $user:literal, $organization:literal) $body:block)+) => { $(
        mod $name {
            use super::*;

            async fn check($app: &TestApp) $body

            fn limits(settings: &mut Settings) {
                settings.workers = 4;
                settings.rate_limit_user_per_minute = $user;
                settings.rate_limit_org_per_minute = $organization;
            }

            #[tokio::test]
            async fn sqlite() {
                with_settings(Engine::Sqlite, limits, async |app| check(app).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                with_settings(Engine::Postgres, limits, async |app| check(app).await).await;
            }
        }
    )+ };
}

fn statuses(replies: &[Reply], status: u16) -> usize {
    let is = |reply: &&Reply| reply.status.as_u16() == status;
    replies.iter().filter(is).count()
}

async fn at_once(caller: &Caller, count: usize) -> Vec<Reply> {
    join_all((0..count).map(|_| caller.get("/api/farms?limit=1"))).await
}

/// What the headers of a reply say: limit, remaining, reset.
fn told(reply: &Reply) -> (u64, u64, u64) {
    let number = |name: &str| reply.header(name).parse().expect("a number");
    (
        number("ratelimit-limit"),
        number("ratelimit-remaining"),
        number("ratelimit-reset"),
    )
}

limited! {
    async fn of_two_hundred_at_once_exactly_the_allowed_pass(app, 70, 1000) {
        let replies = at_once(&app.as_account(Account::Viewer).await, 200).await;
        assert_eq!((statuses(&replies, 200), statuses(&replies, 429)), (70, 130));
        let mut left: Vec<u64> = replies
            .iter()
            .filter(|reply| reply.status == 200)
            .map(|reply| told(reply).1)
            .collect();
        left.sort_unstable();
        assert_eq!(left, (0..70).collect::<Vec<u64>>(), "each told its own count");
    }

    async fn nothing_gives_a_person_a_second_window(app, 6, 0) {
        let first = app.new_session(Account::Manager).await;
        let second = app.new_session(Account::Manager).await;
        first.get("/api/farms").await.ok();
        second.get("/api/farms").await.ok();
        let dressed = first
            .request(Method::GET, "/api/farms")
            .header("X-Forwarded-For", "203.0.113.77")
            .header("X-Request-Id", "another-one")
            .header(header::USER_AGENT, "another browser")
            .header("X-Organization", "otra-tierra");
        first.send(dressed).await.ok();
        first.request(Method::HEAD, "/api/farms").send().await.expect("a HEAD");
        // Refused for another reason, it counts all the same.
        first.get("/api/farms/999999").await.problem(404);
        first.post("/api/farms", &json!({"x": 1})).await.problem(400);
        for caller in [&first, &second] {
            caller.get("/api/farms").await.problem(429);
            caller.get("/api/batches").await.problem(429);
        }
        let third = app.new_session(Account::Manager).await;
        third.get("/api/auth/me").await.problem(429);
        app.as_account(Account::User).await.get("/api/farms").await.ok();
    }

    async fn an_organization_shares_a_window(app, 0, 5) {
        let staff = app.as_account(Account::Viewer).await;
        let shop = app.as_account(Account::Portland).await;
        for _ in 0..3 {
            staff.get("/api/farms").await.ok();
        }
        for _ in 0..2 {
            shop.get("/api/portal/customer/me").await.ok();
        }
        staff.get("/api/farms").await.problem(429);
        shop.get("/api/portal/customer/me").await.problem(429);
        app.as_account(Account::Admin).await.get("/api/farms").await.problem(429);
        app.as_account(Account::OtherAdmin).await.get("/api/farms").await.ok();
        app.as_account(Account::Platform).await.get("/api/auth/me").await.ok();
    }

    async fn what_one_limit_refuses_the_other_does_not_count(app, 3, 4) {
        let staff = app.as_account(Account::Viewer).await;
        for _ in 0..3 {
            staff.get("/api/farms").await.ok();
        }
        for _ in 0..5 {
            staff.get("/api/farms").await.problem(429);
        }
        let other = app.as_account(Account::User).await;
        let last = other.get("/api/farms").await;
        last.ok();
        assert!(last.header("ratelimit").starts_with("\"user\";r=2;t="), "{:?}", last.headers);
        let refused = other.get("/api/farms").await;
        refused.problem(429);
        let standing = refused.header("ratelimit");
        assert!(standing.starts_with("\"user\";r=2;t="), "not counted: {standing}");
    }

    async fn answers_say_how_the_limits_stand(app, 2, 10) {
        let staff = app.as_account(Account::Viewer).await;
        let first = staff.get("/api/farms").await;
        first.ok();
        assert_eq!(first.header("ratelimit-policy"), "\"user\";q=2;w=60, \"organization\";q=10;w=60");
        assert_eq!(first.header("ratelimit"), "\"user\";r=1;t=60, \"organization\";r=9;t=60");
        assert_eq!(told(&first), (2, 1, 60));
        staff.get("/api/farms").await.ok();
        let refused = staff.get("/api/farms").await;
        refused.problem(429);
        let (limit, remaining, reset) = told(&refused);
        assert_eq!((limit, remaining), (2, 0));
        assert_eq!(refused.header("retry-after"), reset.to_string());
        assert!((1..=60).contains(&reset), "{reset}");
        assert!(refused.header("ratelimit").contains("\"organization\";r=8;"), "{:?}", refused.headers);
        assert_eq!(refused.header("cache-control"), "no-store");
    }

    async fn a_script_on_the_portal_may_read_them(app, 1, 0) {
        let shop = app.as_account(Account::Portland).await;
        for status in [200, 429] {
            let request = shop
                .request(Method::GET, "/api/portal/customer/me")
                .header(header::ORIGIN, PORTAL_ORIGIN);
            let reply = shop.send(request).await;
            assert_eq!(reply.status, status);
            let exposed = reply.header("access-control-expose-headers").to_ascii_lowercase();
            for name in [
                "ratelimit", "ratelimit-policy", "ratelimit-limit", "ratelimit-remaining",
                "ratelimit-reset", "retry-after",
            ] {
                assert!(exposed.split(',').any(|one| one.trim() == name), "{name} in {exposed}");
            }
        }
    }

    async fn only_whoever_is_signed_in_counts(app, 2, 2) {
        let session = app.new_session(Account::Viewer).await;
        let ended = app.new_session(Account::Viewer).await;
        ended.post("/api/auth/logout", &json!({})).await.no_content();
        for _ in 0..5 {
            ended.get("/api/farms").await.problem(401);
            app.nobody().get("/api/farms").await.problem(401);
            let public = app.nobody().get("/api/portal/customer/branding").await;
            public.ok();
            assert_eq!(public.header("ratelimit"), "");
        }
        let one_more = session.get("/api/farms").await;
        one_more.ok();
        assert_eq!(told(&one_more).1, 0, "only the sign-out counted");
    }
}

#[tokio::test]
async fn sign_in_answers_say_how_the_limit_stands() {
    let limits = |settings: &mut Settings| {
        settings.rate_limit_login_per_minute = 3;
        settings.rate_limit_user_per_minute = 50;
        settings.rate_limit_org_per_minute = 1000;
    };
    with_settings(Engine::Sqlite, limits, async |app| {
        let session = app.as_account(Account::Viewer).await;
        let wrong = json!({"email": "nobody@nowhere.example", "password": "wrong"});
        let refused = app.nobody().post("/api/auth/login", &wrong).await;
        refused.problem(401);
        assert_eq!(refused.header("ratelimit-policy"), "\"sign-in\";q=3;w=60");
        assert_eq!(told(&refused).1, 1);
        // A password change counts for the person, and as a try to sign in.
        let change = json!({"current_password": "wrong", "new_password": "long enough 2026"});
        let refused = session.put("/api/auth/password", &change).await;
        refused.problem(400);
        assert_eq!(
            refused.header("ratelimit-policy"),
            "\"user\";q=50;w=60, \"organization\";q=1000;w=60, \"sign-in\";q=3;w=60"
        );
        assert_eq!((told(&refused).0, told(&refused).1), (3, 0));
        let limited = app.nobody().post("/api/auth/login", &wrong).await;
        limited.problem(429);
        assert_eq!(limited.header("retry-after"), told(&limited).2.to_string());
    })
    .await;
}

/// A program's window is its client's, whatever tokens it holds; the client's own figure stands before the default.
mod a_program_has_the_window_of_its_client {
    use super::*;
    use crate::machines::machine;

    const SEARCH: &str = "/api/m2m/customers/search?q=cacao";

    async fn check(app: &TestApp) {
        let program = async || machine(app, "demo-directory", "demo-directory-secret").await;
        let (first, second) = (program().await, program().await);
        for caller in [&first, &second, &first] {
            caller.get(SEARCH).await.ok();
        }
        let refused = second.get(SEARCH).await;
        refused.problem(429);
        assert_eq!(told(&refused).0, 3);
        program().await.get(SEARCH).await.problem(429);
        app.db
            .run("UPDATE oauth_clients SET rate_limit_per_minute = 5 WHERE client_id = 'demo-directory'")
            .await;
        for left in [1, 0] {
            let reply = first.get(SEARCH).await;
            assert_eq!((reply.status.as_u16(), told(&reply).1), (200, left));
        }
        second.get(SEARCH).await.problem(429);
    }

    fn limits(settings: &mut Settings) {
        settings.workers = 4;
        settings.rate_limit_machine_per_minute = 3;
    }

    #[tokio::test]
    async fn sqlite() {
        with_settings(Engine::Sqlite, limits, async |app| check(app).await).await;
    }

    #[tokio::test]
    async fn postgres() {
        with_settings(Engine::Postgres, limits, async |app| check(app).await).await;
    }
}
