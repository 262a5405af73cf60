//! The head of the provenance page: threads gather and take colour on their way into the bar's woven band.

use contract::provenance::LotProvenance;
use leptos::prelude::*;
use ui_kit::say::{fixed, told};
use ui_kit::weave::{Dye, Weave};
use ui_kit::{PageHead, TextProp, fmt};

use crate::map::on_map;
use crate::name::{BarName, fitting};
use crate::words::pw;

const STRANDS: u32 = 40;

/// From 0 to 1, scattered, the same for the same number.
fn scatter(n: u32) -> f64 {
    let mixed = (n ^ 0x5bd1)
        .wrapping_mul(0x9e37_79b1)
        .rotate_left(13)
        .wrapping_mul(0x85eb_ca77);
    f64::from(mixed >> 16) / 65536.0
}

/// Path data of the gathering threads; those of a recalled lot never reach the bar.
fn strands(cut: bool) -> String {
    let end = if cut { 1150 } else { 1410 };
    (0..STRANDS)
        .map(|n| {
            let lane = f64::from(n);
            let loose = |seed: u32, reach: f64| (scatter(n * 7 + seed) - 0.5) * reach;
            let start = 6.0 + lane * 7.9 + loose(1, 22.0);
            let bend = 58.0 + lane * 6.3 + loose(2, 56.0);
            let near = 132.3 + lane * 4.65;
            let band = 151.8 + lane * 3.651;
            format!("M-10 {start:.1}C300 {bend:.1} 620 {near:.1} 1000 {band:.1}L{end} {band:.1}")
        })
        .collect()
}

#[component]
fn Strands(dye: Dye, cut: bool) -> impl IntoView {
    // Written as a value: the macro wraps an element that never changes in a `<g>`, which no gradient may hold.
    let undyed = "g0";
    let coloured = if cut {
        "g1 cut".to_owned()
    } else {
        format!("g1 {}", dye.class())
    };
    view! {
        <svg class="herostrands" viewBox="0 0 1400 420" preserveAspectRatio="none" aria-hidden="true">
            <defs>
                <linearGradient id="dyeing" gradientUnits="userSpaceOnUse" x1="250" x2="1150" y1="0" y2="0">
                    <stop class=undyed offset="0"></stop>
                    <stop class=coloured offset="1"></stop>
                </linearGradient>
            </defs>
            <path d=strands(cut) stroke="url(#dyeing)"></path>
        </svg>
    }
}

/// The bar: the farm's weave across its band, three times over as a cloth goes on.
#[component]
fn Wrapper(dye: Dye, farm_id: i64, cacao_percent: Option<f64>, name: BarName) -> impl IntoView {
    const PITCH: f64 = 3.4;
    let weave = Weave::of_farm(farm_id).path(PITCH);
    let cloth = [-1.0, 0.0, 1.0]
        .map(|nth: f64| {
            // Neighbours share their last thread.
            let left = 50.0 - 6.5 * PITCH + nth * 12.0 * PITCH;
            view! { <path class="stitch" transform=format!("translate({left:.2} 35)") d=weave.clone()></path> }
        })
        .collect_view();
    let BarName { place, kind, .. } = name;
    let percent = cacao_percent.map(
        |percent| view! { <text class="pct" x="50" y="124" font-size="34">{format!("{percent:.0}%")}</text> },
    );
    let place_at = if percent.is_some() { "147" } else { "128" };
    let kind = (!kind.is_empty()).then(|| {
        let size = fitting(&kind, 9.0);
        view! { <text class="kind" x="50" y="160" font-size=size>{kind}</text> }
    });
    let size = fitting(&place, 12.5);
    view! {
        <svg class="wrapper herowrap" viewBox="0 0 100 178" aria-hidden="true">
            <defs>
                <clipPath id="band">
                    <rect x="1" y="26" width="98" height="62"></rect>
                </clipPath>
            </defs>
            <rect class="paper" width="100" height="178" rx="3"></rect>
            <rect class=dye.class() y="26" width="100" height="62"></rect>
            <g clip-path="url(#band)">{cloth}</g>
            <path class="hem" d="M0 23.5h100M0 90.5h100"></path>
            {percent}
            <text class="place" x="50" y=place_at font-size=size>{place}</text>
            {kind}
            <path class="fold" d="M0 167h100"></path>
        </svg>
    }
}

