//! The full-capacity data set, made inside the database by statements that both engines understand, so that millions
//! of rows take minutes. Deterministic: the n-th order always has the same lines. Adds to what the seed brought.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::Size;

/// Made rows begin behind this id, so that the demonstration's stay what they are.
pub const BASE: i64 = 1_000_000;

/// The first customers of the set have a portal user each, with the demonstration password.
pub const SHOPS: i64 = 32;

/// `shop17@load.example`: the portal user of the n-th made customer, from 0.
pub fn shop_email(n: i64) -> String {
    format!("shop{n}@load.example")
}

/// The k-th of the SHOPS owns every order whose number leaves the rest k by the number of customers.
pub fn order_id(size: Size, shop: i64, nth: i64) -> i64 {
    BASE + shop + size.customers * nth
}

struct Dialect {
    series: fn(i64, i64) -> String,
    /// Days before the demonstration's today.
    day: fn(&str) -> String,
    moment: &'static str,
}

const POSTGRES: Dialect = Dialect {
    series: |from, to| {
        format!("SELECT i FROM generate_series({from}::bigint, {to}::bigint) AS n(i)")
    },
    day: |days| format!("(DATE '2026-11-20' - ({days})::int)"),
    moment: "TIMESTAMPTZ '2026-11-20 08:00:00+00'",
};

const SQLITE: Dialect = Dialect {
    series: |from, to| {
        format!(
            "SELECT i FROM (WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) SELECT i FROM n)"
        )
    },
    day: |days| format!("date('2026-11-20', '-' || ({days}) || ' days')"),
    moment: "'2026-11-20T08:00:00+00:00'",
};

/// A database to fill, by a role that may skip triggers.
pub enum Target {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl Target {
    /// Opens it for loading: unchecked keys and, on SQLite, unsynchronized files.
    pub async fn open(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(url)
                .await
                .context("opening the database")?;
            let pragmas =
                "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000";
            sqlx::raw_sql(pragmas).execute(&mut connection).await?;
            return Ok(Self::Sqlite(connection));
        }
        let mut connection = PgConnection::connect(url)
            .await
            .context("opening the database")?;
        // Keys hold by construction; checking them row by row would take most of the time.
        sqlx::raw_sql("SET session_replication_role = replica; SELECT set_config('app.principal', 'system', false)")
            .execute(&mut connection)
            .await
            .context("loading needs a role that may skip triggers")?;
        Ok(Self::Postgres(connection))
    }

    fn dialect(&self) -> Dialect {
        match self {
            Self::Postgres(_) => POSTGRES,
            Self::Sqlite(_) => SQLITE,
        }
    }

    /// Tells the planner what there is now.
    pub async fn analyze(&mut self) -> Result<()> {
        match self {
            Self::Postgres(_) => self.run("VACUUM ANALYZE").await,
            Self::Sqlite(_) => self.run("ANALYZE").await,
        }
    }

    pub async fn run(&mut self, sql: &str) -> Result<()> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Postgres(c) => sqlx::raw_sql(sql).execute(c).await.map(drop)?,
            Self::Sqlite(c) => sqlx::raw_sql(sql).execute(c).await.map(drop)?,
        }
        Ok(())
    }

    pub async fn number(&mut self, sql: &'static str) -> Result<i64> {
        Ok(match self {
            Self::Postgres(c) => sqlx::query_scalar(sql).fetch_one(c).await?,
            Self::Sqlite(c) => sqlx::query_scalar(sql).fetch_one(c).await?,
        })
    }
}

