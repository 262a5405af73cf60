//! Draws a weaving picture at its real size and lets people walk along it with pointer or keys. What is lit and what
//! choosing a node does are the page's business; the picture itself is `layout`'s. No inline style: attributes only.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

use super::hand::Hand;
use super::keys::{Step, step};
use super::layout::{Bundle, BundleKind, Drawing, Frame, Member, layout};
use super::legend::Legend;
use super::lit::Lit;
use super::model::Picture;
use super::node::LoomNode;

/// A folded column opens in steps of this factor, so that one press never draws a thousand rows by surprise.
const OPEN_BY: usize = 4;

type MoreWords = Arc<dyn Fn(usize, usize, i64) -> (String, String, String) + Send + Sync>;

/// The picture's texts, in the reader's language.
#[derive(Clone)]
pub struct LoomWords {
    /// The picture's accessible name: what it shows, and where the same facts are in words.
    pub label: String,
    /// Name of the area that scrolls where the picture is wider than the screen.
    pub scrolls: String,
    /// How the keys work. Read after the name.
    pub keys: String,
    /// "Lit: what you point at …"; None leaves it out of the key below the picture.
    pub lit: Option<String>,
    /// "One strand is 10 cartons"
    pub strand: Arc<dyn Fn(i64) -> String + Send + Sync>,
    /// Instead of `strand`, when only ribbons are drawn.
    pub ribbon: String,
    pub transit: String,
    pub loose: String,
    /// Words of a node that stands for hidden ones: (column, how many, cartons) → (label, sub-label, name).
    pub more: MoreWords,
    /// Folds opened columns again.
    pub fewer: String,
}

