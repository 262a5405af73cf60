//! The outermost layer: gives the request its number and log, turns whatever comes back into the one shape of refusal,
//! puts the headers on and writes the log line. A panic below becomes a 500 and a log line, never a cut connection.

use std::panic::AssertUnwindSafe;

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use futures_util::FutureExt;

use super::{RequestLog, Unread, api_headers, log, request_id};
use crate::{
    error::{ApiError, PROBLEM, common_words, problem},
    metrics,
    state::State,
};

pub async fn envelope<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let log = RequestLog::begin(request_id(req.headers()));
    req.extensions_mut().insert(log.clone());
    let method = req.method().clone();
    if method == Method::HEAD {
        // Served as a GET; actix leaves the body out by itself.
        req.head_mut().method = Method::GET;
    }
    let unread = Unread::of(&mut req);
    let path = req.path().to_owned();
    let https = req
        .app_data::<web::Data<State>>()
        .is_some_and(|state| state.https);
    let outcome = AssertUnwindSafe(next.call(req)).catch_unwind().await;
    let response = match outcome {
        Ok(Ok(response)) => response.map_into_boxed_body(),
        Ok(Err(error)) => return Err(bare(&error, &log, &method, &path, https, unread)),
        Err(panic) => {
            let refusal = ApiError::internal(format!("panic: {}", words(panic.as_ref())));
            return Err(bare(&refusal.into(), &log, &method, &path, https, unread));
        }
    };
    let mut response = refine(response, &log);
    dress(response.response_mut(), &log, https);
    let pattern = response.request().match_pattern();
    finish(&log, &method, pattern.as_deref(), response.status());
    Ok(unread.held_by(response))
}

/// Marks a refusal that has a form of its own, as OAuth's.
pub struct OwnForm;

/// Writes every refusal's body as a problem; leaves answers and finished problems alone.
fn refine(response: ServiceResponse<BoxBody>, log: &RequestLog) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    if response.response().extensions().contains::<OwnForm>() {
        return response;
    }
    let (request, response) = response.into_parts();
    let refusal = response
        .error()
        .and_then(|error| error.as_error::<ApiError>());
    let body = match refusal {
        Some(refusal) => {
            report(refusal, log);
            refusal.problem(request.path(), &log.request_id())
        }
        None => {
            if status.is_server_error() {
                let cause = response.error().map(ToString::to_string);
                tracing::error!(request_id = log.request_id(), cause, "request failed");
            }
            let words = common_words(status);
            problem(status, words, Vec::new(), request.path(), &log.request_id())
        }
    };
    let text = serde_json::to_string(&body).unwrap_or_default();
    let mut response = response.set_body(BoxBody::new(text));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
    ServiceResponse::new(request, response)
}

/// An answer to a request that got lost on its way out.
fn bare(
    error: &Error,
    log: &RequestLog,
    method: &Method,
    path: &str,
    https: bool,
    unread: Unread,
) -> Error {
    let known = error.as_error::<ApiError>();
    let status = error.as_response_error().status_code();
    let body = match known {
        Some(refusal) => {
            report(refusal, log);
            refusal.problem(path, &log.request_id())
        }
        None => problem(
            status,
            common_words(status),
            Vec::new(),
            path,
            &log.request_id(),
        ),
    };
    let mut response = HttpResponse::build(status)
        .content_type(PROBLEM)
        .json(&body);
    dress(&mut response, log, https);
    finish(log, method, None, status);
    let response = response.map_body(|_, body| unread.within(body));
    InternalError::from_response("already reported", response).into()
}

/// Headers every answer carries.
fn dress<B>(response: &mut HttpResponse<B>, log: &RequestLog, https: bool) {
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&log.request_id()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    if !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        for name in [
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            header::ACCESS_CONTROL_ALLOW_METHODS,
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            header::ACCESS_CONTROL_MAX_AGE,
        ] {
            headers.remove(name);
        }
    }
    api_headers(headers, https);
}

/// The only place where a cause is written down.
fn report(refusal: &ApiError, log: &RequestLog) {
    let Some(cause) = refusal.cause_chain() else {
        return;
    };
    let request_id = log.request_id();
    if refusal.status() == StatusCode::SERVICE_UNAVAILABLE {
        tracing::warn!(request_id, cause, "the database is away");
    } else {
        tracing::error!(request_id, cause, "request failed");
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}

fn finish(log: &RequestLog, method: &Method, pattern: Option<&str>, status: StatusCode) {
    let fields = log.fields();
    let elapsed = fields.begun.elapsed();
    let route = pattern.unwrap_or("unmatched");
    metrics::request(route, method, status, elapsed);
    let (entity, action) = log::from_route(route, method);
    tracing::info!(
        request_id = fields.request_id,
        principal = fields.principal,
        principal_id = fields.principal_id,
        org_id = fields.org_id,
        method = method.as_str(),
        route,
        entity = fields.entity.or(entity),
        entity_id = fields.entity_id,
        action = fields.action.unwrap_or(action),
        batch_id = fields.batch_id,
        batch_code = fields.batch_code.as_deref(),
        farm_name = fields.farm_name.as_deref(),
        customer_count = fields.customer_count,
        order_count = fields.order_count,
        duration_ms = (elapsed.as_secs_f64() * 100_000.0).round() / 100.0,
        status = status.as_u16(),
        "request"
    );
}
