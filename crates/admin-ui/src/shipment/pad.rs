//! A place to sign on a touch screen, or with a mouse. Whoever uses a keyboard chooses a file instead. The picture is
//! dark ink on paper in either theme: it will be looked at elsewhere.

use leptos::{html, prelude::*};
use ui_kit::{Button, ButtonKind};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};

use super::proof::Chosen;
use crate::desk::d;

/// Pixels of the picture; on the page it is as wide as its place.
const WIDTH: u32 = 900;
const HEIGHT: u32 = 360;
const PEN: f64 = 5.0;

fn pen(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas
        .get_context("2d")
        .ok()
        .flatten()?
        .dyn_into::<CanvasRenderingContext2d>()
        .ok()
}

/// A colour of the place's own style, as the tokens say it.
fn own_colour(canvas: &HtmlCanvasElement, property: &str) -> String {
    window()
        .get_computed_style(canvas)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value(property).ok())
        .unwrap_or_default()
}

fn blank(canvas: &HtmlCanvasElement) {
    if let Some(pen) = pen(canvas) {
        pen.set_fill_style_str(&own_colour(canvas, "background-color"));
        pen.fill_rect(0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT));
        pen.set_stroke_style_str(&own_colour(canvas, "color"));
        pen.set_line_width(PEN);
        pen.set_line_cap("round");
        pen.set_line_join("round");
    }
}

/// Where the pointer is, in pixels of the picture.
fn point(canvas: &HtmlCanvasElement, event: &PointerEvent) -> (f64, f64) {
    let place = canvas.get_bounding_client_rect();
    let across = f64::from(WIDTH) / place.width().max(1.0);
    let down = f64::from(HEIGHT) / place.height().max(1.0);
    (
        (f64::from(event.client_x()) - place.left()) * across,
        (f64::from(event.client_y()) - place.top()) * down,
    )
}

/// The picture as PNG; None where the browser gives none.
fn picture(canvas: &HtmlCanvasElement) -> Option<Chosen> {
    let address = canvas.to_data_url_with_type("image/png").ok()?;
    let (_, encoded) = address.split_once(',')?;
    let bytes = window().atob(encoded).ok()?;
    // One character a byte.
    let bytes = bytes
        .chars()
        .map(|byte| u8::try_from(u32::from(byte)).ok())
        .collect::<Option<Vec<u8>>>()?;
    Some(Chosen::new("image/png".to_owned(), bytes))
}

/// `on_done` gets the picture, or None when it was given up.
#[component]
pub fn Pad(#[prop(into)] on_done: Callback<Option<Chosen>>) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    let (down, drawn) = (RwSignal::new(false), RwSignal::new(false));
    node.on_load(|canvas| blank(&canvas));
    let begin = move |event: PointerEvent| {
        event.prevent_default();
        let Some(canvas) = node.get_untracked() else {
            return;
        };
        let _ = canvas.set_pointer_capture(event.pointer_id());
        if let Some(pen) = pen(&canvas) {
            let (x, y) = point(&canvas, &event);
            pen.begin_path();
            pen.move_to(x, y);
            // A dot is ink too.
            pen.line_to(x, y);
            pen.stroke();
        }
        down.set(true);
        drawn.set(true);
    };
    let follow = move |event: PointerEvent| {
        if !down.get_untracked() {
            return;
        }
        if let Some(canvas) = node.get_untracked()
            && let Some(pen) = pen(&canvas)
        {
            let (x, y) = point(&canvas, &event);
            pen.line_to(x, y);
            pen.stroke();
        }
    };
    let clear = move |_| {
        if let Some(canvas) = node.get_untracked() {
            blank(&canvas);
        }
        drawn.set(false);
    };
    let take = move |_| {
        let picture = node.get_untracked().and_then(|canvas| picture(&canvas));
        on_done.run(picture);
    };
    view! {
        <p class="s mut">{move || d().sign_here}</p>
        <canvas
            class="pad" width=WIDTH height=HEIGHT node_ref=node role="img" aria-label=move || d().sign_here
            on:pointerdown=begin on:pointermove=follow
            on:pointerup=move |_| down.set(false) on:pointercancel=move |_| down.set(false)
        ></canvas>
        <div class="actions">
            <Button small=true kind=ButtonKind::Primary disabled=Signal::derive(move || !drawn.get()) on_click=take>{move || d().use_it}</Button>
            <Button small=true on_click=clear>{move || d().start_over}</Button>
            <Button small=true on_click=move |_| on_done.run(None)>{move || d().back}</Button>
        </div>
    }
}
