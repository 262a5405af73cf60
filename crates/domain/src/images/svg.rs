//! Whether an SVG only draws. It is shown as an image, where browsers run nothing, and served under a policy that runs
//! nothing either; this is the third lock, for whoever opens the file elsewhere. Changes nothing: a file is fit or not.

use roxmltree::{Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that run, embed or fetch something.
const FORBIDDEN: &[&str] = &[
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "handler",
    "listener",
];

/// Why this may not be a logo; None when it may.
pub fn objection(given: &[u8]) -> Option<String> {
    const OTHER: &str = "This is not an image: send PNG, JPEG, WebP or SVG.";
    let Ok(text) = std::str::from_utf8(given) else {
        return Some(OTHER.into());
    };
    // A document type could define entities; the parser refuses one.
    let Ok(document) = Document::parse(text.trim_start_matches('\u{feff}')) else {
        return Some(OTHER.into());
    };
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Some("An SVG begins with <svg xmlns=\"http://www.w3.org/2000/svg\">.".into());
    }
    document.descendants().find_map(|node| in_node(&node))
}

fn in_node(node: &Node<'_, '_>) -> Option<String> {
    if node.is_pi() {
        return Some("An SVG logo has no processing instructions.".into());
    }
    if !node.is_element() {
        return None;
    }
    let name = node.tag_name().name();
    if FORBIDDEN.contains(&name.to_lowercase().as_str()) {
        return Some(format!("An SVG logo has no <{name}> in it."));
    }
    if name.eq_ignore_ascii_case("style") && reaches_out(node.text().unwrap_or_default()) {
        return Some("An SVG logo's styles fetch nothing.".into());
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name().to_lowercase(), attribute.value());
        let bad = name.starts_with("on")
            || (name == "href" && !is_inside(value))
            || reaches_out(value)
            // An animation may set a reference after all.
            || (name == "attributename" && value.to_lowercase().contains("href"));
        bad.then(|| {
            let shown: String = attribute.name().chars().take(40).collect();
            format!("An SVG logo refers to nothing outside itself and runs nothing: mind {shown}.")
        })
    })
}

/// A part of the same drawing, or a picture that is written out in it.
fn is_inside(reference: &str) -> bool {
    let reference = reference.trim();
    reference.starts_with('#')
        || ["data:image/png;", "data:image/jpeg;", "data:image/webp;"]
            .iter()
            .any(|start| reference.starts_with(start))
}

fn reaches_out(text: &str) -> bool {
    let text = text.to_lowercase();
    // CSS may write any letter as an escape; a logo has no need of one.
    if text.contains("@import") || text.contains("javascript:") || text.contains('\\') {
        return true;
    }
    text.split("url(").skip(1).any(|rest| {
        !rest
            .trim_start()
            .trim_start_matches(['\'', '"'])
            .starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::objection;

    fn svg(inside: &str) -> String {
        format!(
            r#"<?xml version="1.0"?><!-- a leaf --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{inside}</svg>"#
        )
    }

    #[test]
    fn drawings_pass() {
        for inside in [
            r#"<path d="M0 0h9v9z" fill="url(#sky)" style="stroke:#123"/>"#,
            r##"<defs><linearGradient id="sky"/></defs><use xlink:href="#leaf"/><style>.a{fill:url('#sky')}</style>"##,
            r#"<text>Cacao &amp; co</text><image href="data:image/png;base64,AA=="/>"#,
        ] {
            assert_eq!(objection(svg(inside).as_bytes()), None, "{inside}");
        }
    }

    #[test]
    fn what_runs_or_reaches_out_does_not() {
        for inside in [
            "<script>alert(1)</script>",
            r#"<x:script xmlns:x="http://www.w3.org/2000/svg"/>"#,
            "<foreignObject/>",
            r#"<rect onload="alert(1)"/>"#,
            r#"<a href="https://example.org/"/>"#,
            r#"<a xlink:href=" javascript:alert(1)"/>"#,
            r#"<image href="data:image/svg+xml;base64,AA=="/>"#,
            r#"<rect fill="url(https://example.org/a)"/>"#,
            "<style>@import 'x'</style>",
            r"<style>rect{fill:u\72l(//example.org)}</style>",
            r##"<set attributeName="href" to="#a"/>"##,
            "<?xml-stylesheet href='a.css'?>",
        ] {
            assert!(objection(svg(inside).as_bytes()).is_some(), "{inside}");
        }
    }

    #[test]
    fn what_is_no_svg_does_not() {
        for text in [
            "",
            "hello",
            "<html/>",
            "<svg/>",
            "<svg xmlns='http://www.w3.org/2000/svg'>",
            r#"<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>"#,
        ] {
            assert!(objection(text.as_bytes()).is_some(), "{text}");
        }
        assert!(objection(b"\xff\xfe<\0s\0").is_some());
    }
}
