//! The portal's access log: which looks leave which line, and how admins read it.

use contract::{
    LogStatus,
    integration_logs::{IntegrationLog, IntegrationLogList},
};
use reqwest::{Method, header};
use serde_json::json;
use tests::{Account, Caller, Engine, TestApp, on_both_engines};

const LOGS: &str = "/api/integration-logs";
const ORDERS: &str = "/api/portal/customer/orders";
const PARCELS: &str = "/api/portal/customer/shipments";

/// Event, status, path and reason of the lines that came after the demonstration's own, oldest first.
async fn lines(app: &TestApp, after: i64) -> Vec<(String, String, Option<String>, Option<String>)> {
    app.db
        .rows(&format!(
            "SELECT event_type, status, path, error_message FROM integration_logs WHERE id > {after} ORDER BY id"
        ))
        .await
        .iter()
        .map(|row| {
            (
                row.try_get_by_index(0).expect("event"),
                row.try_get_by_index(1).expect("status"),
                row.try_get_by_index(2).expect("path"),
                row.try_get_by_index(3).expect("reason"),
            )
        })
        .collect()
}

async fn newest(app: &TestApp) -> i64 {
    app.db.number("SELECT MAX(id) FROM integration_logs").await
}

async fn list(admin: &Caller, query: &str) -> IntegrationLogList {
    admin.get(&format!("{LOGS}?{query}")).await.json()
}

/// Adds lines at one moment, so that only ids order them.
async fn fill(app: &TestApp, count: i64) {
    app.db
        .run(&format!(
            "INSERT INTO integration_logs (org_id, integration_type, event_type, external_system, status, occurred_at)
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
             SELECT 1, 'customer_portal', 'page_view', 'crowd@example.org', 'success', '2026-11-21T10:00:00+00:00' FROM n"
        ))
        .await;
}

