//! Days and moments as form fields write them. A moment is typed in the reader's own time, whose zone the page names.

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Date, Intl, Object, Reflect};

/// `2026-03-19`; None for an empty or half-typed one.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// A moment as `<input type="datetime-local">` writes it: `2026-03-17T06:40` in the reader's time.
pub fn local_input(at: DateTime<Utc>) -> String {
    let date = Date::new(&(at.timestamp_millis() as f64).into());
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// The moment such a field means; None for an empty or half-typed one.
pub fn moment(text: &str) -> Option<DateTime<Utc>> {
    let date = Date::new(&text.into());
    let millis = date.get_time();
    // Not a number means not a date.
    millis
        .is_finite()
        .then(|| DateTime::from_timestamp_millis(millis as i64))
        .flatten()
}

/// The reader's zone by its name: `Europe/Berlin`.
pub fn zone() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".to_owned())
        .replace('_', " ")
}
