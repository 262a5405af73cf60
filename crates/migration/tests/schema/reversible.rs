//! Every step goes up, down and up again on both engines, and leaves nothing behind and nothing different.

use crate::support::{Scratch, sqlite, texts};
use migration::{Migrator, MigratorTrait};

/// Everything SQLite knows of a schema, as text.
const SQLITE_SCHEMA: &str = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master \
     WHERE name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' ORDER BY 1";

/// Columns, constraints, indexes, triggers, policies, functions and comments, as text.
const POSTGRES_SCHEMA: &str = r#"
    WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('public', 'app')),
         relations AS (
             SELECT c.* FROM pg_class c JOIN ours ON ours.oid = c.relnamespace
             WHERE c.relname NOT LIKE 'seaql_migrations%'
         )
    SELECT concat_ws(' ', 'relation', relname, relkind::text, relrowsecurity, relforcerowsecurity) FROM relations
    UNION ALL
    SELECT concat_ws(' ', 'column', r.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                     a.attidentity, pg_get_expr(d.adbin, d.adrelid), col_description(r.oid, a.attnum))
    FROM relations r
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
    UNION ALL
    SELECT concat_ws(' ', 'constraint', r.relname, k.conname, pg_get_constraintdef(k.oid))
    FROM relations r JOIN pg_constraint k ON k.conrelid = r.oid
    UNION ALL
    SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid))
    FROM relations r JOIN pg_index i ON i.indrelid = r.oid
    UNION ALL
    SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid))
    FROM relations r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
    UNION ALL
    SELECT concat_ws(' ', 'policy', tablename, policyname, cmd, qual, with_check) FROM pg_policies
    UNION ALL
    SELECT concat_ws(' ', 'function', ours.nspname, p.proname, pg_get_functiondef(p.oid))
    FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace
    UNION ALL
    SELECT concat_ws(' ', 'schema', nspname) FROM ours
    ORDER BY 1
"#;

#[tokio::test]
async fn sqlite_goes_up_down_and_up() {
    let db = sqlite().await;
    Migrator::up(&db, None).await.expect("up");
    let first = texts(&db, SQLITE_SCHEMA).await;
    assert!(first.len() > 60, "a schema was made: {}", first.len());
    Migrator::down(&db, None).await.expect("down");
    assert_eq!(texts(&db, SQLITE_SCHEMA).await, Vec::<String>::new());
    Migrator::up(&db, None).await.expect("up again");
    assert_eq!(texts(&db, SQLITE_SCHEMA).await, first);
}

#[tokio::test]
async fn postgres_goes_up_down_and_up() {
    let Some(scratch) = Scratch::create().await else {
        return;
    };
    let db = &scratch.db;
    let empty = texts(db, POSTGRES_SCHEMA).await;
    Migrator::up(db, None).await.expect("up");
    let first = texts(db, POSTGRES_SCHEMA).await;
    assert!(first.len() > 400, "a schema was made: {}", first.len());
    Migrator::down(db, None).await.expect("down");
    assert_eq!(texts(db, POSTGRES_SCHEMA).await, empty);
    Migrator::up(db, None).await.expect("up again");
    assert_eq!(texts(db, POSTGRES_SCHEMA).await, first);
    scratch.drop().await;
}
