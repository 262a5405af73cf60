//! A shop. This service alone writes customers; others read them over the API.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{CustomerStatus, Locale};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "customers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    /// The staff user who looks after the shop; role user sees only its own.
    pub owner_user_id: Option<i64>,
    /// The team whose managers see the shop.
    pub team_id: Option<i64>,
    pub name: String,
    pub status: CustomerStatus,
    /// ISO 3166-1 alpha-2, upper case.
    #[sea_orm(column_type = "Char(Some(2))")]
    pub country: String,
    pub address_line1: Option<String>,
    pub address_line2: Option<String>,
    pub city: Option<String>,
    pub postal_code: Option<String>,
    /// State, prefecture or Land.
    pub region: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Language of e-mails and notices to the shop; null: the organization's default_locale.
    pub locale: Option<Locale>,
    /// For staff only; never shown to the shop.
    pub notes: Option<String>,
    /// The shop's id in the ERP.
    pub erp_customer_id: Option<String>,
    /// The shop's id in the system that pushes customers in.
    pub external_customer_id: Option<String>,
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
        belongs_to = "super::users::Entity",
        from = "Column::OwnerUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    OwnerUser,
    #[sea_orm(
        belongs_to = "super::teams::Entity",
        from = "Column::TeamId",
        to = "super::teams::Column::Id",
        on_delete = "SetNull"
    )]
    Team,
    #[sea_orm(has_many = "super::contacts::Entity")]
    Contacts,
    #[sea_orm(has_many = "super::customer_portal_users::Entity")]
    CustomerPortalUsers,
    #[sea_orm(has_many = "super::orders::Entity")]
    Orders,
    #[sea_orm(has_many = "super::measurements::Entity")]
    Measurements,
    #[sea_orm(has_many = "super::stock_levels::Entity")]
    StockLevels,
    #[sea_orm(has_many = "super::complaints::Entity")]
    Complaints,
    #[sea_orm(has_many = "super::recall_notices::Entity")]
    RecallNotices,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::OwnerUser.def()
    }
}

impl Related<super::teams::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Team.def()
    }
}

impl Related<super::contacts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Contacts.def()
    }
}

impl Related<super::customer_portal_users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::CustomerPortalUsers.def()
    }
}

impl Related<super::orders::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Orders.def()
    }
}

impl Related<super::measurements::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Measurements.def()
    }
}

impl Related<super::stock_levels::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::StockLevels.def()
    }
}

impl Related<super::complaints::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Complaints.def()
    }
}

impl Related<super::recall_notices::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RecallNotices.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
