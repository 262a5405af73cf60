//! The list of people with its filters, all of them in the address, and the way to invite somebody.

use contract::users::{User, UserList};
use contract::{AccountStatus, MailStatus, StaffRole};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::{Api, Button, ButtonKind, IconName, Note, PageHead, Search, Select, Status, Tone};

use super::actions::{Actions, Confirm};
use super::address::Narrow;
use super::dialog::{About, PersonDialog};
use super::list::PeopleTable;
use super::teams::{Teams, choices, teams};
use super::words::stw;
use crate::lists::{More, MoreView, more, typing};
use crate::settings::SettingsFrame;
use crate::shell::tab;

const PAGE: u64 = 50;
/// A queued e-mail leaves within seconds: look again, but not for ever.
const LOOK_AGAIN_MS: u32 = 3_000;
const LOOKS: u32 = 20;

#[component]
pub fn PeoplePage() -> impl IntoView {
    view! { <SettingsFrame><People /></SettingsFrame> }
}

#[component]
fn People() -> impl IntoView {
    let api = Api::here();
    let address = use_location().query;
    let narrow = Memo::new(move |_| address.with(|query| Narrow::read(|name| query.get(name))));
    let list = more(narrow, move |narrow: Narrow, cursor, abort| async move {
        let path = narrow.api_path(PAGE, cursor);
        let page: UserList = api.get(&path, abort.as_ref()).await?;
        Ok((page.users, page.next_cursor))
    });
    let empty = Signal::derive(move || {
        if narrow.with(Narrow::filters) {
            stw().no_match
        } else {
            stw().none
        }
    });
    let known = teams(api);
    let actions = Actions::new(api, list);
    let about = RwSignal::new(None::<About>);
    let invited = RwSignal::new(None::<User>);
    follow_mail(api, list, actions);
    let on_invited = Callback::new(move |person: User| {
        invited.set(Some(person));
        list.again();
    });
    let on_changed = Callback::new(move |person: User| actions.put(person));
    view! {
        <PageHead title=move || stw().title tab=move || tab(stw().title) lede=move || stw().lede>
            <Button kind=ButtonKind::Primary icon=IconName::Plus on_click=move |_| about.set(Some(About::Invite))>
                {move || stw().invite}
            </Button>
        </PageHead>
        <div class="livenote" role="status">
            {move || invited.get().map(|person| view! {
                <Note tone=Tone::Success icon=IconName::Mail>
                    <p>{move || (stw().on_its_way)(&person.name, &person.email)}</p>
                </Note>
            })}
        </div>
        <Filters narrow known />
        <MoreView list empty>
            <PeopleTable people=list.rows actions about />
        </MoreView>
        <PersonDialog about teams=known on_invited on_changed />
        <Confirm actions />
    }
}

/// While an e-mail with a password waits to leave, its person is asked for again, so that the row says when it left.
fn follow_mail(api: Api, list: More<User>, actions: Actions) {
    let waiting = Memo::new(move |_| {
        list.rows.with(|people| {
            people
                .iter()
                .filter(|p| p.mail_status == Some(MailStatus::Queued))
                .map(|p| p.id)
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        let ids = waiting.get();
        if ids.is_empty() {
            return;
        }
        spawn_local(async move {
            for _ in 0..LOOKS {
                TimeoutFuture::new(LOOK_AGAIN_MS).await;
                // The page may have been left meanwhile, or others wait by now.
                if waiting.try_get_untracked().as_ref() != Some(&ids) {
                    return;
                }
                for id in &ids {
                    if let Ok(now) = api.get::<User>(&format!("/api/users/{id}"), None).await {
                        actions.put(now);
                    }
                }
            }
        });
    });
}

#[component]
fn Filters(narrow: Memo<Narrow>, known: Teams) -> impl IntoView {
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
    let roles = Signal::derive(|| {
        let all = StaffRole::ALL.iter();
        let mut choices = vec![(String::new(), stw().all_roles.to_owned())];
        choices.extend(all.map(|role| (role.to_string(), (stw().role_name)(*role).to_owned())));
        choices
    });
    let statuses = Signal::derive(|| {
        let words = [
            (AccountStatus::Active, Status::Active),
            (AccountStatus::Suspended, Status::Suspended),
            (AccountStatus::Locked, Status::Locked),
        ];
        let mut choices = vec![(String::new(), stw().all_statuses.to_owned())];
        choices.extend(words.map(|(key, status)| (key.to_string(), status.word().to_owned())));
        choices
    });
    let value = move |read: fn(&Narrow) -> Option<String>| {
        Signal::derive(move || narrow.with(read).unwrap_or_default())
    };
    view! {
        <form class="filters listfilters" role="search" aria-label=move || stw().filter on:submit=|event| event.prevent_default()>
            <Search id="people-search" value=typed label=move || stw().search />
            <Select
                id="role" label=move || stw().role options=roles value=value(|n| n.role.map(|role| role.to_string()))
                on_change=move |role: String| change(&|n| n.role = role.parse().ok())
            />
            <Select
                id="status" label=move || crate::access::aw().status options=statuses value=value(|n| n.status.map(|s| s.to_string()))
                on_change=move |status: String| change(&|n| n.status = status.parse().ok())
            />
            <Select
                id="team" label=move || stw().team
                options=choices(known, || stw().all_teams, move || narrow.with(|n| n.team))
                value=value(|n| n.team.map(|id| id.to_string()))
                on_change=move |id: String| change(&|n| n.team = id.parse().ok())
            />
            {move || narrow.with(Narrow::filters).then(|| view! {
                <Button kind=ButtonKind::Quiet on_click=move |_| go.run((Narrow::default(), true))>{move || stw().clear}</Button>
            })}
        </form>
    }
}
