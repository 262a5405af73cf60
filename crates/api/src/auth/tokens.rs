//! Tokens as they travel: JWT signed with EdDSA, `kid` naming the key, `aud` telling people from machines. Only
//! signature, times and form are checked here; whether the session still holds is asked of the database.

use chrono::{DateTime, Utc};
use contract::StaffRole;
use domain::sessions::{Claims, ENDED, Holder};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Keys;
use crate::error::ApiError;

const PEOPLE: &str = "ixchel:people";
const PEOPLE_TYPE: &str = "JWT";

#[derive(Debug, Serialize, Deserialize)]
struct Token {
    iss: String,
    aud: String,
    /// `shop:7`, `staff:3`.
    sub: String,
    jti: String,
    exp: i64,
    /// Fractional, as NumericDate may be: a session begun in the second of a password change must count as later.
    iat: f64,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    org: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<StaffRole>,
    /// How the session began, where that was not by a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    via: Option<Via>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Via {
    Link,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Shop,
    Staff,
}

/// A signed token of a person's session.
pub fn issue(keys: &Keys, issuer: &str, claims: &Claims) -> Result<String, ApiError> {
    let mut token = Token {
        iss: issuer.to_owned(),
        aud: PEOPLE.to_owned(),
        sub: String::new(),
        jti: claims.jti.clone(),
        exp: claims.expires_at.timestamp(),
        iat: claims.issued_at.timestamp_micros() as f64 / 1e6,
        kind: Kind::Shop,
        org: None,
        customer: None,
        team: None,
        role: None,
        via: claims.by_link.then_some(Via::Link),
    };
    match claims.holder {
        Holder::Shop {
            user_id,
            customer_id,
            org_id,
        } => {
            token.sub = format!("shop:{user_id}");
            token.customer = Some(customer_id);
            token.org = Some(org_id);
        }
        Holder::Staff {
            user_id,
            org_id,
            team_id,
            role,
        } => {
            token.kind = Kind::Staff;
            token.sub = format!("staff:{user_id}");
            token.org = org_id;
            token.team = team_id;
            token.role = Some(role);
        }
    }
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(PEOPLE_TYPE.to_owned());
    header.kid = Some(keys.signing_id.clone());
    jsonwebtoken::encode(&header, &token, &keys.signing).map_err(ApiError::internal)
}

/// What a token says, if it is ours, for people, and in its time (60 s of leeway).
///
/// # Errors
/// 401, in words that do not say which check failed.
pub fn verify(keys: &Keys, issuer: &str, token: &str) -> Result<Claims, ApiError> {
    checked(keys, issuer, token).ok_or_else(|| ApiError::unauthenticated(ENDED))
}

fn checked(keys: &Keys, issuer: &str, token: &str) -> Option<Claims> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    let typ = header.typ.as_deref()?;
    if header.alg != Algorithm::EdDSA || typ != PEOPLE_TYPE || header.crit.is_some() {
        return None;
    }
    let key = keys.checking(header.kid.as_deref()?)?;
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_audience(&[PEOPLE]);
    rules.set_issuer(&[issuer]);
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    rules.validate_nbf = true;
    let token = jsonwebtoken::decode::<Token>(token, key, &rules)
        .ok()?
        .claims;
    let issued_at = DateTime::from_timestamp_micros((token.iat * 1e6).round() as i64)?;
    if (issued_at - Utc::now()).num_seconds() > 60 {
        return None;
    }
    Some(Claims {
        holder: holder(&token)?,
        by_link: token.via == Some(Via::Link),
        jti: token.jti,
        issued_at,
        expires_at: DateTime::from_timestamp(token.exp, 0)?,
    })
}

