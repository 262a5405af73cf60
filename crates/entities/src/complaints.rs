//! Something wrong with a bar, told by a shop or by staff for it.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{ComplaintCategory, ComplaintSeverity, ComplaintStatus};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "complaints")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub customer_id: i64,
    /// The order line it is about, if known.
    pub order_item_id: Option<i64>,
    /// The batch it is about, from the order line or the lot code.
    pub batch_id: Option<i64>,
    /// The recall it led to.
    pub recall_id: Option<i64>,
    /// Staff who filed it for the shop.
    pub created_by_user_id: Option<i64>,
    /// The shop's person who filed it.
    pub created_by_portal_user_id: Option<i64>,
    /// Unique in the organization, such as C-2026-0031.
    pub complaint_number: String,
    /// As read off the bar; it may match no batch.
    pub lot_code: Option<String>,
    pub category: ComplaintCategory,
    pub severity: ComplaintSeverity,
    pub description: String,
    /// linked: to recall_id.
    pub status: ComplaintStatus,
    /// Why it is linked or closed.
    pub status_reason: Option<String>,
    pub closed_at: Option<DateTimeUtc>,
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
        belongs_to = "super::customers::Entity",
        from = "Column::CustomerId",
        to = "super::customers::Column::Id",
        on_delete = "Restrict"
    )]
    Customer,
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
    #[sea_orm(
        belongs_to = "super::recalls::Entity",
        from = "Column::RecallId",
        to = "super::recalls::Column::Id",
        on_delete = "Restrict"
    )]
    Recall,
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::CreatedByUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    CreatedByUser,
    #[sea_orm(
        belongs_to = "super::customer_portal_users::Entity",
        from = "Column::CreatedByPortalUserId",
        to = "super::customer_portal_users::Column::Id",
        on_delete = "SetNull"
    )]
    CreatedByPortalUser,
    #[sea_orm(has_many = "super::complaint_photos::Entity")]
    ComplaintPhotos,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::customers::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Customer.def()
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

impl Related<super::recalls::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Recall.def()
    }
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::CreatedByUser.def()
    }
}

impl Related<super::customer_portal_users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::CreatedByPortalUser.def()
    }
}

impl Related<super::complaint_photos::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ComplaintPhotos.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
