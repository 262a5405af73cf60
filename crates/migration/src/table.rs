//! A small notation for tables, so that a migration reads like the data model: columns with their meaning, foreign
//! keys with their `ForeignKeyAction`, checks, uniques and indexes, all under predictable names (`fk_…`, `ck_…`,
//! `uq_…`, `ix_…`) because the application maps violations by constraint name. One [`TableSpec`] gives the
//! statements of either engine. No statement is ever executed conditionally on what already exists here.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// What a column holds; the two engines' types follow from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Identity of a row: bigint.
    Id,
    /// Text without a length limit of its own (the API limits input).
    Text,
    /// Fixed-length code, such as a country or a currency.
    Code(u32),
    /// Cartons, weeks, days, counters: 32 bits.
    Count,
    /// Minor units of a currency: 64 bits.
    Money,
    /// Kilograms, percent, degrees, measured values.
    Real,
    Flag,
    Day,
    /// A moment in UTC: timestamptz, on SQLite RFC 3339 text with `+00:00`.
    Moment,
    /// jsonb, on SQLite text.
    Json,
    /// Bytes, such as an image.
    Bytes,
}

struct Column {
    name: &'static str,
    kind: Kind,
    required: bool,
    identity: bool,
    default: Option<&'static str>,
    comment: &'static str,
}

struct Reference {
    columns: &'static [&'static str],
    table: &'static str,
    target: &'static [&'static str],
    on_delete: ForeignKeyAction,
}

struct IndexSpec {
    columns: &'static [&'static str],
    include: &'static [&'static str],
}

/// One table, before it becomes the statements of an engine.
pub struct TableSpec {
    name: &'static str,
    comment: &'static str,
    columns: Vec<Column>,
    primary: &'static [&'static str],
    references: Vec<Reference>,
    checks: Vec<(&'static str, String)>,
    uniques: Vec<&'static [&'static str]>,
    indexes: Vec<IndexSpec>,
    partition_by: Option<&'static str>,
}

impl TableSpec {
    pub fn new(name: &'static str, comment: &'static str) -> Self {
        Self {
            name,
            comment,
            columns: Vec::new(),
            primary: &["id"],
            references: Vec::new(),
            checks: Vec::new(),
            uniques: Vec::new(),
            indexes: Vec::new(),
            partition_by: None,
        }
    }

    /// The identity column `id`; it is the primary key unless [`Self::primary`] says otherwise.
    pub fn id(mut self) -> Self {
        self.push("id", Kind::Id, true, None, "");
        if let Some(column) = self.columns.last_mut() {
            column.identity = true;
        }
        self
    }

