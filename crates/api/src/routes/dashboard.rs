//! What staff see first.

use actix_web::get;
use contract::dashboard::Dashboard;
use domain::dashboard;

use crate::{auth::Staff, error::ApiResult, reply, routes};

routes![today];

/// What needs somebody, what is in the making, how the last weeks went
///
/// What follows a customer is within the caller's reach.
#[utoipa::path(tag = "dashboard", responses((status = 200, body = Dashboard)))]
#[get("/api/dashboard")]
async fn today(staff: Staff) -> ApiResult {
    Ok(reply::ok(&dashboard::today(&staff).await?))
}
