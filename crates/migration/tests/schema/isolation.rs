//! PostgreSQL's policies: the application's role sees nothing until the transaction says who it acts for, and then
//! what that principal may see, also where a query forgot to ask.

use crate::support::{Scratch, count, rows, run, texts};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};

/// Who acts: the text after `SELECT`.
fn acting(
    principal: &str,
    role: &str,
    org: &str,
    user: &str,
    team: &str,
    customer: &str,
) -> String {
    format!(
        "SELECT set_config('app.principal', '{principal}', false), set_config('app.role', '{role}', false), \
         set_config('app.org_id', '{org}', false), set_config('app.user_id', '{user}', false), \
         set_config('app.team_id', '{team}', false), set_config('app.customer_id', '{customer}', false)"
    )
}

fn shop() -> String {
    acting("shop", "", "1", "1", "", "1")
}

fn staff(role: &str, user: &str, team: &str) -> String {
    acting("staff", role, "1", user, team, "")
}

const TENANT_TABLES: &str = "SELECT c.relname::text FROM pg_class c \
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'seaql_migrations' \
     ORDER BY 1";

async fn ids(db: &DatabaseConnection, table: &str) -> Vec<i64> {
    let sql = format!("SELECT id FROM {table} ORDER BY id");
    let ids = rows(db, &sql).await;
    ids.iter()
        .map(|row| row.try_get_by_index(0).expect("id"))
        .collect()
}

async fn forbidden(db: &DatabaseConnection, sql: &str) {
    match db.execute_unprepared(sql).await {
        Ok(_) => panic!("was accepted: {sql}"),
        Err(error) => {
            let message = error.to_string();
            let refused =
                message.contains("row-level security") || message.contains("permission denied");
            assert!(refused, "{sql}: {message}");
        }
    }
}

#[tokio::test]
async fn every_table_is_under_forced_policies() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let open = texts(
        &scratch.db,
        "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace \
         AND c.relkind IN ('r', 'p') AND c.relname <> 'seaql_migrations' \
         AND NOT (c.relrowsecurity AND c.relforcerowsecurity)",
    )
    .await;
    assert_eq!(
        open,
        Vec::<String>::new(),
        "tables without forced row-level security"
    );
    let bare = texts(
        &scratch.db,
        "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace \
         AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'seaql_migrations' \
         AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) <> 4",
    )
    .await;
    assert_eq!(
        bare,
        Vec::<String>::new(),
        "tables without their four policies"
    );
    scratch.drop().await;
}

#[tokio::test]
async fn nobody_sees_nothing() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let tables = texts(&scratch.db, TENANT_TABLES).await;
    assert!(tables.len() > 33, "{tables:?}");
    for table in tables.iter().filter(|t| !t.starts_with("measurements_")) {
        let rows = count(&scratch.db, &format!("SELECT count(*) FROM {table}")).await;
        assert!(rows > 0, "the fixture fills {table}");
    }
    for role in ["ixchel_app", "ixchel_worker"] {
        let db = scratch.connect_as(role).await;
        for unsaid in [
            "SELECT 1",
            &acting("", "", "", "", "", ""),
            &acting("", "", "1", "1", "1", "1"),
        ] {
            run(&db, unsaid).await;
            for table in tables.iter().filter(|t| !t.starts_with("measurements_")) {
                let sql = format!("SELECT count(*) FROM {table}");
                assert_eq!(
                    count(&db, &sql).await,
                    0,
                    "{role} sees rows of {table} after {unsaid}"
                );
            }
        }
        // A month is not reached around its table.
        forbidden(&db, "SELECT * FROM measurements_default").await;
        db.close().await.expect("close");
    }
    // The owner is bound too.
    let owner = scratch.connect_as("ixchel_owner").await;
    assert_eq!(count(&owner, "SELECT count(*) FROM customers").await, 0);
    owner.close().await.expect("close");
    scratch.drop().await;
}

