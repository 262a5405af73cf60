//! PostgreSQL: which rows a transaction may see and change, by whom it acts for. Every policy of the schema is in this
//! file; read [`rules`] from top to bottom to know who sees what. SQLite has no policies: there the application's
//! queries carry the same scope, and the same isolation tests run on both.
//!
//! A transaction says who it acts for with `set_config('app.…', …, true)`; one that says nothing sees nothing. The
//! helper functions are called inside scalar subqueries, so that they run once per statement and not once per row.

use crate::policies::{Rule, rules};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let db = manager.get_connection();
        db.execute_unprepared(FUNCTIONS).await?;
        for rule in rules() {
            db.execute_unprepared(&rule.up()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let db = manager.get_connection();
        for rule in rules() {
            db.execute_unprepared(&rule.down()).await?;
        }
        db.execute_unprepared("DROP SCHEMA app CASCADE").await?;
        Ok(())
    }
}

impl Rule {
    fn up(&self) -> String {
        let table = self.table;
        let read = self.within_org(&self.read, self.read_outside);
        // UPDATE finds what is readable and refuses what may not be written: locking a row for reading (FOR SHARE)
        // needs the first, and a forbidden write fails aloud instead of changing nothing.
        format!(
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
             ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
             CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read});
             CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({insert});
             CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({read}) WITH CHECK ({update});
             CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({delete});",
            insert = self.within_org(&self.insert, self.insert_outside),
            update = self.within_org(&self.update, self.update_outside),
            delete = self.within_org(&self.delete, None),
        )
    }

    fn down(&self) -> String {
        let table = self.table;
        format!(
            "DROP POLICY {table}_read ON {table};
             DROP POLICY {table}_insert ON {table};
             DROP POLICY {table}_update ON {table};
             DROP POLICY {table}_delete ON {table};
             ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
             ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
        )
    }

    fn within_org(&self, condition: &str, outside: Option<&str>) -> String {
        let mut policy = match self.org_column {
            Some(org) => {
                format!(
                    "({org} = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND ({condition})"
                )
            }
            None => condition.to_owned(),
        };
        if let Some(outside) = outside {
            policy = format!("({policy}) OR ({outside})");
        }
        policy
    }
}

/// What a transaction said about itself. None of these reads a table, none is SECURITY DEFINER, and every name is
/// qualified, so a caller's search_path changes nothing. Unset settings are null or, after an earlier transaction of
/// the same session, '' : both mean "not said".
const FUNCTIONS: &str = r#"
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'Whom the current transaction acts for; used by the row-level policies.';

CREATE FUNCTION app.principal() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.principal', true), '') $$;
COMMENT ON FUNCTION app.principal() IS 'shop, staff, machine, system (background work) or auth (the sign-in path).';

CREATE FUNCTION app.role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN app.principal() = 'staff' THEN nullif(pg_catalog.current_setting('app.role', true), '') END $$;
COMMENT ON FUNCTION app.role() IS 'viewer, user, manager, admin or platform_admin; null unless staff.';

CREATE FUNCTION app.org_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.org_id', true), '')::bigint $$;

CREATE FUNCTION app.user_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.user_id', true), '')::bigint $$;
COMMENT ON FUNCTION app.user_id() IS 'users.id of staff, customer_portal_users.id of a shop.';

CREATE FUNCTION app.team_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.team_id', true), '')::bigint $$;

CREATE FUNCTION app.customer_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN app.principal() = 'shop'
               THEN nullif(pg_catalog.current_setting('app.customer_id', true), '')::bigint END $$;
COMMENT ON FUNCTION app.customer_id() IS 'The shop that acts; null unless a shop.';

CREATE FUNCTION app.everywhere() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() = 'system' AND app.org_id() IS NULL, false) $$;
COMMENT ON FUNCTION app.everywhere() IS 'Background work that names no organization: all of them.';

CREATE FUNCTION app.signed_in() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() IN ('shop', 'staff', 'machine', 'system'), false) $$;

CREATE FUNCTION app.is_maker() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() IN ('staff', 'machine', 'system'), false) $$;
COMMENT ON FUNCTION app.is_maker() IS 'On the maker''s side: staff of any role, machines, background work.';

CREATE FUNCTION app.sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() IN ('machine', 'system')
                   OR app.role() IN ('viewer', 'admin', 'platform_admin'), false) $$;
COMMENT ON FUNCTION app.sees_all() IS 'Sees every customer of the organization.';

CREATE FUNCTION app.sees_some() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.role() IN ('user', 'manager'), false) $$;
COMMENT ON FUNCTION app.sees_some() IS 'Sees customers one by one: those it owns, or those of its team.';

CREATE FUNCTION app.owner_user_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN app.role() = 'user' THEN app.user_id() END $$;
COMMENT ON FUNCTION app.owner_user_id() IS 'Whose customers are seen, for the role user.';

CREATE FUNCTION app.managed_team_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN app.role() = 'manager' THEN app.team_id() END $$;
COMMENT ON FUNCTION app.managed_team_id() IS 'Which team''s customers are seen, for the role manager.';

CREATE FUNCTION app.writes() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() IN ('machine', 'system')
                   OR app.role() IN ('user', 'manager', 'admin', 'platform_admin'), false) $$;
COMMENT ON FUNCTION app.writes() IS 'May write what it sees on the maker''s side: everyone there but viewers.';

CREATE FUNCTION app.writes_or_shop() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.writes() OR app.principal() = 'shop', false) $$;

CREATE FUNCTION app.manages() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() IN ('machine', 'system')
                   OR app.role() IN ('manager', 'admin', 'platform_admin'), false) $$;
COMMENT ON FUNCTION app.manages() IS 'May write the organization''s own records: farms, batches, products, work orders.';

CREATE FUNCTION app.administers() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() = 'system' OR app.role() IN ('admin', 'platform_admin'), false) $$;

CREATE FUNCTION app.signs_in() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(app.principal() = 'auth', false) $$;
COMMENT ON FUNCTION app.signs_in() IS 'The sign-in path, which finds an account before its organization is known.';

CREATE FUNCTION app.label() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN app.principal() IN ('shop', 'staff') THEN app.principal() || ':' || app.user_id() END $$;
COMMENT ON FUNCTION app.label() IS 'shop:7 or staff:3, as in idempotency_keys.principal; null for programs.';
"#;
