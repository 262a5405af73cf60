//! A reply as the tests look at it. Reading one checks what holds for all of them: no 5xx, a request id, no caching,
//! nothing that must never leave the house.

use contract::Problem;
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;

#[derive(Debug, Clone)]
pub struct Reply {
    /// `GET /api/…`, for messages.
    pub request: String,
    /// The path asked for, without query.
    pub path: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header's text; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("a readable header"))
    }

    fn expect(&self, status: u16) {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}: {}",
            self.request,
            self.text()
        );
    }

    /// The JSON body as it is, whatever the status.
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.request, self.text()))
    }

    /// A 200 with JSON.
    pub fn ok(&self) -> Value {
        self.expect(200);
        assert!(
            self.header("content-type").starts_with("application/json"),
            "{}: {:?}",
            self.request,
            self.headers
        );
        self.value()
    }

    /// A 200 of a contract type.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        self.ok();
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.request, self.text()))
    }

    /// A 201 of a contract type; its `Location` must be there.
    pub fn created<T: DeserializeOwned>(&self) -> T {
        self.expect(201);
        assert!(
            self.header("location").starts_with("/api/"),
            "{}: {:?}",
            self.request,
            self.headers
        );
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.request, self.text()))
    }

    pub fn no_content(&self) {
        self.expect(204);
        assert!(self.body.is_empty(), "{}", self.request);
    }

    /// A refusal in the one shape of all refusals.
    pub fn problem(&self, status: u16) -> Problem {
        self.expect(status);
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.request
        );
        let problem: Problem = serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.request, self.text()));
        assert_eq!(problem.status, status, "{}", self.request);
        assert_eq!(
            problem.request_id,
            self.header("x-request-id"),
            "{}",
            self.request
        );
        assert_eq!(problem.instance, self.path, "{}", self.request);
        assert!(
            !problem.kind.is_empty() && !problem.title.is_empty(),
            "{}: {}",
            self.request,
            self.text()
        );
        assert!(
            !problem.detail.is_empty(),
            "{}: {}",
            self.request,
            self.text()
        );
        problem
    }

    /// A 400 whose `errors` name exactly these fields.
    pub fn wrong_fields(&self, fields: &[&str]) -> Problem {
        let problem = self.problem(400);
        let mut named: Vec<&str> = problem
            .errors
            .iter()
            .map(|error| error.field.as_str())
            .collect();
        let mut expected = fields.to_vec();
        named.sort_unstable();
        expected.sort_unstable();
        assert_eq!(named, expected, "{}: {}", self.request, self.text());
        assert!(
            problem
                .errors
                .iter()
                .all(|error| !error.code.is_empty() && !error.message.is_empty())
        );
        problem
    }

    /// The body with what differs from one request to the next blotted out: to compare two refusals byte for byte.
    pub fn anonymous(&self) -> String {
        let id = self.header("x-request-id");
        self.text()
            .replace(id, "REQUEST")
            .replace(&self.path, "PATH")
    }

    /// The names of the headers and the values that do not depend on the moment.
    pub fn anonymous_headers(&self) -> Vec<(String, String)> {
        let varying = [
            "date",
            "x-request-id",
            "content-length",
            "ratelimit",
            "ratelimit-policy",
        ];
        let mut headers: Vec<(String, String)> = self
            .headers
            .iter()
            .map(|(name, value)| {
                let shown = if varying.contains(&name.as_str()) {
                    "…"
                } else {
                    value.to_str().unwrap_or("?")
                };
                (name.to_string(), shown.to_owned())
            })
            .collect();
        headers.sort();
        headers
    }

    /// What no reply may break. `of_ixchel`: the caller belongs to the first organization; `shop`: it is a shop.
    pub(crate) fn hold_to_the_rules(&self, of_ixchel: bool, shop: bool) {
        let text = self.text();
        assert!(
            self.status.as_u16() < 500,
            "{}: {} {text}",
            self.request,
            self.status
        );
        assert!(
            !self.header("x-request-id").is_empty(),
            "{}: no request id",
            self.request
        );
        if self.path.starts_with("/api/") && !self.path.starts_with("/api/docs") {
            assert_eq!(
                self.header("cache-control"),
                "no-store",
                "{}: {:?}",
                self.request,
                self.headers
            );
        }
        let mut canaries = vec![
            "INTERNAL-BOM-CANARY",
            "internal_cost",
            "bill_of_materials",
            "password_hash",
            "$2b$",
        ];
        if of_ixchel {
            canaries.push("OTRA TIERRA CONFIDENTIAL");
        }
        if shop {
            canaries.extend(["INTERNAL:", "\"notes\"", "unit_price_cents"]);
        }
        if self.status.as_u16() >= 400 {
            canaries.extend([
                "SELECT ", "INSERT ", ".rs:", "/root/", "/home/", "sqlx", "sea_orm", "panicked",
                "at line",
            ]);
        }
        if self.path != "/api/openapi.json" && !self.path.starts_with("/api/docs") {
            for canary in canaries {
                assert!(
                    !text.contains(canary),
                    "{} lets {canary:?} out: {text}",
                    self.request
                );
            }
        }
    }
}
