//! Sessions: who somebody is, checked against the database on every request, and how a session begins and ends.
//! Knows what a token says but not how it is signed; keeps no session state but `revoked_tokens` and what the
//! account's row says.

mod access_log;
mod account;
mod authenticate;
mod branding;
mod demonstration;
mod new_staff;
mod sign_in;
mod sign_out;
mod who;

use chrono::{DateTime, Duration, Utc};
use contract::StaffRole;

pub use access_log::{AccessEvent, Thing, View, record_page_view};
pub use authenticate::{Admission, Organization, authenticate};
pub use branding::{Logo, branding, logo};
pub use demonstration::holds_demonstration;
pub use new_staff::{NewStaff, create_staff};
pub use sign_in::{lockouts, sign_in_shop, sign_in_staff};
pub use sign_out::sign_out;
pub use who::{shop_user, staff_user};

/// How long a person stays signed in.
pub const PEOPLE_STAY: Duration = Duration::hours(24);

/// Said to whoever was signed in and is no longer.
pub const ENDED: &str = "Session expired. Please log in again.";

/// Whom a token was given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    Shop {
        user_id: i64,
        customer_id: i64,
        org_id: i64,
    },
    /// `org_id` is None for a platform_admin.
    Staff {
        user_id: i64,
        org_id: Option<i64>,
        team_id: Option<i64>,
        role: StaffRole,
    },
}

/// What a token says, its signature and times already checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    pub holder: Holder,
    /// Names this one token, for signing out.
    pub jti: String,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}
