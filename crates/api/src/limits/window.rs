//! The windows of one process: the times of the requests that counted, by key. Asks no clock; whoever calls says what
//! time it is. Memory is bounded: what was silent for a minute goes, and a flood of keys pushes out the oldest.

use std::collections::{HashMap, VecDeque};

use super::{Key, Quota, WINDOW};

/// Keys in one generation; there are two.
const KEYS: usize = 100_000;

/// What was found, and whether the request counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// One for each quota, in its order.
    pub seen: Vec<Seen>,
    /// Microseconds after which a try would count; 0: this one did.
    pub wait: u64,
}

/// One window after the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub used: u64,
    /// Microseconds until one more than now may be counted; 0 for an empty window.
    pub frees: u64,
}

type Times = HashMap<Key, VecDeque<u64>>;

/// Two generations: what was asked for lately, and what was a generation ago. A whole generation of silence is at least
/// a window's length, so nothing that still counts is forgotten.
#[derive(Default)]
pub struct Windows {
    young: Times,
    old: Times,
    turned: u64,
}

impl Windows {
    /// Counts a request at `now` (microseconds, never going back) for all quotas, or for none.
    pub fn take(&mut self, quotas: &[Quota], now: u64) -> Outcome {
        if now.saturating_sub(self.turned) >= WINDOW || self.young.len() >= KEYS {
            self.old = std::mem::take(&mut self.young);
            self.turned = now;
        }
        let mut wait = 0;
        for quota in quotas {
            let times = self.times(quota.key);
            while times.front().is_some_and(|first| now - first >= WINDOW) {
                times.pop_front();
            }
            if times.len() >= quota.per_minute as usize {
                wait = wait.max(frees(times, quota.per_minute, now));
            }
        }
        let seen = quotas
            .iter()
            .map(|quota| {
                let times = self.times(quota.key);
                if wait == 0 {
                    times.push_back(now);
                }
                Seen {
                    used: times.len() as u64,
                    frees: frees(times, quota.per_minute, now),
                }
            })
            .collect();
        Outcome { seen, wait }
    }

    fn times(&mut self, key: Key) -> &mut VecDeque<u64> {
        let old = &mut self.old;
        self.young
            .entry(key)
            .or_insert_with(|| old.remove(&key).unwrap_or_default())
    }
}