#[tokio::test]
async fn everyone_sees_their_own() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let db = &scratch.connect_as("ixchel_app").await;
    let follow_customer = [
        "customers",
        "contacts",
        "customer_portal_users",
        "orders",
        "order_events",
        "shipments",
        "shipment_items",
        "shipment_events",
        "complaints",
    ];
    for (who, seen) in [
        (shop(), vec![1]),
        (staff("user", "3", "1"), vec![1]),
        (staff("user", "4", "2"), vec![]),
        (staff("manager", "2", "1"), vec![1]),
        (staff("manager", "2", "2"), vec![2]),
        (staff("manager", "2", ""), vec![]),
        (staff("viewer", "4", ""), vec![1, 2]),
        (staff("admin", "1", ""), vec![1, 2]),
        (staff("platform_admin", "5", ""), vec![1, 2]),
        (acting("machine", "", "1", "", "", ""), vec![1, 2]),
        (acting("system", "", "1", "", "", ""), vec![1, 2]),
    ] {
        run(db, &who).await;
        for table in follow_customer {
            assert_eq!(ids(db, table).await, seen, "{table} for {who}");
        }
        let orders = count(db, "SELECT count(DISTINCT order_id) FROM order_items").await;
        assert_eq!(orders, seen.len() as i64, "order_items for {who}");
        assert_eq!(ids(db, "farms").await, [1], "farms for {who}");
        assert_eq!(ids(db, "batches").await, [1, 2], "batches for {who}");
        assert_eq!(ids(db, "products").await, [1, 2], "products for {who}");
    }
    // Background work that names no organization, and the other organization's admin.
    run(db, &acting("system", "", "", "", "", "")).await;
    assert_eq!(ids(db, "customers").await, [1, 2, 3]);
    run(db, &acting("staff", "admin", "2", "6", "", "")).await;
    assert_eq!(ids(db, "customers").await, [3]);
    assert_eq!(ids(db, "batches").await, [3]);
    assert_eq!(ids(db, "organizations").await, [2]);
    scratch.drop().await;
}

#[tokio::test]
async fn a_shop_reads_and_writes_no_more_than_its_own() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let db = &scratch.connect_as("ixchel_app").await;
    run(db, &shop()).await;
    assert_eq!(ids(db, "users").await, Vec::<i64>::new());
    assert_eq!(ids(db, "work_orders").await, [1], "by order");
    assert_eq!(ids(db, "measurements").await, [1]);
    assert_eq!(ids(db, "recalls").await, [1], "through its notice");
    assert_eq!(ids(db, "recall_batches").await, Vec::<i64>::new());
    assert_eq!(ids(db, "recall_notice_lines").await, [1]);
    assert_eq!(ids(db, "events").await, [1]);
    assert_eq!(ids(db, "idempotency_keys").await, [1]);
    assert_eq!(ids(db, "outbox_emails").await, Vec::<i64>::new());
    assert_eq!(ids(db, "audit_logs").await, Vec::<i64>::new());

    // It may lock a batch while it orders, and may not change it.
    run(db, "SELECT id FROM batches WHERE id = 1 FOR SHARE").await;
    let locked = db.begin().await.expect("begin");
    let held = locked
        .execute_unprepared("SELECT id FROM batches WHERE id = 1 FOR SHARE")
        .await
        .expect("lock");
    assert_eq!(held.rows_affected(), 1);
    locked.rollback().await.expect("rollback");
    forbidden(db, "UPDATE batches SET status = 'released' WHERE id = 1").await;
    forbidden(
        db,
        "INSERT INTO farms (org_id, name, producer_name, region) VALUES (1, 'X', 'X', 'X')",
    )
    .await;
    forbidden(db, "UPDATE orders SET status = 'cancelled'").await;
    forbidden(db, "UPDATE customers SET name = 'X'").await;

    run(db, "INSERT INTO orders (org_id, customer_id, order_number, order_date) VALUES (1, 1, 'O-7', '2026-02-09')").await;
    let other = "INSERT INTO orders (org_id, customer_id, order_number, order_date) VALUES (1, 2, 'O-8', '2026-02-09')";
    forbidden(db, other).await;
    let foreign = "INSERT INTO orders (org_id, customer_id, order_number, order_date) VALUES (2, 1, 'O-8', '2026-02-09')";
    forbidden(db, foreign).await;
    forbidden(db, "INSERT INTO order_items (org_id, order_id, sku, product_name, quantity) VALUES (1, 2, 'X', 'X', 1)").await;
    run(db, "UPDATE stock_levels SET current_stock = 3").await;
    assert_eq!(
        count(
            db,
            "SELECT count(*) FROM stock_levels WHERE current_stock = 3"
        )
        .await,
        1
    );
    run(db, "UPDATE recall_notices SET on_hand = 3").await;
    run(
        db,
        "UPDATE customer_portal_users SET name = 'Einkauf' WHERE id = 1",
    )
    .await;
    forbidden(
        db,
        "UPDATE customer_portal_users SET customer_id = 2 WHERE id = 1",
    )
    .await;
    run(db, "INSERT INTO audit_logs (org_id, actor, action, entity) VALUES (1, 'shop:1', 'create', 'orders')").await;
    forbidden(db, "INSERT INTO audit_logs (org_id, actor, action, entity) VALUES (2, 'shop:1', 'create', 'orders')").await;
    scratch.drop().await;
}

