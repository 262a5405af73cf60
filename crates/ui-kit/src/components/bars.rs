//! A farm's woven mark, and the bar that carries it. Both are decoration beside a name.

use leptos::prelude::*;

use crate::weave::{Dye, Weave};

#[component]
pub fn FarmMark(
    farm_id: i64,
    #[prop(optional)] large: bool,
    #[prop(optional)] small: bool,
) -> impl IntoView {
    view! {
        <svg class="farmmark" class:l=large class:xs=small viewBox="-4 -4 47 47" aria-hidden="true">
            <path d=Weave::of_farm(farm_id).path(3.0)></path>
        </svg>
    }
    .into_any()
}

/// A bar's wrapper, small: the farm's weave in the origin's dye, and the cacao in percent.
#[component]
pub fn BarTile(
    farm_id: Option<i64>,
    region: Option<String>,
    product: String,
    cacao_percent: Option<f64>,
) -> impl IntoView {
    let dye = Dye::of(region.as_deref(), &product, farm_id);
    let weave = farm_id.map_or_else(Weave::plain, Weave::of_farm);
    view! {
        <svg class="wtile" viewBox="0 0 40 52" aria-hidden="true">
            <rect class="paper" width="40" height="52" rx="2.5"></rect>
            <path class=dye.class() d="M0 2.5A2.5 2.5 0 0 1 2.5 0h35A2.5 2.5 0 0 1 40 2.5V36H0z"></path>
            <path class="stitch s" transform="translate(5 3)" d=weave.path(2.3)></path>
            {cacao_percent.map(|percent| {
                view! {
                    <text class="pct" x="20" y="48.2" font-size="11.5">
                        {format!("{percent:.0}")}
                    </text>
                }
            })}
        </svg>
    }
    .into_any()
}
