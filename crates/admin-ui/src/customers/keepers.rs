//! Who may look after a customer: the maker's people and teams, as far as the reader's role is told of them. Others than
//! managers and administrators are told of none and asked for nothing.

use std::sync::Arc;

use contract::AccountStatus;
use contract::users::{TeamList, UserList};
use ui_kit::http::query;
use ui_kit::{Api, Load, load};

use crate::roles::may_manage;

const PAGES: usize = 10;

/// Id and name.
pub type Named = (i64, String);

/// People who may be chosen, and teams.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keepers {
    pub people: Vec<Named>,
    pub teams: Vec<Named>,
}

/// Asked for once a page. Suspended people are left out: nobody is given to them.
pub fn keepers(api: Api) -> Load<Arc<Keepers>> {
    load(
        || may_manage().then_some(()),
        move |(), abort| async move {
            let mut found = Keepers::default();
            let page = |path: &str, cursor: Option<String>| {
                let limit = ("limit", Some("100".to_owned()));
                format!("{path}{}", query(&[limit, ("cursor", cursor)]))
            };
            let mut cursor = None;
            for _ in 0..PAGES {
                let list: UserList = api.get(&page("/api/users", cursor), abort.as_ref()).await?;
                let active = list
                    .users
                    .into_iter()
                    .filter(|user| user.status != AccountStatus::Suspended);
                found.people.extend(active.map(|user| (user.id, user.name)));
                cursor = list.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            let mut cursor = None;
            for _ in 0..PAGES {
                let list: TeamList = api.get(&page("/api/teams", cursor), abort.as_ref()).await?;
                let teams = list.teams.into_iter();
                found.teams.extend(teams.map(|team| (team.id, team.name)));
                cursor = list.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            Ok(Arc::new(found))
        },
    )
}

/// For a select: the first option stands for none; the chosen one is there even when it is not among those known.
pub fn options(first: &str, known: &[Named], chosen: Option<Named>) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), first.to_owned())];
    let unknown = chosen.filter(|(id, _)| !known.iter().any(|(other, _)| other == id));
    all.extend(
        known
            .iter()
            .cloned()
            .chain(unknown)
            .map(|(id, name)| (id.to_string(), name)),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::options;

    #[test]
    fn whoever_is_chosen_stays_in_the_list() {
        let known = [(1, "Ana".to_owned())];
        let keys = |chosen| {
            let all = options("nobody", &known, chosen);
            all.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
        };
        assert_eq!(keys(None), ["", "1"]);
        assert_eq!(keys(Some((1, "Ana".into()))), ["", "1"]);
        assert_eq!(keys(Some((9, "#9".into()))), ["", "1", "9"]);
    }
}
