//! Who did what to one shop and what belongs to it, from the audit log, for administrators.

use contract::audit_logs::{AuditLog, AuditLogList};
use leptos::prelude::*;
use ui_kit::http::query;
use ui_kit::{Api, Section, fmt};

use super::history_words::hw;
use crate::audit::{ACTIONS, Diff, ENTITIES, actor, named};
use crate::lists::{MoreView, more};

const PAGE: u64 = 20;

#[component]
pub fn History(customer: i64) -> impl IntoView {
    let api = Api::here();
    let list = more(
        Memo::new(move |_| customer),
        move |customer: i64, cursor, abort| async move {
            let path = format!(
                "/api/audit-logs{}",
                query(&[
                    ("customer_id", Some(customer.to_string())),
                    ("limit", Some(PAGE.to_string())),
                    ("cursor", cursor),
                ])
            );
            let page: AuditLogList = api.get(&path, abort.as_ref()).await?;
            Ok((page.audit_logs, page.next_cursor))
        },
    );
    view! {
        <Section id="history" title=move || hw().title lede=move || hw().lede>
            <MoreView list empty=Signal::derive(|| hw().none)>
                <ol class="history">
                    <For each=move || list.rows.get() key=|log| log.id children=entry />
                </ol>
            </MoreView>
        </Section>
    }
    .into_any()
}

fn entry(log: AuditLog) -> impl IntoView {
    let AuditLog {
        actor: label,
        actor_name,
        action,
        entity,
        entity_id,
        before,
        after,
        occurred_at,
        ..
    } = log;
    let what = move || {
        let (act, row) = (named(ACTIONS, &action), named(ENTITIES, &entity));
        let number = entity_id.map_or_else(String::new, |id| format!(" {id}"));
        format!("{act}: {row}{number}")
    };
    view! {
        <li>
            <p class="historyhead">
                <b>{what}</b>
                <span class="mut s">
                    <span class="num">{move || fmt::date_time(occurred_at)}</span> " · "
                    {move || actor(&label, actor_name.as_deref())}
                </span>
            </p>
            <Diff before after />
        </li>
    }
}
