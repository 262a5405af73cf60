//! The farm's story and facts beside the map of its land; a cloth of its mark where the land lies off the map.

use contract::provenance::LotProvenance;
use leptos::prelude::*;
use ui_kit::say::{fixed, told};
use ui_kit::weave::Weave;
use ui_kit::{Fact, Facts, fmt};

use crate::map::{FarmMap, kilometres, on_map};
use crate::words::pw;

#[component]
pub fn FarmSection(lot: StoredValue<LotProvenance>) -> impl IntoView {
    let farm = lot.with_value(|lot| lot.farm.clone());
    let story = farm.story.unwrap_or_default();
    let story = story
        .lines()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| view! { <p class="story">{text.to_owned()}</p> })
        .collect_view();
    let (region, country) = (farm.region.clone(), farm.country.clone());
    let facts = [
        farm.altitude_m.is_some(),
        farm.area_ha.is_some(),
        farm.varieties.is_some(),
        farm.certifications.is_some(),
    ];
    let (altitude, land) = (farm.altitude_m, farm.area_ha);
    let placard = facts.contains(&true).then(|| {
        view! {
            <Facts class="placard">
                {altitude
                    .map(|metres| {
                        view! { <Fact name=fixed(|| pw().altitude)>{told(move || fmt::number(i64::from(metres)))} " m"</Fact> }
                    })}
                {land
                    .map(|hectares| view! { <Fact name=fixed(|| pw().land)>{told(move || fmt::decimal(hectares))} " ha"</Fact> })}
                {farm.varieties.map(|text| view! { <Fact name=fixed(|| pw().varieties)>{text}</Fact> })}
                {farm.certifications.map(|text| view! { <Fact name=fixed(|| pw().certified)>{text}</Fact> })}
            </Facts>
        }
    });
    let picture = match on_map(farm.latitude, farm.longitude) {
        Some(place) => {
            let km = kilometres(place);
            view! {
                <figure class="map">
                    <FarmMap place=place name=farm.name.clone() region=farm.region.clone() />
                    <figcaption>{told(move || (pw().map_caption)(&fmt::number(km)))}</figcaption>
                </figure>
            }
            .into_any()
        }
        None => view! {
            <figure class="cloth">
                <Cloth farm_id=farm.id />
                <figcaption>{fixed(|| pw().mark)}</figcaption>
            </figure>
        }
        .into_any(),
    };
    view! {
        <section class="farmsec" aria-labelledby="farm">
            <div class="farmtext">
                <p class="mut s">{fixed(|| pw().the_farm)}</p>
                <h2 id="farm" class="display-l">{farm.name}</h2>
                <p class="mut">{region} ", " {told(move || fmt::country(&country))}</p>
                {farm.producer_name.map(|name| view! { <p class="mut s">{told(move || (pw().grown_by)(&name))}</p> })}
                {story}
                {placard}
            </div>
            {picture}
        </section>
    }
}

/// The farm's mark as a length of cloth.
#[component]
fn Cloth(farm_id: i64) -> impl IntoView {
    const PITCH: f64 = 9.0;
    let weave = Weave::of_farm(farm_id).path(PITCH);
    let rows = (0..3)
        .flat_map(|row| (0..7).map(move |column| (column, row)))
        .map(|(column, row)| {
            // Neighbours share their last thread.
            let (x, y) = (
                f64::from(column) * 12.0 * PITCH,
                f64::from(row) * 12.0 * PITCH,
            );
            view! { <path transform=format!("translate({x} {y})") d=weave.clone()></path> }
        })
        .collect_view();
    view! {
        <svg viewBox="0 0 765 333" aria-hidden="true" class="clothart">
            {rows}
        </svg>
    }
}