/// Fills the database at `url`, which must be migrated and seeded. Does nothing when it is full already.
pub async fn load(url: &str, size: Size) -> Result<()> {
    let mut target = Target::open(url).await?;
    let dialect = target.dialect();
    ensure!(
        target
            .number("SELECT COUNT(*) FROM farms WHERE id <= 6")
            .await?
            > 0,
        "the database is not seeded: run `ixchel migrate up` and `ixchel seed` first"
    );
    if target
        .number("SELECT COUNT(*) FROM customers WHERE id > 1000000")
        .await?
        > 0
    {
        println!("the full data set is there already");
        return Ok(());
    }
    let begun = Instant::now();
    target.run("BEGIN").await?;
    for (what, sql) in statements(&dialect, size) {
        let started = Instant::now();
        target
            .run(&sql)
            .await
            .with_context(|| format!("making {what}"))?;
        println!("{what:<18} {:>6.1} s", started.elapsed().as_secs_f64());
    }
    target.run("COMMIT").await?;
    target.analyze().await?;
    println!("loaded in {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

const LINES: i64 = 3;

fn statements(d: &Dialect, size: Size) -> Vec<(&'static str, String)> {
    let Size {
        customers,
        orders,
        batches,
    } = size;
    let (moment, series) = (d.moment, d.series);
    let lines = orders * LINES;
    // The j-th line belongs to the order before it and takes from a batch far away from its neighbours'.
    let order_of = format!("(j.i - 1) / {LINES}");
    let batch_of = format!("((j.i * 7919) % {batches})");
    let status = |n: &str| {
        format!(
            "CASE WHEN {n} % 10 < 8 THEN 'delivered' WHEN {n} % 10 = 8 THEN 'in_production' ELSE 'pending' END"
        )
    };
    vec![
        (
            "customers",
            format!(
                "INSERT INTO customers (id, org_id, name, status, country, city, created_at, updated_at)
                 SELECT {BASE} + i.i, 1, 'Shop ' || i.i, 'active',
                        CASE i.i % 3 WHEN 0 THEN 'US' WHEN 1 THEN 'DE' ELSE 'JP' END, 'City ' || (i.i % 500),
                        {moment}, {moment}
                 FROM ({}) i",
                series(0, customers - 1)
            ),
        ),
        (
            "portal users",
            format!(
                "INSERT INTO customer_portal_users
                     (id, org_id, customer_id, email, password_hash, name, status, created_at, updated_at)
                 SELECT {BASE} + i.i, 1, {BASE} + i.i, 'shop' || i.i || '@load.example',
                        (SELECT password_hash FROM customer_portal_users WHERE email = 'buyer@harbor-cocoa.example'),
                        'Buyer ' || i.i, 'active', {moment}, {moment}
                 FROM ({}) i",
                series(0, SHOPS - 1)
            ),
        ),
        (
            "batches",
            format!(
                "INSERT INTO batches (id, org_id, farm_id, code, status, harvest_date, produced_kg, created_at, updated_at)
                 SELECT {BASE} + i.i, 1, 1 + i.i % 6, 'L-' || i.i, 'released', {}, 60, {moment}, {moment}
                 FROM ({}) i",
                (d.day)("i.i % 730"),
                series(0, batches - 1)
            ),
        ),
        (
            "products",
            format!(
                "INSERT INTO products
                     (id, org_id, batch_id, sku, name, cacao_percent, net_weight_g, quantity_produced, created_at, updated_at)
                 SELECT {BASE} + i.i, 1, {BASE} + i.i, 'LNQ-70-60', 'Lanquín 70% 60 g', 70, 60, 1000, {moment}, {moment}
                 FROM ({}) i",
                series(0, batches - 1)
            ),
        ),
        (
            "orders",
            format!(
                "INSERT INTO orders (id, org_id, customer_id, order_number, status, order_date, est_delivery_date,
                                     created_at, updated_at)
                 SELECT {BASE} + i.i, 1, {BASE} + i.i % {customers}, 'L-' || i.i, {}, {}, {}, {moment}, {moment}
                 FROM ({}) i",
                status("i.i"),
                (d.day)("i.i % 730"),
                (d.day)("i.i % 730 - 40"),
                series(0, orders - 1)
            ),
        ),
        (
            "order items",
            format!(
                "INSERT INTO order_items (id, org_id, order_id, product_id, batch_id, sku, product_name, quantity,
                                          quantity_shipped, status, created_at, updated_at)
                 SELECT {BASE} + j.i, 1, {BASE} + {order_of}, {BASE} + {batch_of}, {BASE} + {batch_of},
                        'LNQ-70-60', 'Lanquín 70% 60 g', 1 + j.i % 20,
                        CASE WHEN ({order_of}) % 10 < 8 THEN 1 + j.i % 20 ELSE 0 END, {}, {moment}, {moment}
                 FROM ({}) j",
                status(&format!("({order_of})")),
                series(1, lines)
            ),
        ),
        (
            "order events",
            format!(
                "INSERT INTO order_events (id, org_id, order_id, event, occurred_at, created_at)
                 SELECT {BASE} + i.i, 1, {BASE} + i.i, 'created', {moment}, {moment} FROM ({}) i",
                series(0, orders - 1)
            ),
        ),
        (
            "work orders",
            format!(
                "INSERT INTO work_orders (id, org_id, order_id, wo_number, sku, product_name, qty_planned, qty_completed,
                                          status, created_at, updated_at)
                 SELECT {BASE} + i.i, 1, {BASE} + i.i, 'L-' || i.i, 'LNQ-70-60', 'Lanquín 70% 60 g', 100, 50,
                        'in_progress', {moment}, {moment}
                 FROM ({}) i WHERE i.i % 10 = 8",
                series(0, orders - 1)
            ),
        ),
        (
            "shipments",
            format!(
                "INSERT INTO shipments (id, org_id, order_id, shipment_number, carrier, status, actual_delivery_date,
                                        created_at, updated_at)
                 SELECT {BASE} + i.i, 1, {BASE} + i.i, 'L-' || i.i, 'UPS Freight', 'delivered', {moment}, {moment}, {moment}
                 FROM ({}) i WHERE i.i % 10 < 8",
                series(0, orders - 1)
            ),
        ),
        (
            "shipment items",
            format!(
                "INSERT INTO shipment_items (id, org_id, shipment_id, order_item_id, quantity, created_at)
                 SELECT {BASE} + j.i, 1, {BASE} + {order_of}, {BASE} + j.i, 1 + j.i % 20, {moment}
                 FROM ({}) j WHERE ({order_of}) % 10 < 8",
                series(1, lines)
            ),
        ),
    ]
}
