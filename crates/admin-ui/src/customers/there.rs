//! What time it is where a shop is: whoever telephones wants to know. Only where the country has one time, or the state
//! tells which; a wrong hour would be worse than none.

use contract::customers::Customer;
use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use std::time::Duration;
use ui_kit::i18n::language;

const EVERY: Duration = Duration::from_secs(20);

/// Countries with one time, by their zone in the IANA database.
const ZONES: &[(&str, &str)] = &[
    ("AT", "Europe/Vienna"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("CH", "Europe/Zurich"),
    ("CO", "America/Bogota"),
    ("CR", "America/Costa_Rica"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("DK", "Europe/Copenhagen"),
    ("EE", "Europe/Tallinn"),
    ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("GR", "Europe/Athens"),
    ("GT", "America/Guatemala"),
    ("HK", "Asia/Hong_Kong"),
    ("HN", "America/Tegucigalpa"),
    ("HU", "Europe/Budapest"),
    ("IE", "Europe/Dublin"),
    ("IT", "Europe/Rome"),
    ("JP", "Asia/Tokyo"),
    ("KR", "Asia/Seoul"),
    ("LI", "Europe/Vaduz"),
    ("LT", "Europe/Vilnius"),
    ("LU", "Europe/Luxembourg"),
    ("LV", "Europe/Riga"),
    ("NI", "America/Managua"),
    ("NL", "Europe/Amsterdam"),
    ("NO", "Europe/Oslo"),
    ("PE", "America/Lima"),
    ("PL", "Europe/Warsaw"),
    ("RO", "Europe/Bucharest"),
    ("SE", "Europe/Stockholm"),
    ("SG", "Asia/Singapore"),
    ("SI", "Europe/Ljubljana"),
    ("SK", "Europe/Bratislava"),
    ("SV", "America/El_Salvador"),
    ("TW", "Asia/Taipei"),
];

/// States of the United States with one time, by name and by code.
const STATES: &[(&str, &str)] = &[
    (
        "America/New_York",
        "Connecticut CT Delaware DE Georgia GA Maine ME Maryland MD Massachusetts MA New-Hampshire NH New-Jersey NJ \
         New-York NY North-Carolina NC Ohio OH Pennsylvania PA Rhode-Island RI South-Carolina SC Vermont VT Virginia VA \
         West-Virginia WV District-of-Columbia DC",
    ),
    (
        "America/Chicago",
        "Alabama AL Arkansas AR Illinois IL Iowa IA Louisiana LA Minnesota MN Mississippi MS Missouri MO Oklahoma OK \
         Wisconsin WI",
    ),
    (
        "America/Denver",
        "Colorado CO Montana MT New-Mexico NM Utah UT Wyoming WY",
    ),
    (
        "America/Los_Angeles",
        "California CA Nevada NV Washington WA",
    ),
    ("America/Phoenix", "Arizona AZ"),
    ("Pacific/Honolulu", "Hawaii HI"),
];

fn zone(country: &str, region: Option<&str>) -> Option<&'static str> {
    if country == "US" {
        let state = region?.trim().replace(' ', "-");
        return STATES
            .iter()
            .find(|(_, states)| {
                states
                    .split(' ')
                    .any(|one| one.eq_ignore_ascii_case(&state))
            })
            .map(|(zone, _)| *zone);
    }
    ZONES
        .iter()
        .find(|(code, _)| *code == country)
        .map(|(_, zone)| *zone)
}

/// The time on the shop's wall, going on for as long as the page is shown; None where it is not known.
pub fn clock(customer: &Customer) -> Signal<Option<String>> {
    let Some(zone) = zone(&customer.country, customer.region.as_deref()) else {
        return Signal::stored(None);
    };
    let ticks = RwSignal::new(0_u32);
    if let Ok(timer) =
        set_interval_with_handle(move || ticks.update(|n| *n = n.wrapping_add(1)), EVERY)
    {
        on_cleanup(move || timer.clear());
    }
    // A word that stays the same for a minute is drawn once.
    Memo::new(move |_| {
        ticks.get();
        time_in(zone)
    })
    .into()
}

/// 18:59. Reactive in the language.
fn time_in(zone: &str) -> Option<String> {
    let options = Object::new();
    for (key, value) in [
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
        ("timeZone", zone),
    ] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let locales = Array::of1(&language().locale().into());
    let format = Intl::DateTimeFormat::new(&locales, &options).format();
    let now = Date::new_0();
    format
        .call1(&wasm_bindgen::JsValue::UNDEFINED, &now)
        .ok()?
        .as_string()
}

#[cfg(test)]
mod tests {
    use super::zone;

    #[test]
    fn only_what_is_sure_is_told() {
        assert_eq!(zone("DE", None), Some("Europe/Berlin"));
        assert_eq!(zone("US", Some("maine")), Some("America/New_York"));
        assert_eq!(zone("US", Some("New York")), Some("America/New_York"));
        assert_eq!(zone("US", Some("OR")), None);
        assert_eq!(zone("US", None), None);
        assert_eq!(zone("BR", None), None);
    }
}
