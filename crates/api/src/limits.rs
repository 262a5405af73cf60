//! An exact sliding window: so many tries in any minute for one address, counted over all workers of this process.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

const WINDOW: Duration = Duration::from_secs(60);
/// Addresses remembered before those without a recent try are forgotten.
const SWEEP_ABOVE: usize = 10_000;

/// `per_minute` 0 lets everything through.
pub struct SlidingWindow {
    per_minute: usize,
    tries: Mutex<HashMap<IpAddr, VecDeque<Instant>>>,
}

impl SlidingWindow {
    pub fn new(per_minute: u32) -> Self {
        Self {
            per_minute: per_minute as usize,
            tries: Mutex::default(),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// The seconds to wait when the window is full; a refused try is not counted.
    pub fn count(&self, address: IpAddr) -> Result<(), u64> {
        self.count_at(address, Instant::now())
    }

    fn count_at(&self, address: IpAddr, now: Instant) -> Result<(), u64> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() > SWEEP_ABOVE {
            tries.retain(|_, times| times.back().is_some_and(|last| now - *last < WINDOW));
        }
        let times = tries.entry(address).or_default();
        while times.front().is_some_and(|first| now - *first >= WINDOW) {
            times.pop_front();
        }
        match times.front() {
            Some(first) if times.len() >= self.per_minute => {
                let left = WINDOW.saturating_sub(now - *first);
                Err(left.as_secs() + u64::from(left.subsec_nanos() > 0))
            }
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_minute_holds_more_than_allowed() {
        let window = SlidingWindow::new(3);
        let address = IpAddr::from([127, 0, 0, 1]);
        let begun = Instant::now();
        let at = |seconds: u64| begun + Duration::from_secs(seconds);
        for second in [0, 30, 50] {
            assert_eq!(window.count_at(address, at(second)), Ok(()));
        }
        assert_eq!(window.count_at(address, at(59)), Err(1));
        assert_eq!(window.count_at(address, at(60)), Ok(()));
        assert_eq!(window.count_at(address, at(61)), Err(29));
        assert_eq!(
            window.count_at(IpAddr::from([127, 0, 0, 2]), at(61)),
            Ok(())
        );
    }

    #[test]
    fn zero_turns_it_off() {
        let window = SlidingWindow::new(0);
        for _ in 0..100 {
            assert_eq!(window.count(IpAddr::from([127, 0, 0, 1])), Ok(()));
        }
    }
}
