//! Numbers, dates and times in the reader's language, by the browser's `Intl`. Every function is reactive in the
//! language; an unknown value is "—", never an empty place.

use std::cell::RefCell;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{Language, kit, language};

pub const UNKNOWN: &str = "—";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Number,
    Decimal,
    Date,
    DayMonth,
    ShortDay,
    Weekday,
    MonthYear,
    Month,
    DateTime,
    LocalDay,
    Time,
}

/// A handful: looking them up one after another is quickest.
type Formats = Vec<((Language, Shape), Function)>;

thread_local! {
    static FORMATS: RefCell<Formats> = const { RefCell::new(Vec::new()) };
}

fn format(shape: Shape, value: &JsValue) -> String {
    let language = language();
    let function = FORMATS.with_borrow_mut(|formats| {
        let key = (language, shape);
        match formats.iter().find(|(known, _)| *known == key) {
            Some((_, function)) => function.clone(),
            None => {
                let function = formatter(language, shape);
                formats.push((key, function.clone()));
                function
            }
        }
    });
    function
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn formatter(language: Language, shape: Shape) -> Function {
    let locales = Array::of1(&language.locale().into());
    let options = Object::new();
    let set = |key: &str, value: JsValue| {
        // Cannot fail on a plain object.
        let _ = Reflect::set(&options, &key.into(), &value);
    };
    let say = |pairs: &[(&str, &str)]| {
        for (key, value) in pairs {
            set(key, (*value).into());
        }
    };
    const DATE: [(&str, &str); 3] = [("day", "numeric"), ("month", "short"), ("year", "numeric")];
    const CLOCK: [(&str, &str); 3] = [
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ];
    match shape {
        Shape::Number | Shape::Decimal => {
            let digits = if shape == Shape::Number { 0 } else { 1 };
            set("maximumFractionDigits", digits.into());
            return Intl::NumberFormat::new(&locales, &options).format();
        }
        Shape::Date => say(&DATE),
        Shape::DayMonth => say(&[("weekday", "long"), ("day", "numeric"), ("month", "long")]),
        Shape::ShortDay => say(&[("day", "numeric"), ("month", "short")]),
        Shape::Weekday => say(&[("weekday", "long")]),
        Shape::MonthYear => say(&[("month", "long"), ("year", "numeric")]),
        Shape::Month => say(&[("month", "long")]),
        Shape::DateTime => {
            say(&DATE);
            say(&CLOCK);
        }
        Shape::LocalDay => say(&[("day", "numeric"), ("month", "long")]),
        Shape::Time => say(&CLOCK),
    }
    // A date without a time is the same day everywhere; a moment is told in the reader's own time.
    if !matches!(shape, Shape::DateTime | Shape::LocalDay | Shape::Time) {
        set("timeZone", "UTC".into());
    }
    Intl::DateTimeFormat::new(&locales, &options).format()
}

fn day(date: NaiveDate) -> JsValue {
    let at = date.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc();
    moment(at)
}

fn moment(at: DateTime<Utc>) -> JsValue {
    // Milliseconds since 1970 fit an f64 exactly for 285,000 years.
    Date::new(&JsValue::from_f64(at.timestamp_millis() as f64)).into()
}

/// 1,240
pub fn number(value: i64) -> String {
    format(Shape::Number, &JsValue::from_f64(value as f64))
}

/// 61.4, at most one digit after the point.
pub fn decimal(value: f64) -> String {
    format(Shape::Decimal, &JsValue::from_f64(value))
}

/// 50 %, written as the language does.
pub fn percent(value: i64) -> String {
    (kit().percent)(&number(value))
}

/// 180 cartons
pub fn cartons(value: i64) -> String {
    (kit().cartons)(value, &number(value))
}

/// 9 Feb 2026
pub fn date(value: NaiveDate) -> String {
    format(Shape::Date, &day(value))
}

pub fn date_or_unknown(value: Option<NaiveDate>) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), date)
}

