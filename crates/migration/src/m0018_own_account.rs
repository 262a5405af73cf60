//! PostgreSQL: what a member of staff may change of its own account. As before neither role nor organization; now not
//! the team either, by which a manager could have widened what it sees.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        allow(
            manager,
            "AND team_id IS NOT DISTINCT FROM (SELECT app.team_id())",
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        allow(manager, "").await
    }
}

/// The rule of `policies` for updates of `users`, with one more condition on one's own account.
async fn allow(manager: &SchemaManager<'_>, and: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let sql = format!(
        "ALTER POLICY users_update ON users WITH CHECK (
            ((org_id = (SELECT app.org_id()) OR (SELECT app.everywhere()))
                AND (SELECT app.administers())
                AND (role <> 'platform_admin' OR (SELECT app.role()) = 'platform_admin'
                     OR (SELECT app.principal()) = 'system'))
            OR (SELECT app.signs_in())
            OR (id = (SELECT app.user_id()) AND role = (SELECT app.role())
                AND (org_id = (SELECT app.org_id()) OR (org_id IS NULL AND role = 'platform_admin')) {and}))"
    );
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}
