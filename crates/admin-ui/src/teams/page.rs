//! The teams as a short ledger, and what can be done with each.

use contract::users::{Team, TeamList};
use leptos::prelude::*;
use ui_kit::http::query;
use ui_kit::{Api, Button, ButtonKind, IconName, Ledger, PageHead, fmt};

use super::dialogs::{About, DeleteDialog, NameDialog};
use super::tw;
use crate::lists::{MoreView, more};
use crate::settings::SettingsFrame;
use crate::shell::tab;

const PAGE: u64 = 50;

#[component]
pub fn TeamsPage() -> impl IntoView {
    view! { <SettingsFrame><Teams /></SettingsFrame> }
}

#[component]
fn Teams() -> impl IntoView {
    let api = Api::here();
    let all = Memo::new(|_| ());
    let list = more(all, move |(), cursor, abort| async move {
        let pairs = [("limit", Some(PAGE.to_string())), ("cursor", cursor)];
        let path = format!("/api/teams{}", query(&pairs));
        let page: TeamList = api.get(&path, abort.as_ref()).await?;
        Ok((page.teams, page.next_cursor))
    });
    let about = RwSignal::new(None::<About>);
    let ending = RwSignal::new(None::<Team>);
    let reload = Callback::new(move |()| list.again());
    let rows = list.rows;
    view! {
        <PageHead title=move || tw().title tab=move || tab(tw().title) lede=move || tw().lede>
            <Button kind=ButtonKind::Primary icon=IconName::Plus on_click=move |_| about.set(Some(About::Add))>{move || tw().add}</Button>
        </PageHead>
        <MoreView list empty=Signal::derive(|| tw().none)>
            <Ledger caption=move || tw().title class="teamlist">
                <thead>
                    <tr>
                        <th scope="col">{move || tw().name}</th>
                        <th scope="col" class="end">{move || tw().members}</th>
                        <th scope="col" class="end">{move || tw().customers}</th>
                        <th scope="col" class="end">{move || crate::access::aw().actions}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|team| (team.id, team.version, team.member_count, team.customer_count) let:team>
                        {row(team, about, ending)}
                    </For>
                </tbody>
            </Ledger>
        </MoreView>
        <NameDialog about reload />
        <DeleteDialog ending reload />
    }
}

fn row(
    team: Team,
    about: RwSignal<Option<About>>,
    ending: RwSignal<Option<Team>>,
) -> impl IntoView {
    let members = format!("/admin/settings/people?team={}", team.id);
    let customers = format!("/admin/customers?team={}", team.id);
    let (people, shops) = (team.member_count, team.customer_count);
    let count = |n: i64, href: String| {
        if n > 0 {
            view! { <a href=href>{move || fmt::number(n)}</a> }.into_any()
        } else {
            view! { <span>{move || fmt::number(n)}</span> }.into_any()
        }
    };
    let name = team.name.clone();
    let kept = StoredValue::new(team);
    view! {
        <tr>
            <th scope="row" class="t-name"><span class="shopname">{name}</span></th>
            <td class="t-people end num"><span class="lbl">{move || tw().members} " "</span>{count(people, members)}</td>
            <td class="t-shops end num"><span class="lbl">{move || tw().customers} " "</span>{count(shops, customers)}</td>
            <td class="t-do end">
                <div class="rowactions">
                    <Button small=true on_click=move |_| about.set(Some(About::Rename(kept.get_value())))>{move || tw().rename}</Button>
                    <Button small=true on_click=move |_| ending.set(Some(kept.get_value()))>{move || tw().delete}</Button>
                </div>
            </td>
        </tr>
    }
}
