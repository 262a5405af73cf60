//! The shops' portal: a shop signs in and follows its own orders from the farm to its shelf. Everything is asked of the
//! API; nothing is kept in the browser but the reader's language and theme.

mod app;
mod frame;
mod maker;
mod not_found;
mod order;
mod orders;
mod sign_in;
mod words;

use leptos::prelude::*;

fn main() {
    ui_kit::config::start(|config| view! { <app::App config=config /> });
}
