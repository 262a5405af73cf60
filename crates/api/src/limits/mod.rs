//! How many requests somebody may send in any minute: exact sliding windows by user, organization, machine client and
//! address, counted over all workers, and over all instances where they share a Redis. A refused request counts nowhere.
//! Knows nothing of roles; a limiter that is away lets its own process count instead, and never fails a request.

mod headers;
mod key;
mod shared;
mod window;

use std::{
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use actix_web::HttpMessage;
use domain::Principal;

pub use headers::dress;
pub use key::Key;
pub use shared::{Shared, is_server};

use crate::{error::ApiError, http::limit_key, metrics, settings::Settings};
use window::{Outcome, Windows};

/// Microseconds that a counted request stays in its window.
const WINDOW: u64 = 60_000_000;

/// So many requests of one key in any minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub key: Key,
    pub per_minute: u32,
}

/// The configured limits and what has been counted. 0 turns a limit off.
pub struct Limits {
    user: u32,
    organization: u32,
    machine: u32,
    sign_in: u32,
    begun: Instant,
    /// Sessions and addresses apart: a flood of addresses pushes no user's count out.
    sessions: Mutex<Windows>,
    addresses: Mutex<Windows>,
    shared: Option<Shared>,
}

impl Limits {
    /// Connects to nothing yet; Redis may be away.
    ///
    /// # Errors
    /// An address that is none of a Redis.
    pub fn from_settings(settings: &Settings) -> anyhow::Result<Self> {
        let shared = settings.redis_url.as_deref().map(Shared::new).transpose()?;
        Ok(Self {
            user: settings.rate_limit_user_per_minute,
            organization: settings.rate_limit_org_per_minute,
            machine: settings.rate_limit_machine_per_minute,
            sign_in: settings.rate_limit_login_per_minute,
            begun: Instant::now(),
            sessions: Mutex::default(),
            addresses: Mutex::default(),
            shared,
        })
    }

    /// Whether counting means asking another machine: then nothing may be held meanwhile.
    pub fn asks_elsewhere(&self) -> bool {
        self.shared.is_some()
    }

    /// What a signed-in request counts for. A person counts for the person, whatever the session, and for the organization;
    /// a platform administrator belongs to none. A client counts for itself alone; `own` is its own limit.
    pub fn of_session(&self, principal: &Principal, own: Option<u32>) -> Vec<Quota> {
        let (person, org_id) = match *principal {
            Principal::Shop {
                user_id, org_id, ..
            } => (Key::Shop(user_id), Some(org_id)),
            Principal::Staff {
                user_id,
                org_id,
                role,
                ..
            } => {
                let of_maker = role != contract::StaffRole::PlatformAdmin;
                (Key::Staff(user_id), of_maker.then_some(org_id))
            }
            Principal::Machine { client_id, .. } => {
                let per_minute = own.unwrap_or(self.machine);
                return on([(Key::Client(client_id), per_minute)]);
            }
            Principal::System { .. } | Principal::Public { .. } | Principal::Auth { .. } => {
                return Vec::new();
            }
        };
        let organization = org_id.map(|id| (Key::Organization(id), self.organization));
        on([(person, self.user)].into_iter().chain(organization))
    }

    /// What a try to sign in counts for.
    pub fn of_sign_in(&self, address: IpAddr) -> Vec<Quota> {
        on([(Key::Address(limit_key(address)), self.sign_in)])
    }

    /// Counts a request for all of its quotas at once, or for none, and notes for its answer what is left.
    ///
    /// # Errors
    /// 429 when one of them is used up.
    pub async fn count(&self, req: &impl HttpMessage, quotas: &[Quota]) -> Result<(), ApiError> {
        if quotas.is_empty() {
            return Ok(());
        }
        let outcome = match &self.shared {
            Some(shared) => match shared.take(quotas).await {
                Some(outcome) => outcome,
                None => {
                    metrics::limit_counted_here();
                    self.take_here(quotas)
                }
            },
            None => self.take_here(quotas),
        };
        headers::note(&mut req.extensions_mut(), quotas, &outcome);
        match outcome.wait {
            0 => Ok(()),
            wait => Err(ApiError::too_many(wait.div_ceil(1_000_000))),
        }
    }

    fn take_here(&self, quotas: &[Quota]) -> Outcome {
        let addresses = quotas
            .iter()
            .any(|quota| matches!(quota.key, Key::Address(_)));
        let windows = if addresses {
            &self.addresses
        } else {
            &self.sessions
        };
        let mut windows = windows.lock().unwrap_or_else(PoisonError::into_inner);
        // Inside the lock, so that times come in their order.
        let now = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        windows.take(quotas, now)
    }
}

fn on(limits: impl IntoIterator<Item = (Key, u32)>) -> Vec<Quota> {
    limits
        .into_iter()
        .filter(|(_, per_minute)| *per_minute > 0)
        .map(|(key, per_minute)| Quota { key, per_minute })
        .collect()
}

#[cfg(test)]
mod tests {
    use contract::StaffRole;

    use super::*;

    fn limits(adjust: impl FnOnce(&mut Settings)) -> Limits {
        let mut settings = Settings::default();
        adjust(&mut settings);
        Limits::from_settings(&settings).expect("limits")
    }

    fn staff(role: StaffRole) -> Principal {
        Principal::Staff {
            user_id: 7,
            org_id: 2,
            team_id: None,
            role,
        }
    }

    fn quota(key: Key, per_minute: u32) -> Quota {
        Quota { key, per_minute }
    }

    #[test]
    fn a_person_counts_for_itself_and_its_organization() {
        let limits = limits(|_| {});
        let organization = quota(Key::Organization(2), 1000);
        assert_eq!(
            limits.of_session(&staff(StaffRole::User), None),
            [quota(Key::Staff(7), 100), organization]
        );
        let shop = Principal::Shop {
            user_id: 7,
            customer_id: 1,
            org_id: 2,
        };
        assert_eq!(
            limits.of_session(&shop, None),
            [quota(Key::Shop(7), 100), organization]
        );
        assert_eq!(
            limits.of_session(&staff(StaffRole::PlatformAdmin), None),
            [quota(Key::Staff(7), 100)]
        );
    }

    #[test]
    fn a_client_has_its_own_limit_or_the_configured_one() {
        let limits = limits(|_| {});
        let client = Principal::Machine {
            client_id: 3,
            org_id: 2,
            scopes: Vec::new(),
        };
        assert_eq!(
            limits.of_session(&client, None),
            [quota(Key::Client(3), 60)]
        );
        assert_eq!(
            limits.of_session(&client, Some(5)),
            [quota(Key::Client(3), 5)]
        );
        assert_eq!(limits.of_session(&client, Some(0)), []);
    }

    #[test]
    fn zero_turns_a_limit_off() {
        let limits = limits(|settings| {
            settings.rate_limit_user_per_minute = 0;
            settings.rate_limit_login_per_minute = 0;
        });
        assert_eq!(
            limits.of_session(&staff(StaffRole::User), None),
            [quota(Key::Organization(2), 1000)]
        );
        assert_eq!(limits.of_sign_in(IpAddr::from([127, 0, 0, 1])), []);
    }

    #[test]
    fn an_address_counts_by_its_network() {
        let limits = limits(|_| {});
        let household = |text: &str| limits.of_sign_in(text.parse().expect("an address"));
        assert_eq!(household("2001:db8::1"), household("2001:db8::ffff:2"));
        assert_ne!(household("2001:db8::1"), household("2001:db8:0:1::1"));
    }
}
