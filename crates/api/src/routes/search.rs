//! One search over every code and name, for staff.

use actix_web::get;
use contract::search::{SearchQuery, SearchReply};
use domain::search;

use crate::{auth::Staff, error::ApiResult, input::Params, reply, routes};

routes![find];

/// Finds any code or name
#[utoipa::path(tag = "search", params(SearchQuery), responses((status = 200, body = SearchReply)))]
#[get("/api/search")]
async fn find(staff: Staff, query: Params<SearchQuery>) -> ApiResult {
    Ok(reply::ok(&search::find(&staff, &query.q).await?))
}
