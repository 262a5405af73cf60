//! Passwords: hashed and compared with bcrypt, off the async threads and never more than two at once, so that a rush of
//! sign-ins cannot take every processor. A password is never logged, stored or returned.

use contract::FieldError;
use rand::Rng;
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// About a third of a second each on a small machine.
const COST: u32 = 12;

/// bcrypt reads no more than this and ignores the rest silently: longer passwords are refused instead.
const MAX_BYTES: usize = 72;
const MIN_BYTES: usize = 8;

/// Compared with when there is no account, so that the answer takes as long.
const NOBODY: &str = "$2b$12$IxchelCacaoNobodyAtAluOmBMMQ1767oxTyaQVrUAa67SLiTdqBi";

/// One per line, lower case; the usual suspects of every leaked list that are long enough to pass the length rule.
const COMMON: &str = include_str!("common-passwords.txt");

static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Whether `password` is the one behind `hash`; without a hash it takes as long and is false.
///
/// # Errors
/// [`Error::Internal`] when the blocking pool is gone, which is only so at shutdown.
pub async fn matches(password: &str, hash: Option<&str>) -> Result<bool> {
    let _permit = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let possible = hash.is_some() && password.len() <= MAX_BYTES;
    let (password, hash) = (password.to_owned(), hash.unwrap_or(NOBODY).to_owned());
    let equal = tokio::task::spawn_blocking(move || bcrypt::verify(&password, &hash))
        .await
        .map_err(Error::internal)?
        .unwrap_or(false);
    Ok(equal && possible)
}

/// The bcrypt hash of a password that passed [`check`].
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub async fn hash(password: &str) -> Result<String> {
    let _permit = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let password = password.to_owned();
    tokio::task::spawn_blocking(move || bcrypt::hash(&password, COST))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
}

/// Letters and digits that nobody takes for another one.
const READABLE: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS: usize = 4;
const IN_A_GROUP: usize = 5;

/// A password to be read and typed once, such as `k7mpq-x3hdw-9tnre-v4ycb`: 99 random bits.
pub fn generate() -> String {
    let mut random = rand::rng();
    let groups: Vec<String> = (0..GROUPS)
        .map(|_| {
            (0..IN_A_GROUP)
                .map(|_| char::from(READABLE[random.random_range(0..READABLE.len())]))
                .collect()
        })
        .collect();
    groups.join("-")
}

/// Whether everybody tries it first.
pub fn is_common(password: &str) -> bool {
    let password = password.to_lowercase();
    COMMON.lines().any(|common| common == password)
}

/// The rules for a new password: 8 to 72 bytes, and not one that everybody tries first.
///
/// # Errors
/// [`Error::Invalid`] naming `field`.
pub fn check(field: &str, password: &str) -> Result<()> {
    let problem = if password.len() < MIN_BYTES || password.len() > MAX_BYTES {
        FieldError::new(field, "length", "A password has 8 to 72 bytes.")
    } else if COMMON
        .lines()
        .any(|common| common == password.to_lowercase())
    {
        FieldError::new(
            field,
            "format",
            "This password is among the most commonly used; choose another.",
        )
    } else {
        return Ok(());
    };
    Err(Error::Invalid(vec![problem]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let kept = hash("ixchel-demo-2026").await.expect("bcrypt hashes");
        assert!(kept.starts_with("$2b$12$"));
        assert!(
            matches("ixchel-demo-2026", Some(&kept))
                .await
                .expect("compares")
        );
        assert!(
            !matches("ixchel-demo-2027", Some(&kept))
                .await
                .expect("compares")
        );
    }

    #[tokio::test]
    async fn nobody_takes_as_long_as_somebody_and_never_matches() {
        assert_eq!(
            bcrypt::verify("nobody has this password", NOBODY).ok(),
            Some(true),
            "the hash is a real one"
        );
        assert!(
            !matches("nobody has this password", None)
                .await
                .expect("compares")
        );
    }

    #[tokio::test]
    async fn the_73rd_byte_counts() {
        let long = "a".repeat(72);
        let kept = hash(&long).await.expect("bcrypt hashes");
        assert!(matches(&long, Some(&kept)).await.expect("compares"));
        assert!(
            !matches(&format!("{long}b"), Some(&kept))
                .await
                .expect("compares")
        );
    }

    #[test]
    fn generated_passwords_are_readable_and_never_the_same() {
        let password = generate();
        assert!(check("password", &password).is_ok());
        assert_eq!(password.len(), 23);
        assert!(!password.contains(['0', 'o', '1', 'l', 'i']));
        assert_ne!(password, generate());
    }

    #[test]
    fn rules_for_new_passwords() {
        assert!(check("password", "short").is_err());
        assert!(check("password", "Password123").is_err());
        assert!(check("password", &"a".repeat(73)).is_err());
        assert!(check("password", "ixchel-demo-2026").is_ok());
    }
}
