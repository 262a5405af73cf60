//! How readable the derived colours are, measured as the browser paints them: every colour is painted on a canvas of one
//! pixel and read back, so that clamping and the screen's gamut are in the figure. Formula: WCAG 2.2, contrast ratio.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};

/// Text of usual size needs at least this.
pub const READABLE: f64 = 4.5;

/// Contrast of an element's text colour on its background colour, 1 to 21; None where the browser does not tell.
pub fn of_element(element: &Element) -> Option<f64> {
    let style = window().get_computed_style(element).ok()??;
    let text = style.get_property_value("color").ok()?;
    let ground = style.get_property_value("background-color").ok()?;
    Some(contrast(painted(&text)?, painted(&ground)?))
}

fn painted(color: &str) -> Option<[u8; 3]> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(1);
    canvas.set_height(1);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str(color);
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let data = context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
    Some([*data.first()?, *data.get(1)?, *data.get(2)?])
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance([r, g, b]: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Contrast of a colour `#rrggbb`, as it is, on white.
pub fn on_white(hex: &str) -> Option<f64> {
    let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some(contrast([channel(1)?, channel(3)?, channel(5)?], [255; 3]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_the_known_formula() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 0.01, "{a} {b}");
        near(contrast([0; 3], [255; 3]), 21.0);
        near(contrast([255; 3], [0; 3]), 21.0);
        near(contrast([7, 7, 7], [7, 7, 7]), 1.0);
        near(contrast([118, 118, 118], [255; 3]), 4.54);
        near(on_white("#ffcf2e").unwrap(), 1.47);
        assert_eq!(on_white("#fff"), None);
    }
}
