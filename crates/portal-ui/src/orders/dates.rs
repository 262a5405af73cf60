//! "Since 1 Oct 2025", "1 Oct 2025 – 31 Dec 2025": a chip that opens a small panel with the usual spans and two days of
//! one's own.

use chrono::{Days, Months, NaiveDate};
use leptos::{ev, html, prelude::*};
use ui_kit::say::fixed;
use ui_kit::{Button, ButtonKind, IconName, fmt};
use wasm_bindgen::JsCast;

use super::filters::Change;
use super::query::ListQuery;
use super::words::lw;
use crate::words::w;

/// A day to filter from, and what it is called.
type Preset = (fn() -> &'static str, NaiveDate);

/// The days offered, from today.
fn presets(today: NaiveDate) -> [Preset; 3] {
    let year = NaiveDate::from_ymd_opt(chrono::Datelike::year(&today), 1, 1).unwrap_or(today);
    [
        (
            || w().last_90_days,
            today.checked_sub_days(Days::new(90)).unwrap_or(today),
        ),
        (|| w().this_year, year),
        (
            || w().last_12_months,
            today.checked_sub_months(Months::new(12)).unwrap_or(today),
        ),
    ]
}

/// Reactive in the language.
fn span_words(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (None, None) => w().any_date.to_owned(),
        (Some(from), None) => (w().since)(&fmt::date(from)),
        (None, Some(to)) => (lw().until)(&fmt::date(to)),
        (Some(from), Some(to)) => (lw().between)(&fmt::date(from), &fmt::date(to)),
    }
}

#[component]
pub fn Dates(query: Memo<ListQuery>, on_change: Callback<Change>) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let chip = NodeRef::<html::Button>::new();
    let span = Memo::new(move |_| query.with(|query| (query.date_from, query.date_to)));
    let set = move || span.get() != (None, None);
    let close = move || {
        open.set(false);
        if let Some(chip) = chip.get_untracked() {
            let _ = chip.focus();
        }
    };
    let choose = Callback::new(
        move |(date_from, date_to): (Option<NaiveDate>, Option<NaiveDate>)| {
            close();
            let query = ListQuery {
                date_from,
                date_to,
                page: 1,
                ..query.get_untracked()
            }
            .in_order();
            on_change.run(Change { query, step: true });
        },
    );
    let inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        root.get_untracked()
            .is_some_and(|root| root.contains(node.as_ref()))
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        if open.get_untracked() && !inside(event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    // Tab leads out of the panel: it does not stay open behind.
    let left = move |event: ev::FocusEvent| {
        let to = event.related_target();
        if open.get_untracked() && to.is_some() && !inside(to) {
            open.set(false);
        }
    };
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.prevent_default();
            close();
        }
    };
    view! {
        <div class="menu datefrom" node_ref=root on:keydown=escape on:focusout=left>
            <button
                class="btn"
                class:chip=set
                type="button"
                node_ref=chip
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <ui_kit::Icon name=IconName::Calendar />
                {move || {
                    let (from, to) = span.get();
                    span_words(from, to)
                }}
            </button>
            {move || open.get().then(|| view! { <Span span=span.get_untracked() choose=choose /> })}
            {move || {
                set().then(|| {
                    view! {
                        <Button
                            kind=ButtonKind::Icon
                            icon=IconName::X
                            label=fixed(|| w().clear_date)
                            on_click=move |_| choose.run((None, None))
                        />
                    }
                })
            }}
        </div>
    }
    .into_any()
}

/// The open panel. A day counts once it is asked for, not while its year is still being typed.
#[component]
fn Span(
    span: (Option<NaiveDate>, Option<NaiveDate>),
    choose: Callback<(Option<NaiveDate>, Option<NaiveDate>)>,
) -> impl IntoView {
    let from = RwSignal::new(written(span.0));
    let to = RwSignal::new(written(span.1));
    let first = NodeRef::<html::Input>::new();
    first.on_load(|input| {
        request_animation_frame(move || {
            let _ = input.focus();
        });
    });
    let apply = move || {
        let day = |text: RwSignal<String>| text.with_untracked(|text| text.parse().ok());
        choose.run((day(from), day(to)));
    };
    let enter = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            apply();
        }
    };
    let offered = presets(fmt::today())
        .into_iter()
        .map(|(text, day)| {
            view! {
                <Button small=true on_click=move |_| choose.run((Some(day), None))>{move || text()}</Button>
            }
        })
        .collect_view();
    let today = fmt::today().to_string();
    view! {
        <div class="menulist datepanel" role="group" aria-label=fixed(|| lw().dates)>
            <div class="field">
                <label for="date-from">{fixed(|| lw().from)}</label>
                <input
                    class="input"
                    type="date"
                    id="date-from"
                    node_ref=first
                    max=today
                    prop:value=move || from.get()
                    on:input=move |event| from.set(event_target_value(&event))
                    on:keydown=enter
                />
            </div>
            <div class="field">
                <label for="date-to">{fixed(|| lw().to)}</label>
                <input
                    class="input"
                    type="date"
                    id="date-to"
                    prop:value=move || to.get()
                    on:input=move |event| to.set(event_target_value(&event))
                    on:keydown=enter
                />
            </div>
            <Button on_click=move |_| apply()>{fixed(|| lw().apply)}</Button>
            <div class="presets">{offered}</div>
        </div>
    }
    .into_any()
}

/// As a date field takes it.
fn written(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_offered_are_in_the_past() {
        let today = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        let days = presets(today).map(|(_, day)| day.to_string());
        assert_eq!(days, ["2023-12-01", "2024-01-01", "2023-02-28"]);
    }
}
