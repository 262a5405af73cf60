//! Many customers from one CSV file, `/admin/customers/import`: the file is tried first and nothing is written; what is
//! wrong is told by line and column, and only a file without a fault can be imported, all of it or nothing.

mod faults;
mod file;
mod words;

use std::sync::Arc;

use contract::customers::CustomerImport;
use leptos::prelude::*;
use ui_kit::http::once_key;
use ui_kit::{
    Api, Button, ButtonKind, Crumb, Crumbs, EmptyState, Fact, Facts, IconName, Note, PageHead,
    Panel, Section, Toasts, Tone, fmt,
};

use super::cw;
use crate::desk::Change;
use crate::download;
use crate::roles::may_manage;
use crate::shell::tab;
use faults::Faults;
use file::FilePick;
use words::iw;

/// A file that was chosen.
#[derive(Clone)]
pub struct Chosen {
    name: String,
    bytes: Arc<[u8]>,
}

/// The columns, as the API reads and the export writes them.
const TEMPLATE: &str = "name,status,country,address_line1,address_line2,city,region,postal_code,email,phone,locale,notes,\
erp_customer_id,external_customer_id\r\n\
Kakao Beispiel,active,DE,Hafenstraße 1,,Hamburg,,20457,hallo@kakao.example,+49 40 555 0100,de,,ERP-9001,CUS-9001\r\n";

#[component]
pub fn ImportPage() -> impl IntoView {
    move || {
        if may_manage() {
            view! { <Import /> }.into_any()
        } else {
            view! {
                <PageHead title=move || iw().no_role.0 tab=move || tab(iw().no_role.0) />
                <EmptyState title=move || iw().no_role.0 text=move || iw().no_role.1>
                    <a class="btn" href="/admin/customers">{move || cw().customers}</a>
                </EmptyState>
            }
            .into_any()
        }
    }
}

#[component]
fn Import() -> impl IntoView {
    let (api, toasts) = (Api::here(), Toasts::here());
    let chosen = RwSignal::new(None::<Chosen>);
    let found = RwSignal::new(None::<CustomerImport>);
    let done = RwSignal::new(None::<CustomerImport>);
    let change = Change::default();
    // The same file under the same key is imported once.
    let key = StoredValue::new(once_key());
    let take = Callback::new(move |file: Chosen| {
        found.set(None);
        done.set(None);
        key.set_value(once_key());
        let bytes = file.bytes.clone();
        chosen.set(Some(file));
        change.run(
            async move {
                let path = "/api/customer-imports?dry_run=true";
                api.post_bytes(path, "text/csv", &bytes, None).await
            },
            move |answer: CustomerImport| found.set(Some(answer)),
        );
    });
    let import = move |_| {
        let Some(file) = chosen.get_untracked() else {
            return;
        };
        let key = key.get_value();
        change.run(
            async move {
                let path = "/api/customer-imports";
                api.post_bytes(path, "text/csv", &file.bytes, Some(&key))
                    .await
            },
            move |answer: CustomerImport| {
                found.set(None);
                chosen.set(None);
                done.set(Some(answer));
            },
        );
    };
    let crumbs = view! {
        <Crumbs
            label=move || cw().crumbs
            path=vec![Crumb { href: "/admin/customers", text: (|| cw().customers).into() }]
            here=move || iw().title
        />
    };
    let template = move |_| {
        if !download::text("customers-template.csv", "text/csv", TEMPLATE) {
            toasts.failed(|| cw().not_saved);
        }
    };
    let name = move || {
        chosen.with(|file| {
            file.as_ref()
                .map(|file| file.name.clone())
                .unwrap_or_default()
        })
    };
    let outcome = move || {
        if let Some(done) = done.get() {
            return imported(done).into_any();
        }
        if change.busy().get() && found.with(Option::is_none) {
            return view! { <p class="mut">{move || (iw().checking)(&name())}</p> }.into_any();
        }
        match found.get() {
            Some(found) => {
                let work = found.created + found.updated;
                view! {
                    <Panel class="importresult">
                        <h2 class="name">{move || (iw().checked)(&name())}</h2>
                        {counts(&found)}
                        <p class="mut">{move || if work > 0 { iw().nothing_yet } else { iw().nothing_to_do }}</p>
                        {(work > 0).then(|| view! {
                            <div class="actions">
                                <Button kind=ButtonKind::Primary icon=IconName::Check busy=change.busy() on_click=import>
                                    {move || (iw().go)(work, &fmt::number(work))}
                                </Button>
                            </div>
                        })}
                    </Panel>
                }
                .into_any()
            }
            None => ().into_any(),
        }
    };
    view! {
        <PageHead title=move || iw().title tab=move || tab(iw().title) lede=move || iw().lede crumbs=crumbs.into_any() />
        <div class="importpage">
            <FilePick chosen on_take=take />
            <Faults change />
            <div role="status">{outcome}</div>
            <Section id="how" title=move || iw().how>
                <p class="measure">{move || iw().how_text}</p>
                <p class="code columns">{TEMPLATE.split_once('\r').map(|(head, _)| head.replace(',', ", "))}</p>
                <p>
                    <Button icon=IconName::Download on_click=template>
                        {move || iw().template}
                    </Button>
                </p>
            </Section>
        </div>
    }
}

fn counts(found: &CustomerImport) -> impl IntoView + use<> {
    let (rows, created, updated, unchanged) =
        (found.rows, found.created, found.updated, found.unchanged);
    view! {
        <Facts inline=true>
            <Fact name=move || iw().rows><span class="num">{move || fmt::number(rows)}</span></Fact>
            <Fact name=move || iw().created><span class="num">{move || fmt::number(created)}</span></Fact>
            <Fact name=move || iw().updated><span class="num">{move || fmt::number(updated)}</span></Fact>
            <Fact name=move || iw().unchanged><span class="num">{move || fmt::number(unchanged)}</span></Fact>
        </Facts>
    }
}

fn imported(done: CustomerImport) -> impl IntoView {
    let n = done.created + done.updated;
    view! {
        <Panel class="importresult">
            <h2 class="name">{move || iw().done_title}</h2>
            <Note tone=Tone::Success icon=IconName::CircleCheck>{move || (iw().done)(n, &fmt::number(n))}</Note>
            {counts(&done)}
            <div class="actions"><a class="btn primary" href="/admin/customers?sort=-updated_at">{move || iw().to_list}</a></div>
        </Panel>
    }
}
