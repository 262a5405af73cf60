//! The shops' portal: a shop signs in and follows its own orders from the farm to its shelf. Everything is asked of the
//! API; nothing is kept in the browser but the reader's language and theme.

mod account;
mod app;
mod frame;
mod not_found;
mod order;
mod orders;
mod share_lot;
mod shipment;
mod sign_in;
mod words;

use leptos::prelude::*;

fn main() {
    // First of all: a sign-in link's token does not stay in the address bar.
    let link = sign_in::LinkToken::take();
    ui_kit::config::start(move |config| view! { <app::App config=config link=link /> });
}
