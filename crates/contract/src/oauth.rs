//! Programs that sign in with client credentials: how admins manage them, and the token they get (RFC 6749 §4.4).

use chrono::{DateTime, Utc};

enumeration! {
    /// What a program may do.
    OauthScope { CustomersRead = "customers:read", InternalWrite = "internal:write" }
}

enumeration! {
    OauthClientStatus { Active = "active", Revoked = "revoked" }
}

reply! {
    /// A program. Its secret is told once, when it is made.
    pub struct OauthClient {
        pub id: i64,
        /// The public name that it signs in with.
        pub client_id: String,
        pub name: String,
        pub scopes: Vec<OauthScope>,
        /// Networks that it may call from (CIDR); empty: from anywhere.
        pub allowed_cidrs: Vec<String>,
        pub status: OauthClientStatus,
        /// Requests a minute; null: the configured default.
        pub rate_limit_per_minute: Option<i32>,
        pub expires_at: Option<DateTime<Utc>>,
        pub last_used_at: Option<DateTime<Utc>>,
        /// The secret before the last rotation works until then; null when it works no more.
        pub previous_secret_expires_at: Option<DateTime<Utc>>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct OauthClientList {
        pub oauth_clients: Vec<OauthClient>,
        pub next_cursor: Option<String>,
    }

    /// A new program with its secret. A repeat under the same `Idempotency-Key` leaves `client_secret` out: it is kept
    /// nowhere.
    pub struct OauthClientCreated {
        #[serde(flatten)]
        pub client: OauthClient,
        pub client_secret: Option<String>,
    }

    /// A new secret; told this once.
    pub struct OauthSecret {
        pub client_id: String,
        pub client_secret: Option<String>,
        /// Until when the secret before it works; null when it has stopped.
        pub previous_secret_expires_at: Option<DateTime<Utc>>,
    }

    /// RFC 6749 §5.1.
    pub struct OauthToken {
        pub access_token: String,
        /// `Bearer`.
        pub token_type: String,
        /// Seconds.
        pub expires_in: i64,
        /// Space-separated.
        pub scope: String,
    }

    /// RFC 6749 §5.2.
    pub struct OauthError {
        /// `invalid_request`, `invalid_client`, `invalid_scope`, `unsupported_grant_type`, …
        pub error: String,
        pub error_description: Option<String>,
    }
}

request! {
    pub struct OauthClientInput {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
        #[cfg_attr(feature = "server", schema(min_items = 1, max_items = 10))]
        pub scopes: Vec<OauthScope>,
        /// CIDRs such as `192.0.2.0/24` or `2001:db8::/32`; empty or left out: from anywhere.
        #[serde(default)]
        #[cfg_attr(feature = "server", schema(max_items = 100))]
        pub allowed_cidrs: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 1_000_000))]
        pub rate_limit_per_minute: Option<i32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub expires_at: Option<DateTime<Utc>>,
    }

    /// A change to a program. A member left out stays as it is. `revoked` ends its tokens at once, `active` lets it back in.
    pub struct OauthClientPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_items = 1, max_items = 10))]
        pub scopes: Option<Vec<OauthScope>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(max_items = 100))]
        pub allowed_cidrs: Option<Vec<String>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<i32>, minimum = 1, maximum = 1_000_000))]
        pub rate_limit_per_minute: Option<Option<i32>>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<DateTime<Utc>>))]
        pub expires_at: Option<Option<DateTime<Utc>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<OauthClientStatus>,
    }

    /// Asks for a new secret. The one before works for `overlap_minutes` more (0 unless said: it stops at once).
    pub struct OauthSecretInput {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 43_200))]
        pub overlap_minutes: Option<i64>,
    }
}

query! {
    /// Query of the list of programs, by name.
    pub struct OauthClientQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        pub status: Option<OauthClientStatus>,
    }
}
