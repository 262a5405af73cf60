//! Cacao of one farm, processed together. People meet it as a lot code on a bar.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::BatchStatus;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "batches")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub farm_id: i64,
    /// The lot code, such as IXC-26-014; unique in the organization.
    pub code: String,
    /// New orders take no batch that is on_hold or recalled.
    pub status: BatchStatus,
    pub harvest_date: Option<Date>,
    /// Kilograms of cacao taken in.
    #[sea_orm(column_type = "Double")]
    pub received_kg: Option<f64>,
    pub fermentation_days: Option<i32>,
    pub drying_days: Option<i32>,
    pub roast_date: Option<Date>,
    /// Kilograms of chocolate made.
    #[sea_orm(column_type = "Double")]
    pub produced_kg: Option<f64>,
    /// For staff only.
    pub notes: Option<String>,
    /// Why an admin released it above its cadmium limit; null otherwise.
    pub release_reason: Option<String>,
    /// Who gave release_reason.
    pub released_by_user_id: Option<i64>,
    /// When release_reason was given.
    pub released_at: Option<DateTimeUtc>,
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
    #[sea_orm(
        belongs_to = "super::farms::Entity",
        from = "Column::FarmId",
        to = "super::farms::Column::Id",
        on_delete = "Restrict"
    )]
    Farm,
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::ReleasedByUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    ReleasedByUser,
    #[sea_orm(has_many = "super::products::Entity")]
    Products,
    #[sea_orm(has_many = "super::order_items::Entity")]
    OrderItems,
    #[sea_orm(has_many = "super::measurements::Entity")]
    Measurements,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::farms::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Farm.def()
    }
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ReleasedByUser.def()
    }
}

impl Related<super::products::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Products.def()
    }
}

impl Related<super::order_items::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::OrderItems.def()
    }
}

impl Related<super::measurements::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Measurements.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
