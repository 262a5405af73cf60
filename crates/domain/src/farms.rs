//! Farms: the organization's own records, read by every staff role and changed by managers and admins. A farm that a
//! batch came from is never deleted.

use chrono::{DateTime, Utc};
use contract::{
    Cursor, Page, Pagination,
    batches::BatchPage,
    farms::{Farm, FarmInput, FarmList, FarmQuery},
};
use sea_orm::{FromQueryResult, Value};
use serde_json::Value as Json;

use crate::{
    Error, Result, Scope, Sql, Tx, batches,
    error::Violation,
    geojson,
    idempotency::{self, Created},
    lists::{self, KeyValue, Kind, Listing, Sort},
    scope::may_write_catalogue,
    write,
};

#[derive(FromQueryResult)]
struct FarmRow {
    id: i64,
    name: String,
    producer_name: String,
    region: String,
    country: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    plot: Option<Json>,
    area_ha: Option<f64>,
    altitude_m: Option<i32>,
    varieties: Option<String>,
    certifications: Option<String>,
    story: Option<String>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const FARM: &str = "
SELECT f.id, f.name, f.producer_name, f.region, f.country, f.latitude, f.longitude, f.plot, f.area_ha,
       f.altitude_m, f.varieties, f.certifications, f.story, f.version, f.created_at, f.updated_at
FROM farms f
WHERE f.org_id = ";

fn view(row: FarmRow) -> Farm {
    Farm {
        id: row.id,
        name: row.name,
        producer_name: row.producer_name,
        region: row.region,
        country: row.country,
        latitude: row.latitude,
        longitude: row.longitude,
        plot: row.plot,
        area_ha: row.area_ha,
        altitude_m: row.altitude_m,
        varieties: row.varieties,
        certifications: row.certifications,
        story: row.story,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

const LISTING: Listing = Listing {
    id: "f.id",
    sorts: &[
        Sort {
            name: "name",
            column: "f.name",
            kind: Kind::Text,
            nullable: false,
        },
        Sort {
            name: "id",
            column: "f.id",
            kind: Kind::Int,
            nullable: false,
        },
    ],
    default: "name",
};

/// The organization's farms, by keyset.
///
/// # Errors
/// [`Error::Invalid`] naming `sort`, `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &FarmQuery) -> Result<FarmList> {
    let window = LISTING.window(
        query.sort.as_deref(),
        &Cursor::new(query.cursor.clone(), query.limit),
    )?;
    let tx = scope.read().await?;
    let mut sql = Sql::new(FARM);
    sql.bind(tx.actor().org_id());
    if let Some(text) = &query.search {
        sql.push(" AND ");
        lists::contains(&mut sql, &["f.name", "f.producer_name", "f.region"], text);
    }
    let slice = window
        .fetch(&tx, sql, |row: &FarmRow, sort| match sort {
            "name" => (Some(KeyValue::Text(row.name.clone())), row.id),
            _ => (Some(KeyValue::Int(row.id)), row.id),
        })
        .await?;
    Ok(FarmList {
        farms: slice.rows.into_iter().map(view).collect(),
        next_cursor: slice.next_cursor,
    })
}

/// One farm.
pub async fn by_id(scope: &Scope, id: i64) -> Result<Farm> {
    find(&scope.read().await?, id, false).await
}

async fn find(tx: &Tx, id: i64, for_change: bool) -> Result<Farm> {
    let mut sql = Sql::new(FARM);
    sql.bind(tx.actor().org_id()).push(" AND f.id = ").bind(id);
    if for_change {
        write::lock(tx, &mut sql, "f");
    }
    let row = tx.one::<FarmRow>(sql).await?;
    row.map(view).ok_or(Error::NotFound)
}

/// The batches of a farm, the youngest harvest first.
pub async fn batches(scope: &Scope, id: i64, page: Page) -> Result<BatchPage> {
    let tx = scope.read().await?;
    let total: i64 = tx
        .value(Sql::with(
            "SELECT (SELECT count(*) FROM batches b WHERE b.farm_id = f.id AND b.org_id = f.org_id)
             FROM farms f WHERE f.org_id = $1 AND f.id = $2",
            [tx.actor().org_id().into(), id.into()],
        ))
        .await?
        .ok_or(Error::NotFound)?;
    let total = total.unsigned_abs();
    Ok(BatchPage {
        batches: if total > page.offset() {
            batches::of_farm(&tx, id, page).await?
        } else {
            Vec::new()
        },
        pagination: Pagination::new(total, page.page, page.limit),
    })
}

const INSERT: &str = "
INSERT INTO farms (name, producer_name, region, country, latitude, longitude, plot, area_ha, altitude_m,
                   varieties, certifications, story, created_at, updated_at, org_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14)
RETURNING id";

/// Adds a farm.
///
/// # Errors
/// [`Error::Forbidden`] for roles that may not; [`Error::Invalid`] naming every wrong field.
pub async fn create(scope: &Scope, input: &FarmInput) -> Result<Created<Farm>> {
    may_write_catalogue(scope.actor())?;
    check(input)?;
    idempotency::once(scope, async |tx| {
        let mut values = columns(input);
        values.push(tx.actor().org_id().into());
        let id = write::insert(tx, Sql::with(INSERT, values), refused).await?;
        let farm = find(tx, id, false).await?;
        write::record(tx, ("create", "farms"), id, None, None, Some(&farm)).await?;
        Ok(Created {
            location: format!("/api/farms/{id}"),
            body: farm,
        })
    })
    .await
}

const UPDATE: &str = "
UPDATE farms
SET name = $1, producer_name = $2, region = $3, country = $4, latitude = $5, longitude = $6, plot = $7,
    area_ha = $8, altitude_m = $9, varieties = $10, certifications = $11, story = $12, updated_at = $13,
    version = version + 1
WHERE org_id = $14 AND id = $15";

/// Writes a farm whole. `expected` is the version the caller knows.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`] naming every wrong field.
pub async fn replace(
    scope: &Scope,
    id: i64,
    input: &FarmInput,
    expected: Option<i32>,
) -> Result<Farm> {
    may_write_catalogue(scope.actor())?;
    check(input)?;
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    let mut values = columns(input);
    values.extend([tx.actor().org_id().into(), id.into()]);
    write::change(&tx, Sql::with(UPDATE, values), refused).await?;
    let after = find(&tx, id, false).await?;
    write::record(
        &tx,
        ("update", "farms"),
        id,
        None,
        Some(&before),
        Some(&after),
    )
    .await?;
    tx.commit().await?;
    Ok(after)
}

/// Deletes a farm that nothing refers to.
///
/// # Errors
/// [`Error::Conflict`] saying how many batches still refer to it; [`Error::NotFound`], [`Error::Stale`],
/// [`Error::Forbidden`].
pub async fn delete(scope: &Scope, id: i64, expected: Option<i32>) -> Result<()> {
    may_write_catalogue(scope.actor())?;
    let tx = scope.write().await?;
    let before = find(&tx, id, true).await?;
    write::expect_version(expected, before.version)?;
    let batches = ("batches", "farm_id", "batch", "batches");
    write::refuse_referred(&tx, id, "farm", &[batches]).await?;
    write::delete(&tx, "farms", id, "farm").await?;
    write::record(&tx, ("delete", "farms"), id, None, Some(&before), None).await?;
    tx.commit().await
}

/// `$1…$13` of both statements.
fn columns(input: &FarmInput) -> Vec<Value> {
    vec![
        input.name.clone().into(),
        input.producer_name.clone().into(),
        input.region.clone().into(),
        input.country.clone().into(),
        input.latitude.into(),
        input.longitude.into(),
        Value::Json(input.plot.clone().map(Box::new)),
        input.area_ha.into(),
        input.altitude_m.into(),
        input.varieties.clone().into(),
        input.certifications.clone().into(),
        input.story.clone().into(),
        Utc::now().into(),
    ]
}

fn check(input: &FarmInput) -> Result<()> {
    let mut errors = Vec::new();
    write::require_text(&mut errors, "name", &input.name);
    write::require_text(&mut errors, "producer_name", &input.producer_name);
    write::require_text(&mut errors, "region", &input.region);
    if input.latitude.is_some() != input.longitude.is_some() {
        let missing = if input.latitude.is_none() {
            "latitude"
        } else {
            "longitude"
        };
        errors.push(contract::FieldError::new(
            missing,
            "required",
            "A place has both a latitude and a longitude.",
        ));
    }
    if let Some(plot) = &input.plot {
        errors.extend(geojson::check(plot).err());
    }
    write::refuse(errors)
}

fn refused(violation: &Violation) -> Option<Error> {
    write::checked_field(violation, "farms")
}
