//! Indexes for what staff see first: the few orders that are late or were refused, found without reading the many that
//! are neither, and what left in the last weeks.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [(&str, &str); 4] = [
    (
        "idx_orders_open_by_delivery",
        "orders (org_id, est_delivery_date, id, customer_id)
         WHERE status IN ('pending', 'in_production', 'shipped') AND est_delivery_date IS NOT NULL",
    ),
    (
        "idx_orders_refused_by_erp",
        "orders (org_id, id DESC, customer_id) WHERE erp_status = 'FAILED'",
    ),
    (
        "idx_shipments_left",
        "shipments (org_id, dispatch_date, id, order_id)
         WHERE status <> 'pending' AND dispatch_date IS NOT NULL",
    ),
    (
        "idx_shipments_arrived",
        "shipments (org_id, actual_delivery_date DESC, order_id)
         WHERE status = 'delivered' AND actual_delivery_date IS NOT NULL",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, rows) in INDEXES {
            let sql = format!("CREATE INDEX {name} ON {rows}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            let sql = format!("DROP INDEX {name}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}
