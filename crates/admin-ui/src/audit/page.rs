//! The whole log with its filters, all of them in the address, the same as a file, and how far it is sealed.

use contract::audit_logs::AuditLogList;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use ui_kit::{Api, Button, EmptyState, IconName, PageHead, Toasts, error_words, files, fmt};

use super::address::Narrow;
use super::filters::Filters;
use super::line::AuditTable;
use super::seal::Seal;
use super::uw;
use crate::lists::{MoreView, more};
use crate::roles::is_admin;
use crate::shell::tab;

const PAGE: u64 = 50;
const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[component]
pub fn AuditPage() -> impl IntoView {
    move || {
        if is_admin() {
            view! { <Log /> }.into_any()
        } else {
            view! {
                <PageHead title=move || uw().title tab=move || tab(uw().title) />
                <EmptyState title=move || uw().no_role.0 text=move || uw().no_role.1>
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
        let page: AuditLogList = api.get(&path, abort.as_ref()).await?;
        Ok((page.audit_logs, page.next_cursor))
    });
    let empty = Signal::derive(move || {
        if narrow.with(Narrow::filters) {
            uw().no_match
        } else {
            uw().none
        }
    });
    let rows = list.rows;
    view! {
        <PageHead title=move || uw().title tab=move || tab(uw().title) lede=move || uw().lede>
            <Save narrow kind=CSV ending="csv">"CSV"</Save>
            <Save narrow kind=XLSX ending="xlsx">"Excel"</Save>
        </PageHead>
        <Filters narrow />
        <MoreView list empty>
            <AuditTable rows />
        </MoreView>
        <Seal />
    }
}

/// The whole list, as it is narrowed, as a file.
#[component]
fn Save(
    narrow: Memo<Narrow>,
    kind: &'static str,
    ending: &'static str,
    children: Children,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let busy = RwSignal::new(false);
    let save = move |_| {
        busy.set(true);
        let path = narrow.with_untracked(Narrow::file_path);
        spawn_local(async move {
            let answer = api.file(&path, kind).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(file) => {
                    let name = file
                        .name
                        .unwrap_or_else(|| format!("audit-{}.{ending}", fmt::today()));
                    if !files::save(&name, kind, &file.bytes) {
                        toasts.failed(|| uw().not_saved);
                    }
                }
                Err(error) => toasts.failed(move || error_words(&error)),
            }
        });
    };
    view! { <Button icon=IconName::Download busy=busy on_click=save>{children()}</Button> }
}
