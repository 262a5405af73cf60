//! What was measured for one shop.

use contract::batches::MeasurementPage;
use leptos::prelude::*;
use ui_kit::{Api, Section, load_keeping};

use crate::desk::part_of;
use crate::readings::{Readings, rw};

#[component]
pub fn Measured(customer: i64) -> impl IntoView {
    let api = Api::here();
    let found = load_keeping(
        || Some(()),
        move |(), abort| async move {
            let path = format!("/api/customers/{customer}/measurements?limit=100");
            api.get::<MeasurementPage>(&path, abort.as_ref()).await
        },
    );
    let body = part_of(found, |page| {
        let shown = move || {
            let page = page.get();
            if page.measurements.is_empty() {
                view! { <p class="mut">{move || rw().none_shop}</p> }.into_any()
            } else {
                view! { <Readings page batches=true /> }.into_any()
            }
        };
        shown.into_any()
    });
    view! { <Section id="measurements" title=move || rw().title lede=move || rw().lede>{body}</Section> }
        .into_any()
}
