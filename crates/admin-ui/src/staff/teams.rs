//! Every team by name, for fields and filters that choose among them. Asked for once a page.

use std::sync::Arc;

use contract::users::{Team, TeamList};
use leptos::prelude::*;
use ui_kit::http::query;
use ui_kit::{Api, Load, load};

const PAGES: usize = 10;

pub type Teams = Load<Arc<Vec<Team>>>;

pub fn teams(api: Api) -> Teams {
    load(
        || Some(()),
        move |(), abort| async move {
            let mut known = Vec::new();
            let mut cursor = None;
            for _ in 0..PAGES {
                let pairs = [("limit", Some("100".to_owned())), ("cursor", cursor)];
                let path = format!("/api/teams{}", query(&pairs));
                let page: TeamList = api.get(&path, abort.as_ref()).await?;
                known.extend(page.teams);
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            Ok(Arc::new(known))
        },
    )
}

/// The teams as choices of a select, after one that stands for none of them. A chosen team that is not known (yet) is
/// among them by its number.
pub fn choices(
    teams: Teams,
    none: fn() -> &'static str,
    chosen: impl Fn() -> Option<i64> + Send + Sync + 'static,
) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let mut all = vec![(String::new(), none().to_owned())];
        let known = teams.ready();
        all.extend(
            known
                .iter()
                .flat_map(|teams| teams.iter())
                .map(|team| (team.id.to_string(), team.name.clone())),
        );
        if let Some(id) = chosen() {
            let key = id.to_string();
            if !all.iter().any(|(known, _)| *known == key) {
                all.push((key, format!("#{id}")));
            }
        }
        all
    })
}
