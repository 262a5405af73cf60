//! A photo sent with a complaint.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "complaint_photos")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    pub complaint_id: i64,
    #[sea_orm(column_type = "Blob")]
    #[serde(skip_serializing)]
    pub photo: Vec<u8>,
    /// Media type of the photo.
    pub photo_type: String,
    pub created_at: DateTimeUtc,
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
        belongs_to = "super::complaints::Entity",
        from = "Column::ComplaintId",
        to = "super::complaints::Column::Id",
        on_delete = "Cascade"
    )]
    Complaint,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::complaints::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Complaint.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
