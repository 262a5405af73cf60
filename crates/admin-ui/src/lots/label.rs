//! The sheet of labels of one lot: the code that opens its public page, and what the law and the shop read. Prints
//! alone on A4; the same sheet is the preview.

use contract::products::Product;
use contract::provenance::{LotProvenance, ProvenanceProduct};
use contract::session::StaffUser;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui_kit::http::{encoded, query};
use ui_kit::{
    Api, Button, ButtonKind, Choice, FarmMark, Icon, IconName, PageHead, Segmented, Session,
    VisuallyHidden, fmt, load,
};

use crate::desk::{batch_href, d, page_of};
use crate::shell::tab;
use crate::words::w;

/// How many fit an A4 sheet.
const SHEETS: [&str; 4] = ["1", "6", "12", "24"];

#[component]
pub fn LabelPage() -> impl IntoView {
    let api = Api::here();
    let session = Session::<StaffUser>::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let found = load(
        move || Some(id.get()),
        move |id: String, abort| {
            let house = untrack(|| session.user()).and_then(|user| user.organization);
            async move {
                let path = format!("/api/products/{}", encoded(&id));
                let product: Product = api.get(&path, abort.as_ref()).await?;
                let path = format!(
                    "/api/provenance/{}{}",
                    encoded(&product.batch_code),
                    query(&[("sku", Some(product.sku.clone()))])
                );
                // Another maker's lot may have the same code: its page is not this label's.
                let public = api
                    .get::<LotProvenance>(&path, abort.as_ref())
                    .await
                    .ok()
                    .filter(|lot| house.is_none_or(|house| house == lot.organization))
                    .and_then(|lot| lot.product)
                    .filter(|lot| lot.sku == product.sku);
                Ok((product, public))
            }
        },
    );
    page_of(
        found,
        move || id.get(),
        || d().lot_not_there,
        |found| {
            let (product, public) = found.get_untracked();
            view! { <Sheet product=product public=public /> }.into_any()
        },
    )
}

#[component]
fn Sheet(product: Product, public: Option<ProvenanceProduct>) -> impl IntoView {
    let api = Api::here();
    let count = RwSignal::new("12".to_owned());
    let qr = api.url(&format!("/api/products/{}/qr", product.id));
    let file = format!("{}-{}.svg", product.batch_code, product.sku);
    let title = product.name.clone();
    let for_tab = title.clone();
    let back = batch_href(&product.batch_code);
    let batch = product.batch_code.clone();
    let crumbs = view! {
        <nav class="crumbs" aria-label=move || d().breadcrumb>
            <a href="/admin/batches">{move || w().farms_batches}</a>
            <Icon name=IconName::ChevronRight />
            <a class="code" href=back>{batch}</a>
            <Icon name=IconName::ChevronRight />
            <span aria-current="page">{move || d().labels}</span>
        </nav>
    }
    .into_any();
    let link = public.as_ref().map(|public| public.link.clone());
    let element = public.and_then(|public| public.element_string);
    let choices = SHEETS
        .into_iter()
        .map(|count| Choice::new(count, count))
        .collect::<Vec<_>>();
    let print = |_| {
        // A browser without printing has nothing to say about it either.
        let _ = window().print();
    };
    let for_labels = (product, element, qr.clone());
    let labels = move || {
        let n = count.with(|count| count.parse::<usize>().unwrap_or(1));
        let (product, element, qr) = &for_labels;
        (0..n)
            .map(|at| label(product, element.clone(), qr.clone(), at > 0))
            .collect_view()
    };
    view! {
        <PageHead title=title.clone() tab=move || tab(&for_tab) crumbs=crumbs lede=move || d().labels_lede>
            <Button kind=ButtonKind::Primary icon=IconName::Printer on_click=print>{move || d().print}</Button>
            <a class="btn" href=qr download=file><Icon name=IconName::Download />{move || d().download_svg}</a>
            {link.map(|link| view! {
                <a class="btn" href=link target="_blank" rel="noopener">
                    <Icon name=IconName::ExternalLink />
                    {move || d().public_page}
                    <VisuallyHidden>" (" {move || d().new_window} ")"</VisuallyHidden>
                </a>
            })}
        </PageHead>
        <div class="sheetsize">
            <span class="s" id="per-sheet">{move || d().per_sheet}</span>
            <Segmented name="per-sheet" label=move || d().per_sheet choices=choices value=count on_change=move |chosen: &'static str| count.set(chosen.to_owned()) />
        </div>
        <div class="sheetscroll" tabindex="0" role="group" aria-label=move || d().labels>
            <ul class="sheet" data-n=move || count.get() aria-label=move || d().labels>{labels}</ul>
        </div>
    }
}

/// The first one is read out; the others are the same on paper.
fn label(
    product: &Product,
    element: Option<String>,
    qr: String,
    copy: bool,
) -> impl IntoView + use<> {
    let until = product.best_before;
    view! {
        <li class="lotlabel" aria-hidden=copy.then_some("true")>
            <img class="qr" src=qr alt=move || d().qr_alt />
            <div class="labeltext">
                <p class="labelname"><FarmMark farm_id=product.farm_id small=true /> <b>{product.name.clone()}</b></p>
                <p>{product.farm_name.clone()}</p>
                <p>{move || d().lot} " " <b class="code">{product.batch_code.clone()}</b></p>
                {until.map(|day| view! { <p>{move || (d().best_before_day)(&fmt::date(day))}</p> })}
                {element.map(|text| view! { <p class="code element">{text}</p> })}
            </div>
        </li>
    }
}
