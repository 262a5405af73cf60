//! What became of the e-mail that carried a person's password, and whose an e-mail in the outbox is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for mut added in columns() {
            // A column takes one such text; SQLite keeps remarks inside it.
            let remark = if on_sqlite {
                format!("{} /* {} */", added.constraint, added.comment)
            } else {
                added.constraint.to_owned()
            };
            let change = Table::alter()
                .table(added.table)
                .add_column(added.column.extra(remark))
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
        if !on_sqlite {
            for added in columns() {
                let (table, name) = (added.table, added.column.get_column_name());
                let sql = format!("COMMENT ON COLUMN {table}.{name} IS '{}'", added.comment);
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
        for added in columns().into_iter().rev() {
            let change = Table::alter()
                .table(added.table)
                .drop_column(Alias::new(added.column.get_column_name()))
                .to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

struct Added {
    table: &'static str,
    column: ColumnDef,
    constraint: &'static str,
    comment: &'static str,
}

fn columns() -> [Added; 3] {
    [
        Added {
            table: "customer_portal_users",
            column: ColumnDef::new("mail_status").string().to_owned(),
            constraint: "CONSTRAINT ck_customer_portal_users_mail_status \
                         CHECK (mail_status IN ('queued', 'sent', 'failed'))",
            comment: "What became of the last e-mail with a password; null before there was one.",
        },
        Added {
            table: "customer_portal_users",
            column: ColumnDef::new("mail_at")
                .timestamp_with_time_zone()
                .to_owned(),
            constraint: "",
            comment: "Since when mail_status holds.",
        },
        Added {
            table: "outbox_emails",
            column: ColumnDef::new("portal_user_id").big_integer().to_owned(),
            constraint: "CONSTRAINT fk_outbox_emails_portal_user_id \
                         REFERENCES customer_portal_users (id) ON DELETE CASCADE",
            comment: "The person of a shop that it is about; what is still queued goes with the account.",
        },
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
