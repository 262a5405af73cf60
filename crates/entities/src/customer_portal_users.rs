//! A person of a shop who signs in to the portal.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{AccountStatus, EmailStatus};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "customer_portal_users")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub customer_id: i64,
    pub created_by_user_id: Option<i64>,
    /// Lower case; unique in the organization.
    pub email: String,
    /// bcrypt.
    #[serde(skip_serializing)]
    pub password_hash: String,
    pub name: String,
    /// locked: until locked_until, by wrong passwords; suspended: by an admin.
    pub status: AccountStatus,
    pub last_login_at: Option<DateTimeUtc>,
    /// Wrong passwords since the last success.
    pub login_attempts: i32,
    pub locked_until: Option<DateTimeUtc>,
    /// The password was generated for the person.
    pub must_change_password: bool,
    /// `hex(SHA-256)` of the open magic link; null once redeemed.
    #[serde(skip_serializing)]
    pub magic_token_hash: Option<String>,
    pub magic_expires_at: Option<DateTimeUtc>,
    /// A token issued before this is refused.
    pub sessions_valid_from: Option<DateTimeUtc>,
    /// Grows by one with every update; it is the ETag.
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// What became of the last e-mail with a password; null before there was one.
    pub mail_status: Option<EmailStatus>,
    /// Since when mail_status holds.
    pub mail_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::organizations::Entity",
        from = "Column::OrgId",
        to = "super::organizations::Column::Id",
        on_delete = "Cascade"
    )]
    Organization,
    #[sea_orm(
        belongs_to = "super::customers::Entity",
        from = "Column::CustomerId",
        to = "super::customers::Column::Id",
        on_delete = "Cascade"
    )]
    Customer,
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::CreatedByUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    CreatedByUser,
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

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
