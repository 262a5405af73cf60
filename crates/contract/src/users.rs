//! The maker's own people and their teams, as admins look after them.

use chrono::{DateTime, Utc};

use crate::{AccountStatus, MailStatus, StaffRole};

reply! {
    /// A person of the maker.
    pub struct User {
        pub id: i64,
        pub email: String,
        pub name: String,
        pub role: StaffRole,
        pub status: AccountStatus,
        pub team_id: Option<i64>,
        pub team_name: Option<String>,
        /// Customers that the person looks after.
        pub customer_count: i64,
        /// While locked by wrong passwords: until when.
        pub locked_until: Option<DateTime<Utc>>,
        pub login_attempts: i32,
        pub last_login_at: Option<DateTime<Utc>>,
        /// The generated password was not replaced yet.
        pub must_change_password: bool,
        /// What became of the last e-mail with a password; null before there was one.
        pub mail_status: Option<MailStatus>,
        pub mail_at: Option<DateTime<Utc>>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct UserList {
        pub users: Vec<User>,
        pub next_cursor: Option<String>,
    }

    pub struct Team {
        pub id: i64,
        pub name: String,
        pub member_count: i64,
        pub customer_count: i64,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }

    pub struct TeamList {
        pub teams: Vec<Team>,
        pub next_cursor: Option<String>,
    }
}

request! {
    /// A new person of the maker. Without `password` one is made and e-mailed, and must be replaced at the first sign-in.
    pub struct UserInput {
        #[cfg_attr(feature = "server", schema(min_length = 3, max_length = 254))]
        pub email: String,
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
        /// `user` unless said; only a platform_admin grants `platform_admin`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub role: Option<StaffRole>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(minimum = 1))]
        pub team_id: Option<i64>,
        /// 8 to 72 bytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 1024))]
        pub password: Option<String>,
    }

    /// A change to a person. `active` reinstates and unlocks; `suspended` ends every session at once. A member left out
    /// stays as it is; `team_id` null takes the person off its team.
    pub struct UserPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub role: Option<StaffRole>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<AccountStatus>,
        #[serde(default, deserialize_with = "crate::patch::given", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(value_type = Option<i64>, minimum = 1))]
        pub team_id: Option<Option<i64>>,
    }

    pub struct TeamInput {
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: String,
    }

    pub struct TeamPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: Option<String>,
    }
}

query! {
    /// Query of the list of people.
    pub struct UserQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// `name`, `email`, `id`, with `-` in front for descending; `name` unless said.
        #[cfg_attr(feature = "server", schema(max_length = 40), param(max_length = 40))]
        pub sort: Option<String>,
        pub role: Option<StaffRole>,
        pub status: Option<AccountStatus>,
        #[cfg_attr(feature = "server", schema(minimum = 1), param(minimum = 1))]
        pub team_id: Option<i64>,
        /// Part of a name or e-mail.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }

    /// Query of the list of teams, by name.
    pub struct TeamQuery {
        /// `next_cursor` of the reply before.
        #[cfg_attr(feature = "server", schema(max_length = 1000), param(max_length = 1000))]
        pub cursor: Option<String>,
        /// Rows a page, 50 unless said.
        #[cfg_attr(feature = "server", schema(minimum = 1, maximum = 100), param(minimum = 1, maximum = 100))]
        pub limit: Option<u64>,
        /// Part of a name.
        #[cfg_attr(feature = "server", schema(max_length = 200), param(max_length = 200))]
        pub search: Option<String>,
    }
}
