//! The ordered feed behind realtime, written in each change's own transaction.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub org_id: i64,
    /// Such as order.updated, shipment.created, recall.activated.
    #[sea_orm(column_name = "type")]
    pub event_type: String,
    /// Table of the row that changed.
    pub entity: String,
    /// Its id; no foreign key, since the feed must be able to tell of a deletion.
    pub entity_id: i64,
    /// The shop it concerns; null: the organization. No foreign key, for the same reason.
    pub customer_id: Option<i64>,
    /// What a screen needs to refresh itself; no secrets, no costs.
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Option<Json>,
    pub occurred_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
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
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
