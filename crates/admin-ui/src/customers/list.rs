//! The list of customers: who they are, where, and who looks after them.

use contract::CustomerStatus;
use contract::customers::{Customer, CustomerList};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::{
    Api, Button, ButtonKind, Choice, IconName, Language, Ledger, LinkButton, PageHead, Search,
    Segmented, Select, Status, StatusTag, TextProp, Toasts, error_words, files, fmt,
};

use super::address::{Narrow, SORTS};
use super::directory::directory;
use super::keepers::{Keepers, Named, keepers, options};
use super::{IMPORT, NEW, cw, href};
use crate::country;
use crate::lists::{MoreView, more, typing};
use crate::roles::{may_keep_customers, may_manage};
use crate::shell::tab;

#[component]
pub fn CustomersPage() -> impl IntoView {
    let api = Api::here();
    let address = use_location().query;
    let narrow = Memo::new(move |_| address.with(|query| Narrow::read(|name| query.get(name))));
    let list = more(narrow, move |narrow: Narrow, cursor, abort| async move {
        let page: CustomerList = api.get(&narrow.api_path(cursor), abort.as_ref()).await?;
        Ok((page.customers, page.next_cursor))
    });
    let empty = Signal::derive(move || {
        if narrow.with(Narrow::filters) {
            cw().no_match
        } else {
            cw().none
        }
    });
    view! {
        <PageHead title=move || cw().customers tab=move || tab(cw().customers) lede=move || cw().lede>
            <SaveButtons narrow />
            {move || may_manage().then(|| view! {
                <LinkButton href=IMPORT icon=Signal::stored(IconName::Upload)>{move || cw().import}</LinkButton>
            })}
            {move || may_keep_customers().then(|| view! {
                <LinkButton href=NEW kind=ButtonKind::Primary icon=Signal::stored(IconName::Plus)>{move || cw().new}</LinkButton>
            })}
        </PageHead>
        <Filters narrow />
        <MoreView list empty>
            <Ledger caption=move || cw().customers class="customerlist cards">
                <thead>
                    <tr>
                        <th scope="col">{move || cw().shop}</th>
                        <th scope="col">{move || cw().place}</th>
                        <th scope="col">{move || cw().status}</th>
                        <th scope="col">{move || cw().owner}</th>
                        <th scope="col">{move || cw().language}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || list.rows.get() key=|customer| customer.id children=row />
                </tbody>
            </Ledger>
        </MoreView>
    }
}

fn row(customer: Customer) -> impl IntoView {
    let place = (customer.city, customer.country);
    let locale = customer.locale.as_deref().and_then(Language::parse);
    view! {
        <tr>
            <th scope="row" class="c-no">
                <a class="shopname" href=href(customer.id)>{customer.name}</a>
                {customer.email.map(|email| view! { <span class="mut xs">{email}</span> })}
            </th>
            <td class="c-farm">{move || place_words(place.0.as_deref(), &place.1)}</td>
            <td class="c-st"><StatusTag status=customer.status /></td>
            <td class="c-date">
                <span class="lbl">{move || cw().owner} " "</span>
                {customer.owner_name.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}
            </td>
            <td class="c-qty">{locale.map_or(fmt::UNKNOWN, Language::name)}</td>
        </tr>
    }
}

/// "Hamburg, Germany". Reactive in the language.
pub(super) fn place_words(city: Option<&str>, code: &str) -> String {
    let land = country::name(code);
    match city {
        Some(city) => format!("{city}, {land}"),
        None => land,
    }
}

