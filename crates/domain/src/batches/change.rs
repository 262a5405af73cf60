//! Writing batches. Every wrong reference is named at once; a batch never becomes its own ingredient by way of here.

use chrono::Utc;
use contract::{
    BatchStatus, FieldError,
    batches::{Batch, BatchBody, BatchInput},
};
use sea_orm::Value;

use super::{
    find,
    release::{self, Release},
};
use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx, cadmium,
    error::Violation,
    idempotency::{self, Created},
    scope::may_write_catalogue,
    write,
};

const INSERT: &str = "
INSERT INTO batches (code, farm_id, status, harvest_date, received_kg, fermentation_days, drying_days, roast_date,
                     produced_kg, notes, release_reason, released_by_user_id, released_at, created_at, updated_at,
                     org_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15)
RETURNING id";

/// Adds a batch, `open` unless said.
///
/// # Errors
/// [`Error::Invalid`] naming every wrong field (`farm_id`, `inputs[1].batch_id`); [`Error::Conflict`] for a code that
/// exists; [`Error::Forbidden`].
pub async fn create(scope: &Scope, input: &BatchBody) -> Result<Created<Batch>> {
    may_write_catalogue(scope.actor())?;
    idempotency::once(scope, async |tx| {
        let status = input.status.unwrap_or(BatchStatus::Open);
        let mut errors = wrong_references(tx, input, None).await?;
        if status == BatchStatus::Recalled {
            errors.push(only_by_recall());
        }
        // Nothing has been read of a batch that is not there yet: no limit to be above.
        let release = release::decide(tx.actor(), input, status, None, &mut errors)?;
        write::refuse(errors)?;
        let mut values = columns(input, status, &release);
        values.push(tx.actor().org_id().into());
        let id = write::insert(tx, Sql::with(INSERT, values), |v| refused(v, input)).await?;
        if let Some(inputs) = &input.inputs {
            add_inputs(tx, id, inputs).await?;
        }
        let batch = find(tx, &IdOrCode::Id(id), false).await?;
        write::record(tx, ("create", "batches"), id, None, None, Some(&batch)).await?;
        Ok(Created {
            location: format!("/api/batches/{id}"),
            body: batch,
        })
    })
    .await
}

const UPDATE: &str = "
UPDATE batches
SET code = $1, farm_id = $2, status = $3, harvest_date = $4, received_kg = $5, fermentation_days = $6,
    drying_days = $7, roast_date = $8, produced_kg = $9, notes = $10, release_reason = $11, released_by_user_id = $12,
    released_at = $13, updated_at = $14, version = version + 1
WHERE org_id = $15 AND id = $16";

