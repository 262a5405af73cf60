//! Access to the portal: the people of a shop, as the maker's admins look after them.

use chrono::{DateTime, Utc};

use crate::{AccountStatus, MailStatus, Pagination};

reply! {
    pub struct PortalUser {
        pub id: i64,
        pub customer_id: i64,
        pub customer_name: String,
        pub email: String,
        pub name: String,
        pub status: AccountStatus,
        /// While locked by wrong passwords: until when.
        pub locked_until: Option<DateTime<Utc>>,
        pub login_attempts: i32,
        pub last_login_at: Option<DateTime<Utc>>,
        /// The generated password was not replaced yet.
        pub must_change_password: bool,
        /// What became of the last e-mail with a password; null before there was one.
        pub mail_status: Option<MailStatus>,
        pub mail_at: Option<DateTime<Utc>>,
        pub created_by_user_id: Option<i64>,
        pub created_by_name: Option<String>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    /// The people of one shop.
    pub struct PortalUserPage {
        pub portal_users: Vec<PortalUser>,
        pub pagination: Pagination,
    }
}

request! {
    /// Opens the portal to a person of a shop. A password is made and e-mailed in the shop's language.
    pub struct PortalUserInput {
        #[cfg_attr(feature = "server", schema(min_length = 3, max_length = 254))]
        pub email: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
    }

    /// `active` reinstates a suspended person and unlocks a locked one; `suspended` ends every session at once.
    pub struct PortalUserPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<AccountStatus>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: Option<String>,
    }
}
