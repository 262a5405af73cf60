//! The audit log as admins read it: who did what, found by every filter, whole as a file, and never with a secret.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use contract::{
    audit_logs::{AuditChain, AuditLog, AuditLogList},
    users::User,
};
use reqwest::{Method, header};
use serde_json::json;
use tests::{Account, Caller, PASSWORD, TestApp, on_both_engines};

const LOGS: &str = "/api/audit-logs";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn list(caller: &Caller, query: &str) -> Vec<AuditLog> {
    let list: AuditLogList = caller
        .get(&format!("{LOGS}?limit=100&{query}"))
        .await
        .json();
    list.audit_logs
}

async fn ids(app: &TestApp, condition: &str) -> Vec<i64> {
    app.db
        .column(&format!("SELECT id FROM audit_logs WHERE org_id = 1 AND {condition} ORDER BY occurred_at DESC, id DESC"))
        .await
}

fn of(rows: &[AuditLog]) -> Vec<i64> {
    rows.iter().map(|row| row.id).collect()
}

on_both_engines! {
    async fn who_did_what_to_which_row(app) {
        let admin = app.as_account(Account::Admin).await;
        let request = admin.request(Method::PATCH, "/api/orders/150").header("X-Request-Id", "audit-test-1").json(&json!({"comments": "Call first"}));
        admin.send(request).await.ok();
        let found = list(&admin, "request_id=audit-test-1").await;
        assert_eq!(found.len(), 1);
        let row = &found[0];
        assert_eq!((row.actor.as_str(), row.actor_name.as_deref(), row.action.as_str()), ("staff:1", Some("Marco Aju"), "update"));
        assert_eq!((row.entity.as_str(), row.entity_id, row.customer_id), ("orders", Some(150), Some(1)));
        assert_eq!(row.ip.as_deref(), Some("127.0.0.1"));
        assert_eq!(row.after.as_ref().expect("after")["comments"], "Call first");
        assert_ne!(row.before.as_ref().expect("before")["comments"], "Call first");
        let one: AuditLog = admin.get(&format!("{LOGS}/{}", row.id)).await.json();
        assert_eq!(&one, row);
        admin.get("/api/audit-logs/999999").await.problem(404);
        app.as_account(Account::OtherAdmin).await.get(&format!("{LOGS}/{}", row.id)).await.problem(404);
    }

    async fn every_kind_of_actor_has_its_name(app) {
        app.new_session(Account::Portland).await;
        app.db.run("INSERT INTO audit_logs (org_id, actor, action, entity, occurred_at) VALUES (1, 'machine:1', 'sync', 'orders', '2026-11-20T00:00:00+00:00'),
                    (1, 'machine:demo-directory', 'sync', 'orders', '2026-11-20T00:00:00+00:00'), (1, 'shop:99999999999999999999', 'sync', 'orders', '2026-11-20T00:00:00+00:00')").await;
        let admin = app.as_account(Account::Admin).await;
        let rows = list(&admin, "").await;
        let name = |actor: &str| rows.iter().find(|row| row.actor == actor).unwrap_or_else(|| panic!("{actor}")).actor_name.clone();
        let person = app.db.value::<String>("SELECT name FROM customer_portal_users WHERE id = 2").await;
        let client = app.db.value::<String>("SELECT name FROM oauth_clients WHERE id = 1").await;
        assert_eq!(name("shop:2"), Some(person));
        assert_eq!(name("machine:1"), Some(client));
        assert_eq!(name("staff:7").as_deref(), Some("田中 由紀"));
        for nobody in ["system", "machine:demo-directory", "shop:99999999999999999999"] {
            assert_eq!(name(nobody), None, "{nobody}");
        }
        let login = list(&admin, "actor=shop:2&action=login").await;
        assert_eq!(login[0].customer_id, Some(1));
    }

    async fn filters_find_what_they_say_newest_first(app) {
        let admin = app.as_account(Account::Admin).await;
        for (query, condition) in [
            ("actor=staff:1", "actor = 'staff:1'"),
            ("action=suspend", "action = 'suspend'"),
            ("entity=recalls", "entity = 'recalls'"),
            ("entity=recalls&entity_id=2", "entity = 'recalls' AND entity_id = 2"),
            ("request_id=req-demo-0012", "request_id = 'req-demo-0012'"),
            ("date_from=2026-11-03&date_to=2026-11-06", "occurred_at >= '2026-11-03' AND occurred_at < '2026-11-07'"),
            ("action=create&entity=shipments&date_from=2026-11-08", "action = 'create' AND entity = 'shipments' AND occurred_at >= '2026-11-08'"),
        ] {
            let wanted = ids(app, condition).await;
            assert!(!wanted.is_empty(), "{query}");
            assert_eq!(of(&list(&admin, query).await), wanted, "{query}");
        }
        assert!(list(&admin, "actor=nobody:1").await.is_empty());
        // All of it page by page, nothing twice.
        let mut walked = Vec::new();
        let mut cursor = String::new();
        loop {
            let page: AuditLogList = admin.get(&format!("{LOGS}?limit=7&date_to=2026-11-20{cursor}")).await.json();
            walked.extend(of(&page.audit_logs));
            let Some(next) = page.next_cursor else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(walked, ids(app, "occurred_at < '2026-11-21'").await);
        for wrong in ["cursor=x", "limit=0", "limit=101", "entity_id=0", "date_from=2026-13-01", "sort=id", "actor="] {
            let reply = admin.get(&format!("{LOGS}?{wrong}")).await;
            assert!([200, 400].contains(&reply.status.as_u16()), "{wrong}: {}", reply.text());
        }
    }

    async fn what_concerned_a_customer_is_found_by_it(app) {
        let admin = app.as_account(Account::Admin).await;
        admin.patch("/api/orders/150", &json!({"comments": "x"})).await.ok();
        admin.patch("/api/portal-users/2", &json!({"name": "Somebody"})).await.ok();
        admin.patch("/api/orders/134", &json!({"comments": "of Hamburg"})).await.ok();
        app.new_session(Account::Portland).await;
        let found = list(&admin, "customer_id=1&date_from=2026-11-24").await;
        let kinds: Vec<&str> = found.iter().map(|row| row.entity.as_str()).collect();
        assert!(kinds.contains(&"orders") && kinds.contains(&"customer_portal_users"), "{kinds:?}");
        assert!(found.iter().all(|row| row.customer_id == Some(1)));
    }

    async fn it_comes_whole_as_a_file(app) {
        let admin = app.as_account(Account::Admin).await;
        let csv = admin.send(admin.request(Method::GET, &format!("{LOGS}?entity=recalls&limit=1")).header(header::ACCEPT, "text/csv")).await;
        assert_eq!(csv.status, 200);
        assert!(csv.header("content-disposition").contains("audit-log-"), "{}", csv.header("content-disposition"));
        let text = csv.text();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<_> = reader.records().map(|row| row.expect("a record")).collect();
        assert_eq!(rows.len(), ids(app, "entity = 'recalls'").await.len());
        let activated = rows.iter().find(|row| &row[4] == "activate").expect("an activation");
        assert_eq!((&activated[2], &activated[3], &activated[8], &activated[9]), ("staff:1", "Marco Aju", "{\"status\":\"draft\"}", "{\"status\":\"active\"}"));
        let sheet = admin.send(admin.request(Method::GET, LOGS).header(header::ACCEPT, XLSX)).await;
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(sheet.body.clone())).expect("a workbook");
        let (_, range) = book.worksheets().into_iter().next().expect("a sheet");
        assert_eq!(range.rows().count() as i64, 1 + app.db.number("SELECT COUNT(*) FROM audit_logs WHERE org_id = 1").await);
    }

    async fn the_state_of_the_chain_is_told(app) {
        let admin = app.as_account(Account::Admin).await;
        app.until_number("SELECT COUNT(*) FROM audit_logs a WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.audit_id = a.id)", 0).await;
        let chain: AuditChain = admin.get("/api/audit-chain").await.json();
        assert_eq!(chain.rows, app.db.number("SELECT COUNT(*) FROM audit_logs WHERE org_id = 1").await);
        assert_eq!(chain.sealed, chain.rows);
        let head = app.db.value::<String>("SELECT link FROM audit_chain WHERE org_id = 1 ORDER BY seq DESC LIMIT 1").await;
        assert_eq!(chain.head.as_deref(), Some(head.as_str()));
        let other: AuditChain = app.as_account(Account::OtherAdmin).await.get("/api/audit-chain").await.json();
        assert_ne!(other.head, chain.head);
        assert_eq!(app.nobody().get("/metrics").await.text().lines().filter(|line| line.starts_with("ixchel_audit_unsealed ")).count(), 1);
    }

    async fn no_secret_is_in_it(app) {
        let admin = app.as_account(Account::Admin).await;
        // Everything that makes, changes or proves a secret.
        let made: User = admin.post("/api/users", &json!({"email": "s@cacaoixchel.example", "name": "S"})).await.created();
        admin.post(&format!("/api/users/{}/password-resets", made.id), &json!({})).await.created::<User>();
        admin.post("/api/users", &json!({"email": "t@cacaoixchel.example", "name": "T", "password": "geheimnis-im-kakao"})).await.created::<User>();
        admin.post("/api/customers/1/portal-users", &json!({"email": "u@harbor-cocoa.example", "name": "U"})).await.created::<contract::portal_users::PortalUser>();
        admin.post("/api/portal-users/2/password-resets", &json!({})).await.created::<contract::portal_users::PortalUser>();
        app.nobody().post("/api/portal/customer/magic-links", &json!({"email": Account::Tokyo.email()})).await;
        let person = app.new_session(Account::User).await;
        person.put("/api/auth/password", &json!({"current_password": PASSWORD, "new_password": "noch-ein-geheimnis"})).await.no_content();
        let mut secrets: Vec<String> = ["geheimnis-im-kakao", "noch-ein-geheimnis", PASSWORD].map(str::to_owned).into();
        for (email, count) in [("s@cacaoixchel.example", 2), ("u@harbor-cocoa.example", 1), (Account::Portland.email(), 1)] {
            secrets.extend(app.mails_to(email, count).await.iter().map(|mail| mail.password()));
        }
        secrets.push(app.mail_to(Account::Tokyo.email(), 1).await.token());
        for (table, column) in [("users", "password_hash"), ("customer_portal_users", "password_hash"), ("customer_portal_users", "magic_token_hash"),
                                ("oauth_clients", "secret_hash"), ("oauth_clients", "previous_secret_hash")] {
            secrets.extend(app.db.column::<String>(&format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL")).await);
        }
        let text = app.db.column::<String>("SELECT COALESCE(CAST(before AS text), '') || COALESCE(CAST(after AS text), '') FROM audit_logs").await.concat()
            + &app.db.column::<String>("SELECT CAST(payload AS text) FROM events WHERE payload IS NOT NULL").await.concat();
        assert!(secrets.len() > 20 && text.len() > 1000);
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{secret} is in the log");
        }
        for word in ["password_hash", "secret_hash", "token_hash", "\"password\"", "\"token\"", "$2b$"] {
            assert!(!text.contains(word), "{word} is in the log");
        }
    }
}