on_both_engines! {
    async fn each_look_leaves_one_line(app) {
        let shop = app.as_account(Account::Hamburg).await;
        let begun = newest(app).await;
        let own = app.db.value::<String>("SELECT MIN(order_number) FROM orders WHERE customer_id = 13").await;
        let parcel = app.db.number(
            "SELECT MIN(s.id) FROM shipments s JOIN orders o ON o.id = s.order_id
             WHERE o.customer_id = 13 AND s.status = 'delivered' AND s.photo IS NOT NULL AND s.signature IS NULL OR
                   o.customer_id = 13 AND s.status = 'delivered' AND s.photo IS NOT NULL").await;
        let theirs = app.db.value::<String>(
            "SELECT MIN(s.shipment_number) FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.customer_id = 1").await;
        let mut expected = Vec::new();
        let mut asked = async |path: String, status: u16, reason: Option<String>, logged: bool| {
            let reply = shop.get(&path).await;
            assert_eq!(reply.status.as_u16(), status, "{path}: {}", reply.text());
            if logged {
                let bare = path.split('?').next().expect("a path").to_owned();
                let outcome = if reason.is_some() { "error" } else { "success" };
                expected.push(("page_view".to_owned(), outcome.to_owned(), Some(bare), reason));
            }
        };
        let foreign = |thing: &str, key: &str| Some(format!("This {thing} belongs to another shop: {key}"));
        let nobodys = |thing: &str, key: &str| Some(format!("There is no such {thing}: {key}"));
        asked(ORDERS.into(), 200, None, true).await;
        asked(format!("{ORDERS}?status=shipped&page=2"), 200, None, true).await;
        asked(format!("{ORDERS}/{own}"), 200, None, true).await;
        asked(format!("{ORDERS}/O-2026-0117"), 404, foreign("order", "O-2026-0117"), true).await;
        asked(format!("{ORDERS}/150"), 404, foreign("order", "150"), true).await;
        asked(format!("{ORDERS}/O-1999-0001"), 404, nobodys("order", "O-1999-0001"), true).await;
        // The other maker's order is not told from nobody's, here neither.
        asked(format!("{ORDERS}/173"), 404, nobodys("order", "173"), true).await;
        asked(format!("{ORDERS}/0"), 404, Some("There is nothing here for you.".into()), true).await;
        asked(format!("{PARCELS}/{parcel}"), 200, None, true).await;
        asked(format!("{PARCELS}/{parcel}/photo"), 200, None, false).await;
        asked(format!("{PARCELS}/{theirs}"), 404, foreign("shipment", &theirs), true).await;
        asked(format!("{PARCELS}/{theirs}/photo"), 404, foreign("shipment", &theirs), true).await;
        asked(format!("{PARCELS}/SH-1999-0001"), 404, nobodys("shipment", "SH-1999-0001"), true).await;
        let sort = "There is no sort \"price\": take order_date, order_number, est_delivery_date, total_items or status, \
                    with - in front for descending order.";
        asked(format!("{ORDERS}?sort=price"), 400, Some(format!("sort: {sort}")), true).await;
        // What is no page is no view.
        asked("/api/portal/customer/me".into(), 200, None, false).await;
        asked("/api/portal/customer/branding".into(), 200, None, false).await;
        assert_eq!(lines(app, begun).await, expected);
        let whose = app.db.column::<String>(&format!(
            "SELECT DISTINCT external_system || ' ' || integration_type || ' ' || org_id FROM integration_logs WHERE id > {begun}")).await;
        assert_eq!(whose, [format!("{} customer_portal 1", Account::Hamburg.email())]);
    }

    async fn a_wrong_filter_and_a_file_are_looks_too(app) {
        let shop = app.as_account(Account::Portland).await;
        let begun = newest(app).await;
        shop.get(&format!("{ORDERS}?status=lost&colour=red")).await.wrong_fields(&["status", "colour"]);
        for accept in ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] {
            let reply = shop.send(shop.request(Method::GET, ORDERS).header(header::ACCEPT, accept)).await;
            assert_eq!(reply.status, 200);
        }
        let found = lines(app, begun).await;
        assert_eq!(found.len(), 3, "{found:?}");
        let (_, status, path, reason) = &found[0];
        assert_eq!((status.as_str(), path.as_deref()), ("error", Some(ORDERS)));
        let reason = reason.as_deref().expect("a reason");
        assert!(reason.contains("status:") && reason.contains("colour:"), "{reason}");
        assert!(found[1..].iter().all(|(event, status, ..)| event == "page_view" && status == "success"));
        // Whoever has no session leaves no page view, nor does staff.
        app.nobody().get(ORDERS).await.problem(401);
        app.as_account(Account::Admin).await.get(ORDERS).await.problem(403);
        assert_eq!(lines(app, begun).await.len(), 3);
    }

    async fn a_line_says_who_from_where_and_in_which_request(app) {
        let shop = app.as_account(Account::Tokyo).await;
        let begun = newest(app).await;
        let request = shop.request(Method::GET, ORDERS).header("X-Request-Id", "look-1").header(header::USER_AGENT, "Reader/7");
        shop.send(request).await.ok();
        let admin = app.as_account(Account::Admin).await;
        let found = list(&admin, "limit=1&event_type=page_view").await;
        let line = &found.integration_logs[0];
        assert!(line.id > begun);
        assert_eq!(line.external_system, Account::Tokyo.email());
        assert_eq!((line.request_id.as_deref(), line.user_agent.as_deref()), (Some("look-1"), Some("Reader/7")));
        assert_eq!((line.ip.as_deref(), line.path.as_deref()), (Some("127.0.0.1"), Some(ORDERS)));
        assert_eq!((line.status, line.error_message.clone()), (LogStatus::Success, None));
        assert!((chrono::Utc::now() - line.occurred_at).num_seconds() < 60);
    }

    async fn a_line_that_cannot_be_written_holds_nobody_up(app) {
        let lost = async || {
            let text = app.nobody().get("/metrics").await.text();
            let line = text.lines().find(|line| line.starts_with("ixchel_access_log_lost_total")).expect("a figure").to_owned();
            line.rsplit(' ').next().expect("a number").parse::<f64>().expect("a number")
        };
        let shop = app.as_account(Account::Portland).await;
        app.db.run(match app.db.engine {
            Engine::Sqlite => "CREATE TRIGGER no_views BEFORE INSERT ON integration_logs BEGIN SELECT RAISE(ABORT, 'full'); END",
            Engine::Postgres => "ALTER TABLE integration_logs ADD CHECK (event_type <> 'page_view') NOT VALID",
        }).await;
        let (before, begun) = (lost().await, newest(app).await);
        shop.get(ORDERS).await.ok();
        shop.get(&format!("{ORDERS}/150")).await.ok();
        assert!(lost().await >= before + 2.0, "the operator is told");
        assert_eq!(newest(app).await, begun);
    }

    async fn admins_filter_the_log(app) {
        app.as_account(Account::Hamburg).await.get(&format!("{ORDERS}/150")).await.problem(404);
        let admin = app.as_account(Account::Admin).await;
        for (query, condition) in [
            ("", "1 = 1"),
            ("status=error", "status = 'error'"),
            ("event_type=login&status=error", "event_type = 'login' AND status = 'error'"),
            ("integration_type=erp", "integration_type = 'erp'"),
            ("customer_id=13", "external_system IN (SELECT email FROM customer_portal_users WHERE customer_id = 13)"),
            ("customer_id=13&status=error&event_type=page_view",
             "external_system IN (SELECT email FROM customer_portal_users WHERE customer_id = 13) AND status = 'error' AND event_type = 'page_view'"),
            ("customer_id=35", "1 = 0"),
            ("customer_id=99999", "1 = 0"),
            ("date_to=2026-11-12", "occurred_at < '2026-11-13'"),
            ("date_from=2026-11-13&date_to=2026-11-19", "occurred_at >= '2026-11-13' AND occurred_at < '2026-11-20'"),
            ("search=HARBOR-cocoa", "lower(external_system) LIKE '%harbor-cocoa%'"),
            ("search=/orders/150", "path LIKE '%/orders/150%'"),
            ("search=unknown%20sku", "lower(error_message) LIKE '%unknown sku%'"),
            ("search=%25", "1 = 0"),
        ] {
            let expected = app.db.column::<i64>(&format!(
                "SELECT id FROM integration_logs WHERE org_id = 1 AND ({condition}) ORDER BY occurred_at DESC, id DESC")).await;
            let found = list(&admin, &format!("limit=100&{query}")).await;
            let ids: Vec<i64> = found.integration_logs.iter().map(|line| line.id).collect();
            assert_eq!(ids, expected, "{query}");
            // The same, turned by pages of three.
            let (mut turned, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = list(&admin, &format!("limit=3&{query}{cursor}")).await;
                turned.extend(page.integration_logs.iter().map(|line| line.id));
                match page.next_cursor {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert_eq!(turned, expected, "{query}");
        }
    }

    async fn the_log_refuses_what_it_does_not_know(app) {
        let admin = app.as_account(Account::Admin).await;
        for (query, field) in [("limit=0", "limit"), ("limit=101", "limit"), ("cursor=nonsense", "cursor"), ("status=lost", "status"),
                               ("date_from=yesterday", "date_from"), ("customer_id=0", "customer_id"), ("who=me", "who"),
                               ("search=%00", "search"), ("cursor=WyItb2NjdXJyZWRfYXQiLG51bGwsMV0", "cursor")] {
            admin.get(&format!("{LOGS}?{query}")).await.wrong_fields(&[field]);
        }
        list(&admin, "date_from=0001-01-01&date_to=9999-12-31").await;
        // Nobody changes a line, not by any method.
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            admin.send(admin.request(method, LOGS).json(&json!({}))).await.problem(405);
        }
        // Each maker reads its own.
        let other = app.as_account(Account::OtherAdmin).await;
        let own = app.db.column::<i64>("SELECT id FROM integration_logs WHERE org_id = 2 ORDER BY occurred_at DESC, id DESC").await;
        let ids: Vec<i64> = list(&other, "limit=100").await.integration_logs.iter().map(|line| line.id).collect();
        assert_eq!(ids, own);
    }

    async fn the_whole_log_is_a_file(app) {
        fill(app, 2300).await;
        app.db.run(
            "INSERT INTO integration_logs (org_id, integration_type, event_type, external_system, status, error_message, occurred_at)
             VALUES (1, 'customer_portal', 'login', '=cmd@example.org', 'error', 'one, \"two\"', '2026-11-22T10:00:00+00:00')").await;
        let admin = app.as_account(Account::Admin).await;
        let file = async |query: &str| {
            let path = format!("{LOGS}?{query}");
            let reply = admin.send(admin.request(Method::GET, &path).header(header::ACCEPT, "text/csv")).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
            assert!(reply.header("content-disposition").starts_with("attachment; filename=\"access-log-20"));
            let text = reply.text();
            let text = text.strip_prefix('\u{feff}').expect("a byte order mark").to_owned();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            reader.records().map(|record| record.expect("a record")).collect::<Vec<_>>()
        };
        let expected = app.db.number("SELECT COUNT(*) FROM integration_logs WHERE org_id = 1").await;
        assert_eq!(file("limit=5").await.len() as i64, expected, "whatever the page");
        let crowd = file("search=crowd").await;
        assert_eq!(crowd.len(), 2300);
        let defused = file("search=cmd").await;
        assert_eq!((&defused[0][3], &defused[0][5]), ("'=cmd@example.org", "one, \"two\""));
        assert_eq!(&defused[0][0], "2026-11-22T10:00:00Z");
        let viewer = app.as_account(Account::Viewer).await;
        viewer.send(viewer.request(Method::GET, LOGS).header(header::ACCEPT, "text/csv")).await.problem(403);
        let all: Vec<IntegrationLog> = list(&admin, "limit=100").await.integration_logs;
        assert_eq!(all.len(), 100);
    }
}
