//! A line of an order. It joins a batch to a shop: a recall starts here.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::OrderStatus;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "order_items")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub order_id: i64,
    /// Null until the line is allocated.
    pub product_id: Option<i64>,
    /// Null until the line is allocated; set whenever product_id is.
    pub batch_id: Option<i64>,
    pub sku: String,
    /// As it was called when ordered.
    pub product_name: String,
    pub description: Option<String>,
    /// Cartons ordered.
    pub quantity: i32,
    /// Cartons in shipments that have left; a pending shipment does not count.
    pub quantity_shipped: i32,
    pub unit: String,
    pub status: OrderStatus,
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
        on_delete = "Cascade"
    )]
    Order,
    #[sea_orm(
        belongs_to = "super::products::Entity",
        from = "Column::ProductId",
        to = "super::products::Column::Id",
        on_delete = "Restrict"
    )]
    Product,
    /// A product named with a batch is of that batch.
    #[sea_orm(
        belongs_to = "super::products::Entity",
        from = "(Column::ProductId, Column::BatchId)",
        to = "(super::products::Column::Id, super::products::Column::BatchId)",
        on_delete = "Restrict"
    )]
    ProductOfBatch,
    #[sea_orm(
        belongs_to = "super::batches::Entity",
        from = "Column::BatchId",
        to = "super::batches::Column::Id",
        on_delete = "Restrict"
    )]
    Batch,
    #[sea_orm(has_many = "super::shipment_items::Entity")]
    ShipmentItems,
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

impl Related<super::products::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Product.def()
    }
}

impl Related<super::batches::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Batch.def()
    }
}

impl Related<super::shipment_items::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ShipmentItems.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
