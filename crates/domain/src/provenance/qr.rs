//! A QR code as a drawing for print: black on white with the quiet zone that scanners need, its link told to those who
//! cannot see it. No size of its own: one module is one unit.

use qrcode::{Color, EcLevel, QrCode};

use crate::{Error, Result};

/// Modules of white around the code, as the standard asks.
const QUIET: usize = 4;

/// A quarter of the code may be smudged: it is printed small, on paper that is handled.
const LEVEL: EcLevel = EcLevel::Q;

/// # Errors
/// [`Error::Internal`] for a link too long for any code.
pub fn svg(link: &str, title: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(link, LEVEL).map_err(Error::internal)?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        // One stroke for each run of dark modules: no hairlines between them, and a third of the bytes.
        let mut x = 0;
        while x < width {
            let run = row[x..]
                .iter()
                .take_while(|color| **color == Color::Dark)
                .count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         aria-labelledby=\"t d\" shape-rendering=\"crispEdges\"><title id=\"t\">{}</title><desc id=\"d\">{}</desc>\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>",
        escaped(title),
        escaped(link)
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_with_its_quiet_zone_and_words() {
        let drawn = svg("https://p.example/?a=1&b=2", "A <b> bar").expect("a code");
        assert!(drawn.contains("<title id=\"t\">A &lt;b&gt; bar</title>"));
        assert!(drawn.contains("https://p.example/?a=1&amp;b=2"));
        let document = roxmltree::Document::parse(&drawn).expect("XML");
        let side: usize = document
            .root_element()
            .attribute("viewBox")
            .and_then(|text| text.rsplit(' ').next()?.parse().ok())
            .expect("a view box");
        // Sizes of QR codes are 17 + 4n modules.
        assert_eq!((side - 2 * QUIET - 17) % 4, 0);
        // The finder pattern in the upper left corner begins with seven dark modules.
        assert!(drawn.contains("d=\"M4 4h7v1h-7z"));
    }

    #[test]
    fn a_link_too_long_is_refused() {
        assert!(svg(&"x".repeat(5000), "x").is_err());
    }
}
