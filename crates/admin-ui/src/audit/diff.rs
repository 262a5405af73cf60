//! What changed in a row, readable: "field: before → after", each field by its human name where it has one; rows of a
//! list inside that came or went are told plainly. Shows only what it is given and asks for nothing.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{AccountStatus, BatchStatus, CustomerStatus, OrderStatus, ShipmentStatus};
use leptos::prelude::*;
use serde_json::Value;
use ui_kit::{Icon, IconName, Status, VisuallyHidden, fmt};

use super::diff_words::dw;
use super::lines::{Line, lines};
use super::{FIELDS, named};
use crate::country;

/// The states of a row before and after; one is missing where it was created or deleted.
#[component]
pub fn Diff(before: Option<Value>, after: Option<Value>) -> impl IntoView {
    let found = lines(before.as_ref(), after.as_ref());
    let gone = before.is_some() && after.is_none() && !found.is_empty();
    if found.is_empty() {
        return view! { <p class="mut s">{move || dw().unchanged}</p> }.into_any();
    }
    // A row that was there before and is now: only then are there two values to compare.
    let both = before.is_some() && after.is_some();
    view! {
        {gone.then(|| view! { <p class="mut s">{move || dw().gone}</p> })}
        <dl class="diff" class:gone=gone aria-label=move || dw().changes>
            {found.into_iter().map(|line| shown(line, both)).collect_view()}
        </dl>
    }
    .into_any()
}

fn shown(line: Line, both: bool) -> AnyView {
    match line {
        Line::Field {
            path,
            before,
            after,
        } => {
            let key = path.last().cloned().unwrap_or_default();
            let of_new = key.clone();
            let value = if both {
                view! {
                    <del><VisuallyHidden>{move || dw().before} " "</VisuallyHidden>{move || written(&key, before.as_ref())}</del>
                    <Icon name=IconName::ArrowRight />
                    <ins><VisuallyHidden>{move || dw().after} " "</VisuallyHidden>{move || written(&of_new, after.as_ref())}</ins>
                }
                .into_any()
            } else {
                let one = after.or(before);
                view! { <span>{move || written(&key, one.as_ref())}</span> }.into_any()
            };
            view! { <div><dt>{move || path_words(&path)}</dt><dd>{value}</dd></div> }.into_any()
        }
        Line::Added { path, name } => view! {
            <div><dt>{move || path_words(&path)}</dt><dd><ins>{move || (dw().added)(&name)}</ins></dd></div>
        }
        .into_any(),
        Line::Removed { path, name } => view! {
            <div><dt>{move || path_words(&path)}</dt><dd><del>{move || (dw().removed)(&name)}</del></dd></div>
        }
        .into_any(),
    }
}

/// "Lines · Lanquín 70% · Cartons". Reactive.
fn path_words(path: &[String]) -> String {
    let words: Vec<String> = path.iter().map(|key| named(FIELDS, key)).collect();
    words.join(" · ")
}

/// A value as people write it. Reactive.
fn written(key: &str, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => dw().nothing.to_owned(),
        Some(Value::Bool(true)) => dw().yes.to_owned(),
        Some(Value::Bool(false)) => dw().no.to_owned(),
        Some(Value::Number(number)) if key.ends_with("_id") => format!("#{number}"),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text_of(key, text),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| written(key, Some(item))).collect();
            items.join(", ")
        }
        Some(Value::Object(row)) => {
            let parts: Vec<String> = row
                .iter()
                .map(|(key, value)| {
                    format!("{}: {}", named(FIELDS, key), written(key, Some(value)))
                })
                .collect();
            parts.join(", ")
        }
    }
}

fn text_of(key: &str, text: &str) -> String {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return fmt::date(day);
    }
    if text.len() >= 20
        && let Ok(at) = text.parse::<DateTime<Utc>>()
    {
        return fmt::date_time(at);
    }
    match key {
        "country" => country::name(text),
        "locale" | "default_locale" => country::language_name(text),
        "status" => {
            status(text).map_or_else(|| text.replace('_', " "), |status| status.word().to_owned())
        }
        _ => text.to_owned(),
    }
}

/// The state that a text names, in whichever life cycle.
fn status(text: &str) -> Option<Status> {
    let customer = text.parse::<CustomerStatus>().map(Status::from);
    let account = || text.parse::<AccountStatus>().map(Status::from);
    let batch = || text.parse::<BatchStatus>().map(Status::from);
    let order = || text.parse::<OrderStatus>().map(Status::from);
    let shipment = || text.parse::<ShipmentStatus>().map(Status::from);
    customer
        .or_else(|_| account())
        .or_else(|_| batch())
        .or_else(|_| order())
        .or_else(|_| shipment())
        .ok()
}