/// Writes a batch whole; a status or inputs left out stay as they are.
///
/// # Errors
/// As [`create`], and [`Error::NotFound`], [`Error::Stale`]; [`Error::Conflict`] for a recalled batch that would
/// leave that status, inputs that are made of this batch, another code or farm once products were made of it, or a
/// release above the cadmium limit without a reason; [`Error::Forbidden`] for a reason by anybody but an admin.
pub async fn replace(
    scope: &Scope,
    key: &IdOrCode,
    input: &BatchBody,
    expected: Option<i32>,
) -> Result<Batch> {
    may_write_catalogue(scope.actor())?;
    let cadmium = release::reading(scope, key, input).await?;
    let tx = scope.write().await?;
    let before = find(&tx, key, true).await?;
    write::expect_version(expected, before.version)?;
    let status = input.status.unwrap_or(before.status);
    let mut errors = wrong_references(&tx, input, Some(before.id)).await?;
    if status == BatchStatus::Recalled && before.status != BatchStatus::Recalled {
        errors.push(only_by_recall());
    }
    let release = release::decide(tx.actor(), input, status, Some(&before), &mut errors)?;
    write::refuse(errors)?;
    if before.status == BatchStatus::Recalled && status != BatchStatus::Recalled {
        return Err(Error::Conflict(
            "This batch is recalled; only its recall changes that.".into(),
        ));
    }
    if (&input.code, input.farm_id) != (&before.code, before.farm_id)
        && is_made_up(&tx, before.id).await?
    {
        return Err(Error::Conflict(
            "Bars were made of this batch: the code printed on them and their farm stay as they are.".into(),
        ));
    }
    if release.needs_reason(status, &before) {
        cadmium::refuse_release(&tx, before.id, cadmium.as_ref()).await?;
    }
    let mut values = columns(input, status, &release);
    values.extend([tx.actor().org_id().into(), before.id.into()]);
    write::change(&tx, Sql::with(UPDATE, values), |v| refused(v, input)).await?;
    if let Some(inputs) = &input.inputs {
        refuse_cycle(&tx, before.id, inputs).await?;
        tx.run(Sql::with(
            "DELETE FROM batch_inputs WHERE batch_id = $1",
            [before.id.into()],
        ))
        .await?;
        add_inputs(&tx, before.id, inputs).await?;
    }
    let after = find(&tx, &IdOrCode::Id(before.id), false).await?;
    let what = ("update", "batches");
    write::record(&tx, what, before.id, None, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Whether products were made of a batch, sold or not.
async fn is_made_up(tx: &Tx, id: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM products WHERE org_id = $1 AND batch_id = $2 LIMIT 1";
    let found: Option<i32> = tx
        .value(Sql::with(sql, [tx.actor().org_id().into(), id.into()]))
        .await?;
    Ok(found.is_some())
}

const REFERRERS: &[write::Referrer] = &[
    ("products", "batch_id", "product", "products"),
    ("order_items", "batch_id", "order line", "order lines"),
    (
        "batch_inputs",
        "input_batch_id",
        "batch made of it",
        "batches made of it",
    ),
    ("recall_batches", "batch_id", "recall", "recalls"),
    (
        "recall_notice_lines",
        "batch_id",
        "recall notice line",
        "recall notice lines",
    ),
    ("complaints", "batch_id", "complaint", "complaints"),
];

/// Deletes a batch that nothing refers to; what it was made of is forgotten with it.
///
/// # Errors
/// [`Error::Conflict`] saying what still refers to it; [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`].
pub async fn delete(scope: &Scope, key: &IdOrCode, expected: Option<i32>) -> Result<()> {
    may_write_catalogue(scope.actor())?;
    let tx = scope.write().await?;
    let before = find(&tx, key, true).await?;
    write::expect_version(expected, before.version)?;
    write::refuse_referred(&tx, before.id, "batch", REFERRERS).await?;
    write::delete(&tx, "batches", before.id, "batch").await?;
    let what = ("delete", "batches");
    write::record(&tx, what, before.id, None, Some(&before), None).await?;
    tx.commit().await
}

/// `$1…$14` of both statements.
fn columns(input: &BatchBody, status: BatchStatus, release: &Release) -> Vec<Value> {
    vec![
        input.code.clone().into(),
        input.farm_id.into(),
        status.as_str().into(),
        input.harvest_date.into(),
        input.received_kg.into(),
        input.fermentation_days.into(),
        input.drying_days.into(),
        input.roast_date.into(),
        input.produced_kg.into(),
        input.notes.clone().into(),
        release.reason.clone().into(),
        release.by.into(),
        release.at.into(),
        Utc::now().into(),
    ]
}

/// What the body refers to that is not in the organization, and inputs that cannot be.
async fn wrong_references(
    tx: &Tx,
    input: &BatchBody,
    own_id: Option<i64>,
) -> Result<Vec<FieldError>> {
    let org = tx.actor().org_id();
    let mut errors = Vec::new();
    if !write::exists(tx, "farms", input.farm_id).await? {
        errors.push(no_such_farm());
    }
    let inputs = input.inputs.as_deref().unwrap_or_default();
    if inputs.is_empty() {
        return Ok(errors);
    }
    let ids: Vec<i64> = inputs.iter().map(|input| input.batch_id).collect();
    let mut sql = Sql::new("SELECT id FROM batches WHERE org_id = ");
    sql.bind(org).push(" AND id").within(tx.backend, &ids);
    let known = write::ids(tx, sql).await?;
    for (place, id) in ids.iter().enumerate() {
        let (code, message) = if own_id == Some(*id) {
            ("mismatch", "A batch is not made of itself.")
        } else if ids[..place].contains(id) {
            ("mismatch", "This batch is named twice.")
        } else if !known.contains(id) {
            ("not_found", "There is no such batch.")
        } else {
            continue;
        };
        errors.push(FieldError::new(
            format!("inputs[{place}].batch_id"),
            code,
            message,
        ));
    }
    Ok(errors)
}

async fn add_inputs(tx: &Tx, batch: i64, inputs: &[BatchInput]) -> Result<()> {
    if inputs.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "INSERT INTO batch_inputs (org_id, batch_id, input_batch_id, kg, created_at) VALUES ",
    );
    let (org, batch, now) = (
        sql.param(tx.actor().org_id()),
        sql.param(batch),
        sql.param(Utc::now()),
    );
    for (place, input) in inputs.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        sql.push(&format!("{comma}({org}, {batch}, "))
            .bind(input.batch_id)
            .push(", ")
            .bind(input.kg)
            .push(&format!(", {now})"));
    }
    tx.run(sql).await?;
    Ok(())
}

/// Refuses inputs that are, at any depth, made of the batch itself. UNION keeps each batch once, so a cycle that came
/// in another way does not run for ever.
async fn refuse_cycle(tx: &Tx, batch: i64, inputs: &[BatchInput]) -> Result<()> {
    let ids: Vec<i64> = inputs.iter().map(|input| input.batch_id).collect();
    let mut sql = Sql::new(
        "WITH RECURSIVE origin(id) AS (
            SELECT id FROM batches WHERE id",
    );
    sql.within(tx.backend, &ids)
        .push(
            " UNION
            SELECT bi.input_batch_id FROM batch_inputs bi JOIN origin ON origin.id = bi.batch_id
        )
        SELECT id FROM origin WHERE id = ",
        )
        .bind(batch);
    match tx.value::<i64>(sql).await? {
        Some(_) => Err(Error::Conflict(
            "One of these inputs is itself made of this batch.".into(),
        )),
        None => Ok(()),
    }
}

fn only_by_recall() -> FieldError {
    FieldError::new(
        "status",
        "unavailable",
        "A batch is recalled by a recall, not by hand.",
    )
}

fn no_such_farm() -> FieldError {
    FieldError::new("farm_id", "not_found", "There is no such farm.")
}

fn refused(violation: &Violation, input: &BatchBody) -> Option<Error> {
    if write::is_unique(violation, "batches", &["org_id", "code"]) {
        let code = &input.code;
        return Some(Error::Conflict(format!("There is already a batch {code}.")));
    }
    match violation {
        // The farm went away since it was looked up.
        Violation::ForeignKey(_) => Some(Error::Invalid(vec![no_such_farm()])),
        other => write::checked_field(other, "batches"),
    }
}
