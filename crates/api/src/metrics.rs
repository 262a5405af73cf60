//! Figures for operators, in Prometheus' text form. Labels are route patterns, methods and statuses, never a caller's
//! text: the number of series stays bounded.

use std::{sync::LazyLock, time::Duration};

use actix_web::http::{Method, StatusCode};
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder,
};

struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    pool: IntGaugeVec,
    sign_ins: IntCounterVec,
    lockouts: IntCounter,
    lost_lines: IntCounter,
    limits_counted_here: IntCounter,
    mail: IntCounterVec,
    mail_queued: IntGauge,
    audit_unsealed: IntGauge,
}

/// One per process; None only if two metrics had one name, which a test would show.
static METRICS: LazyLock<Option<Metrics>> = LazyLock::new(|| make().ok());

fn make() -> prometheus::Result<Metrics> {
    let metrics = Metrics {
        registry: Registry::new(),
        requests: IntCounterVec::new(
            Opts::new("ixchel_http_requests_total", "Requests answered."),
            &["route", "method", "status"],
        )?,
        durations: HistogramVec::new(
            HistogramOpts::new(
                "ixchel_http_request_duration_seconds",
                "Time from the request's head to its answer.",
            )
            .buckets(vec![
                0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
            ]),
            &["route", "method"],
        )?,
        pool: IntGaugeVec::new(
            Opts::new("ixchel_db_connections", "Database connections by state."),
            &["state"],
        )?,
        sign_ins: IntCounterVec::new(
            Opts::new(
                "ixchel_sign_ins_total",
                "Tries to sign in by kind (shop, staff) and result (success, refused, suspended, limited).",
            ),
            &["kind", "result"],
        )?,
        lockouts: IntCounter::new(
            "ixchel_account_lockouts_total",
            "Accounts locked by wrong passwords.",
        )?,
        lost_lines: IntCounter::new(
            "ixchel_access_log_lost_total",
            "Page views of the portal that could not be written to its access log.",
        )?,
        limits_counted_here: IntCounter::new(
            "ixchel_rate_limit_fallbacks_total",
            "Requests counted by this instance alone because Redis was away.",
        )?,
        mail: IntCounterVec::new(
            Opts::new(
                "ixchel_mail_total",
                "Tries to send an e-mail by result (sent, retried, failed).",
            ),
            &["result"],
        )?,
        mail_queued: IntGauge::new(
            "ixchel_mail_queued",
            "E-mails that wait in the outbox, as this instance last saw it.",
        )?,
        audit_unsealed: IntGauge::new(
            "ixchel_audit_unsealed",
            "Rows of the audit log without a link in its chain, as this instance last saw it. More than a few for longer \
             than a few seconds: the log was tampered with, or the sealing has stopped.",
        )?,
    };
    for collector in [
        Box::new(metrics.requests.clone()) as Box<dyn prometheus::core::Collector>,
        Box::new(metrics.durations.clone()),
        Box::new(metrics.pool.clone()),
        Box::new(metrics.sign_ins.clone()),
        Box::new(metrics.lockouts.clone()),
        Box::new(metrics.lost_lines.clone()),
        Box::new(metrics.limits_counted_here.clone()),
        Box::new(metrics.mail.clone()),
        Box::new(metrics.mail_queued.clone()),
        Box::new(metrics.audit_unsealed.clone()),
    ] {
        metrics.registry.register(collector)?;
    }
    Ok(metrics)
}

pub fn request(route: &str, method: &Method, status: StatusCode, elapsed: Duration) {
    if let Some(metrics) = &*METRICS {
        let method = label(method);
        metrics
            .requests
            .with_label_values(&[route, method, status.as_str()])
            .inc();
        metrics
            .durations
            .with_label_values(&[route, method])
            .observe(elapsed.as_secs_f64());
    }
}

/// A caller may invent methods.
fn label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// `kind`: shop or staff; `result`: success, refused, suspended or limited.
pub fn sign_in(kind: &str, result: &str) {
    if let Some(metrics) = &*METRICS {
        metrics.sign_ins.with_label_values(&[kind, result]).inc();
    }
}

pub fn access_line_lost() {
    if let Some(metrics) = &*METRICS {
        metrics.lost_lines.inc();
    }
}

/// A rate limit was held without the others, since Redis was away.
pub fn limit_counted_here() {
    if let Some(metrics) = &*METRICS {
        metrics.limits_counted_here.inc();
    }
}

/// `result`: sent, retried or failed.
pub fn mail(result: &str) {
    if let Some(metrics) = &*METRICS {
        metrics.mail.with_label_values(&[result]).inc();
    }
}

pub fn mail_queued(count: i64) {
    if let Some(metrics) = &*METRICS {
        metrics.mail_queued.set(count);
    }
}

pub fn audit_unsealed(count: u64) {
    if let Some(metrics) = &*METRICS {
        metrics
            .audit_unsealed
            .set(i64::try_from(count).unwrap_or(i64::MAX));
    }
}

/// Everything in Prometheus' text form, with the pool's state as of now.
pub fn text(pool: (u32, usize)) -> prometheus::Result<String> {
    let Some(metrics) = &*METRICS else {
        return Ok(String::new());
    };
    let locked = domain::sessions::lockouts();
    metrics
        .lockouts
        .inc_by(locked.saturating_sub(metrics.lockouts.get()));
    let idle = i64::try_from(pool.1).unwrap_or(i64::MAX);
    let used = (i64::from(pool.0) - idle).max(0);
    metrics.pool.with_label_values(&["idle"]).set(idle);
    metrics.pool.with_label_values(&["used"]).set(used);
    let mut buffer = Vec::new();
    TextEncoder::new().encode(&metrics.registry.gather(), &mut buffer)?;
    Ok(String::from_utf8_lossy(&buffer).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_pattern() {
        let status = StatusCode::OK;
        request(
            "/api/farms/{id}",
            &Method::GET,
            status,
            Duration::from_millis(3),
        );
        sign_in("shop", "success");
        let text = text((4, 3)).expect("metrics");
        assert!(text.contains(
            r#"ixchel_http_requests_total{method="GET",route="/api/farms/{id}",status="200"} 1"#
        ));
        assert!(text.contains(r#"ixchel_db_connections{state="used"} 1"#));
        assert!(text.contains("ixchel_sign_ins_total"));
    }
}
