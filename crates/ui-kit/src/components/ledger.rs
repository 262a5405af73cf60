//! Ruled lists and the few things that have a box.

use crate::say::fixed;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::button::Button;
use crate::i18n::{fmt, kit};
use crate::icon::{Icon, IconName};

/// A table under its (unseen) caption. `children` are `<thead>` and `<tbody>`; the page's style sheet turns the rows of
/// its `class` into cards on a phone, and the head stays in the accessibility tree.
#[component]
pub fn Ledger(
    #[prop(into)] caption: TextProp,
    #[prop(optional, into)] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <table class=format!("ledger {class}")>
            <caption class="vh">{move || caption.get()}</caption>
            {children()}
        </table>
    }
    .into_any()
}

/// Where a numbered list stands, and the way to its neighbours.
#[component]
pub fn Pager(
    #[prop(into)] page: Signal<contract::Pagination>,
    #[prop(into)] on_page: Callback<u64>,
    /// Pages of things by date are "Newer" and "Older".
    #[prop(optional)]
    by_date: bool,
    /// "orders", in the reader's language; empty for none.
    #[prop(optional, into)]
    noun: TextProp,
) -> impl IntoView {
    let range = move || {
        let page = page.get();
        let from = (page.page.saturating_sub(1)).saturating_mul(page.limit) + 1;
        let to = from.saturating_add(page.limit - 1).min(page.total);
        let written = |value: u64| fmt::number(i64::try_from(value).unwrap_or(i64::MAX));
        (kit().range)(&written(from), &written(to), &written(page.total))
    };
    let first = Signal::derive(move || page.with(|page| page.page <= 1));
    let last = Signal::derive(move || page.with(|page| page.page >= page.pages));
    let before = move || if by_date { kit().newer } else { kit().previous };
    let after = move || if by_date { kit().older } else { kit().next };
    view! {
        <nav class="pager" aria-label=fixed(|| kit().pages)>
            <p class="num">{range} " " {move || noun.get()}</p>
            <div>
                <Button
                    small=true
                    icon=IconName::ChevronLeft
                    disabled=first
                    on_click=move |_| on_page.run(page.get_untracked().page.saturating_sub(1).max(1))
                >
                    {before}
                </Button>
                <Button small=true disabled=last on_click=move |_| on_page.run(page.get_untracked().page + 1)>
                    {after}
                    <Icon name=IconName::ChevronRight />
                </Button>
            </div>
        </nav>
    }
    .into_any()
}

/// Names and values. `inline` sets them beside each other.
#[component]
pub fn Facts(
    #[prop(optional)] inline: bool,
    #[prop(optional, into)] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! { <dl class=format!("facts {class}") class:inline=inline>{children()}</dl> }.into_any()
}

/// One name and its value. `code` sets the value in the face in which 0 is never O.
#[component]
pub fn Fact(
    #[prop(into)] name: TextProp,
    #[prop(optional)] code: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{move || name.get()}</dt>
            <dd class:code=code>{children()}</dd>
        </div>
    }
    .into_any()
}

/// A box around an object: a shipment, a form, a picture.
#[component]
pub fn Panel(#[prop(optional, into)] class: &'static str, children: Children) -> impl IntoView {
    view! { <div class=format!("panel {class}")>{children()}</div> }.into_any()
}

/// A part of a page under its own heading. `id` is the heading's, unique on the page.
#[component]
pub fn Section(
    id: &'static str,
    #[prop(into)] title: TextProp,
    #[prop(optional, into)] lede: Option<TextProp>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <header>
                <h2 id=id>{move || title.get()}</h2>
                {lede.map(|lede| view! { <p>{move || lede.get()}</p> })}
            </header>
            {children()}
        </section>
    }
    .into_any()
}
