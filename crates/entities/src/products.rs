//! A finished-goods lot: one SKU made from one batch.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub batch_id: i64,
    pub sku: String,
    pub name: String,
    pub description: Option<String>,
    #[sea_orm(column_type = "Double")]
    pub cacao_percent: Option<f64>,
    /// Grams of one bar.
    pub net_weight_g: Option<i32>,
    /// GS1 number of the trade item, 8 to 14 digits.
    pub gtin: Option<String>,
    pub best_before: Option<Date>,
    /// Cartons.
    pub quantity_produced: i32,
    /// Cartons at the last stock count; null when never counted.
    pub quantity_on_hand: Option<i32>,
    /// When quantity_on_hand was counted.
    pub counted_at: Option<DateTimeUtc>,
    /// Price of a carton in minor units of currency.
    pub unit_price_cents: Option<i64>,
    /// ISO 4217; set whenever unit_price_cents is.
    #[sea_orm(column_type = "Char(Some(3))")]
    pub currency: Option<String>,
    pub image_url: Option<String>,
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

impl Related<super::batches::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Batch.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
