//! Cartons of one order that travel together.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::ShipmentStatus;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "shipments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub order_id: i64,
    /// Unique in the organization.
    pub shipment_number: String,
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    pub tracking_url: Option<String>,
    pub dispatch_date: Option<Date>,
    pub est_delivery_date: Option<Date>,
    /// The moment of delivery: the proof shows its time.
    pub actual_delivery_date: Option<DateTimeUtc>,
    /// A pending shipment does not count as shipped.
    pub status: ShipmentStatus,
    /// Delivery address, as it was when shipped.
    pub ship_to_name: Option<String>,
    pub ship_to_street: Option<String>,
    pub ship_to_city: Option<String>,
    pub ship_to_postal_code: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    #[sea_orm(column_type = "Char(Some(2))")]
    pub ship_to_country: Option<String>,
    /// Who took the delivery.
    pub received_by: Option<String>,
    /// Image of the signature.
    #[sea_orm(column_type = "Blob")]
    #[serde(skip_serializing)]
    pub signature: Option<Vec<u8>>,
    /// Media type of the signature.
    pub signature_type: Option<String>,
    /// Photo of the delivery.
    #[sea_orm(column_type = "Blob")]
    #[serde(skip_serializing)]
    pub photo: Option<Vec<u8>>,
    /// Media type of the photo.
    pub photo_type: Option<String>,
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
        on_delete = "Restrict"
    )]
    Order,
    #[sea_orm(has_many = "super::shipment_items::Entity")]
    ShipmentItems,
    #[sea_orm(has_many = "super::shipment_events::Entity")]
    ShipmentEvents,
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

impl Related<super::shipment_items::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ShipmentItems.def()
    }
}

impl Related<super::shipment_events::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ShipmentEvents.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
