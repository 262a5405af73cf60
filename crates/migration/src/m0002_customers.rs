//! Shops: customers, their contacts and the people who sign in to the portal for them.

use crate::m0001_organizations::{ACCOUNT_STATUSES, LOCALES};
use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        customers().create(manager).await?;
        contacts().create(manager).await?;
        customer_portal_users().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["customer_portal_users", "contacts", "customers"]).await
    }
}

fn customers() -> TableSpec {
    TableSpec::new(
        "customers",
        "A shop. This service alone writes customers; others read them over the API.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .may_belong_to(
        "owner_user_id",
        "users",
        ForeignKeyAction::SetNull,
        "The staff user who looks after the shop; role user sees only its own.",
    )
    .may_belong_to(
        "team_id",
        "teams",
        ForeignKeyAction::SetNull,
        "The team whose managers see the shop.",
    )
    .required(Kind::Text, "name", "")
    .one_of(
        "status",
        &["prospect", "active", "inactive"],
        Some("'active'"),
        "",
    )
    .required(Kind::Code(2), "country", "ISO 3166-1 alpha-2, upper case.")
    .optional(Kind::Text, "address_line1", "")
    .optional(Kind::Text, "address_line2", "")
    .optional(Kind::Text, "city", "")
    .optional(Kind::Text, "postal_code", "")
    .optional(Kind::Text, "region", "State, prefecture or Land.")
    .optional(Kind::Text, "email", "")
    .optional(Kind::Text, "phone", "")
    .one_of_or_null(
        "locale",
        LOCALES,
        "Language of e-mails and notices to the shop; null: the organization's default_locale.",
    )
    .optional(
        Kind::Text,
        "notes",
        "For staff only; never shown to the shop.",
    )
    .optional(Kind::Text, "erp_customer_id", "The shop's id in the ERP.")
    .optional(
        Kind::Text,
        "external_customer_id",
        "The shop's id in the system that pushes customers in.",
    )
    .version()
    .timestamps()
    .check(
        "country",
        "length(country) = 2 AND country = upper(country)",
    )
    .unique(&["org_id", "erp_customer_id"])
    .unique(&["org_id", "external_customer_id"])
    .index(&["org_id", "name", "id"])
    .index(&["org_id", "status", "name", "id"])
    .index(&["owner_user_id", "name", "id"])
    .index(&["team_id", "name", "id"])
}

fn contacts() -> TableSpec {
    TableSpec::new(
        "contacts",
        "A person at a shop. Not a sign-in: those are customer_portal_users.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("customer_id", "customers", ForeignKeyAction::Cascade, "")
    .required(Kind::Text, "name", "")
    .optional(Kind::Text, "email", "")
    .optional(Kind::Text, "phone", "")
    .optional(Kind::Text, "job_title", "")
    .defaulted(
        Kind::Flag,
        "is_primary",
        "false",
        "Whom to telephone first.",
    )
    .version()
    .timestamps()
    .index(&["org_id"])
    .index(&["customer_id", "name", "id"])
}

fn customer_portal_users() -> TableSpec {
    TableSpec::new(
        "customer_portal_users",
        "A person of a shop who signs in to the portal.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .belongs_to("customer_id", "customers", ForeignKeyAction::Cascade, "")
    .may_belong_to("created_by_user_id", "users", ForeignKeyAction::SetNull, "")
    .required(
        Kind::Text,
        "email",
        "Lower case; unique in the organization.",
    )
    .required(Kind::Text, "password_hash", "bcrypt.")
    .required(Kind::Text, "name", "")
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
    .defaulted(
        Kind::Flag,
        "must_change_password",
        "false",
        "The password was generated for the person.",
    )
    .optional(
        Kind::Text,
        "magic_token_hash",
        "hex(SHA-256) of the open magic link; null once redeemed.",
    )
    .optional(Kind::Moment, "magic_expires_at", "")
    .optional(
        Kind::Moment,
        "sessions_valid_from",
        "A token issued before this is refused.",
    )
    .version()
    .timestamps()
    .check("email", "email = lower(email)")
    .check("login_attempts", "login_attempts >= 0")
    .unique(&["org_id", "email"])
    .unique(&["magic_token_hash"])
    .index(&["customer_id", "name", "id"])
    .index(&["created_by_user_id"])
    .index(&["email"])
}
