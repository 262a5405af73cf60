//! What is known of a batch, what was measured of it, and the lots that were made of it.

use contract::batches::Batch;
use contract::products::{Product, ProductPage};
use contract::trace::NodeKind;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui_kit::http::encoded;
use ui_kit::{
    Api, Crumb, Crumbs, Fact, Facts, FarmMark, IconName, Ledger, LinkButton, PageHead, Section,
    StatusTag, TextProp, fmt, load_keeping,
};

use super::quality::{Quality, quality};
use super::release::ReleaseButton;
use crate::desk::{batch_href, d, page_of};
use crate::roles::may_trace;
use crate::shell::tab;
use crate::trace::Root;
use crate::words::w;

type Found = (Batch, Vec<Product>);

#[component]
pub fn BatchPage() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let code = Memo::new(move |_| params.with(|params| params.get("code")).unwrap_or_default());
    let found = load_keeping(
        move || Some(code.get()),
        move |code: String, abort| async move {
            let path = format!("/api/batches/{}", encoded(&code));
            let batch: Batch = api.get(&path, abort.as_ref()).await?;
            let path = format!("/api/batches/{}/products?limit=100", batch.id);
            let page: ProductPage = api.get(&path, abort.as_ref()).await?;
            Ok((batch, page.products))
        },
    );
    page_of(
        found,
        move || code.get(),
        || d().batch_missing,
        move |cell| view! { <BatchView found=cell on_change=move |()| found.retry() /> }.into_any(),
    )
}

#[component]
fn BatchView(found: RwSignal<Found>, #[prop(into)] on_change: Callback<()>) -> impl IntoView {
    let api = Api::here();
    let code = Memo::new(move |_| found.with(|(batch, _)| batch.code.clone()));
    let path = vec![Crumb {
        href: "/admin/batches",
        text: TextProp::from(|| w().farms_batches),
    }];
    let crumbs = view! { <Crumbs label=move || d().breadcrumb path=path here=move || code.get() code=true /> }.into_any();
    let trace = Signal::derive(move || {
        Root {
            kind: NodeKind::Batch,
            id: code.get(),
        }
        .href()
    });
    let quality = quality(api, code);
    let batch = Signal::derive(move || found.with(|(batch, _)| batch.clone()));
    let check = Signal::derive(move || quality.ready().map(|(_, check)| check));
    let released = move |()| {
        on_change.run(());
        quality.retry();
    };
    view! {
        <PageHead title=move || code.get() tab=move || tab(&code.get()) crumbs=crumbs class="codehead">
            {move || may_trace().then(|| view! { <LinkButton href=trace icon=Signal::stored(IconName::Waypoints)>{move || w().trace}</LinkButton> })}
            <ReleaseButton batch check on_released=released />
        </PageHead>
        {move || found.with(|(batch, _)| facts(batch.clone()))}
        <Section id="lots" title=move || d().lots lede=move || d().lots_lede>
            {move || found.with(|(_, products)| lots(products.clone()))}
        </Section>
        <Quality found=quality />
    }
}

fn facts(batch: Batch) -> impl IntoView {
    let unknown = || fmt::UNKNOWN.to_owned();
    let kg = move |value: Option<f64>| {
        value.map_or_else(unknown, |kg| format!("{} kg", fmt::decimal(kg)))
    };
    let days = move |value: Option<i32>| {
        value.map_or_else(unknown, |days| {
            (d().days)(i64::from(days), &fmt::number(i64::from(days)))
        })
    };
    let Batch {
        harvest_date,
        roast_date,
        received_kg,
        produced_kg,
        fermentation_days,
        drying_days,
        ..
    } = batch;
    let inputs = batch
        .inputs
        .into_iter()
        .map(|input| {
            let href = batch_href(&input.batch_code);
            view! { <a class="code" href=href>{input.batch_code}</a> " " }
        })
        .collect_view();
    view! {
        <div class="batchfacts">
            <FarmMark farm_id=batch.farm_id large=true />
            <Facts inline=true>
                <Fact name=move || d().status><StatusTag status=batch.status /></Fact>
                <Fact name=move || d().farm>{batch.farm_name}</Fact>
                <Fact name=move || d().harvested>{move || fmt::date_or_unknown(harvest_date)}</Fact>
                <Fact name=move || d().fermented>{move || days(fermentation_days)}</Fact>
                <Fact name=move || d().dried>{move || days(drying_days)}</Fact>
                <Fact name=move || d().received>{move || kg(received_kg)}</Fact>
                <Fact name=move || d().roasted>{move || fmt::date_or_unknown(roast_date)}</Fact>
                <Fact name=move || d().produced>{move || kg(produced_kg)}</Fact>
                {(!inputs.is_empty()).then(|| view! { <Fact name=move || d().made_of>{inputs}</Fact> })}
            </Facts>
        </div>
    }
}

fn lots(products: Vec<Product>) -> AnyView {
    if products.is_empty() {
        return view! { <p class="mut nothing">{move || d().no_lots_yet}</p> }.into_any();
    }
    view! {
        <Ledger caption=move || d().lots class="lotlist cards">
            <thead>
                <tr>
                    <th scope="col">{move || d().product}</th>
                    <th scope="col">"GTIN"</th>
                    <th scope="col">{move || d().best_before}</th>
                    <th scope="col" class="end">{move || d().made_col}</th>
                    <th scope="col" class="end"><span class="vh">{move || d().qr_code}</span></th>
                </tr>
            </thead>
            <tbody>{products.into_iter().map(lot).collect_view()}</tbody>
        </Ledger>
    }
    .into_any()
}

fn lot(product: Product) -> impl IntoView {
    let href = format!("/admin/products/{}/label", product.id);
    let (until, made) = (product.best_before, i64::from(product.quantity_produced));
    let name = product.name.clone();
    view! {
        <tr>
            <th scope="row" class="c-no"><b>{product.name}</b> <span class="mut xs code">{product.sku}</span></th>
            <td class="c-farm code">{product.gtin.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}</td>
            <td class="c-date num"><span class="lbl">{move || d().best_before} " "</span>{move || fmt::date_or_unknown(until)}</td>
            <td class="c-qty end num">{move || fmt::cartons(made)}</td>
            <td class="c-st end">
                <a class="btn small" href=href aria-label=move || format!("{}: {name}", d().qr_code)>{move || d().qr_code}</a>
            </td>
        </tr>
    }
}
