//! Two ways of asking: so many questions a second whatever the answers take, and as many as are answered. The first
//! counts from when a question was due, so that waiting for a free connection counts as well.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};

use super::questions::{self, Question};
use crate::http::Connection;

/// Not counted, at the beginning.
const WARMING: u64 = 2;

/// Whom to ask, and over how many connections.
#[derive(Clone)]
pub struct Caller {
    pub address: SocketAddr,
    pub connections: usize,
    pub token: String,
    pub customers: i64,
}

/// One answer.
pub struct Sample {
    /// A place in KINDS.
    pub kind: usize,
    pub waited: Duration,
    pub found: bool,
}

impl Caller {
    async fn ask(&self, connection: &mut Connection, question: &Question) -> Result<bool> {
        let reply = connection.get(&question.path, &self.token).await?;
        ensure!(
            reply.status == 200,
            "{} answered {}: {}",
            question.path,
            reply.status,
            String::from_utf8_lossy(&reply.body)
        );
        if reply.body.starts_with(br#"{"customers":[{"#) {
            Ok(true)
        } else if reply.body.starts_with(br#"{"customers":[]"#) {
            Ok(false)
        } else {
            bail!("{} answered something else than customers", question.path)
        }
    }

    /// Asks `rate` questions a second for so many seconds: whichever connection is free takes the next one.
    pub async fn steadily(&self, rate: u64, seconds: u64) -> Result<Vec<Sample>> {
        let next = Arc::new(AtomicU64::new(0));
        let (warm, end) = (WARMING * rate, (WARMING + seconds) * rate);
        let begun = Instant::now() + Duration::from_millis(100);
        let mut tasks = Vec::new();
        for _ in 0..self.connections {
            let (caller, next) = (self.clone(), Arc::clone(&next));
            tasks.push(tokio::spawn(async move {
                let mut connection = Connection::open(caller.address).await?;
                let mut samples = Vec::new();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= end {
                        return anyhow::Ok(samples);
                    }
                    let question = questions::question(n, caller.customers);
                    let due = begun + Duration::from_micros(n * 1_000_000 / rate);
                    tokio::time::sleep_until(due.into()).await;
                    let found = caller.ask(&mut connection, &question).await?;
                    let waited = due.elapsed();
                    if n >= warm {
                        samples.push(Sample {
                            kind: question.kind,
                            waited,
                            found,
                        });
                    }
                }
            }));
        }
        let mut samples = Vec::new();
        for task in tasks {
            samples.extend(task.await??);
        }
        Ok(samples)
    }

    /// Every connection asks as soon as it has its answer; tells the answers a second.
    pub async fn at_full_speed(&self, seconds: u64) -> Result<f64> {
        let next = Arc::new(AtomicU64::new(0));
        let warm = Instant::now() + Duration::from_secs(WARMING);
        let end = warm + Duration::from_secs(seconds);
        let mut tasks = Vec::new();
        for _ in 0..self.connections {
            let (caller, next) = (self.clone(), Arc::clone(&next));
            tasks.push(tokio::spawn(async move {
                let mut connection = Connection::open(caller.address).await?;
                let mut answers = 0_u64;
                while Instant::now() < end {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let question = questions::question(n, caller.customers);
                    caller.ask(&mut connection, &question).await?;
                    let now = Instant::now();
                    answers += u64::from(now >= warm && now < end);
                }
                anyhow::Ok(answers)
            }));
        }
        let mut answers = 0;
        for task in tasks {
            answers += task.await??;
        }
        Ok(answers as f64 / seconds as f64)
    }
}
