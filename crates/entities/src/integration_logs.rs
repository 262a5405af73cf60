//! What crossed the border of the service: portal page views and sign-ins, webhooks, pulls. Append-only.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::LogStatus;

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "integration_logs")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Null when a failed sign-in named no known organization.
    pub org_id: Option<i64>,
    /// Such as customer_portal.
    pub integration_type: String,
    /// Such as page_view, login, logout.
    pub event_type: String,
    /// The other side: a person's e-mail, a source's name.
    pub external_system: Option<String>,
    pub status: LogStatus,
    pub error_message: Option<String>,
    /// What was asked for: a path of the API, without its query.
    pub path: Option<String>,
    /// X-Request-Id of the request.
    pub request_id: Option<String>,
    /// The caller's address.
    pub ip: Option<String>,
    pub user_agent: Option<String>,
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