/// Thursday 19 March
pub fn day_and_month(value: NaiveDate) -> String {
    format(Shape::DayMonth, &day(value))
}

/// 19 Mar
pub fn short_day(value: NaiveDate) -> String {
    format(Shape::ShortDay, &day(value))
}

/// Thursday
pub fn weekday(value: NaiveDate) -> String {
    format(Shape::Weekday, &day(value))
}

/// January 2026
pub fn month_and_year(value: NaiveDate) -> String {
    format(Shape::MonthYear, &day(value))
}

/// January
pub fn month(value: NaiveDate) -> String {
    format(Shape::Month, &day(value))
}

/// 9 Feb 2026, 08:14, in the reader's time zone
pub fn date_time(value: DateTime<Utc>) -> String {
    format(Shape::DateTime, &moment(value))
}

/// 5 March, 10:22, in the reader's time zone
pub fn day_time(value: DateTime<Utc>) -> String {
    // Not in one format: English would write "5 March at 10:22".
    let (day, time) = (format(Shape::LocalDay, &moment(value)), time(value));
    if language() == Language::Ja {
        format!("{day} {time}")
    } else {
        format!("{day}, {time}")
    }
}

/// 14:02, in the reader's time zone
pub fn time(value: DateTime<Utc>) -> String {
    format(Shape::Time, &moment(value))
}

/// 17 Mar, 06:40, in the reader's time zone; with the year where it is another than today's.
pub fn short_moment(value: DateTime<Utc>) -> String {
    let (day, time) = (date_near(local_day(value), today()), time(value));
    if language() == Language::Ja {
        format!("{day} {time}")
    } else {
        format!("{day}, {time}")
    }
}

/// The day a moment falls on for the reader.
pub fn local_day(value: DateTime<Utc>) -> NaiveDate {
    let date = Date::new(&JsValue::from_f64(value.timestamp_millis() as f64));
    let year = i32::try_from(date.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, date.get_month() + 1, date.get_date()).unwrap_or_default()
}

/// Today, where the reader is.
pub fn today() -> NaiveDate {
    local_day(now())
}

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}

/// How a day is named in a sentence: by its weekday within the coming week, else by its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayName {
    Today,
    Tomorrow,
    Weekday(NaiveDate),
    Date(NaiveDate),
}

pub fn day_name(date: NaiveDate, today: NaiveDate) -> DayName {
    match (date - today).num_days() {
        0 => DayName::Today,
        1 => DayName::Tomorrow,
        2..=6 => DayName::Weekday(date),
        _ => DayName::Date(date),
    }
}

/// "United States" for `US`; the code itself where the browser does not know it.
pub fn country(code: &str) -> String {
    let named = || -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let names: Function = Reflect::get(&intl, &"DisplayNames".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
        let locales = Array::of1(&language().locale().into());
        let names = Reflect::construct(&names, &Array::of2(&locales, &options)).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &code.into()).ok()?.as_string()
    };
    named().unwrap_or_else(|| code.to_owned())
}

/// The same year needs no year: "19 Mar", else "19 Mar 2026".
pub fn date_near(value: NaiveDate, today: NaiveDate) -> String {
    if value.year() == today.year() {
        short_day(value)
    } else {
        date(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_within_the_week_goes_by_its_name() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 17).unwrap();
        let at = |days| today + chrono::Days::new(days);
        assert_eq!(day_name(today, today), DayName::Today);
        assert_eq!(day_name(at(1), today), DayName::Tomorrow);
        assert_eq!(day_name(at(2), today), DayName::Weekday(at(2)));
        assert_eq!(day_name(at(6), today), DayName::Weekday(at(6)));
        // The same weekday next week would mislead.
        assert_eq!(day_name(at(7), today), DayName::Date(at(7)));
        let past = today - chrono::Days::new(1);
        assert_eq!(day_name(past, today), DayName::Date(past));
    }
}
