//! What one affected shop is told in one recall, and what it answers.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{Locale, NoticeState};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "recall_notices")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub recall_id: i64,
    pub customer_id: i64,
    pub acknowledged_by_portal_user_id: Option<i64>,
    pub telephoned_by_user_id: Option<i64>,
    /// explained: staff say why no answer is to be waited for.
    pub state: NoticeState,
    /// Language the shop was told in.
    pub locale: Locale,
    /// When the e-mail left.
    pub sent_at: Option<DateTimeUtc>,
    /// When the shop first saw the notice.
    pub opened_at: Option<DateTimeUtc>,
    pub telephoned_at: Option<DateTimeUtc>,
    pub acknowledged_at: Option<DateTimeUtc>,
    /// Cartons still there, as the shop reports.
    pub on_hand: Option<i32>,
    /// Cartons, as the shop reports.
    pub sold: Option<i32>,
    /// Cartons, as the shop reports.
    pub returned: Option<i32>,
    /// Cartons, as the shop reports.
    pub destroyed: Option<i32>,
    /// From the shop.
    pub comment: Option<String>,
    /// From staff.
    pub explanation: Option<String>,
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
        belongs_to = "super::recalls::Entity",
        from = "Column::RecallId",
        to = "super::recalls::Column::Id",
        on_delete = "Restrict"
    )]
    Recall,
    #[sea_orm(
        belongs_to = "super::customers::Entity",
        from = "Column::CustomerId",
        to = "super::customers::Column::Id",
        on_delete = "Restrict"
    )]
    Customer,
    #[sea_orm(
        belongs_to = "super::customer_portal_users::Entity",
        from = "Column::AcknowledgedByPortalUserId",
        to = "super::customer_portal_users::Column::Id",
        on_delete = "SetNull"
    )]
    AcknowledgedByPortalUser,
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::TelephonedByUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    TelephonedByUser,
    #[sea_orm(has_many = "super::recall_notice_lines::Entity")]
    RecallNoticeLines,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::recalls::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Recall.def()
    }
}

impl Related<super::customers::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Customer.def()
    }
}

impl Related<super::customer_portal_users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::AcknowledgedByPortalUser.def()
    }
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::TelephonedByUser.def()
    }
}

impl Related<super::recall_notice_lines::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RecallNoticeLines.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