#[tokio::test]
async fn staff_write_what_their_role_may() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let db = &scratch.connect_as("ixchel_app").await;
    run(db, &staff("viewer", "4", "")).await;
    forbidden(db, "UPDATE orders SET comments = 'x'").await;
    run(db, &staff("user", "3", "1")).await;
    run(db, "UPDATE orders SET comments = 'x'").await;
    forbidden(db, "UPDATE customers SET owner_user_id = NULL").await;
    forbidden(db, "UPDATE farms SET name = 'x'").await;
    assert_eq!(
        ids(db, "measurements").await,
        [1, 2],
        "a reading of no shop is the maker's"
    );
    run(db, "UPDATE users SET name = 'Me' WHERE id = 3").await;
    forbidden(db, "UPDATE users SET role = 'admin' WHERE id = 3").await;
    run(db, &staff("manager", "2", "1")).await;
    run(db, "UPDATE farms SET name = 'x' WHERE id = 1").await;
    run(db, "UPDATE customers SET owner_user_id = 2").await;
    assert_eq!(ids(db, "audit_logs").await, Vec::<i64>::new());
    run(db, &staff("admin", "1", "")).await;
    assert_eq!(ids(db, "audit_logs").await, [1]);
    forbidden(db, "UPDATE users SET role = 'platform_admin' WHERE id = 4").await;
    forbidden(db, "UPDATE audit_logs SET action = 'x'").await;
    forbidden(db, "DELETE FROM audit_logs").await;
    forbidden(db, "DELETE FROM integration_logs").await;
    forbidden(db, "TRUNCATE orders").await;
    scratch.drop().await;
}

#[tokio::test]
async fn the_sign_in_path_finds_accounts_and_nothing_else() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let db = &scratch.connect_as("ixchel_app").await;
    run(db, &acting("auth", "", "", "", "", "")).await;
    assert_eq!(ids(db, "users").await, [1, 2, 3, 4, 5, 6]);
    assert_eq!(ids(db, "customer_portal_users").await, [1, 2, 3]);
    assert_eq!(ids(db, "oauth_clients").await, [1]);
    assert_eq!(ids(db, "organizations").await, [1, 2]);
    run(
        db,
        "UPDATE users SET login_attempts = login_attempts + 1 WHERE id = 1",
    )
    .await;
    run(db, "INSERT INTO integration_logs (org_id, integration_type, event_type, status) VALUES (NULL, 'x', 'login', 'error')").await;
    run(db, "INSERT INTO audit_logs (org_id, actor, action, entity) VALUES (2, 'staff:6', 'login', 'users')").await;
    run(
        db,
        "INSERT INTO revoked_tokens (jti, expires_at) VALUES ('b', now())",
    )
    .await;
    for table in [
        "orders",
        "farms",
        "batches",
        "audit_logs",
        "integration_logs",
        "recalls",
        "contacts",
        "events",
    ] {
        assert_eq!(ids(db, table).await, Vec::<i64>::new(), "{table}");
    }
    // A platform administrator is found by its own session although it has no organization.
    run(db, &staff("platform_admin", "5", "")).await;
    assert_eq!(
        count(db, "SELECT count(*) FROM users WHERE id = 5").await,
        1
    );
    scratch.drop().await;
}

