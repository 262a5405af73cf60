//! The audit log proves itself: whatever somebody with every right does to it behind the service's back is found; many
//! writers at once lose nothing; the application's own role changes nothing.

use futures_util::future::join_all;
use sea_orm::ConnectionTrait;
use serde_json::json;
use tests::{Account, Engine, TestApp, app, on_both_engines};

const UNSEALED: &str = "SELECT COUNT(*) FROM audit_logs a WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.audit_id = a.id)";

/// The log with rows of the service's own making, all sealed.
async fn sealed(app: &TestApp) {
    let admin = app.as_account(Account::Admin).await;
    for round in 0..6 {
        let comments = format!("Ünïcode \"{round}\" \\ ✓");
        admin
            .patch("/api/orders/150", &json!({"comments": comments}))
            .await
            .ok();
    }
    // Numbers that an engine may write in its own way.
    let polygon = json!({"name": "F", "producer_name": "P", "region": "R", "country": "GT", "latitude": 15.5, "longitude": -90.123456789, "area_ha": 1.25});
    admin.post("/api/farms", &polygon).await;
    app.until_number(UNSEALED, 0).await;
}

/// Runs statements as somebody whom neither triggers nor rights hold.
async fn tamper(app: &TestApp, sql: &str) {
    match app.db.engine {
        Engine::Postgres => {
            app.db.run(&format!("SET session_replication_role = replica; {sql}; SET session_replication_role = DEFAULT")).await;
        }
        Engine::Sqlite => {
            for table in ["audit_logs", "audit_chain"] {
                for end in ["update", "delete"] {
                    app.db
                        .run(&format!("DROP TRIGGER IF EXISTS {table}_no_{end}"))
                        .await;
                }
            }
            app.db.run(sql).await;
        }
    }
}

async fn assert_whole(app: &TestApp) {
    let (whole, said) = app.verify_audit(None).await;
    assert!(whole, "{said}");
    assert!(
        said.contains("cacao-ixchel: ") && said.contains("otra-tierra: "),
        "{said}"
    );
}

/// Tampers, expects to be told of it in these words, and puts things back.
async fn assert_found(app: &TestApp, spoil: &str, words: &str, mend: &str) {
    tamper(app, spoil).await;
    let (whole, said) = app.verify_audit(None).await;
    assert!(!whole, "{spoil} went unseen: {said}");
    assert!(
        said.contains("cacao-ixchel: BROKEN") && said.contains(words),
        "{spoil}: {said}"
    );
    tamper(app, mend).await;
    assert_whole(app).await;
}