fn holder(token: &Token) -> Option<Holder> {
    let (kind, id) = token.sub.split_once(':')?;
    let user_id = id.parse().ok()?;
    match (token.kind, kind) {
        (Kind::Shop, "shop") => Some(Holder::Shop {
            user_id,
            customer_id: token.customer?,
            org_id: token.org?,
        }),
        (Kind::Staff, "staff") => Some(Holder::Staff {
            user_id,
            org_id: token.org,
            team_id: token.team,
            role: token.role?,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use ed25519_dalek::{SigningKey, pkcs8::EncodePrivateKey, pkcs8::EncodePublicKey};

    use super::*;

    fn pem(seed: u8) -> String {
        let key = SigningKey::from_bytes(&[seed; 32]);
        key.to_pkcs8_pem(Default::default())
            .expect("a key")
            .to_string()
    }

    fn public_pem(seed: u8) -> String {
        let key = SigningKey::from_bytes(&[seed; 32]).verifying_key();
        key.to_public_key_pem(Default::default()).expect("a key")
    }

    fn keys(text: &str) -> Keys {
        Keys::parse(text).expect("keys")
    }

    fn claims(age: Duration) -> Claims {
        let issued_at =
            DateTime::from_timestamp_micros((Utc::now() - age).timestamp_micros()).expect("a time");
        Claims {
            holder: Holder::Staff {
                user_id: 3,
                org_id: Some(1),
                team_id: None,
                role: StaffRole::Admin,
            },
            jti: "abc".into(),
            by_link: false,
            issued_at,
            expires_at: DateTime::from_timestamp((issued_at + Duration::hours(24)).timestamp(), 0)
                .expect("a time"),
        }
    }

    #[test]
    fn a_token_comes_back_as_it_went() {
        let keys = keys(&pem(1));
        let claims = claims(Duration::zero());
        let token = issue(&keys, "https://api", &claims).expect("signed");
        assert_eq!(verify(&keys, "https://api", &token).expect("ours"), claims);
        assert!(verify(&keys, "https://other", &token).is_err());
        let by_link = Claims {
            by_link: true,
            ..claims
        };
        let token = issue(&keys, "i", &by_link).expect("signed");
        assert_eq!(verify(&keys, "i", &token).expect("ours"), by_link);
    }

    #[test]
    fn an_old_token_is_refused_after_the_leeway() {
        let keys = keys(&pem(1));
        let within = claims(Duration::hours(24) + Duration::seconds(50));
        let beyond = claims(Duration::hours(24) + Duration::seconds(70));
        let token = |claims| issue(&keys, "i", claims).expect("signed");
        assert!(verify(&keys, "i", &token(&within)).is_ok());
        assert!(verify(&keys, "i", &token(&beyond)).is_err());
    }

    #[test]
    fn a_key_is_changed_without_signing_anyone_out() {
        let old = keys(&pem(1));
        let token = issue(&old, "i", &claims(Duration::zero())).expect("signed");
        let both = keys(&format!("{}{}", pem(2), public_pem(1)));
        assert!(verify(&both, "i", &token).is_ok());
        let next = issue(&both, "i", &claims(Duration::zero())).expect("signed");
        assert!(
            verify(&old, "i", &next).is_err(),
            "the first private key signs"
        );
        assert_eq!(both.jwks()["keys"].as_array().map(Vec::len), Some(2));
        assert!(!both.jwks().to_string().contains("\"d\""));
    }

    #[test]
    fn forged_headers_are_refused() {
        let keys = keys(&pem(1));
        let token = issue(&keys, "i", &claims(Duration::zero())).expect("signed");
        let parts: Vec<&str> = token.split('.').collect();
        let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", parts[1]);
        assert!(verify(&keys, "i", &none).is_err());
        let hmac = Header {
            kid: Some(keys.signing_id.clone()),
            ..Header::new(Algorithm::HS256)
        };
        let secret = jsonwebtoken::EncodingKey::from_secret(public_pem(1).as_bytes());
        let body: serde_json::Value = jsonwebtoken::decode_header(&token)
            .map(|_| serde_json::json!({"aud": PEOPLE, "iss": "i", "sub": "staff:3", "exp": 9_999_999_999_i64}))
            .expect("a header");
        let forged = jsonwebtoken::encode(&hmac, &body, &secret).expect("signed");
        assert!(verify(&keys, "i", &forged).is_err());
        for nonsense in ["", ".", "a.b.c", "…"] {
            assert!(verify(&keys, "i", nonsense).is_err());
        }
    }
}
