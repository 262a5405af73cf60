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
    RequestInfo, Scope, oauth,
    sessions::{self, Admission, Claims, Organization},
};

use super::{
    credentials::{Credential, credential, refuse_foreign_write},
    machines::{is_machines, verify_machine},
};
use crate::{
    error::ApiError,
    http::{RequestLog, client_address},
    limits,
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
    /// None for a program.
    pub claims: Option<Claims>,
    pub organization: Organization,
    pub must_change_password: bool,
}

pub async fn admit<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if let Err(refusal) = check(&req).await {
        return Ok(with_limits(req.error_response(refusal)).map_into_right_body());
    }
    match tokio::time::timeout(LONGEST, next.call(req)).await {
        Ok(outcome) => outcome.map(|answer| with_limits(answer).map_into_left_body()),
        Err(_) => {
            Err(ApiError::unavailable("This took too long. Try again in a few seconds.").into())
        }
    }
}

/// Says on the answer how the limits stand that its request counted for.
fn with_limits<B>(mut answer: ServiceResponse<B>) -> ServiceResponse<B> {
    let request = answer.request().clone();
    limits::dress(&request.extensions(), answer.headers_mut());
    answer
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
        // A program has no cookies.
        Credential::Bearer(token) if is_machines(&token) => {
            return check_machine(req, state, &token, info).await;
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
    // A transaction is kept open only where nothing slow, such as a body or another machine, lies between the check and
    // its use.
    let warm = *req.method() == Method::GET && !state.limits.asks_elsewhere();
    let check = sessions::authenticate(&state.db, &claims, organization, info, warm);
    let Admission {
        scope,
        organization,
        must_change_password,
    } = in_time(check).await?;
    let admission = Admitted {
        scope: Some(scope),
        claims: Some(claims),
        organization,
        must_change_password,
    };
    admitted(req, state, admission, None).await
}

/// The same for a program.
async fn check_machine(
    req: &ServiceRequest,
    state: &State,
    token: &str,
    info: RequestInfo,
) -> Result<(), ApiError> {
    let claims = verify_machine(&state.keys, &state.issuer, token)?;
    let warm = *req.method() == Method::GET && !state.limits.asks_elsewhere();
    let admission = in_time(oauth::authenticate(&state.db, &claims, info, warm)).await?;
    let own_limit = admission
        .rate_limit_per_minute
        .and_then(|limit| u32::try_from(limit).ok());
    let admission = Admitted {
        scope: Some(admission.scope),
        claims: None,
        organization: Organization::Known,
        must_change_password: false,
    };
    admitted(req, state, admission, own_limit).await
}

async fn in_time<T>(check: impl Future<Output = domain::Result<T>>) -> Result<T, ApiError> {
    match tokio::time::timeout(PATIENCE, check).await {
        Ok(admission) => Ok(admission?),
        Err(_) => Err(ApiError::unavailable(
            "The database is away at the moment. Try again in a few seconds.",
        )),
    }
}

/// `own_limit` is what a program's client has of its own, requests a minute; None: the configured default.
async fn admitted(
    req: &ServiceRequest,
    state: &State,
    admitted: Admitted,
    own_limit: Option<u32>,
) -> Result<(), ApiError> {
    if let Some(scope) = &admitted.scope {
        let principal = scope.actor().principal();
        if let Some(log) = req.extensions().get::<RequestLog>() {
            log.principal(principal);
        }
        // Only now: whoever holds an ended session uses up nobody's requests.
        let quotas = state.limits.of_session(principal, own_limit);
        state.limits.count(req, &quotas).await?;
    }
    req.extensions_mut().insert(admitted);
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
