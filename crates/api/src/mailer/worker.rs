//! The task that empties the outbox while the server runs. It looks about once a second, sends a few e-mails side by side,
//! and goes on when the database or the mail server has been away. Several instances may run one each.

use std::{future::Future, time::Duration};

use domain::{
    Db,
    mail::{self, Letter, Outcome},
};
use tokio::{sync::oneshot, task::JoinHandle};

use super::Mailer;
use crate::metrics;

/// While the database is away.
const PATIENCE: Duration = Duration::from_secs(3);

/// An e-mail that went out is written down so often before its lease is left to run out, after which it would be sent
/// again.
const NOTES: u32 = 5;

/// What is being sent may take so long after a stop was asked for.
const FINISH_WITHIN: Duration = Duration::from_secs(20);

/// A running worker.
pub struct Worker {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Begins to look for e-mail every `pause`.
    pub fn start(mailer: Mailer, db: Db, pause: Duration) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(run(mailer, db, pause, async {
            // An error means that the holder is gone: a reason to stop, too.
            let _ = stopped.await;
        }));
        Self { stop, task }
    }

    /// Lets what is being sent end, within limits: what is cut off is sent again once its lease is over.
    pub async fn finish(self) {
        let _ = self.stop.send(());
        let abort = self.task.abort_handle();
        if tokio::time::timeout(FINISH_WITHIN, self.task)
            .await
            .is_err()
        {
            abort.abort();
        }
    }
}

async fn run(mailer: Mailer, db: Db, pause: Duration, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut away = false;
    loop {
        // A round under way is not interrupted: that would send e-mails twice.
        let rest = match round(&mailer, &db).await {
            Ok(more) => {
                away = false;
                if more { Duration::ZERO } else { pause }
            }
            Err(error) => {
                if !away {
                    tracing::warn!(%error, "the outbox cannot be read; e-mail waits");
                }
                away = true;
                PATIENCE
            }
        };
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// Sends what is due; tells whether there may be more.
async fn round(mailer: &Mailer, db: &Db) -> domain::Result<bool> {
    let waiting = mail::waiting(db).await?;
    metrics::mail_queued(waiting.queued);
    if waiting.due == 0 {
        return Ok(false);
    }
    let letters = mail::claim(db).await?;
    let sending = letters.iter().map(|letter| deliver(mailer, db, letter));
    futures_util::future::join_all(sending).await;
    Ok(!letters.is_empty())
}

async fn deliver(mailer: &Mailer, db: &Db, letter: &Letter) {
    let sent = mailer.send(letter).await;
    for note in 1..=NOTES {
        let noted = match &sent {
            Ok(()) => mail::delivered(db, letter).await.map(|()| "sent"),
            Err(failure) => {
                mail::undelivered(db, letter, failure)
                    .await
                    .map(|outcome| match outcome {
                        Outcome::Waits => "retried",
                        Outcome::GivenUp => "failed",
                    })
            }
        };
        match noted {
            Ok(result) => {
                metrics::mail(result);
                let (id, attempts) = (letter.id, letter.attempts);
                if result == "sent" {
                    tracing::info!(id, attempts, "an e-mail was sent");
                } else {
                    tracing::warn!(id, attempts, result, "an e-mail was not sent");
                }
                return;
            }
            Err(error) => {
                tracing::warn!(id = letter.id, %error, "how an e-mail ended cannot be written down");
                if note < NOTES {
                    tokio::time::sleep(PATIENCE).await;
                }
            }
        }
    }
}
