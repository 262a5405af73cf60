//! PostgreSQL's own guard, underneath the service: the application's role sees no tenant's row until its transaction
//! says for whom it acts, and then only that principal's.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait,
};
use tests::{Engine, TestApp, database};

/// Whom a transaction says it acts for.
struct Acting<'a> {
    principal: &'a str,
    role: &'a str,
    org: &'a str,
    user: &'a str,
    team: &'a str,
    customer: &'a str,
}

const NOBODY: Acting<'static> = Acting {
    principal: "",
    role: "",
    org: "",
    user: "",
    team: "",
    customer: "",
};

/// Every table that holds an organization's rows, from the catalogue, so that a new one is not forgotten.
async fn tenant_tables(app: &TestApp) -> Vec<String> {
    let tables = app.db.column::<String>(
        "SELECT DISTINCT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND a.attname = 'org_id' AND NOT a.attisdropped ORDER BY 1").await;
    assert!(tables.len() >= 25, "{tables:?}");
    tables
}

async fn count(conn: &impl ConnectionTrait, sql: &str) -> i64 {
    let row = conn
        .query_one_raw(Statement::from_string(conn.get_database_backend(), sql))
        .await;
    row.unwrap_or_else(|error| panic!("{sql}: {error}"))
        .expect("a row")
        .try_get_by_index(0)
        .expect("a count")
}

