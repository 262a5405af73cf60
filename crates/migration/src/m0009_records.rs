//! What happened and what is still to be done: audit and integration logs (append-only, held so by triggers),
//! integration jobs, the feed behind realtime, outgoing e-mail.

use crate::m0001_organizations::LOCALES;
use crate::table::{Kind, NOW, TableSpec, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        audit_logs().create(manager).await?;
        integration_logs().create(manager).await?;
        integration_jobs().create(manager).await?;
        events().create(manager).await?;
        outbox_emails().create(manager).await?;
        let append_only = match manager.get_database_backend() {
            DbBackend::Postgres => APPEND_ONLY_POSTGRES,
            _ => APPEND_ONLY_SQLITE,
        };
        let db = manager.get_connection();
        db.execute_unprepared(append_only).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "outbox_emails",
            "events",
            "integration_jobs",
            "integration_logs",
            "audit_logs",
        ];
        drop_all(manager, &tables).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let db = manager.get_connection();
            db.execute_unprepared("DROP FUNCTION refuse_change_of_log()")
                .await?;
        }
        Ok(())
    }
}

fn audit_logs() -> TableSpec {
    TableSpec::new(
        "audit_logs",
        "Who changed what, before and after, written in the change's own transaction. Append-only.",
    )
    .id()
    .may_belong_to(
        "org_id",
        "organizations",
        ForeignKeyAction::Restrict,
        "Null for what a platform_admin does outside any organization.",
    )
    .required(
        Kind::Text,
        "actor",
        "Kind and id of the principal, such as staff:3, shop:7, machine:demo-directory, system.",
    )
    .required(
        Kind::Text,
        "action",
        "What was done, such as create, update, delete, login, suspend.",
    )
    .required(Kind::Text, "entity", "Table of the row that changed.")
    .optional(
        Kind::Id,
        "entity_id",
        "Its id; no foreign key, since the record outlives the row.",
    )
    .optional(Kind::Json, "before", "The row before, secrets left out.")
    .optional(Kind::Json, "after", "The row after, secrets left out.")
    .optional(Kind::Text, "request_id", "X-Request-Id of the request.")
    .optional(Kind::Text, "ip", "The caller's address.")
    .defaulted(Kind::Moment, "occurred_at", NOW, "")
    .created()
    .index(&["org_id", "id desc"])
    .index(&["org_id", "entity", "entity_id", "id desc"])
}

fn integration_logs() -> TableSpec {
    TableSpec::new("integration_logs", "What crossed the border of the service: portal page views and sign-ins, webhooks, pulls. Append-only.")
        .id()
        .may_belong_to("org_id", "organizations", ForeignKeyAction::Cascade, "Null when a failed sign-in named no known organization.")
        .required(Kind::Text, "integration_type", "Such as customer_portal.")
        .required(Kind::Text, "event_type", "Such as page_view, login, logout.")
        .optional(Kind::Text, "external_system", "The other side: a person's e-mail, a source's name.")
        .one_of("status", &["success", "error"], None, "")
        .optional(Kind::Text, "error_message", "")
        .optional(Kind::Text, "request_id", "X-Request-Id of the request.")
        .optional(Kind::Text, "ip", "The caller's address.")
        .optional(Kind::Text, "user_agent", "")
        .defaulted(Kind::Moment, "occurred_at", NOW, "")
        .created()
        .index(&["org_id", "id desc"])
        .index(&["org_id", "integration_type", "event_type", "id desc"])
}

fn integration_jobs() -> TableSpec {
    TableSpec::new("integration_jobs", "A change from outside on its way in.")
        .id()
        .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
        .required(Kind::Text, "source", "The outside system.")
        .required(
            Kind::Text,
            "kind",
            "What it is about, such as customers, orders, measurements.",
        )
        .required(
            Kind::Text,
            "external_id",
            "Id of the row in the outside system.",
        )
        .required(
            Kind::Text,
            "idempotency_key",
            "Sent with each delivery, so that a repeat changes nothing.",
        )
        .one_of(
            "status",
            &["queued", "running", "succeeded", "failed", "review"],
            Some("'queued'"),
            "failed: will be retried; review: refused, a person must look.",
        )
        .defaulted(Kind::Count, "attempts", "0", "")
        .optional(
            Kind::Moment,
            "next_attempt_at",
            "Not before this; while running, when the lease ends.",
        )
        .optional(Kind::Text, "last_error", "")
        .timestamps()
        .check("attempts", "attempts >= 0")
        .unique(&["idempotency_key"])
        .index(&["org_id", "id desc"])
        .index(&["org_id", "status", "id desc"])
        .index(&["status", "next_attempt_at", "id"])
}

