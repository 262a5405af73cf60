//! Numbers with the digits that a laboratory gives them, up to three after the point.

use js_sys::{Array, Intl, Object, Reflect};
use ui_kit::i18n::language;
use wasm_bindgen::JsValue;

/// 0.305; at least `digits` after the point. Reactive in the language.
pub fn exact(value: f64, digits: u8) -> String {
    let options = Object::new();
    for (key, value) in [
        ("minimumFractionDigits", digits),
        ("maximumFractionDigits", 3),
    ] {
        // Cannot fail on a plain object.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    let locales = Array::of1(&language().locale().into());
    let format = Intl::NumberFormat::new(&locales, &options).format();
    let written = format.call1(&JsValue::UNDEFINED, &value.into());
    written
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
