//! What the log can be narrowed by: person, act, thing, customer, days, the number of a request.

use std::sync::Arc;

use contract::users::UserList;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::http::query;
use ui_kit::{Api, Button, ButtonKind, Load, Search, Select, load};

use super::address::Narrow;
use super::{ACTIONS, ENTITIES, actor, named, uw};
use crate::customers::directory;
use crate::lists::typing;

const PAGES: usize = 10;

/// Every person of the maker, as the log names them. Beyond a thousand the rest is found by a click on a line.
fn people(api: Api) -> Load<Arc<Vec<(String, String)>>> {
    load(
        || Some(()),
        move |(), abort| async move {
            let mut known = Vec::new();
            let mut cursor = None;
            for _ in 0..PAGES {
                let pairs = [("limit", Some("100".to_owned())), ("cursor", cursor)];
                let path = format!("/api/users{}", query(&pairs));
                let page: UserList = api.get(&path, abort.as_ref()).await?;
                known.extend(
                    page.users
                        .into_iter()
                        .map(|user| (format!("staff:{}", user.id), user.name)),
                );
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            Ok(Arc::new(known))
        },
    )
}

/// A first choice that stands for all, those that are known, and the chosen one where it is not among them.
fn with_chosen(
    all: &str,
    known: impl Iterator<Item = (String, String)>,
    chosen: Option<(String, String)>,
) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), all.to_owned())];
    choices.extend(known);
    if let Some(chosen) = chosen
        && !choices.iter().any(|(key, _)| *key == chosen.0)
    {
        choices.push(chosen);
    }
    choices
}

#[component]
pub fn Filters(narrow: Memo<Narrow>) -> impl IntoView {
    let navigate = use_navigate();
    let go = Callback::new(move |(next, step): (Narrow, bool)| {
        let options = NavigateOptions {
            // The address is whole already: the router would put its base in front again.
            resolve: false,
            replace: !step,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&next.href(), options);
    });
    // One filter changes, the others stay.
    let change = move |edit: &dyn Fn(&mut Narrow)| {
        let mut next = narrow.get_untracked();
        edit(&mut next);
        go.run((next, true));
    };
    let request = Memo::new(move |_| narrow.with(|narrow| narrow.request.clone()));
    let typed = typing(
        request,
        Callback::new(move |request| {
            let next = Narrow {
                request,
                ..narrow.get_untracked()
            };
            go.run((next, false));
        }),
    );
    let api = Api::here();
    let staff = people(api);
    let actors = Signal::derive(move || {
        let known = staff.ready().map(|all| (*all).clone()).unwrap_or_default();
        let system = std::iter::once(("system".to_owned(), actor("system", None)));
        let chosen = narrow.with(|n| n.actor.clone());
        with_chosen(
            uw().everybody,
            known.into_iter().chain(system),
            chosen.map(|label| (label.clone(), label)),
        )
    });
    let words = |all: fn() -> &'static str,
                 table: &'static [(&'static str, [&'static str; 4])],
                 read: fn(&Narrow) -> Option<String>| {
        Signal::derive(move || {
            let mut known: Vec<_> = table
                .iter()
                .map(|(key, _)| ((*key).to_owned(), named(table, key)))
                .collect();
            known.sort_by(|a, b| a.1.cmp(&b.1));
            let chosen = narrow.with(read);
            with_chosen(
                all(),
                known.into_iter(),
                chosen.map(|key| (key.clone(), named(table, &key))),
            )
        })
    };
    let actions = words(|| uw().all_actions, ACTIONS, |n| n.action.clone());
    let entities = words(|| uw().all_entities, ENTITIES, |n| n.entity.clone());
    let shops = directory(api);
    let customers = Signal::derive(move || {
        let known = shops.ready();
        let known = known
            .iter()
            .flat_map(|shops| shops.iter())
            .map(|shop| (shop.id.to_string(), shop.name.clone()));
        let chosen = narrow.with(|n| n.customer);
        with_chosen(
            uw().all_customers,
            known,
            chosen.map(|id| (id.to_string(), format!("#{id}"))),
        )
    });
    let value = move |read: fn(&Narrow) -> Option<String>| {
        Signal::derive(move || narrow.with(read).unwrap_or_default())
    };
    let given = |text: String| (!text.is_empty()).then_some(text);
    view! {
        <form class="filters listfilters auditfilters" role="search" aria-label=move || uw().filter on:submit=|event| event.prevent_default()>
            <Select
                id="actor" label=move || uw().who options=actors value=value(|n| n.actor.clone())
                on_change=move |actor: String| change(&|n| n.actor = given(actor.clone()))
            />
            <Select
                id="action" label=move || uw().action options=actions value=value(|n| n.action.clone())
                on_change=move |action: String| change(&|n| n.action = given(action.clone()))
            />
            <Select
                id="entity" label=move || uw().entity options=entities value=value(|n| n.entity.clone())
                on_change=move |entity: String| change(&|n| { n.entity = given(entity.clone()); n.entity_id = None; })
            />
            <Select
                id="customer" label=move || uw().customer options=customers value=value(|n| n.customer.map(|id| id.to_string()))
                on_change=move |id: String| change(&|n| n.customer = id.parse().ok())
            />
            <div class="daterange" role="group" aria-label=move || uw().days>
                <span>
                    <label for="date-from">{move || uw().date_from}</label>
                    <input
                        class="input" type="date" id="date-from" prop:value=value(|n| n.date_from.map(|d| d.to_string()))
                        on:change=move |event| { let day = event_target_value(&event); change(&|n| n.date_from = day.parse().ok()) }
                    />
                </span>
                <span>
                    <label for="date-to">{move || uw().date_to}</label>
                    <input
                        class="input" type="date" id="date-to" prop:value=value(|n| n.date_to.map(|d| d.to_string()))
                        on:change=move |event| { let day = event_target_value(&event); change(&|n| n.date_to = day.parse().ok()) }
                    />
                </span>
            </div>
            <Search id="request-search" value=typed label=move || uw().request />
            {move || narrow.with(|n| n.entity_id).map(|id| view! {
                <span class="s">{move || (uw().only_row)(&id.to_string())}</span>
            })}
            {move || narrow.with(Narrow::filters).then(|| view! {
                <Button kind=ButtonKind::Quiet on_click=move |_| go.run((Narrow::default(), true))>{move || uw().clear}</Button>
            })}
        </form>
    }
    .into_any()
}
