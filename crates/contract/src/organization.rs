//! The maker itself: its name, its looks, its defaults.

use chrono::{DateTime, Utc};

reply! {
    pub struct Organization {
        pub id: i64,
        pub name: String,
        pub slug: String,
        /// `#rrggbb`.
        pub primary_color: String,
        /// `en`, `de`, `ja` or `es`.
        pub default_locale: String,
        pub lead_time_weeks: i32,
        /// A path on the API's origin, or null.
        pub logo_url: Option<String>,
        pub version: i32,
        pub created_at: DateTime<Utc>,
        pub updated_at: DateTime<Utc>,
    }
}

request! {
    /// A change to the organization. A member left out stays as it is.
    pub struct OrganizationPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(min_length = 1, max_length = 200))]
        pub name: Option<String>,
        /// `#rrggbb`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(pattern = "^#[0-9a-fA-F]{6}$"))]
        pub primary_color: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(pattern = "^(en|de|ja|es)$"))]
        pub default_locale: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "server", schema(minimum = 0, maximum = 104))]
        pub lead_time_weeks: Option<i32>,
    }
}
