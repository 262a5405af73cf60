//! E-mail as files, for a demonstration and for tests: one `.eml` each, whole or not there, readable by its owner alone.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use domain::mail::{Failure, Letter};
use lettre::Message;

/// Makes the folder if it is not there.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

pub(super) async fn send(folder: &Path, letter: &Letter, message: Message) -> Result<(), Failure> {
    let moment = letter.queued_at.format("%Y%m%dT%H%M%S");
    let path = folder.join(format!("{moment}-{}.eml", letter.id));
    let bytes = message.formatted();
    let written = tokio::task::spawn_blocking(move || write(path, &bytes)).await;
    match written {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(failure(&error)),
        Err(error) => Err(failure(&error)),
    }
}

fn failure(error: &impl std::fmt::Display) -> Failure {
    Failure {
        reason: format!("The file could not be written: {error}"),
        permanent: false,
    }
}

/// Under another name first: whoever watches the folder never sees half a message.
fn write(path: PathBuf, bytes: &[u8]) -> io::Result<()> {
    let draft = path.with_extension("part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(draft, path)
}
