//! The task that seals the audit log while the server runs: every second it gives what is new a link in its chain. Once a
//! minute it writes the newest link of every chain that grew into the service's own log, a witness outside the database.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use domain::{Db, audit::Sealer};
use tokio::{sync::oneshot, task::JoinHandle};

use crate::metrics;

/// While the database is away.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often the heads are told.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// A round under way may take so long after a stop was asked for; what is cut off is rolled back.
const FINISH_WITHIN: Duration = Duration::from_secs(5);

/// A running sealer.
pub struct Sealing {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Sealing {
    /// Begins to look every `pause`.
    pub fn start(db: Db, pause: Duration) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(run(db, pause, stopped));
        Self { stop, task }
    }

    /// Seals what is there and ends.
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

async fn run(db: Db, pause: Duration, mut stopped: oneshot::Receiver<()>) {
    let mut sealer = Sealer::default();
    let mut heads = Heads::default();
    let mut away = false;
    let mut last = false;
    loop {
        let rest = match sealer.round(&db).await {
            Ok(round) => {
                away = false;
                metrics::audit_unsealed(round.waiting);
                heads.grew(round.heads);
                pause
            }
            Err(error) => {
                if !away {
                    tracing::warn!(%error, "the audit log cannot be sealed; it waits");
                }
                away = true;
                PATIENCE
            }
        };
        heads.tell(last);
        if last {
            return;
        }
        tokio::select! {
            // An error means that the holder is gone: a reason to stop, too.
            _ = &mut stopped => last = true,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// The newest links, until they are told.
#[derive(Default)]
struct Heads {
    newest: BTreeMap<i64, (i64, String)>,
    told: Option<Instant>,
}

impl Heads {
    fn grew(&mut self, heads: Vec<(i64, i64, String)>) {
        for (organization, seq, link) in heads {
            self.newest.insert(organization, (seq, link));
        }
    }

    fn tell(&mut self, now: bool) {
        let due = self.told.is_none_or(|told| told.elapsed() >= TELL_EVERY);
        if self.newest.is_empty() || !(due || now) {
            return;
        }
        for (org_id, (seq, head)) in std::mem::take(&mut self.newest) {
            tracing::info!(org_id, seq, head, "the audit log is sealed up to here");
        }
        self.told = Some(Instant::now());
    }
}
