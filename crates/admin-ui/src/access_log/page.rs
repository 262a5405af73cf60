//! The whole log with its filters, all of them in the address, and the same as a file.

use contract::LogStatus;
use contract::integration_logs::IntegrationLogList;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::{
    Api, Button, ButtonKind, EmptyState, IconName, PageHead, Search, Select, Toasts, error_words,
    files, fmt,
};

use super::address::{EVENTS, Narrow};
use super::line::LogTable;
use super::lw;
use crate::customers::directory;
use crate::lists::{MoreView, more, typing};
use crate::roles::is_admin;
use crate::shell::tab;

const PAGE: u64 = 50;

#[component]
pub fn AccessLogPage() -> impl IntoView {
    move || {
        if is_admin() {
            view! { <Log /> }.into_any()
        } else {
            view! {
                <PageHead title=move || lw().title tab=move || tab(lw().title) />
                <EmptyState title=move || lw().no_role.0 text=move || lw().no_role.1>
                    <a class="btn" href="/admin/customers">{move || crate::customers::cw().customers}</a>
                </EmptyState>
            }
            .into_any()
        }
    }
}

#[component]
fn Log() -> impl IntoView {
    let api = Api::here();
    let address = use_location().query;
    let narrow = Memo::new(move |_| address.with(|query| Narrow::read(|name| query.get(name))));
    let list = more(narrow, move |narrow: Narrow, cursor, abort| async move {
        let path = narrow.api_path(PAGE, cursor);
        let page: IntegrationLogList = api.get(&path, abort.as_ref()).await?;
        Ok((page.integration_logs, page.next_cursor))
    });
    let empty = Signal::derive(move || {
        if narrow.with(Narrow::filters) {
            lw().no_match
        } else {
            lw().none
        }
    });
    let toasts = Toasts::here();
    let saving = RwSignal::new(false);
    let save = move |_| {
        saving.set(true);
        let path = narrow.with_untracked(Narrow::file_path);
        spawn_local(async move {
            let answer = api.bytes(&path, "text/csv").await;
            let _ = saving.try_set(false);
            match answer {
                Ok(bytes) => {
                    let name = format!("access-log-{}.csv", fmt::today());
                    if !files::save(&name, "text/csv", &bytes) {
                        toasts.failed(move || lw().not_saved);
                    }
                }
                Err(error) => toasts.failed(move || error_words(&error)),
            }
        });
    };
    view! {
        <PageHead title=move || lw().title tab=move || tab(lw().title) lede=move || lw().lede>
            <Button icon=IconName::Download busy=saving on_click=save>"CSV"</Button>
        </PageHead>
        <Filters narrow />
        <MoreView list empty>
            <LogTable rows=list.rows.into() caption=move || lw().title />
        </MoreView>
    }
}

#[component]
fn Filters(narrow: Memo<Narrow>) -> impl IntoView {
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
    let search = Memo::new(move |_| narrow.with(|narrow| narrow.search.clone()));
    let typed = typing(
        search,
        Callback::new(move |search| {
            let next = Narrow {
                search,
                ..narrow.get_untracked()
            };
            go.run((next, false));
        }),
    );
    let pairs = |first: &str, rest: Vec<(&str, &str)>| {
        let rest = rest
            .into_iter()
            .map(|(key, text)| (key.to_owned(), text.to_owned()));
        std::iter::once((String::new(), first.to_owned()))
            .chain(rest)
            .collect::<Vec<_>>()
    };
    let events = Signal::derive(move || {
        let words = [lw().sign_ins, lw().sign_outs, lw().page_views];
        pairs(lw().all_events, EVENTS.into_iter().zip(words).collect())
    });
    let results = Signal::derive(move || {
        let words = [lw().success, lw().error];
        let keys = LogStatus::ALL.iter().map(|status| status.as_str());
        pairs(lw().all_results, keys.zip(words).collect())
    });
    let shops = directory(Api::here());
    let customers = Signal::derive(move || {
        let mut all = vec![(String::new(), lw().all_customers.to_owned())];
        let known = shops.ready();
        all.extend(
            known
                .iter()
                .flat_map(|shops| shops.iter())
                .map(|shop| (shop.id.to_string(), shop.name.clone())),
        );
        // Not known yet, or beyond those that a list can hold: its number is better than a wrong choice.
        if let Some(id) = narrow.with(|narrow| narrow.customer) {
            let key = id.to_string();
            if !all.iter().any(|(known, _)| *known == key) {
                all.push((key, format!("#{id}")));
            }
        }
        all
    });
    let value = move |read: fn(&Narrow) -> Option<String>| {
        Signal::derive(move || narrow.with(read).unwrap_or_default())
    };
    view! {
        <form class="filters listfilters" role="search" aria-label=move || lw().filter on:submit=|event| event.prevent_default()>
            <Search id="log-search" value=typed label=move || lw().search />
            <Select
                id="event" label=move || lw().what options=events value=value(|n| n.event.map(str::to_owned))
                on_change=move |event: String| change(&|n| n.event = EVENTS.into_iter().find(|known| *known == event))
            />
            <Select
                id="result" label=move || lw().result options=results value=value(|n| n.status.map(|s| s.to_string()))
                on_change=move |status: String| change(&|n| n.status = status.parse().ok())
            />
            <Select
                id="customer" label=move || lw().customer options=customers value=value(|n| n.customer.map(|id| id.to_string()))
                on_change=move |id: String| change(&|n| n.customer = id.parse().ok())
            />
            <div class="daterange" role="group" aria-label=move || lw().days>
                <span>
                    <label for="date-from">{move || lw().date_from}</label>
                    <input
                        class="input" type="date" id="date-from" prop:value=value(|n| n.date_from.map(|d| d.to_string()))
                        on:change=move |event| { let day = event_target_value(&event); change(&|n| n.date_from = day.parse().ok()) }
                    />
                </span>
                <span>
                    <label for="date-to">{move || lw().date_to}</label>
                    <input
                        class="input" type="date" id="date-to" prop:value=value(|n| n.date_to.map(|d| d.to_string()))
                        on:change=move |event| { let day = event_target_value(&event); change(&|n| n.date_to = day.parse().ok()) }
                    />
                </span>
            </div>
            {move || narrow.with(Narrow::filters).then(|| view! {
                <Button kind=ButtonKind::Quiet on_click=move |_| go.run((Narrow::default(), true))>{move || lw().clear}</Button>
            })}
        </form>
    }
}
