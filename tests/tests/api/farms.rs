//! Farms: the organization's own records, read by every role, written by managers and admins.

use contract::{
    batches::BatchPage,
    farms::{Farm, FarmList},
};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, on_both_engines};

fn farm() -> Value {
    json!({
        "name": "Finca Nueva", "producer_name": "Aura Coc", "region": "Cahabón", "country": "GT",
        "latitude": 15.61, "longitude": -89.81, "area_ha": 4.5, "altitude_m": 320,
        "plot": {"type": "Point", "coordinates": [-89.81, 15.61]}, "varieties": "Criollo"
    })
}

on_both_engines! {
    async fn every_role_reads_the_organizations_farms(app) {
        let expected = app.db.number("SELECT COUNT(*) FROM farms WHERE org_id = 1").await;
        for account in Account::STAFF {
            let staff = app.as_account(account).await;
            let list: FarmList = staff.get("/api/farms?limit=100").await.json();
            assert_eq!(list.farms.len() as i64, expected, "{account:?}");
            assert!(list.next_cursor.is_none());
            let reply = staff.get("/api/farms/1").await;
            let farm: Farm = reply.json();
            assert_eq!(farm.name, "Finca Tz'unun");
            assert!(!reply.header("etag").is_empty());
        }
    }

    async fn another_organizations_farm_is_not_there(app) {
        let admin = app.as_account(Account::Admin).await;
        let foreign = admin.get("/api/farms/7").await;
        let missing = admin.get("/api/farms/999999").await;
        foreign.problem(404);
        assert_eq!(foreign.anonymous(), missing.anonymous());
        admin.get("/api/farms/7/batches").await.problem(404);
        admin.put("/api/farms/7", &farm()).await.problem(404);
        admin.delete("/api/farms/7").await.problem(404);
        assert_eq!(app.db.value::<String>("SELECT name FROM farms WHERE id = 7").await, "Finca Ajena");
        let other = app.as_account(Account::OtherAdmin).await;
        other.get("/api/farms/7").await.ok();
        other.get("/api/farms/1").await.problem(404);
    }

    async fn managers_and_admins_write(app) {
        for account in [Account::Manager, Account::Admin] {
            let staff = app.as_account(account).await;
            let audited = app.db.number("SELECT COUNT(*) FROM audit_logs WHERE entity = 'farms'").await;
            let evented = app.db.number("SELECT COUNT(*) FROM events WHERE entity = 'farms'").await;
            let reply = staff.post("/api/farms", &farm()).await;
            let made: Farm = reply.created();
            assert_eq!(reply.header("location"), format!("/api/farms/{}", made.id));
            assert_eq!(app.db.number(&format!("SELECT org_id FROM farms WHERE id = {}", made.id)).await, 1);
            let found: Farm = staff.get(reply.header("location")).await.json();
            assert_eq!(found, made);

            let mut body = farm();
            body["name"] = "Finca Renovada".into();
            let changed: Farm = staff.put(&format!("/api/farms/{}", made.id), &body).await.json();
            assert_eq!((changed.name.as_str(), changed.version), ("Finca Renovada", made.version + 1));
            staff.delete(&format!("/api/farms/{}", made.id)).await.no_content();
            staff.get(&format!("/api/farms/{}", made.id)).await.problem(404);
            let rows = app.db.number("SELECT COUNT(*) FROM audit_logs WHERE entity = 'farms'").await;
            assert_eq!(rows, audited + 3, "one audit row for each change");
            let rows = app.db.number("SELECT COUNT(*) FROM events WHERE entity = 'farms'").await;
            assert_eq!(rows, evented + 3, "one event for each change");
        }
        let before = app.db.fingerprint().await;
        for account in [Account::User, Account::Viewer, Account::Hamburg] {
            let other = app.as_account(account).await;
            other.post("/api/farms", &farm()).await.problem(403);
            other.put("/api/farms/1", &farm()).await.problem(403);
            other.delete("/api/farms/1").await.problem(403);
        }
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn every_wrong_field_is_named_at_once(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let body = json!({
            "name": "", "producer_name": "x".repeat(201), "region": "Lanquín", "country": "Guatemala",
            "latitude": 90.5, "longitude": -181, "area_ha": -1, "altitude_m": 9001, "stroy": "a typing error"
        });
        admin.post("/api/farms", &body).await.wrong_fields(&[
            "name", "producer_name", "country", "latitude", "longitude", "area_ha", "altitude_m", "stroy",
        ]);
        admin.post("/api/farms", &json!({"name": "Only a name"})).await.wrong_fields(&["producer_name", "region", "country"]);
        let mut body = farm();
        body["plot"] = json!({"type": "Polygon", "coordinates": "nowhere"});
        let refused = admin.post("/api/farms", &body).await.problem(400);
        assert!(refused.errors.iter().all(|error| error.field.starts_with("plot")), "{refused:?}");
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn a_stale_write_is_refused(app) {
        let admin = app.as_account(Account::Admin).await;
        let reply = admin.get("/api/farms/2").await;
        let tag = reply.header("etag").to_owned();
        let before: Farm = reply.json();
        admin.if_match(Method::PUT, "/api/farms/2", &tag, &farm()).await.ok();
        let stale = admin.if_match(Method::PUT, "/api/farms/2", &tag, &farm()).await;
        stale.problem(412);
        let now = admin.get("/api/farms/2").await;
        assert_ne!(now.header("etag"), tag);
        assert_eq!(now.json::<Farm>().version, before.version + 1);
        admin.if_match(Method::DELETE, "/api/farms/2", &tag, &json!(null)).await.problem(412);
        admin.if_match(Method::PUT, "/api/farms/2", "*", &farm()).await.ok();
        let nonsense = admin.if_match(Method::PUT, "/api/farms/2", "nonsense", &farm()).await;
        assert!([400, 412].contains(&nonsense.status.as_u16()), "{}", nonsense.text());
    }

    async fn a_farm_with_batches_stays(app) {
        let admin = app.as_account(Account::Admin).await;
        let refused = admin.delete("/api/farms/1").await.problem(409);
        assert!(refused.detail.to_lowercase().contains("batch"), "says what refers to it: {}", refused.detail);
        admin.get("/api/farms/1").await.ok();
    }

    async fn a_farms_batches_are_all_there(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let expected = app.db.number("SELECT COUNT(*) FROM batches WHERE farm_id = 1").await;
        let page: BatchPage = viewer.get("/api/farms/1/batches?limit=100").await.json();
        assert_eq!(page.pagination.total as i64, expected);
        assert_eq!(page.batches.len() as i64, expected);
        for code in ["IXC-26-001", "IXC-26-090", "IXC-26-091"] {
            assert!(page.batches.iter().any(|batch| batch.code == code), "{code}");
        }
        let two: BatchPage = viewer.get("/api/farms/1/batches?limit=2&page=2").await.json();
        assert_eq!(two.batches, page.batches[2..4]);
    }
}
