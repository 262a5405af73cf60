//! By what the list is sorted: a column's head in a table, a choice on a phone.

use leptos::prelude::*;
use ui_kit::say::fixed;
use ui_kit::{Icon, IconName, Select};

use super::words::lw;
use crate::words::{capitalised, w};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Number,
    Date,
    Cartons,
    Status,
    Delivery,
}

impl Column {
    /// As the API names it.
    const fn key(self) -> &'static str {
        match self {
            Self::Number => "order_number",
            Self::Date => "order_date",
            Self::Cartons => "total_items",
            Self::Status => "status",
            Self::Delivery => "est_delivery_date",
        }
    }

    /// What a first press sorts by: the newest, the most, what comes last; but an order's life from its beginning.
    const fn first(self) -> Sort {
        Sort {
            by: self,
            down: !matches!(self, Self::Status),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub by: Column,
    pub down: bool,
}

/// Newest first.
impl Default for Sort {
    fn default() -> Self {
        Column::Date.first()
    }
}

impl Sort {
    /// As a phone offers them.
    pub const ALL: [Self; 10] = [
        Self::of(Column::Date, true),
        Self::of(Column::Date, false),
        Self::of(Column::Delivery, false),
        Self::of(Column::Delivery, true),
        Self::of(Column::Status, false),
        Self::of(Column::Status, true),
        Self::of(Column::Cartons, true),
        Self::of(Column::Cartons, false),
        Self::of(Column::Number, true),
        Self::of(Column::Number, false),
    ];

    const fn of(by: Column, down: bool) -> Self {
        Self { by, down }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == text)
    }

    /// `-order_date`
    pub fn key(self) -> String {
        format!("{}{}", if self.down { "-" } else { "" }, self.by.key())
    }

    /// After a press on a column's head.
    pub fn pressed(self, column: Column) -> Self {
        if self.by == column {
            Self::of(column, !self.down)
        } else {
            column.first()
        }
    }
}

/// A column's head that sorts. On a phone, where the heads are out of sight, it is plain text.
#[component]
pub fn SortHead(
    column: Column,
    text: fn() -> &'static str,
    #[prop(optional)] end: bool,
    sort: Memo<Sort>,
    on_sort: Callback<Sort>,
) -> impl IntoView {
    let by_this = move || sort.get().by == column;
    let icon = move || match sort.get() {
        sort if sort.by != column => IconName::ArrowUpDown,
        sort if sort.down => IconName::ChevronDown,
        _ => IconName::ChevronUp,
    };
    let order = move || {
        by_this().then(|| {
            if sort.get().down {
                "descending"
            } else {
                "ascending"
            }
        })
    };
    view! {
        <th scope="col" class:end=end aria-sort=order>
            <button
                class="sortable"
                type="button"
                on:click=move |_| on_sort.run(sort.get_untracked().pressed(column))
            >
                {move || text()}
                {move || view! { <Icon name=icon() /> }}
            </button>
            <span class="plain">{move || text()}</span>
        </th>
    }
    .into_any()
}

/// The same choice where there are no heads to press.
#[component]
pub fn SortPick(sort: Memo<Sort>, on_sort: Callback<Sort>) -> impl IntoView {
    let options = Signal::derive(|| {
        Sort::ALL
            .into_iter()
            .map(|sort| (sort.key(), capitalised(lw().order(sort))))
            .collect::<Vec<_>>()
    });
    let choose = move |key: String| {
        if let Some(sort) = Sort::parse(&key) {
            on_sort.run(sort);
        }
    };
    view! {
        <div class="sortpick">
            <label for="sort">{fixed(|| lw().sort)}</label>
            <Select id="sort" options=options value=Signal::derive(move || sort.get().key()) on_change=choose />
        </div>
    }
    .into_any()
}

/// The heads of the table, in its order.
#[component]
pub fn Heads(sort: Memo<Sort>, on_sort: Callback<Sort>) -> impl IntoView {
    view! {
        <tr>
            <SortHead column=Column::Number text=|| w().order sort=sort on_sort=on_sort />
            <SortHead column=Column::Date text=|| w().ordered sort=sort on_sort=on_sort />
            <th scope="col">{fixed(|| w().products)}</th>
            <SortHead column=Column::Cartons text=|| w().cartons end=true sort=sort on_sort=on_sort />
            <SortHead column=Column::Status text=|| w().where_it_is sort=sort on_sort=on_sort />
            <SortHead column=Column::Delivery text=|| w().est_delivery end=true sort=sort on_sort=on_sort />
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_turns_it_round() {
        let newest = Sort::default();
        assert_eq!(newest.key(), "-order_date");
        assert_eq!(newest.pressed(Column::Date).key(), "order_date");
        assert_eq!(newest.pressed(Column::Cartons).key(), "-total_items");
        assert_eq!(newest.pressed(Column::Status).key(), "status");
    }

    #[test]
    fn every_order_survives_the_address() {
        for sort in Sort::ALL {
            assert_eq!(Sort::parse(&sort.key()), Some(sort));
        }
        assert_eq!(Sort::parse("products"), None);
        assert_eq!(Sort::parse(""), None);
    }
}
