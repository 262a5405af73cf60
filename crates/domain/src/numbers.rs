//! The running numbers that people quote: `O-2026-0042`, `SH-2026-0094`. One at a time within an organization, so
//! that no two writers get the same; never derived from a count.

use sea_orm::ConnectionTrait;

use crate::{Result, Sql, Tx};

/// The next free number of a year for a table, in a write transaction. `table` and `column` are names of this
/// program, never input. Whoever asks next in the same organization waits until this transaction ends.
pub async fn next(
    tx: &Tx,
    table: &'static str,
    column: &'static str,
    prefix: &str,
    year: i32,
) -> Result<String> {
    let series = Series {
        tx,
        table,
        column,
        start: format!("{prefix}-{year}-"),
    };
    if !tx.is_postgres() {
        // SQLite lets one writer in at a time.
        return series.free().await;
    }
    tx.run(Sql::with(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, $2))",
        [series.start.clone().into(), tx.actor().org_id().into()],
    ))
    .await?;
    // The policies show the caller its own customers' rows; a number is taken whoever's row has it.
    let caller: String = tx
        .value(Sql::new("SELECT current_setting('app.principal')"))
        .await?
        .unwrap_or_default();
    tx.execute_unprepared("SELECT set_config('app.principal', 'system', true)")
        .await?;
    let found = series.free().await;
    // After a failed statement the transaction is lost, and the setting with it.
    let restored = tx
        .run(Sql::with(
            "SELECT set_config('app.principal', $1, true)",
            [caller.into()],
        ))
        .await;
    let number = found?;
    restored?;
    Ok(number)
}

struct Series<'a> {
    tx: &'a Tx,
    table: &'static str,
    column: &'static str,
    start: String,
}

impl Series<'_> {
    /// One more than the youngest row's number; where that is taken (somebody chose numbers by hand), a free one
    /// found in a few jumps.
    async fn free(&self) -> Result<String> {
        let first = self.youngest().await? + 1;
        let (mut taken, mut free) = (first, first);
        let mut jump = 1;
        while self.is_taken(free).await? {
            taken = free;
            free += jump;
            jump *= 2;
        }
        while free - taken > 1 {
            let middle = taken + (free - taken) / 2;
            if self.is_taken(middle).await? {
                taken = middle;
            } else {
                free = middle;
            }
        }
        Ok(self.number(free))
    }

    async fn youngest(&self) -> Result<u64> {
        let Self {
            tx,
            table,
            column,
            start,
        } = self;
        let length = start.len();
        let youngest: Option<String> = tx
            .value(Sql::with(
                &format!(
                    "SELECT {column} FROM {table} WHERE org_id = $1 AND substr({column}, 1, {length}) = $2
                     ORDER BY id DESC LIMIT 1"
                ),
                [tx.actor().org_id().into(), start.clone().into()],
            ))
            .await?;
        Ok(youngest
            .and_then(|number| number[length..].parse().ok())
            // Nobody gets this far by counting, and sums stay far from overflow.
            .filter(|number| *number < u64::from(u32::MAX))
            .unwrap_or(0))
    }

    async fn is_taken(&self, number: u64) -> Result<bool> {
        let found: Option<i64> = self
            .tx
            .value(Sql::with(
                &format!(
                    "SELECT id FROM {} WHERE org_id = $1 AND {} = $2",
                    self.table, self.column
                ),
                [self.tx.actor().org_id().into(), self.number(number).into()],
            ))
            .await?;
        Ok(found.is_some())
    }

    fn number(&self, number: u64) -> String {
        format!("{}{number:04}", self.start)
    }
}
