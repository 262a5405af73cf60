//! What the list of people is narrowed by, as it stands in the address. A parameter that makes no sense is as good as
//! none.

use contract::{AccountStatus, StaffRole};
use ui_kit::http;

/// What the API takes.
const SEARCH_MAX: usize = 200;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Narrow {
    pub search: String,
    pub role: Option<StaffRole>,
    pub status: Option<AccountStatus>,
    pub team: Option<i64>,
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
            role: get("role").and_then(|text| text.parse().ok()),
            status: get("status").and_then(|text| text.parse().ok()),
            team: get("team")
                .and_then(|text| text.parse().ok())
                .filter(|id| *id > 0),
        }
    }

    pub fn href(&self) -> String {
        format!("/admin/settings/people{}", http::query(&self.pairs("team")))
    }

    /// The question to the API, `limit` rows from where `cursor` says.
    pub fn api_path(&self, limit: u64, cursor: Option<String>) -> String {
        let mut pairs = self.pairs("team_id").to_vec();
        pairs.push(("limit", Some(limit.to_string())));
        pairs.push(("cursor", cursor));
        format!("/api/users{}", http::query(&pairs))
    }

    /// Anything is left out of the list.
    pub fn filters(&self) -> bool {
        *self != Self::default()
    }

    fn pairs(&self, team: &'static str) -> [(&'static str, Option<String>); 4] {
        [
            ("search", Some(self.search.clone())),
            ("role", self.role.map(|role| role.to_string())),
            ("status", self.status.map(|status| status.to_string())),
            (team, self.team.map(|id| id.to_string())),
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
            ("role", "manager"),
            ("status", "locked"),
            ("team", "2"),
        ]);
        let rest = "search=ana&role=manager&status=locked";
        assert_eq!(
            narrow.href(),
            format!("/admin/settings/people?{rest}&team=2")
        );
        assert_eq!(
            narrow.api_path(50, Some("next".into())),
            format!("/api/users?{rest}&team_id=2&limit=50&cursor=next")
        );
    }

    #[test]
    fn nonsense_is_none() {
        let narrow = read(&[("role", "king"), ("status", "odd"), ("team", "-1")]);
        assert_eq!(narrow, Narrow::default());
        assert!(!narrow.filters());
    }
}
