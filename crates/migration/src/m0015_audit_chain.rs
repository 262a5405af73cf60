//! The audit log as admins read it and as it proves itself: whose row was concerned, a hash of each row's content, indexes
//! for its filters in the order it is shown (newest first), and a chain per organization that seals the rows one after
//! another. The chain is append-only like the log.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on_postgres = manager.get_database_backend() == DbBackend::Postgres;
        for (name, kind, comment) in COLUMNS {
            // SQLite keeps the remark with the table's text.
            let add = format!("ALTER TABLE audit_logs ADD COLUMN {name} {kind} /* {comment} */");
            run(manager, &add).await?;
            if on_postgres {
                let remark = format!("COMMENT ON COLUMN audit_logs.{name} IS '{comment}'");
                run(manager, &remark).await?;
            }
        }
        run(manager, DROP_BY_ID).await?;
        run(manager, CREATE_BY_TIME).await?;
        audit_chain().create(manager).await?;
        if on_postgres {
            run(manager, GUARD_POSTGRES).await
        } else {
            run(manager, GUARD_SQLITE).await
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["audit_chain"]).await?;
        run(manager, DROP_BY_TIME).await?;
        run(manager, CREATE_BY_ID).await?;
        for (name, _, _) in COLUMNS.iter().rev() {
            run(
                manager,
                &format!("ALTER TABLE audit_logs DROP COLUMN {name}"),
            )
            .await?;
        }
        Ok(())
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await?;
    Ok(())
}

const COLUMNS: [(&str, &str, &str); 2] = [
    (
        "customer_id",
        "bigint",
        "Whose row it was; null: of the organization itself. No foreign key, since the record outlives the shop.",
    ),
    (
        "row_hash",
        "varchar",
        "hex(SHA-256) over the content, made with the row; null in rows older than that.",
    ),
];

fn audit_chain() -> TableSpec {
    TableSpec::new(
        "audit_chain",
        "Seals the audit log: each link is made of the one before and of one row. Append-only.",
    )
    .required(
        Kind::Id,
        "org_id",
        "Whose chain; 0: of what happened outside any organization. No foreign key, as in the log.",
    )
    .required(Kind::Id, "seq", "Place in the chain, from 1, without gaps.")
    .required(
        Kind::Id,
        "audit_id",
        "The row of audit_logs; no foreign key: a removed row is to be found out.",
    )
    .required(
        Kind::Text,
        "row_hash",
        "hex(SHA-256) over the content of the row as it was sealed.",
    )
    .required(
        Kind::Text,
        "link",
        "hex(SHA-256) over the link before, audit_id, row_hash and sealed_at.",
    )
    .required(Kind::Moment, "sealed_at", "")
    .primary(&["org_id", "seq"])
    .unique(&["audit_id"])
}

const DROP_BY_ID: &str = "
DROP INDEX ix_audit_logs_org_id_id;
DROP INDEX ix_audit_logs_org_id_entity_entity_id_id";

const CREATE_BY_ID: &str = "
CREATE INDEX ix_audit_logs_org_id_id ON audit_logs (org_id, id DESC);
CREATE INDEX ix_audit_logs_org_id_entity_entity_id_id ON audit_logs (org_id, entity, entity_id, id DESC)";

const CREATE_BY_TIME: &str = "
CREATE INDEX ix_audit_logs_org_id_occurred_at_id ON audit_logs (org_id, occurred_at DESC, id DESC);
CREATE INDEX ix_audit_logs_org_id_actor_occurred_at_id ON audit_logs (org_id, actor, occurred_at DESC, id DESC);
CREATE INDEX ix_audit_logs_org_id_action_occurred_at_id ON audit_logs (org_id, action, occurred_at DESC, id DESC);
CREATE INDEX ix_audit_logs_org_id_entity_occurred_at_id ON audit_logs (org_id, entity, occurred_at DESC, id DESC);
CREATE INDEX ix_audit_logs_org_id_entity_id_occurred_at_id ON audit_logs (org_id, entity_id, occurred_at DESC, id DESC);
CREATE INDEX ix_audit_logs_org_id_customer_id_occurred_at_id
    ON audit_logs (org_id, customer_id, occurred_at DESC, id DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX ix_audit_logs_org_id_request_id_occurred_at_id
    ON audit_logs (org_id, request_id, occurred_at DESC, id DESC)";

const DROP_BY_TIME: &str = "
DROP INDEX ix_audit_logs_org_id_occurred_at_id;
DROP INDEX ix_audit_logs_org_id_actor_occurred_at_id;
DROP INDEX ix_audit_logs_org_id_action_occurred_at_id;
DROP INDEX ix_audit_logs_org_id_entity_occurred_at_id;
DROP INDEX ix_audit_logs_org_id_entity_id_occurred_at_id;
DROP INDEX ix_audit_logs_org_id_customer_id_occurred_at_id;
DROP INDEX ix_audit_logs_org_id_request_id_occurred_at_id";

/// Admins read their organization's chain, background work extends it, and there is no policy under which it changes.
const GUARD_POSTGRES: &str = "
ALTER TABLE audit_chain ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_chain FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_chain_read ON audit_chain FOR SELECT
    USING ((org_id = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND (SELECT app.administers()));
CREATE POLICY audit_chain_insert ON audit_chain FOR INSERT
    WITH CHECK ((org_id = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND (SELECT app.principal()) = 'system');
CREATE POLICY audit_chain_update ON audit_chain FOR UPDATE USING (false);
CREATE POLICY audit_chain_delete ON audit_chain FOR DELETE USING (false);
CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()";

const GUARD_SQLITE: &str = "
CREATE TRIGGER audit_chain_no_update BEFORE UPDATE ON audit_chain
BEGIN SELECT RAISE(ABORT, 'audit_chain is append-only'); END;
CREATE TRIGGER audit_chain_no_delete BEFORE DELETE ON audit_chain
BEGIN SELECT RAISE(ABORT, 'audit_chain is append-only'); END;";
