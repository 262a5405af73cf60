//! The access log as admins read it: what was asked for, and indexes for its filters in the order it is shown, newest
//! first. They take the place of two that followed the id.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ADD_PATH).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            run(manager, COMMENT).await?;
        }
        run(manager, DROP_BY_ID).await?;
        run(manager, CREATE_BY_TIME).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DROP_BY_TIME).await?;
        run(manager, CREATE_BY_ID).await?;
        run(manager, "ALTER TABLE integration_logs DROP COLUMN path").await
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await?;
    Ok(())
}

/// SQLite keeps the remark with the table's text.
const ADD_PATH: &str = "ALTER TABLE integration_logs ADD COLUMN path varchar /* What was asked for: a path of the API, without its query. */";

const COMMENT: &str = "COMMENT ON COLUMN integration_logs.path IS 'What was asked for: a path of the API, without its query.'";

const DROP_BY_ID: &str = "
DROP INDEX ix_integration_logs_org_id_id;
DROP INDEX ix_integration_logs_org_id_integration_type_event_type_id";

const CREATE_BY_ID: &str = "
CREATE INDEX ix_integration_logs_org_id_id ON integration_logs (org_id, id DESC);
CREATE INDEX ix_integration_logs_org_id_integration_type_event_type_id
    ON integration_logs (org_id, integration_type, event_type, id DESC)";

const CREATE_BY_TIME: &str = "
CREATE INDEX ix_integration_logs_org_id_occurred_at_id ON integration_logs (org_id, occurred_at DESC, id DESC);
CREATE INDEX ix_integration_logs_org_id_event_type_occurred_at_id
    ON integration_logs (org_id, event_type, occurred_at DESC, id DESC);
CREATE INDEX ix_integration_logs_org_id_status_occurred_at_id
    ON integration_logs (org_id, status, occurred_at DESC, id DESC);
CREATE INDEX ix_integration_logs_org_id_external_system_occurred_at_id
    ON integration_logs (org_id, external_system, occurred_at DESC, id DESC)";

const DROP_BY_TIME: &str = "
DROP INDEX ix_integration_logs_org_id_occurred_at_id;
DROP INDEX ix_integration_logs_org_id_event_type_occurred_at_id;
DROP INDEX ix_integration_logs_org_id_status_occurred_at_id;
DROP INDEX ix_integration_logs_org_id_external_system_occurred_at_id";
