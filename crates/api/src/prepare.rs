//! What happens before a server starts: migrations, grants, demonstration data, the demonstration's key. Refuses to
//! mix a demonstration with production.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use domain::{Db, customer_search, db::DbOptions, sessions};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};

use crate::{
    auth::make_key_file,
    settings::{Profile, Settings},
};

/// For one command: few connections, patient.
fn few() -> DbOptions {
    DbOptions {
        min_connections: 0,
        max_connections: 2,
        acquire_timeout: std::time::Duration::from_secs(10),
    }
}

/// The database as the role that owns its tables.
pub async fn as_owner(settings: &Settings) -> Result<Db> {
    make_folder(&settings.database_url)?;
    Ok(Db::connect(settings.migrating_url(), &few()).await?)
}

/// Makes everything ready for `serve`.
pub async fn before_serving(settings: &Settings) -> Result<()> {
    match settings.profile {
        Profile::Demo => {
            if let Some(path) = &settings.jwt_key_file {
                make_key_file(path)?;
            }
            let owner = as_owner(settings).await?;
            let done = async {
                migrate(&owner.unscoped()).await?;
                seed(&owner.unscoped(), settings).await?;
                index_customers(&owner).await
            }
            .await;
            owner.close().await;
            done
        }
        Profile::Production => {
            make_folder(&settings.database_url)?;
            let db = Db::connect(&settings.database_url, &few()).await?;
            let checked = refuse_demonstration(&db).await;
            db.close().await;
            checked
        }
    }
}

/// Applies every pending step and gives the application's role its rights.
pub async fn migrate(owner: &DatabaseConnection) -> Result<()> {
    let pending = Migrator::get_pending_migrations(owner).await?.len();
    Migrator::up(owner, None).await.context("migrating")?;
    migration::grant_app_role(owner)
        .await
        .context("granting the application's role its rights")?;
    if pending > 0 {
        tracing::info!(steps = pending, "migrated");
    }
    Ok(())
}

/// Makes customers findable that came by another way than the API, and forgets words that nobody has any more.
pub async fn index_customers(owner: &Db) -> Result<()> {
    let filled = customer_search::rebuild(owner).await?;
    if filled > 0 {
        tracing::info!(customers = filled, "indexed");
    }
    Ok(())
}

/// Loads the demonstration data into a database without organizations; tells whether it did. All of it or nothing.
pub async fn seed(owner: &DatabaseConnection, settings: &Settings) -> Result<bool> {
    ensure!(
        settings.profile == Profile::Demo,
        "demonstration data is loaded by the demo profile only: its passwords are known"
    );
    let Some(path) = &settings.seed_file else {
        return Ok(false);
    };
    let tx = owner.begin().await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        // The owner is bound by the policies as well.
        tx.execute_unprepared(
            "SELECT set_config('app.principal', 'system', true), set_config('app.org_id', '', true)",
        )
        .await?;
    }
    let statement = Statement::from_string(
        tx.get_database_backend(),
        "SELECT count(*) AS n FROM organizations",
    );
    let count: i64 = tx
        .query_one_raw(statement)
        .await?
        .context("no count")?
        .try_get("", "n")?;
    if count > 0 {
        return Ok(false);
    }
    let sql = fs::read_to_string(path)
        .with_context(|| format!("the demonstration data {} cannot be read", path.display()))?;
    tx.execute_unprepared(&sql)
        .await
        .context("loading the demonstration data")?;
    migration::align_identities(&tx).await?;
    tx.commit().await?;
    tracing::info!("demonstration data loaded");
    Ok(true)
}

async fn refuse_demonstration(db: &Db) -> Result<()> {
    match sessions::holds_demonstration(db).await {
        Ok(false) => Ok(()),
        Ok(true) => bail!(
            "this database holds the demonstration's sign-ins, whose passwords everybody knows: not in production"
        ),
        // An empty or absent database shows itself in /health/ready.
        Err(error) => {
            tracing::warn!(%error, "the database could not be looked at");
            Ok(())
        }
    }
}

/// The embedded database's folder.
fn make_folder(url: &str) -> Result<()> {
    let Some(file) = url.strip_prefix("sqlite:") else {
        return Ok(());
    };
    let file = file.trim_start_matches("//");
    let file = file.split('?').next().unwrap_or_default();
    if file.starts_with(':') {
        return Ok(());
    }
    match std::path::Path::new(file).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())
        }
        _ => Ok(()),
    }
}