/// The filtered list as a file, whole: comma-separated, or an Excel workbook.
#[component]
fn SaveButtons(narrow: Memo<Narrow>) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let button = move |word: &'static str, kind: &'static str, ending: &'static str| {
        let saving = RwSignal::new(false);
        let save = move |_| {
            if saving.get_untracked() {
                return;
            }
            saving.set(true);
            let path = narrow.with_untracked(Narrow::file_path);
            spawn_local(async move {
                let answer = api.file(&path, kind).await;
                let _ = saving.try_set(false);
                match answer {
                    Ok(file) => {
                        let own = || format!("customers-{}.{ending}", fmt::today());
                        let name = file.name.unwrap_or_else(own);
                        if !files::save(&name, kind, &file.bytes) {
                            toasts.failed(move || cw().not_saved);
                        }
                    }
                    Err(error) => toasts.failed(move || error_words(&error)),
                }
            });
        };
        view! { <Button icon=IconName::Download busy=saving on_click=save>{word}</Button> }
    };
    view! {
        {button("CSV", "text/csv", "csv")}
        {button("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")}
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
    let choices = std::iter::once(Choice::new("all", || cw().all))
        .chain(CustomerStatus::ALL.iter().map(|status| {
            let word = TextProp::from(move || Status::from(*status).word());
            Choice::new(status.as_str(), word)
        }))
        .collect::<Vec<_>>();
    let status = Signal::derive(move || {
        narrow.with(|narrow| {
            narrow
                .status
                .map_or("all", CustomerStatus::as_str)
                .to_owned()
        })
    });
    // One filter changes, the others stay.
    let change = move |edit: &dyn Fn(&mut Narrow)| {
        let mut next = narrow.get_untracked();
        edit(&mut next);
        go.run((next, true));
    };
    let pick = move |value: &'static str| change(&|next| next.status = value.parse().ok());
    let shops = directory(Api::here());
    let countries = Signal::derive(move || {
        let mut codes: Vec<String> = shops
            .ready()
            .iter()
            .flat_map(|shops| shops.iter())
            .map(|shop| shop.country.clone())
            .chain(narrow.with(|narrow| narrow.country.clone()))
            .collect();
        codes.sort_unstable();
        codes.dedup();
        let mut named: Vec<(String, String)> = codes
            .into_iter()
            .map(|code| (code.clone(), country::name(&code)))
            .collect();
        named.sort_by(|a, b| a.1.cmp(&b.1));
        named.insert(0, (String::new(), cw().all_countries.to_owned()));
        named
    });
    let chosen =
        Signal::derive(move || narrow.with(|narrow| narrow.country.clone().unwrap_or_default()));
    let choose = move |code: String| {
        change(&|next| next.country = Some(code.clone()).filter(|code| !code.is_empty()));
    };
    let known = keepers(Api::here());
    let keeper = move |first: fn() -> &'static str,
                       of: fn(&Keepers) -> &Vec<Named>,
                       chosen: fn(&Narrow) -> Option<i64>| {
        Signal::derive(move || {
            let known = known.ready().unwrap_or_default();
            // Not known yet: its number is better than a wrong choice.
            let chosen = narrow.with(chosen).map(|id| (id, format!("#{id}")));
            options(first(), of(&known), chosen)
        })
    };
    let owners = keeper(|| cw().all_owners, |k| &k.people, |n| n.owner);
    let teams = keeper(|| cw().all_teams, |k| &k.teams, |n| n.team);
    let text = move |read: fn(&Narrow) -> Option<String>| {
        Signal::derive(move || narrow.with(read).unwrap_or_default())
    };
    let owner = text(|n| n.owner.map(|id| id.to_string()));
    let team = text(|n| n.team.map(|id| id.to_string()));
    let sorts = Signal::derive(move || {
        let words = [cw().by_name_back, cw().by_change, cw().by_age];
        let rest = SORTS.into_iter().zip(words);
        std::iter::once(("", cw().by_name))
            .chain(rest)
            .map(|(key, word)| (key.to_owned(), word.to_owned()))
            .collect::<Vec<_>>()
    });
    let sort = text(|n| n.sort.map(str::to_owned));
    let sort_by = move |key: String| {
        change(&|next| next.sort = SORTS.into_iter().find(|known| *known == key));
    };
    let keeper_filters = move || {
        may_manage().then(|| {
            view! {
                <Select id="owner" label=move || cw().owner options=owners value=owner on_change=move |id: String| change(&|next| next.owner = id.parse().ok()) />
                <Select id="team" label=move || cw().team options=teams value=team on_change=move |id: String| change(&|next| next.team = id.parse().ok()) />
            }
        })
    };
    view! {
        <form class="filters listfilters" role="search" aria-label=move || cw().filter on:submit=|event| event.prevent_default()>
            <Search id="customer-search" value=typed label=move || cw().search />
            <Segmented name="status" label=move || cw().status choices=choices value=status on_change=pick />
            <Select id="country" label=move || cw().country options=countries value=chosen on_change=choose />
            {keeper_filters}
            <Select id="sort" label=move || cw().sort options=sorts value=sort on_change=sort_by />
            {move || narrow.with(Narrow::filters).then(|| view! {
                <Button kind=ButtonKind::Quiet on_click=move |_| go.run((Narrow::default(), true))>{move || cw().clear}</Button>
            })}
        </form>
    }
}
