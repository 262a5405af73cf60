//! A thread with stations: what happened, what is happening, what comes.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StationState {
    Done,
    Now,
    Next,
}

impl StationState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
}

/// A station. `when` may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    pub state: StationState,
    pub what: String,
    pub when: String,
    /// Shown on the way to the next station, where there is room: a truck.
    pub moving: Option<IconName>,
}

/// Down the page; with `across` from left to right where there is room.
#[component]
pub fn Journey(
    #[prop(into)] stations: Signal<Vec<Station>>,
    #[prop(optional)] across: bool,
) -> impl IntoView {
    view! {
        <ol class="journey" class:across=across>
            {move || {
                stations
                    .get()
                    .into_iter()
                    .map(|station| {
                        let current = (station.state == StationState::Now).then_some("step");
                        let moving = station.moving;
                        view! {
                            <li data-s=station.state.as_str() class:moving=moving.is_some() aria-current=current>
                                {moving.map(|icon| {
                                    view! {
                                        <span class="mover" aria-hidden="true">
                                            <Icon name=icon />
                                        </span>
                                    }
                                })}
                                <span class="what">{station.what}</span>
                                <span class="when">{station.when}</span>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ol>
    }
    .into_any()
}