async fn begin(conn: &DatabaseConnection, acting: &Acting<'_>) -> DatabaseTransaction {
    let tx = conn.begin().await.expect("begin");
    let Acting {
        principal,
        role,
        org,
        user,
        team,
        customer,
    } = acting;
    let sql = format!(
        "SELECT set_config('app.principal', '{principal}', true), set_config('app.role', '{role}', true),
                set_config('app.org_id', '{org}', true), set_config('app.user_id', '{user}', true),
                set_config('app.team_id', '{team}', true), set_config('app.customer_id', '{customer}', true)");
    tx.execute_unprepared(&sql).await.expect("set_config");
    tx
}

/// How many rows of each table the principal sees, and how many it should by `condition`.
async fn compare(
    app: &TestApp,
    conn: &DatabaseConnection,
    acting: &Acting<'_>,
    expected: &BTreeMap<&str, &str>,
) {
    let tx = begin(conn, acting).await;
    for (table, condition) in expected {
        let seen = count(&tx, &format!("SELECT COUNT(*) FROM {table}")).await;
        let own = app
            .db
            .number(&format!("SELECT COUNT(*) FROM {table} WHERE {condition}"))
            .await;
        assert_eq!(seen, own, "{} {} of {table}", acting.principal, acting.role);
    }
    tx.rollback().await.expect("rollback");
}

async fn on_postgres(test: impl AsyncFnOnce(&TestApp)) {
    tests::app::with(Engine::Postgres, test).await;
}

#[tokio::test]
async fn the_role_is_bound() {
    on_postgres(async |app| {
        let conn = app.db.connect_as_app().await;
        let sql = "SELECT COUNT(*) FROM pg_roles WHERE rolname = current_user AND rolname = 'ixchel_app'
                   AND NOT rolsuper AND NOT rolbypassrls";
        assert_eq!(count(&conn, sql).await, 1);
        for table in tenant_tables(app).await {
            let forced = format!("SELECT COUNT(*) FROM pg_class WHERE oid = '{table}'::regclass AND relrowsecurity AND relforcerowsecurity");
            assert_eq!(count(&conn, &forced).await, 1, "{table}");
        }
        conn.close().await.expect("close");
    })
    .await;
}

#[tokio::test]
async fn without_a_scope_every_table_is_empty() {
    on_postgres(async |app| {
        let conn = app.db.connect_as_app().await;
        let tables = tenant_tables(app).await;
        let mut filled = 0;
        for table in tables.iter().map(String::as_str).chain(["organizations"]) {
            filled += usize::from(
                app.db
                    .number(&format!("SELECT COUNT(*) FROM {table}"))
                    .await
                    > 0,
            );
            assert_eq!(
                count(&conn, &format!("SELECT COUNT(*) FROM {table}")).await,
                0,
                "{table}"
            );
        }
        assert!(
            filled >= 28,
            "the tables hold rows, else this proves nothing: {filled}"
        );
        // After a scoped transaction the settings are '' on this connection, which must mean the same as unset.
        let admin = Acting {
            principal: "staff",
            role: "admin",
            org: "1",
            user: "1",
            ..NOBODY
        };
        let tx = begin(&conn, &admin).await;
        assert!(count(&tx, "SELECT COUNT(*) FROM orders").await > 0);
        tx.commit().await.expect("commit");
        for table in &tables {
            assert_eq!(
                count(&conn, &format!("SELECT COUNT(*) FROM {table}")).await,
                0,
                "{table} after a transaction"
            );
        }
        // Halves of a scope are none.
        for half in [
            Acting {
                principal: "staff",
                role: "admin",
                ..NOBODY
            },
            Acting { org: "1", ..NOBODY },
            Acting {
                role: "admin",
                org: "1",
                ..NOBODY
            },
            Acting {
                principal: "shop",
                org: "1",
                user: "1",
                ..NOBODY
            },
            Acting {
                principal: "made-up",
                role: "admin",
                org: "1",
                ..NOBODY
            },
        ] {
            let tx = begin(&conn, &half).await;
            for table in [
                "orders",
                "order_items",
                "customers",
                "shipments",
                "contacts",
                "audit_logs",
            ] {
                let seen = count(&tx, &format!("SELECT COUNT(*) FROM {table}")).await;
                assert_eq!(
                    seen, 0,
                    "{table} as {} {} of {}",
                    half.principal, half.role, half.org
                );
            }
            tx.rollback().await.expect("rollback");
        }
        conn.close().await.expect("close");
    })
    .await;
}

#[tokio::test]
async fn no_principal_sees_another_organization() {
    on_postgres(async |app| {
        let conn = app.db.connect_as_app().await;
        for (principal, role) in [
            ("staff", "admin"),
            ("staff", "viewer"),
            ("staff", "manager"),
            ("staff", "user"),
            ("staff", "platform_admin"),
            ("machine", ""),
            ("system", ""),
            ("shop", ""),
        ] {
            let acting = Acting {
                principal,
                role,
                org: "1",
                user: "1",
                team: "1",
                customer: "13",
            };
            let tx = begin(&conn, &acting).await;
            for table in tenant_tables(app).await {
                let sql = format!("SELECT COUNT(*) FROM {table} WHERE org_id <> 1");
                assert_eq!(count(&tx, &sql).await, 0, "{table} as {principal} {role}");
            }
            tx.rollback().await.expect("rollback");
        }
        conn.close().await.expect("close");
    })
    .await;
}

#[tokio::test]
async fn each_principal_sees_its_own() {
    on_postgres(async |app| {
        let conn = app.db.connect_as_app().await;
        let following = [
            ("customers", "id"), ("orders", "customer_id"), ("contacts", "customer_id"), ("complaints", "customer_id"),
            ("stock_levels", "customer_id"), ("recall_notices", "customer_id"),
        ];
        let by_order = ["order_items", "order_events", "shipments"];
        let check = async |acting: Acting<'_>, customers: &str| {
            let mut expected: BTreeMap<&str, String> = BTreeMap::new();
            for (table, column) in following {
                expected.insert(table, format!("org_id = 1 AND {column} IN ({customers})"));
            }
            for table in by_order {
                expected.insert(table, format!("order_id IN (SELECT id FROM orders WHERE org_id = 1 AND customer_id IN ({customers}))"));
            }
            expected.insert("shipment_items",
                format!("shipment_id IN (SELECT s.id FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.org_id = 1 AND o.customer_id IN ({customers}))"));
            for table in ["farms", "batches", "products", "batch_inputs"] {
                expected.insert(table, "org_id = 1".into());
            }
            let expected = expected.iter().map(|(table, condition)| (*table, condition.as_str())).collect();
            compare(app, &conn, &acting, &expected).await;
        };
        check(Acting { principal: "shop", org: "1", user: "1", customer: "13", ..NOBODY }, "13").await;
        check(Acting { principal: "shop", org: "1", user: "6", customer: "4", ..NOBODY }, "4").await;
        check(Acting { principal: "staff", role: "user", org: "1", user: "3", team: "1", ..NOBODY },
              "SELECT id FROM customers WHERE owner_user_id = 3").await;
        check(Acting { principal: "staff", role: "manager", org: "1", user: "2", team: "1", ..NOBODY },
              "SELECT id FROM customers WHERE team_id = 1").await;
        for role in ["viewer", "admin", "platform_admin"] {
            check(Acting { principal: "staff", role, org: "1", user: "1", ..NOBODY }, "SELECT id FROM customers WHERE org_id = 1").await;
        }
        // A shop's number with another organization's scope is nobody.
        let tx = begin(&conn, &Acting { principal: "shop", org: "2", user: "1", customer: "13", ..NOBODY }).await;
        assert_eq!(count(&tx, "SELECT COUNT(*) FROM orders").await, 0);
        tx.rollback().await.expect("rollback");
        conn.close().await.expect("close");
    })
    .await;
}

