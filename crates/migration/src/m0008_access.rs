//! What machines and sessions need: OAuth clients, revoked tokens, remembered replies of idempotent requests.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        oauth_clients().create(manager).await?;
        revoked_tokens().create(manager).await?;
        idempotency_keys().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &["idempotency_keys", "revoked_tokens", "oauth_clients"],
        )
        .await
    }
}

fn oauth_clients() -> TableSpec {
    TableSpec::new(
        "oauth_clients",
        "A program that signs in with client credentials.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .required(
        Kind::Text,
        "client_id",
        "Public name of the client; unique everywhere.",
    )
    .required(
        Kind::Text,
        "secret_hash",
        "hex(SHA-256) of a generated secret of 256 bits.",
    )
    .optional(
        Kind::Text,
        "previous_secret_hash",
        "The secret before the last rotation, while it still counts.",
    )
    .optional(Kind::Moment, "previous_secret_expires_at", "")
    .required(Kind::Text, "name", "")
    .required(
        Kind::Json,
        "scopes",
        "Array of scope names, such as customers:read.",
    )
    .defaulted(
        Kind::Json,
        "allowed_cidrs",
        "'[]'",
        "Array of networks it may call from; empty: from anywhere.",
    )
    .one_of("status", &["active", "revoked"], Some("'active'"), "")
    .optional(
        Kind::Count,
        "rate_limit_per_minute",
        "Null: the configured default.",
    )
    .optional(Kind::Moment, "expires_at", "")
    .optional(Kind::Moment, "last_used_at", "")
    .version()
    .timestamps()
    .check("rate_limit_per_minute", "rate_limit_per_minute > 0")
    .unique(&["client_id"])
    .index(&["org_id", "id"])
}

fn revoked_tokens() -> TableSpec {
    TableSpec::new(
        "revoked_tokens",
        "Tokens signed out before they expired; a row may go once its token has expired.",
    )
    .required(Kind::Text, "jti", "Id of the token.")
    .required(
        Kind::Moment,
        "expires_at",
        "When the token would have ended by itself.",
    )
    .created()
    .primary(&["jti"])
    .index(&["expires_at"])
}

fn idempotency_keys() -> TableSpec {
    TableSpec::new(
        "idempotency_keys",
        "The first reply to a creating request, given again to its repeats.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .required(
        Kind::Text,
        "principal",
        "Who sent it, kind and id, such as shop:7.",
    )
    .required(Kind::Text, "key", "The Idempotency-Key header.")
    .required(
        Kind::Text,
        "request_hash",
        "hex(SHA-256) of method, path and body: another body under the same key is a conflict.",
    )
    .optional(
        Kind::Count,
        "status",
        "HTTP status of the reply; null while the request runs.",
    )
    .optional(Kind::Text, "reply", "Body of the reply, secrets left out.")
    .optional(Kind::Text, "location", "Location header of the reply.")
    .required(Kind::Moment, "expires_at", "24 hours after the request.")
    .created()
    .unique(&["principal", "key"])
    .index(&["org_id"])
    .index(&["expires_at"])
}
