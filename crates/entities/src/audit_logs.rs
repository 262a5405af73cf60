//! Who changed what, before and after, written in the change's own transaction. Append-only.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "audit_logs")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Null for what a platform_admin does outside any organization.
    pub org_id: Option<i64>,
    /// Kind and id of the principal, such as staff:3, shop:7, machine:demo-directory, system.
    pub actor: String,
    /// What was done, such as create, update, delete, login, suspend.
    pub action: String,
    /// Table of the row that changed.
    pub entity: String,
    /// Its id; no foreign key, since the record outlives the row.
    pub entity_id: Option<i64>,
    /// The row before, secrets left out.
    #[sea_orm(column_type = "JsonBinary")]
    pub before: Option<Json>,
    /// The row after, secrets left out.
    #[sea_orm(column_type = "JsonBinary")]
    pub after: Option<Json>,
    /// X-Request-Id of the request.
    pub request_id: Option<String>,
    /// The caller's address.
    pub ip: Option<String>,
    pub occurred_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    /// Whose row it was; null: of the organization itself. No foreign key, since the record outlives the shop.
    pub customer_id: Option<i64>,
    /// hex(SHA-256) over the content, made with the row; null in rows older than that.
    pub row_hash: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::organizations::Entity",
        from = "Column::OrgId",
        to = "super::organizations::Column::Id",
        on_delete = "Restrict"
    )]
    Organization,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
