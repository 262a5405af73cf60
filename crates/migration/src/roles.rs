//! What the application's roles may do on PostgreSQL, and housekeeping that follows a load. The roles themselves are
//! made by `deploy/postgres-roles.sql`; a role that does not exist is skipped, so that a development database with one
//! role works too. No role gets a right here that its row-level policies do not narrow further.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Gives `ixchel_app` and `ixchel_worker` their rights on everything the schema holds now; run it after every
/// migration, as the owner. Safe to repeat. Does nothing on SQLite. Errors are the database's.
pub async fn grant_app_role<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(GRANTS).await?;
    }
    Ok(())
}

/// Moves every identity behind the highest id in its table, after rows came with ids of their own (seed data, a
/// restored copy). Run it as the owner or a superuser. SQLite keeps count by itself. Errors are the database's.
pub async fn align_identities<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(ALIGN).await?;
    }
    Ok(())
}

/// Partitions get no grant: rows are reached through their table, whose policies hold. Default privileges are not
/// used for the same reason, and because an append-only table made later must not begin with UPDATE and DELETE.
const GRANTS: &str = r#"
DO $$
DECLARE
    app_role text;
    relation regclass;
BEGIN
    FOR app_role IN
        SELECT rolname FROM pg_roles WHERE rolname IN ('ixchel_app', 'ixchel_worker')
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA public, app TO %I', app_role);
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO %I', app_role);
        FOR relation IN
            SELECT c.oid FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        LOOP
            IF relation IN ('seaql_migrations'::regclass) THEN
                EXECUTE format('GRANT SELECT ON %s TO %I', relation, app_role);
            ELSIF relation::text IN ('audit_logs', 'audit_chain', 'integration_logs') THEN
                EXECUTE format('GRANT SELECT, INSERT ON %s TO %I', relation, app_role);
                EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM %I', relation, app_role);
            ELSE
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', relation, app_role);
            END IF;
        END LOOP;
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', app_role);
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ixchel_worker') THEN
        GRANT EXECUTE ON FUNCTION ensure_measurement_partitions(date, date) TO ixchel_worker;
    END IF;
END
$$;
"#;

/// Row-level security hides rows from a forced owner too, so the highest ids are read as background work.
const ALIGN: &str = r#"
DO $$
DECLARE
    identity record;
    highest bigint;
BEGIN
    PERFORM set_config('app.principal', 'system', true), set_config('app.org_id', '', true);
    FOR identity IN
        SELECT c.oid::regclass AS relation, a.attname AS name
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attidentity <> '' AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
    LOOP
        EXECUTE format('SELECT max(%I) FROM %s', identity.name, identity.relation) INTO highest;
        IF highest IS NOT NULL THEN
            PERFORM setval(
                pg_get_serial_sequence(identity.relation::text, identity.name),
                greatest(highest, 1)
            );
        END IF;
    END LOOP;
END
$$;
"#;
