//! The log as a table, a card a line on a phone. What was refused stands out by icon and word, not by colour alone.

use contract::LogStatus;
use contract::integration_logs::IntegrationLog;
use leptos::prelude::*;
use ui_kit::{IconName, Ledger, TextProp, Tone, fmt};

use super::{agent, lw, what};
use crate::tag::Tag;

#[component]
pub fn LogTable(
    rows: Signal<Vec<IntegrationLog>>,
    #[prop(into)] caption: TextProp,
) -> impl IntoView {
    view! {
        <Ledger caption=caption class="accesslog">
            <thead>
                <tr>
                    <th scope="col">{move || lw().when}</th>
                    <th scope="col">{move || lw().who}</th>
                    <th scope="col">{move || lw().what}</th>
                    <th scope="col">{move || lw().result}</th>
                    <th scope="col">{move || lw().from}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|log| log.id children=line />
            </tbody>
        </Ledger>
    }
    .into_any()
}

fn line(log: IntegrationLog) -> impl IntoView {
    let at = log.occurred_at;
    let (foreign, failed) = (what::is_foreign(&log), log.status == LogStatus::Error);
    let address = log.ip.clone();
    let browser = log.user_agent.as_deref().map(agent::short);
    let long = log.user_agent.clone();
    let who = log.external_system.clone();
    let log = StoredValue::new(log);
    let (tone, icon) = if failed {
        (Tone::Danger, IconName::OctagonAlert)
    } else {
        (Tone::Success, IconName::CircleCheck)
    };
    let result = move || match (foreign, failed) {
        (true, _) => lw().foreign,
        (false, true) => lw().error,
        (false, false) => lw().success,
    };
    view! {
        <tr class:foreign=foreign>
            <td class="l-when num">{move || fmt::date_time(at)}</td>
            <th scope="row" class="l-who">{who}</th>
            <td class="l-what">
                {move || log.with_value(what::words).0}
                {move || log.with_value(what::words).1.map(|code| view! { " " <span class="code">{code}</span> })}
            </td>
            <td class="l-result">
                <Tag tone icon text=result solid=foreign />
                {move || log.with_value(what::reason).map(|why| view! { <span class="xs mut">{why}</span> })}
            </td>
            <td class="l-from">
                <span class="code">{address.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}</span>
                {browser.map(|browser| view! { <span class="xs mut" title=long>{browser}</span> })}
            </td>
        </tr>
    }
}
