//! The first reply to a creating request, given again to its repeats.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    /// Who sent it, kind and id, such as shop:7.
    pub principal: String,
    /// The Idempotency-Key header.
    pub key: String,
    /// `hex(SHA-256)` of method, path and body: another body under the same key is a conflict.
    pub request_hash: String,
    /// HTTP status of the reply; null while the request runs.
    pub status: Option<i32>,
    /// Body of the reply, secrets left out.
    pub reply: Option<String>,
    /// Location header of the reply.
    pub location: Option<String>,
    /// 24 hours after the request.
    pub expires_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::organizations::Entity",
        from = "Column::OrgId",
        to = "super::organizations::Column::Id",
        on_delete = "Cascade"
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
