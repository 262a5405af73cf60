//! What the order list shows, as it stands in the address: back, reload and a shared link restore it. A parameter that
//! makes no sense is as good as none.

use chrono::NaiveDate;
use contract::OrderStatus;
use ui_kit::http;

use crate::app::ORDERS;

pub const PAGE_SIZE: u64 = 20;
/// What the API takes.
const SEARCH_MAX: usize = 200;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListQuery {
    pub search: String,
    pub status: Option<OrderStatus>,
    pub date_from: Option<NaiveDate>,
    /// From 1.
    pub page: u64,
}

impl ListQuery {
    /// `get` finds a parameter of the address, decoded.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let page = get("page").and_then(|text| text.parse().ok()).unwrap_or(1);
        Self {
            search: get("search")
                .unwrap_or_default()
                .trim()
                .chars()
                .take(SEARCH_MAX)
                .collect(),
            status: get("status").and_then(|text| text.parse().ok()),
            date_from: get("date_from").and_then(|text| text.parse().ok()),
            page: if (1..=1_000_000).contains(&page) {
                page
            } else {
                1
            },
        }
    }

    /// The page's own address.
    pub fn href(&self) -> String {
        format!("{ORDERS}{}", http::query(&self.pairs()))
    }

    /// The question to the API.
    pub fn api_path(&self) -> String {
        let mut pairs = self.pairs().to_vec();
        pairs.push(("limit", Some(PAGE_SIZE.to_string())));
        format!("/api/portal/customer/orders{}", http::query(&pairs))
    }

    /// Anything is left out of the list.
    pub fn filters(&self) -> bool {
        !self.search.is_empty() || self.status.is_some() || self.date_from.is_some()
    }

    fn pairs(&self) -> [(&'static str, Option<String>); 4] {
        [
            ("search", Some(self.search.clone())),
            ("status", self.status.map(|status| status.to_string())),
            ("date_from", self.date_from.map(|date| date.to_string())),
            ("page", (self.page > 1).then(|| self.page.to_string())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> ListQuery {
        ListQuery::read(|name| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_says_it_all() {
        let query = read(&[
            ("search", " Lanquín "),
            ("status", "shipped"),
            ("date_from", "2025-10-01"),
            ("page", "2"),
        ]);
        assert_eq!(
            query.href(),
            "/portal/customer/orders?search=Lanqu%C3%ADn&status=shipped&date_from=2025-10-01&page=2"
        );
        assert!(query.filters());
        assert_eq!(
            query.api_path(),
            "/api/portal/customer/orders?search=Lanqu%C3%ADn&status=shipped&date_from=2025-10-01&page=2&limit=20"
        );
    }

    #[test]
    fn nonsense_is_none() {
        let query = read(&[
            ("status", "lost"),
            ("date_from", "yesterday"),
            ("page", "0"),
        ]);
        assert_eq!(
            query,
            ListQuery {
                page: 1,
                ..ListQuery::default()
            }
        );
        assert_eq!(query.href(), "/portal/customer/orders");
        assert!(!query.filters());
        assert_eq!(read(&[("page", "-1")]).page, 1);
        assert_eq!(read(&[("page", "99999999999999999999")]).page, 1);
        assert_eq!(read(&[("search", &"x".repeat(500))]).search.len(), 200);
    }
}
