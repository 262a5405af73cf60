//! Programs' tokens as they travel (RFC 9068): `at+jwt`, an audience of their own. Only signature, times and form are
//! checked here; whether client and token still hold is asked of the database.

use chrono::{DateTime, Utc};
use contract::oauth::OauthScope;
use domain::{oauth::MachineClaims, sessions::ENDED};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Keys;
use crate::error::ApiError;

const MACHINES: &str = "ixchel:machines";
const MACHINES_TYPE: &str = "at+jwt";

#[derive(Debug, Serialize, Deserialize)]
struct Token {
    iss: String,
    aud: String,
    /// The client's public name, as `client_id`: a program acts for nobody else.
    sub: String,
    client_id: String,
    scope: String,
    jti: String,
    exp: i64,
    /// Fractional, as a person's: a token of the second of a revocation must count as earlier or later.
    iat: f64,
    /// The client's row and organization.
    cid: i64,
    org: i64,
}

/// Whether a token says that it is a program's.
pub(super) fn is_machines(token: &str) -> bool {
    jsonwebtoken::decode_header(token)
        .ok()
        .and_then(|header| header.typ)
        .is_some_and(|typ| typ == MACHINES_TYPE)
}

/// A signed token of a program.
pub fn issue_machine(
    keys: &Keys,
    issuer: &str,
    claims: &MachineClaims,
) -> Result<String, ApiError> {
    let token = Token {
        iss: issuer.to_owned(),
        aud: MACHINES.to_owned(),
        sub: claims.client_id.clone(),
        client_id: claims.client_id.clone(),
        scope: scope_text(&claims.scopes),
        jti: claims.jti.clone(),
        exp: claims.expires_at.timestamp(),
        iat: claims.issued_at.timestamp_micros() as f64 / 1e6,
        cid: claims.id,
        org: claims.org_id,
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(MACHINES_TYPE.to_owned());
    header.kid = Some(keys.signing_id.clone());
    jsonwebtoken::encode(&header, &token, &keys.signing).map_err(ApiError::internal)
}

/// Scopes as OAuth writes them.
pub fn scope_text(scopes: &[OauthScope]) -> String {
    let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    names.join(" ")
}

/// What a program's token says, if it is ours and in its time (60 s of leeway).
///
/// # Errors
/// 401, in words that do not say which check failed.
pub(super) fn verify_machine(
    keys: &Keys,
    issuer: &str,
    token: &str,
) -> Result<MachineClaims, ApiError> {
    read_machine(keys, issuer, token).ok_or_else(|| ApiError::unauthenticated(ENDED))
}

/// The same without a refusal: whoever ends a token may name any text.
pub fn read_machine(keys: &Keys, issuer: &str, token: &str) -> Option<MachineClaims> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    let typ = header.typ.as_deref()?;
    if header.alg != Algorithm::EdDSA || typ != MACHINES_TYPE || header.crit.is_some() {
        return None;
    }
    let key = keys.checking(header.kid.as_deref()?)?;
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_audience(&[MACHINES]);
    rules.set_issuer(&[issuer]);
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    rules.validate_nbf = true;
    let token = jsonwebtoken::decode::<Token>(token, key, &rules)
        .ok()?
        .claims;
    let issued_at = DateTime::from_timestamp_micros((token.iat * 1e6).round() as i64)?;
    if (issued_at - Utc::now()).num_seconds() > 60 || token.sub != token.client_id {
        return None;
    }
    Some(MachineClaims {
        id: token.cid,
        client_id: token.client_id,
        org_id: token.org,
        // A scope that is gone by now is no reason to refuse the others.
        scopes: token
            .scope
            .split(' ')
            .filter_map(|name| name.parse().ok())
            .collect(),
        jti: token.jti,
        issued_at,
        expires_at: DateTime::from_timestamp(token.exp, 0)?,
    })
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use ed25519_dalek::{SigningKey, pkcs8::EncodePrivateKey};

    use super::*;
    use crate::auth;

    fn keys() -> Keys {
        let key = SigningKey::from_bytes(&[1; 32]);
        let pem = key.to_pkcs8_pem(Default::default()).expect("a key");
        Keys::parse(&pem).expect("keys")
    }

    fn claims(age: Duration) -> MachineClaims {
        let issued_at =
            DateTime::from_timestamp_micros((Utc::now() - age).timestamp_micros()).expect("a time");
        let expires_at = issued_at + domain::oauth::MACHINES_STAY;
        MachineClaims {
            id: 7,
            client_id: "ixc_1".into(),
            org_id: 1,
            scopes: vec![OauthScope::CustomersRead],
            jti: "abc".into(),
            issued_at,
            expires_at: DateTime::from_timestamp(expires_at.timestamp(), 0).expect("a time"),
        }
    }

    #[test]
    fn a_programs_token_comes_back_as_it_went_and_is_no_persons() {
        let keys = keys();
        let claims = claims(Duration::zero());
        let token = issue_machine(&keys, "i", &claims).expect("signed");
        assert!(is_machines(&token));
        assert_eq!(read_machine(&keys, "i", &token), Some(claims));
        assert!(read_machine(&keys, "other", &token).is_none());
        assert!(auth::verify(&keys, "i", &token).is_err());
    }

    #[test]
    fn it_ends_after_a_quarter_of_an_hour_and_the_leeway() {
        let keys = keys();
        let read = |seconds| {
            let age = domain::oauth::MACHINES_STAY + Duration::seconds(seconds);
            let token = issue_machine(&keys, "i", &claims(age)).expect("signed");
            read_machine(&keys, "i", &token)
        };
        assert!(read(50).is_some());
        assert!(read(70).is_none());
    }
}
