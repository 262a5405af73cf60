//! The session check, before any body is read: everything but the routes that say `security(())` needs a session, so a
//! handler that forgot its extractor is closed, not open. Roles are the extractors' business.

use std::time::Duration;

use actix_web::{
    Error, HttpMessage,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
    web,
};
use domain::{
    RequestInfo, Scope,
    sessions::{self, Admission, Claims, Organization},
};

use super::credentials::{Credential, credential, refuse_foreign_write};
use crate::{
    error::ApiError,
    http::{RequestLog, client_address},
    openapi::{self, Access},
    state::State,
};

/// With the pool's own patience, an absent database is answered within two and a half seconds.
const PATIENCE: Duration = Duration::from_millis(2300);

/// From the check to the answer's head, a slow body included: a database that falls silent halfway holds nobody longer.
const LONGEST: Duration = Duration::from_secs(38);

/// A checked session on its way to the extractor, which takes the scope out.
pub(super) struct Admitted {
    pub scope: Option<Scope>,
    pub claims: Claims,
    pub organization: Organization,
    pub must_change_password: bool,
}

pub async fn admit<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if let Err(refusal) = check(&req).await {
        return Ok(req.error_response(refusal).map_into_right_body());
    }
    match tokio::time::timeout(LONGEST, next.call(req)).await {
        Ok(outcome) => outcome.map(ServiceResponse::map_into_left_body),
        Err(_) => {
            Err(ApiError::unavailable("This took too long. Try again in a few seconds.").into())
        }
    }
}

async fn check(req: &ServiceRequest) -> Result<(), ApiError> {
    let Some(state) = req.app_data::<web::Data<State>>() else {
        return Err(ApiError::internal("the application has no state"));
    };
    let info = request_info(req, state);
    req.extensions_mut().insert(info.clone());
    let access = req
        .match_pattern()
        .and_then(|pattern| openapi::access(&pattern, req.method()));
    if !matches!(access, Some(Access::Session)) {
        return Ok(());
    }
    let token = match credential(req)? {
        Credential::None => {
            return Err(ApiError::unauthenticated("Sign in first."));
        }
        Credential::Bearer(token) => token,
        Credential::Cookie(token) => {
            refuse_foreign_write(req, state)?;
            token
        }
    };
    let claims = super::verify(&state.keys, &state.issuer, &token)?;
    let organization = req
        .headers()
        .get("x-organization")
        .and_then(|value| value.to_str().ok());
    // A transaction is kept open only where nothing slow, such as a body, lies between the check and its use.
    let warm = *req.method() == Method::GET;
    let check = sessions::authenticate(&state.db, &claims, organization, info, warm);
    let Admission {
        scope,
        organization,
        must_change_password,
    } = match tokio::time::timeout(PATIENCE, check).await {
        Ok(admission) => admission?,
        Err(_) => {
            return Err(ApiError::unavailable(
                "The database is away at the moment. Try again in a few seconds.",
            ));
        }
    };
    if let Some(log) = req.extensions().get::<RequestLog>() {
        log.principal(scope.actor().principal());
    }
    req.extensions_mut().insert(Admitted {
        scope: Some(scope),
        claims,
        organization,
        must_change_password,
    });
    Ok(())
}

fn request_info(req: &ServiceRequest, state: &State) -> RequestInfo {
    let request_id = req
        .extensions()
        .get::<RequestLog>()
        .map(RequestLog::request_id)
        .unwrap_or_default();
    let user_agent = req
        .headers()
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .map(|text| text.chars().take(300).collect());
    RequestInfo {
        request_id,
        ip: Some(client_address(req.request().head(), &state.trusted_proxies)),
        user_agent,
        idempotency: None,
    }
}
