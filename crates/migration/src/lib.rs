//! The whole schema: tables, foreign keys with their ON DELETE, checks, indexes, comments and, on PostgreSQL, the
//! row-level policies. One step a file, oldest first; a step that was released is never edited, a new one follows it.
//! Data is not loaded here, except what a step must carry over.

mod m0001_organizations;
mod m0002_customers;
mod m0003_traceability;
mod m0004_orders;
mod m0005_shipments;
mod m0006_measurements;
mod m0007_recalls;
mod m0008_access;
mod m0009_records;
mod m0010_row_level_security;
mod m0011_accounts;
mod m0012_portal;
mod m0013_customer_service;
mod m0014_staff;
mod m0015_audit_chain;
mod m0016_customer_search;
mod m0017_dashboard;
mod m0018_own_account;
mod policies;
mod roles;
mod table;

use sea_orm_migration::prelude::*;

pub use roles::{align_identities, grant_app_role};
pub use sea_orm_migration::MigratorTrait;

/// Runs the steps; `Migrator::up(&db, None)` brings a database to this version.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_organizations::Migration),
            Box::new(m0002_customers::Migration),
            Box::new(m0003_traceability::Migration),
            Box::new(m0004_orders::Migration),
            Box::new(m0005_shipments::Migration),
            Box::new(m0006_measurements::Migration),
            Box::new(m0007_recalls::Migration),
            Box::new(m0008_access::Migration),
            Box::new(m0009_records::Migration),
            Box::new(m0010_row_level_security::Migration),
            Box::new(m0011_accounts::Migration),
            Box::new(m0012_portal::Migration),
            Box::new(m0013_customer_service::Migration),
            Box::new(m0014_staff::Migration),
            Box::new(m0015_audit_chain::Migration),
            Box::new(m0016_customer_search::Migration),
            Box::new(m0017_dashboard::Migration),
            Box::new(m0018_own_account::Migration),
        ]
    }
}
