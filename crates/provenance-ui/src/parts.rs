//! From pod to bar in the facts that are known, the lots of a blend, what else was made, and what to do if something is
//! wrong.

use contract::provenance::{LotProvenance, ProvenanceInput, ProvenanceProduct};
use leptos::prelude::*;
use ui_kit::say::{fixed, told};
use ui_kit::{BarTile, FarmMark, Icon, IconName, Section, fmt};

use crate::map::on_map;
use crate::name::BarName;
use crate::words::pw;
use ui_kit::Maker;

/// A step: its measure, its name, a word more.
struct Step(
    Box<dyn Fn() -> String + Send>,
    fn() -> &'static str,
    Option<usize>,
);

fn steps(lot: &LotProvenance) -> Vec<Step> {
    let day = |day: Option<chrono::NaiveDate>, name: fn() -> &'static str| {
        day.map(|day| Step(Box::new(move || fmt::date(day)), name, None))
    };
    let days = |count: Option<i32>, name: fn() -> &'static str| {
        count.map(|count| Step(Box::new(move || (pw().days)(count)), name, None))
    };
    let weight = |kg: Option<f64>, name: fn() -> &'static str, kinds: Option<usize>| {
        kg.map(|kg| {
            Step(
                Box::new(move || format!("{}\u{a0}kg", fmt::decimal(kg))),
                name,
                kinds,
            )
        })
    };
    let kinds = lot.product.as_ref().map(|_| lot.other_products.len() + 1);
    [
        day(lot.harvest_date, || pw().harvest),
        days(lot.fermentation_days, || pw().fermentation),
        days(lot.drying_days, || pw().drying),
        weight(lot.received_kg, || pw().received, None),
        day(lot.roast_date, || pw().roast),
        weight(lot.produced_kg, || pw().made, kinds),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[component]
pub fn PodToBar(lot: StoredValue<LotProvenance>) -> impl IntoView {
    let steps = lot.with_value(steps);
    (!steps.is_empty()).then(|| {
        let steps = steps
            .into_iter()
            .map(|Step(measure, name, kinds)| {
                view! {
                    <li data-s="done">
                        <span class="bigstep">{measure}</span>
                        <span class="what">{fixed(name)}</span>
                        {kinds.map(|kinds| view! { <span class="when">{told(move || (pw().kinds)(kinds))}</span> })}
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="section journeysec" aria-labelledby="journey">
                <header>
                    <h2 id="journey">{fixed(|| pw().journey)}</h2>
                </header>
                <ol class="journey across six">{steps}</ol>
            </section>
        }
    })
}

fn input(maker: Maker, input: ProvenanceInput) -> impl IntoView {
    let href = maker.provenance_href(&input.batch_code, "");
    let country = input.farm.country;
    view! {
        <li>
            <FarmMark farm_id=input.farm.id />
            <div>
                <h3 class="name">
                    <a href=href>{input.farm.name}</a>
                </h3>
                <p class="mut s">
                    {input.farm.region} ", " {told(move || fmt::country(&country))} " · " {fixed(|| pw().lot)} " "
                    <span class="code">{input.batch_code}</span>
                </p>
            </div>
        </li>
    }
}

/// Nothing for a lot of one farm.
#[component]
pub fn Blend(lot: StoredValue<LotProvenance>) -> impl IntoView {
    let maker = Maker::here();
    let inputs = lot.with_value(|lot| lot.inputs.clone());
    (!inputs.is_empty()).then(|| {
        let rows = inputs
            .into_iter()
            .map(|one| input(maker, one))
            .collect_view();
        view! {
            <Section id="inputs" title=fixed(|| pw().inputs) lede=fixed(|| pw().inputs_lede)>
                <ul class="tiles">{rows}</ul>
            </Section>
        }
    })
}

fn other(maker: Maker, lot: &LotProvenance, product: ProvenanceProduct) -> impl IntoView + use<> {
    let href = maker.provenance_href(&lot.lot, &product.sku);
    let title = BarName::of(&product.name, product.net_weight_g).title;
    view! {
        <li>
            <BarTile
                farm_id=Some(lot.farm.id)
                region=Some(lot.farm.region.clone())
                product=product.name
                cacao_percent=product.cacao_percent
            />
            <div>
                <h3 class="name">
                    <a href=href>{title}</a>
                </h3>
                {product.description.map(|text| view! { <p class="mut s">{text}</p> })}
            </div>
        </li>
    }
}

/// Nothing where the lot became one thing only.
#[component]
pub fn Others(lot: StoredValue<LotProvenance>) -> impl IntoView {
    let maker = Maker::here();
    lot.with_value(|lot| {
        (!lot.other_products.is_empty()).then(|| {
            let rows = lot
                .other_products
                .iter()
                .map(|product| other(maker, lot, product.clone()))
                .collect_view();
            view! {
                <Section id="others" title=fixed(|| pw().others)>
                    <ul class="tiles">{rows}</ul>
                </Section>
            }
        })
    })
}

/// The farm's mark and what it means, and what to do when something is wrong.
#[component]
pub fn Signature(lot: StoredValue<LotProvenance>) -> impl IntoView {
    let (farm_id, drawn, printed) = lot.with_value(|lot| {
        (
            lot.farm.id,
            on_map(lot.farm.latitude, lot.farm.longitude).is_some(),
            lot.product
                .as_ref()
                .and_then(|product| product.element_string.clone()),
        )
    });
    // Off the map the mark has been shown large already.
    let mark = drawn.then(|| {
        view! {
            <div class="sign">
                <FarmMark farm_id=farm_id large=true />
                <p>{fixed(|| pw().mark)}</p>
            </div>
        }
    });
    view! {
        <section class="signsec" aria-labelledby="wrong">
            {mark}
            <div class="keepit">
                <h2 id="wrong" class="name">{fixed(|| pw().wrong)}</h2>
                <p>{fixed(|| pw().wrong_text)}</p>
                {printed
                    .map(|printed| {
                        view! {
                            <p class="gs1 code">
                                <span class="vh">{fixed(|| pw().printed_code)} ": "</span>
                                {printed}
                            </p>
                        }
                    })}
            </div>
        </section>
    }
}

/// Calm and first: what to do with a recalled bar.
#[component]
pub fn RecallNote(lot: StoredValue<LotProvenance>) -> impl IntoView {
    let (recalled, code) = lot.with_value(|lot| (lot.recalled, lot.lot.clone()));
    recalled.then(|| {
        view! {
            <div class="recallnote is-danger" role="alert">
                <div>
                    <Icon name=IconName::OctagonAlert />
                    <div>
                        <p class="name">{fixed(|| pw().recalled)}</p>
                        <p>{told(move || (pw().recalled_text)(&code))}</p>
                    </div>
                </div>
            </div>
        }
    })
}
