//! Farms and batches: what came in, in which state it is, and the way to its lots and its farm's trace.

use contract::batches::{Batch, BatchList};
use contract::trace::NodeKind;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui_kit::http::query;
use ui_kit::{Api, FarmMark, Ledger, PageHead, StatusTag, fmt};

use super::more::{MoreView, more};
use crate::desk::batch_href;
use crate::roles::may_trace;
use crate::shell::tab;
use crate::trace::Root;
use crate::words::w;

#[component]
pub fn BatchesPage() -> impl IntoView {
    let api = Api::here();
    let address = use_location().query;
    let search = Memo::new(move |_| address.with(|query| query.get("search")));
    let list = more(
        search,
        move |search: Option<String>, cursor, abort| async move {
            let path = format!(
                "/api/batches{}",
                query(&[
                    ("limit", Some("50".to_owned())),
                    ("search", search),
                    ("cursor", cursor)
                ])
            );
            let page: BatchList = api.get(&path, abort.as_ref()).await?;
            Ok((page.batches, page.next_cursor))
        },
    );
    view! {
        <PageHead title=move || w().batches_title tab=move || tab(w().batches_title) lede=move || w().batches_lede />
        <MoreView list empty=Signal::derive(|| w().batches_empty)>
            <Ledger caption=move || w().batches_title class="batchlist cards">
                <thead>
                    <tr>
                        <th scope="col">{move || w().col_batch}</th>
                        <th scope="col">{move || w().col_farm}</th>
                        <th scope="col">{move || w().col_status}</th>
                        <th scope="col">{move || w().col_harvest}</th>
                        <th scope="col" class="end">{move || w().col_produced}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || list.rows.get() key=|batch| batch.id children=row />
                </tbody>
            </Ledger>
        </MoreView>
    }
}

fn row(batch: Batch) -> impl IntoView {
    let farm = Root {
        kind: NodeKind::Farm,
        id: batch.farm_id.to_string(),
    }
    .href();
    let own = batch_href(&batch.code);
    let (code, farm_name, may) = (batch.code, batch.farm_name, may_trace());
    let inputs = i64::try_from(batch.inputs.len()).unwrap_or(i64::MAX);
    let (harvest, made) = (batch.harvest_date, batch.produced_kg);
    view! {
        <tr>
            <th scope="row" class="c-no">
                <a class="code" href=own>{code}</a>
                {(inputs > 0).then(|| view! { <span class="mut xs">{move || (w().blend_of)(inputs, &fmt::number(inputs))}</span> })}
            </th>
            <td class="c-farm">
                <span class="farmcell">
                    <FarmMark farm_id=batch.farm_id small=true />
                    {if may { view! { <a href=farm>{farm_name}</a> }.into_any() } else { view! { <span>{farm_name}</span> }.into_any() }}
                </span>
            </td>
            <td class="c-st"><StatusTag status=batch.status /></td>
            <td class="c-date num"><span class="lbl">{move || w().col_harvest} " "</span>{move || fmt::date_or_unknown(harvest)}</td>
            <td class="c-qty end num">{move || made.map_or_else(|| fmt::UNKNOWN.to_owned(), |kg| format!("{} kg", fmt::decimal(kg)))}</td>
        </tr>
    }
}
