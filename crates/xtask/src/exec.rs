//! Running other programs: quietly with signs of life, or with their output shown.
//! Children never get a terminal to ask questions on.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::say;

/// Lines of a failed program's output that are worth showing.
const TAIL: usize = 40;

/// What a program printed, in the order the lines came.
type Lines = Arc<Mutex<VecDeque<String>>>;

/// Runs a program whose output nobody needs unless it fails; `what` is shown with a sign of life.
pub fn quietly(what: &str, command: &mut Command) -> Result<()> {
    let begun = Instant::now();
    let lines = Lines::default();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{what}: {:?} does not start", command.get_program()))?;
    let readers = [
        child.stdout.take().map(|pipe| collect(pipe, &lines)),
        child.stderr.take().map(|pipe| collect(pipe, &lines)),
    ];
    let status = wait_with_signs(what, &mut child, &lines, begun)?;
    for reader in readers.into_iter().flatten() {
        // A reader ends with its pipe; its lines are in `lines` already.
        let _ = reader.join();
    }
    if status.success() {
        say::step(format!(
            "{what}: done in {}",
            say::duration(begun.elapsed())
        ));
        return Ok(());
    }
    let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
    for line in lines.iter() {
        eprintln!("    {line}");
    }
    bail!("{what}: {:?} ended with {status}", command.get_program())
}

fn collect(pipe: impl Read + Send + 'static, lines: &Lines) -> thread::JoinHandle<()> {
    let lines = Arc::clone(lines);
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
            if lines.len() == TAIL {
                lines.pop_front();
            }
            lines.push_back(line);
        }
    })
}

/// On a terminal the last output line is rewritten in place; elsewhere a line every 15 s says that work goes on.
fn wait_with_signs(
    what: &str,
    child: &mut Child,
    lines: &Lines,
    begun: Instant,
) -> Result<ExitStatus> {
    let terminal = std::io::stdout().is_terminal();
    let pause = Duration::from_secs(if terminal { 1 } else { 15 });
    let mut shown = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if terminal {
                print!("\r\x1b[K");
            }
            return Ok(status);
        }
        thread::sleep(Duration::from_millis(50));
        if shown.elapsed() < pause {
            continue;
        }
        shown = Instant::now();
        let last = lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .back()
            .map(|line| line.trim().chars().take(60).collect::<String>())
            .unwrap_or_default();
        let text = format!("{what}: {} … {last}", say::duration(begun.elapsed()));
        if terminal {
            print!("\r\x1b[K[{:>4} s] {text}", say::elapsed().as_secs());
            std::io::stdout().flush()?;
        } else {
            say::step(text);
        }
    }
}

/// Runs a program with its output shown as it comes.
pub fn shown(what: &str, command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{what}: {:?} does not start", command.get_program()))?;
    if !status.success() {
        bail!("{what}: {:?} ended with {status}", command.get_program());
    }
    Ok(())
}

/// Runs a program and hands back what it wrote to its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_owned();
    let out = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{program:?} does not start"))?;
    if !out.status.success() {
        let error = String::from_utf8_lossy(&out.stderr);
        bail!("{program:?} ended with {}: {}", out.status, error.trim());
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Asks a running program to end (SIGTERM) and waits up to `limit`, then ends it (SIGKILL).
pub fn stop(child: &mut Child, limit: Duration) -> Result<ExitStatus> {
    let asked = Instant::now();
    signal("TERM", child.id());
    while asked.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill()?;
    Ok(child.wait()?)
}

/// Sends a signal by name to one process; one that is gone already is fine.
pub fn signal(name: &str, pid: u32) {
    kill(name, &pid.to_string());
}

/// Sends a signal by name to a whole process group, named by its leader.
pub fn signal_group(name: &str, leader: u32) {
    kill(name, &format!("-{leader}"));
}

/// The shell's own `kill`: a direct call needs unsafe code, and the program is not on every machine.
fn kill(name: &str, target: &str) {
    let _ = Command::new("sh")
        .args(["-c", "kill -s \"$0\" -- \"$1\"", name, target])
        .stderr(Stdio::null())
        .status();
}
