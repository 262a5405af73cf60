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
        return Ok(series.number(series.free().await?));
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
    Ok(series.number(number))
}

struct Series<'a> {
    tx: &'a Tx,
    table: &'static str,
    column: &'static str,
    start: String,
}

impl Series<'_> {
    /// One more than the highest; where that is taken (somebody chose numbers by hand), a free one found in a few jumps.
    async fn free(&self) -> Result<u64> {
        let first = self.highest().await? + 1;
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
        Ok(free)
    }

    /// The highest number of the most digits in use, 0 for none. Numbers of as many digits sort as texts under any
    /// collation, so the unique index gives the last of them at once, however many there are.
    async fn highest(&self) -> Result<u64> {
        let Self {
            tx, table, column, ..
        } = self;
        let mut digits = 4;
        // Counting passes through 10000, 100000, …
        while digits < 9 && self.is_taken(10_u64.pow(digits)).await? {
            digits += 1;
        }
        let start = self.start.len();
        let length = start + digits as usize;
        let first = format!("{}{}", self.start, "0".repeat(digits as usize));
        let last = format!("{}{}", self.start, "9".repeat(digits as usize));
        let highest: Option<String> = tx
            .value(Sql::with(
                &format!(
                    "SELECT {column} FROM {table}
                     WHERE org_id = $1 AND {column} >= $2 AND {column} <= $3 AND length({column}) = {length}
                     ORDER BY org_id DESC, {column} DESC LIMIT 1"
                ),
                [tx.actor().org_id().into(), first.into(), last.into()],
            ))
            .await?;
        Ok(highest
            .and_then(|number| number.get(start..)?.parse().ok())
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
