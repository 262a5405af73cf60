//! Who looked at which page of the portal: one line for each, shown or refused. The line is written before the answer
//! goes out; one that cannot be written is told to the operator and holds nobody up.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use domain::{
    IdOrCode, Scope,
    sessions::{self, View},
};

pub use domain::sessions::Thing;

use crate::{error::ApiError, metrics};

/// Logs a page view of the shop's person in `scope`. `meant` is the one thing that was asked for, where it was one.
pub async fn page_view<T>(
    scope: &Scope,
    req: &HttpRequest,
    meant: Option<(Thing, &IdOrCode)>,
    outcome: &Result<T, ApiError>,
) {
    let words;
    let view = match (outcome, meant) {
        (Ok(_), _) => View::Shown,
        (Err(refusal), Some((thing, key))) if refusal.status() == StatusCode::NOT_FOUND => {
            View::Missing(thing, key)
        }
        (Err(refusal), _) => {
            words = refusal.words();
            View::Refused(&words)
        }
    };
    if let Err(error) = sessions::record_page_view(scope, req.path(), view).await {
        metrics::access_line_lost();
        let request_id = &scope.actor().request().request_id;
        let cause = ApiError::from(error).cause_chain();
        tracing::warn!(request_id, cause, "a line of the access log is lost");
    }
}
