//! What the order list shows, as it stands in the address: back, reload and a shared link restore it. A parameter that
//! makes no sense is as good as none.

use chrono::NaiveDate;
use contract::OrderStatus;
use ui_kit::http;

use super::sort::Sort;
use crate::app::ORDERS;

pub const PAGE_SIZE: u64 = 20;
/// What the API takes.
const SEARCH_MAX: usize = 200;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListQuery {
    pub search: String,
    pub status: Option<OrderStatus>,
    pub date_from: Option<NaiveDate>,
    pub date_to: Option<NaiveDate>,
    pub sort: Sort,
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
            date_from: day(get("date_from")),
            date_to: day(get("date_to")),
            sort: get("sort")
                .and_then(|text| Sort::parse(&text))
                .unwrap_or_default(),
            page: if (1..=1_000_000).contains(&page) {
                page
            } else {
                1
            },
        }
        .in_order()
    }

    /// The earlier day first, whichever was typed first.
    pub fn in_order(mut self) -> Self {
        if let (Some(from), Some(to)) = (self.date_from, self.date_to)
            && from > to
        {
            (self.date_from, self.date_to) = (Some(to), Some(from));
        }
        self
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

    /// The question for the whole list as a file.
    pub fn file_path(&self) -> String {
        let all = Self {
            page: 1,
            ..self.clone()
        };
        format!("/api/portal/customer/orders{}", http::query(&all.pairs()))
    }

    /// Anything is left out of the list.
    pub fn filters(&self) -> bool {
        !self.search.is_empty()
            || self.status.is_some()
            || self.date_from.is_some()
            || self.date_to.is_some()
    }

    fn pairs(&self) -> [(&'static str, Option<String>); 6] {
        [
            ("search", Some(self.search.clone())),
            ("status", self.status.map(|status| status.to_string())),
            ("date_from", self.date_from.map(|date| date.to_string())),
            ("date_to", self.date_to.map(|date| date.to_string())),
            (
                "sort",
                (self.sort != Sort::default()).then(|| self.sort.key()),
            ),
            ("page", (self.page > 1).then(|| self.page.to_string())),
        ]
    }
}

/// A day of a year that people write: the API takes no other.
fn day(text: Option<String>) -> Option<NaiveDate> {
    let date: NaiveDate = text?.parse().ok()?;
    (1900..=2999)
        .contains(&chrono::Datelike::year(&date))
        .then_some(date)
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
            ("date_to", "2025-12-31"),
            ("sort", "-total_items"),
            ("page", "2"),
        ]);
        const FILTERS: &str = "search=Lanqu%C3%ADn&status=shipped&date_from=2025-10-01&date_to=2025-12-31&sort=-total_items";
        assert_eq!(
            query.href(),
            format!("/portal/customer/orders?{FILTERS}&page=2")
        );
        assert!(query.filters());
        assert_eq!(
            query.api_path(),
            format!("/api/portal/customer/orders?{FILTERS}&page=2&limit=20")
        );
        assert_eq!(
            query.file_path(),
            format!("/api/portal/customer/orders?{FILTERS}")
        );
    }

    #[test]
    fn days_in_the_wrong_order_are_turned_round() {
        let query = read(&[("date_from", "2026-02-01"), ("date_to", "2026-01-01")]);
        assert_eq!(
            query.href(),
            "/portal/customer/orders?date_from=2026-01-01&date_to=2026-02-01"
        );
    }

    #[test]
    fn nonsense_is_none() {
        let query = read(&[
            ("status", "lost"),
            ("date_from", "yesterday"),
            ("date_to", "0002-01-01"),
            ("sort", "price"),
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
