//! A small HTTP/1.1 load generator: keep-alive connections, one request at a time each, every latency kept. Light on
//! purpose, since it shares the machine with what it measures. Speaks to this program's own server only.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// One kept-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// Status and body of a reply.
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("connecting")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    pub async fn get(&mut self, path: &str, token: &str) -> Result<Reply> {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: bench\r\naccept: application/json\r\nauthorization: Bearer {token}\r\n\r\n"
        );
        self.exchange(head.as_bytes()).await
    }

    pub async fn post(&mut self, path: &str, json: &str) -> Result<Reply> {
        self.send(path, "application/json", json).await
    }

    pub async fn post_form(&mut self, path: &str, form: &str) -> Result<Reply> {
        self.send(path, "application/x-www-form-urlencoded", form)
            .await
    }

    async fn send(&mut self, path: &str, kind: &str, body: &str) -> Result<Reply> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.exchange(request.as_bytes()).await
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Reply> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (status, body_at, length) = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
            if let Some(head) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break head_of(&self.buffer[..head])
                    .map(|(status, length)| (status, head + 4, length))?;
            }
        };
        while self.buffer.len() < body_at + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
        }
        Ok(Reply {
            status,
            body: self.buffer[body_at..body_at + length].to_vec(),
        })
    }
}

fn head_of(head: &[u8]) -> Result<(u16, usize)> {
    let head = std::str::from_utf8(head)?;
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .context("a status line")?
        .parse()?;
    let length = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map(|(_, value)| value.trim().parse())
        .transpose()?
        .unwrap_or(0);
    Ok((status, length))
}

/// What a run of requests came to.
pub struct Figures {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

/// Sends requests from `clients` connections for `seconds` (after two of warming up) and measures each. `request`
/// makes the n-th path and token of a client.
pub async fn measure(
    address: SocketAddr,
    clients: usize,
    seconds: u64,
    request: impl Fn(u64) -> (String, String) + Send + Sync + Clone + 'static,
) -> Result<Figures> {
    let warm = Instant::now() + Duration::from_secs(2);
    let end = warm + Duration::from_secs(seconds);
    let mut tasks = Vec::new();
    for client in 0..clients as u64 {
        let request = request.clone();
        tasks.push(tokio::spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut latencies = Vec::new();
            let mut n = client.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            while Instant::now() < end {
                n = n
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let (path, token) = request(n >> 33);
                let begun = Instant::now();
                let reply = connection.get(&path, &token).await?;
                if reply.status != 200 {
                    bail!(
                        "{path} answered {}: {}",
                        reply.status,
                        String::from_utf8_lossy(&reply.body)
                    );
                }
                if begun >= warm {
                    latencies.push(begun.elapsed());
                }
            }
            anyhow::Ok(latencies)
        }));
    }
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    latencies.sort_unstable();
    let at = |share: f64| {
        latencies
            .get((latencies.len() as f64 * share) as usize)
            .copied()
            .unwrap_or_default()
    };
    Ok(Figures {
        per_second: latencies.len() as f64 / seconds as f64,
        p50: at(0.50),
        p99: at(0.99),
    })
}
