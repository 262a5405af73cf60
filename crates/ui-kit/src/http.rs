//! The one HTTP client. Requests carry the session's cookie, writes also the header that a foreign page cannot send;
//! refusals arrive as `contract::Problem`. It repeats nothing by itself but a reading that came a few seconds too early,
//! and never shows anything.

use std::{future::Future, pin::Pin};

use contract::Problem;
pub use gloo_net::http::Method;
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::{AbortSignal, RequestCredentials};

use crate::config::Config;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The request did not get through: offline, the server is away, or CORS refused it.
    Network,
    /// The server refused, and says why.
    Problem(Problem),
    /// An answer came that this version cannot read.
    Unreadable,
}

impl ApiError {
    pub fn status(&self) -> Option<u16> {
        self.problem().map(|problem| problem.status)
    }

    /// The number to quote to the maker, where there is one.
    pub fn request_id(&self) -> Option<&str> {
        self.problem()
            .map(|problem| problem.request_id.as_str())
            .filter(|id| !id.is_empty())
    }

    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Network | Self::Unreadable => None,
        }
    }

    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// `If-Match` named an older version: somebody else was first.
    pub fn is_stale(&self) -> bool {
        self.status() == Some(412)
    }

    /// The code of what is wrong with a field of the input (`length`, `format`, …), where the server named it.
    pub fn field(&self, field: &str) -> Option<&str> {
        self.problem()?
            .errors
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.code.as_str())
    }
}

/// Boxed: whatever type an answer is read into, the way to its text is compiled once.
type Coming<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// How the API refuses everything else to whoever must choose a new password.
const PASSWORD_DUE: &str = "Choose a new password first.";

/// A file that came, and the name the server gave it.
pub struct Named {
    pub name: Option<String>,
    pub bytes: Vec<u8>,
}

/// The way to the API. Copy it freely; it lives as long as the application.
#[derive(Clone, Copy)]
pub struct Api {
    base: StoredValue<String>,
    lapses: RwSignal<u32>,
    passwords_due: RwSignal<u32>,
    /// The slug of the organization that requests name, where the person belongs to none.
    #[cfg(feature = "organization")]
    organization: StoredValue<Option<String>>,
}

impl Api {
    /// Call it once, at the root, and `provide_context` it.
    pub fn new(config: &Config) -> Self {
        Self {
            base: StoredValue::new(config.api_url.clone()),
            lapses: RwSignal::new(0),
            passwords_due: RwSignal::new(0),
            #[cfg(feature = "organization")]
            organization: StoredValue::new(None),
        }
    }

    /// From now on requests name this organization; None: none.
    #[cfg(feature = "organization")]
    pub fn act_in(self, slug: Option<String>) {
        self.organization.set_value(slug);
    }

    /// The client of this application, from anywhere below its root.
    pub fn here() -> Self {
        expect_context()
    }

    /// An absolute address of a path on the API's origin (a logo, a download).
    pub fn url(self, path: &str) -> String {
        self.base.with_value(|base| format!("{base}{path}"))
    }

    /// Counts the answers 401 to requests made with a session. Reactive; the session watches it.
    pub(crate) fn lapses(self) -> u32 {
        self.lapses.get()
    }

    /// Counts the refusals that ask for a new password first. Reactive; the session watches it.
    pub(crate) fn passwords_due(self) -> u32 {
        self.passwords_due.get()
    }

    /// `path` starts with `/api/` and carries its query.
    pub async fn get<T: DeserializeOwned>(
        self,
        path: &str,
        abort: Option<&AbortSignal>,
    ) -> Result<T, ApiError> {
        parse(self.read(path.to_owned(), abort.cloned()).await?)
    }

    /// The bytes of a picture or a file. `accept` is the media type asked for.
    pub async fn bytes(self, path: &str, accept: &str) -> Result<Vec<u8>, ApiError> {
        let reply = self
            .request(Method::GET, path)
            .header("Accept", accept)
            .send()
            .await;
        let reply = self.checked(reply, true).await?;
        reply.binary().await.map_err(|_| ApiError::Network)
    }

    /// A whole list as a file, under the name that the server gives it. `accept` is the media type asked for.
    pub async fn file(self, path: &str, accept: &str) -> Result<Named, ApiError> {
        let reply = self
            .request(Method::GET, path)
            .header("Accept", accept)
            .send()
            .await;
        let reply = self.checked(reply, true).await?;
        let name = reply
            .headers()
            .get("Content-Disposition")
            .and_then(|text| file_name(&text));
        let bytes = reply.binary().await.map_err(|_| ApiError::Network)?;
        Ok(Named { name, bytes })
    }

