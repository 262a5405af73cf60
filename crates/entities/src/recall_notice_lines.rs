//! What the shop got of a recalled lot, frozen when the recall was activated.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "recall_notice_lines")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub notice_id: i64,
    pub order_id: i64,
    pub order_item_id: i64,
    pub batch_id: i64,
    /// As it was then.
    pub order_number: String,
    /// As it was then.
    pub batch_code: String,
    pub sku: String,
    /// As it was then.
    pub product_name: String,
    pub cartons_ordered: i32,
    /// Cartons in shipments that had left.
    pub cartons_received: i32,
    /// `[{shipment_id, shipment_number, status, cartons}]` as it was then.
    #[sea_orm(column_type = "JsonBinary")]
    pub shipments: Option<Json>,
    pub created_at: DateTimeUtc,
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
        belongs_to = "super::recall_notices::Entity",
        from = "Column::NoticeId",
        to = "super::recall_notices::Column::Id",
        on_delete = "Cascade"
    )]
    Notice,
    #[sea_orm(
        belongs_to = "super::orders::Entity",
        from = "Column::OrderId",
        to = "super::orders::Column::Id",
        on_delete = "Restrict"
    )]
    Order,
    #[sea_orm(
        belongs_to = "super::order_items::Entity",
        from = "Column::OrderItemId",
        to = "super::order_items::Column::Id",
        on_delete = "Restrict"
    )]
    OrderItem,
    #[sea_orm(
        belongs_to = "super::batches::Entity",
        from = "Column::BatchId",
        to = "super::batches::Column::Id",
        on_delete = "Restrict"
    )]
    Batch,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::recall_notices::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Notice.def()
    }
}

impl Related<super::orders::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Order.def()
    }
}

impl Related<super::order_items::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::OrderItem.def()
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