    /// Another primary key than `id`.
    pub fn primary(mut self, columns: &'static [&'static str]) -> Self {
        self.primary = columns;
        self
    }

    pub fn required(mut self, kind: Kind, name: &'static str, comment: &'static str) -> Self {
        self.push(name, kind, true, None, comment);
        self
    }

    pub fn optional(mut self, kind: Kind, name: &'static str, comment: &'static str) -> Self {
        self.push(name, kind, false, None, comment);
        self
    }

    /// A required column with a default, given as an SQL literal that both engines read.
    pub fn defaulted(
        mut self,
        kind: Kind,
        name: &'static str,
        default: &'static str,
        comment: &'static str,
    ) -> Self {
        self.push(name, kind, true, Some(default), comment);
        self
    }

    /// A required enumeration: text with a CHECK over its values. `default` is one of the values, quoted.
    pub fn one_of(
        mut self,
        name: &'static str,
        values: &[&str],
        default: Option<&'static str>,
        comment: &'static str,
    ) -> Self {
        self.push(name, Kind::Text, true, default, comment);
        self.checks.push((name, membership(name, values)));
        self
    }

    /// An enumeration that may be null.
    pub fn one_of_or_null(
        mut self,
        name: &'static str,
        values: &[&str],
        comment: &'static str,
    ) -> Self {
        self.push(name, Kind::Text, false, None, comment);
        self.checks.push((name, membership(name, values)));
        self
    }

    /// A required reference to another table's `id`.
    pub fn belongs_to(
        mut self,
        name: &'static str,
        table: &'static str,
        on_delete: ForeignKeyAction,
        comment: &'static str,
    ) -> Self {
        self.push(name, Kind::Id, true, None, comment);
        self.reference(name, table, on_delete)
    }

    /// A reference to another table's `id` that may be null.
    pub fn may_belong_to(
        mut self,
        name: &'static str,
        table: &'static str,
        on_delete: ForeignKeyAction,
        comment: &'static str,
    ) -> Self {
        self.push(name, Kind::Id, false, None, comment);
        self.reference(name, table, on_delete)
    }

    /// A reference over several columns that exist already.
    pub fn belongs_to_composite(
        mut self,
        columns: &'static [&'static str],
        table: &'static str,
        target: &'static [&'static str],
        on_delete: ForeignKeyAction,
    ) -> Self {
        self.references.push(Reference {
            columns,
            table,
            target,
            on_delete,
        });
        self
    }

    /// Number of the row's state, its ETag: every update adds one.
    pub fn version(self) -> Self {
        self.defaulted(
            Kind::Count,
            "version",
            "1",
            "Grows by one with every update; it is the ETag.",
        )
    }

    /// `created_at` only: rows that never change.
    pub fn created(mut self) -> Self {
        self.push("created_at", Kind::Moment, true, Some(NOW), "");
        self
    }

    /// `created_at` and `updated_at`.
    pub fn timestamps(mut self) -> Self {
        self.push("created_at", Kind::Moment, true, Some(NOW), "");
        self.push("updated_at", Kind::Moment, true, Some(NOW), "");
        self
    }

    /// A CHECK called `ck_<table>_<name>`.
    pub fn check(mut self, name: &'static str, condition: &str) -> Self {
        self.checks.push((name, condition.to_owned()));
        self
    }

    /// A unique constraint called `uq_<table>_<columns>`.
    pub fn unique(mut self, columns: &'static [&'static str]) -> Self {
        self.uniques.push(columns);
        self
    }

    /// An index called `ix_<table>_<columns>`; a column may end in ` desc`.
    pub fn index(mut self, columns: &'static [&'static str]) -> Self {
        self.indexes.push(IndexSpec {
            columns,
            include: &[],
        });
        self
    }

    /// An index that answers a query alone: the further columns are INCLUDEd on PostgreSQL and plain on SQLite.
    pub fn covering_index(
        mut self,
        columns: &'static [&'static str],
        include: &'static [&'static str],
    ) -> Self {
        self.indexes.push(IndexSpec { columns, include });
        self
    }

    /// PostgreSQL: PARTITION BY RANGE over this column. SQLite has no partitions and ignores it.
    pub fn partition_by_range(mut self, column: &'static str) -> Self {
        self.partition_by = Some(column);
        self
    }

    /// Creates the table, its indexes and (PostgreSQL) its comments.
    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        manager.create_table(self.create_statement(backend)).await?;
        for index in &self.indexes {
            manager
                .create_index(self.index_statement(index, backend))
                .await?;
        }
        if backend == DbBackend::Postgres {
            let db = manager.get_connection();
            db.execute_unprepared(&self.comment_statements()).await?;
        }
        Ok(())
    }

    fn push(
        &mut self,
        name: &'static str,
        kind: Kind,
        required: bool,
        default: Option<&'static str>,
        comment: &'static str,
    ) {
        self.columns.push(Column {
            name,
            kind,
            required,
            identity: false,
            default,
            comment,
        });
    }

    fn reference(
        mut self,
        name: &'static str,
        table: &'static str,
        on_delete: ForeignKeyAction,
    ) -> Self {
        self.references.push(Reference {
            columns: Box::leak(Box::new([name])),
            table,
            target: &["id"],
            on_delete,
        });
        self
    }

    fn create_statement(&self, backend: DbBackend) -> TableCreateStatement {
        let mut table = Table::create();
        table.table(self.name);
        let identity_is_primary = self.primary == ["id"];
        for (position, column) in self.columns.iter().enumerate() {
            let mut definition = column.definition(backend);
            if column.identity && identity_is_primary {
                definition.primary_key();
            }
            if backend == DbBackend::Sqlite {
                let table_comment = if position == 0 { self.comment } else { "" };
                if let Some(remark) = remark(&[table_comment, column.comment]) {
                    definition.extra(remark);
                }
            }
            table.col(definition);
        }
        if !identity_is_primary {
            table.primary_key(
                columns_of(
                    Index::create().name(format!("pk_{}", self.name)),
                    self.primary,
                )
                .primary(),
            );
        }
        for unique in &self.uniques {
            let name = format!("uq_{}_{}", self.name, unique.join("_"));
            table.index(columns_of(Index::create().name(name), unique).unique());
        }
        for reference in &self.references {
            table.foreign_key(&mut reference.statement(self.name));
        }
        for (name, condition) in &self.checks {
            table.check((
                Alias::new(format!("ck_{}_{name}", self.name)),
                Expr::cust(condition.clone()),
            ));
        }
        if let (Some(column), DbBackend::Postgres) = (self.partition_by, backend) {
            table.extra(format!("PARTITION BY RANGE ({column})"));
        }
        table
    }

    fn index_statement(&self, index: &IndexSpec, backend: DbBackend) -> IndexCreateStatement {
        let name = format!(
            "ix_{}_{}",
            self.name,
            index.columns.join("_").replace(" desc", "")
        );
        let mut statement = Index::create();
        statement.name(name).table(self.name);
        columns_of(&mut statement, index.columns);
        for column in index.include {
            match backend {
                DbBackend::Postgres => statement.include(*column),
                _ => statement.col(*column),
            };
        }
        statement
    }

    fn comment_statements(&self) -> String {
        let mut sql = format!(
            "COMMENT ON TABLE {} IS {};",
            self.name,
            quoted(self.comment)
        );
        for column in self.columns.iter().filter(|c| !c.comment.is_empty()) {
            sql.push_str(&format!(
                "COMMENT ON COLUMN {}.{} IS {};",
                self.name,
                column.name,
                quoted(column.comment)
            ));
        }
        sql
    }
}

