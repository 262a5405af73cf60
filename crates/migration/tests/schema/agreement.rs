//! The entities say the same as the database, on both engines, and every foreign key is served by an index.

use crate::support::{Scratch, migrated_sqlite, rows, texts};
use entities::{ForeignKey, all, enumerations};
use sea_orm_migration::sea_orm::{DatabaseConnection, DbBackend};
use std::collections::{BTreeMap, BTreeSet};

/// table, constraint, position, column, referenced table, referenced column, action.
const SQLITE_FOREIGN_KEYS: &str = r#"
    SELECT m.name, CAST(f.id AS text), f.seq, f."from", f."table", f."to", f.on_delete
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
    WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq
"#;

const POSTGRES_FOREIGN_KEYS: &str = r#"
    SELECT c.relname::text, k.conname::text, u.position, a.attname::text, r.relname::text, b.attname::text,
           CASE k.confdeltype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'
                              WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
    JOIN pg_class r ON r.oid = k.confrelid
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(col, target, position)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.col
    JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = u.target
    WHERE k.contype = 'f' AND k.conparentid = 0
    ORDER BY 1, 2, 3
"#;

/// table, index, column, in the index's order.
const SQLITE_INDEXES: &str = r#"
    SELECT m.name, l.name, i.name FROM sqlite_master m
    JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i
    WHERE m.type = 'table' ORDER BY m.name, l.name, i.seqno
"#;

const POSTGRES_INDEXES: &str = r#"
    SELECT c.relname::text, x.relname::text, a.attname::text
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
    JOIN pg_class x ON x.oid = i.indexrelid
    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS u(col, position)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.col
    WHERE u.position <= i.indnkeyatts
    ORDER BY 1, 2, u.position
"#;

const SQLITE_COLUMNS: &str = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'seaql_migrations'";

const POSTGRES_COLUMNS: &str = "SELECT c.relname::text, a.attname::text FROM pg_class c \
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition \
       AND c.relname <> 'seaql_migrations'";

type ByTable<T> = BTreeMap<String, T>;

/// Columns, referenced table, referenced columns, action.
type Key = (Vec<String>, String, Vec<String>, String);

async fn foreign_keys(db: &DatabaseConnection) -> ByTable<BTreeSet<Key>> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => POSTGRES_FOREIGN_KEYS,
        _ => SQLITE_FOREIGN_KEYS,
    };
    let mut keys: BTreeMap<(String, String), Key> = BTreeMap::new();
    for row in rows(db, sql).await {
        let text = |at: usize| row.try_get_by_index::<String>(at).expect("text");
        let key = keys.entry((text(0), text(1))).or_default();
        key.0.push(text(3));
        key.1 = text(4);
        key.2.push(text(5));
        key.3 = text(6);
    }
    let mut tables = ByTable::<BTreeSet<_>>::new();
    for ((table, _), key) in keys {
        tables.entry(table).or_default().insert(key);
    }
    tables
}

/// The columns of every index, in its order; INCLUDEd ones do not count.
async fn indexes(db: &DatabaseConnection) -> ByTable<Vec<Vec<String>>> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => POSTGRES_INDEXES,
        _ => SQLITE_INDEXES,
    };
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in rows(db, sql).await {
        let text = |at: usize| row.try_get_by_index::<String>(at).expect("text");
        found.entry((text(0), text(1))).or_default().push(text(2));
    }
    let mut tables = ByTable::<Vec<_>>::new();
    for ((table, _), columns) in found {
        tables.entry(table).or_default().push(columns);
    }
    tables
}

async fn entities_agree_with(db: &DatabaseConnection) {
    let found = foreign_keys(db).await;
    for table in all() {
        let declared: BTreeSet<_> = table
            .foreign_keys
            .iter()
            .map(
                |ForeignKey {
                     columns,
                     table,
                     target,
                     on_delete,
                 }| {
                    (
                        columns.clone(),
                        table.clone(),
                        target.clone(),
                        (*on_delete).to_owned(),
                    )
                },
            )
            .collect();
        let there = found.get(&table.name).cloned().unwrap_or_default();
        assert_eq!(declared, there, "foreign keys of {}", table.name);
    }

    let sql = match db.get_database_backend() {
        DbBackend::Postgres => POSTGRES_COLUMNS,
        _ => SQLITE_COLUMNS,
    };
    let mut columns = ByTable::<BTreeSet<String>>::new();
    for row in rows(db, sql).await {
        let text = |at: usize| row.try_get_by_index::<String>(at).expect("text");
        columns.entry(text(0)).or_default().insert(text(1));
    }
    let declared: ByTable<BTreeSet<String>> = all()
        .into_iter()
        .map(|table| (table.name, table.columns.into_iter().collect()))
        .collect();
    assert_eq!(declared, columns, "tables and their columns");
}

async fn every_foreign_key_has_an_index(db: &DatabaseConnection) {
    let indexes = indexes(db).await;
    for (table, keys) in foreign_keys(db).await {
        for (columns, ..) in keys {
            let wanted: BTreeSet<_> = columns.iter().collect();
            let served = indexes.get(&table).is_some_and(|indexes| {
                indexes.iter().any(|index| {
                    index.len() >= wanted.len()
                        && index[..wanted.len()].iter().collect::<BTreeSet<_>>() == wanted
                })
            });
            assert!(
                served,
                "no index begins with {table}({})",
                columns.join(", ")
            );
        }
    }
}

/// The check of an enumeration names the entity's values and no other.
async fn enumerations_agree_with(db: &DatabaseConnection) {
    for enumeration in enumerations() {
        let name = format!("ck_{}_{}", enumeration.table, enumeration.column);
        let definition = match db.get_database_backend() {
            DbBackend::Postgres => {
                let sql = format!(
                    "SELECT pg_get_constraintdef(oid) FROM pg_constraint \
                     WHERE conname = '{name}' AND conrelid = '{}'::regclass",
                    enumeration.table
                );
                texts(db, &sql).await.concat()
            }
            _ => {
                let sql = format!(
                    "SELECT sql FROM sqlite_master WHERE name = '{}'",
                    enumeration.table
                );
                let table = texts(db, &sql).await.concat();
                let (_, rest) = table
                    .split_once(&name)
                    .unwrap_or_else(|| panic!("{name} is missing"));
                rest.split("CONSTRAINT")
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            }
        };
        let values: BTreeSet<_> = definition
            .split('\'')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        assert_eq!(
            values,
            enumeration.values.into_iter().collect(),
            "{name}: {definition}"
        );
    }
}

#[tokio::test]
async fn sqlite_agrees_with_the_entities() {
    let db = migrated_sqlite().await;
    entities_agree_with(&db).await;
    every_foreign_key_has_an_index(&db).await;
    enumerations_agree_with(&db).await;
}

#[tokio::test]
async fn postgres_agrees_with_the_entities() {
    let Some(scratch) = Scratch::migrated().await else {
        return;
    };
    entities_agree_with(&scratch.db).await;
    every_foreign_key_has_an_index(&scratch.db).await;
    enumerations_agree_with(&scratch.db).await;
    let silent = texts(
        &scratch.db,
        "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace \
         AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'seaql_migrations' \
         AND obj_description(c.oid, 'pg_class') IS NULL",
    )
    .await;
    assert_eq!(silent, Vec::<String>::new(), "tables without a comment");
    scratch.drop().await;
}
