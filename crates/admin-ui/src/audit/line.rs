//! The log as a ledger, a card a line on a phone. Each line opens to what changed in the row, and to where the act came
//! from; a file's worth of rows stays light, since what is closed is not drawn.

use contract::audit_logs::AuditLog;
use leptos::prelude::*;
use ui_kit::{Fact, Facts, Icon, IconName, Ledger, fmt};

use super::address::Narrow;
use super::{ACTIONS, Diff, ENTITIES, actor, named, place, uw};

#[component]
pub fn AuditTable(rows: RwSignal<Vec<AuditLog>>) -> impl IntoView {
    view! {
        <Ledger caption=move || uw().title class="auditlist">
            <thead>
                <tr>
                    <th scope="col">{move || uw().when}</th>
                    <th scope="col">{move || uw().who}</th>
                    <th scope="col">{move || uw().what}</th>
                    <th scope="col">{move || uw().which}</th>
                    <th scope="col" class="end"><span class="vh">{move || uw().changes}</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|log| log.id children=line />
            </tbody>
        </Ledger>
    }
    .into_any()
}

fn line(log: AuditLog) -> impl IntoView {
    let open = RwSignal::new(false);
    let at = log.occurred_at;
    let id = format!("change-{}", log.id);
    let controlled = id.clone();
    let (action, entity) = (log.action.clone(), log.entity.clone());
    let name = place::name(&log);
    let shown = match (place::href(&log), name.clone()) {
        (Some(href), Some(name)) => view! { <a href=href>{name}</a> }.into_any(),
        (_, name) => {
            view! { <span>{name.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}</span> }.into_any()
        }
    };
    let (label, who) = (log.actor.clone(), log.actor_name.clone());
    let (action_of, entity_of) = (log.action.clone(), log.entity.clone());
    let word = move || if open.get() { uw().hide } else { uw().show };
    let about = move || {
        let thing = named(ENTITIES, &entity_of);
        let thing = format!("{thing} {}", name.as_deref().unwrap_or_default());
        format!("{}: {thing}, {}", word(), named(ACTIONS, &action_of))
    };
    let kept = StoredValue::new(log);
    let icon = Signal::derive(move || {
        if open.get() {
            IconName::ChevronUp
        } else {
            IconName::ChevronDown
        }
    });
    view! {
        <tr class:open=move || open.get()>
            <td class="u-when num">{move || fmt::date_time(at)}</td>
            <td class="u-who">{move || actor(&label, who.as_deref())}</td>
            <td class="u-what">
                <span class="strong">{move || named(ACTIONS, &action)}</span> " "
                <span class="mut">{move || named(ENTITIES, &entity)}</span>
            </td>
            <th scope="row" class="u-which">{shown}</th>
            <td class="u-do end">
                <button
                    type="button" class="btn quiet small" aria-label=about
                    aria-expanded=move || open.get().to_string()
                    aria-controls=move || open.get().then(|| controlled.clone())
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {word}
                    <Icon name=icon />
                </button>
            </td>
        </tr>
        {move || open.get().then(|| details(id.clone(), kept.get_value()))}
    }
}

fn details(id: String, log: AuditLog) -> impl IntoView {
    let with_request = log.request_id.clone().map(|request| {
        let href = Narrow {
            request: request.clone(),
            ..Narrow::default()
        }
        .href();
        view! { <a class="code" href=href>{request}</a> }
    });
    let of_row = log.entity_id.map(|row| {
        let href = Narrow {
            entity: Some(log.entity.clone()),
            entity_id: Some(row),
            ..Narrow::default()
        }
        .href();
        view! { <a href=href>{move || uw().history}</a> }
    });
    let by_actor = Narrow {
        actor: Some(log.actor.clone()),
        ..Narrow::default()
    }
    .href();
    view! {
        <tr class="auditmore" id=id>
            <td colspan="5">
                <Diff before=log.before after=log.after />
                <Facts inline=true class="s">
                    <Fact name=move || uw().request>{with_request.map_or_else(|| fmt::UNKNOWN.into_any(), IntoAny::into_any)}</Fact>
                    <Fact name=move || uw().ip code=true>{log.ip.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}</Fact>
                    <Fact name=move || uw().actor><a class="code" href=by_actor>{log.actor}</a></Fact>
                    <Fact name=move || uw().entry code=true>{log.id.to_string()}</Fact>
                </Facts>
                {of_row.map(|link| view! { <p class="s">{link}</p> })}
            </td>
        </tr>
    }
}