/// The time until there is room for one more. A limit that was lowered meanwhile leaves more than one to wait for.
fn frees(times: &VecDeque<u64>, per_minute: u32, now: u64) -> u64 {
    let last_to_go = times.len().saturating_sub(per_minute as usize);
    times.get(last_to_go).map_or(0, |time| time + WINDOW - now)
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng, rngs::StdRng};

    use super::*;

    const SECOND: u64 = 1_000_000;

    fn quota(key: Key, per_minute: u32) -> Quota {
        Quota { key, per_minute }
    }

    #[test]
    fn no_minute_holds_more_than_allowed() {
        let mut windows = Windows::default();
        let three = [quota(Key::Shop(1), 3)];
        for second in [0, 30, 50] {
            assert_eq!(windows.take(&three, second * SECOND).wait, 0);
        }
        let refused = windows.take(&three, 59 * SECOND);
        assert_eq!(refused.wait, SECOND);
        assert_eq!((refused.seen[0].used, refused.seen[0].frees), (3, SECOND));
        // The edge, to the microsecond.
        assert_eq!(windows.take(&three, 60 * SECOND - 1).wait, 1);
        let counted = windows.take(&three, 60 * SECOND);
        assert_eq!((counted.wait, counted.seen[0].frees), (0, 30 * SECOND));
        assert_eq!(windows.take(&three, 61 * SECOND).wait, 29 * SECOND);
        let other = [quota(Key::Staff(1), 3)];
        assert_eq!(windows.take(&other, 61 * SECOND).wait, 0, "another person");
    }

    #[test]
    fn what_one_refuses_counts_for_none() {
        let mut windows = Windows::default();
        let user = |id| [quota(Key::Shop(id), 2), quota(Key::Organization(1), 3)];
        for id in [1, 2, 1] {
            assert_eq!(windows.take(&user(id), id as u64).wait, 0);
        }
        let refused = windows.take(&user(2), 10);
        assert!(refused.wait > 0);
        assert_eq!((refused.seen[0].used, refused.seen[1].used), (1, 3));
        let refused = windows.take(&user(1), 10);
        assert_eq!((refused.seen[0].used, refused.seen[1].used), (2, 3));
    }

    #[test]
    fn a_lowered_limit_says_how_long_to_wait_truthfully() {
        let mut windows = Windows::default();
        for second in 0..5 {
            windows.take(&[quota(Key::Client(1), 5)], second * SECOND);
        }
        let lowered = [quota(Key::Client(1), 2)];
        let wait = windows.take(&lowered, 10 * SECOND).wait;
        assert_eq!(wait, 53 * SECOND);
        assert!(windows.take(&lowered, 10 * SECOND + wait - 1).wait > 0);
        assert_eq!(windows.take(&lowered, 10 * SECOND + wait).wait, 0);
    }

    /// Every time ever counted, in a list, and nothing clever.
    #[derive(Default)]
    struct Naive(HashMap<Key, Vec<u64>>);

    impl Naive {
        fn within(&self, key: Key, now: u64) -> usize {
            let times = self.0.get(&key).map_or(&[][..], Vec::as_slice);
            times.iter().filter(|time| now - **time < WINDOW).count()
        }

        fn room(&self, quotas: &[Quota], now: u64) -> bool {
            quotas
                .iter()
                .all(|quota| self.within(quota.key, now) < quota.per_minute as usize)
        }
    }

    #[test]
    fn it_does_what_a_list_of_all_times_would() {
        for seed in 0..200 {
            let mut random = StdRng::seed_from_u64(seed);
            let (mut windows, mut naive, mut now) = (Windows::default(), Naive::default(), 0);
            let limits: Vec<u32> = (0..4).map(|_| random.random_range(1..8)).collect();
            for _ in 0..400 {
                now += match random.random_range(0..10) {
                    0 => 0,
                    1 => WINDOW / 2 + random.random_range(0..3),
                    2 => WINDOW - 1 + random.random_range(0..3),
                    _ => random.random_range(0..6 * SECOND),
                };
                let person = random.random_range(0..3);
                let quotas = [
                    quota(Key::Shop(person), limits[person as usize]),
                    quota(Key::Organization(1), limits[3] * 2),
                ];
                let outcome = windows.take(&quotas, now);
                let room = naive.room(&quotas, now);
                assert_eq!(outcome.wait == 0, room, "seed {seed} at {now}");
                if room {
                    for quota in &quotas {
                        naive.0.entry(quota.key).or_default().push(now);
                    }
                } else {
                    let then = now + outcome.wait;
                    assert!(
                        !naive.room(&quotas, then - 1),
                        "seed {seed} at {now}: too late"
                    );
                    assert!(naive.room(&quotas, then), "seed {seed} at {now}: too early");
                }
                for (quota, seen) in quotas.iter().zip(&outcome.seen) {
                    assert_eq!(seen.used as usize, naive.within(quota.key, now));
                }
            }
        }
    }

    #[test]
    fn memory_is_bounded_and_the_silent_are_forgotten() {
        let mut windows = Windows::default();
        for id in 0..3 * KEYS as i64 {
            windows.take(&[quota(Key::Client(id), 5)], 1);
        }
        assert!(windows.young.len() <= KEYS && windows.old.len() <= KEYS);
        for minute in 1..=2 {
            windows.take(&[quota(Key::Client(-1), 5)], minute * WINDOW + 1);
        }
        assert_eq!(windows.young.len() + windows.old.len(), 1);
    }
}
