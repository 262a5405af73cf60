//! A recall, or a drill of one: draft, then active, then closed.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{RecallClass, RecallStatus};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "recalls")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub created_by_user_id: Option<i64>,
    pub activated_by_user_id: Option<i64>,
    pub closed_by_user_id: Option<i64>,
    /// Unique in the organization, such as R-2026-003.
    pub recall_number: String,
    pub title: String,
    /// What is wrong.
    pub reason: String,
    /// I: may cause serious harm or death; III: unlikely to harm.
    pub class: RecallClass,
    /// What shops must do.
    pub instructions: String,
    pub status: RecallStatus,
    /// A drill recalls no batch and mails no shop unless asked to.
    pub is_drill: bool,
    /// Whether activating it queues e-mails.
    pub mails_shops: bool,
    /// What was named: batch_ids, farm_id, product_id, date_from, date_to. recall_batches is what that came to.
    #[sea_orm(column_type = "JsonBinary")]
    pub scope: Option<Json>,
    /// The first complaint, or the recall's creation: a full trace is due 4 hours later.
    pub clock_started_at: DateTimeUtc,
    /// When the full trace was there.
    pub traced_at: Option<DateTimeUtc>,
    pub activated_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    pub closure_reason: Option<String>,
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
        from = "Column::CreatedByUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    CreatedByUser,
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::ActivatedByUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    ActivatedByUser,
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::ClosedByUserId",
        to = "super::users::Column::Id",
        on_delete = "SetNull"
    )]
    ClosedByUser,
    #[sea_orm(has_many = "super::recall_batches::Entity")]
    RecallBatches,
    #[sea_orm(has_many = "super::recall_notices::Entity")]
    RecallNotices,
    #[sea_orm(has_many = "super::complaints::Entity")]
    Complaints,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::recall_batches::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RecallBatches.def()
    }
}

impl Related<super::recall_notices::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::RecallNotices.def()
    }
}

impl Related<super::complaints::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Complaints.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
