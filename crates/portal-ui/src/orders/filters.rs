//! Search, status and date above the list. What is typed reaches the address 300 ms after the last key.

use chrono::{Days, Months, NaiveDate};
use contract::OrderStatus;
use contract::portal::StatusCounts;
use gloo_timers::future::TimeoutFuture;
use leptos::text_prop::TextProp;
use leptos::{ev, html, prelude::*, task::spawn_local};
use ui_kit::{Button, ButtonKind, Choice, IconName, Search, Segmented, Status, fmt};
use wasm_bindgen::JsCast;

use super::query::ListQuery;
use crate::words::w;

const TYPING_PAUSE_MS: u32 = 300;

/// A change asked for: the new query, and whether it is a step of its own in the browser's history.
pub struct Change {
    pub query: ListQuery,
    pub step: bool,
}

#[component]
pub fn Filters(
    query: Memo<ListQuery>,
    /// None until the first answer.
    #[prop(into)]
    counts: Signal<Option<StatusCounts>>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let typed = search_box(query, on_change);
    let choices = status_choices(counts);
    let value = Signal::derive(move || {
        query.with(|query| query.status.map_or("all", OrderStatus::as_str).to_owned())
    });
    let pick = move |value: &'static str| {
        let query = ListQuery {
            status: value.parse().ok(),
            page: 1,
            ..query.get_untracked()
        };
        on_change.run(Change { query, step: true });
    };
    view! {
        <form
            class="filters orderfilters"
            role="search"
            aria-label=move || w().filter_orders
            on:submit=|event| event.prevent_default()
        >
            <Search id="q" value=typed label=move || w().search />
            <Segmented name="status" label=move || w().status choices=choices value=value on_change=pick />
            <DateFrom query=query on_change=on_change />
        </form>
    }
}

/// The search box's text: follows the address, and leads it after a pause in typing.
fn search_box(query: Memo<ListQuery>, on_change: Callback<Change>) -> RwSignal<String> {
    let typed = RwSignal::new(query.with_untracked(|query| query.search.clone()));
    let turn = StoredValue::new(0_u64);
    // The address moved (back, a link): show what it says, unless it only caught up with the box.
    Effect::new(move |_| {
        let search = query.with(|query| query.search.clone());
        if typed.with_untracked(|typed| typed.trim() != search) {
            typed.set(search);
        }
    });
    Effect::new(move |before: Option<String>| {
        let text = typed.get();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        if before.is_some() {
            let search = text.trim().to_owned();
            spawn_local(async move {
                TimeoutFuture::new(TYPING_PAUSE_MS).await;
                let Some(now) = query.try_get_untracked() else {
                    return;
                };
                if turn.try_get_value() == Some(mine) && now.search != search {
                    on_change.run(Change {
                        query: ListQuery {
                            search,
                            page: 1,
                            ..now
                        },
                        step: false,
                    });
                }
            });
        }
        text
    });
    typed
}

fn status_choices(counts: Signal<Option<StatusCounts>>) -> Vec<Choice> {
    let counted = move |count: fn(&StatusCounts) -> u64| {
        Signal::derive(move || {
            counts.with(|counts| {
                counts
                    .as_ref()
                    .map(|counts| fmt::number(i64::try_from(count(counts)).unwrap_or(i64::MAX)))
            })
        })
    };
    let all =
        |c: &StatusCounts| c.pending + c.in_production + c.shipped + c.delivered + c.cancelled;
    let count_of = |status: OrderStatus| -> fn(&StatusCounts) -> u64 {
        match status {
            OrderStatus::Pending => |c| c.pending,
            OrderStatus::InProduction => |c| c.in_production,
            OrderStatus::Shipped => |c| c.shipped,
            OrderStatus::Delivered => |c| c.delivered,
            OrderStatus::Cancelled => |c| c.cancelled,
        }
    };
    let first = Choice::new("all", || w().all).counted(counted(all));
    let others = OrderStatus::ALL.iter().map(|status| {
        let word = TextProp::from(move || Status::from(*status).word());
        Choice::new(status.as_str(), word).counted(counted(count_of(*status)))
    });
    std::iter::once(first).chain(others).collect()
}

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

/// "Since 1 Oct 2025": a chip that opens a small panel with the usual days and a date of one's own.
#[component]
fn DateFrom(query: Memo<ListQuery>, on_change: Callback<Change>) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let chip = NodeRef::<html::Button>::new();
    let date = move || query.with(|query| query.date_from);
    let choose = move |date_from: Option<NaiveDate>| {
        open.set(false);
        if let Some(chip) = chip.get_untracked() {
            let _ = chip.focus();
        }
        let query = ListQuery {
            date_from,
            page: 1,
            ..query.get_untracked()
        };
        on_change.run(Change { query, step: true });
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if open.get_untracked()
            && !root
                .get_untracked()
                .is_some_and(|root| root.contains(target.as_ref()))
        {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.prevent_default();
            open.set(false);
            if let Some(chip) = chip.get_untracked() {
                let _ = chip.focus();
            }
        }
    };
    let panel = move || {
        let offered = presets(fmt::today())
            .into_iter()
            .map(|(text, day)| {
                view! {
                    <Button small=true on_click=move |_| choose(Some(day))>{move || text()}</Button>
                }
            })
            .collect_view();
        view! {
            <div class="menulist datepanel" role="group" aria-label=move || w().ordered_since>
                <div class="field">
                    <label for="date-from">{move || w().ordered_since}</label>
                    <input
                        class="input"
                        type="date"
                        id="date-from"
                        max=fmt::today().to_string()
                        prop:value=date().map(|date| date.to_string()).unwrap_or_default()
                        on:change=move |event| choose(event_target_value(&event).parse().ok())
                    />
                </div>
                <div class="presets">{offered}</div>
            </div>
        }
    };
    view! {
        <div class="menu datefrom" node_ref=root on:keydown=escape>
            <button
                class="btn"
                class:chip=move || date().is_some()
                type="button"
                node_ref=chip
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <ui_kit::Icon name=IconName::Calendar />
                {move || match date() {
                    Some(date) => (w().since)(&fmt::date(date)),
                    None => w().any_date.to_owned(),
                }}
            </button>
            {move || {
                date().is_some().then(|| {
                    view! {
                        <Button
                            kind=ButtonKind::Icon
                            icon=IconName::X
                            label=move || w().clear_date
                            on_click=move |_| choose(None)
                        />
                    }
                })
            }}
            {move || open.get().then(panel)}
        </div>
    }
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
