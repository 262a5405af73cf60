//! A path's `{id}`. What no row can have is simply not there: 404, whatever it looks like.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use domain::{IdOrCode, ids};

use crate::error::ApiError;

/// `{id}` of a row that has no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathId(pub i64);

/// `{id}` as the integer id or the code that people read off paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathCode(pub IdOrCode);

impl FromRequest for PathId {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(ids::id(segment(req)).map(Self).map_err(ApiError::from))
    }
}

impl FromRequest for PathCode {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            IdOrCode::parse(segment(req))
                .map(Self)
                .map_err(ApiError::from),
        )
    }
}

fn segment(req: &HttpRequest) -> &str {
    req.match_info().get("id").unwrap_or_default()
}
