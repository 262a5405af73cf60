//! A program that signs in with client credentials.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::ClientStatus;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_clients")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    /// Public name of the client; unique everywhere.
    pub client_id: String,
    /// `hex(SHA-256)` of a generated secret of 256 bits.
    #[serde(skip_serializing)]
    pub secret_hash: String,
    /// The secret before the last rotation, while it still counts.
    #[serde(skip_serializing)]
    pub previous_secret_hash: Option<String>,
    pub previous_secret_expires_at: Option<DateTimeUtc>,
    pub name: String,
    /// Array of scope names, such as customers:read.
    #[sea_orm(column_type = "JsonBinary")]
    pub scopes: Json,
    /// Array of networks it may call from; empty: from anywhere.
    #[sea_orm(column_type = "JsonBinary")]
    pub allowed_cidrs: Json,
    pub status: ClientStatus,
    /// Null: the configured default.
    pub rate_limit_per_minute: Option<i32>,
    pub expires_at: Option<DateTimeUtc>,
    pub last_used_at: Option<DateTimeUtc>,
    /// A token issued before this is refused.
    pub tokens_valid_from: Option<DateTimeUtc>,
    /// Grows by one with every update; it is the ETag.
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
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
