//! What the audit log is narrowed by, as it stands in the address. A parameter that makes no sense is as good as none.

use chrono::NaiveDate;
use ui_kit::http;

/// What the API takes.
const NAME_MAX: usize = 60;
const REQUEST_MAX: usize = 128;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Narrow {
    /// As in the rows: `staff:3`.
    pub actor: Option<String>,
    pub action: Option<String>,
    pub entity: Option<String>,
    /// One row of that entity: nothing without it.
    pub entity_id: Option<i64>,
    pub customer: Option<i64>,
    pub request: String,
    pub date_from: Option<NaiveDate>,
    pub date_to: Option<NaiveDate>,
}

impl Narrow {
    /// `get` finds a parameter of the address, decoded.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let name = |key: &str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || "_:-".contains(c);
            get(key).filter(|text| (1..=NAME_MAX).contains(&text.len()) && text.chars().all(fits))
        };
        let id = |key: &str| {
            let number = get(key).and_then(|text| text.parse::<i64>().ok());
            number.filter(|id| *id > 0)
        };
        let entity = name("entity");
        Self {
            actor: name("actor"),
            action: name("action"),
            entity_id: id("entity_id").filter(|_| entity.is_some()),
            entity,
            customer: id("customer"),
            request: get("request")
                .unwrap_or_default()
                .trim()
                .chars()
                .take(REQUEST_MAX)
                .collect(),
            date_from: get("date_from").and_then(|text| text.parse().ok()),
            date_to: get("date_to").and_then(|text| text.parse().ok()),
        }
    }

    pub fn href(&self) -> String {
        let pairs = self.pairs("customer", "request");
        format!("/admin/audit{}", http::query(&pairs))
    }

    /// The question to the API, `limit` rows from where `cursor` says.
    pub fn api_path(&self, limit: u64, cursor: Option<String>) -> String {
        let mut pairs = self.pairs("customer_id", "request_id").to_vec();
        pairs.push(("limit", Some(limit.to_string())));
        pairs.push(("cursor", cursor));
        format!("/api/audit-logs{}", http::query(&pairs))
    }

    /// The whole list as a file.
    pub fn file_path(&self) -> String {
        let pairs = self.pairs("customer_id", "request_id");
        format!("/api/audit-logs{}", http::query(&pairs))
    }

    /// Anything is left out of the list.
    pub fn filters(&self) -> bool {
        *self != Self::default()
    }

    fn pairs(
        &self,
        customer: &'static str,
        request: &'static str,
    ) -> [(&'static str, Option<String>); 8] {
        [
            ("actor", self.actor.clone()),
            ("action", self.action.clone()),
            ("entity", self.entity.clone()),
            ("entity_id", self.entity_id.map(|id| id.to_string())),
            (customer, self.customer.map(|id| id.to_string())),
            (request, Some(self.request.clone())),
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
            ("actor", "staff:3"),
            ("action", "update"),
            ("entity", "customers"),
            ("entity_id", "7"),
            ("customer", "7"),
            ("request", " 0192-ab "),
            ("date_from", "2026-01-01"),
            ("date_to", "2026-02-01"),
        ]);
        assert_eq!(
            narrow.href(),
            "/admin/audit?actor=staff%3A3&action=update&entity=customers&entity_id=7&customer=7&request=0192-ab&date_from=2026-01-01&date_to=2026-02-01"
        );
        assert_eq!(
            narrow.api_path(50, None),
            "/api/audit-logs?actor=staff%3A3&action=update&entity=customers&entity_id=7&customer_id=7&request_id=0192-ab&date_from=2026-01-01&date_to=2026-02-01&limit=50"
        );
        assert!(!narrow.file_path().contains("limit"));
    }

    #[test]
    fn nonsense_is_none() {
        let narrow = read(&[
            ("actor", "staff 3"),
            ("action", ""),
            ("entity_id", "7"),
            ("customer", "-3"),
            ("date_to", "soon"),
        ]);
        assert_eq!(narrow, Narrow::default());
        assert!(!narrow.filters());
    }
}
