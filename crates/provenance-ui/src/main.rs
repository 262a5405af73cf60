//! The public page of a lot, an application of its own: whoever scans a bar in a shop downloads a page, not a portal. It
//! asks the API one question, signs nobody in and keeps nothing but the reader's language and theme.

mod asked;
mod farm;
mod hero;
mod map;
mod name;
mod page;
mod parts;
mod words;

use leptos::prelude::*;
use ui_kit::config::Config;
use ui_kit::{Api, Defs, Maker, SkipLink};

fn main() {
    ui_kit::config::start(|config| view! { <App config=config /> });
}

#[component]
fn App(config: Config) -> impl IntoView {
    let api = Api::new(&config);
    provide_context(api);
    provide_context(Maker::load(api, &config, || ""));
    ui_kit::i18n::mark_document();
    view! {
        <Defs />
        <SkipLink />
        <page::ProvenancePage />
    }
}
