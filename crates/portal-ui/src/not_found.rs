//! An address that is none of the portal's.

use leptos::prelude::*;
use ui_kit::say::fixed;
use ui_kit::{Brand, LinkButton, PageHead};

use crate::app::ORDERS;
use crate::words::w;
use ui_kit::Maker;

#[component]
pub fn NotFound() -> impl IntoView {
    let maker = Maker::here();
    view! {
        <header class="top">
            <div class="top-in">
                <Brand name=maker.name() logo=maker.logo() subtitle=fixed(|| w().portal) href=ORDERS />
            </div>
        </header>
        <main id="main" class="page" tabindex="-1">
            <PageHead
                title=fixed(|| w().page_missing)
                tab=maker.tab(|| w().page_missing)
                lede=fixed(|| w().page_missing_text)
            >
                <LinkButton href=ORDERS>{fixed(|| w().to_orders)}</LinkButton>
            </PageHead>
        </main>
    }
}
