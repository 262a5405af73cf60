//! Sign-in, sign-out and who one is.

use chrono::{DateTime, Utc};

use crate::StaffRole;

request! {
    /// A shop's sign-in. `organization` is the maker's slug; needed only where one e-mail is known to several.
    pub struct ShopLogin {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 254))]
        pub email: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 1024))]
        pub password: String,
        #[cfg_attr(feature = "server", schema(max_length = 63))]
        pub organization: Option<String>,
    }

    /// Asks for a sign-in link by e-mail. The answer is the same whether the e-mail is known or not.
    pub struct MagicLinkRequest {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 254))]
        pub email: String,
        #[cfg_attr(feature = "server", schema(max_length = 63))]
        pub organization: Option<String>,
    }

    /// The token of a sign-in link; it works once.
    pub struct MagicLinkRedemption {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub token: String,
    }

    /// A new password, 8 to 72 bytes. `current_password` may be left out only in a session that a sign-in link began
    /// less than 15 minutes ago: whoever reads the mailbox has proved as much.
    pub struct PasswordChange {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 1024))]
        pub current_password: Option<String>,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 1024))]
        pub new_password: String,
    }

    pub struct StaffLogin {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 254))]
        pub email: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 1024))]
        pub password: String,
    }
}

reply! {
    pub struct ShopUser {
        pub id: i64,
        pub name: String,
        pub email: String,
        pub customer_id: i64,
        pub customer_name: String,
        /// Until a new password is chosen, everything but that and signing out is refused.
        pub must_change_password: bool,
        /// The session came from a sign-in link a moment ago: a new password needs no current one.
        #[serde(default)]
        pub may_set_password: bool,
    }

    /// `token` is null when the sign-in asked for a cookie (`X-Session: cookie`).
    pub struct ShopSession {
        pub token: Option<String>,
        pub expires_at: DateTime<Utc>,
        pub user: ShopUser,
    }

    pub struct StaffUser {
        pub id: i64,
        pub name: String,
        pub email: String,
        pub role: StaffRole,
        /// Null for a platform_admin, who names an organization by `X-Organization`.
        pub org_id: Option<i64>,
        pub organization: Option<String>,
        /// Whose looks the front end takes.
        #[serde(default)]
        pub organization_slug: Option<String>,
        pub team_id: Option<i64>,
        /// Until a new password is chosen, everything but that and signing out is refused.
        #[serde(default)]
        pub must_change_password: bool,
    }

    /// `token` is null when the sign-in asked for a cookie (`X-Session: cookie`).
    pub struct StaffSession {
        pub token: Option<String>,
        pub expires_at: DateTime<Utc>,
        pub user: StaffUser,
    }

    /// What a front end needs before anybody has signed in.
    pub struct Branding {
        pub name: String,
        pub slug: String,
        /// `#rrggbb`.
        pub primary_color: String,
        pub default_locale: String,
        /// A path on the API's origin, or null.
        pub logo_url: Option<String>,
    }
}
