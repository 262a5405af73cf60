//! One open transaction that already knows whom it acts for. Made by [`crate::Scope`] alone; SeaORM's queries and
//! flat statements run on it alike. Dropped without [`Tx::commit`], it rolls back.

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, FromQueryResult, QueryResult, RuntimeErr,
    Statement,
};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
use tokio::sync::Mutex;

use crate::{Actor, Result, Sql, db::Turn};

pub(crate) enum Inner {
    Postgres(Transaction<'static, Postgres>),
    Sqlite(Transaction<'static, Sqlite>),
}

/// An open, scoped transaction.
pub struct Tx {
    pub(crate) inner: Mutex<Inner>,
    pub(crate) backend: DbBackend,
    pub(crate) actor: Actor,
    /// Let go of after the transaction has ended, so after `inner`.
    pub(crate) _turn: Turn,
}

impl Tx {
    /// Whom this transaction acts for.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    pub fn is_postgres(&self) -> bool {
        self.backend == DbBackend::Postgres
    }

    /// Makes everything done so far lasting.
    pub async fn commit(self) -> Result<()> {
        match self.inner.into_inner() {
            Inner::Postgres(tx) => tx.commit().await?,
            Inner::Sqlite(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// All rows of a flat statement.
    pub async fn all<R: FromQueryResult>(&self, sql: Sql) -> Result<Vec<R>> {
        let rows = self.query_all_raw(sql.statement(self.backend)).await?;
        Ok(rows
            .iter()
            .map(|row| R::from_query_result(row, ""))
            .collect::<std::result::Result<_, _>>()?)
    }

    /// The first row of a flat statement, if there is one.
    pub async fn one<R: FromQueryResult>(&self, sql: Sql) -> Result<Option<R>> {
        let row = self.query_one_raw(sql.statement(self.backend)).await?;
        Ok(row.map(|row| R::from_query_result(&row, "")).transpose()?)
    }

    /// The first column of the first row.
    pub async fn value<V: sea_orm::TryGetable>(&self, sql: Sql) -> Result<Option<V>> {
        let row = self.query_one_raw(sql.statement(self.backend)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }

    /// Runs a flat statement and returns how many rows it changed.
    pub async fn run(&self, sql: Sql) -> Result<u64> {
        Ok(self
            .execute_raw(sql.statement(self.backend))
            .await?
            .rows_affected())
    }
}

fn exec_err(err: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(err.into()))
}

fn query_err(err: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(err.into()))
}

fn values(statement: &Statement) -> SqlxValues {
    SqlxValues(
        statement
            .values
            .clone()
            .unwrap_or_else(|| sea_orm::Values(Vec::new())),
    )
}

fn text(statement: &Statement) -> AssertSqlSafe<String> {
    // Every statement text is a constant of this crate or built by sea-query; values are always bound.
    AssertSqlSafe(statement.sql.clone())
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, stmt: Statement) -> std::result::Result<ExecResult, DbErr> {
        let values = values(&stmt);
        match &mut *self.inner.lock().await {
            Inner::Postgres(tx) => sqlx::query_with(text(&stmt), values)
                .execute(&mut **tx)
                .await
                .map(Into::into)
                .map_err(exec_err),
            Inner::Sqlite(tx) => sqlx::query_with(text(&stmt), values)
                .execute(&mut **tx)
                .await
                .map(Into::into)
                .map_err(exec_err),
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &mut *self.inner.lock().await {
            Inner::Postgres(tx) => sqlx::raw_sql(sql)
                .execute(&mut **tx)
                .await
                .map(Into::into)
                .map_err(exec_err),
            Inner::Sqlite(tx) => sqlx::raw_sql(sql)
                .execute(&mut **tx)
                .await
                .map(Into::into)
                .map_err(exec_err),
        }
    }

    async fn query_one_raw(
        &self,
        stmt: Statement,
    ) -> std::result::Result<Option<QueryResult>, DbErr> {
        let values = values(&stmt);
        match &mut *self.inner.lock().await {
            Inner::Postgres(tx) => sqlx::query_with(text(&stmt), values)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.map(Into::into))
                .map_err(query_err),
            Inner::Sqlite(tx) => sqlx::query_with(text(&stmt), values)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.map(Into::into))
                .map_err(query_err),
        }
    }

    async fn query_all_raw(&self, stmt: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        let values = values(&stmt);
        match &mut *self.inner.lock().await {
            Inner::Postgres(tx) => sqlx::query_with(text(&stmt), values)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(Into::into).collect())
                .map_err(query_err),
            Inner::Sqlite(tx) => sqlx::query_with(text(&stmt), values)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| rows.into_iter().map(Into::into).collect())
                .map_err(query_err),
        }
    }
}
