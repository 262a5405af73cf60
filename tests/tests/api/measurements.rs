//! Readings and complaints as staff read them: by reach, by filters, of one customer, of one batch.

use contract::{
    batches::MeasurementPage, complaints::ComplaintPage, measurements::MeasurementList,
};
use reqwest::Method;
use tests::{Account, Caller, on_both_engines};

async fn all(caller: &Caller, query: &str) -> Vec<i64> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/measurements?limit=40&{query}{cursor}");
        let page: MeasurementList = caller.get(&path).await.json();
        ids.extend(page.measurements.iter().map(|reading| reading.id));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

on_both_engines! {
    async fn each_role_reads_its_own_and_the_makers(app) {
        for (account, condition) in [
            (Account::Admin, "TRUE"),
            (Account::Viewer, "TRUE"),
            (Account::Manager, "(customer_id IS NULL OR customer_id IN (SELECT id FROM customers WHERE team_id = 1))"),
            (Account::User, "(customer_id IS NULL OR customer_id IN (SELECT id FROM customers WHERE owner_user_id = 3))"),
        ] {
            let caller = app.as_account(account).await;
            let expected = app.db.column::<i64>(&format!(
                "SELECT id FROM measurements WHERE org_id = 1 AND {condition} ORDER BY measured_at DESC, id DESC")).await;
            assert_eq!(all(&caller, "").await, expected, "{account:?}");
        }
    }

    async fn filters_narrow_the_list_and_the_file(app) {
        let admin = app.as_account(Account::Admin).await;
        for (query, condition) in [
            ("kind=cadmium", "kind = 'cadmium'"),
            ("batch_id=43", "batch_id = 43"),
            ("customer_id=1", "customer_id = 1"),
            ("customer_id=35", "FALSE"),
            ("date_from=2026-10-01&date_to=2026-10-11", "measured_at >= '2026-10-01T00:00:00+00:00' AND measured_at < '2026-10-12T00:00:00+00:00'"),
            ("kind=cadmium&date_to=2024-12-31", "kind = 'cadmium' AND measured_at < '2025-01-01T00:00:00+00:00'"),
        ] {
            let expected = app.db.column::<i64>(&format!(
                "SELECT id FROM measurements WHERE org_id = 1 AND {condition} ORDER BY measured_at DESC, id DESC")).await;
            assert_eq!(all(&admin, query).await, expected, "{query}");
            let path = format!("/api/measurements?limit=1&{query}");
            let file = admin.send(admin.request(Method::GET, &path).header("Accept", "text/csv")).await;
            assert!(file.header("content-type").starts_with("text/csv"), "{}", file.text());
            let count = csv::Reader::from_reader(file.body.as_slice()).records().count();
            assert_eq!(count, expected.len(), "{query}");
        }
        for (query, field) in [("date_from=x", "date_from"), ("batch_id=0", "batch_id"), ("limit=101", "limit"), ("cursor=x", "cursor"), ("unit=kg", "unit")] {
            admin.get(&format!("/api/measurements?{query}")).await.wrong_fields(&[field]);
        }
        let file = admin.send(admin.request(Method::GET, "/api/measurements?batch_id=45&kind=cadmium").header("Accept", "text/csv")).await.text();
        assert!(file.contains(",cadmium,0.86,mg/kg,"), "{file}");
    }

    async fn those_of_a_batch_by_kind(app) {
        let admin = app.as_account(Account::Admin).await;
        let page: MeasurementPage = admin.get("/api/batches/43/measurements?kind=cadmium").await.json();
        assert_eq!(page.pagination.total, 1);
        assert!(page.measurements.iter().all(|reading| reading.kind == "cadmium" && reading.batch_id == Some(43)));
        let every: MeasurementPage = admin.get("/api/batches/43/measurements").await.json();
        assert!(every.pagination.total > 1);
        let none: MeasurementPage = admin.get("/api/batches/43/measurements?kind=lead").await.json();
        assert!(none.measurements.is_empty());
    }

    async fn those_of_a_customer(app) {
        let user = app.as_account(Account::User).await;
        let page: MeasurementPage = user.get("/api/customers/1/measurements?limit=3").await.json();
        let expected = app.db.column::<i64>("SELECT id FROM measurements WHERE customer_id = 1 ORDER BY measured_at DESC, id DESC").await;
        assert_eq!(page.pagination.total as usize, expected.len());
        assert_eq!(page.measurements.iter().map(|reading| reading.id).collect::<Vec<_>>(), expected[..3]);
        user.get("/api/customers/13/measurements").await.problem(404);
        user.get("/api/customers/999999/measurements").await.problem(404);
        user.get("/api/customers/1/measurements?page=0").await.wrong_fields(&["page"]);
        let none: MeasurementPage = user.get("/api/customers/4/measurements").await.json();
        assert_eq!((none.measurements.len(), none.pagination.total), (0, 0));
    }

    async fn complaints_of_a_customer(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let page: ComplaintPage = viewer.get("/api/customers/13/complaints").await.json();
        let expected = app.db.column::<i64>("SELECT id FROM complaints WHERE customer_id = 13 ORDER BY id DESC").await;
        assert_eq!(page.complaints.iter().map(|complaint| complaint.id).collect::<Vec<_>>(), expected);
        let youngest = &page.complaints[0];
        assert_eq!((youngest.complaint_number.as_str(), youngest.batch_code.as_deref(), youngest.severity.as_str()), ("C-2026-0027", Some("IXC-25-012"), "life_threatening"));
        let user = app.as_account(Account::User).await;
        user.get("/api/customers/13/complaints").await.problem(404);
        let none: ComplaintPage = user.get("/api/customers/4/complaints").await.json();
        assert!(none.complaints.is_empty());
    }

    async fn an_order_of_another_system_is_only_shipped_here(app) {
        let admin = app.as_account(Account::Admin).await;
        app.db.run("UPDATE orders SET external_order_id = 'SHOP-77' WHERE id = 150").await;
        let before = app.db.fingerprint().await;
        for body in [serde_json::json!({"comments": "x"}), serde_json::json!({"status": "cancelled"}), serde_json::json!({"allocations": []})] {
            let problem = admin.patch("/api/orders/150", &body).await.problem(409);
            assert!(problem.detail.contains("outside system owns this order"), "{}", problem.detail);
        }
        assert_eq!(app.db.fingerprint().await, before);
        // Measurements have nothing that writes them.
        admin.post("/api/measurements", &serde_json::json!({})).await.problem(405);
        admin.delete("/api/measurements/1").await.problem(404);
    }
}
