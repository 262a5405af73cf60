//! What an answer says about its limits: `RateLimit-Policy` and `RateLimit` of every limit it counted for
//! (draft-ietf-httpapi-ratelimit-headers), and the three older headers for the one that is nearest to its end.

use std::cmp::Reverse;

use actix_web::{
    dev::Extensions,
    http::header::{HeaderMap, HeaderName, HeaderValue},
};

use super::{Quota, window::Outcome};

/// How one limit stands after the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    policy: &'static str,
    per_minute: u32,
    remaining: u64,
    /// Whole seconds, rounded up, until there is room for one more than now.
    reset: u64,
}

struct Noted(Vec<Standing>);

/// Keeps the outcome with the request until its answer is there.
pub(super) fn note(extensions: &mut Extensions, quotas: &[Quota], outcome: &Outcome) {
    let standings = quotas.iter().zip(&outcome.seen).map(|(quota, seen)| {
        let per_minute = quota.per_minute;
        Standing {
            policy: quota.key.policy(),
            per_minute,
            remaining: u64::from(per_minute).saturating_sub(seen.used),
            reset: seen.frees.div_ceil(1_000_000),
        }
    });
    match extensions.get_mut::<Noted>() {
        Some(noted) => noted.0.extend(standings),
        None => {
            let noted = Noted(standings.collect());
            extensions.insert(noted);
        }
    }
}

/// Puts the headers on an answer, if its request counted for anything.
pub fn dress(extensions: &Extensions, headers: &mut HeaderMap) {
    if let Some(Noted(standings)) = extensions.get() {
        for (name, text) in lines(standings) {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

fn lines(standings: &[Standing]) -> Vec<(&'static str, String)> {
    let nearest = standings
        .iter()
        .min_by_key(|standing| (standing.remaining, Reverse(standing.reset)));
    let Some(nearest) = nearest else {
        return Vec::new();
    };
    let list = |item: fn(&Standing) -> String| -> String {
        let items: Vec<String> = standings.iter().map(item).collect();
        items.join(", ")
    };
    vec![
        (
            "ratelimit-policy",
            list(|s| format!("\"{}\";q={};w=60", s.policy, s.per_minute)),
        ),
        (
            "ratelimit",
            list(|s| format!("\"{}\";r={};t={}", s.policy, s.remaining, s.reset)),
        ),
        ("ratelimit-limit", nearest.per_minute.to_string()),
        ("ratelimit-remaining", nearest.remaining.to_string()),
        ("ratelimit-reset", nearest.reset.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(policy: &'static str, per_minute: u32, remaining: u64, reset: u64) -> Standing {
        Standing {
            policy,
            per_minute,
            remaining,
            reset,
        }
    }

    #[test]
    fn the_older_headers_speak_of_the_limit_nearest_to_its_end() {
        let written = lines(&[
            standing("user", 100, 50, 30),
            standing("organization", 1000, 7, 12),
        ]);
        assert_eq!(
            written,
            [
                (
                    "ratelimit-policy",
                    "\"user\";q=100;w=60, \"organization\";q=1000;w=60".to_owned()
                ),
                (
                    "ratelimit",
                    "\"user\";r=50;t=30, \"organization\";r=7;t=12".to_owned()
                ),
                ("ratelimit-limit", "1000".to_owned()),
                ("ratelimit-remaining", "7".to_owned()),
                ("ratelimit-reset", "12".to_owned()),
            ]
        );
        let both = lines(&[standing("user", 5, 0, 3), standing("organization", 9, 0, 8)]);
        assert!(both.contains(&("ratelimit-reset", "8".to_owned())));
        assert!(lines(&[]).is_empty());
    }
}
