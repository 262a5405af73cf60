//! Numbers with the digits that a laboratory gives them, up to three after the point.

use js_sys::{Array, Intl, Object, Reflect};
use ui_kit::i18n::language;
use wasm_bindgen::JsValue;

/// 0.305. Reactive in the language.
pub fn exact(value: f64) -> String {
    let options = Object::new();
    // Cannot fail on a plain object.
    let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &3.into());
    let locales = Array::of1(&language().locale().into());
    let format = Intl::NumberFormat::new(&locales, &options).format();
    let written = format.call1(&JsValue::UNDEFINED, &value.into());
    written
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
