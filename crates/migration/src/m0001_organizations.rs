//! Makers and their people: organizations, teams, staff users. Shops' people are in `m0002_customers`.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        organizations().create(manager).await?;
        teams().create(manager).await?;
        users().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["users", "teams", "organizations"]).await
    }
}

/// The languages that screens and e-mails exist in.
pub const LOCALES: &[&str] = &["en", "de", "ja", "es"];

/// States of an account, of staff and of shops alike.
pub const ACCOUNT_STATUSES: &[&str] = &["active", "suspended", "locked"];

fn organizations() -> TableSpec {
    TableSpec::new("organizations", "A chocolate maker: the tenant.")
        .id()
        .required(Kind::Text, "name", "")
        .required(
            Kind::Text,
            "slug",
            "Names the organization in addresses and X-Organization.",
        )
        .optional(Kind::Bytes, "logo", "Image shown in the portal's header.")
        .optional(Kind::Text, "logo_type", "Media type of the logo.")
        .defaulted(
            Kind::Text,
            "primary_color",
            "'#1d4ed8'",
            "Brand colour, #rrggbb.",
        )
        .one_of(
            "default_locale",
            LOCALES,
            Some("'en'"),
            "Language where a reader has none.",
        )
        .defaulted(
            Kind::Count,
            "lead_time_weeks",
            "4",
            "Weeks from an order to its delivery, for container plans.",
        )
        .version()
        .timestamps()
        .check("lead_time_weeks", "lead_time_weeks >= 0")
        .check("logo_type", "(logo IS NULL) = (logo_type IS NULL)")
        .unique(&["slug"])
}

fn teams() -> TableSpec {
    TableSpec::new(
        "teams",
        "Staff who share customers; a manager sees the customers of its team.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .required(Kind::Text, "name", "")
    .version()
    .timestamps()
    .unique(&["org_id", "name"])
}

fn users() -> TableSpec {
    TableSpec::new(
        "users",
        "Staff of a maker, and the platform's own administrators.",
    )
    .id()
    .may_belong_to(
        "org_id",
        "organizations",
        ForeignKeyAction::Cascade,
        "Null only for platform_admin.",
    )
    .may_belong_to("team_id", "teams", ForeignKeyAction::SetNull, "")
    .required(Kind::Text, "email", "Lower case.")
    .required(Kind::Text, "password_hash", "bcrypt.")
    .required(Kind::Text, "name", "")
    .one_of(
        "role",
        &["viewer", "user", "manager", "admin", "platform_admin"],
        None,
        "What the person may do; see docs/data-model.md.",
    )
    .one_of(
        "status",
        ACCOUNT_STATUSES,
        Some("'active'"),
        "locked: until locked_until, by wrong passwords; suspended: by an admin.",
    )
    .optional(Kind::Moment, "last_login_at", "")
    .defaulted(
        Kind::Count,
        "login_attempts",
        "0",
        "Wrong passwords since the last success.",
    )
    .optional(Kind::Moment, "locked_until", "")
    .optional(
        Kind::Moment,
        "sessions_valid_from",
        "A token issued before this is refused.",
    )
    .version()
    .timestamps()
    .check("org_id", "org_id IS NOT NULL OR role = 'platform_admin'")
    .check("email", "email = lower(email)")
    .check("login_attempts", "login_attempts >= 0")
    .unique(&["email"])
    .index(&["org_id", "name", "id"])
    .index(&["team_id"])
}