#[tokio::test]
async fn writes_outside_the_scope_are_refused() {
    on_postgres(async |app| {
        let conn = app.db.connect_as_app().await;
        let shop = Acting { principal: "shop", org: "1", user: "1", customer: "13", ..NOBODY };
        let viewer = Acting { principal: "staff", role: "viewer", org: "1", user: "4", ..NOBODY };
        let admin = Acting { principal: "staff", role: "admin", org: "1", user: "1", ..NOBODY };
        let manager = Acting { principal: "staff", role: "manager", org: "1", user: "2", team: "1", ..NOBODY };
        let at = "'2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'";
        let order = |org: i64, customer: i64| format!(
            "INSERT INTO orders (org_id, customer_id, order_number, status, order_date, created_at, updated_at)
             VALUES ({org}, {customer}, 'X-1', 'pending', '2026-11-01', {at})");
        for (acting, sql) in [
            (&NOBODY, order(1, 13)),
            (&shop, order(1, 1)),
            (&shop, order(2, 35)),
            (&viewer, order(1, 13)),
            (&admin, order(2, 35)),
            (&shop, format!("INSERT INTO farms (org_id, name, producer_name, region, country, created_at, updated_at) VALUES (1, 'F', 'P', 'R', 'GT', {at})")),
            (&viewer, format!("INSERT INTO farms (org_id, name, producer_name, region, country, created_at, updated_at) VALUES (1, 'F', 'P', 'R', 'GT', {at})")),
            (&admin, "UPDATE audit_logs SET actor = 'nobody'".into()),
            (&admin, "DELETE FROM audit_logs".into()),
            (&admin, "DELETE FROM integration_logs".into()),
            (&admin, "TRUNCATE orders CASCADE".into()),
            (&admin, "ALTER TABLE orders DISABLE ROW LEVEL SECURITY".into()),
            (&admin, "SET ROLE ixchel_owner".into()),
            (&admin, "UPDATE orders SET org_id = 2 WHERE id = 150".into()),
            (&shop, "UPDATE orders SET customer_id = 1 WHERE customer_id = 13".into()),
            (&manager, "UPDATE users SET team_id = 2 WHERE id = 2".into()),
            (&manager, "UPDATE users SET role = 'admin' WHERE id = 2".into()),
            (&manager, "UPDATE users SET status = 'suspended' WHERE id = 3".into()),
            (&admin, "UPDATE users SET role = 'platform_admin' WHERE id = 3".into()),
            (&admin, "UPDATE users SET org_id = 2 WHERE id = 3".into()),
            (&manager, format!("INSERT INTO teams (org_id, name, created_at, updated_at) VALUES (1, 'T', {at})")),
        ] {
            let tx = begin(&conn, acting).await;
            assert!(tx.execute_unprepared(&sql).await.is_err(), "as {} {}: {sql}", acting.principal, acting.role);
            tx.rollback().await.expect("rollback");
        }
        // What can't be seen can't be changed: no error, and no row.
        for (acting, sql) in [
            (&shop, "UPDATE orders SET comments = 'x' WHERE customer_id = 1"),
            (&admin, "UPDATE orders SET comments = 'x' WHERE org_id = 2"),
            (&admin, "DELETE FROM farms WHERE org_id = 2"),
        ] {
            let tx = begin(&conn, acting).await;
            let done = tx.execute_unprepared(sql).await.expect("no error");
            assert_eq!(done.rows_affected(), 0, "{sql}");
            tx.rollback().await.expect("rollback");
        }
        database::run(&conn, "SELECT 1").await;
        conn.close().await.expect("close");
    })
    .await;
}
