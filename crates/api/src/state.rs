//! What all workers share, made once outside the worker factory.

use domain::Db;

use crate::{auth::Keys, http::Networks, limits::Limits};

pub struct State {
    pub db: Db,
    pub keys: Keys,
    /// `iss` of every token: the API's public address.
    pub issuer: String,
    /// The portal's origin, which codes on bars lead to; without a slash at its end.
    pub portal_url: String,
    /// The public address is HTTPS: browsers are told to stay there.
    pub https: bool,
    pub trusted_proxies: Networks,
    /// Origins that a cookie-borne write may come from: the allowlist and the API's own.
    pub origins: Vec<String>,
    pub limits: Limits,
}

impl State {
    pub fn knows_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|known| known == origin)
    }
}
