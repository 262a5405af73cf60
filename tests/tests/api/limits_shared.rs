//! Windows that instances share in Redis, and what happens when it goes. Left out, with a printed line, where no
//! redis-server is installed.

use std::time::{Duration, Instant};

use api::settings::Settings;
use futures_util::future::join_all;
use reqwest::Client;
use tests::{Account, Engine, RedisServer, TestApp, app::with_settings};

fn limits(url: String, user: u32, organization: u32) -> impl FnOnce(&mut Settings) {
    move |settings| {
        settings.workers = 4;
        settings.rate_limit_user_per_minute = user;
        settings.rate_limit_org_per_minute = organization;
        settings.redis_url = Some(url);
    }
}

macro_rules! with_redis {
    ($(async fn $name:ident($app:ident, $redis:ident, $user:literal, $organization:literal) $body:block)+) => { $(
        mod $name {
            use super::*;

            async fn check($app: &TestApp, $redis: &mut RedisServer) $body

            async fn run(engine: Engine) {
                let Some(mut redis) = RedisServer::start().await else {
                    return;
                };
                let adjust = limits(redis.url(), $user, $organization);
                with_settings(engine, adjust, async |app| check(app, &mut redis).await).await;
            }

            #[tokio::test]
            async fn sqlite() {
                run(Engine::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                run(Engine::Postgres).await;
            }
        }
    )+ };
}

async fn microseconds(redis: &RedisServer) -> u64 {
    let answer = redis.command("TIME").await;
    let numbers: Vec<u64> = answer
        .lines()
        .filter_map(|line| line.parse().ok())
        .collect();
    numbers[0] * 1_000_000 + numbers[1]
}

with_redis! {
    async fn two_instances_count_together(app, _redis, 30, 40) {
        let here = app.as_account(Account::Viewer).await;
        let instance = app.second_instance().await;
        let there = instance.caller(&here);
        let callers = [&here, &there];
        let replies = join_all((0..100).map(|n| callers[n % 2].get("/api/farms?limit=1"))).await;
        let passed = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(passed, 30);
        assert!(replies.iter().all(|reply| [200, 429].contains(&reply.status.as_u16())));
        // What was refused to the person was not counted for the organization.
        let other = instance.caller(&app.as_account(Account::User).await);
        let replies = join_all((0..20).map(|_| other.get("/api/farms?limit=1"))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 10);
        assert_eq!(replies[0].header("ratelimit-policy"), "\"user\";q=30;w=60, \"organization\";q=40;w=60");
        instance.stop().await;
    }

    async fn a_try_after_the_told_seconds_succeeds(app, redis, 3, 0) {
        let staff = app.as_account(Account::Viewer).await;
        let id = staff.get("/api/auth/me").await.ok()["id"].as_i64().expect("an id");
        let key = format!("ixchel:limit:staff:{id}");
        redis.command(&format!("DEL {key}")).await;
        // Three requests, the first of them 58.5 seconds ago.
        let now = microseconds(redis).await;
        for before in [58_500_000, 20_000_000, 10_000_000] {
            redis.command(&format!("RPUSH {key} {}", now - before)).await;
        }
        let begun = Instant::now();
        let refused = staff.get("/api/farms").await;
        refused.problem(429);
        assert_eq!(refused.header("ratelimit"), format!("\"user\";r=0;t={}", refused.header("retry-after")));
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=2).contains(&wait), "{wait}");
        tokio::time::sleep((begun + Duration::from_secs(wait)).duration_since(Instant::now())).await;
        let passed = staff.get("/api/farms").await;
        passed.ok();
        let reset: u64 = passed.header("ratelimit-reset").parse().expect("seconds");
        assert!((35..=40).contains(&reset), "until the second goes: {reset}");
        assert_eq!(redis.command(&format!("LLEN {key}")).await.trim(), ":3");
        let lives: u64 = redis.command(&format!("PTTL {key}")).await.trim().trim_start_matches(':').parse().expect("ms");
        assert!((1..=60_000).contains(&lives), "nothing is kept for longer than a minute: {lives}");
    }

    async fn requests_are_answered_when_it_dies(app, redis, 25, 0) {
        let staff = app.as_account(Account::Viewer).await;
        for _ in 0..5 {
            staff.get("/api/farms").await.ok();
        }
        redis.kill();
        let begun = Instant::now();
        let replies = join_all((0..40).map(|_| staff.get("/api/farms?limit=1"))).await;
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        let passed = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(passed, 25, "the instance counts by itself");
        assert!(replies.iter().all(|reply| [200, 429].contains(&reply.status.as_u16())));
        let figures = Client::new().get(format!("{}/metrics", app.base)).send().await.expect("figures");
        let text = figures.text().await.expect("text");
        let fallbacks = text.lines().find_map(|line| line.strip_prefix("ixchel_rate_limit_fallbacks_total "));
        assert!(fallbacks.is_some_and(|count| count.parse::<f64>().expect("a number") >= 40.0), "{fallbacks:?}");
    }

    async fn nobody_waits_for_one_that_is_silent(app, redis, 25, 0) {
        let staff = app.as_account(Account::Viewer).await;
        staff.get("/api/farms").await.ok();
        redis.freeze();
        let begun = Instant::now();
        for _ in 0..10 {
            staff.get("/api/farms").await.ok();
        }
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn an_instance_starts_without_it() {
    let nowhere = limits("redis://127.0.0.1:1/0".into(), 2, 0);
    with_settings(Engine::Sqlite, nowhere, async |app| {
        let staff = app.as_account(Account::Viewer).await;
        staff.get("/api/farms").await.ok();
        staff.get("/api/farms").await.ok();
        staff.get("/api/farms").await.problem(429);
    })
    .await;
}
