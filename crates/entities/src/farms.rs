//! A family farm that sells cacao to the maker.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "farms")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub name: String,
    /// The family or person who farms.
    pub producer_name: String,
    pub region: String,
    /// ISO 3166-1 alpha-2, upper case.
    #[sea_orm(column_type = "Char(Some(2))")]
    pub country: String,
    /// Degrees, WGS 84.
    #[sea_orm(column_type = "Double")]
    pub latitude: Option<f64>,
    /// Degrees, WGS 84.
    #[sea_orm(column_type = "Double")]
    pub longitude: Option<f64>,
    /// GeoJSON geometry of the land, as the deforestation regulation asks for it.
    #[sea_orm(column_type = "JsonBinary")]
    pub plot: Option<Json>,
    /// Hectares.
    #[sea_orm(column_type = "Double")]
    pub area_ha: Option<f64>,
    /// Metres above the sea.
    pub altitude_m: Option<i32>,
    /// Cacao varieties, separated by commas.
    pub varieties: Option<String>,
    /// Separated by commas.
    pub certifications: Option<String>,
    /// Shown to everyone on the provenance page.
    pub story: Option<String>,
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
        on_delete = "Restrict"
    )]
    Organization,
    #[sea_orm(has_many = "super::batches::Entity")]
    Batches,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::batches::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Batches.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
