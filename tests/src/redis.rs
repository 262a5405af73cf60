//! A Redis of its own for a test: on a free port, writing nothing to disk, gone when it is dropped.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const READY_WITHIN: Duration = Duration::from_secs(20);

pub struct RedisServer {
    server: Child,
    port: u16,
}

impl RedisServer {
    /// None, with a printed line, where no Redis is installed.
    pub async fn start() -> Option<Self> {
        let Some(program) = program() else {
            println!("left out: there is no redis-server");
            return None;
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let server = Command::new(program)
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", "no"])
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("redis-server starts");
        let redis = Self { server, port };
        let begun = Instant::now();
        while !redis.answers().await {
            assert!(begun.elapsed() < READY_WITHIN, "redis-server is not ready");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Some(redis)
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }

    /// Sends a command of plain words and reads the first piece of the answer.
    pub async fn command(&self, words: &str) -> String {
        self.try_command(words).await.expect("redis-server answers")
    }

    async fn answers(&self) -> bool {
        self.try_command("PING")
            .await
            .is_ok_and(|text| text.starts_with("+PONG"))
    }

    async fn try_command(&self, words: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.write_all(format!("{words}\r\n").as_bytes()).await?;
        let mut answer = vec![0; 4096];
        let length = stream.read(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer[..length]).into_owned())
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }

    /// Holds it still: its port takes connections, and nothing is answered.
    pub fn freeze(&self) {
        let pid = self.server.id().to_string();
        let stopped = Command::new("kill").args(["-STOP", &pid]).status();
        assert!(stopped.is_ok_and(|status| status.success()));
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain([Path::new("/usr/bin").to_path_buf()])
        .map(|folder| folder.join("redis-server"))
        .find(|file| file.is_file())
}
