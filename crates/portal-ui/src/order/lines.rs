//! What was ordered, each bar with its farm and lot.

use contract::portal::{PortalLine, PortalOrder, Provenance};
use leptos::prelude::*;
use ui_kit::say::{fixed, told};
use ui_kit::{BarTile, Section, Status, StatusTag, fmt};

use super::facts::line_status;
use crate::share_lot::ShareLot;
use crate::words::w;
use ui_kit::Maker;

#[component]
pub fn Lines(order: PortalOrder) -> impl IntoView {
    let rows = order
        .line_items
        .iter()
        .map(|item| line(item, line_status(item, &order)))
        .collect_view();
    view! {
        <Section id="ordered" title=fixed(|| w().ordered_title) lede=fixed(|| w().ordered_lede)>
            <ul class="lines">{rows}</ul>
        </Section>
    }
}

fn line(item: &PortalLine, status: Status) -> impl IntoView + use<> {
    let from = item.provenance.clone();
    let (ordered, shipped) = (i64::from(item.qty_ordered), i64::from(item.qty_shipped));
    let description = item
        .description
        .clone()
        .filter(|text| !text.trim().is_empty());
    view! {
        <li>
            <BarTile
                farm_id=from.as_ref().map(|from| from.farm_id)
                region=from.as_ref().map(|from| from.region.clone())
                product=item.product_name.clone()
                cacao_percent=item.cacao_percent
            />
            <div class="l1">
                <h3 class="name">{item.product_name.clone()}</h3>
                <p class="mut s"><span class="code">{item.product_code.clone()}</span></p>
                {description.map(|text| view! { <p class="mut s">{text}</p> })}
            </div>
            <div class="l2">
                <p class="s">{origin(from.clone(), &item.product_code)}</p>
                {from.map(|from| {
                    view! {
                        <ShareLot lot=from.batch_code sku=item.product_code.clone() product=item.product_name.clone() />
                    }
                })}
            </div>
            <div class="l3">
                <p class="num">
                    <b>{told(move || fmt::number(shipped))}</b>
                    {told(move || (w().of_shipped)(&fmt::number(ordered)))}
                </p>
                <StatusTag status=status />
            </div>
        </li>
    }
}

fn origin(from: Option<Provenance>, sku: &str) -> AnyView {
    let Some(from) = from else {
        return view! {
            {fixed(|| w().lot_open)}
            <br />
            <span class="mut">{fixed(|| w().lot_open_text)}</span>
        }
        .into_any();
    };
    let harvest = from.harvest_date;
    let href = Maker::here().provenance_href(&from.batch_code, sku);
    view! {
        // Another application: the browser goes there, not the router.
        <a class="farmname" href=href rel="external">{from.farm_name}</a>
        ", "
        {from.region}
        <br />
        <span class="mut">
            {fixed(|| w().lot)} " " <span class="code">{from.batch_code}</span>
            {move || harvest.map(|day| format!(" · {}", (w().harvested)(&fmt::month_and_year(day))))}
        </span>
    }
    .into_any()
}
