//! What the access log is narrowed by, as it stands in the address. A parameter that makes no sense is as good as none.

use chrono::NaiveDate;
use contract::LogStatus;
use ui_kit::http;

/// What the API takes.
const SEARCH_MAX: usize = 200;

/// The events that a portal writes.
pub const EVENTS: [&str; 3] = ["login", "logout", "page_view"];

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Narrow {
    pub search: String,
    pub event: Option<&'static str>,
    pub status: Option<LogStatus>,
    pub customer: Option<i64>,
    pub date_from: Option<NaiveDate>,
    pub date_to: Option<NaiveDate>,
}

impl Narrow {
    /// `get` finds a parameter of the address, decoded.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            search: get("search")
                .unwrap_or_default()
                .trim()
                .chars()
                .take(SEARCH_MAX)
                .collect(),
            event: get("event").and_then(|text| EVENTS.into_iter().find(|known| *known == text)),
            status: get("status").and_then(|text| text.parse().ok()),
            customer: get("customer")
                .and_then(|text| text.parse().ok())
                .filter(|id| *id > 0),
            date_from: get("date_from").and_then(|text| text.parse().ok()),
            date_to: get("date_to").and_then(|text| text.parse().ok()),
        }
    }

    pub fn href(&self) -> String {
        let pairs = self.pairs("event", "customer");
        format!("/admin/access-log{}", http::query(&pairs))
    }

    /// The question to the API, `limit` rows from where `cursor` says.
    pub fn api_path(&self, limit: u64, cursor: Option<String>) -> String {
        let mut pairs = self.api_pairs();
        pairs.push(("limit", Some(limit.to_string())));
        pairs.push(("cursor", cursor));
        format!("/api/integration-logs{}", http::query(&pairs))
    }

    /// The whole list as a file.
    pub fn file_path(&self) -> String {
        format!("/api/integration-logs{}", http::query(&self.api_pairs()))
    }

    /// Anything is left out of the list.
    pub fn filters(&self) -> bool {
        *self != Self::default()
    }

    fn api_pairs(&self) -> Vec<(&'static str, Option<String>)> {
        let mut pairs = vec![("integration_type", Some("customer_portal".to_owned()))];
        pairs.extend(self.pairs("event_type", "customer_id"));
        pairs
    }

    fn pairs(
        &self,
        event: &'static str,
        customer: &'static str,
    ) -> [(&'static str, Option<String>); 6] {
        [
            ("search", Some(self.search.clone())),
            (event, self.event.map(str::to_owned)),
            ("status", self.status.map(|status| status.to_string())),
            (customer, self.customer.map(|id| id.to_string())),
            ("date_from", self.date_from.map(|date| date.to_string())),
            ("date_to", self.date_to.map(|date| date.to_string())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Narrow {
        Narrow::read(|name| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_says_it_all() {
        let narrow = read(&[
            ("search", "ana"),
            ("event", "page_view"),
            ("status", "error"),
            ("customer", "7"),
            ("date_from", "2026-01-01"),
            ("date_to", "2026-02-01"),
        ]);
        assert_eq!(
            narrow.href(),
            "/admin/access-log?search=ana&event=page_view&status=error&customer=7&date_from=2026-01-01&date_to=2026-02-01"
        );
        assert_eq!(
            narrow.api_path(50, None),
            "/api/integration-logs?integration_type=customer_portal&search=ana&event_type=page_view&status=error&customer_id=7&date_from=2026-01-01&date_to=2026-02-01&limit=50"
        );
        assert!(!narrow.file_path().contains("limit"));
    }

    #[test]
    fn nonsense_is_none() {
        let narrow = read(&[
            ("event", "burglary"),
            ("status", "odd"),
            ("customer", "-3"),
            ("date_to", "soon"),
        ]);
        assert_eq!(narrow, Narrow::default());
        assert!(!narrow.filters());
    }
}