on_both_engines! {
    async fn what_the_service_writes_fits(app) {
        sealed(app).await;
        assert_whole(app).await;
        // Rows that carry no fingerprint are those that were there before; every other has its own.
        let without = app.db.number("SELECT COUNT(*) FROM audit_logs WHERE row_hash IS NULL").await;
        assert_eq!(without, app.db.number("SELECT COUNT(*) FROM audit_logs WHERE request_id LIKE 'req-demo-%'").await);
    }

    async fn one_changed_byte_in_any_column_is_found(app) {
        sealed(app).await;
        // Of the service's own rows and of those from before.
        let own = app.db.number("SELECT MAX(id) FROM audit_logs WHERE org_id = 1 AND entity = 'orders'").await;
        for id in [own, 5] {
            app.db.run(&format!("CREATE TABLE kept AS SELECT * FROM audit_logs WHERE id = {id}")).await;
            // A row that has gone to another organization is missing in its own.
            let words = format!("row {id}: the row ");
            let json = |column: &str| match app.db.engine {
                Engine::Postgres => format!("{column} = jsonb_set(COALESCE({column}, '{{}}'), '{{status}}', '\"x\"')"),
                Engine::Sqlite => format!("{column} = json_set(COALESCE({column}, '{{}}'), '$.status', 'x')"),
            };
            let later = |column: &str| match app.db.engine {
                Engine::Postgres => format!("{column} = {column} + interval '1 microsecond'"),
                Engine::Sqlite => format!("{column} = '2' || '1' || substr({column}, 3)"),
            };
            let mut changes: Vec<(String, &str)> = vec![
                ("actor = actor || '1'".into(), "actor"),
                ("action = 'updatf'".into(), "action"),
                ("entity = 'farms'".into(), "entity"),
                ("entity_id = entity_id + 1".into(), "entity_id"),
                ("customer_id = COALESCE(customer_id, 0) + 1".into(), "customer_id"),
                (json("before"), "before"),
                (json("after"), "after"),
                ("request_id = COALESCE(request_id, '') || 'x'".into(), "request_id"),
                ("ip = '192.0.2.77'".into(), "ip"),
                ("org_id = 2".into(), "org_id"),
            ];
            changes.extend(["occurred_at", "created_at"].map(|column| (later(column), column)));
            for (change, column) in changes {
                let spoil = format!("UPDATE audit_logs SET {change} WHERE id = {id}");
                let mend = format!("UPDATE audit_logs SET {column} = (SELECT {column} FROM kept) WHERE id = {id}");
                assert_found(app, &spoil, &words, &mend).await;
            }
            let mend = format!("UPDATE audit_logs SET row_hash = (SELECT row_hash FROM kept) WHERE id = {id}");
            for (value, words) in [("'0'", "own fingerprint was changed"), ("NULL", "the link does not fit")] {
                if id == own {
                    assert_found(app, &format!("UPDATE audit_logs SET row_hash = {value} WHERE id = {id}"), words, &mend).await;
                }
            }
            app.db.run("DROP TABLE kept").await;
        }
    }

    async fn a_removed_row_is_found(app) {
        sealed(app).await;
        app.db.run("CREATE TABLE kept AS SELECT * FROM audit_logs WHERE id = 7").await;
        let back = match app.db.engine {
            Engine::Postgres => "INSERT INTO audit_logs OVERRIDING SYSTEM VALUE SELECT * FROM kept",
            Engine::Sqlite => "INSERT INTO audit_logs SELECT * FROM kept",
        };
        assert_found(app, "DELETE FROM audit_logs WHERE id = 7", "row 7: the row is missing", back).await;
    }

    async fn a_removed_or_changed_link_is_found(app) {
        sealed(app).await;
        app.db.run("CREATE TABLE kept AS SELECT * FROM audit_chain WHERE org_id = 1 AND seq = 9").await;
        let copy = "UPDATE audit_chain SET link = (SELECT link FROM kept), row_hash = (SELECT row_hash FROM kept), sealed_at = (SELECT sealed_at FROM kept), \
                    audit_id = (SELECT audit_id FROM kept) WHERE org_id = 1 AND seq = 9";
        for (spoil, words) in [
            ("UPDATE audit_chain SET link = 'x' || substr(link, 2) WHERE org_id = 1 AND seq = 9", "link 9, row 9: the link does not fit"),
            ("UPDATE audit_chain SET row_hash = 'x' || row_hash WHERE org_id = 1 AND seq = 9", "link 9"),
            ("UPDATE audit_chain SET sealed_at = '2026-01-01T00:00:00+00:00' WHERE org_id = 1 AND seq = 9", "link 9, row 9: the link does not fit"),
            ("UPDATE audit_chain SET audit_id = -1 WHERE org_id = 1 AND seq = 9", "link 9, row -1: the row is missing"),
        ] {
            assert_found(app, spoil, words, copy).await;
        }
        // The service may seal the row again, at the end: the gap stays.
        tamper(app, "DELETE FROM audit_chain WHERE org_id = 1 AND seq = 9").await;
        let (whole, said) = app.verify_audit(None).await;
        assert!(!whole && said.contains("link 9: the link is missing"), "{said}");
    }

    async fn a_swapped_pair_is_found(app) {
        sealed(app).await;
        let swap = |table: &str, column: &str, one: i64, other: i64| format!(
            "UPDATE {table} SET {column} = -1 WHERE {column} = {one}; UPDATE {table} SET {column} = {one} WHERE {column} = {other};
             UPDATE {table} SET {column} = {other} WHERE {column} = -1");
        let rows = match app.db.engine {
            // An identity that is always generated takes no other value by UPDATE: the rows' content is swapped instead.
            Engine::Postgres => "UPDATE audit_logs a SET entity_id = b.entity_id, after = b.after, occurred_at = b.occurred_at, request_id = b.request_id, ip = b.ip, created_at = b.created_at \
                                 FROM audit_logs b WHERE a.id IN (13, 14) AND b.id = 27 - a.id".to_owned(),
            Engine::Sqlite => swap("audit_logs", "id", 13, 14),
        };
        assert_found(app, &rows, "row 13: the row was changed", &rows).await;
        // Even with the chain's numbers swapped along.
        let links = swap("audit_chain", "audit_id", 13, 14);
        assert_found(app, &links, "the row was changed", &links).await;
        let places = "UPDATE audit_chain SET seq = -1 WHERE org_id = 1 AND seq = 4; UPDATE audit_chain SET seq = 4 WHERE org_id = 1 AND seq = 5;
                      UPDATE audit_chain SET seq = 5 WHERE org_id = 1 AND seq = -1";
        assert_found(app, places, "link 4", places).await;
        if app.db.engine == Engine::Sqlite {
            let both = format!("{rows}; {links}");
            assert_found(app, &both, "the link does not fit", &both).await;
        }
    }

    async fn a_forged_row_is_found_and_never_sealed(app) {
        sealed(app).await;
        let forge = |hash: &str| format!(
            "INSERT INTO audit_logs (org_id, actor, action, entity, entity_id, occurred_at, created_at, row_hash)
             VALUES (1, 'staff:2', 'delete', 'orders', 1, '2026-11-01T00:00:00+00:00', '2026-11-01T00:00:00+00:00', {hash})");
        for (hash, words) in [("NULL", "the row was written past the service"), ("'abc'", "the row was changed before it was sealed")] {
            app.db.run(&forge(hash)).await;
            let id = app.db.number("SELECT MAX(id) FROM audit_logs").await;
            // The sealer has been by when it has sealed what came later.
            app.new_session(Account::Viewer).await;
            app.until_number(UNSEALED, 1).await;
            let (whole, said) = app.verify_audit(None).await;
            assert!(!whole && said.contains(&format!("row {id}: {words}")), "{said}");
            tamper(app, &format!("DELETE FROM audit_logs WHERE id = {id}")).await;
            assert_whole(app).await;
        }
    }

    async fn a_head_noted_elsewhere_shows_a_log_made_anew(app) {
        sealed(app).await;
        let head = app.db.value::<String>("SELECT link FROM audit_chain WHERE org_id = 1 ORDER BY seq DESC LIMIT 1").await;
        assert!(app.verify_audit(Some(&head.to_uppercase())).await.0);
        // Everything after the twentieth row is gone, its links too: by itself the chain is whole.
        tamper(app, "DELETE FROM audit_logs WHERE id IN (SELECT audit_id FROM audit_chain WHERE org_id = 1 AND seq > 20); DELETE FROM audit_chain WHERE org_id = 1 AND seq > 20").await;
        assert_whole(app).await;
        let (whole, said) = app.verify_audit(Some(&head)).await;
        assert!(!whole && said.contains("the head that was given"), "{said}");
    }

    async fn a_hundred_writers_at_once_lose_nothing(app) {
        let second = app.second_instance().await;
        let admin = app.as_account(Account::Admin).await;
        let there = second.caller(&admin);
        let teams: Vec<String> = (0..100).map(|number| format!("Team {number}")).collect();
        let replies = join_all(teams.iter().enumerate().map(|(number, name)| {
            let caller = if number % 2 == 0 { &admin } else { &there };
            let body = json!({"name": name});
            async move { caller.post("/api/teams", &body).await }
        })).await;
        let mut made = 0;
        for reply in &replies {
            // The embedded database may be too busy for some; what it took is in the log.
            assert!([201, 503].contains(&reply.status.as_u16()), "{}", reply.text());
            made += i64::from(reply.status == 201);
        }
        assert!(made >= 50, "{made}");
        assert_eq!(app.db.number("SELECT COUNT(*) FROM teams WHERE name LIKE 'Team %'").await, made);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM audit_logs WHERE entity = 'teams' AND action = 'create' AND org_id = 1").await, made);
        app.until_number(UNSEALED, 0).await;
        assert_whole(app).await;
        second.stop().await;
    }

    async fn what_is_outside_any_organization_has_a_chain_too(app) {
        app.new_session(Account::Platform).await;
        app.until_number("SELECT COUNT(*) FROM audit_chain WHERE org_id = 0", 1).await;
        assert_whole(app).await;
        tamper(app, "UPDATE audit_logs SET ip = 'x' WHERE org_id IS NULL").await;
        let (whole, said) = app.verify_audit(None).await;
        assert!(!whole && said.contains("(no organization): BROKEN"), "{said}");
    }
}

#[tokio::test]
async fn the_triggers_hold_whoever_writes() {
    for engine in Engine::all() {
        app::with(engine, async |app| {
            sealed(app).await;
            for sql in [
                "UPDATE audit_logs SET actor = 'x' WHERE id = 1",
                "DELETE FROM audit_logs WHERE id = 1",
                "UPDATE audit_chain SET link = 'x' WHERE seq = 1",
                "DELETE FROM audit_chain WHERE seq = 1",
            ] {
                assert!(app.db.conn.execute_unprepared(sql).await.is_err(), "{sql}");
            }
        })
        .await;
    }
}

#[tokio::test]
async fn the_applications_role_may_only_add() {
    app::with(Engine::Postgres, async |app| {
        sealed(app).await;
        let conn = app.db.connect_as_app().await;
        for table in ["audit_logs", "audit_chain"] {
            for right in ["UPDATE", "DELETE", "TRUNCATE"] {
                let sql = format!("SELECT CAST(has_table_privilege('ixchel_app', '{table}', '{right}') AS int)::bigint");
                assert_eq!(app.db.number(&sql).await, 0, "{right} on {table}");
            }
            for sql in [
                format!("UPDATE {table} SET row_hash = 'x'"),
                format!("DELETE FROM {table}"),
                format!("TRUNCATE {table}"),
                format!("ALTER TABLE {table} DISABLE TRIGGER ALL"),
            ] {
                let refused = conn.execute_unprepared(&sql).await.expect_err(&sql).to_string();
                assert!(refused.contains("permission denied") || refused.contains("must be owner"), "{sql}: {refused}");
            }
        }
        // A link is background work's to add, whoever else is signed in.
        let forged = "BEGIN; SELECT set_config('app.principal', 'staff', true), set_config('app.role', 'admin', true), set_config('app.org_id', '1', true);
                      INSERT INTO audit_chain (org_id, seq, audit_id, row_hash, link, sealed_at) VALUES (1, 999, 999, 'x', 'x', now())";
        let refused = conn.execute_unprepared(forged).await.expect_err("refused").to_string();
        assert!(refused.contains("row-level security"), "{refused}");
        conn.close().await.expect("close");
    })
    .await;
}
