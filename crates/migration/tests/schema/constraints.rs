//! What the database itself refuses, on both engines: words outside an enumeration, impossible quantities, lines whose
//! product is of another batch, deletions of evidence, changes to the logs.

use crate::support::{Scratch, count, filled_sqlite, run};
use entities::enumerations;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection};

/// The statement fails and its message names this.
async fn refused(db: &DatabaseConnection, sql: &str, naming: &str) {
    match db.execute_unprepared(sql).await {
        Ok(_) => panic!("was accepted: {sql}"),
        Err(error) => {
            let message = error.to_string();
            assert!(
                message.contains(naming),
                "{sql}: expected {naming} in {message}"
            );
        }
    }
}

async fn every_enumeration_refuses_other_words(db: &DatabaseConnection) {
    for enumeration in enumerations() {
        let (table, column) = (enumeration.table, enumeration.column);
        let name = format!("ck_{table}_{column}");
        let sql = match table {
            "integration_logs" => format!(
                "INSERT INTO {table} (org_id, integration_type, event_type, {column}) VALUES (1, 'x', 'x', 'nonsense')"
            ),
            _ => format!("UPDATE {table} SET {column} = 'nonsense'"),
        };
        refused(db, &sql, &name).await;
    }
}

async fn quantities_are_possible(db: &DatabaseConnection) {
    refused(
        db,
        "UPDATE order_items SET quantity = 0",
        "ck_order_items_quantity",
    )
    .await;
    refused(
        db,
        "UPDATE order_items SET quantity_shipped = quantity + 1",
        "ck_order_items_quantity_shipped",
    )
    .await;
    refused(
        db,
        "UPDATE shipment_items SET quantity = -1",
        "ck_shipment_items_quantity",
    )
    .await;
    refused(db, "UPDATE batch_inputs SET kg = 0", "ck_batch_inputs_kg").await;
    refused(
        db,
        "UPDATE products SET quantity_produced = -1",
        "ck_products_quantity_produced",
    )
    .await;
    refused(
        db,
        "UPDATE work_orders SET qty_planned = 0",
        "ck_work_orders_qty_planned",
    )
    .await;
    refused(
        db,
        "UPDATE stock_levels SET target_soh = 0",
        "ck_stock_levels_target_soh",
    )
    .await;
}

/// SQLite does not say which foreign key was broken, so its message is the same for all.
async fn references_hold(db: &DatabaseConnection, restrict: fn(&'static str) -> &'static str) {
    // A product named with a batch is of that batch; a line with a product has a batch.
    let of_batch = restrict("fk_order_items_product_id_batch_id");
    refused(
        db,
        "UPDATE order_items SET batch_id = 2 WHERE id = 1",
        of_batch,
    )
    .await;
    refused(
        db,
        "UPDATE order_items SET batch_id = NULL WHERE id = 1",
        "ck_order_items_batch_id",
    )
    .await;
    // Evidence stays while something refers to it.
    for (table, by) in [
        ("farms", "fk_batches_farm_id"),
        ("batches", "fk_products_batch_id"),
        ("products", "fk_order_items_product_id"),
        ("customers", "fk_orders_customer_id"),
        ("orders", "fk_shipments_order_id"),
        ("recalls", "fk_recall_notices_recall_id"),
        ("organizations", "fk_customers_org_id"),
    ] {
        // Several rules may refuse the same row, and which is met first is the engine's choice.
        let naming = restrict(by).split("_org_id").next().unwrap_or_default();
        let naming = if naming.starts_with("fk_") {
            "fk_"
        } else {
            naming
        };
        refused(db, &format!("DELETE FROM {table} WHERE id = 1"), naming).await;
    }
    // A person may go; what they did stays.
    run(db, "DELETE FROM users WHERE id = 3").await;
    assert_eq!(
        count(
            db,
            "SELECT count(*) FROM customers WHERE id = 1 AND owner_user_id IS NULL"
        )
        .await,
        1
    );
    // What belongs to an order goes with it, once nothing else holds it.
    run(db, "INSERT INTO orders (id, org_id, customer_id, order_number, order_date) VALUES (9, 1, 1, 'O-9', '2026-02-09')").await;
    run(
        db,
        "INSERT INTO order_items (id, org_id, order_id, sku, product_name, quantity) VALUES (9, 1, 9, 'X', 'X', 1)",
    )
    .await;
    run(db, "DELETE FROM orders WHERE id = 9").await;
    assert_eq!(
        count(db, "SELECT count(*) FROM order_items WHERE id = 9").await,
        0
    );
}

async fn logs_are_append_only(db: &DatabaseConnection) {
    for table in ["audit_logs", "integration_logs"] {
        let message = format!("{table} is append-only");
        refused(
            db,
            &format!("UPDATE {table} SET request_id = 'x'"),
            &message,
        )
        .await;
        refused(db, &format!("DELETE FROM {table}"), &message).await;
    }
    // Only with their organization do integration logs go.
    run(
        db,
        "INSERT INTO organizations (id, name, slug) VALUES (7, 'Brief', 'brief')",
    )
    .await;
    run(
        db,
        "INSERT INTO integration_logs (org_id, integration_type, event_type, status) VALUES (7, 'x', 'x', 'error')",
    )
    .await;
    run(db, "DELETE FROM organizations WHERE id = 7").await;
    assert_eq!(
        count(db, "SELECT count(*) FROM integration_logs WHERE org_id = 7").await,
        0
    );
}

async fn codes_are_unique_in_an_organization(
    db: &DatabaseConnection,
    name: fn(&'static str) -> &'static str,
) {
    let order = "INSERT INTO orders (org_id, customer_id, order_number, order_date) VALUES (1, 1, 'O-1', '2026-02-09')";
    refused(db, order, name("uq_orders_org_id_order_number")).await;
    let batch = "INSERT INTO batches (org_id, farm_id, code) VALUES (1, 1, 'IXC-26-001')";
    refused(db, batch, name("uq_batches_org_id_code")).await;
}

#[tokio::test]
async fn sqlite_refuses() {
    let db = filled_sqlite().await;
    every_enumeration_refuses_other_words(&db).await;
    quantities_are_possible(&db).await;
    codes_are_unique_in_an_organization(&db, |_| "UNIQUE constraint failed").await;
    references_hold(&db, |_| "FOREIGN KEY constraint failed").await;
    logs_are_append_only(&db).await;
}

#[tokio::test]
async fn postgres_refuses() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    let db = &scratch.db;
    every_enumeration_refuses_other_words(db).await;
    quantities_are_possible(db).await;
    codes_are_unique_in_an_organization(db, |name| name).await;
    references_hold(db, |name| name).await;
    logs_are_append_only(db).await;
    refused(db, "TRUNCATE audit_logs", "audit_logs is append-only").await;
    scratch.drop().await;
}
