//! Who may trace: admins, their own organization's lots.

use tests::{Account, on_both_engines};

const PATHS: [&str; 4] = [
    "/api/farms/1/trace",
    "/api/batches/IXC-26-001/trace",
    "/api/products/53/trace",
    "/api/orders/O-2026-0117/trace",
];

on_both_engines! {
    async fn admins_alone_trace(app) {
        for path in PATHS {
            app.nobody().get(path).await.problem(401);
            for account in [Account::Viewer, Account::User, Account::Manager, Account::Hamburg, Account::Portland] {
                app.as_account(account).await.get(path).await.problem(403);
            }
            app.as_account(Account::Admin).await.get(path).await.ok();
        }
    }

    async fn what_is_not_there_is_not_told_to_those_who_may_not_ask(app) {
        // 403 whether it exists or not: the answer tells nothing.
        let manager = app.as_account(Account::Manager).await;
        for path in ["/api/batches/IXC-99-999/trace", "/api/farms/999999/trace", "/api/orders/O-0000-0000/trace"] {
            manager.get(path).await.problem(403);
            app.as_account(Account::Admin).await.get(path).await.problem(404);
        }
    }

    async fn the_other_organization_traces_its_own(app) {
        let other = app.as_account(Account::OtherAdmin).await;
        let trace = other.get("/api/batches/IXC-26-001/trace").await.ok();
        assert_eq!(trace["root"]["id"], 61);
        let text = trace.to_string();
        for ours in app.db.column::<String>("SELECT name FROM customers WHERE org_id = 1 AND name <> 'Harbor Cocoa'").await {
            assert!(!text.contains(&ours), "{ours}");
        }
        for path in ["/api/farms/1/trace", "/api/batches/37/trace", "/api/products/53/trace", "/api/orders/150/trace"] {
            other.get(path).await.problem(404);
        }
    }
}
