//! What was measured of a batch, and what the law says of its cadmium.

use contract::batches::MeasurementPage;
use contract::measurements::{CadmiumCheck, CadmiumClass};
use leptos::prelude::*;
use ui_kit::http::encoded;
use ui_kit::{Api, IconName, Load, Section, Tone, fmt, load_keeping};

use super::words::lw;
use crate::desk::part_of;
use crate::readings::{Readings, amount, rw};
use crate::tag::Tag;

const UNIT: &str = "mg/kg";

type Found = (MeasurementPage, CadmiumCheck);

/// Readings and verdict, asked for together: the chart draws the limit.
pub fn quality(api: Api, code: Memo<String>) -> Load<Found> {
    load_keeping(
        move || Some(code.get()),
        move |code: String, abort| async move {
            let code = encoded(&code);
            let path = format!("/api/batches/{code}/cadmium");
            let check: CadmiumCheck = api.get(&path, abort.as_ref()).await?;
            let path = format!("/api/batches/{code}/measurements?limit=100");
            let page: MeasurementPage = api.get(&path, abort.as_ref()).await?;
            Ok((page, check))
        },
    )
}

#[component]
pub fn Quality(found: Load<Found>) -> impl IntoView {
    let body = part_of(found, |found| {
        let check = move || found.with(|(_, check)| verdict(check.clone()));
        let readings = move || {
            let (page, check) = found.get();
            if page.measurements.is_empty() {
                view! { <p class="mut">{move || rw().none}</p> }.into_any()
            } else {
                view! { <Readings page limit=Some(check.limit_mg_per_kg) /> }.into_any()
            }
        };
        view! { <div class="batchquality">{check} {readings}</div> }.into_any()
    });
    view! { <Section id="measurements" title=move || rw().title lede=move || rw().lede>{body}</Section> }
        .into_any()
}

/// "Chocolate from 50 % cacao". Reactive.
fn class_word(class: CadmiumClass) -> &'static str {
    match class {
        CadmiumClass::MilkUnder30 => lw().milk,
        CadmiumClass::ChocolateUnder50 => lw().under50,
        CadmiumClass::ChocolateFrom50 => lw().from50,
        CadmiumClass::CocoaPowder => lw().powder,
    }
}

/// "0.91 mg/kg is over the limit of 0.80 mg/kg". Reactive.
pub fn verdict_words(check: &CadmiumCheck) -> String {
    let limit = amount(check.limit_mg_per_kg, UNIT);
    match check.value_mg_per_kg {
        None => (lw().unknown)(&limit),
        Some(value) if check.over => (lw().over)(&amount(value, UNIT), &limit),
        Some(value) => (lw().within)(&amount(value, UNIT), &limit),
    }
}

fn verdict(check: CadmiumCheck) -> impl IntoView {
    let (tone, icon) = match (check.over, check.value_mg_per_kg) {
        (true, _) => (Tone::Danger, IconName::OctagonAlert),
        (false, Some(_)) => (Tone::Success, IconName::CircleCheck),
        (false, None) => (Tone::Neutral, IconName::Clock),
    };
    let (class, sku, at) = (check.class, check.sku.clone(), check.measured_at);
    let why = move || match &sku {
        Some(sku) => (lw().for_product)(class_word(class), sku),
        None => (lw().for_class)(class_word(class)),
    };
    let released = check.release_reason.clone().map(|reason| {
        let (who, at) = (check.released_by_name.clone(), check.released_at);
        let line = move || {
            let who = who.as_deref().unwrap_or(lw().somebody);
            let at = at.map_or_else(|| fmt::UNKNOWN.to_owned(), fmt::date_time);
            (lw().released_over)(who, &at)
        };
        view! { <p>{line}</p> <blockquote>{reason}</blockquote> }
    });
    let words = {
        let check = check.clone();
        move || verdict_words(&check)
    };
    view! {
        <div class="cadmium">
            <p class="verdict"><Tag tone icon text=move || lw().title solid=check.over /> <b>{words}</b></p>
            <p class="mut s">
                {at.map(|at| move || (lw().measured)(&fmt::date(fmt::local_day(at))))} " " {why} " " {move || lw().law}
            </p>
            {released}
        </div>
    }
}
