//! Sessions: who somebody is, checked against the database on every request, and how a session begins and ends.
//! Knows what a token says but not how it is signed; keeps no session state but `revoked_tokens` and what the
//! account's row says.

mod access_log;
mod account;
mod authenticate;
mod branding;
mod demonstration;
mod magic_link;
mod new_staff;
mod password;
mod sign_in;
mod sign_out;
mod who;

use chrono::{DateTime, Duration, SubsecRound, Utc};
use contract::StaffRole;

use crate::mail::LINK_LIVES;

pub use access_log::{AccessEvent, Thing, View, record_page_view};
pub(crate) use account::Kind as AccountKind;
pub use authenticate::{Admission, Organization, authenticate};
pub use branding::{Logo, branding, logo};
pub use demonstration::holds_demonstration;
pub use magic_link::{redeem_link, send_link};
pub use new_staff::{NewStaff, create_staff};
pub use password::change_password;
pub use sign_in::{lockouts, sign_in_shop, sign_in_staff};
pub use sign_out::sign_out;
pub use who::{shop_user, staff_user};

/// How long a person stays signed in.
pub const PEOPLE_STAY: Duration = Duration::hours(24);

/// Said whatever was wrong with a sign-in, so that nobody learns which accounts exist.
const INVALID: &str = "Invalid credentials";

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
    /// A sign-in link began the session: no password was asked for.
    pub by_link: bool,
}

impl Claims {
    /// A new session.
    fn begin(holder: Holder, issued_at: DateTime<Utc>, by_link: bool) -> Self {
        Self {
            holder,
            // 128 random bits.
            jti: format!("{:032x}", rand::random::<u128>()),
            issued_at,
            expires_at: issued_at + PEOPLE_STAY,
            by_link,
        }
    }

    /// Whether a new password may be chosen without the present one: whoever redeemed a link a moment ago reads the
    /// mailbox, and could have a new password sent there.
    pub fn may_set_password(&self, now: DateTime<Utc>) -> bool {
        self.by_link && now < self.issued_at + LINK_LIVES
    }
}

/// Now, as tokens and both databases can hold it.
fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// From when on sessions count if all those before are to end. Another instance's clock may run ahead: a session that it
/// began a moment ago must end too.
pub(crate) fn ending(last_login_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let (now, step) = (now(), Duration::microseconds(1));
    last_login_at.map_or(now, |last| now.max(last.trunc_subsecs(6) + step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(by_link: bool) -> Claims {
        let holder = Holder::Shop {
            user_id: 1,
            customer_id: 1,
            org_id: 1,
        };
        Claims::begin(holder, now(), by_link)
    }

    #[test]
    fn a_link_lets_one_choose_a_password_for_a_quarter_of_an_hour() {
        let by_link = claims(true);
        let after = |minutes| by_link.issued_at + Duration::minutes(minutes);
        assert!(by_link.may_set_password(after(14)));
        assert!(!by_link.may_set_password(after(15)));
        let by_password = claims(false);
        assert!(!by_password.may_set_password(by_password.issued_at));
    }

    #[test]
    fn sessions_end_whichever_clock_they_began_by() {
        let ahead = now() + Duration::seconds(5);
        assert!(ending(Some(ahead)) > ahead);
        let before = now();
        assert!(ending(None) >= before);
        assert!(ending(Some(before - Duration::hours(1))) >= before);
    }
}
