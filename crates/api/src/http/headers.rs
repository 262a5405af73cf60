//! Security headers, on every answer. One set for the API, one for the front ends it serves.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/// What a front end's Content-Security-Policy allows beyond its own origin, prepared once.
#[derive(Debug, Clone)]
pub struct Site {
    policy: HeaderValue,
    https: bool,
}

impl Site {
    /// `api`: the API's origins, separated by spaces, when they are not the site's own. No Trusted Types: Leptos builds
    /// its templates with innerHTML.
    pub fn new(api: &str, https: bool) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
             img-src 'self' data: blob: {api}; connect-src 'self' {api}; manifest-src 'self'; \
             frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
        );
        Self {
            // An origin was checked when the settings were read; a policy without it is the stricter one.
            policy: HeaderValue::from_str(&policy)
                .unwrap_or(HeaderValue::from_static("default-src 'self'")),
            https,
        }
    }
}

fn common(headers: &mut HeaderMap, https: bool) {
    let fixed: [(HeaderName, &'static str); 5] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}

/// For everything under `/api` and the operators' pages; an answer that set its own policy keeps it.
pub fn api_headers(headers: &mut HeaderMap, https: bool) {
    common(headers, https);
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(API_POLICY),
        );
    }
    let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
    if !headers.contains_key(&resource_policy) {
        headers.insert(resource_policy, HeaderValue::from_static("same-site"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// For the files of a front end.
pub fn site_headers(headers: &mut HeaderMap, site: &Site) {
    common(headers, site.https);
    headers.insert(header::CONTENT_SECURITY_POLICY, site.policy.clone());
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
}