#[tokio::test]
async fn months_take_over_what_the_default_held() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    assert_eq!(
        count(&scratch.db, "SELECT count(*) FROM measurements_default").await,
        1
    );
    let worker = scratch.connect_as("ixchel_worker").await;
    run(&worker, "SET timezone = 'Asia/Tokyo'").await;
    for made in [2, 0] {
        let sql = "SELECT ensure_measurement_partitions('1999-01-15', '1999-02-15')::bigint";
        assert_eq!(count(&worker, sql).await, made);
    }
    worker.close().await.expect("close");
    let app = scratch.connect_as("ixchel_app").await;
    forbidden(
        &app,
        "SELECT ensure_measurement_partitions('1998-01-15', '1998-02-15')",
    )
    .await;
    app.close().await.expect("close");
    assert_eq!(
        count(&scratch.db, "SELECT count(*) FROM measurements_default").await,
        0
    );
    assert_eq!(
        count(&scratch.db, "SELECT count(*) FROM measurements_1999_01").await,
        1
    );
    assert_eq!(
        count(&scratch.db, "SELECT count(*) FROM measurements").await,
        2
    );
    // A month is dropped as a table, and another batch's deletion still reaches every month.
    run(
        &scratch.db,
        "INSERT INTO batches (id, org_id, farm_id, code) VALUES (9, 1, 1, 'IXC-26-009')",
    )
    .await;
    run(&scratch.db, "UPDATE measurements SET batch_id = 9").await;
    run(&scratch.db, "DELETE FROM batches WHERE id = 9").await;
    assert_eq!(
        count(
            &scratch.db,
            "SELECT count(*) FROM measurements WHERE batch_id IS NULL"
        )
        .await,
        2
    );
    run(&scratch.db, "DROP TABLE measurements_1999_01").await;
    assert_eq!(
        count(&scratch.db, "SELECT count(*) FROM measurements").await,
        1
    );
    scratch.drop().await;
}

#[tokio::test]
async fn the_policies_leave_the_trace_to_its_index() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let db = &scratch.connect_as("ixchel_app").await;
    run(db, &staff("admin", "1", "")).await;
    // The fixture is so small that a scan is cheaper; the question is whether the index could answer alone.
    run(db, "SET enable_seqscan = off; SET enable_bitmapscan = off").await;
    for (sql, index) in [
        (
            "SELECT id, order_id, product_id, quantity, quantity_shipped FROM order_items WHERE batch_id = 1",
            "Index Only Scan using ix_order_items_batch_id",
        ),
        (
            "SELECT id FROM orders WHERE customer_id = 1 ORDER BY order_date DESC, id DESC LIMIT 20",
            "using ix_orders_customer_id_order_date_id",
        ),
        (
            "SELECT id FROM orders WHERE org_id = 1 ORDER BY order_date DESC, id DESC LIMIT 20",
            "using ix_orders_org_id_order_date_id",
        ),
        (
            "SELECT id FROM orders WHERE org_id = 1 AND status = 'pending' ORDER BY order_date DESC, id DESC LIMIT 20",
            "using ix_orders_org_id_status_order_date_id",
        ),
    ] {
        let plan = texts(db, &format!("EXPLAIN {sql}")).await.join("\n");
        assert!(plan.contains(index), "{sql}: {plan}");
        assert!(!plan.contains("Sort"), "{sql}: {plan}");
    }
    scratch.drop().await;
}