impl Column {
    fn definition(&self, backend: DbBackend) -> ColumnDef {
        let mut definition = ColumnDef::new(self.name);
        match self.kind {
            Kind::Id | Kind::Money => definition.big_integer(),
            Kind::Text => definition.string(),
            Kind::Code(length) => definition.char_len(length),
            Kind::Count => definition.integer(),
            Kind::Real => definition.double(),
            Kind::Flag => definition.boolean(),
            Kind::Day => definition.date(),
            Kind::Moment => definition.timestamp_with_time_zone(),
            Kind::Json => definition.json_binary(),
            Kind::Bytes => definition.blob(),
        };
        if self.identity {
            definition.auto_increment();
        }
        if self.required {
            definition.not_null();
        }
        if let Some(default) = self.default {
            let default = match (default, backend) {
                (NOW, DbBackend::Postgres) => "now()",
                // The same text that the driver writes, so that moments sort as text.
                (NOW, _) => "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
                (literal, _) => literal,
            };
            definition.default(Expr::cust(default));
        }
        definition
    }
}

impl Reference {
    fn statement(&self, table: &str) -> ForeignKeyCreateStatement {
        let mut statement = ForeignKey::create();
        statement
            .name(format!("fk_{table}_{}", self.columns.join("_")))
            .from_tbl(Alias::new(table))
            .to_tbl(self.table)
            .on_delete(self.on_delete);
        for column in self.columns {
            statement.from_col(*column);
        }
        for column in self.target {
            statement.to_col(*column);
        }
        statement
    }
}

/// Drops the tables in the order given: children first.
pub async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager
            .drop_table(Table::drop().table(*table).to_owned())
            .await?;
    }
    Ok(())
}

/// Stands for the engine's "now" in [`TableSpec`]; never reaches the database under this name.
pub const NOW: &str = "now";

fn membership(column: &str, values: &[&str]) -> String {
    let list: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("{column} IN ({})", list.join(", "))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// SQLite keeps no comments apart from a table's own text, so they stay inside it.
fn remark(parts: &[&str]) -> Option<String> {
    let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then(|| format!("/* {} */", parts.join(" ").replace("*/", "* /")))
}

fn columns_of<'a>(
    statement: &'a mut IndexCreateStatement,
    columns: &[&'static str],
) -> &'a mut IndexCreateStatement {
    for column in columns {
        match column.strip_suffix(" desc") {
            Some(name) => statement.col((name, IndexOrder::Desc)),
            None => statement.col(*column),
        };
    }
    statement
}
