//! The last lines of one shop's people, on its page.

use contract::integration_logs::IntegrationLogList;
use leptos::prelude::*;
use ui_kit::{Api, ErrorState, LinkButton, LoadState, Section, SkeletonRows, load_keeping};

use super::address::Narrow;
use super::line::LogTable;
use super::lw;

const LINES: u64 = 8;

#[component]
pub fn RecentAccess(customer: i64) -> impl IntoView {
    let api = Api::here();
    let narrow = Narrow {
        customer: Some(customer),
        ..Narrow::default()
    };
    let all = narrow.href();
    let lines = load_keeping(
        move || Some(narrow.clone()),
        move |narrow: Narrow, abort| async move {
            let path = narrow.api_path(LINES, None);
            let list: IntegrationLogList = api.get(&path, abort.as_ref()).await?;
            Ok(list.integration_logs)
        },
    );
    let body = move || {
        match lines.get() {
        LoadState::Waiting => ().into_any(),
        LoadState::Slow => view! { <SkeletonRows rows=4 /> }.into_any(),
        LoadState::Failed(error) => view! {
            <ErrorState title=move || lw().failed error=error on_retry=move |()| lines.retry() busy=Signal::derive(move || lines.busy()) />
        }
        .into_any(),
        LoadState::Ready(rows) if rows.is_empty() => {
            view! { <p class="mut">{move || lw().nobody_yet}</p> }.into_any()
        }
        LoadState::Ready(rows) => {
            let all = all.clone();
            view! {
                <LogTable rows=Signal::stored(rows) caption=move || lw().title />
                <p class="sectionend"><LinkButton href=all>{move || lw().whole}</LinkButton></p>
            }
            .into_any()
        }
    }
    };
    view! {
        <Section id="access-log" title=move || lw().title lede=move || lw().recent_lede>{body}</Section>
    }
    .into_any()
}
