//! A mail server for tests: takes what it is sent, or answers as the test says.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::Mail;

/// What it answers to a message's end: its text may hold `{password}`, for which the message's own password is put.
type Answer = String;

#[derive(Default)]
struct State {
    /// Answers to the next messages, before it takes all others.
    refusals: Vec<Answer>,
    taken: Vec<(String, Mail)>,
    tries: usize,
}

/// Ends when it is dropped.
pub struct SmtpServer {
    pub url: String,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl SmtpServer {
    /// Refuses the first messages with these answers and takes the rest.
    pub async fn start(refusals: &[&str]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State {
            refusals: refusals.iter().rev().map(|text| (*text).into()).collect(),
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&shared);
                // A client that goes away in the middle is no failure of the test.
                tokio::spawn(async move { drop(talk(stream, &shared).await) });
            }
        });
        Self {
            url: format!("smtp://{address}"),
            state,
            task,
        }
    }

    /// Recipient and message of everything it took.
    pub fn taken(&self) -> Vec<(String, Mail)> {
        self.state.lock().expect("the state").taken.clone()
    }

    /// How many messages came, refused ones included.
    pub fn tries(&self) -> usize {
        self.state.lock().expect("the state").tries
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn talk(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let mut recipient = String::new();
    let mut line = String::new();
    while read_line(&mut stream, &mut line).await? {
        let upper = line.to_ascii_uppercase();
        let answer = if upper.starts_with("RCPT TO:") {
            recipient = line["RCPT TO:".len()..]
                .trim_matches(['<', '>', '\r', '\n', ' '])
                .to_owned();
            "250 ok\r\n".to_owned()
        } else if upper.starts_with("DATA") {
            stream.write_all(b"354 go on\r\n").await?;
            let message = message(&mut stream).await?;
            format!("{}\r\n", judge(state, &recipient, &message))
        } else if upper.starts_with("QUIT") {
            return stream.write_all(b"221 bye\r\n").await;
        } else {
            "250 ok\r\n".to_owned()
        };
        stream.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

async fn read_line(stream: &mut BufReader<TcpStream>, line: &mut String) -> std::io::Result<bool> {
    line.clear();
    Ok(stream.read_line(line).await? > 0)
}

async fn message(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let (mut whole, mut line) = (String::new(), String::new());
    while read_line(stream, &mut line).await? && line != ".\r\n" {
        whole.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
    Ok(whole)
}

fn judge(state: &Mutex<State>, recipient: &str, message: &str) -> String {
    let mail = Mail::parse(message.as_bytes());
    let mut state = state.lock().expect("the state");
    state.tries += 1;
    match state.refusals.pop() {
        Some(answer) if answer.contains("{password}") => {
            answer.replace("{password}", &mail.password())
        }
        Some(answer) => answer,
        None => {
            state.taken.push((recipient.to_owned(), mail));
            "250 taken".to_owned()
        }
    }
}
