//! The organization's colour and name. The colour enters by CSSOM, which a strict content policy allows; everything
//! readable is derived from it in tokens.css with its lightness clamped.

use contract::session::Branding;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Paints the page in an organization's colour. A value that is not `#rrggbb` is ignored: it comes from a database.
pub fn paint(branding: &Branding) {
    let color = branding.primary_color.as_str();
    if !is_color(color) {
        return;
    }
    if let Some(root) = document()
        .document_element()
        .and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = root.style().set_property("--brand-primary", color);
    }
}

fn is_color(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::is_color;

    #[test]
    fn only_six_digits_are_a_colour() {
        assert!(is_color("#005b63"));
        assert!(is_color("#ABCDEF"));
        for bad in [
            "",
            "#fff",
            "005b63",
            "#005b6g",
            "red",
            "#005b63;x",
            "url(#x)",
        ] {
            assert!(!is_color(bad), "{bad}");
        }
    }
}
