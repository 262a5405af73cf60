//! Customers of record: at most one primary contact, why a batch was released above its limit, and indexes for the new
//! sort orders and filters. A customer with several primary contacts keeps the oldest.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for (name, definition, comment) in COLUMNS {
            // SQLite keeps the remark with the table's text.
            let remark = if on_sqlite {
                format!(" /* {comment} */")
            } else {
                String::new()
            };
            let moment = if on_sqlite {
                "timestamp_with_timezone_text"
            } else {
                "timestamptz"
            };
            let definition = definition.replace("MOMENT", moment);
            run(
                manager,
                &format!("ALTER TABLE batches ADD COLUMN {name} {definition}{remark}"),
            )
            .await?;
            if !on_sqlite {
                run(
                    manager,
                    &format!("COMMENT ON COLUMN batches.{name} IS '{comment}'"),
                )
                .await?;
            }
        }
        if on_sqlite {
            run(manager, ONE_PRIMARY).await?;
        } else {
            // Row security hides every row from its owner, too: the step acts as background work.
            let sql = format!("{AS_SYSTEM}; {ONE_PRIMARY}; {AS_NOBODY}");
            run(manager, &sql).await?;
        }
        for (name, on) in INDEXES {
            run(manager, &format!("CREATE INDEX {name} ON {on}")).await?;
        }
        run(manager, UNIQUE_PRIMARY).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP INDEX uq_contacts_customer_id_primary").await?;
        for (name, _) in INDEXES {
            run(manager, &format!("DROP INDEX {name}")).await?;
        }
        for (name, _, _) in COLUMNS.iter().rev() {
            run(manager, &format!("ALTER TABLE batches DROP COLUMN {name}")).await?;
        }
        Ok(())
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await?;
    Ok(())
}

/// Of batches: name, definition, comment.
const COLUMNS: [(&str, &str, &str); 3] = [
    (
        "release_reason",
        "varchar",
        "Why an admin released it above its cadmium limit; null otherwise.",
    ),
    (
        "released_by_user_id",
        "bigint CONSTRAINT fk_batches_released_by_user_id REFERENCES users (id) ON DELETE SET NULL",
        "Who gave release_reason.",
    ),
    ("released_at", "MOMENT", "When release_reason was given."),
];

const AS_SYSTEM: &str = "SELECT set_config('app.principal', 'system', true)";
const AS_NOBODY: &str = "SELECT set_config('app.principal', '', true)";

const ONE_PRIMARY: &str = "
UPDATE contacts SET is_primary = FALSE
WHERE is_primary AND EXISTS (
    SELECT 1 FROM contacts older
    WHERE older.customer_id = contacts.customer_id AND older.is_primary AND older.id < contacts.id
)";

const UNIQUE_PRIMARY: &str = "CREATE UNIQUE INDEX uq_contacts_customer_id_primary ON contacts (customer_id) WHERE is_primary";

const INDEXES: [(&str, &str); 5] = [
    (
        "ix_batches_released_by_user_id",
        "batches (released_by_user_id)",
    ),
    (
        "ix_customers_org_id_created_at_id",
        "customers (org_id, created_at, id)",
    ),
    (
        "ix_customers_org_id_updated_at_id",
        "customers (org_id, updated_at, id)",
    ),
    (
        "ix_customers_org_id_country_name_id",
        "customers (org_id, country, name, id)",
    ),
    (
        "ix_measurements_org_id_kind_measured_at_id",
        "measurements (org_id, kind, measured_at DESC, id DESC)",
    ),
];