    /// A request that changes something and answers with a body.
    pub async fn send<B: Serialize, T: DeserializeOwned>(
        self,
        method: Method,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError> {
        let request = self.changing(method, path).json(body);
        parse(self.answered(request, true).await?)
    }

    /// As [`send`](Self::send), refused with a 412 unless `etag` is still the row's: see [`etag`].
    pub async fn send_if<B: Serialize, T: DeserializeOwned>(
        self,
        method: Method,
        path: &str,
        body: &B,
        etag: &str,
    ) -> Result<T, ApiError> {
        let request = self
            .changing(method, path)
            .header("If-Match", etag)
            .json(body);
        parse(self.answered(request, true).await?)
    }

    /// A POST that creates. The same `key` (see [`once_key`]) creates once, however often it is sent.
    pub async fn create<B: Serialize, T: DeserializeOwned>(
        self,
        path: &str,
        body: &B,
        key: &str,
    ) -> Result<T, ApiError> {
        let request = self
            .changing(Method::POST, path)
            .header("Idempotency-Key", key)
            .json(body);
        parse(self.answered(request, true).await?)
    }

    /// A request without a body that changes something and answers with one.
    pub async fn ask<T: DeserializeOwned>(
        self,
        method: Method,
        path: &str,
        etag: Option<&str>,
    ) -> Result<T, ApiError> {
        let request = conditional(self.changing(method, path), etag).build();
        parse(self.answered(request, true).await?)
    }

    /// Puts a picture or a file, as it is, and reads the answer.
    pub async fn put_bytes<T: DeserializeOwned>(
        self,
        path: &str,
        content_type: &str,
        bytes: &[u8],
        etag: Option<&str>,
    ) -> Result<T, ApiError> {
        let request = conditional(self.changing(Method::PUT, path), etag)
            .header("Content-Type", content_type)
            .body(Uint8Array::from(bytes));
        parse(self.answered(request, true).await?)
    }

    /// Posts a file, as it is, and reads the answer. The same `key` does it once, however often it is sent.
    pub async fn post_bytes<T: DeserializeOwned>(
        self,
        path: &str,
        content_type: &str,
        bytes: &[u8],
        key: Option<&str>,
    ) -> Result<T, ApiError> {
        let mut builder = self
            .changing(Method::POST, path)
            .header("Content-Type", content_type);
        if let Some(key) = key {
            builder = builder.header("Idempotency-Key", key);
        }
        parse(
            self.answered(builder.body(Uint8Array::from(bytes)), true)
                .await?,
        )
    }

    /// A request that changes something and answers with nothing (204).
    pub async fn command(self, method: Method, path: &str) -> Result<(), ApiError> {
        let request = self.changing(method, path).build();
        self.sent(request, true).await.map(drop)
    }

    /// A request with a body that is answered with nothing (202, 204), made by nobody in particular.
    pub async fn tell<B: Serialize>(self, path: &str, body: &B) -> Result<(), ApiError> {
        let request = self.changing(Method::POST, path).json(body);
        self.sent(request, false).await.map(drop)
    }

    /// As [`command`](Self::command), refused with a 412 unless `etag` is still the row's.
    pub async fn command_if(self, method: Method, path: &str, etag: &str) -> Result<(), ApiError> {
        let request = conditional(self.changing(method, path), Some(etag)).build();
        self.sent(request, true).await.map(drop)
    }

    /// A new password: ends every session of the person but gives this browser a fresh one.
    pub async fn change_password<B: Serialize>(self, path: &str, body: &B) -> Result<(), ApiError> {
        let request = self
            .changing(Method::PUT, path)
            .header("X-Session", "cookie")
            .json(body);
        self.sent(request, true).await.map(drop)
    }

    /// A sign-in: asks for the session as a cookie. Its 401 means wrong words, not an expired session.
    pub async fn sign_in<B: Serialize, T: DeserializeOwned>(
        self,
        path: &str,
        body: &B,
    ) -> Result<T, ApiError> {
        let request = self
            .changing(Method::POST, path)
            .header("X-Session", "cookie")
            .json(body);
        parse(self.answered(request, false).await?)
    }

    /// Who one is. Its 401 and 403 are answers: nobody.
    pub async fn who<T: DeserializeOwned>(self, path: &str) -> Result<Option<T>, ApiError> {
        let request = self.request(Method::GET, path).build();
        match self.answered(request, false).await {
            Ok(text) => parse(text).map(Some),
            // 403: the browser holds a session of the other application, staff's or a shop's; here that is nobody.
            Err(error) if matches!(error.status(), Some(401 | 403)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn request(self, method: Method, path: &str) -> RequestBuilder {
        let request = RequestBuilder::new(&self.url(path))
            .method(method)
            .credentials(RequestCredentials::Include)
            .header("Accept", "application/json");
        #[cfg(feature = "organization")]
        if let Some(slug) = self.organization.get_value() {
            return request.header("X-Organization", &slug);
        }
        request
    }

    fn changing(self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
            .header("X-Requested-With", "ixchel")
    }

    fn sent(self, request: Result<Request, gloo_net::Error>, signed_in: bool) -> Coming<Response> {
        Box::pin(async move {
            let request = request.map_err(|_| ApiError::Unreadable)?;
            self.checked(request.send().await, signed_in).await
        })
    }

    fn answered(
        self,
        request: Result<Request, gloo_net::Error>,
        signed_in: bool,
    ) -> Coming<String> {
        Box::pin(async move {
            let reply = self.sent(request, signed_in).await?;
            reply.text().await.map_err(|_| ApiError::Network)
        })
    }

    /// Where the server asks for a short pause (429), it is made, once.
    fn read(self, path: String, abort: Option<AbortSignal>) -> Coming<String> {
        Box::pin(async move {
            let ask = || {
                let request = self.request(Method::GET, &path);
                request.abort_signal(abort.as_ref()).send()
            };
            let mut reply = ask().await;
            if let Some(pause) = reply.as_ref().ok().and_then(short_pause) {
                TimeoutFuture::new(pause).await;
                reply = ask().await;
            }
            let reply = self.checked(reply, true).await?;
            reply.text().await.map_err(|_| ApiError::Network)
        })
    }

    async fn checked(
        self,
        reply: Result<Response, gloo_net::Error>,
        signed_in: bool,
    ) -> Result<Response, ApiError> {
        let reply = reply.map_err(|_| ApiError::Network)?;
        if reply.ok() {
            return Ok(reply);
        }
        // The client outlives every page, but an answer may outlive the client.
        if reply.status() == 401 && signed_in {
            let _ = self.lapses.try_update(|count| *count += 1);
        }
        let problem = problem(reply).await;
        if problem.status == 403 && problem.detail == PASSWORD_DUE {
            let _ = self.passwords_due.try_update(|count| *count += 1);
        }
        Err(ApiError::Problem(problem))
    }
}

/// Milliseconds of a pause that nobody minds.
fn short_pause(reply: &Response) -> Option<u32> {
    if reply.status() != 429 {
        return None;
    }
    let seconds: u32 = reply.headers().get("Retry-After")?.parse().ok()?;
    (seconds <= 5).then_some(seconds * 1000)
}

/// The plain name in a `Content-Disposition`. It names a file to save, so it may hold no path.
fn file_name(disposition: &str) -> Option<String> {
    let name = disposition
        .split(';')
        .find_map(|part| part.trim().strip_prefix("filename="))?
        .trim_matches('"');
    let plain = !name.is_empty() && !name.contains(['/', '\\']);
    plain.then(|| name.to_owned())
}

fn conditional(builder: RequestBuilder, etag: Option<&str>) -> RequestBuilder {
    match etag {
        Some(etag) => builder.header("If-Match", etag),
        None => builder,
    }
}

/// The `ETag` of a row as the API makes it, for `If-Match`.
pub fn etag(id: i64, version: i32) -> String {
    format!("\"{id}-{version}\"")
}

/// A key nobody else uses: make one when a form opens, send it with every try.
pub fn once_key() -> String {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!(
        "{:x}-{:08x}{:08x}",
        js_sys::Date::now() as u64,
        part(),
        part()
    )
}

fn parse<T: DeserializeOwned>(text: String) -> Result<T, ApiError> {
    serde_json::from_str(&text).map_err(|_| ApiError::Unreadable)
}

/// A proxy on the way answers without problem+json: the status and the request's number still help.
async fn problem(reply: Response) -> Problem {
    let (status, title) = (reply.status(), reply.status_text());
    let request_id = reply.headers().get("X-Request-Id").unwrap_or_default();
    let text = reply.text().await.unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|_| Problem {
        kind: "about:blank".to_owned(),
        detail: title.clone(),
        title,
        status,
        instance: String::new(),
        request_id,
        errors: Vec::new(),
    })
}

/// A query string from pairs, leaving out the empty ones: `?status=shipped&page=2`, or nothing.
pub fn query(pairs: &[(&str, Option<String>)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            text.push(if text.is_empty() { '?' } else { '&' });
            text.push_str(name);
            text.push('=');
            encode(value, &mut text);
        }
    }
    text
}

/// One path segment or query value, percent-encoded.
pub fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    encode(value, &mut text);
    text
}

fn encode(value: &str, into: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_leaves_out_what_is_not_asked() {
        assert_eq!(query(&[]), "");
        assert_eq!(
            query(&[("page", None), ("search", Some(String::new()))]),
            ""
        );
        assert_eq!(
            query(&[
                ("status", Some("shipped".into())),
                ("page", None),
                ("search", Some("Lanquín 70% & co".into()))
            ]),
            "?status=shipped&search=Lanqu%C3%ADn%2070%25%20%26%20co"
        );
    }

    #[test]
    fn a_file_is_saved_under_its_own_name() {
        let name = |text: &str| file_name(text);
        assert_eq!(
            name("attachment; filename=\"orders 2026.csv\""),
            Some("orders 2026.csv".to_owned())
        );
        assert_eq!(
            name("attachment;filename=orders.xlsx; x=1"),
            Some("orders.xlsx".to_owned())
        );
        assert_eq!(name("attachment"), None);
        assert_eq!(name("attachment; filename=\"../x\""), None);
    }

    #[test]
    fn a_version_is_written_as_the_api_does() {
        assert_eq!(etag(7, 3), "\"7-3\"");
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(encoded("O-2026-0042"), "O-2026-0042");
        assert_eq!(encoded("../x?y#z"), "..%2Fx%3Fy%23z");
    }
}
