//! One node of the picture: reeds, words, and what pointing at it or choosing it does.

use leptos::prelude::*;

use super::hand::Hand;
use super::layout::PlacedNode;
use super::model::Shape;

use crate::weave::Weave;

const MARK: f64 = 24.0;

#[component]
pub(super) fn LoomNode(node: PlacedNode, hand: Hand, interactive: bool) -> impl IntoView {
    let key = StoredValue::new(node.key.clone());
    let members = StoredValue::new(node.members.clone());
    let is_lit = move || {
        hand.lit
            .with(|lit| members.with_value(|members| members.iter().any(|m| lit.node(*m))))
    };
    let class = node_class(&node);
    let name = spoken(&node);
    let tab = move || {
        if !interactive {
            return None;
        }
        Some(
            if hand
                .active
                .with(|active| key.with_value(|key| active == key))
            {
                "0"
            } else {
                "-1"
            },
        )
    };
    let data_key = node.key.clone();
    let on_focus = move |_| hand.focus(&key.get_value());
    let on_enter = move |event| hand.enter(&event, &key.get_value());
    let on_leave = move |_| hand.leave();
    let on_press = move |event| hand.press(&event, &key.get_value());
    let inside = words_view(&node);
    match (&node.href, node.more) {
        (Some(href), _) => view! {
            <g>
                <a
                    class=class class:lit=is_lit data-key=data_key href=href.clone() aria-label=name tabindex=tab
                    on:focus=on_focus on:pointerenter=on_enter on:pointerleave=on_leave on:pointerdown=on_press
                    on:click=move |event| hand.choose(&event, &key.get_value(), true)
                >
                    {inside}
                </a>
            </g>
        }
        .into_any(),
        (None, more) if interactive || more => {
            let column = node.column;
            let act = move || if more { hand.open_more.run(column) };
            view! {
                <g
                    class=class class:lit=is_lit data-key=data_key role="button" aria-label=name
                    tabindex=move || tab().or(Some("0"))
                    on:focus=on_focus on:pointerenter=on_enter on:pointerleave=on_leave on:pointerdown=on_press
                    on:click=move |event| {
                        hand.choose(&event, &key.get_value(), false);
                        act();
                    }
                    on:keydown=move |event| {
                        if matches!(event.key().as_str(), "Enter" | " ") {
                            event.prevent_default();
                            hand.focus(&key.get_value());
                            act();
                        }
                    }
                >
                    {inside}
                </g>
            }
            .into_any()
        }
        _ => view! { <g class=class class:lit=is_lit data-key=data_key>{inside}</g> }.into_any(),
    }
}

fn node_class(node: &PlacedNode) -> String {
    let mut class = String::from("node");
    for (on, name) in [
        (node.root, " root"),
        (node.dest, " dest"),
        (node.empty, " empty"),
        (node.more, " more"),
        (node.href.is_some(), " opens"),
    ] {
        if on {
            class.push_str(name);
        }
    }
    class
}

fn words_view(node: &PlacedNode) -> impl IntoView + use<> {
    let (x, y, width, height) = (node.x, node.y, node.width, node.height);
    let middle = y + height / 2.0;
    let reed = |x: f64| view! { <path class="reed" d=format!("M{x:.1} {:.1}v{:.1}", y + 1.0, height - 2.0) /> };
    let broken = node.empty || node.more;
    let chip_height = if node.shape == Shape::Row {
        height.min(32.0)
    } else {
        height.min(if node.label_on.is_empty() { 52.0 } else { 68.0 })
    };
    let chip = node.root.then(|| view! { <rect class="chip" x=x y=middle - chip_height / 2.0 width=width height=chip_height rx=4 /> });
    let mark = node.mark.map(|farm| view! {
        <svg x=x + 8.0 y=middle - MARK / 2.0 width=MARK height=MARK viewBox="0 0 39 39" class="nm">
            <path d=Weave::of_farm(farm).path(3.0) />
        </svg>
    });
    let left = x + if node.mark.is_some() { 37.0 } else { 10.0 };
    let label_class = if node.code { "nl c" } else { "nl" };
    // A space stands between two texts, so that they are two words to whoever reads them aloud.
    let words = match node.shape {
        Shape::Row if !node.more => view! {
            <text class=label_class x=left y=middle + 4.5>{node.label.clone()}</text>
            " "
            <text class="ns r" x=x + width - 9.0 y=middle + 4.3>{node.sub.clone()}</text>
        }
        .into_any(),
        _ => {
            let up = if node.label_on.is_empty() { 0.0 } else { 8.0 };
            let second = (up > 0.0).then(|| {
                view! {
                    <text class=label_class x=left y=middle + 4.5>{node.label_on.clone()}</text>
                    " "
                }
            });
            view! {
                <text class=label_class x=left y=middle - 3.0 - up>{node.label.clone()}</text>
                " "
                {second}
                <text class="ns" x=left y=middle + 12.5 + up>{node.sub.clone()}</text>
            }
            .into_any()
        }
    };
    view! {
        <rect class="body" x=x y=y width=width height=height rx=4 />
        {(!broken).then(|| reed(x))}
        {(!broken && !node.last_column).then(|| reed(x + width))}
        {chip}
        {mark}
        {words}
    }
}

/// The node's name. Where its visible words were cut, they stand first: who speaks to the computer says what is seen.
fn spoken(node: &PlacedNode) -> String {
    let seen = [&node.label, &node.label_on, &node.sub]
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    let plain = |text: &str| {
        let letters: String = text
            .chars()
            .filter(|c| c.is_alphanumeric() || c.is_whitespace())
            .collect();
        letters.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // A word cut short ("D…" of "DE") is in the name by its letters, but not as a word.
    let whole = !seen.contains('…');
    if whole && plain(&node.name).contains(&plain(&seen)) {
        node.name.clone()
    } else {
        format!("{seen}: {}", node.name)
    }
}