/// One sentence of the closed list. Reactive.
fn lede(lot: &LotProvenance) -> String {
    let words = pw();
    if lot.product.is_none() {
        return words.not_made.to_owned();
    }
    let mut farms: Vec<i64> = Vec::new();
    for input in &lot.inputs {
        if !farms.contains(&input.farm.id) {
            farms.push(input.farm.id);
        }
    }
    if farms.len() > 1 {
        return (words.blend)(farms.len());
    }
    let month = lot.harvest_date.map(fmt::month_and_year);
    (words.one_farm)(month.as_deref())
}

#[component]
pub fn Hero(lot: StoredValue<LotProvenance>) -> impl IntoView {
    let (code, recalled, farm, product, organization) = lot.with_value(|lot| {
        (
            lot.lot.clone(),
            lot.recalled,
            lot.farm.clone(),
            lot.product.clone(),
            lot.organization.clone(),
        )
    });
    let best_before = product.as_ref().and_then(|product| product.best_before);
    let percent = product.as_ref().and_then(|product| product.cacao_percent);
    let name = product
        .as_ref()
        .map(|product| BarName::of(&product.name, product.net_weight_g));
    let dye = Dye::of(
        Some(&farm.region),
        name.as_ref().map_or("", |name| &name.title),
        Some(farm.id),
    );
    let on_wrapper = name.clone().unwrap_or_else(|| BarName {
        title: String::new(),
        place: farm.region.clone(),
        kind: String::new(),
    });
    let title = {
        let (name, code) = (name.map(|name| name.title), code.clone());
        TextProp::from(move || name.clone().unwrap_or_else(|| (pw().lot_title)(&code)))
    };
    let tab = {
        let (title, code, maker) = (title.clone(), code.clone(), organization.clone());
        TextProp::from(move || format!("{}, {} {code} – {maker}", title.get(), pw().lot))
    };
    let lotline = view! {
        <p class="lotline">
            <span>{fixed(|| pw().lot)} " " <span class="code">{code}</span></span>
            {best_before.map(|day| view! { <span>{told(move || (pw().best_before)(&fmt::date(day)))}</span> })}
        </p>
    }
    .into_any();
    let known_place = on_map(farm.latitude, farm.longitude).is_some();
    let maker = move || {
        let words = pw();
        if known_place {
            (words.made_by_in)(&organization)
        } else {
            (words.made_by)(&organization)
        }
    };
    view! {
        <section class="hero">
            <Strands dye=dye cut=recalled />
            <div class="hero-in">
                <Wrapper dye=dye farm_id=farm.id cacao_percent=percent name=on_wrapper />
                <div class="herotext">
                    <PageHead
                        title=title
                        tab=tab
                        crumbs=lotline
                        lede=move || lot.with_value(lede)
                        class="herohead"
                    />
                    <p class="mut s">{maker}</p>
                </div>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_end_in_the_band_and_those_of_a_recall_before_it() {
        let (whole, cut) = (strands(false), strands(true));
        assert_eq!(whole.matches("L1410 ").count(), STRANDS as usize);
        assert_eq!(cut.matches("L1150 ").count(), STRANDS as usize);
        assert!(whole.contains("L1410 151.8") && whole.contains("L1410 294.2"));
    }

    #[test]
    fn no_two_threads_start_alike() {
        let starts: std::collections::HashSet<String> = (0..STRANDS)
            .map(|n| format!("{:.4}", scatter(n * 7 + 1)))
            .collect();
        assert_eq!(starts.len(), STRANDS as usize);
    }
}
