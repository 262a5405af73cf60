//! What the list of customers is narrowed by, as it stands in the address. A parameter that makes no sense is as good
//! as none.

use contract::CustomerStatus;
use ui_kit::http;

/// What the API takes.
const SEARCH_MAX: usize = 200;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Narrow {
    pub search: String,
    pub status: Option<CustomerStatus>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
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
            status: get("status").and_then(|text| text.parse().ok()),
            country: get("country")
                .filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())),
        }
    }

    pub fn href(&self) -> String {
        format!("/admin/customers{}", http::query(&self.pairs()))
    }

    pub fn api_path(&self, cursor: Option<String>) -> String {
        let mut pairs = self.pairs().to_vec();
        pairs.push(("limit", Some("50".to_owned())));
        pairs.push(("cursor", cursor));
        format!("/api/customers{}", http::query(&pairs))
    }

    /// Anything is left out of the list.
    pub fn filters(&self) -> bool {
        *self != Self::default()
    }

    fn pairs(&self) -> [(&'static str, Option<String>); 3] {
        [
            ("search", Some(self.search.clone())),
            ("status", self.status.map(|status| status.to_string())),
            ("country", self.country.clone()),
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
            ("search", " Kakao "),
            ("status", "active"),
            ("country", "DE"),
        ]);
        let address = "?search=Kakao&status=active&country=DE";
        assert_eq!(narrow.href(), format!("/admin/customers{address}"));
        assert_eq!(
            narrow.api_path(Some("x".into())),
            format!("/api/customers{address}&limit=50&cursor=x")
        );
        assert!(narrow.filters());
    }

    #[test]
    fn nonsense_is_none() {
        let narrow = read(&[("status", "lost"), ("country", "de"), ("search", "  ")]);
        assert_eq!(narrow, Narrow::default());
        assert_eq!(narrow.href(), "/admin/customers");
    }
}
