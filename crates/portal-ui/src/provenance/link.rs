//! The public address of a lot's page, and the control that hands it on. Nothing of the shop or its order is in it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::say::fixed;
use ui_kit::share::{Shared, share};
use ui_kit::{Button, ButtonKind, IconName, Toasts, http};

use super::words::pw;
use crate::maker::Maker;

/// `/provenance/IXC-26-001?sku=LNQ-70-60`. `sku` may be empty.
pub fn provenance_href(maker: Maker, lot: &str, sku: &str) -> String {
    let query = http::query(&[
        ("sku", Some(sku.to_owned())),
        ("organization", maker.asked_for()),
    ]);
    format!("/provenance/{}{query}", http::encoded(lot))
}

/// Hands the public link on.
#[component]
pub fn ShareLot(lot: String, sku: String, product: String) -> impl IntoView {
    let maker = Maker::here();
    let toasts = Toasts::here();
    let path = provenance_href(maker, &lot, &sku);
    let label = move || (pw().share_lot)(&lot);
    let hand_on = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        let (url, title) = (format!("{origin}{path}"), product.clone());
        spawn_local(async move {
            match share(&title, &url).await {
                Shared::Handled => {}
                Shared::Copied => toasts.done(|| pw().copied),
                Shared::Failed => toasts.failed(|| pw().not_copied),
            }
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet small=true icon=IconName::Link label=label class="sharelot" on_click=hand_on>
            {fixed(|| pw().share)}
        </Button>
    }
}