fn events() -> TableSpec {
    TableSpec::new(
        "events",
        "The ordered feed behind realtime, written in each change's own transaction.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .required(
        Kind::Text,
        "type",
        "Such as order.updated, shipment.created, recall.activated.",
    )
    .required(Kind::Text, "entity", "Table of the row that changed.")
    .required(
        Kind::Id,
        "entity_id",
        "Its id; no foreign key, since the feed must be able to tell of a deletion.",
    )
    .optional(
        Kind::Id,
        "customer_id",
        "The shop it concerns; null: the organization. No foreign key, for the same reason.",
    )
    .optional(
        Kind::Json,
        "payload",
        "What a screen needs to refresh itself; no secrets, no costs.",
    )
    .defaulted(Kind::Moment, "occurred_at", NOW, "")
    .created()
    .index(&["org_id", "id"])
    .index(&["customer_id", "id"])
}

fn outbox_emails() -> TableSpec {
    TableSpec::new(
        "outbox_emails",
        "E-mail queued in the transaction that calls for it; a worker sends it.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .required(Kind::Text, "recipient", "")
    .required(Kind::Text, "template", "")
    .required(
        Kind::Json,
        "data",
        "What the template needs; secrets and links are removed once it is sent.",
    )
    .one_of("locale", LOCALES, Some("'en'"), "")
    .one_of(
        "status",
        &["queued", "sent", "failed"],
        Some("'queued'"),
        "failed: given up after too many attempts.",
    )
    .defaulted(Kind::Count, "attempts", "0", "")
    .optional(
        Kind::Moment,
        "next_attempt_at",
        "Not before this; while it is being sent, when the lease ends.",
    )
    .optional(Kind::Text, "last_error", "")
    .optional(Kind::Moment, "sent_at", "")
    .timestamps()
    .check("attempts", "attempts >= 0")
    .index(&["org_id", "id desc"])
    .index(&["status", "next_attempt_at", "id"])
}

/// The only deletion let through is the database's own: integration_logs going with their organization.
const APPEND_ONLY_POSTGRES: &str = r#"
CREATE FUNCTION refuse_change_of_log() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'integration_logs' AND pg_trigger_depth() > 1 THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ck_' || TG_TABLE_NAME || '_append_only';
END
$$;
CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON audit_logs
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER audit_logs_no_truncate BEFORE TRUNCATE ON audit_logs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER integration_logs_append_only BEFORE UPDATE OR DELETE ON integration_logs
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log();
CREATE TRIGGER integration_logs_no_truncate BEFORE TRUNCATE ON integration_logs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log();
"#;

/// In a cascade the organization is already gone when its logs' turn comes; SQLite has no other way to tell.
const APPEND_ONLY_SQLITE: &str = r#"
CREATE TRIGGER audit_logs_no_update BEFORE UPDATE ON audit_logs
BEGIN SELECT RAISE(ABORT, 'audit_logs is append-only'); END;
CREATE TRIGGER audit_logs_no_delete BEFORE DELETE ON audit_logs
BEGIN SELECT RAISE(ABORT, 'audit_logs is append-only'); END;
CREATE TRIGGER integration_logs_no_update BEFORE UPDATE ON integration_logs
BEGIN SELECT RAISE(ABORT, 'integration_logs is append-only'); END;
CREATE TRIGGER integration_logs_no_delete BEFORE DELETE ON integration_logs
WHEN OLD.org_id IS NULL OR EXISTS (SELECT 1 FROM organizations WHERE id = OLD.org_id)
BEGIN SELECT RAISE(ABORT, 'integration_logs is append-only'); END;
"#;
