//! Staff as its admins look after it: the generated password that must be replaced, what became of the e-mail that carried
//! it, and whose an e-mail in the outbox is.

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

fn columns() -> [Added; 4] {
    [
        Added {
            table: "users",
            column: ColumnDef::new("must_change_password")
                .boolean()
                .not_null()
                .default(false)
                .to_owned(),
            constraint: "",
            comment: "A generated password is in use: nothing else is open before another one is chosen.",
        },
        Added {
            table: "users",
            column: ColumnDef::new("mail_status").string().to_owned(),
            constraint: "CONSTRAINT ck_users_mail_status CHECK (mail_status IN ('queued', 'sent', 'failed'))",
            comment: "What became of the last e-mail with a password; null before there was one.",
        },
        Added {
            table: "users",
            column: ColumnDef::new("mail_at")
                .timestamp_with_time_zone()
                .to_owned(),
            constraint: "",
            comment: "Since when mail_status holds.",
        },
        Added {
            table: "outbox_emails",
            column: ColumnDef::new("user_id").big_integer().to_owned(),
            constraint: "CONSTRAINT fk_outbox_emails_user_id REFERENCES users (id) ON DELETE CASCADE",
            comment: "The member of staff that it is about; what is still queued goes with the account.",
        },
    ]
}

/// Name, table, columns.
const INDEXES: [(&str, &str, &[&str]); 2] = [
    (
        "ix_outbox_emails_user_id",
        "outbox_emails",
        &["user_id", "id"],
    ),
    (
        "ix_users_org_id_email_id",
        "users",
        &["org_id", "email", "id"],
    ),
];
