//! Lab and sensor readings, and the shops' stock. On PostgreSQL measurements are partitioned by month, so that old
//! ones are dropped a month at a time instead of deleted row by row.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        measurements(manager.get_database_backend())
            .create(manager)
            .await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            manager
                .get_connection()
                .execute_unprepared(PARTITIONS)
                .await?;
        }
        stock_levels().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["stock_levels", "measurements"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let db = manager.get_connection();
            db.execute_unprepared("DROP FUNCTION ensure_measurement_partitions(date, date)")
                .await?;
        }
        Ok(())
    }
}

fn measurements(backend: DbBackend) -> TableSpec {
    let spec = TableSpec::new(
        "measurements",
        "A lab or sensor reading about a batch, for a shop or for the maker.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .may_belong_to("customer_id", "customers", ForeignKeyAction::SetNull, "")
    .may_belong_to("batch_id", "batches", ForeignKeyAction::SetNull, "")
    .optional(
        Kind::Text,
        "external_measurement_id",
        "Set when an outside system owns the reading, which is read-only here then.",
    )
    .required(
        Kind::Text,
        "kind",
        "What was measured, such as moisture, cadmium, temperature.",
    )
    .required(Kind::Real, "value", "In unit.")
    .required(Kind::Text, "unit", "")
    .required(Kind::Moment, "measured_at", "")
    .timestamps()
    .index(&["org_id", "measured_at desc", "id desc"])
    .index(&["customer_id", "measured_at desc", "id desc"])
    .index(&["batch_id", "measured_at desc", "id desc"]);
    match backend {
        // Every key of a partitioned table contains the column it is partitioned by.
        DbBackend::Postgres => spec
            .primary(&["id", "measured_at"])
            .unique(&["org_id", "external_measurement_id", "measured_at"])
            .partition_by_range("measured_at"),
        _ => spec.unique(&["org_id", "external_measurement_id"]),
    }
}

fn stock_levels() -> TableSpec {
    TableSpec::new(
        "stock_levels",
        "What a shop has of a SKU and how fast it sells it, in cartons.",
    )
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("customer_id", "customers", ForeignKeyAction::Cascade, "")
    .required(Kind::Text, "sku", "")
    .defaulted(Kind::Count, "current_stock", "0", "Cartons.")
    .defaulted(Kind::Count, "weekly_consumption", "0", "Cartons a week.")
    .defaulted(
        Kind::Count,
        "target_soh",
        "6",
        "Weeks of stock that the shop wants to hold.",
    )
    .timestamps()
    .primary(&["customer_id", "sku"])
    .check("current_stock", "current_stock >= 0")
    .check("weekly_consumption", "weekly_consumption >= 0")
    .check("target_soh", "target_soh > 0")
    .index(&["org_id"])
}

/// Months are in UTC whatever the session's time zone. The default partition takes what no month takes, so that an
/// insert never fails for its date; a month made later takes its rows over from there. Partitions are reached through
/// measurements only: row security is forced on each of them, with no policy, so that nobody reads one by its name.
///
/// SECURITY DEFINER, so that the worker makes months without owning tables; it takes two dates and tells a number. It
/// acts as background work because the engine checks an attached table's foreign keys under the forced policies.
const PARTITIONS: &str = r#"
CREATE FUNCTION ensure_measurement_partitions(from_day date, to_day date) RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    month date := date_trunc('month', from_day)::date;
    partition text;
    made integer := 0;
    principal text := current_setting('app.principal', true);
    org_id text := current_setting('app.org_id', true);
BEGIN
    PERFORM set_config('app.principal', 'system', true), set_config('app.org_id', '', true);
    WHILE month <= to_day LOOP
        partition := 'measurements_' || to_char(month, 'YYYY_MM');
        IF to_regclass(partition) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE %I (LIKE measurements INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)',
                partition
            );
            ALTER TABLE measurements_default NO FORCE ROW LEVEL SECURITY;
            EXECUTE format(
                'WITH moved AS (DELETE FROM measurements_default WHERE measured_at >= %L AND measured_at < %L RETURNING *)
                 INSERT INTO %I SELECT * FROM moved',
                month::timestamptz, (month + interval '1 month')::timestamptz, partition
            );
            ALTER TABLE measurements_default FORCE ROW LEVEL SECURITY;
            EXECUTE format(
                'ALTER TABLE measurements ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                partition, month::timestamptz, (month + interval '1 month')::timestamptz
            );
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
            EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition);
            made := made + 1;
        END IF;
        month := (month + interval '1 month')::date;
    END LOOP;
    PERFORM set_config('app.principal', coalesce(principal, ''), true),
            set_config('app.org_id', coalesce(org_id, ''), true);
    RETURN made;
END
$$;
COMMENT ON FUNCTION ensure_measurement_partitions(date, date) IS
    'Makes the monthly partitions of measurements that are missing between two days; returns how many.';
REVOKE ALL ON FUNCTION ensure_measurement_partitions(date, date) FROM PUBLIC;
CREATE TABLE measurements_default PARTITION OF measurements DEFAULT;
ALTER TABLE measurements_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE measurements_default FORCE ROW LEVEL SECURITY;
SELECT ensure_measurement_partitions(
    (current_date - interval '24 months')::date,
    (current_date + interval '12 months')::date
);
"#;
