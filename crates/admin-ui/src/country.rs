//! Names of countries and languages in the reader's language, by the browser's `Intl.DisplayNames`, and the list of
//! countries in the reader's order.

use js_sys::{Array, Function, Intl, Object, Reflect};
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

/// ISO 3166-1 alpha-2, as assigned in 2026.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ \
    FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS \
    IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN \
    MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN \
    TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Every country by code and name, in the order in which the reader's language sorts them. Reactive in the language.
pub fn all() -> Vec<(String, String)> {
    let locale = language().code();
    let naming = namer("region", locale);
    let mut all: Vec<(String, String)> = CODES
        .split_whitespace()
        .map(|code| {
            let name = naming.as_ref().and_then(|naming| naming(code));
            (code.to_owned(), name.unwrap_or_else(|| code.to_owned()))
        })
        .collect();
    let order = Intl::Collator::new(&Array::of1(&locale.into()), &Object::new()).compare();
    all.sort_by(|(_, a), (_, b)| {
        let found = order.call2(&JsValue::UNDEFINED, &a.into(), &b.into());
        let sign = found.ok().and_then(|sign| sign.as_f64()).unwrap_or(0.0);
        sign.total_cmp(&0.0)
    });
    all
}

fn find(kind: &str, locale: &str, code: &str) -> Option<String> {
    namer(kind, locale)?(code)
}

/// Names codes of a kind; made once for many.
fn namer(kind: &str, locale: &str) -> Option<impl Fn(&str) -> Option<String>> {
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
    Some(move |code: &str| of.call1(&names, &JsValue::from_str(code)).ok()?.as_string())
}
