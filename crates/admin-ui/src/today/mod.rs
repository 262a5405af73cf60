//! What staff see first: what waits for them, what is in the making, how the last weeks went. Asked for again while it
//! is open. It shows facts and ways to pages; nothing is changed here.

mod charts;
mod headline;
mod making;
mod queue;
mod words;

use contract::dashboard::Dashboard;
use leptos::prelude::*;
use ui_kit::{Absent, Api, Checked, ErrorState, Live, PageHead, SkeletonRows, fmt, live};

use crate::shell::tab;
pub use words::tw;

#[component]
pub fn TodayPage() -> impl IntoView {
    let api = Api::here();
    let dashboard = live(
        || Some(()),
        move |(), abort| async move { api.get::<Dashboard>("/api/dashboard", abort.as_ref()).await },
        |_| true,
    );
    let absent = move |absent| match absent {
        Absent::Waiting => ().into_any(),
        Absent::Slow => view! {
            <PageHead title=move || tw().today tab=move || tab(tw().today) />
            <SkeletonRows />
        }
        .into_any(),
        Absent::Failed(error) => view! {
            <PageHead title=move || tw().today tab=move || tab(tw().today) />
            <ErrorState
                title=move || tw().failed error=error
                on_retry=move |()| dashboard.retry()
                busy=Signal::derive(move || dashboard.busy())
            />
        }
        .into_any(),
    };
    dashboard.view(
        move |today| view! { <Today today live=dashboard /> }.into_any(),
        absent,
    )
}

#[component]
fn Today(today: Signal<Dashboard>, live: Live<Dashboard>) -> impl IntoView {
    let day = move || fmt::day_and_month(fmt::local_day(today.with(|today| today.as_of)));
    view! {
        <PageHead
            class="dashhead"
            title=move || today.with(headline::of)
            tab=move || tab(tw().today)
            crumbs=view! { <p class="mut s">{day}</p> }.into_any()
        >
            <Checked live />
        </PageHead>
        <div class="dash">
            <div>
                <queue::Queue today />
                <making::Making today />
            </div>
            <charts::Charts today />
        </div>
    }
}
