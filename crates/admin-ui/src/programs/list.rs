//! The programs as a ledger, a card each on a phone.

use contract::oauth::{OauthClient, OauthClientStatus};
use leptos::prelude::*;
use ui_kit::{Button, IconName, Ledger, Tone, fmt};

use super::actions::Act;
use super::form::About;
use super::gw;
use crate::access::aw;
use crate::tag::Tag;

/// Where a row's buttons lead.
#[derive(Clone, Copy)]
pub struct Doors {
    pub about: RwSignal<Option<About>>,
    pub rotating: RwSignal<Option<OauthClient>>,
    pub asked: RwSignal<Option<(Act, OauthClient)>>,
}

#[component]
pub fn ProgramTable(programs: RwSignal<Vec<OauthClient>>, doors: Doors) -> impl IntoView {
    view! {
        <Ledger caption=move || gw().title class="programlist">
            <thead>
                <tr>
                    <th scope="col">{move || gw().program}</th>
                    <th scope="col">{move || gw().may}</th>
                    <th scope="col">{move || gw().from}</th>
                    <th scope="col">{move || gw().last_used}</th>
                    <th scope="col">{move || aw().status}</th>
                    <th scope="col" class="end">{move || aw().actions}</th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || programs.get()
                    key=|client| (client.id, client.version, client.last_used_at, client.previous_secret_expires_at)
                    let:client
                >
                    {row(client, doors)}
                </For>
            </tbody>
        </Ledger>
    }
    .into_any()
}

fn row(client: OauthClient, doors: Doors) -> impl IntoView {
    let scopes = client.scopes.clone();
    let limit = client.rate_limit_per_minute.map(i64::from);
    let used = client.last_used_at;
    let networks = client.allowed_cidrs.clone();
    let (name, id) = (client.name.clone(), client.client_id.clone());
    view! {
        <tr>
            <th scope="row" class="g-who">
                <span class="shopname">{name}</span>
                <span class="code xs mut">{id}</span>
            </th>
            <td class="g-may">
                <span class="stack">
                    {scopes.into_iter().map(|scope| view! { <span>{move || (gw().scope_name)(scope)}</span> }).collect_view()}
                    <span class="mut xs">{move || match limit {
                        Some(n) => (gw().per_minute)(&fmt::number(n)),
                        None => gw().usual_limit.to_owned(),
                    }}</span>
                </span>
            </td>
            <td class="g-from"><span class="lbl">{move || gw().from} " "</span>{networks_view(networks)}</td>
            <td class="g-used num">
                <span class="lbl">{move || gw().last_used} " "</span>
                {move || used.map_or_else(|| aw().never.to_owned(), fmt::date_time)}
            </td>
            <td class="g-st">{state(&client)}</td>
            <td class="g-do end">{buttons(client, doors)}</td>
        </tr>
    }
}

/// The first few; the form has them all.
fn networks_view(networks: Vec<String>) -> AnyView {
    const SHOWN: usize = 3;
    if networks.is_empty() {
        return view! { <span>{move || gw().anywhere}</span> }.into_any();
    }
    let more = i64::try_from(networks.len().saturating_sub(SHOWN)).unwrap_or(i64::MAX);
    let lines = networks
        .into_iter()
        .take(SHOWN)
        .map(|network| view! { <span class="code">{network}</span> })
        .collect_view();
    view! {
        <span class="stack s">
            {lines}
            {(more > 0).then(|| view! { <span class="mut xs">{move || (gw().more_networks)(&fmt::number(more))}</span> })}
        </span>
    }
    .into_any()
}

fn state(client: &OauthClient) -> impl IntoView + use<> {
    let now = fmt::now();
    let revoked = client.status == OauthClientStatus::Revoked;
    let expires = client.expires_at;
    let expired = expires.is_some_and(|at| at <= now);
    let old = client.previous_secret_expires_at.filter(|at| *at > now);
    let (tone, icon) = if revoked {
        (Tone::Warning, IconName::CirclePause)
    } else if expired {
        (Tone::Neutral, IconName::Clock)
    } else {
        (Tone::Success, IconName::CircleCheck)
    };
    let word = move || {
        if revoked {
            gw().is_revoked
        } else if expired {
            gw().is_expired
        } else {
            gw().is_active
        }
    };
    view! {
        <span class="stack">
            <Tag tone icon text=word />
            {expires.map(|at| view! {
                <span class="mut xs">{move || {
                    let day = fmt::date(fmt::local_day(at));
                    if expired { (gw().expired_on)(&day) } else { (gw().until)(&day) }
                }}</span>
            })}
            {old.map(|at| view! { <span class="mut xs">{move || (gw().two_secrets)(&fmt::date_time(at))}</span> })}
        </span>
    }
}

fn buttons(client: OauthClient, doors: Doors) -> impl IntoView {
    let revoked = client.status == OauthClientStatus::Revoked;
    let kept = StoredValue::new(client);
    let act = move |act: Act| doors.asked.set(Some((act, kept.get_value())));
    view! {
        <div class="rowactions">
            <Button small=true on_click=move |_| doors.about.set(Some(About::Edit(kept.get_value())))>{move || gw().edit}</Button>
            {if revoked {
                view! {
                    <Button small=true on_click=move |_| act(Act::LetIn)>{move || gw().let_in}</Button>
                    <Button small=true on_click=move |_| act(Act::Delete)>{move || gw().delete}</Button>
                }
                .into_any()
            } else {
                view! {
                    <Button small=true icon=IconName::KeyRound on_click=move |_| doors.rotating.set(Some(kept.get_value()))>{move || gw().rotate}</Button>
                    <Button small=true on_click=move |_| act(Act::Revoke)>{move || gw().revoke}</Button>
                }
                .into_any()
            }}
        </div>
    }
}
