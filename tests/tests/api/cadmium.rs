//! Cadmium: which limit binds a batch, and that nothing above it is released without an admin's recorded reason. Batch
//! 45 (IXC-26-009, on hold) was read at 0.86 mg/kg; its one product is chocolate from 50 %: 0.80 mg/kg.

use contract::{
    batches::Batch,
    measurements::{CadmiumCheck, CadmiumClass},
    products::Product,
};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, Caller, on_both_engines};

const BATCH: &str = "/api/batches/IXC-26-009";

async fn cadmium_of(caller: &Caller) -> CadmiumCheck {
    caller.get(&format!("{BATCH}/cadmium")).await.json()
}

/// The batch as it is, with this status and reason.
fn body(status: &str, reason: Option<&str>) -> Value {
    let mut body = json!({"code": "IXC-26-009", "farm_id": 6, "status": status});
    if let Some(reason) = reason {
        body["release_reason"] = reason.into();
    }
    body
}

fn product(sku: &str, name: &str, share: f64) -> Value {
    json!({"sku": sku, "name": name, "batch_id": 45, "cacao_percent": share, "quantity_produced": 1})
}

on_both_engines! {
    async fn the_lowest_limit_binds(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let found = cadmium_of(&viewer).await;
        assert_eq!((found.value_mg_per_kg, found.limit_mg_per_kg, found.class, found.over), (Some(0.86), 0.80, CadmiumClass::ChocolateFrom50, true));
        assert_eq!((found.product_id, found.sku.as_deref()), (Some(63), Some("PLC-80-60")));
        // Without products, and without a reading.
        let bare: CadmiumCheck = viewer.get("/api/batches/59/cadmium").await.json();
        assert_eq!((bare.value_mg_per_kg, bare.limit_mg_per_kg, bare.product_id, bare.over), (None, 0.80, None, false));
        // A milk bar from 30 %.
        let milk: CadmiumCheck = viewer.get("/api/batches/44/cadmium").await.json();
        assert_eq!((milk.class, milk.limit_mg_per_kg, milk.over), (CadmiumClass::ChocolateUnder50, 0.30, false));
        let manager = app.as_account(Account::Manager).await;
        manager.post("/api/products", &product("PWD-100", "Kakaopulver", 100.0)).await.created::<Product>();
        assert_eq!(cadmium_of(&viewer).await.class, CadmiumClass::CocoaPowder);
        manager.post("/api/products", &product("MLK-25", "Leche 25 %", 25.0)).await.created::<Product>();
        let found = cadmium_of(&viewer).await;
        assert_eq!((found.class, found.limit_mg_per_kg, found.sku.as_deref()), (CadmiumClass::MilkUnder30, 0.10, Some("MLK-25")));
        viewer.get("/api/batches/999999/cadmium").await.problem(404);
    }

    async fn the_newest_reading_counts_in_its_unit(app) {
        let admin = app.as_account(Account::Admin).await;
        let read = async |id: i64, value: f64, unit: &str, day: u32| app.db.run(&format!(
            "INSERT INTO measurements (id, org_id, batch_id, kind, value, unit, measured_at) VALUES ({id}, 1, 45, 'cadmium', {value}, '{unit}', '2026-11-{day:02}T10:00:00+00:00')")).await;
        read(90001, 790.0, "µg/kg", 10).await;
        let found = cadmium_of(&admin).await;
        assert_eq!((found.value_mg_per_kg, found.over), (Some(0.79), false));
        read(90002, 0.9, "mg/kg", 9).await;
        assert!(!cadmium_of(&admin).await.over, "an older one does not count");
        read(90003, 0.81, "ppm", 11).await;
        assert!(cadmium_of(&admin).await.over);
        read(90004, 0.00008, "%", 12).await;
        let found = cadmium_of(&admin).await;
        assert_eq!((found.value_mg_per_kg, found.not_comparable_unit.as_deref(), found.over), (None, Some("%"), false));
        assert!(found.measured_at.is_some());
    }

    async fn above_it_nothing_is_released_without_a_reason(app) {
        let (admin, manager) = (app.as_account(Account::Admin).await, app.as_account(Account::Manager).await);
        let before = app.db.fingerprint().await;
        for caller in [&admin, &manager] {
            let problem = caller.put(BATCH, &body("released", None)).await.problem(409);
            for part in ["0.86 mg/kg", "0.80 mg/kg", "PLC-80-60", "release_reason"] {
                assert!(problem.detail.contains(part), "{}", problem.detail);
            }
        }
        let problem = manager.put(BATCH, &body("released", Some("They will not mind."))).await.problem(403);
        assert!(problem.detail.contains("Only an admin"), "{}", problem.detail);
        admin.put(BATCH, &body("released", Some("   "))).await.wrong_fields(&["release_reason"]);
        admin.put(BATCH, &body("open", Some("Why not."))).await.wrong_fields(&["release_reason"]);
        admin.put(BATCH, &body("released", Some(&"x".repeat(1001)))).await.wrong_fields(&["release_reason"]);
        assert_eq!(app.db.fingerprint().await, before);
        // Not released, it may be written as before.
        manager.put(BATCH, &body("open", None)).await.ok();
    }

    async fn an_admins_reason_releases_and_is_kept(app) {
        let (admin, manager) = (app.as_account(Account::Admin).await, app.as_account(Account::Manager).await);
        let reason = "Sold outside the EU alone, contract 4711.";
        let batch: Batch = admin.put(BATCH, &body("released", Some(reason))).await.json();
        assert_eq!((batch.status.as_str(), batch.release_reason.as_deref(), batch.released_by_user_id), ("released", Some(reason), Some(1)));
        let found = cadmium_of(&manager).await;
        assert_eq!((found.release_reason.as_deref(), found.released_by_name.as_deref(), found.over), (Some(reason), Some("Marco Aju"), true));
        assert!(found.released_at.is_some());
        let after = app.db.value::<Value>("SELECT after FROM audit_logs WHERE entity = 'batches' AND entity_id = 45 AND action = 'update' ORDER BY id DESC LIMIT 1").await;
        assert_eq!(after["release_reason"], reason);
        // A manager's change leaves it, and repeating it is no new reason.
        manager.put(BATCH, &body("released", None)).await.ok();
        manager.put(BATCH, &body("released", Some(reason))).await.ok();
        let found = cadmium_of(&manager).await;
        assert_eq!((found.release_reason.as_deref(), found.released_by_name.as_deref()), (Some(reason), Some("Marco Aju")));
        // A reason holds for whatever is made of it.
        manager.post("/api/products", &product("MLK-25", "Milk 25 %", 25.0)).await.created::<Product>();
        // It goes with the release.
        manager.put(BATCH, &body("on_hold", None)).await.ok();
        let found = cadmium_of(&manager).await;
        assert_eq!((found.release_reason, found.released_by_name, found.released_at), (None, None, None));
        manager.put(BATCH, &body("released", None)).await.problem(409);
    }

    async fn a_reading_of_another_teams_shop_binds_too(app) {
        app.db.run("UPDATE measurements SET customer_id = 13 WHERE batch_id = 45 AND kind = 'cadmium'").await;
        let manager = app.as_account(Account::Manager).await;
        manager.put(BATCH, &body("released", None)).await.problem(409);
        assert!(cadmium_of(&manager).await.over);
    }

    async fn a_released_batch_takes_no_product_below_its_reading(app) {
        // Batch 43 is released at 0.441 mg/kg.
        let manager = app.as_account(Account::Manager).await;
        let before = app.db.fingerprint().await;
        let new = |sku: &str, name: &str, share: f64| {
            let mut body = product(sku, name, share);
            body["batch_id"] = 43.into();
            body
        };
        let problem = manager.post("/api/products", &new("CHB-45", "Cahabón 45%", 45.0)).await.problem(409);
        for part in ["IXC-26-007", "0.441 mg/kg", "0.30 mg/kg"] {
            assert!(problem.detail.contains(part), "{}", problem.detail);
        }
        assert_eq!(app.db.fingerprint().await, before);
        let made: Product = manager.post("/api/products", &new("CHB-75", "Cahabón 75%", 75.0)).await.created();
        let path = format!("/api/products/{}", made.id);
        manager.put(&path, &new("CHB-75", "Cahabón 75% milk", 75.0)).await.problem(409);
        manager.put(&path, &new("CHB-75", "Cahabón 45%", 45.0)).await.problem(409);
        manager.put(&path, &new("CHB-75", "Cahabón 80%", 80.0)).await.ok();
        // Moved there from an open batch.
        let mut body = new("CHB-30", "Milk 35%", 35.0);
        body["batch_id"] = 59.into();
        let made: Product = manager.post("/api/products", &body).await.created();
        body["batch_id"] = 43.into();
        manager.put(&format!("/api/products/{}", made.id), &body).await.problem(409);
        // What was there before the reading may still be counted.
        app.db.run("UPDATE measurements SET value = 0.9 WHERE batch_id = 43 AND kind = 'cadmium'").await;
        let counted: Value = manager.get("/api/products/60").await.ok();
        let body = json!({"sku": "CHB-72-60", "name": counted["name"], "description": counted["description"], "batch_id": 43, "cacao_percent": 72.0, "quantity_produced": 200});
        manager.put("/api/products/60", &body).await.ok();
    }

    async fn a_new_batch_is_released_freely(app) {
        let (admin, manager) = (app.as_account(Account::Admin).await, app.as_account(Account::Manager).await);
        let new = |code: &str, reason: Option<&str>| json!({"code": code, "farm_id": 1, "status": "released", "release_reason": reason});
        manager.post("/api/batches", &new("CD-1", None)).await.created::<Batch>();
        manager.post("/api/batches", &new("CD-2", Some("x"))).await.problem(403);
        let batch: Batch = admin.post("/api/batches", &new("CD-3", Some("x"))).await.created();
        assert_eq!(batch.release_reason.as_deref(), Some("x"));
        let other = app.as_account(Account::OtherAdmin).await;
        other.send(other.request(Method::GET, "/api/batches/45/cadmium")).await.problem(404);
    }
}
