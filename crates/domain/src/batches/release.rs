//! Why a batch was released above its cadmium limit: an admin's words, kept while the batch is released and not longer.

use chrono::{DateTime, Utc};
use contract::{
    BatchStatus, FieldError,
    batches::{Batch, BatchBody},
};

use super::id_of;
use crate::{
    Actor, Error, IdOrCode, Result, Scope,
    cadmium::{self, Reading},
    write,
};

/// What a batch keeps of its release.
#[derive(Debug, Clone, Default)]
pub(super) struct Release {
    pub reason: Option<String>,
    pub by: Option<i64>,
    pub at: Option<DateTime<Utc>>,
}

impl Release {
    /// Whether the batch becomes released now and nobody gave a reason that would overrule its limit.
    pub(super) fn needs_reason(&self, status: BatchStatus, before: &Batch) -> bool {
        status == BatchStatus::Released
            && before.status != BatchStatus::Released
            && self.reason.is_none()
    }
}

/// What the batch keeps after the change; None of `before` for a new one. A reason that stands already is no new one.
///
/// # Errors
/// [`Error::Forbidden`] for a reason by anybody but an admin; a wrong one is added to `errors` as `release_reason`.
pub(super) fn decide(
    actor: &Actor,
    input: &BatchBody,
    status: BatchStatus,
    before: Option<&Batch>,
    errors: &mut Vec<FieldError>,
) -> Result<Release> {
    let kept = before
        .filter(|before| before.status == BatchStatus::Released && status == BatchStatus::Released)
        .map(|before| Release {
            reason: before.release_reason.clone(),
            by: before.released_by_user_id,
            at: before.released_at,
        })
        .unwrap_or_default();
    let Some(given) = input.release_reason.as_deref().map(str::trim) else {
        return Ok(kept);
    };
    if before.is_some_and(|before| before.release_reason.as_deref() == Some(given)) {
        return Ok(kept);
    }
    if !cadmium::may_overrule(actor) {
        return Err(Error::Forbidden(
            "Only an admin gives a reason to release a batch above its cadmium limit.".into(),
        ));
    }
    write::require_text(errors, "release_reason", given);
    if status != BatchStatus::Released {
        let message = "A reason goes with the status released.";
        errors.push(FieldError::new("release_reason", "mismatch", message));
    }
    Ok(Release {
        reason: Some(given.to_owned()),
        by: actor.staff_user_id(),
        at: Some(Utc::now()),
    })
}

/// The newest cadmium reading, where the change could release the batch.
pub(super) async fn reading(
    scope: &Scope,
    key: &IdOrCode,
    input: &BatchBody,
) -> Result<Option<Reading>> {
    if input.status != Some(BatchStatus::Released) {
        return Ok(None);
    }
    let batch = {
        let tx = scope.read().await?;
        id_of(&tx, key).await?
    };
    cadmium::reading(scope, batch).await
}
