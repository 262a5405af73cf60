//! A chocolate maker: the tenant.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::enums::Locale;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "organizations")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    /// Names the organization in addresses and X-Organization.
    pub slug: String,
    /// Image shown in the portal's header.
    #[sea_orm(column_type = "Blob")]
    #[serde(skip_serializing)]
    pub logo: Option<Vec<u8>>,
    /// Media type of the logo.
    pub logo_type: Option<String>,
    /// Brand colour, #rrggbb.
    pub primary_color: String,
    /// Language where a reader has none.
    pub default_locale: Locale,
    /// Weeks from an order to its delivery, for container plans.
    pub lead_time_weeks: i32,
    /// Grows by one with every update; it is the ETag.
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(has_many = "super::teams::Entity")]
    Teams,
}

impl Related<super::teams::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Teams.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
