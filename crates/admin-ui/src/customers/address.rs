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
    /// The staff user who looks after it.
    pub owner: Option<i64>,
    pub team: Option<i64>,
    /// One of [`SORTS`]; None: by name.
    pub sort: Option<&'static str>,
}

/// How else than by name the list may be sorted.
pub const SORTS: [&str; 3] = ["-name", "-updated_at", "-created_at"];

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
            owner: get("owner").and_then(|text| number(&text)),
            team: get("team").and_then(|text| number(&text)),
            sort: get("sort").and_then(|text| SORTS.into_iter().find(|known| *known == text)),
        }
    }

    pub fn href(&self) -> String {
        let pairs = self.pairs("owner", "team");
        format!("/admin/customers{}", http::query(&pairs))
    }

    pub fn api_path(&self, cursor: Option<String>) -> String {
        let mut pairs = self.pairs("owner_user_id", "team_id").to_vec();
        pairs.push(("limit", Some("50".to_owned())));
        pairs.push(("cursor", cursor));
        format!("/api/customers{}", http::query(&pairs))
    }

    /// The whole list as a file.
    pub fn file_path(&self) -> String {
        let pairs = self.pairs("owner_user_id", "team_id");
        format!("/api/customers{}", http::query(&pairs))
    }

    /// Anything is left out of the list.
    pub fn filters(&self) -> bool {
        *self
            != Self {
                sort: self.sort,
                ..Self::default()
            }
    }

    /// The address and the API call the keepers by different names.
    fn pairs(
        &self,
        owner: &'static str,
        team: &'static str,
    ) -> [(&'static str, Option<String>); 6] {
        [
            ("search", Some(self.search.clone())),
            ("status", self.status.map(|status| status.to_string())),
            ("country", self.country.clone()),
            (owner, self.owner.map(|id| id.to_string())),
            (team, self.team.map(|id| id.to_string())),
            ("sort", self.sort.map(str::to_owned)),
        ]
    }
}

/// An id: a whole number above 0.
fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|id| *id > 0)
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
        let narrow = read(&[("owner", "3"), ("team", "2"), ("sort", "-updated_at")]);
        assert_eq!(
            narrow.href(),
            "/admin/customers?owner=3&team=2&sort=-updated_at"
        );
        assert_eq!(
            narrow.file_path(),
            "/api/customers?owner_user_id=3&team_id=2&sort=-updated_at"
        );
        assert!(!read(&[("sort", "-name")]).filters());
    }

    #[test]
    fn nonsense_is_none() {
        let narrow = read(&[
            ("status", "lost"),
            ("country", "de"),
            ("search", "  "),
            ("owner", "-1"),
            ("sort", "x"),
        ]);
        assert_eq!(narrow, Narrow::default());
        assert_eq!(narrow.href(), "/admin/customers");
    }
}
