//! An order of one shop.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{ErpStatus, OrderStatus, ShippingMethod, ShippingTerm};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub customer_id: i64,
    /// Staff who entered it for the shop.
    pub created_by_user_id: Option<i64>,
    /// The shop's person who placed it.
    pub created_by_portal_user_id: Option<i64>,
    /// Unique in the organization, such as O-2026-0042.
    pub order_number: String,
    /// The shop's own purchase order number.
    pub customer_po_reference: Option<String>,
    pub status: OrderStatus,
    pub order_date: Date,
    /// What we expect.
    pub est_delivery_date: Option<Date>,
    /// What the shop asked for.
    pub requested_delivery_date: Option<Date>,
    pub shipping_method: Option<ShippingMethod>,
    /// Incoterm.
    pub shipping_term: Option<ShippingTerm>,
    /// From the shop; shown to it.
    pub comments: Option<String>,
    /// Null when the order does not go to the ERP.
    pub erp_status: Option<ErpStatus>,
    pub erp_order_number: Option<String>,
    pub submitted_to_erp_at: Option<DateTimeUtc>,
    /// Set when an outside system owns the order, which is read-only here then.
    pub external_order_id: Option<String>,
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
    #[sea_orm(has_many = "super::order_items::Entity")]
    OrderItems,
    #[sea_orm(has_many = "super::order_events::Entity")]
    OrderEvents,
    #[sea_orm(has_many = "super::work_orders::Entity")]
    WorkOrders,
    #[sea_orm(has_many = "super::shipments::Entity")]
    Shipments,
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

impl Related<super::order_items::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::OrderItems.def()
    }
}

impl Related<super::order_events::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::OrderEvents.def()
    }
}

impl Related<super::work_orders::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::WorkOrders.def()
    }
}

impl Related<super::shipments::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Shipments.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
