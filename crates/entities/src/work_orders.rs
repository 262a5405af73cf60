//! A production run. Shops see its progress, never its cost or bill of materials.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::WorkOrderStatus;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "work_orders")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    /// The order it is made for, if for one.
    pub order_id: Option<i64>,
    pub batch_id: Option<i64>,
    /// Unique in the organization.
    pub wo_number: String,
    pub sku: String,
    pub product_name: String,
    /// Cartons.
    pub qty_planned: i32,
    /// Cartons.
    pub qty_completed: i32,
    pub unit: String,
    pub status: WorkOrderStatus,
    pub est_start: Option<Date>,
    pub est_completion: Option<Date>,
    pub completed_at: Option<DateTimeUtc>,
    /// For staff only.
    pub internal_cost_cents: Option<i64>,
    /// For staff only.
    #[sea_orm(column_type = "JsonBinary")]
    pub bill_of_materials: Option<Json>,
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
        belongs_to = "super::orders::Entity",
        from = "Column::OrderId",
        to = "super::orders::Column::Id",
        on_delete = "SetNull"
    )]
    Order,
    #[sea_orm(
        belongs_to = "super::batches::Entity",
        from = "Column::BatchId",
        to = "super::batches::Column::Id",
        on_delete = "SetNull"
    )]
    Batch,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::orders::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Order.def()
    }
}

impl Related<super::batches::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Batch.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
