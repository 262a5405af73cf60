//! Programs and how they sign in: client credentials for a token of a quarter of an hour (RFC 6749 §4.4). A secret is
//! told once and kept as its hash only; it enters no audit row, no event and no remembered reply.

mod authenticate;
mod clients;
mod grant;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, SubsecRound, Utc};
use contract::oauth::OauthScope;
use sha2::{Digest, Sha256};

pub use authenticate::{MachineAdmission, authenticate};
pub use clients::{by_id, change, create, create_for, delete, list, rotate};
pub use grant::{Credentials, Refusal, grant, revoke};

/// How long a program's token lives.
pub const MACHINES_STAY: Duration = Duration::minutes(15);

/// What a program's token says, its signature and times already checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MachineClaims {
    /// The row's id.
    pub id: i64,
    /// The public name.
    pub client_id: String,
    pub org_id: i64,
    pub scopes: Vec<OauthScope>,
    pub jti: String,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Now, as tokens and both databases can hold it.
fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// 256 random bits, recognisable where they should not be.
fn new_secret() -> String {
    format!("ixs_{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
}

fn new_client_id() -> String {
    format!("ixc_{:032x}", rand::random::<u128>())
}

/// A secret has 256 bits: it needs no slow hash.
fn hash(secret: &str) -> String {
    format!("{:x}", Sha256::digest(secret))
}

fn scopes(json: &serde_json::Value) -> Vec<OauthScope> {
    let names = json.as_array().into_iter().flatten();
    names
        .filter_map(|name| name.as_str()?.parse().ok())
        .collect()
}

fn texts(json: &serde_json::Value) -> Vec<String> {
    let texts = json.as_array().into_iter().flatten();
    texts
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

/// Whether a request from this address passes an allowlist; an empty one lets everybody in. An entry that cannot be read
/// lets nobody in.
fn allowed_from(cidrs: &[String], address: Option<std::net::IpAddr>) -> bool {
    use crate::networks::Network;
    cidrs.is_empty()
        || address.is_some_and(|address| {
            let networks = cidrs.iter().filter_map(|text| text.parse::<Network>().ok());
            networks
                .into_iter()
                .any(|network| network.contains(address))
        })
}
