//! Names of countries and languages in the reader's language, by the browser's `Intl.DisplayNames`.

use js_sys::{Array, Function, Object, Reflect};
use ui_kit::i18n::language;
use wasm_bindgen::{JsCast, JsValue};

/// "Germany" for `DE`; the code itself where the browser knows no name. Reactive in the language.
pub fn name(code: &str) -> String {
    find("region", language().code(), code).unwrap_or_else(|| code.to_owned())
}

/// "German" for `de`; the code itself where the browser knows no name. Reactive in the language.
pub fn language_name(code: &str) -> String {
    find("language", language().code(), code).unwrap_or_else(|| code.to_owned())
}

fn find(kind: &str, locale: &str, code: &str) -> Option<String> {
    let names: Function = Reflect::get(
        &Reflect::get(&js_sys::global(), &"Intl".into()).ok()?,
        &"DisplayNames".into(),
    )
    .ok()?
    .dyn_into()
    .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
    let arguments = Array::of2(&JsValue::from_str(locale), &options);
    let names = Reflect::construct(&names, &arguments).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &JsValue::from_str(code)).ok()?.as_string()
}
