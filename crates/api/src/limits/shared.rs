//! Windows that several instances share, in Redis: one script counts for all quotas of a request at once or for none, by
//! Redis' own clock. Redis may be away at any time: then nobody waits for it and each process counts by itself.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use redis::{
    Client, RedisError, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use super::{
    Quota, WINDOW,
    window::{Outcome, Seen},
};

/// Longer than this no request waits for Redis.
const PATIENCE: Duration = Duration::from_millis(200);

/// After a failure Redis is left alone for so long; one request then tries again.
const PAUSE: Duration = Duration::from_secs(1);

/// A list of times (microseconds) a key, the oldest first. Its last argument is the window's length; the others are the
/// limits. Answers the microseconds to wait, then used and freed-in of each key. Numbers are written out in full, since
/// Lua would round them. A clock that was set back a little stands still; one set back far begins anew.
const SCRIPT: &str = r"
local window = tonumber(ARGV[#ARGV])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
for _, key in ipairs(KEYS) do
    local last = tonumber(redis.call('LINDEX', key, -1))
    if last and last > now + window then
        redis.call('DEL', key)
    elseif last and last > now then
        now = last
    end
end
local function frees(key, limit, used)
    local time = tonumber(redis.call('LINDEX', key, math.max(used - limit, 0)))
    return time and time + window - now or 0
end
local wait = 0
for i, key in ipairs(KEYS) do
    local first = tonumber(redis.call('LINDEX', key, 0))
    while first and now - first >= window do
        redis.call('LPOP', key)
        first = tonumber(redis.call('LINDEX', key, 0))
    end
    local limit, used = tonumber(ARGV[i]), redis.call('LLEN', key)
    if used >= limit then
        wait = math.max(wait, frees(key, limit, used))
    end
end
local answer = { wait }
for i, key in ipairs(KEYS) do
    if wait == 0 then
        redis.call('RPUSH', key, string.format('%.0f', now))
        redis.call('PEXPIRE', key, math.ceil(window / 1000))
    end
    local used = redis.call('LLEN', key)
    answer[#answer + 1] = used
    answer[#answer + 1] = frees(key, tonumber(ARGV[i]), used)
end
return answer
";

/// The way to the windows in Redis.
pub struct Shared {
    connection: ConnectionManager,
    script: Script,
    begun: Instant,
    /// Microseconds since `begun` until which Redis is left alone; 0 while it answers.
    away_until: AtomicU64,
}

/// Whether the address is one of a Redis.
pub fn is_server(url: &str) -> bool {
    let scheme = ["redis://", "rediss://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    scheme && Client::open(url).is_ok()
}

impl Shared {
    /// Connects with the first request.
    ///
    /// # Errors
    /// An address that is none of a Redis.
    pub fn new(url: &str) -> Result<Self> {
        let client = Client::open(url).context("the address of Redis")?;
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_connection_timeout(Some(PAUSE))
            .set_response_timeout(Some(PAUSE));
        Ok(Self {
            connection: ConnectionManager::new_lazy_with_config(client, config)?,
            script: Script::new(SCRIPT),
            begun: Instant::now(),
            away_until: AtomicU64::new(0),
        })
    }

    /// None while Redis is away.
    pub async fn take(&self, quotas: &[Quota]) -> Option<Outcome> {
        let until = self.away_until.load(Ordering::Relaxed);
        if until != 0 && !self.is_our_turn(until) {
            return None;
        }
        let answer = tokio::time::timeout(PATIENCE, self.ask(quotas)).await;
        let cause = match answer {
            Ok(Ok(outcome)) => {
                if until != 0 {
                    self.away_until.store(0, Ordering::Relaxed);
                    tracing::info!("Redis is back: rate limits are shared again");
                }
                return outcome;
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no answer in time".to_owned(),
        };
        // Of those that asked at once, one says so.
        if self.away_until.swap(self.later(), Ordering::Relaxed) == 0 {
            tracing::warn!(
                cause,
                "Redis is away: each instance counts its requests by itself"
            );
        }
        None
    }

    /// Whether the pause is over and nobody else tries already.
    fn is_our_turn(&self, until: u64) -> bool {
        micros(self.begun.elapsed()) >= until
            && self
                .away_until
                .compare_exchange(until, self.later(), Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }

    fn later(&self) -> u64 {
        micros(self.begun.elapsed() + PAUSE)
    }

    async fn ask(&self, quotas: &[Quota]) -> Result<Option<Outcome>, RedisError> {
        let mut call = self.script.prepare_invoke();
        for quota in quotas {
            call.key(quota.key.to_string()).arg(quota.per_minute);
        }
        call.arg(WINDOW);
        let mut connection = self.connection.clone();
        let numbers: Vec<u64> = call.invoke_async(&mut connection).await?;
        Ok(read(&numbers))
    }
}

fn read(numbers: &[u64]) -> Option<Outcome> {
    let (wait, windows) = numbers.split_first()?;
    let seen = windows
        .chunks_exact(2)
        .map(|pair| Seen {
            used: pair[0],
            frees: pair[1],
        })
        .collect();
    Some(Outcome { seen, wait: *wait })
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_a_redis_is_one() {
        assert!(is_server("redis://127.0.0.1:6379/2"));
        assert!(is_server("rediss://user:secret@redis.example"));
        assert!(!is_server("http://127.0.0.1:6379"));
        assert!(!is_server("redis://"));
        assert!(!is_server("127.0.0.1:6379"));
    }
}
