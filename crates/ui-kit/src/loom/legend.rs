//! The key below a picture: what a strand, a broken line and a loose end mean. It names only what the picture shows.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::layout::{BundleKind, Drawing};
use super::view::LoomWords;

const STRANDS: &str = "M0 2h30M0 6h30M0 10h30";
const LOOSE: &str = "M0 2h16c6 0 8 2 10 3M0 6h14c4 0 7 1 9 3M0 10h12c4 0 6 1 8 2";

#[component]
pub(super) fn Legend(
    drawing: Memo<Arc<Drawing>>,
    words: Signal<LoomWords>,
    /// Columns that were opened, with how many nodes they show.
    opened: RwSignal<HashMap<usize, usize>>,
) -> impl IntoView {
    let entry = |class: &'static str, d: &'static str, text: String| {
        view! {
            <span>
                <svg viewBox="0 0 30 12" class="kswatch" aria-hidden="true"><path class=class d=d /></svg>
                {text}
            </span>
        }
    };
    view! {
        <p class="key">
            {move || {
                let (drawing, words) = (drawing.get(), words.get());
                let strand = if drawing.ribbons_only { words.ribbon.clone() } else { (words.strand)(drawing.per_strand) };
                let has = |kind: BundleKind| drawing.bundles.iter().any(|b| b.kind == kind);
                let base = if words.lit.is_some() { "" } else { "lit" };
                view! {
                    {words.lit.clone().map(|text| entry("lit", STRANDS, text))}
                    {has(BundleKind::Strands).then(|| entry(base, STRANDS, strand))}
                    {drawing.bundles.iter().any(|b| b.transit).then(|| entry("lit transit", STRANDS, words.transit.clone()))}
                    {has(BundleKind::Loose).then(|| entry("lit", LOOSE, words.loose.clone()))}
                }
            }}
            {move || (!opened.with(HashMap::is_empty)).then(|| view! {
                <button class="btn small quiet" type="button" on:click=move |_| opened.set(HashMap::new())>
                    {move || words.with(|w| w.fewer.clone())}
                </button>
            })}
        </p>
    }
}
