//! What became of the e-mail that carried a person's password, and whose an e-mail in the outbox is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, mut column, comment) in columns() {
            if manager.get_database_backend() == DbBackend::Sqlite {
                column.extra(format!("/* {comment} */"));
            }
            let change = Table::alter()
                .table(table)
                .add_column(&mut column)
                .to_owned();
            manager.alter_table(change).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            for (table, column, comment) in columns() {
                let name = column.get_column_name();
                let sql = format!("COMMENT ON COLUMN {table}.{name} IS '{comment}'");
                manager.get_connection().execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in INDEXES {
            let index = Index::drop().name(name).table(table).to_owned();
            manager.drop_index(index).await?;
        }
        for (table, column, _) in columns().into_iter().rev() {
            let change = Table::alter()
                .table(table)
                .drop_column(Alias::new(column.get_column_name()))
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

/// Table, column, comment.
fn columns() -> Vec<(&'static str, ColumnDef, &'static str)> {
    vec![
        (
            "customer_portal_users",
            ColumnDef::new("mail_status")
                .string()
                .extra(
                    "CONSTRAINT ck_customer_portal_users_mail_status CHECK (mail_status IN ('queued', 'sent', 'failed'))",
                )
                .to_owned(),
            "What became of the last e-mail with a password; null before there was one.",
        ),
        (
            "customer_portal_users",
            ColumnDef::new("mail_at")
                .timestamp_with_time_zone()
                .to_owned(),
            "Since when mail_status holds.",
        ),
        (
            "outbox_emails",
            ColumnDef::new("portal_user_id")
                .big_integer()
                .extra(
                    "CONSTRAINT fk_outbox_emails_portal_user_id REFERENCES customer_portal_users (id) ON DELETE CASCADE",
                )
                .to_owned(),
            "The person of a shop that it is about; what is still queued goes with the account.",
        ),
    ]
}

/// Name, table, columns. The second counts what one mailbox got lately.
const INDEXES: [(&str, &str, &[&str]); 2] = [
    (
        "ix_outbox_emails_portal_user_id",
        "outbox_emails",
        &["portal_user_id", "id"],
    ),
    (
        "ix_outbox_emails_recipient_created_at",
        "outbox_emails",
        &["recipient", "created_at"],
    ),
];
