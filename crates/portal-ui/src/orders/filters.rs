//! Search, status, dates and order above the list. What is typed reaches the address 300 ms after the last key.

use contract::OrderStatus;
use contract::portal::StatusCounts;
use gloo_timers::future::TimeoutFuture;
use leptos::text_prop::TextProp;
use leptos::{prelude::*, task::spawn_local};
use ui_kit::say::fixed;
use ui_kit::{Choice, Search, Segmented, Status, fmt};

use super::dates::Dates;
use super::query::ListQuery;
use super::sort::{Sort, SortPick};
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
    sort: Memo<Sort>,
    on_sort: Callback<Sort>,
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
            aria-label=fixed(|| w().filter_orders)
            on:submit=|event| event.prevent_default()
        >
            <Search id="q" value=typed label=fixed(|| w().search) />
            <Segmented name="status" label=fixed(|| w().status) choices=choices value=value on_change=pick />
            <Dates query=query on_change=on_change />
            <SortPick sort=sort on_sort=on_sort />
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
