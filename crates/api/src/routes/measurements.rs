//! Lab and sensor readings across the organization and of one customer. They come from outside; nobody writes them here.

use actix_web::{get, http::header};
use contract::{
    batches::{Measurement, MeasurementPage},
    measurements::{MeasurementList, MeasurementQuery, OwnMeasurementQuery},
};
use domain::{Scope, lists, measurements};
use futures_util::{StreamExt, stream};

use crate::{
    auth::Staff,
    error::ApiResult,
    export::{Cell, Shape, Table},
    input::{Params, PathCode},
    reply, routes,
};

routes![list, of_customer];

/// The readings, the newest first
///
/// As `text/csv`: the whole filtered list, whatever the page.
#[utoipa::path(
    tag = "measurements",
    params(MeasurementQuery),
    responses((
        status = 200,
        headers(("Vary" = String), ("Content-Disposition" = String, description = "The file's name, for CSV.")),
        content((MeasurementList = "application/json"), (String = "text/csv"))
    ))
)]
#[get("/api/measurements")]
async fn list(staff: Staff, shape: Shape, query: Params<MeasurementQuery>) -> ApiResult {
    if shape != Shape::Csv {
        let page = measurements::list(&staff, &query).await?;
        return Ok(reply::varying(&page, header::ACCEPT));
    }
    // What stands in the way shows before the answer begins.
    let MeasurementList {
        measurements: first,
        next_cursor,
    } = measurements::chunk(&staff, &query, None).await?;
    let start = (Scope::from(staff), query.into_inner(), next_cursor);
    let rest = stream::try_unfold(start, async |(scope, query, after)| {
        if after.is_none() {
            return Ok(None);
        }
        let next = measurements::chunk(&scope, &query, after).await?;
        Ok(Some((next.measurements, (scope, query, next.next_cursor))))
    });
    Ok(TABLE.csv(stream::iter([Ok(first)]).chain(rest)))
}

static TABLE: Table<Measurement> = Table {
    name: "measurements",
    columns: &[
        ("Measured (UTC)", 20.0),
        ("Kind", 24.0),
        ("Value", 12.0),
        ("Unit", 10.0),
        ("Batch", 16.0),
        ("Customer id", 12.0),
        ("Id at its source", 24.0),
        ("id", 10.0),
    ],
    cells: |reading| {
        vec![
            Cell::Moment(reading.measured_at),
            Cell::Text(reading.kind),
            Cell::Real(reading.value),
            Cell::Text(reading.unit),
            Cell::optional(reading.batch_code),
            reading.customer_id.map_or(Cell::Empty, Cell::Number),
            Cell::optional(reading.external_measurement_id),
            Cell::Number(reading.id),
        ]
    },
};

/// The readings of a customer, the newest first
#[utoipa::path(tag = "measurements", params(("id" = String, Path, description = "The customer's id, or its id in another system."), OwnMeasurementQuery), responses((status = 200, body = MeasurementPage)))]
#[get("/api/customers/{id}/measurements")]
async fn of_customer(staff: Staff, id: PathCode, query: Params<OwnMeasurementQuery>) -> ApiResult {
    let page = lists::page(query.page, query.limit)?;
    let found = measurements::of_customer(&staff, &id.0, query.kind.as_deref(), page).await?;
    Ok(reply::ok(&found))
}
