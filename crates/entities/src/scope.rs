//! Finders narrowed to one organization. On PostgreSQL the policies narrow further; on SQLite the caller adds the
//! customer's or the team's condition.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

/// A table whose rows belong to an organization.
pub trait OrgScoped: EntityTrait {
    /// The column that names the organization.
    const ORG_ID: Self::Column;

    /// The organization's rows.
    fn in_org(org_id: i64) -> Select<Self> {
        Self::find().filter(Self::ORG_ID.eq(org_id))
    }
}
