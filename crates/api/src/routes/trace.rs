//! The whole chain of a lot, for admins.

use actix_web::get;
use contract::trace::Trace;
use domain::trace;

use crate::{
    auth::{Admin, Staff},
    error::ApiResult,
    http::RequestLog,
    input::{PathCode, PathId},
    reply, routes,
};

routes![of_farm, of_batch, of_product, of_order];

/// The chain of everything a farm delivered
#[utoipa::path(tag = "trace", params(("id" = i64, Path, description = "Id.")), responses((status = 200, body = Trace)))]
#[get("/api/farms/{id}/trace")]
async fn of_farm(caller: Staff<Admin>, id: PathId, log: RequestLog) -> ApiResult {
    answer(&log, trace::of_farm(&caller, id.0).await?)
}

/// The chain of a batch: back to the farms, forward to every shop
#[utoipa::path(tag = "trace", params(("id" = String, Path, description = "Id or batch code.")), responses((status = 200, body = Trace)))]
#[get("/api/batches/{id}/trace")]
async fn of_batch(caller: Staff<Admin>, id: PathCode, log: RequestLog) -> ApiResult {
    answer(&log, trace::of_batch(&caller, &id.0).await?)
}

/// The chain of a finished lot
#[utoipa::path(tag = "trace", params(("id" = String, Path, description = "Id, or a SKU: its newest lot.")), responses((status = 200, body = Trace)))]
#[get("/api/products/{id}/trace")]
async fn of_product(caller: Staff<Admin>, id: PathCode, log: RequestLog) -> ApiResult {
    answer(&log, trace::of_product(&caller, &id.0).await?)
}

/// The chain of an order: back to the farms of its lines, forward to its shop
#[utoipa::path(tag = "trace", params(("id" = String, Path, description = "Id or order number.")), responses((status = 200, body = Trace)))]
#[get("/api/orders/{id}/trace")]
async fn of_order(caller: Staff<Admin>, id: PathCode, log: RequestLog) -> ApiResult {
    answer(&log, trace::of_order(&caller, &id.0).await?)
}

fn answer(log: &RequestLog, trace: Trace) -> ApiResult {
    log.id(trace.root.id);
    if let [batch] = trace.batches.as_slice() {
        let farm = trace.farms.iter().find(|farm| farm.id == batch.farm_id);
        log.batch(
            batch.id,
            &batch.code,
            farm.map_or("", |farm| farm.name.as_str()),
        );
    }
    log.reached(trace.customers.len() as u64, trace.orders.len() as u64);
    Ok(reply::ok(&trace))
}
