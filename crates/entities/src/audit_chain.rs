//! Seals the audit log: each link is made of the one before and of one row. Append-only.

use sea_orm::entity::prelude::*;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "audit_chain")]
pub struct Model {
    /// Whose chain; 0: of what happened outside any organization. No foreign key, as in the log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: i64,
    /// Place in the chain, from 1, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The row of audit_logs; no foreign key: a removed row is to be found out.
    pub audit_id: i64,
    /// hex(SHA-256) over the content of the row as it was sealed.
    pub row_hash: String,
    /// hex(SHA-256) over the link before, audit_id, row_hash and sealed_at.
    pub link: String,
    pub sealed_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