/// The picture with its key. Without `on_point` it is a still picture and wholly dyed.
#[component]
pub fn Loom(
    #[prop(into)] picture: Signal<Arc<Picture>>,
    #[prop(into)] words: Signal<LoomWords>,
    /// Key of the node whose way is lit; None lights everything.
    #[prop(into, optional)]
    lit: Signal<Option<String>>,
    /// A node was pointed at for a moment, focused or tapped: light it.
    #[prop(optional)]
    on_point: Option<Callback<String>>,
    /// A node with an address was chosen.
    #[prop(optional)]
    on_open: Option<Callback<String>>,
    /// Escape was pressed.
    #[prop(optional)]
    on_escape: Option<Callback<()>>,
    /// The height to fill where the width allows it, as a share of the width.
    #[prop(default = 0.58)]
    aspect: f64,
) -> impl IntoView {
    let frame = NodeRef::<leptos::html::Div>::new();
    let width = measured(frame);
    let opened = RwSignal::new(HashMap::<usize, usize>::new());
    let drawing = Memo::new(move |_| {
        let room = width.get();
        if room <= 0.0 {
            return Arc::new(Drawing::default());
        }
        let (opened, words) = (opened.get(), words.get());
        let shown = |column| opened.get(&column).copied().unwrap_or_default();
        let height = (room * aspect).clamp(360.0, 640.0);
        picture.with(|p| {
            Arc::new(layout(
                p,
                &Frame {
                    width: room,
                    height,
                    shown: &shown,
                    more: &*words.more,
                },
            ))
        })
    });
    let refocus = StoredValue::new(false);
    let pointed = RwSignal::new(None);
    let hand = Hand {
        pointed,
        active: RwSignal::new(String::new()),
        lit: Memo::new(move |_| {
            let key = pointed.get().or_else(|| lit.get());
            picture.with(|p| drawing.with(|d| Arc::new(way(p, d, key))))
        }),
        asked: lit,
        on_point,
        on_open,
        open_more: Callback::new(move |column| {
            refocus.set_value(true);
            opened.update(|opened| {
                let shown = opened.entry(column).or_insert(super::FOLD_KEEP);
                *shown = shown.saturating_mul(OPEN_BY);
            });
        }),
        timer: StoredValue::new(None),
        first_tap: StoredValue::new(false),
        pressed: StoredValue::new(false),
    };
    on_cleanup(move || hand.stop());
    // Drawing anew replaces the focused node: give the focus to its successor.
    Effect::new(move |_| {
        drawing.track();
        if refocus.get_value() {
            refocus.set_value(false);
            request_animation_frame(move || focus(frame, &hand.active.get_untracked()));
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            if let Some(escape) = on_escape {
                escape.run(());
            }
            return;
        }
        let Some(way) = Step::from_key(&event.key())
            .filter(|_| !event.alt_key() && !event.ctrl_key() && !event.meta_key())
        else {
            return;
        };
        let drawing = drawing.get_untracked();
        let active = hand.active.get_untracked();
        let Some(from) = drawing.nodes.iter().position(|n| n.key == active) else {
            return;
        };
        event.prevent_default();
        focus(frame, &drawing.nodes[step(&drawing, from, way)].key);
    };
    let scrolls = move || drawing.with(|d| d.width > width.get() + 1.0);
    let interactive = on_point.is_some();
    view! {
        <div
            class="scroller"
            node_ref=frame
            tabindex=move || scrolls().then_some("0")
            role=move || scrolls().then_some("group")
            aria-label=move || scrolls().then(|| words.with(|w| w.scrolls.clone()))
            on:keydown=on_key
        >
            {interactive.then(|| view! { <p id="loom-keys" class="vh">{move || words.with(|w| w.keys.clone())}</p> })}
            {move || {
                let drawing = drawing.get();
                (!drawing.columns.is_empty()).then(|| picture_view(drawing, picture, words, hand, interactive))
            }}
        </div>
        <Legend drawing words opened />
    }
}

/// What is lit around a node of the drawing. A key that the picture no longer has lights everything.
fn way(picture: &Picture, drawing: &Drawing, key: Option<String>) -> Lit {
    let Some(key) = key else {
        return Lit::everything(picture);
    };
    let sources: Vec<usize> = match drawing.nodes.iter().find(|n| n.key == key) {
        Some(node) => node.members.clone(),
        None => picture
            .nodes
            .iter()
            .position(|n| n.key == key)
            .into_iter()
            .collect(),
    };
    if sources.is_empty() {
        Lit::everything(picture)
    } else {
        Lit::around(picture, &sources)
    }
}

fn picture_view(
    drawing: Arc<Drawing>,
    picture: Signal<Arc<Picture>>,
    words: Signal<LoomWords>,
    hand: Hand,
    interactive: bool,
) -> impl IntoView {
    let known = hand
        .active
        .with_untracked(|active| drawing.nodes.iter().any(|n| n.key == *active));
    if !known {
        let first = drawing
            .nodes
            .iter()
            .find(|n| n.root)
            .or(drawing.nodes.first());
        hand.active
            .set(first.map(|n| n.key.clone()).unwrap_or_default());
    }
    let (base, dyed) = (drawing.clone(), drawing.clone());
    let lit_bundles = {
        let drawing = drawing.clone();
        move || {
            let lit = hand.lit.get();
            picture.with(|p| {
                (0..drawing.bundles.len())
                    .filter(|i| is_lit(p, &lit, &drawing.bundles[*i]))
                    .collect::<Vec<_>>()
            })
        }
    };
    view! {
        <svg
            class="loom dense"
            class:ribbons=drawing.ribbons_only
            width=drawing.width
            height=drawing.height
            viewBox=format!("0 0 {} {}", drawing.width, drawing.height)
            role="group"
            aria-label=move || words.with(|w| w.label.clone())
            aria-describedby=interactive.then_some("loom-keys")
        >
            <g class="und">
                {base.bundles.iter().filter(|bundle| !bundle.shy).map(|bundle| strand_view(bundle, false, base.ribbons_only)).collect_view()}
            </g>
            <g class="litg">
                <For each=lit_bundles key=|index| *index children=move |index| strand_view(&dyed.bundles[index], true, dyed.ribbons_only) />
            </g>
            <g aria-hidden="true">
                {drawing.bundles.iter().filter_map(|b| b.note.clone()).map(|(x, y, note)| view! {
                    <text class="tailnote" x=x y=y text-anchor="middle">{note}</text>
                }).collect_view()}
            </g>
            {drawing.columns.iter().map(|column| view! {
                <text class="colhead" x=column.x y=14>{column.heading.clone()}</text>
            }).collect_view()}
            {drawing.nodes.iter().cloned().map(|node| view! { <LoomNode node hand interactive /> }).collect_view()}
        </svg>
    }
}

fn is_lit(picture: &Picture, lit: &Lit, bundle: &Bundle) -> bool {
    bundle.members.iter().any(|member| match member {
        Member::Link(link) => lit.link(picture, *link),
        Member::Loose(node, end) => lit.loose(picture, *node, *end),
    })
}

fn strand_view(bundle: &Bundle, lit: bool, ribbons_only: bool) -> impl IntoView + use<> {
    let class = |base: &str| {
        let transit = if bundle.transit { " transit" } else { "" };
        let lit = if lit { " lit" } else { "" };
        format!("{base}{transit}{lit}")
    };
    let ribbon = (!bundle.ribbon.is_empty() && (lit || ribbons_only))
        .then(|| view! { <path class=class("ribbon") d=bundle.ribbon.clone() /> });
    let kind = match bundle.kind {
        BundleKind::Dash => class("dash"),
        BundleKind::Loose => class("strand loose"),
        BundleKind::Strands => class("strand"),
    };
    let strands = (!bundle.strands.is_empty())
        .then(|| view! { <path class=kind d=bundle.strands.clone() /> });
    (ribbon, strands)
}

/// The width there is, kept up to date.
fn measured(frame: NodeRef<leptos::html::Div>) -> RwSignal<f64> {
    let width = RwSignal::new(0.0);
    let watch = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(element) = frame.get() else { return };
        let seen = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let now = f64::from(seen.client_width());
            if width.try_get_untracked().is_some_and(|known| known != now) {
                let _ = width.try_set(now);
            }
        });
        width.set(f64::from(element.client_width()));
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watch.set_value(Some((observer, changed)));
        }
    });
    on_cleanup(move || {
        if let Some(Some((observer, _))) = watch.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
    width
}

fn focus(frame: NodeRef<leptos::html::Div>, key: &str) {
    let Some(frame) = frame.get_untracked() else {
        return;
    };
    let found = frame.query_selector(&format!("[data-key=\"{}\"]", key.replace(['"', '\\'], "")));
    if let Ok(Some(element)) = found {
        // An SVG element has no HtmlElement; both can be focused.
        if let Ok(element) = element.dyn_into::<web_sys::SvgElement>() {
            let _ = element.focus();
        }
    }
}
