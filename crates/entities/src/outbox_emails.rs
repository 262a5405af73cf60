//! E-mail queued in the transaction that calls for it; a worker sends it.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{EmailStatus, Locale};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_emails")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub recipient: String,
    pub template: String,
    /// What the template needs; secrets and links are removed once it is sent.
    #[sea_orm(column_type = "JsonBinary")]
    pub data: Json,
    pub locale: Locale,
    /// failed: given up after too many attempts.
    pub status: EmailStatus,
    pub attempts: i32,
    /// Not before this; while it is being sent, when the lease ends.
    pub next_attempt_at: Option<DateTimeUtc>,
    pub last_error: Option<String>,
    pub sent_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// The person of a shop that it is about; what is still queued goes with the account.
    pub portal_user_id: Option<i64>,
    /// The member of staff that it is about; what is still queued goes with the account.
    pub user_id: Option<i64>,
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
        belongs_to = "super::customer_portal_users::Entity",
        from = "Column::PortalUserId",
        to = "super::customer_portal_users::Column::Id",
        on_delete = "Cascade"
    )]
    PortalUser,
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::UserId",
        to = "super::users::Column::Id",
        on_delete = "Cascade"
    )]
    User,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::customer_portal_users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::PortalUser.def()
    }
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
