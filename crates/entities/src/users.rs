//! Staff of a maker, and the platform's own administrators.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::OrgScoped;
use crate::enums::{AccountStatus, EmailStatus, StaffRole};

#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Null only for platform_admin.
    pub org_id: Option<i64>,
    pub team_id: Option<i64>,
    /// Lower case.
    pub email: String,
    /// bcrypt.
    #[serde(skip_serializing)]
    pub password_hash: String,
    pub name: String,
    /// What the person may do; see docs/data-model.md.
    pub role: StaffRole,
    /// locked: until locked_until, by wrong passwords; suspended: by an admin.
    pub status: AccountStatus,
    pub last_login_at: Option<DateTimeUtc>,
    /// Wrong passwords since the last success.
    pub login_attempts: i32,
    pub locked_until: Option<DateTimeUtc>,
    /// A token issued before this is refused.
    pub sessions_valid_from: Option<DateTimeUtc>,
    /// Grows by one with every update; it is the ETag.
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// A generated password is in use: nothing else is open before another one is chosen.
    pub must_change_password: bool,
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
        belongs_to = "super::teams::Entity",
        from = "Column::TeamId",
        to = "super::teams::Column::Id",
        on_delete = "SetNull"
    )]
    Team,
}

impl Related<super::organizations::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Organization.def()
    }
}

impl Related<super::teams::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Team.def()
    }
}

impl OrgScoped for Entity {
    const ORG_ID: Column = Column::OrgId;
}

impl ActiveModelBehavior for ActiveModel {}
