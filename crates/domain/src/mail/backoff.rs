//! How long a failed e-mail waits for its next try.

use chrono::Duration;

/// After so many tries an e-mail is given up: a little over four hours.
pub(super) const TRIES: i32 = 10;

const FIRST_SECONDS: i64 = 30;
const LONGEST_SECONDS: i64 = 2 * 60 * 60;

/// The wait after the `tries`-th failure: doubling from half a minute, spread by a fifth so that a mail server that
/// comes back is not met by everything at once. `chance` lies between 0 and 1.
pub(super) fn wait(tries: i32, chance: f64) -> Duration {
    let doublings = u32::try_from(tries - 1).unwrap_or(0).min(20);
    let seconds = (FIRST_SECONDS << doublings).min(LONGEST_SECONDS);
    let spread = 0.8 + 0.4 * chance.clamp(0.0, 1.0);
    Duration::milliseconds((seconds as f64 * 1000.0 * spread) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_two_hours_and_are_spread() {
        assert_eq!(wait(1, 0.5), Duration::seconds(30));
        assert_eq!(wait(2, 0.5), Duration::seconds(60));
        assert_eq!(wait(8, 0.5), Duration::seconds(3840));
        assert_eq!(wait(9, 0.5), Duration::hours(2));
        assert_eq!(wait(i32::MAX, 0.5), Duration::hours(2));
        assert_eq!(wait(1, 0.0), Duration::seconds(24));
        assert_eq!(wait(1, 1.0), Duration::seconds(36));
    }
}
